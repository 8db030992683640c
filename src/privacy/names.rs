//! Where a text may name somebody: words with capitals, one after the other.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::vietnamese::{fold, is_alphanumeric};

/// A single word is nobody's full name.
const FEWEST: usize = 2;

/// Where a file has words with capitals that follow each other, `Chị Nguyễn Thị Lan`. Kept as one text, they are quickly
/// read again with thousands of dossiers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// The words of each in small letters without marks, a line each.
    plain: String,
    /// Where they stand in the file, in bytes.
    ranges: Vec<Range<u32>>,
}

impl Names {
    /// Each, in small letters without marks, with where it stands.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Range<u32>)> {
        self.plain.lines().zip(self.ranges.iter().cloned())
    }

    /// Adds all of a text that begins at `from` in its file.
    pub fn look(&mut self, text: &str, from: usize) {
        let (mut run, mut count) = (0..0, 0);
        for word in words(text) {
            let begins_large =
                text.get(word.clone()).is_some_and(|word| word.starts_with(char::is_uppercase));
            let goes_on = count > 0 && text.get(run.end..word.start).is_some_and(is_gap);
            if begins_large && goes_on {
                (run.end, count) = (word.end, count + 1);
                continue;
            }
            self.keep(text, &run, count, from);
            (run, count) = (word, usize::from(begins_large));
        }
        self.keep(text, &run, count, from);
    }

    fn keep(&mut self, text: &str, run: &Range<usize>, count: usize, from: usize) {
        let words = text.get(run.clone()).filter(|_| count >= FEWEST);
        let place = |at: usize| u32::try_from(from + at).ok();
        if let (Some(words), Some(start), Some(end)) = (words, place(run.start), place(run.end)) {
            self.plain.push_str(&fold(words));
            self.plain.push('\n');
            self.ranges.push(start..end);
        }
    }
}

/// The words of a text; their letters may be taken apart, and an apostrophe is one of them.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_letter = |c: char| is_alphanumeric(c) || matches!(c, '\u{300}'..='\u{36F}' | '\'' | '’');
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(is_letter)?;
        let rest = text.get(start..)?;
        at = start + rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
        Some(start..at)
    })
}

/// May this stand between two words of a name?
fn is_gap(signs: &str) -> bool {
    signs.chars().all(|sign| sign.is_whitespace() || matches!(sign, '*' | '_')) && !signs.contains("\n\n")
}
