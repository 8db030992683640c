//! Rules about those who are not shown and are named all the same, in what is told of others.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Case;
use crate::files::FilePath;
use crate::model::Date;
use crate::model::board::{Board, standing_of};
use crate::model::honoree::{Kind, Name, Nomination};
use crate::privacy::Findings;
use crate::report::{Problem, Report, Span};
use crate::vietnamese;

/// Persons who are not shown and whose name nobody has who is, by that name.
#[derive(Default)]
pub(super) struct Unshown {
    nominations: Vec<Arc<Nomination>>,
    by_name: FxHashMap<String, usize>,
}

impl Unshown {
    /// Those of a board on a day.
    pub(super) fn of(board: &Board, today: Date) -> Self {
        let (mut unshown, mut shown) = (Self::default(), Vec::new());
        for dossiers in &board.conferences {
            for nomination in &dossiers.nominations {
                let honoree = nomination.for_check();
                if nomination.standing(&dossiers.conference, today).is_ok() {
                    shown.push(&honoree.name);
                } else if honoree.kind == Kind::Individual {
                    let name = vietnamese::bare_name(&honoree.name.full);
                    // A single word is nobody's full name.
                    if name.contains(' ') {
                        unshown.by_name.entry(name).or_insert(unshown.nominations.len());
                        unshown.nominations.push(Arc::clone(nomination));
                    }
                }
            }
        }
        for name in shown {
            if unshown.by_name.is_empty() {
                break;
            }
            unshown.by_name.remove(&*bare(name));
        }
        unshown
    }

    /// Are they those of another time, and nothing about them has changed?
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.by_name == other.by_name
            && self.nominations.iter().map(Arc::as_ptr).eq(other.nominations.iter().map(Arc::as_ptr))
    }

    /// Whom words name that follow each other. The first of them may begin a sentence; with another at the end it is the
    /// name of somebody else.
    fn find(&self, plain: &str) -> Option<&Nomination> {
        let mut starts = std::iter::once(0).chain(plain.match_indices(' ').map(|(at, _)| at + 1));
        let at = starts.find_map(|from| self.by_name.get(plain.get(from..)?))?;
        self.nominations.get(*at).map(|nomination| &**nomination)
    }

    /// Tells where a file that is shown names one of them.
    fn tell(&self, file: &FilePath, findings: &Findings, report: &mut Report) {
        if self.by_name.is_empty() {
            return;
        }
        for (plain, Range { start, end }) in findings.names.iter() {
            let Some(nomination) = self.find(plain).filter(|nomination| nomination.file != *file) else {
                continue;
            };
            let place = Span { from: start, to: end };
            let problem = Problem::warning("name-withheld-in-text").at(file, place);
            let name = &nomination.for_check().name.full;
            report.push(problem.with("name", name).with("withheld", &*nomination.file));
        }
    }
}

/// A name without titles and notes; most names have none, and are known without them already.
fn bare(name: &Name) -> Cow<'_, str> {
    let words = |text: &str| text.bytes().filter(|byte| *byte == b' ').count();
    let is_bare = words(&name.sound) == words(&name.plain) && !name.full.contains(['(', '[']);
    if is_bare { Cow::Borrowed(&name.plain) } else { Cow::Owned(vietnamese::bare_name(&name.full)) }
}

/// Dossiers that are shown name nobody who is not.
pub(super) fn in_dossiers(case: &Case<'_>, report: &mut Report) {
    for (dossiers, nomination) in case.nominations() {
        if nomination.standing(&dossiers.conference, case.today).is_ok() {
            case.unshown.tell(&nomination.file, &nomination.findings, report);
        }
    }
}

/// Nor do conferences and keynotes.
pub(super) fn in_texts(case: &Case<'_>, report: &mut Report) {
    for dossiers in &case.board.conferences {
        for (file, findings) in &dossiers.findings {
            case.unshown.tell(file, findings, report);
        }
        for submission in &dossiers.submissions {
            if standing_of(submission, dossiers, case.today).is_ok() {
                case.unshown.tell(&submission.file, &submission.findings, report);
            }
        }
    }
}
