//! What is wrong, in words: for a page of its own, and for what lies over a page.

use serde::Serialize;

use crate::files::Files;
use crate::report::{Position, Problem, Report, Severity};
use crate::words::Words;

/// More than these on one page nobody reads; the command line has them all.
const MOST: usize = 200;

/// A problem in words.
#[derive(Clone, Debug, Serialize)]
pub struct ProblemView {
    /// `error`, `warning` or `info`.
    pub severity: Severity,
    /// File, line and column, as editors jump to them.
    pub place: String,
    /// What is wrong.
    pub says: String,
    /// What to type.
    pub hint: Option<String>,
}

impl ProblemView {
    /// A problem with its place spelled out.
    #[must_use]
    pub fn new(problem: &Problem, files: &dyn Files, words: &Words) -> Self {
        let file = problem.place.as_ref().map_or("", |place| &*place.file);
        let span = problem.place.as_ref().and_then(|place| Some((&place.file, place.span?)));
        let position = span.and_then(|(file, span)| Some(Position::of(&files.read(file).ok()?, span.from)));
        let place =
            position.map_or_else(|| file.to_owned(), |at| format!("{file}:{}:{}", at.line, at.column));
        let (says, hint) = words.explain(problem);
        Self { severity: problem.severity, place, says, hint }
    }
}

/// What must be mended before anything else, what others may follow from first.
#[must_use]
pub fn errors(report: &Report) -> Vec<&Problem> {
    let mut errors = report.problems();
    errors.retain(|problem| problem.severity == Severity::Error);
    errors.sort_by_key(|problem| distance(problem));
    errors
}

/// The first of some problems, as many as a reader takes in.
#[must_use]
pub fn views(problems: &[&Problem], most: usize, files: &dyn Files, words: &Words) -> Vec<ProblemView> {
    problems.iter().take(most).map(|problem| ProblemView::new(problem, files, words)).collect()
}

/// How far from the settings, on which all else depends: the theme, the conferences, their dossiers.
fn distance(problem: &Problem) -> usize {
    let file = problem.file().map_or("", |file| file);
    match file.split('/').next() {
        Some("content") => 2 + usize::from(file.matches('/').count() > 2),
        Some("themes") => 1,
        _ => 0,
    }
}

/// What a page of problems stands instead of.
#[derive(Clone, Copy)]
pub enum Instead {
    /// All there is.
    Site,
    /// One page, or one sheet.
    Page,
}

impl Instead {
    fn word(self) -> &'static str {
        match self {
            Self::Site => "desk.broken",
            Self::Page => "desk.broken_page",
        }
    }
}

#[derive(Serialize)]
struct ProblemsView {
    title: String,
    lead: String,
    problems: Vec<ProblemView>,
    more: Option<String>,
}

/// The page that stands in for a site that cannot be made, or for one page of it.
#[must_use]
pub fn problems_page(report: &Report, files: &dyn Files, instead: Instead, words: &Words) -> Vec<u8> {
    let problems = errors(report);
    let count = problems.len();
    let hidden = count.saturating_sub(MOST);
    let view = ProblemsView {
        title: words.say("live.title", &[("n", &count.to_string())]),
        lead: words.say(instead.word(), &[]),
        more: (hidden > 0).then(|| words.say("live.more", &[("n", &hidden.to_string())])),
        problems: views(&problems, MOST, files, words),
    };
    super::render("problems.html", words, view)
}
