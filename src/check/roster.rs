//! Rules about what is written in several places: names, units and jobs should be written alike.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::Case;
use crate::files::FilePath;
use crate::model::board::Dossiers;
use crate::model::conference::Conference;
use crate::model::honoree::{Honoree, Nomination};
use crate::model::{Id, prose};
use crate::report::{Problem, Report, Span};
use crate::vietnamese::{self, Spelling};

/// One person over several conferences, in the chair and at the lectern, has one name. Two names that sound alike and are
/// written with the tone in two places are one; two that differ by a missing mark may be (`domain.md` §3).
pub(super) fn one_spelling(case: &Case<'_>, report: &mut Report) {
    // Two of one conference are two persons, or one entered twice: another rule says so.
    if case.board.conferences.len() > 1 {
        between_conferences(case, report);
    }
    case.board.conferences.iter().for_each(|dossiers| beside_dossiers(dossiers, report));
}

/// Those of several conferences, known again by unit and plain name.
fn between_conferences(case: &Case<'_>, report: &mut Report) {
    let mut persons: FxHashMap<(&Id, &str), (&Conference, &Nomination)> = FxHashMap::default();
    for dossiers in &case.board.conferences {
        for nomination in &dossiers.nominations {
            let honoree = nomination.for_check();
            let found = (&*dossiers.conference, &**nomination);
            match persons.entry((&honoree.unit, &honoree.name.plain)) {
                Entry::Vacant(free) => drop(free.insert(found)),
                Entry::Occupied(first) => compared(*first.get(), found, report),
            }
        }
    }
}

/// Those who are named beside the dossiers of a conference: in the chair, under the foreword, at the lectern. They have no unit
/// of theirs, and are known again by their plain name alone.
fn beside_dossiers(dossiers: &Dossiers, report: &mut Report) {
    let (conference, file) = (&dossiers.conference, dossiers.conference.file());
    let chair = conference.presidium.iter().map(|member| (&member.name, &file, conference.mark("presidium")));
    let signature = conference.signature.iter().map(|by| (&by.name, &file, conference.mark("signature")));
    let lectern = dossiers.submissions.iter().filter_map(|submission| {
        Some((submission.for_check().speaker.as_ref()?, &submission.file, submission.places.speaker))
    });
    let named: Vec<_> = chair.chain(signature).chain(lectern).collect();
    // Of very many honourees nobody may be named so.
    if named.is_empty() {
        return;
    }
    // Who is met first says how a name is written: honourees, then the chair; nobody whom the others name alone.
    let mut known: FxHashMap<String, Option<&str>> =
        named.iter().map(|(name, ..)| (vietnamese::fold(name), None)).collect();
    for nomination in &dossiers.nominations {
        let name = &nomination.for_check().name;
        if let Some(first) = known.get_mut(&*name.plain) {
            first.get_or_insert(&name.full);
        }
    }
    for member in &conference.presidium {
        if let Some(first) = known.get_mut(&vietnamese::fold(&member.name)) {
            first.get_or_insert(&member.name);
        }
    }
    for (name, file, place) in named {
        if let Some(Some(first)) = known.get(&vietnamese::fold(name))
            && first != name
        {
            report.push(told(name, first, file, place));
        }
    }
}

/// Tells where two dossiers of one person differ.
fn compared(
    (before, first): (&Conference, &Nomination),
    (conference, other): (&Conference, &Nomination),
    report: &mut Report,
) {
    if before.id == conference.id {
        return;
    }
    let (one, two) = (first.for_check(), other.for_check());
    if two.name.full != one.name.full {
        report.push(told(&two.name.full, &one.name.full, &other.file, other.mark("name")));
    }
    // In another term somebody may well do something else.
    if before.term == conference.term && vietnamese::fold(&two.job) != vietnamese::fold(&one.job) {
        let problem = Problem::warning("job-differs").at(&other.file, other.mark("job"));
        report.push(problem.with("job", &two.job).with("other", &one.job).with("file", &*first.file));
    }
}

