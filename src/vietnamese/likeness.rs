//! A name that a text writes in another way: the same letters with other marks.

use std::ops::Range;

use super::letters::{is_alphanumeric, is_apostrophe};
use super::{bare, clean, tone_key};

/// Names of fewer words are not looked for: other words are too like them.
const FEWEST: usize = 3;

/// A name, to be looked for in texts that may write it otherwise.
pub struct Spelling<'n> {
    name: &'n str,
    words: Vec<&'n str>,
    /// The letter it begins with.
    first: Option<char>,
    /// How many letters, digits and spaces it has: no shorter text holds it.
    length: usize,
}

impl<'n> Spelling<'n> {
    /// The name as it is.
    #[must_use]
    pub fn new(name: &'n str) -> Self {
        let words: Vec<&str> = words(name).map(|at| name.get(at).unwrap_or_default()).collect();
        let first = words.first().and_then(|word| word.chars().find_map(bare));
        Self { name, words, first, length: name.chars().filter(|c| !is_mark(*c)).count() }
    }

    /// As it is written.
    #[must_use]
    pub fn name(&self) -> &'n str {
        self.name
    }

    /// Where a text writes it otherwise, with marks missing, wrong or in another place: `Nguyên Thị Hòa` for
    /// `Nguyễn Thị Hoà`. Capital and small letters are one.
    #[must_use]
    pub fn otherwise(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if text.len() < self.length || self.words.len() < FEWEST {
            return found;
        }
        let small = |text: &str| clean(text).to_lowercase();
        let mut inside = false;
        for (at, c) in text.char_indices() {
            let begins = in_word(c) && !inside;
            inside = in_word(c);
            if begins
                // Most words begin with another letter: this is asked of every line of a board.
                && (bare(c) == self.first || bare(c).is_none_or(|c| !c.is_alphanumeric()))
                && let Some(end) = end_of(text, at, &self.words)
                && let Some(written) = text.get(at..end)
                && written != self.name
                && small(written) != small(self.name)
            {
                found.push(at..end);
            }
        }
        found
    }
}

/// Are two names one that differs in the place of its tones, and not only in capitals or apostrophes?
#[must_use]
pub fn has_tone_elsewhere(name: &str, other: &str) -> bool {
    let letters = |name: &str| clean(name).to_lowercase().replace(is_apostrophe, "");
    tone_key(name) == tone_key(other) && letters(name) != letters(other)
}

/// Where these words end, if they stand here one after the other in any marks.
fn end_of(text: &str, start: usize, wanted: &[&str]) -> Option<usize> {
    let mut at = start;
    for word in wanted {
        if at > start {
            let rest = text.get(at..)?;
            at += rest.len() - rest.trim_start().len();
        }
        let rest = text.get(at..)?;
        let length = rest.find(|c| !in_word(c)).unwrap_or(rest.len());
        if length == 0 || !is_alike(rest.get(..length)?, word) {
            return None;
        }
        at += length;
    }
    Some(at)
}

/// A combining mark.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

fn in_word(c: char) -> bool {
    is_alphanumeric(c) || is_mark(c) || matches!(c, '\'' | '’')
}

/// Are two words the same but for marks and capital letters?
fn is_alike(word: &str, other: &str) -> bool {
    word.chars().filter_map(bare).eq(other.chars().filter_map(bare))
}

/// The words of a text by their places: letters, digits, the marks on them.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let from = at + rest.find(in_word)?;
        let length = text.get(from..)?.find(|c| !in_word(c)).unwrap_or(text.len() - from);
        at = from + length;
        Some(from..at)
    })
}
