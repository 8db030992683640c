//! Rules about personal data in what editors write (`domain.md` P7): an error where it would be published, a warning where it waits to be.

use super::{Case, every};
use crate::files::FilePath;
use crate::model::board::standing_of;
use crate::model::honoree::{Fragment, Status, Withheld};
use crate::privacy::{Allowed, Finding};
use crate::report::{Problem, Report, Severity};

/// Nothing personal stands in what is, or will be, told of settings, conferences and keynotes.
pub(super) fn texts(case: &Case<'_>, report: &mut Report) {
    let board = case.board;
    let mut tell = teller(case, report);
    tell(&FilePath::new("site/site.toml"), &board.findings, Severity::Error);
    for dossiers in every(board) {
        for (file, findings) in &dossiers.findings {
            tell(file, findings, Severity::Error);
        }
        for Fragment { file, dossier, .. } in dossiers.fragments() {
            if let Some(severity) = severity(dossier.standing(&dossiers.conference, case.today)) {
                tell(file, &dossier.findings, severity);
            }
        }
        for submission in &dossiers.submissions {
            if let Some(severity) = severity(standing_of(submission, dossiers, case.today)) {
                tell(&submission.file, &submission.findings, severity);
            }
        }
    }
}

/// Nor in what dossiers tell.
pub(super) fn dossiers(case: &Case<'_>, report: &mut Report) {
    let mut tell = teller(case, report);
    for (dossiers, nomination) in case.nominations() {
        if let Some(severity) = severity(nomination.standing(&dossiers.conference, case.today)) {
            tell(&nomination.file, &nomination.findings, severity);
        }
    }
}

/// Reports what was found in a file, but for what the office says of itself.
fn teller(case: &Case<'_>, report: &mut Report) -> impl FnMut(&FilePath, &[Finding], Severity) {
    let allowed = Allowed::new(case.board.settings.contact.texts());
    move |file, findings, severity| {
        for finding in findings.iter().filter(|finding| !allowed.has(finding)) {
            let problem = Problem { severity, ..Problem::error("private-in-text") };
            let problem = problem.at(file, finding.range.clone().into());
            report.push(problem.with("what", finding.kind.word()).with("found", finding.masked()));
        }
    }
}

/// How bad it is where a dossier stands; not at all where it will never be shown.
fn severity(standing: Result<(), Withheld>) -> Option<Severity> {
    match standing {
        Ok(()) => Some(Severity::Error),
        Err(Withheld::NotApproved(Some(Status::Rejected | Status::Withdrawn | Status::Revoked))) => None,
        Err(Withheld::NotApproved(_) | Withheld::NoConsent) => Some(Severity::Warning),
        Err(Withheld::ConsentWithdrawn | Withheld::Expired) => None,
    }
}
