//! The screen: problems in rustc's manner, or as JSON; progress that counts real work.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::io::{IsTerminal, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use bangvang::files::Files;
use bangvang::privacy::veiled_at;
use bangvang::report::{Problem, Report, Severity, counts, position};
use bangvang::vietnamese;
use bangvang::words::Words;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

/// No more bytes than this are marked in a line.
const MARKED: usize = 72;

/// How much is said, and how.
#[derive(Clone, Copy)]
pub(crate) struct Screen {
    /// The words.
    pub(crate) words: &'static Words,
    /// Only problems.
    pub(crate) quiet: bool,
    /// Remarks as well.
    pub(crate) verbose: bool,
}

impl Screen {
    /// Says a line, unless asked to be quiet.
    pub(crate) fn say(&self, key: &str, gaps: &[(&str, &str)]) {
        if !self.quiet {
            self.line(&harmless(&self.words.say(key, gaps)));
        }
    }

    /// Writes a line whatever was asked. A closed pipe is nobody's problem.
    pub(crate) fn line(&self, text: &str) {
        let _ = writeln!(anstream::stdout(), "{text}");
    }

    /// Does a `last` thing and has a last word when the program is stopped: by Ctrl-C, which is how a preview is meant
    /// to end, by its window being closed, or by whoever looks after it.
    pub(crate) fn until_stopped(
        self,
        key: &'static str,
        last: impl Fn() + Send + 'static,
    ) -> std::io::Result<()> {
        let stop = move || {
            last();
            self.say(key, &[]);
            std::process::exit(0);
        };
        ctrlc::set_handler(stop).map_err(std::io::Error::other)
    }

    /// Says what went wrong.
    pub(crate) fn fail(&self, text: &str) {
        let word = self.words.say("severity.error", &[]);
        let _ = writeln!(anstream::stderr(), "{word}: {}", harmless(text));
    }

    /// Says what the user should know though nothing failed.
    pub(crate) fn warn(&self, text: &str) {
        let word = self.words.say("severity.warning", &[]);
        let _ = writeln!(anstream::stderr(), "{word}: {}", harmless(text));
    }

    /// Shows errors, up to `most_warnings` warnings, and remarks if asked for; then how many there are.
    pub(crate) fn report(&self, report: &Report, files: &dyn Files, most_warnings: usize) {
        let mut err = anstream::stderr();
        let renderer = Renderer::styled();
        let problems = report.problems();
        let mut shown = [0; 3];
        for of_file in problems.chunk_by(|a, b| a.file() == b.file()) {
            // One problem names its file itself, and where all are of one file there is nothing to group.
            let mut headed = of_file.len() == 1 || of_file.len() == problems.len();
            // Read and veiled once for all that is wrong in it.
            let source = LazyCell::new(|| {
                let bytes = files.read(of_file.first()?.file()?).ok()?;
                let known = of_file.iter().filter_map(|problem| problem.personal());
                Some(veiled_at(std::str::from_utf8(&bytes).ok()?, known))
            });
            for problem in of_file {
                let (at, most) = match problem.severity {
                    Severity::Error => (0, usize::MAX),
                    Severity::Warning => (1, if self.quiet { 0 } else { most_warnings }),
                    Severity::Info => (2, if self.verbose { usize::MAX } else { 0 }),
                };
                if let Some(count) = shown.get_mut(at)
                    && *count < most
                {
                    *count += 1;
                    if let (Some(file), false) = (problem.file(), std::mem::replace(&mut headed, true)) {
                        let _ = writeln!(err, "── {}: {}\n", one_line(file), self.counted(of_file));
                    }
                    let _ = writeln!(err, "{}\n", self.render(&renderer, problem, || source.as_deref()));
                }
            }
        }
        let [errors, warnings, infos] = counts(&problems);
        if errors + warnings + infos > 0 && !(self.quiet && errors == 0) {
            let _ = writeln!(err, "{}", self.counted(&problems));
            let hidden = warnings - shown.get(1).copied().unwrap_or(0);
            if hidden > 0 && !self.quiet {
                let _ = writeln!(err, "{}", self.words.say("summary.hidden", &[("n", &hidden.to_string())]));
            }
        }
    }

    /// How many problems there are, in words.
    fn counted(&self, problems: &[&Problem]) -> String {
        let [errors, warnings, infos] = counts(problems).map(|n| n.to_string());
        let gaps = [("errors", &*errors), ("warnings", &*warnings), ("infos", &*infos)];
        self.words.say("summary.problems", &gaps)
    }

