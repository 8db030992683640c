//! Rules about what one file says of another.

use super::dossier::{missing, not_approved};
use super::{Case, every};
use crate::files::FilePath;
use crate::model::conference::Criteria;
use crate::model::honoree::{AwardWon, Honour, Nomination};
use crate::model::settings::{MOVEMENTS, Settings};
use crate::model::{Id, may_be};
use crate::report::{Marks, Problem, Report, Severity};

/// What a dossier names, with the places.
struct Named<'n> {
    file: &'n FilePath,
    marks: &'n Marks,
    group: Option<&'n Id>,
    unit: Option<&'n Id>,
    awards: &'n [AwardWon],
    honour: Option<&'n Honour>,
}

/// What dossiers name.
pub(super) fn of_dossiers(case: &Case<'_>, report: &mut Report) {
    for (dossiers, nomination) in case.nominations() {
        let honoree = nomination.for_check();
        let named = Named {
            file: &nomination.file,
            marks: &nomination.marks,
            group: Some(&honoree.group),
            unit: Some(&honoree.unit),
            awards: &honoree.awards,
            honour: honoree.honour.as_ref(),
        };
        known(&named, &dossiers.conference.criteria, &case.board.settings, report);
    }
}

/// What those name that are no dossiers yet: one slip does not hide the next.
pub(super) fn of_fragments(case: &Case<'_>, report: &mut Report) {
    for dossiers in every(case.board) {
        for fragment in dossiers.fragments() {
            let named = Named {
                file: &fragment.file,
                marks: &fragment.marks,
                group: fragment.group.as_ref(),
                unit: fragment.unit.as_ref(),
                awards: &fragment.awards,
                honour: fragment.honour.as_ref(),
            };
            known(&named, &dossiers.conference.criteria, &case.board.settings, report);
        }
    }
}

/// Tells what of it is not known.
fn known(named: &Named<'_>, criteria: &Criteria, settings: &Settings, report: &mut Report) {
    let at = |rule: &'static str, key: &str| Problem::error(rule).at(named.file, named.marks.at(key));
    if let Some(group) = named.group.filter(|group| !criteria.may_have_group(group)) {
        let mut known = criteria.groups.iter().map(|g| &*g.id);
        let problem = at("unknown-group", "group");
        report.push(nearest(problem, group, criteria.group_called(group), &mut known));
    }
    if let Some(unit) = named.unit.filter(|unit| !settings.may_have_unit(unit)) {
        report.push(unknown_unit(at("unknown-unit", "unit"), unit, settings));
    }
    let won = named.awards.iter().map(|won| ("awards", &won.award));
    let honour = named.honour.iter().map(|honour| ("honour", &honour.award));
    for (key, award) in won.chain(honour).filter(|(_, award)| !settings.may_have_award(award)) {
        report.push(unknown_award(at("unknown-award", key), award, settings));
    }
}

fn unknown_unit(problem: Problem, id: &Id, settings: &Settings) -> Problem {
    nearest(problem, id, settings.unit_called(id), &mut settings.units.keys().map(|id| &**id))
}

fn unknown_award(problem: Problem, id: &Id, settings: &Settings) -> Problem {
    nearest(problem, id, settings.award_called(id), &mut settings.awards.keys().map(|id| &**id))
}

/// What criteria name.
pub(super) fn of_criteria(case: &Case<'_>, report: &mut Report) {
    let settings = &case.board.settings;
    for dossiers in every(case.board) {
        let criteria = &dossiers.conference.criteria;
        let criteria_file = dossiers.conference.criteria_file();
        for allocation in criteria.allocations.iter().filter(|a| !settings.may_have_unit(&a.unit)) {
            let problem = Problem::error("unknown-unit").at(&criteria_file, allocation.place);
            report.push(unknown_unit(problem, &allocation.unit, settings));
        }
        for (award, place) in criteria.awards.iter().filter(|(award, _)| !settings.may_have_award(award)) {
            let problem = Problem::error("unknown-award").at(&criteria_file, *place);
            report.push(unknown_award(problem, award, settings));
        }
    }
}

/// Says which known id was probably meant, or which there are; `called` is that of an entry with such a name.
fn nearest(problem: Problem, id: &Id, called: Option<&Id>, known: &mut dyn Iterator<Item = &str>) -> Problem {
    let known: Vec<&str> = known.collect();
    let problem = problem.with("id", &**id);
    match called
        .map(|id| &**id)
        .or_else(|| crate::model::nearest(id, known.iter().copied().filter(|other| may_be(id, other))))
    {
        Some(near) => problem.with("near", near),
        None if (1..=30).contains(&known.len()) => problem.with("known", known.join(", ")),
        None => problem,
    }
}

