//! Reading `conference.md`.

use std::sync::Arc;

use super::fields::{Desk, Fields};
use super::keynote;
use super::leaf::{Desktop, Shape, leaf};
use super::photos;
use crate::files::FilePath;
use crate::model::Id;
use crate::model::conference::{
    Conference, Criteria, Decision, Delegates, LargeUnitApproval, Level, MARKED, PresidiumMember, SideEvent,
    Signature, Term,
};
use crate::privacy::Findings;
use crate::report::{Problem, Report};

/// A conference as it was read.
pub(super) struct Read {
    pub(super) conference: Conference,
    pub(super) findings: Findings,
    /// Its term, if there is one.
    pub(super) term: Option<Term>,
    /// Is it one? Without a title, a level or a term it is none, but its dossiers can be looked at.
    pub(super) is_whole: bool,
}

/// Reads a conference.
pub(super) fn conference(
    world: &Desktop<'_>,
    id: Id,
    file: &FilePath,
    criteria: Criteria,
    report: &mut Report,
) -> Read {
    let leaf = if world.files.has(file) {
        leaf(world, file, Shape::Story, report)
    } else {
        report.push(Problem::error("no-conference").in_file(file));
        None
    };
    let mut unheard = Report::default();
    // Of what could not be read at all, that is told, and not each key that is missing.
    let report = if leaf.is_some() || world.sketch.is_some() { report } else { &mut unheard };
    let leaf = leaf.unwrap_or_default();
    let desk = world.desk(file, report);
    let folder = FilePath::new(file.folder());
    let placed = photos::placed(world, &desk, &folder, &leaf.pictures);
    let mut f = Fields::new(&desk, leaf.span, leaf.table);
    let marks = f.marks(&MARKED);
    let title = f.need_text("title");
    let form = f.text("form");
    let level = f.need_choice("level");
    let term = f.need_table("period").and_then(term);
    let held_on = f.date("held_on");
    let place = f.text("place");
    let publisher = f.text("publisher");
    let occasions = f.texts("occasions");
    let imprint = f.texts("imprint");
    let basis = f.tables("basis").into_iter().filter_map(decision).collect();
    let decision = f.table("decision").and_then(decision);
    let delegates = f.table("delegates").and_then(delegates);
    let large_unit_approval = f.table("large_unit_approval").and_then(large_unit_approval);
    let presidium = f.tables("presidium").into_iter().filter_map(presidium_member).collect();
    let events = f.tables("events").into_iter().filter_map(|f| side_event(&desk, f)).collect();
    let signature = f.table("signature").and_then(signature);
    let publish_until = f.date("publish_until");
    f.below(&leaf.like_head);
    f.finish();
    let is_whole = title.is_some() && level.is_some() && term.is_some();
    let conference = Conference {
        marks,
        id,
        title: title.unwrap_or_default(),
        form,
        // The lowest: nothing that is told of a level lies below it.
        level: level.unwrap_or(Level::GrassRoots),
        term: term.unwrap_or_default(),
        held_on,
        place,
        publisher,
        occasions,
        imprint,
        basis,
        decision,
        delegates,
        large_unit_approval,
        presidium,
        events,
        publish_until,
        signature,
        foreword: Arc::new(leaf.prose),
        placed,
        criteria,
    };
    Read { conference, findings: leaf.findings, term, is_whole }
}

fn term(mut f: Fields<'_, '_>) -> Option<Term> {
    let (from, to) = (f.need_year("from"), f.need_year("to"));
    let span = f.span();
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        f.report(Problem::error("term-backwards"), span);
        f.finish();
        return None;
    }
    f.finish();
    Some(Term { from: from?, to: to? })
}

/// A numbered document, here and wherever else one is named.
pub(super) fn decision(mut f: Fields<'_, '_>) -> Option<Decision> {
    let number = f.need_text("number");
    let (date, issuer) = (f.date("date"), f.text("issuer"));
    f.finish();
    Some(Decision { number: number?, date, issuer })
}

fn delegates(mut f: Fields<'_, '_>) -> Option<Delegates> {
    let (honorees, guests) = (f.need_number("honorees"), f.number("guests"));
    f.finish();
    Some(Delegates { honorees: honorees?, guests })
}

fn large_unit_approval(mut f: Fields<'_, '_>) -> Option<LargeUnitApproval> {
    let (number, workers) = (f.need_text("number"), f.number("workers"));
    f.finish();
    Some(LargeUnitApproval { number: number?, workers })
}

fn side_event(desk: &Desk<'_>, mut f: Fields<'_, '_>) -> Option<SideEvent> {
    let (title, date, place) = (f.need_text("title"), f.date("date"), f.text("place"));
    let link = f.spanned_text("link").and_then(|url| keynote::link(desk, url));
    f.finish();
    Some(SideEvent { title: title?, date, place, link })
}

fn signature(mut f: Fields<'_, '_>) -> Option<Signature> {
    let (body, office, name) = (f.text("body"), f.text("office"), f.need_text("name"));
    f.finish();
    Some(Signature { body, office, name: name? })
}

fn presidium_member(mut f: Fields<'_, '_>) -> Option<PresidiumMember> {
    let name = f.need_text("name");
    let (role, emulation_fighter) = (f.text("role"), f.flag("emulation_fighter"));
    f.finish();
    Some(PresidiumMember { name: name?, role, emulation_fighter })
}
