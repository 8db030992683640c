//! Rules about a conference as a whole.

use super::Case;
use crate::report::{Problem, Report};
use crate::web::routes;

pub(super) fn reserved_ids(case: &Case<'_>, report: &mut Report) {
    for dossiers in &case.board.conferences {
        let id = &dossiers.conference.id;
        if routes::RESERVED.contains(&&**id) {
            report.push(Problem::error("reserved-id").in_file(&dossiers.conference.file()).with("id", &**id));
        }
    }
}

/// Plan IV.2: the level that holds the conference decides the commendation.
pub(super) fn decision(case: &Case<'_>, report: &mut Report) {
    for dossiers in &case.board.conferences {
        if dossiers.conference.decision.is_none() {
            report.push(Problem::warning("no-decision").in_file(&dossiers.conference.file()));
        }
    }
}

pub(super) fn nobody_shown(case: &Case<'_>, report: &mut Report) {
    for dossiers in &case.board.conferences {
        if !dossiers.nominations.iter().any(|n| n.standing(case.today).is_ok()) {
            report.push(Problem::warning("nobody-shown").in_file(&dossiers.conference.file()));
        }
    }
}