/// Movements the site has no name for: mostly a slip of the pen, which would be a page of its own (plan III.1.2).
pub(super) fn movements(case: &Case<'_>, report: &mut Report) {
    let settings = &case.board.settings;
    for (_, nomination) in case.nominations() {
        let unknown = |id: &&Id| !MOVEMENTS.contains(&&***id) && !settings.may_have_movement(id);
        for id in nomination.for_check().movements.iter().filter(unknown) {
            let mut known = MOVEMENTS.into_iter().chain(settings.movements.keys().map(|id| &**id));
            let problem = Problem::warning("unknown-movement");
            let problem = problem.at(&nomination.file, nomination.mark("movements"));
            report.push(nearest(problem, id, None, &mut known));
        }
    }
}

/// Some titles are for persons only, some for collectives (`domain.md` §2.1).
pub(super) fn award_kinds(case: &Case<'_>, report: &mut Report) {
    let awards = &case.board.settings.awards;
    for (_, nomination) in case.nominations() {
        let honoree = nomination.for_check();
        let won = honoree.awards.iter().map(|won| ("awards", &won.award));
        let conferred = honoree.honour.iter().map(|honour| ("honour", &honour.award));
        for (key, award) in won.chain(conferred).filter_map(|(key, id)| Some((key, awards.get(id)?))) {
            if award.kind.is_some_and(|kind| kind != honoree.kind) {
                let problem = Problem::warning("award-wrong-kind").at(&nomination.file, nomination.mark(key));
                report.push(problem.with("award", &*award.name));
            }
        }
    }
}

pub(super) fn kinds(case: &Case<'_>, report: &mut Report) {
    for (dossiers, nomination) in case.nominations() {
        let honoree = nomination.for_check();
        let group = dossiers.conference.criteria.group(&honoree.group);
        if group.is_some_and(|group| group.kind != honoree.kind) {
            let problem = Problem::error("wrong-kind").at(&nomination.file, nomination.mark("kind"));
            report.push(problem.with("group", &*honoree.group));
        }
    }
}

pub(super) fn keynotes(case: &Case<'_>, report: &mut Report) {
    for dossiers in every(case.board) {
        for submission in &dossiers.submissions {
            let (keynote, places) = (submission.for_check(), &submission.places);
            let mut all_there = true;
            for (number, id) in keynote.honorees.iter().enumerate() {
                if dossiers.nomination(id).is_none() {
                    all_there = false;
                    // What is wrong with it is said where it stands.
                    if dossiers.unread.contains_key(id) {
                        continue;
                    }
                    let problem =
                        Problem::error("unknown-honoree").at(&submission.file, places.honoree(number));
                    // One that is not read in public waits, and keeps nobody from being taken down.
                    let waits = submission.standing().is_err();
                    let severity = if waits { Severity::Warning } else { problem.severity };
                    let problem = Problem { severity, ..problem };
                    let mut known = dossiers.nominations.iter().map(|n| id_of(n));
                    report.push(nearest(problem, id, None, &mut known));
                }
            }
            if submission.standing().is_err() {
                // One without a title waits for that first.
                if !keynote.title.is_empty() {
                    let status = submission.approval.status;
                    report.push(not_approved(status).at(&submission.file, places.approval));
                }
                continue;
            }
            let missing = missing(&submission.approval);
            if !missing.is_empty() {
                let problem = Problem::warning("approval-incomplete").at(&submission.file, places.approval);
                report.push(problem.with("missing", missing.join(", ")));
            }
            if keynote.honorees.is_empty() {
                report.push(Problem::warning("keynote-of-nobody").at(&submission.file, places.whole));
            }
            let withheld = keynote.honorees.iter().enumerate().find_map(|(number, id)| {
                let nomination = dossiers.nomination(id)?;
                nomination.standing(&dossiers.conference, case.today).is_err().then_some((number, nomination))
            });
            let is_told = all_there && !dossiers.is_over(case.today);
            if let Some((number, nomination)) = withheld.filter(|_| is_told) {
                let problem = Problem::warning("keynote-withheld").with("withheld", &*nomination.file);
                report.push(problem.at(&submission.file, places.honoree(number)));
            }
        }
    }
}

fn id_of(nomination: &Nomination) -> &str {
    &nomination.for_check().id
}
