//! Items typed without the space Markdown wants behind their sign, and would join to one paragraph: `-Một`, `1.Một`, `§ Một`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::pasted;
use crate::report::Span;

/// A text with spaces behind such signs.
pub(super) struct Spaced<'t> {
    pub(super) text: Cow<'t, str>,
    /// Where in it they are.
    added: Vec<usize>,
}

/// What may stand behind a sign.
const GAPS: [char; 3] = [' ', '\t', '\u{A0}'];

/// The sign a line begins with.
struct Sign {
    /// What all items of a list have in common.
    kind: char,
    length: usize,
    /// Does a space follow it, or nothing that could be an item?
    is_apart: bool,
    /// Is one enough below a colon?
    is_sure: bool,
}

/// Sets the spaces where two lines of a paragraph begin with one kind of sign, or the line above ends in a colon.
pub(super) fn spaced(text: &str) -> Spaced<'_> {
    let (mut paragraph, mut counts) = (0, BTreeMap::new());
    let read = |(line, is_listing): (&'_ str, bool)| {
        paragraph += usize::from(line.trim().is_empty());
        let sign = sign(line.trim_start()).filter(|_| !is_listing)?;
        let like = (paragraph, sign.kind);
        *counts.entry(like).or_insert(0) += 1;
        Some((like, sign))
    };
    let signs: Vec<Option<_>> = pasted::lines(text).map(read).collect();
    let mut spaced = Spaced { text: Cow::Borrowed(text), added: Vec::new() };
    if signs.iter().flatten().all(|(_, sign)| sign.is_apart) {
        return spaced;
    }
    let (mut out, mut above) = (String::with_capacity(text.len() + signs.len()), "");
    for (line, sign) in text.split_inclusive('\n').zip(signs) {
        let is_list = |(like, sign): &((usize, char), Sign)| {
            let is_one_of_many = counts.get(like).is_some_and(|count| *count > 1);
            !sign.is_apart && (is_one_of_many || sign.is_sure && above.trim_end().ends_with(':'))
        };
        let sign = sign.filter(is_list).map(|(_, sign)| sign);
        let indent = line.len() - line.trim_start().len();
        let parts = sign.and_then(|sign| Some((sign.kind, line.split_at_checked(indent + sign.length)?)));
        match parts {
            None => out.push_str(line),
            // The sign of lists in the letters of old word processors, which has room for a space; what follows it there
            // keeps its length, so that places stay.
            Some(('§', (_, words))) => {
                let items = words.trim_start_matches(GAPS);
                let gap = " ".repeat(words.len() - items.len());
                out.extend([line.get(..indent).unwrap_or_default(), "* ", &gap, items]);
            }
            Some((_, (sign, words))) => {
                out.push_str(sign);
                spaced.added.push(out.len());
                out.extend([" ", words]);
            }
        }
        above = line;
    }
    spaced.text = Cow::Owned(out);
    spaced
}

impl Spaced<'_> {
    /// Where something stands as the text was written, whose first letter is at `base`.
    pub(super) fn written(&self, span: Span, base: u32) -> Span {
        let back = |at: u32| {
            let here = at.saturating_sub(base) as usize;
            let added = self.added.partition_point(|space| *space < here);
            at - u32::try_from(added).unwrap_or(0)
        };
        Span { from: back(span.from), to: back(span.to) }
    }
}

fn sign(line: &str) -> Option<Sign> {
    let kind = line.chars().next()?;
    let (kind, length, is_sure) = match kind {
        '-' | '+' | '–' | '—' | '§' => (kind, kind.len_utf8(), true),
        _ => {
            let mark = line.split([')', '.']).next().filter(|mark| !mark.is_empty())?;
            let end = line.get(mark.len()..)?.chars().next()?;
            let is_number = mark.len() < 3 && mark.bytes().all(|byte| byte.is_ascii_digit());
            // "T.Lan" is a name.
            let is_letter = end != '.' && mark.chars().count() == 1 && mark.chars().all(char::is_alphabetic);
            (is_number || is_letter).then_some((end, mark.len() + 1, is_number))?
        }
    };
    let words = line.get(length..)?;
    // A cell of a table may begin so.
    if words.contains('|') {
        return None;
    }
    let is_apart = words.starts_with(GAPS) && kind != '§';
    // No negative number, no date; more spaces would begin a listing.
    let first = words.trim_start_matches(GAPS);
    let is_near = words.len() - first.len() <= 3;
    let is_item = is_near && first.trim_start_matches(['*', '“', '"']).starts_with(char::is_alphabetic);
    (is_apart || is_item).then_some(Sign { kind, length, is_apart, is_sure })
}
