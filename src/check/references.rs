//! Rules about what one file says of another.

use super::Case;
use crate::model::Id;
use crate::model::board::standing_of;
use crate::model::honoree::Nomination;
use crate::report::{Problem, Report};

pub(super) fn vocabulary(case: &Case<'_>, report: &mut Report) {
    let settings = &case.board.settings;
    for dossiers in &case.board.conferences {
        let criteria = &dossiers.conference.criteria;
        for nomination in &dossiers.nominations {
            let honoree = nomination.for_check();
            let unknown = |rule: &str, key: &str, id: &Id, known: &mut dyn Iterator<Item = &str>| {
                let known: Vec<&str> = known.collect();
                let problem =
                    Problem::error(rule).at(&nomination.file, nomination.mark(key)).with("id", &**id);
                match crate::model::nearest(id, known.iter().copied()) {
                    Some(near) => problem.with("near", near),
                    None if known.len() <= 30 => problem.with("known", known.join(", ")),
                    None => problem,
                }
            };
            if criteria.group(&honoree.group).is_none() {
                let mut known = criteria.groups.iter().map(|g| &*g.id);
                report.push(unknown("unknown-group", "group", &honoree.group, &mut known));
            }
            if !settings.units.contains_key(&honoree.unit) {
                report.push(unknown(
                    "unknown-unit",
                    "unit",
                    &honoree.unit,
                    &mut settings.units.keys().map(|k| &**k),
                ));
            }
            let won = honoree.awards.iter().map(|won| ("awards", &won.award));
            let honour = honoree.honour.iter().map(|honour| ("honour", &honour.award));
            for (key, award) in won.chain(honour).filter(|(_, award)| !settings.awards.contains_key(*award)) {
                report.push(unknown("unknown-award", key, award, &mut settings.awards.keys().map(|k| &**k)));
            }
        }
        let criteria_file =
            crate::files::FilePath::new(&format!("content/{}/criteria.toml", dossiers.conference.id));
        for award in criteria.groups.iter().flat_map(|g| &g.requires_award).flat_map(|required| &required.any)
        {
            if !settings.awards.contains_key(award) {
                report.push(Problem::error("unknown-award").in_file(&criteria_file).with("id", &**award));
            }
        }
    }
}

pub(super) fn kinds(case: &Case<'_>, report: &mut Report) {
    for dossiers in &case.board.conferences {
        for nomination in &dossiers.nominations {
            let honoree = nomination.for_check();
            let group = dossiers.conference.criteria.group(&honoree.group);
            if group.is_some_and(|group| group.kind != honoree.kind) {
                let problem = Problem::error("wrong-kind").at(&nomination.file, nomination.mark("kind"));
                report.push(problem.with("group", &*honoree.group));
            }
        }
    }
}

pub(super) fn keynotes(case: &Case<'_>, report: &mut Report) {
    for dossiers in &case.board.conferences {
        for submission in &dossiers.submissions {
            let mut all_there = true;
            for id in &submission.for_check().honorees {
                if dossiers.nomination(id).is_none() {
                    all_there = false;
                    let known: Vec<&str> = dossiers.nominations.iter().map(|n| id_of(n)).collect();
                    let problem = Problem::error("unknown-honoree")
                        .at(&submission.file, submission.honorees_at)
                        .with("id", &**id);
                    report.push(match crate::model::nearest(id, known.iter().copied()) {
                        Some(near) => problem.with("near", near),
                        None => problem,
                    });
                }
            }
            let approved = submission.standing().is_ok();
            if all_there && approved && standing_of(submission, dossiers, case.today).is_err() {
                report
                    .push(Problem::warning("keynote-withheld").at(&submission.file, submission.honorees_at));
            }
        }
    }
}

fn id_of(nomination: &Nomination) -> &str {
    &nomination.for_check().id
}
