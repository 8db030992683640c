//! What was meant otherwise than Markdown takes it: lines that go on, tables, headings, bold words and pictures that are none.

use pulldown_cmark::Event;

use super::{Reader, pasted};
use crate::report::{Place, Problem, Span};

/// Paragraphs with nothing between them.
const JOINED: &str = "lines-joined";

/// Signs that set nothing off.
const SHOWN: &str = "marks-shown";

impl<'f, 't, I: Iterator<Item = (Event<'t>, Span)>> Reader<'f, I> {
    /// Names what the lines of a paragraph were where they come from.
    pub(super) fn lines_of_words(&mut self, span: Span) {
        let paragraph = self.written(span);
        let line = paragraph.lines().next().unwrap_or_default().trim_end();
        let signs = line.len() - line.trim_start_matches('#').len();
        if (2..=6).contains(&signs) && line.len() > signs {
            let (marks, words) = line.split_at(signs);
            let problem = Problem::warning(SHOWN).with("marks", marks);
            self.problem(problem.with("right", format!("{marks} {words}")), within(span, 0, line.len()));
        }
        if let Some((line, columns)) = pasted::row(paragraph) {
            let row = format!("|{}", "---|".repeat(columns));
            self.problem(Problem::warning("table-lost").with("row", row), within(span, line.start, line.end));
        } else if self.depth == 1 {
            // In lists and quotations the lines begin with signs of their own.
            self.joined(span, pasted::joined(paragraph));
        }
    }

    /// Names what goes on in an item, and was not set in.
    pub(super) fn lines_of_item(&mut self, span: Span) {
        self.joined(span, pasted::lazy(self.written(span)));
    }

    /// Names what became a row because it stands right below a table.
    pub(super) fn line_as_row(&mut self, span: Span) {
        let row = self.written(span);
        if !row.contains('|') {
            self.joined(span, Some(0..row.trim_end().len()));
        }
    }

    /// Once for a text: whoever pasted one paragraph pasted all of them.
    fn joined(&mut self, span: Span, line: Option<std::ops::Range<usize>>) {
        let is_told = |problem: &Problem| problem.rule == JOINED;
        let Some(line) = line.filter(|_| !self.facts.problems.iter().any(is_told)) else { return };
        let place = within(span, line.start, line.end);
        let words: Vec<&str> = self.written(place).split_whitespace().take(6).collect();
        self.problem(Problem::warning(JOINED).with("line", words.join(" ")), place);
    }

    /// Names stars that stand away from the words they should set off, once for a line.
    pub(super) fn misspelt_bold(&mut self, span: Span) {
        let from = span.from.saturating_sub(self.base) as usize;
        let start = self.text.get(..from).and_then(|above| above.rfind('\n')).map_or(0, |end| end + 1);
        let line = self.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let place = Span::from(start..start + line.len()).after(self.base);
        let is_here = |told: &Place| told.span == Some(place);
        let is_told = |told: &Problem| told.rule == SHOWN && told.place.as_ref().is_some_and(is_here);
        if self.facts.problems.iter().any(is_told) {
            return;
        }
        let parts: Vec<&str> = line.split("**").collect();
        // A power, a row of stars, stars that are meant to be seen.
        if parts.len() < 3 || line.contains("***") || line.contains("\\*") || line.contains("&#42;") {
            return;
        }
        let problem = Problem::warning(SHOWN).with("marks", "**");
        let problem = match parts.as_slice() {
            [before, words, after] if !words.trim().is_empty() => {
                let gap = |is_there| if is_there { " " } else { "" };
                let (left, right) =
                    (words.starts_with(char::is_whitespace), words.ends_with(char::is_whitespace));
                let right = gap(right && !after.starts_with(char::is_whitespace));
                let left = gap(left && !before.is_empty() && !before.ends_with(char::is_whitespace));
                problem.with("right", format!("{before}{left}**{}**{right}{after}", words.trim()).trim())
            }
            _ => problem,
        };
        self.problem(problem, place);
    }

    /// Names what was meant to be a picture and would be shown as it is written.
    pub(super) fn misspelt_picture(&mut self, span: Span) {
        let from = span.from.saturating_sub(self.base) as usize;
        let line = self.text.get(from..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let written = line.split_inclusive(')').next().unwrap_or(line).trim_end();
        // What begins within the last one is told with it.
        if self.misspelt_to > span.from {
            return;
        }
        let mut problem = Problem::error("picture-misspelt").with("written", written);
        // "ảnh đẹp.jpg": Markdown takes a name with spaces only between these.
        if let Some((alt, name)) = written.trim_end_matches(')').split_once("](")
            && name.trim().contains(char::is_whitespace)
        {
            problem = problem.with("right", format!("{alt}](<{}>)", name.trim()));
        }
        let to = span.from + u32::try_from(written.len()).unwrap_or(0);
        self.misspelt_to = to;
        self.problem(problem, Span { to, ..span });
    }

    fn written(&self, span: Span) -> &'f str {
        let [from, to] = [span.from, span.to].map(|at| at.saturating_sub(self.base) as usize);
        self.text.get(from..to).unwrap_or_default()
    }
}

/// The place so many bytes into another.
fn within(span: Span, from: usize, to: usize) -> Span {
    Span::from(from..to).after(span.from)
}
