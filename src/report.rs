//! Problems: what an editor can mend, each with its rule, place, words and hint, collected until all are known.

mod position;
pub mod rulebook;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, Range};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use self::position::{Position, Positions};
use crate::files::FilePath;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The site is not built until it is mended.
    Error,
    /// The site is built; somebody should look.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// All of them, what matters most first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// Its word in files, in JSON and among the program's words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// A stretch of a file, in bytes from its beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub from: u32,
    /// The byte after the last.
    pub to: u32,
}

impl Span {
    /// This stretch, moved `by` bytes onwards.
    #[must_use]
    pub fn after(self, by: u32) -> Self {
        Self { from: self.from + by, to: self.to + by }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        // Files of editors are capped far below 4 GiB (`read::text`).
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { from: narrow(range.start), to: narrow(range.end) }
    }
}

/// Where some keys of a file stand that are there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks(Box<[(&'static str, Span)]>);

impl Marks {
    /// Where a key stands; nowhere if it is not there.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Span> {
        self.iter().find(|(known, _)| *known == key).map(|(_, span)| span)
    }

    /// Where a key stands, or the top of the file.
    #[must_use]
    pub fn at(&self, key: &str) -> Span {
        self.get(key).unwrap_or_default()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Span)> {
        self.0.iter().copied()
    }
}

impl FromIterator<(&'static str, Span)> for Marks {
    fn from_iter<I: IntoIterator<Item = (&'static str, Span)>>(marks: I) -> Self {
        Self(marks.into_iter().collect())
    }
}

/// Where a problem is: a file, and the part of it if the problem is not the file as a whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The file.
    pub file: FilePath,
    /// The part of it.
    pub span: Option<Span>,
}

/// One thing an editor can mend. Its words stand in `words/*.toml` under the rule's name, with
/// `args` for the gaps, so that a problem is the same in every language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The stable code of the rule, for example `unknown-key`.
    pub rule: Cow<'static, str>,
    /// How much it matters.
    pub severity: Severity,
    /// Where it is.
    pub place: Option<Place>,
    /// What fills the gaps of the message.
    pub args: Args,
}

/// What fills the gaps of a message, by the names of the gaps. Small and shared: of a large board, tens of thousands of
/// problems are kept and told again each time somebody saves a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Args(Arc<Vec<(Cow<'static, str>, String)>>);

impl Args {
    /// Each gap with what fills it, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(gap, filling)| (&**gap, &**filling))
    }

    /// What fills this gap.
    #[must_use]
    pub fn get(&self, gap: &str) -> Option<&str> {
        self.iter().find(|(known, _)| *known == gap).map(|(_, filling)| filling)
    }

    fn fill(&mut self, gap: &'static str, filling: String) {
        let args = Arc::make_mut(&mut self.0);
        match args.binary_search_by(|(known, _)| (**known).cmp(gap)) {
            Ok(at) => drop(args.get_mut(at).map(|known| known.1 = filling)),
            Err(at) => args.insert(at, (Cow::Borrowed(gap), filling)),
        }
    }
}

impl Problem {
    fn new(rule: &'static str, severity: Severity) -> Self {
        Self { rule: Cow::Borrowed(rule), severity, place: None, args: Args::default() }
    }

    /// Must it be mended?
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The file it is in, if it is in one.
    #[must_use]
    pub fn file(&self) -> Option<&FilePath> {
        self.place.as_ref().map(|place| &place.file)
    }

    /// Where in its file it says that something personal stands, if it does.
    #[must_use]
    pub fn personal(&self) -> Option<Range<usize>> {
        let span = self.place.as_ref().and_then(|place| place.span)?;
        (self.rule == "private-in-text").then_some(span.from as usize..span.to as usize)
    }

    /// A problem that must be mended.
    #[must_use]
    pub fn error(rule: &'static str) -> Self {
        Self::new(rule, Severity::Error)
    }

    /// A problem somebody should look at.
    #[must_use]
    pub fn warning(rule: &'static str) -> Self {
        Self::new(rule, Severity::Warning)
    }

    /// A remark.
    #[must_use]
    pub fn info(rule: &'static str) -> Self {
        Self::new(rule, Severity::Info)
    }

    /// In this file.
    #[must_use]
    pub fn in_file(mut self, file: &FilePath) -> Self {
        self.place = Some(Place { file: file.clone(), span: None });
        self
    }

    /// At this place of this file.
    #[must_use]
    pub fn at(mut self, file: &FilePath, span: Span) -> Self {
        self.place = Some(Place { file: file.clone(), span: Some(span) });
        self
    }

    /// Fills a gap of the message.
    #[must_use]
    pub fn with(mut self, gap: &'static str, filling: impl Into<String>) -> Self {
        self.args.fill(gap, filling.into());
        self
    }

    /// The same if there is something to fill it with.
    #[must_use]
    pub fn with_some(self, gap: &'static str, filling: Option<impl Into<String>>) -> Self {
        match filling {
            Some(filling) => self.with(gap, filling),
            None => self,
        }
    }
}

/// How much a board makes of some rules, by their codes; none where it wants to hear nothing of one.
pub type Weights = BTreeMap<&'static str, Option<Severity>>;

/// Problems that whoever found them keeps as well: of a large board, those of thousands of dossiers nobody touched.
#[derive(Debug, Default)]
pub struct Batch {
    problems: Vec<Problem>,
    has_errors: bool,
}

impl From<Vec<Problem>> for Batch {
    fn from(problems: Vec<Problem>) -> Self {
        let has_errors = problems.iter().any(Problem::is_error);
        Self { problems, has_errors }
    }
}

