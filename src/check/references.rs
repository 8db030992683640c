//! Rules about what one file says of another.

use super::Case;
use super::dossier::missing;
use crate::model::Id;
use crate::model::honoree::Nomination;
use crate::model::settings::MOVEMENTS;
use crate::report::{Problem, Report};

/// What a dossier names.
pub(super) fn of_dossiers(case: &Case<'_>, report: &mut Report) {
    let settings = &case.board.settings;
    for (dossiers, nomination) in case.nominations() {
        let criteria = &dossiers.conference.criteria;
        let honoree = nomination.for_check();
        let unknown = |rule: &'static str, key: &str, id: &Id, known: &mut dyn Iterator<Item = &str>| {
            nearest(Problem::error(rule).at(&nomination.file, nomination.mark(key)), id, known)
        };
        if !criteria.may_have_group(&honoree.group) {
            let mut known = criteria.groups.iter().map(|g| &*g.id);
            report.push(unknown("unknown-group", "group", &honoree.group, &mut known));
        }
        if !settings.may_have_unit(&honoree.unit) {
            let mut known = settings.units.keys().map(|k| &**k);
            report.push(unknown("unknown-unit", "unit", &honoree.unit, &mut known));
        }
        let won = honoree.awards.iter().map(|won| ("awards", &won.award));
        let honour = honoree.honour.iter().map(|honour| ("honour", &honour.award));
        for (key, award) in won.chain(honour).filter(|(_, award)| !settings.may_have_award(award)) {
            report.push(unknown("unknown-award", key, award, &mut settings.awards.keys().map(|k| &**k)));
        }
    }
}

/// What criteria name.
pub(super) fn of_criteria(case: &Case<'_>, report: &mut Report) {
    let settings = &case.board.settings;
    for dossiers in &case.board.conferences {
        let criteria = &dossiers.conference.criteria;
        let criteria_file = dossiers.conference.criteria_file();
        for allocation in criteria.allocations.iter().filter(|a| !settings.may_have_unit(&a.unit)) {
            let problem = Problem::error("unknown-unit").at(&criteria_file, allocation.place);
            report.push(nearest(problem, &allocation.unit, &mut settings.units.keys().map(|k| &**k)));
        }
        let required = criteria.groups.iter().flat_map(|g| &g.requires_award).flat_map(|award| &award.any);
        for award in required.chain(criteria.groups.iter().flat_map(|g| &g.requires_each_year)) {
            if !settings.may_have_award(award) {
                report.push(Problem::error("unknown-award").in_file(&criteria_file).with("id", &**award));
            }
        }
    }
}

/// Says which known id was probably meant, or which there are.
fn nearest(problem: Problem, id: &Id, known: &mut dyn Iterator<Item = &str>) -> Problem {
    let known: Vec<&str> = known.collect();
    let problem = problem.with("id", &**id);
    match crate::model::nearest(id, known.iter().copied()) {
        Some(near) => problem.with("near", near),
        None if known.len() <= 30 => problem.with("known", known.join(", ")),
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
            report.push(nearest(problem, id, &mut known));
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
    for dossiers in &case.board.conferences {
        for submission in &dossiers.submissions {
            let (keynote, places) = (submission.for_check(), &submission.places);
            let mut all_there = true;
            for (number, id) in keynote.honorees.iter().enumerate() {
                if dossiers.nomination(id).is_none() {
                    all_there = false;
                    // What is wrong with it is said where it stands.
                    if dossiers.unread.contains(id) {
                        continue;
                    }
                    let known: Vec<&str> = dossiers.nominations.iter().map(|n| id_of(n)).collect();
                    let problem = Problem::error("unknown-honoree")
                        .at(&submission.file, places.honoree(number))
                        .with("id", &**id);
                    report.push(match crate::model::nearest(id, known.iter().copied()) {
                        Some(near) => problem.with("near", near),
                        None => problem,
                    });
                }
            }
            if submission.standing().is_err() {
                report.push(Problem::info("not-approved").at(&submission.file, places.approval));
                continue;
            }
            let missing = missing(&submission.approval);
            if !missing.is_empty() {
                let problem = Problem::warning("approval-incomplete").at(&submission.file, places.approval);
                report.push(problem.with("missing", missing.join(", ")));
            }
            let is_withheld = |id: &Id| {
                let nomination = dossiers.nomination(id);
                nomination.is_some_and(|n| n.standing(&dossiers.conference, case.today).is_err())
            };
            let withheld = keynote.honorees.iter().position(is_withheld);
            if let Some(number) = withheld.filter(|_| all_there) {
                let place = places.honoree(number);
                report.push(Problem::warning("keynote-withheld").at(&submission.file, place));
            }
        }
    }
}

fn id_of(nomination: &Nomination) -> &str {
    &nomination.for_check().id
}
