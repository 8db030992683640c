//! Where a reader stops: paragraphs, items of lists, rows of tables, and cells under the words at their head.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr;

/// A stretch of a text that is read in one go.
pub(super) struct Segment {
    pub(super) range: Range<usize>,
    /// The words at the head of its column, and of its row.
    heads: Vec<Range<usize>>,
    /// What its row tells of: the first cell in words, if that is another.
    of: Option<Range<usize>>,
}

/// A segment as it is read.
pub(super) struct Read<'t> {
    pub(super) text: Cow<'t, str>,
    /// How many bytes of the text are not the segment itself but the words at its head.
    pub(super) before: usize,
    /// Where the segment begins.
    pub(super) start: usize,
    /// What its row, or the form it is in, tells of.
    pub(super) of: Option<&'t str>,
}

impl Segment {
    fn alone(range: Range<usize>) -> Self {
        Self { range, heads: Vec::new(), of: None }
    }

    /// What is read: the segment, after the words at its head.
    pub(super) fn read<'t>(&self, text: &'t str) -> Read<'t> {
        let own = text.get(self.range.clone()).unwrap_or_default();
        let start = self.range.start;
        let of = self.of.clone().and_then(|of| text.get(of));
        let heads: Vec<&str> = self.heads.iter().filter_map(|head| text.get(head.clone())).collect();
        if heads.is_empty() {
            return Read { text: Cow::Borrowed(own), before: 0, start, of };
        }
        let heads = heads.join(": ");
        Read { text: Cow::Owned(format!("{heads}: {own}")), before: heads.len() + 2, start, of }
    }
}

/// A heading of no more bytes may ask what the next words answer, if those are no more.
const SHORT: usize = 64;

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
            if is_rule(words) {
                continue;
            }
            let cells = cells(text, &range);
            if lines.peek().is_some_and(|next| is_rule(next.trim())) {
                // A head asks and tells nothing, but the first row of a form may stand in its place.
                match words.bytes().any(|sign| sign.is_ascii_digit()) {
                    true => segments.push(Segment::alone(range)),
                    false => segments.extend(cells.iter().cloned().map(Segment::alone)),
                }
                heads = cells;
            } else if heads.is_empty() {
                segments.push(Segment::alone(range));
            } else {
                row(text, &cells, &heads, &mut segments);
            }
            continue;
        }
        heads.clear();
        let begins = words.starts_with(['-', '#', '>', '+', '*']) && !words.starts_with("+8");
        match segments.last_mut().filter(|_| open && !begins && !words.is_empty()) {
            Some(last) => last.range.end = range.end,
            None if words.is_empty() => {}
            None => segments.push(Segment::alone(range)),
        }
        open = !words.is_empty();
    }
    under_headings(text, &mut segments);
    segments
}

/// The cells of a row, each under the words at its head.
fn row(text: &str, cells: &[Range<usize>], heads: &[Range<usize>], segments: &mut Vec<Segment>) {
    let is_worded = |cell: &&Range<usize>| {
        text.get(Range::clone(cell)).is_some_and(|words| words.contains(char::is_alphabetic))
    };
    let subject = cells.iter().find(is_worded);
    let of = |cell: &Range<usize>| subject.filter(|subject| subject.end < cell.start).cloned();
    let under = || cells.iter().cloned().zip(heads.iter().cloned());
    segments.extend(under().map(|(range, head)| Segment { of: of(&range), heads: vec![head], range }));
    // A form has its words in the first of two columns: `| Ngày sinh | 12/5/1985 |`. Before it is the edge. Longer
    // rows begin with what they tell of.
    let first = cells.get(1).filter(|first| !first.is_empty() && cells.len() <= FORM).into_iter();
    let beside = first.flat_map(|first| {
        under().skip(2).map(|(range, head)| {
            let of = of(&range);
            Segment { range, heads: vec![head, first.clone()], of }
        })
    });
    segments.extend(beside);
}

/// What a heading, or a line that ends in a colon, asks, the next words answer.
fn under_headings(text: &str, segments: &mut [Segment]) {
    let mut asked: Option<Range<usize>> = None;
    for segment in segments {
        let words = text.get(segment.range.clone()).unwrap_or_default();
        let is_free = segment.heads.is_empty() && words.len() <= SHORT;
        if let Some(asked) = asked.take().filter(|_| is_free) {
            segment.heads.push(asked);
        }
        let bare = words.trim_matches(['#', '*', '_', ' ', '\r']);
        if is_free && (words.trim_start().starts_with('#') || bare.ends_with(':')) {
            let from = segment.range.start + words.find(bare).unwrap_or(0);
            asked = Some(from..from + bare.trim_end_matches(':').len());
        }
    }
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
