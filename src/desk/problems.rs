//! What is wrong, in words: for a page of its own, and for what lies over a page.

use serde::Serialize;

use crate::files::Files;
use crate::report::{Problem, Report, Severity, counts, position};
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
        let place = position(problem, files)
            .map_or_else(|| file.to_owned(), |at| format!("{file}:{}:{}", at.line, at.column));
        let (says, hint) = words.explain(problem);
        Self { severity: problem.severity, place, says, hint }
    }
}

/// What must be mended before anything else.
#[must_use]
pub fn errors(report: &Report, files: &dyn Files, words: &Words) -> Vec<ProblemView> {
    let problems = report.problems();
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
    errors.map(|problem| ProblemView::new(problem, files, words)).collect()
}

#[derive(Serialize)]
struct ProblemsView {
    title: String,
    problems: Vec<ProblemView>,
    more: Option<String>,
}

/// The page that stands in for a site that cannot be made.
#[must_use]
pub fn problems_page(report: &Report, files: &dyn Files, words: &Words) -> Vec<u8> {
    let [count, ..] = counts(&report.problems());
    let mut problems = errors(report, files, words);
    problems.truncate(MOST);
    let hidden = count - problems.len();
    let view = ProblemsView {
        title: words.say("live.title", &[("n", &count.to_string())]),
        more: (hidden > 0).then(|| words.say("live.more", &[("n", &hidden.to_string())])),
        problems,
    };
    super::render("problems.html", words, view)
}