    /// A problem in words, with what stands at its place; `source` is its file as it may be shown.
    fn render<'s>(
        &self,
        renderer: &Renderer,
        problem: &Problem,
        source: impl FnOnce() -> Option<&'s str>,
    ) -> String {
        let (says, hint) = self.words.explain(problem);
        let level = match problem.severity {
            Severity::Error => Level::ERROR.with_name(self.words.say("severity.error", &[])),
            Severity::Warning => Level::WARNING.with_name(self.words.say("severity.warning", &[])),
            Severity::Info => Level::INFO.with_name(self.words.say("severity.info", &[])),
        };
        let title = level.primary_title(says).id(problem.rule.clone());
        let mut group = Group::with_title(title);
        if let Some(place) = &problem.place {
            group = match place.span.and_then(|span| Some((span, source()?))) {
                Some((span, text)) => {
                    let from = boundary(text, span.from as usize);
                    let to = boundary(text, (span.to as usize).max(from));
                    // A table over many lines is shown by its first.
                    let line_end =
                        text.get(from..).and_then(|t| t.find('\n')).map_or(text.len(), |n| from + n);
                    // A long value is marked where it begins.
                    let to = to.clamp(from, line_end.max(from)).min(boundary(text, from + MARKED));
                    // Of a large file with very many problems, whole snippets would be taken apart again and again.
                    let line_start = text.get(..from).and_then(|t| t.rfind('\n')).map_or(0, |n| n + 1);
                    let line = text.get(line_start..line_end.max(from)).unwrap_or_default();
                    let line = line.trim_end_matches('\r');
                    let number = text.get(..line_start).unwrap_or_default().matches('\n').count() + 1;
                    let mark = AnnotationKind::Primary
                        .span((from - line_start).min(line.len())..(to - line_start).min(line.len()));
                    let line = harmless(line);
                    let snippet = Snippet::source(line).line_start(number).path(one_line(&place.file));
                    group.element(snippet.annotation(mark))
                }
                None => group.element(Origin::path(one_line(&place.file))),
            };
        }
        if let Some(hint) = hint {
            group = group.element(Level::HELP.with_name("→").message(hint));
        }
        renderer.render(&[group])
    }

    /// A bar for `total` pieces of work; silent where nobody watches.
    pub(crate) fn progress(&self, label: &str, total: usize) -> ProgressBar {
        let watched = std::io::stderr().is_terminal() && !self.quiet;
        let target = if watched { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(total as u64), target);
        let style = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len} ({eta})");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(self.words.say(label, &[]));
        bar
    }
}

/// A text that only says something: names and lines of files may hold what a terminal obeys. As many bytes as before, so
/// that places in it stay.
fn harmless(text: &str) -> Cow<'_, str> {
    let is_harmless = |letter: char| matches!(letter, '\n' | '\t') || !vietnamese::is_invisible(letter);
    if text.chars().all(is_harmless) {
        return Cow::Borrowed(text);
    }
    let shown = |letter: char| match letter.len_utf8() {
        _ if is_harmless(letter) => letter,
        1 => '?',
        2 => '·',
        _ => char::REPLACEMENT_CHARACTER,
    };
    Cow::Owned(text.chars().map(shown).collect())
}

/// The same of a path, which is one line whatever is in it.
fn one_line(path: &str) -> String {
    harmless(path).replace(['\n', '\t'], "?")
}

fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|n| text.is_char_boundary(*n)).unwrap_or(0)
}

/// A problem as programs read it.
#[derive(Serialize)]
struct JsonProblem<'p> {
    rule: &'p str,
    severity: Severity,
    file: Option<&'p str>,
    line: Option<usize>,
    column: Option<usize>,
    message: String,
    hint: Option<String>,
}

/// All problems as one JSON document.
pub(crate) fn json(report: &Report, files: &dyn Files, words: &Words) -> String {
    let all = report.problems();
    let problems: Vec<JsonProblem<'_>> = all
        .iter()
        .map(|problem| {
            let (message, hint) = words.explain(problem);
            let at = position(problem, files);
            JsonProblem {
                rule: &problem.rule,
                severity: problem.severity,
                file: problem.place.as_ref().map(|place| &*place.file),
                line: at.map(|at| at.line),
                column: at.map(|at| at.column),
                message,
                hint,
            }
        })
        .collect();
    serde_json::to_string_pretty(&problems).unwrap_or_default()
}
