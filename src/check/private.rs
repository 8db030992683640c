//! Rules about personal data in what editors write (`domain.md` P7): an error where it would be published, a warning where it waits to be.

use super::{Case, every, texts};
use crate::files::FilePath;
use crate::model::board::standing_of;
use crate::model::honoree::{Fragment, Nomination, Withheld};
use crate::privacy::{Allowed, Finding, Kind, scan};
use crate::report::{Problem, Report, Severity};

/// Something personal in a file, as a problem: of the file as a whole, where its place is not known.
pub(super) fn told(file: &FilePath, finding: &Finding, severity: Severity) -> Problem {
    // What a form asks may be asked for a reason: people judge.
    let most = if finding.kind == Kind::Sensitive { Severity::Warning } else { Severity::Error };
    let problem = Problem { severity: severity.max(most), ..Problem::error("private-in-text") };
    let problem = match finding.range.is_empty() {
        true => problem.in_file(file),
        false => problem.at(file, finding.range.clone().into()),
    };
    let problem = problem.with("what", finding.kind.word()).with("found", finding.masked());
    if finding.kind == Kind::Sensitive { problem.with("answer", finding.masked()) } else { problem }
}

/// What the name of a file or a folder tells that is personal: it is part of an address (`domain.md` P7).
pub(super) fn named<'n>(
    file: &'n FilePath,
    name: &str,
    allowed: &'n Allowed,
    severity: Severity,
) -> impl Iterator<Item = Problem> + use<'n> {
    let found = scan(&texts::name(name)).into_iter().filter(|finding| !allowed.has(finding));
    found.map(move |finding| {
        told(file, &Finding { range: 0..0, ..finding }, severity).with("name", file.name())
    })
}

/// Nothing personal stands in what is, or will be, told of settings, conferences and keynotes.
pub(super) fn texts(case: &Case<'_>, report: &mut Report) {
    let board = case.board;
    let mut tell = teller(case, report);
    tell(&FilePath::new("site/site.toml"), &board.findings.personal, Severity::Error);
    for dossiers in every(board) {
        for (file, findings) in &dossiers.findings {
            tell(file, &findings.personal, Severity::Error);
        }
        for Fragment { file, dossier, .. } in dossiers.fragments() {
            if let Some(severity) = severity(dossier.standing(&dossiers.conference, case.today)) {
                tell(file, &dossier.findings.personal, severity);
            }
        }
        for submission in &dossiers.submissions {
            if let Some(severity) = severity(standing_of(submission, dossiers, case.today)) {
                tell(&submission.file, &submission.findings.personal, severity);
            }
        }
    }
}

/// Nothing personal stands in what dossiers tell.
pub(super) fn dossiers(case: &Case<'_>, report: &mut Report) {
    let mut tell = teller(case, report);
    for (nomination, severity) in told_of(case) {
        tell(&nomination.file, &nomination.findings.personal, severity);
    }
}

/// Nor in the names of their folders.
pub(super) fn folders(case: &Case<'_>, report: &mut Report) {
    let allowed = Allowed::new(case.board.settings.contact.texts());
    for (nomination, severity) in told_of(case) {
        let folder = FilePath::new(nomination.file.folder());
        report.extend(named(&folder, folder.name(), &allowed, severity));
    }
}

/// Nor in the names of folders beside theirs.
pub(super) fn other_folders(case: &Case<'_>, report: &mut Report) {
    let allowed = Allowed::new(case.board.settings.contact.texts());
    let mut tell = |file: &FilePath, severity: Severity| {
        let folder = FilePath::new(file.folder());
        report.extend(named(&folder, folder.name(), &allowed, severity));
    };
    for dossiers in every(case.board) {
        tell(&dossiers.conference.file(), Severity::Error);
        for Fragment { file, dossier, .. } in dossiers.fragments() {
            if let Some(severity) = severity(dossier.standing(&dossiers.conference, case.today)) {
                tell(file, severity);
            }
        }
        for submission in &dossiers.submissions {
            if let Some(severity) = severity(standing_of(submission, dossiers, case.today)) {
                tell(&submission.file, severity);
            }
        }
    }
}

/// The dossiers that are told of, or will be, with how bad it is to find something in them.
fn told_of<'b>(case: &Case<'b>) -> impl Iterator<Item = (&'b Nomination, Severity)> {
    let today = case.today;
    case.nominations().filter_map(move |(dossiers, nomination)| {
        Some((nomination, severity(nomination.standing(&dossiers.conference, today))?))
    })
}

/// Reports what was found in a file, but for what the office says of itself.
fn teller(case: &Case<'_>, report: &mut Report) -> impl FnMut(&FilePath, &[Finding], Severity) {
    let allowed = Allowed::new(case.board.settings.contact.texts());
    move |file, findings, severity| {
        let found = findings.iter().filter(|finding| !allowed.has(finding));
        report.extend(found.map(|finding| told(file, finding, severity)));
    }
}

/// How bad it is where a dossier stands; not at all where it will never be shown.
fn severity(standing: Result<(), Withheld>) -> Option<Severity> {
    match standing {
        Ok(()) => Some(Severity::Error),
        Err(Withheld::NotApproved(Some(status))) if status.is_against() => None,
        Err(Withheld::NotApproved(_) | Withheld::NoConsent) => Some(Severity::Warning),
        Err(Withheld::ConsentWithdrawn | Withheld::Expired) => None,
    }
}
