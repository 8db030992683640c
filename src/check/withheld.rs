//! Rules about those who are not shown and are named all the same, in what is told of others.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Case;
use crate::files::FilePath;
use crate::model::Date;
use crate::model::board::{Board, Dossiers, standing_of};
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
        let mut unshown = Self::default();
        let is_shown = |dossiers: &Dossiers, n: &Nomination| n.standing(&dossiers.conference, today).is_ok();
        for dossiers in &board.conferences {
            let withheld = dossiers.nominations.par_iter().filter(|n| !is_shown(dossiers, n));
            let persons = withheld.filter(|n| n.for_check().kind == Kind::Individual);
            let named = persons.map(|n| (vietnamese::bare_name(&n.for_check().name.full), n));
            // A single word is nobody's full name.
            let named: Vec<_> = named.filter(|(name, _)| name.contains(' ')).collect();
            for (name, nomination) in named {
                unshown.by_name.entry(name).or_insert(unshown.nominations.len());
                unshown.nominations.push(Arc::clone(nomination));
            }
        }
        if unshown.by_name.is_empty() {
            return unshown;
        }
        for dossiers in &board.conferences {
            let shown = dossiers.nominations.par_iter().filter(|n| is_shown(dossiers, n));
            let names = shown.map(|n| bare(&n.for_check().name));
            let names: Vec<_> = names.filter(|name| unshown.by_name.contains_key(&**name)).collect();
            for name in names {
                unshown.by_name.remove(&*name);
            }
        }
        unshown
    }

    /// The names that only one of both has, or by which somebody else is meant, or something else would be told.
    pub(super) fn differences<'u>(&'u self, other: &'u Self) -> Vec<&'u str> {
        let whom = |unshown: &'u Self, name: &str| {
            let nomination = unshown.nominations.get(*unshown.by_name.get(name)?)?;
            Some((&nomination.file, &nomination.for_check().name.full))
        };
        let is_other = |name: &&str| whom(self, name) != whom(other, name);
        let gone = self.by_name.keys().filter(|name| !other.by_name.contains_key(*name));
        other.by_name.keys().chain(gone).map(String::as_str).filter(is_other).collect()
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

/// May one of these names be the one at the end of a name in a text?
pub(super) fn ends_with_any(findings: &Findings, names: &[&str]) -> bool {
    !names.is_empty()
        && findings.names.iter().any(|(plain, _)| names.iter().any(|name| plain.ends_with(name)))
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

/// Nor do the settings, conferences and keynotes.
pub(super) fn in_texts(case: &Case<'_>, report: &mut Report) {
    case.unshown.tell(&FilePath::new("site/site.toml"), &case.board.findings, report);
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
