//! Where a reader stops: paragraphs, items of lists, rows of tables, and cells under the words at their head.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr;

/// A stretch of a text that is read in one go.
pub(super) struct Segment {
    pub(super) range: Range<usize>,
    /// The words at the head of its column, and of its row.
    heads: Vec<Range<usize>>,
}

/// A segment as it is read.
pub(super) struct Read<'t> {
    pub(super) text: Cow<'t, str>,
    /// How many bytes of the text are not the segment itself but the words at its head.
    pub(super) before: usize,
    /// Where the segment begins.
    pub(super) start: usize,
}

impl Segment {
    /// What is read: the segment, after the words at its head.
    pub(super) fn read<'t>(&self, text: &'t str) -> Read<'t> {
        let own = text.get(self.range.clone()).unwrap_or_default();
        let start = self.range.start;
        let heads: Vec<&str> = self.heads.iter().filter_map(|head| text.get(head.clone())).collect();
        if heads.is_empty() {
            return Read { text: Cow::Borrowed(own), before: 0, start };
        }
        let heads = heads.join(": ");
        Read { text: Cow::Owned(format!("{heads}: {own}")), before: heads.len() + 2, start }
    }
}

/// The cells of a row of a form, with the edges before and after it.
const FORM: usize = 4;

/// Cuts a text.
pub(super) fn of(text: &str) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut heads: Vec<Range<usize>> = Vec::new();
    let (mut at, mut open) = (0, false);
    let mut lines = lines(text).peekable();
    while let Some(line) = lines.next() {
        let words = line.trim_end();
        let range = at..at + words.len();
        at += line.len();
        let words = words.trim_start();
        if words.starts_with('|') {
            open = false;
            if lines.peek().is_some_and(|next| is_rule(next.trim())) {
                heads = cells(text, &range);
            }
            if heads.is_empty() {
                segments.push(Segment { range, heads: Vec::new() });
            } else {
                let cells = cells(text, &range);
                let under = || cells.iter().cloned().zip(heads.iter().cloned());
                segments.extend(under().map(|(range, head)| Segment { range, heads: vec![head] }));
                // A form has its words in the first of two columns: `| Ngày sinh | 12/5/1985 |`. Before it is the
                // edge. Longer rows begin with what they tell of.
                let first = cells.get(1).filter(|first| !first.is_empty() && cells.len() <= FORM).into_iter();
                let beside = first.flat_map(|first| {
                    under().skip(2).map(|(range, head)| Segment { range, heads: vec![head, first.clone()] })
                });
                segments.extend(beside);
            }
            continue;
        }
        heads.clear();
        let begins = words.starts_with(['-', '#', '>', '+', '*']) && !words.starts_with("+8");
        match segments.last_mut().filter(|_| open && !begins && !words.is_empty()) {
            Some(last) => last.range.end = range.end,
            None if words.is_empty() => {}
            None => segments.push(Segment { range, heads: Vec::new() }),
        }
        open = !words.is_empty();
    }
    segments
}

/// The lines of a text, each with its end.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |at| at + 1);
        let (line, after) = rest.split_at_checked(end)?;
        rest = after;
        (!line.is_empty()).then_some(line)
    })
}

/// `|---|--:|`, the line under the head of a table.
fn is_rule(line: &str) -> bool {
    line.starts_with('|') && line.contains("--") && line.chars().all(|c| "|-: ".contains(c))
}

/// The cells of a row.
fn cells(text: &str, row: &Range<usize>) -> Vec<Range<usize>> {
    let line = text.get(row.clone()).unwrap_or_default();
    let mut at = row.start;
    let cells = line.split('|').map(|cell| {
        let start = at + cell.len() - cell.trim_start().len();
        at += cell.len() + 1;
        start..start + cell.trim().len()
    });
    cells.collect()
}