fn told(name: &str, other: &str, file: &FilePath, place: Span) -> Problem {
    let rule = if vietnamese::has_tone_elsewhere(name, other) { "tone-placement" } else { "name-differs" };
    Problem::warning(rule).at(file, place).with("name", name).with("other", other)
}

/// Names and units as texts write them: stories of those they are about, and the chair's offices.
pub(super) fn in_texts(case: &Case<'_>, report: &mut Report) {
    let unit = |id: &Id| case.board.settings.units.get(id).map(|unit| &*unit.name);
    for dossiers in &case.board.conferences {
        stories(dossiers, &unit, report);
        let conference = &dossiers.conference;
        for role in conference.presidium.iter().filter_map(|member| member.role.as_ref()) {
            for unit in case.board.settings.units.keys().filter_map(|id| case.units.get(id)) {
                look(role, unit, &conference.file(), conference.mark("presidium"), report);
            }
        }
    }
}

/// What a dossier says of its unit beside its story. (What a story says of the name above it has been told by who read
/// it.)
pub(super) fn in_dossiers(case: &Case<'_>, report: &mut Report) {
    for (_, nomination) in case.nominations() {
        let honoree = nomination.for_check();
        let Some(unit) = case.units.get(&honoree.unit) else { continue };
        for text in beside_story(honoree) {
            look(text, unit, &nomination.file, nomination.mark("unit"), report);
        }
    }
}

/// The keynotes of a conference, with those they are about, and its foreword with those in the chair.
fn stories<'b>(dossiers: &'b Dossiers, unit: &dyn Fn(&Id) -> Option<&'b str>, report: &mut Report) {
    for submission in &dossiers.submissions {
        let keynote = submission.for_check();
        let whose: Vec<&Honoree> =
            keynote.honorees.iter().filter_map(|id| Some(dossiers.nomination(id)?.for_check())).collect();
        let names = whose.iter().map(|honoree| &*honoree.name.full);
        let names = names.chain(whose.iter().filter_map(|honoree| unit(&honoree.unit)));
        let names: Vec<Spelling<'_>> = names.map(Spelling::new).collect();
        let (file, place) = (&submission.file, submission.places.honoree(0));
        prose::lines(keynote.story.blocks(), &mut |line| {
            names.iter().for_each(|name| look(line, name, file, place, report));
        });
    }
    let conference = &dossiers.conference;
    let (file, place) = (conference.file(), conference.mark("presidium"));
    if !conference.presidium.is_empty() {
        let chair: Vec<Spelling<'_>> =
            conference.presidium.iter().map(|member| Spelling::new(&member.name)).collect();
        prose::lines(conference.foreword.blocks(), &mut |line| {
            chair.iter().for_each(|name| look(line, name, &file, place, report));
        });
    }
}

/// What a dossier says in short lines.
fn beside_story(honoree: &Honoree) -> impl Iterator<Item = &str> {
    let lines = [Some(&honoree.job), honoree.lead.as_ref(), honoree.mentoring.as_ref()];
    let councils = honoree.initiatives.iter().map(|initiative| initiative.recognised_by.as_ref());
    let issuers = honoree.awards.iter().map(|won| won.issuer.as_ref());
    lines.into_iter().chain(councils).chain(issuers).flatten().map(String::as_str)
}

/// Tells where a text writes a name otherwise.
fn look(text: &str, name: &Spelling<'_>, file: &FilePath, place: Span, report: &mut Report) {
    for found in name.otherwise(text) {
        report.push(told(text.get(found).unwrap_or_default(), name.name(), file, place));
    }
}

/// Two entries of the settings that are one unit.
pub(super) fn one_unit(case: &Case<'_>, report: &mut Report) {
    let mut seen: BTreeMap<String, &Id> = BTreeMap::new();
    for unit in case.board.settings.units.values() {
        if let Some(other) = seen.insert(vietnamese::register_key(&unit.name), &unit.id) {
            let told = Problem::warning("unit-twice").in_file(&FilePath::new("site/site.toml"));
            report.push(told.with("name", &unit.name).with("id", &*unit.id).with("other", &**other));
        }
    }
}
