//! Where a text may name somebody: words with capitals, one after the other.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::vietnamese::fold;

/// A single word is nobody's full name.
const FEWEST: usize = 2;

/// Words with capitals that follow each other, `Chị Nguyễn Thị Lan`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Where they stand in the text, in bytes.
    pub range: Range<usize>,
    /// They, in small letters without marks.
    pub plain: String,
}

/// All of a file. Kept as one text, they are quickly read again with thousands of dossiers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// The words of each, a line each: none holds a line break.
    plain: String,
    ranges: Vec<Range<u32>>,
}

impl Names {
    /// Each, in small letters without marks, with where it stands.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Range<u32>)> {
        self.plain.lines().zip(self.ranges.iter().cloned())
    }

    /// Adds one.
    pub fn add(&mut self, named: &Named) {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.plain.push_str(&named.plain);
        self.plain.push('\n');
        self.ranges.push(place(named.range.start)..place(named.range.end));
    }
}

/// All of them in a text.
pub fn named(text: &str) -> Vec<Named> {
    let mut found = Vec::new();
    let (mut run, mut count) = (0..0, 0);
    for word in words(text) {
        let begins_large = text.get(word.clone()).is_some_and(|word| word.starts_with(char::is_uppercase));
        let goes_on = count > 0 && text.get(run.end..word.start).is_some_and(is_gap);
        if begins_large && goes_on {
            (run.end, count) = (word.end, count + 1);
            continue;
        }
        keep(text, &run, count, &mut found);
        (run, count) = (word, usize::from(begins_large));
    }
    keep(text, &run, count, &mut found);
    found
}

fn keep(text: &str, run: &Range<usize>, count: usize, found: &mut Vec<Named>) {
    if count >= FEWEST
        && let Some(words) = text.get(run.clone())
    {
        found.push(Named { range: run.clone(), plain: fold(words) });
    }
}

/// The words of a text; their letters may be taken apart, and an apostrophe is one of them.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36F}' | '\'' | '’');
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
