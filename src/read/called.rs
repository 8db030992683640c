//! Names written where ids are asked for: which entry of the settings or of the criteria is meant.

use std::sync::Arc;

use imbl::Vector;

use crate::model::Id;
use crate::model::conference::Criteria;
use crate::model::honoree::Nomination;
use crate::model::settings::Settings;
use crate::report::Problem;
use crate::vietnamese;

/// A problem that proposes an id, with that of the entry whose name was written instead, if there is one.
pub(super) fn meant(
    problem: Problem,
    settings: Option<&Settings>,
    criteria: &Criteria,
    nominations: &Vector<Arc<Nomination>>,
) -> Problem {
    if problem.rule != "not-an-id" {
        return problem;
    }
    let key = problem.args.get("key").or_else(|| problem.args.get("list"));
    let id = match (key, problem.args.get("id")) {
        (Some("group"), Some(name)) => criteria.group_called(name),
        (Some("unit"), Some(name)) => settings.and_then(|settings| settings.unit_called(name)),
        (Some("award" | "any" | "requires_each_year"), Some(name)) => {
            settings.and_then(|settings| settings.award_called(name))
        }
        (Some("honorees"), Some(name)) => honoree_called(nominations, name),
        _ => None,
    };
    problem.with_some("near", id.map(|id| id.to_string()))
}

/// The one dossier of that name, if there is one alone.
fn honoree_called<'n>(nominations: &'n Vector<Arc<Nomination>>, name: &str) -> Option<&'n Id> {
    let plain = vietnamese::fold(name);
    let mut found = nominations.iter().map(|n| n.for_check()).filter(|honoree| *honoree.name.plain == *plain);
    let first = found.next()?;
    found.next().is_none().then_some(&first.id)
}
