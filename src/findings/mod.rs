//! What the clerk found, as one page that a leader can read and print: nothing in it comes from elsewhere.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Serialize;
use tera::{Context, Tera, escape_html};

use crate::files::{FilePath, Files};
use crate::model::Date;
use crate::privacy::veiled_at;
use crate::report::{Position, Positions, Problem, Report, Severity, counts};
use crate::vietnamese;
use crate::words::Words;

/// The template is part of the program: a theme is made for readers.
static TEMPLATES: LazyLock<Tera> = LazyLock::new(|| {
    let mut tera = Tera::default();
    // Lines of files are shown as they are, but for signs no page may hold.
    tera.set_escape_fn(|text, page| escape_html(&vietnamese::visible(text), page));
    // A test renders it.
    let _ = tera.add_raw_templates([
        ("findings.html", include_str!("findings.html")),
        ("findings.css", include_str!("findings.css")),
    ]);
    tera
});

/// No line of a file is shown longer than this many characters on either side of what it is about.
const CONTEXT: usize = 90;

/// What the template gets.
#[derive(Serialize)]
struct Page<'w> {
    /// The program's words for this page, by what follows `findings.` in their keys.
    t: BTreeMap<&'w str, &'w str>,
    site: &'w str,
    day: String,
    counts: Vec<Count>,
    files: Vec<FileView<'w>>,
}

/// How many there are of one severity.
#[derive(Serialize)]
struct Count {
    severity: Severity,
    label: String,
    count: usize,
}

/// A file with what is wrong in it.
#[derive(Serialize)]
struct FileView<'w> {
    file: Option<&'w FilePath>,
    problems: Vec<Finding<'w>>,
}

/// One problem.
#[derive(Serialize)]
struct Finding<'w> {
    rule: &'w str,
    severity: Severity,
    label: String,
    position: Option<Position>,
    line: Option<Line>,
    says: String,
    hint: Option<String>,
}

/// A line of a file, around what is wrong in it.
#[derive(Serialize)]
struct Line {
    before: String,
    marked: String,
    after: String,
}

/// The page of a report: `site` is the title of the site, if there is any.
#[must_use]
pub fn page(report: &Report, files: &dyn Files, site: Option<&str>, today: Date, words: &Words) -> String {
    let problems = report.problems();
    let label = |severity: Severity| words.say(&format!("severity.{}", severity.word()), &[]);
    let counts = Severity::ALL.into_iter().zip(counts(&problems));
    let counts = counts.map(|(severity, count)| Count { severity, label: label(severity), count });
    let mut views: Vec<FileView<'_>> = Vec::new();
    // One file is read and veiled once: its problems stand together.
    for of_file in problems.chunk_by(|one, other| one.file() == other.file()) {
        let file = of_file.first().and_then(|problem| problem.file());
        let bytes = file.and_then(|file| files.read(file).ok());
        let text = bytes.as_deref().and_then(|bytes| std::str::from_utf8(bytes).ok());
        let known = of_file.iter().filter_map(|problem| problem.personal());
        let shown = text.map(|text| veiled_at(text, known));
        let mut positions = bytes.as_deref().map(Positions::new);
        let told = of_file.iter().map(|problem| {
            Finding::new(problem, positions.as_mut(), shown.as_deref(), label(problem.severity), words)
        });
        views.push(FileView { file, problems: told.collect() });
    }
    // What keeps the site from being built is not to be looked for behind seventy notes.
    views.sort_by_key(|view| view.problems.iter().map(|finding| finding.severity).min());
    let t = words.said.iter().filter_map(|(key, text)| Some((key.strip_prefix("findings.")?, text.as_str())));
    let page = Page {
        t: t.collect(),
        site: site.unwrap_or_default(),
        day: today.strftime("%d/%m/%Y").to_string(),
        counts: counts.collect(),
        files: views,
    };
    let made = Context::from_serialize(&page).and_then(|context| TEMPLATES.render("findings.html", &context));
    made.unwrap_or_else(|error| error.to_string())
}

impl<'w> Finding<'w> {
    /// A problem of a file with these positions, of which a text may be `shown`.
    fn new(
        problem: &'w Problem,
        positions: Option<&mut Positions<'_>>,
        shown: Option<&str>,
        label: String,
        words: &Words,
    ) -> Self {
        let (says, hint) = words.explain(problem);
        let span = problem.place.as_ref().and_then(|place| place.span);
        let position = span.zip(positions).map(|(span, positions)| positions.at(span.from));
        let line = span.zip(shown);
        let line = line.and_then(|(span, text)| Line::around(text, span.from as usize, span.to as usize));
        Self { rule: &problem.rule, severity: problem.severity, label, position, line, says, hint }
    }
}

impl Line {
    /// The line of a text that a stretch begins on; none if there is nothing on it.
    fn around(text: &str, from: usize, to: usize) -> Option<Self> {
        let (before, rest) = text.split_at_checked(from)?;
        let before = before.rsplit('\n').next().unwrap_or_default().trim_start_matches('\u{feff}');
        let rest = rest.lines().next().unwrap_or_default();
        let (marked, after) = rest.split_at_checked(to.saturating_sub(from)).unwrap_or((rest, ""));
        let kept = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
        let before = before.get(kept..).unwrap_or_default();
        let before = if kept > 0 { format!("…{before}") } else { before.to_owned() };
        let line = Self { before, marked: cut(marked, 2 * CONTEXT), after: cut(after, CONTEXT) };
        let is_empty = [&line.before, &line.marked, &line.after].iter().all(|part| part.trim().is_empty());
        (!is_empty).then_some(line)
    }
}

/// The beginning of a text.
fn cut(text: &str, most: usize) -> String {
    let mut short: String = text.chars().take(most).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
