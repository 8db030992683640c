//! Reading `criteria.toml`: the limits and groups of a conference.

use std::collections::BTreeSet;

use super::fields::Fields;
use super::leaf::{Desktop, Shape, leaf};
use crate::files::FilePath;
use crate::model::Id;
use crate::model::conference::{Allocation, Criteria, Group, Level, RequiredAward};
use crate::model::limits::{Limits, PresidiumLimits, Range, Share};
use crate::privacy::Findings;
use crate::report::{Problem, Report, Span};

/// Reads the criteria; a conference without them has no groups to put anybody in.
pub(super) fn criteria(world: &Desktop<'_>, file: &FilePath, report: &mut Report) -> (Criteria, Findings) {
    if !world.files.has(file) {
        report.push(Problem::error("no-criteria").in_file(file));
        return Default::default();
    }
    let Some(leaf) = leaf(world, file, Shape::Settings, report) else { return Default::default() };
    let desk = world.desk(file, report);
    let mut f = Fields::new(&desk, leaf.span, leaf.table);
    let limits = f.table("limits").map(limits).unwrap_or_default();
    let mut seen = BTreeSet::new();
    let mut groups: Vec<Group> = Vec::new();
    let mut awards = Vec::new();
    let (tables, mut whole) = f.all_tables("group");
    whole &= leaf.is_sound;
    for fields in tables {
        let span = fields.span();
        let Some(group) = group(fields, &mut awards) else {
            whole = false;
            continue;
        };
        if !seen.insert(group.id.clone()) {
            desk.push(Problem::error("duplicate-id").with("id", &*group.id), span);
            continue;
        }
        // "Đối tượng 2" is one group of one level: what a paper dossier says must lead to one.
        let alike = |other: &&Group| other.number == group.number && other.kind == group.kind;
        if let (Some(number), Some(other)) = (group.number, groups.iter().find(alike)) {
            let problem = Problem::warning("group-number-twice").with("n", number.to_string());
            desk.push(problem.with("id", &*group.id).with("other", &*other.id), span);
        }
        groups.push(group);
    }
    let allocations = f.tables("allocation").into_iter().filter_map(allocation).collect();
    f.finish();
    (Criteria { limits, groups, whole, awards, allocations }, leaf.findings)
}

fn limits(mut f: Fields<'_, '_>) -> Limits {
    let limits = Limits {
        held_before: f.date("held_before"),
        dossier_before: f.moment("dossier_before"),
        delegates_max: f.number("delegates_max"),
        delegates_max_large_unit: f.number("delegates_max_large_unit"),
        large_unit_workers: f.number("large_unit_workers"),
        honoree_share: f.table("honoree_share").and_then(share),
        keynotes_presented: f.table("keynotes_presented").and_then(range),
        presidium: f.table("presidium").and_then(presidium),
        summary_a4_pages: f.number("summary_a4_pages"),
        not_honoured_in: f.table("not_honoured_in").and_then(not_honoured_in),
    };
    f.finish();
    limits
}

fn share(mut f: Fields<'_, '_>) -> Option<Share> {
    let (target, tolerance) = (f.share("target"), f.share("tolerance").unwrap_or(0.05));
    f.finish();
    Some(Share { target: target?, tolerance })
}

fn range(mut f: Fields<'_, '_>) -> Option<Range> {
    let range = between(&mut f, "min", "max");
    f.finish();
    Some(range)
}

fn between(f: &mut Fields<'_, '_>, min: &'static str, max: &'static str) -> Range {
    let (min, max) = f.bounds(min, max);
    Range { min: min.unwrap_or(0), max }
}

fn presidium(mut f: Fields<'_, '_>) -> Option<PresidiumLimits> {
    let limits = PresidiumLimits {
        all: between(&mut f, "min", "max"),
        fighters: between(&mut f, "fighters_min", "fighters_max"),
    };
    f.finish();
    Some(limits)
}

fn not_honoured_in(mut f: Fields<'_, '_>) -> Option<(String, Level)> {
    let (period, level) = (f.need_period("period"), f.need_choice("level"));
    f.finish();
    Some((period?, level?))
}

fn allocation(mut f: Fields<'_, '_>) -> Option<Allocation> {
    let (unit, people) = (f.need_id("unit"), f.need_number("people"));
    f.finish();
    let (unit, place) = unit?;
    Some(Allocation { unit, people: people?, place })
}

/// Reads a group; the awards it names are noted with their places.
fn group(mut f: Fields<'_, '_>, awards: &mut Vec<(Id, Span)>) -> Option<Group> {
    let mut noted = |named: Vec<(Id, Span)>| {
        awards.extend(named.iter().cloned());
        named.into_iter().map(|(id, _)| id).collect()
    };
    let id = f.need_id("id");
    let number = f.number("number");
    let label = f.need_text("label");
    let kind = f.need_choice("kind");
    let selection = f.choice("selection");
    let min_initiatives = f.number("min_initiatives");
    let initiative_scope = f.choice("initiative_scope");
    let min_benefit_vnd = f.number("min_benefit_vnd");
    let requires_mentoring = f.flag("requires_mentoring");
    let requires_award = f.table("requires_award").map(|mut f| {
        let any = noted(f.need_ids("any"));
        let within_period = f.maybe_flag("within_period").unwrap_or(true);
        f.finish();
        RequiredAward { any, within_period }
    });
    let requires_each_year = noted(f.ids("requires_each_year"));
    let roles = f.texts("roles");
    f.finish();
    Some(Group {
        id: id?.0,
        number,
        label: label?,
        kind: kind?,
        selection,
        min_initiatives,
        initiative_scope,
        min_benefit_vnd,
        requires_mentoring,
        requires_award,
        requires_each_year,
        roles,
    })
}
