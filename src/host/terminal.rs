//! The screen: problems in rustc's manner, or as JSON; progress that counts real work.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use bangvang::files::Files;
use bangvang::privacy::veiled_at;
use bangvang::report::{Position, Positions, Problem, Report, Severity, Span, counts};
use bangvang::vietnamese;
use bangvang::words::Words;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

/// No more bytes than this are marked in a line, and no more shown before and after where a mark begins.
const MARKED: usize = 72;
const AROUND: usize = 16_000;

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
            let _ = writeln!(anstream::stdout(), "{}", harmless(&self.words.say(key, gaps)));
        }
    }

    /// Hands over what was asked for, whatever else is to be said.
    ///
    /// # Errors
    /// Whatever keeps it from being written, but a pipe that somebody closed: they have read enough.
    pub(crate) fn hand_over(&self, text: &str) -> io::Result<()> {
        let mut out = anstream::stdout();
        match writeln!(out, "{text}").and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
            _ => Ok(()),
        }
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
            let mut positions = None;
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
                    let span = problem.place.as_ref().and_then(|place| place.span);
                    let shown = span.and_then(|span| {
                        let text = source.as_deref()?;
                        let positions = positions.get_or_insert_with(|| Positions::new(text.as_bytes()));
                        Some(Shown { text, span, position: positions.at(span.from) })
                    });
                    let _ = writeln!(err, "{}\n", self.render(&renderer, problem, shown));
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

    /// A problem in words, with what stands at its place.
    fn render(&self, renderer: &Renderer, problem: &Problem, shown: Option<Shown<'_>>) -> String {
        let (says, hint) = self.words.explain(problem);
        let level = match problem.severity {
            Severity::Error => Level::ERROR.with_name(self.words.say("severity.error", &[])),
            Severity::Warning => Level::WARNING.with_name(self.words.say("severity.warning", &[])),
            Severity::Info => Level::INFO.with_name(self.words.say("severity.info", &[])),
        };
        let title = level.primary_title(says).id(problem.rule.clone());
        let mut group = Group::with_title(title);
        if let Some(place) = &problem.place {
            let file = one_line(&place.file);
            group = match shown.map(|shown| (shown.position, shown.line())) {
                Some((Position { line: number, .. }, Some((line, mark)))) => {
                    let snippet = Snippet::source(harmless(line)).line_start(number).path(file);
                    group.element(snippet.annotation(AnnotationKind::Primary.span(mark)))
                }
                Some((Position { line, column }, None)) => {
                    group.element(Origin::path(file).line(line).char_column(column))
                }
                None => group.element(Origin::path(file)),
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

/// What may be shown of a file, and where in it a problem is.
struct Shown<'t> {
    text: &'t str,
    span: Span,
    position: Position,
}

impl<'t> Shown<'t> {
    /// The line it begins on, and which of its bytes are to be marked; none of a line that is endless before it. Whole
    /// snippets of a large file with very many problems would be taken apart again and again.
    fn line(&self) -> Option<(&'t str, Range<usize>)> {
        let Self { text, span, .. } = *self;
        let from = text.floor_char_boundary(span.from as usize);
        let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
        let least = text.floor_char_boundary(from.saturating_sub(AROUND));
        let start = match part(least, from).rfind('\n') {
            Some(end) => least + end + 1,
            None if least == 0 => 0,
            None => return None,
        };
        let most = text.floor_char_boundary(from + AROUND);
        let end = part(from, most).find('\n').map_or(most, |end| from + end);
        let line = part(start, end).trim_end_matches('\r');
        // A table over many lines is shown by its first, a long value where it begins.
        let to = text.floor_char_boundary((span.to as usize).min(from + MARKED)).clamp(from, end);
        Some((line, (from - start).min(line.len())..(to - start).min(line.len())))
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
    let mut problems: Vec<JsonProblem<'_>> = Vec::with_capacity(all.len());
    for of_file in all.chunk_by(|a, b| a.file() == b.file()) {
        let bytes = of_file.first().and_then(|problem| files.read(problem.file()?).ok());
        let mut positions = bytes.as_deref().map(Positions::new);
        problems.extend(of_file.iter().map(|problem| {
            let (message, hint) = words.explain(problem);
            let span = problem.place.as_ref().and_then(|place| place.span);
            let at = span.zip(positions.as_mut()).map(|(span, positions)| positions.at(span.from));
            JsonProblem {
                rule: &problem.rule,
                severity: problem.severity,
                file: problem.file().map(|file| &**file),
                line: at.map(|at| at.line),
                column: at.map(|at| at.column),
                message,
                hint,
            }
        }));
    }
    serde_json::to_string_pretty(&problems).unwrap_or_default()
}