impl Batch {
    /// Must something of it be mended before the site can be built?
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.has_errors
    }
}

impl Deref for Batch {
    type Target = [Problem];
    fn deref(&self) -> &[Problem] {
        &self.problems
    }
}

/// All problems of a run.
#[derive(Clone, Debug, Default)]
pub struct Report {
    problems: Vec<Problem>,
    shared: Vec<Arc<Batch>>,
    weights: Weights,
}

impl Report {
    /// Takes one more.
    pub fn push(&mut self, problem: Problem) {
        self.extend([problem]);
    }

    /// Takes many more.
    pub fn extend(&mut self, problems: impl IntoIterator<Item = Problem>) {
        let weights = &self.weights;
        if weights.is_empty() {
            self.problems.extend(problems);
        } else {
            self.problems.extend(problems.into_iter().filter_map(|problem| weighed(problem, weights)));
        }
    }

    /// Takes many more.
    pub fn share(&mut self, problems: Arc<Batch>) {
        if self.weights.is_empty() {
            self.shared.push(problems);
        } else {
            self.extend(problems.iter().cloned());
        }
    }

    /// Takes all that another has.
    pub fn join(&mut self, other: Self) {
        self.extend(other.problems);
        other.shared.into_iter().for_each(|problems| self.share(problems));
    }

    /// Takes all that another has, but for warnings and notes that an earlier error explains: one that stands at the same
    /// place, one by which the file lost keys, or one in the file of whoever is called withheld.
    pub fn join_unexplained(&mut self, other: Self) {
        let errors = self.all().filter(|problem| problem.is_error());
        let mut slips: BTreeMap<FilePath, Vec<Span>> = BTreeMap::new();
        let mut lost = BTreeSet::new();
        for (problem, Place { file, span }) in errors.filter_map(|p| p.place.as_ref().map(|place| (p, place)))
        {
            slips.entry(file.clone()).or_default().extend(*span);
            if matches!(&*problem.rule, "toml-syntax" | "front-matter-below") {
                lost.insert(file.clone());
            }
        }
        if slips.is_empty() {
            return self.join(other);
        }
        let is_at_slip = |Place { file, span }: &Place| {
            let within = |whole: Span, slip: &Span| {
                (whole.from..=whole.to).contains(&slip.from) && whole.from < whole.to
            };
            let slips = slips.get(file).into_iter().flatten();
            span.is_some_and(|whole| slips.into_iter().any(|slip| within(whole, slip)))
        };
        let is_explained = |problem: &Problem| {
            // What is personal is told of whoever is not shown as well.
            let is_of_lost =
                |place: &Place| lost.contains(&place.file) && !problem.rule.starts_with("private-");
            let is_there = |place: &Place| is_at_slip(place) || is_of_lost(place);
            let withheld = problem.args.get("withheld");
            let is_unsure = || withheld.is_some_and(|file| slips.keys().any(|slip| **slip == *file));
            let is_error = || {
                let told = weighed(problem.clone(), &self.weights);
                told.is_some_and(|told| told.severity == Severity::Error)
            };
            (problem.place.as_ref().is_some_and(is_there) || is_unsure()) && !is_error()
        };
        let told: Vec<Problem> = other.into_problems().into_iter().filter(|p| !is_explained(p)).collect();
        self.extend(told);
    }

    /// Weighs what was reported, and all that will be, as the board wishes.
    pub fn weigh(&mut self, weights: &Weights) {
        let reported = std::mem::take(self);
        self.weights.clone_from(weights);
        if weights.is_empty() {
            (self.problems, self.shared) = (reported.problems, reported.shared);
        } else {
            self.extend(reported.into_problems());
        }
    }

    fn all(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().chain(self.shared.iter().flat_map(|problems| problems.iter()))
    }

    /// The problems: by file, by place, errors before warnings, each once.
    #[must_use]
    pub fn problems(&self) -> Vec<&Problem> {
        let mut sorted: Vec<&Problem> = self.all().collect();
        sorted.sort_by(|a, b| {
            (&a.place, a.severity, &a.rule, &a.args).cmp(&(&b.place, b.severity, &b.rule, &b.args))
        });
        sorted.dedup();
        sorted
    }

    /// The problems as they came.
    #[must_use]
    pub fn into_problems(mut self) -> Vec<Problem> {
        self.problems.extend(self.shared.iter().flat_map(|problems| problems.iter().cloned()));
        self.problems
    }

    /// Must something be mended before the site can be built?
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(Problem::is_error) || self.shared.iter().any(|batch| batch.has_errors)
    }

    /// Do the errors concern the settings or the theme rather than the content?
    #[must_use]
    pub fn blames_settings(&self) -> bool {
        let settings = |p: &Problem| {
            p.place
                .as_ref()
                .is_some_and(|at| at.file.starts_with("site/site.toml") || at.file.starts_with("themes/"))
        };
        self.all().any(|p| p.is_error() && settings(p))
    }
}

/// A problem as much as the board makes of it; none if that is nothing.
fn weighed(problem: Problem, weights: &Weights) -> Option<Problem> {
    match weights.get(&*problem.rule) {
        None => Some(problem),
        Some(severity) => Some(Problem { severity: (*severity)?, ..problem }),
    }
}

/// How many problems there are: errors, warnings, remarks.
#[must_use]
pub fn counts(problems: &[&Problem]) -> [usize; 3] {
    let count = |severity| problems.iter().filter(|p| p.severity == severity).count();
    Severity::ALL.map(count)
}
