//! A text as the rules read it: small unmarked letters, one kind of space and of dash, each knowing its place.

use std::ops::Range;

use crate::vietnamese::bare;

/// A plain reading of a text.
pub(super) struct Plain<'t> {
    source: &'t str,
    /// What the rules read.
    pub(super) text: String,
    /// Where each byte of it comes from.
    places: Vec<usize>,
}

impl<'t> Plain<'t> {
    /// Reads a text: NFC and NFD come out alike, marks of emphasis and what nobody sees are gone.
    pub(super) fn of(source: &'t str) -> Self {
        let mut plain = Self {
            source,
            text: String::with_capacity(source.len()),
            places: Vec::with_capacity(source.len()),
        };
        for (at, character) in source.char_indices() {
            if character.is_ascii_lowercase() || character.is_ascii_digit() {
                plain.text.push(character);
                plain.places.push(at);
                continue;
            }
            let read = match character {
                c if c.is_whitespace() => ' ',
                '*' | '`' | '\\' => continue,
                '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
                '·' | '•' | '․' => '.',
                c => match bare(c) {
                    Some(c) => c,
                    None => continue,
                },
            };
            if read == ' ' && plain.text.ends_with(' ') {
                continue;
            }
            plain.text.push(read);
            plain.places.resize(plain.text.len(), at);
        }
        plain
    }

    /// Where a stretch of the reading stands in the text.
    pub(super) fn place(&self, range: Range<usize>) -> Range<usize> {
        let start = self.places.get(range.start).copied().unwrap_or(self.source.len());
        let last = range.end.checked_sub(1).and_then(|at| self.places.get(at)).copied().unwrap_or(start);
        let rest = self.source.get(last..).unwrap_or_default();
        // The last letter with its marks.
        let mut signs = rest.char_indices().skip(1);
        let end = signs.find(|(_, c)| bare(*c).is_some()).map_or(rest.len(), |(at, _)| at);
        start..last + end
    }

    /// Does a word, or a number, begin here?
    pub(super) fn begins(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.text.as_bytes().get(before));
        before.is_none_or(|before| !before.is_ascii_alphanumeric())
    }

    /// A stretch of the reading as it is written in the text.
    pub(super) fn written(&self, range: Range<usize>) -> &str {
        self.source.get(self.place(range)).unwrap_or_default()
    }

    /// Does a capital stand here in the text?
    pub(super) fn is_capital(&self, at: usize) -> bool {
        let source = self.places.get(at).and_then(|at| self.source.get(*at..));
        source.and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase)
    }

    /// What stands before a place, at most so many bytes of it.
    pub(super) fn before(&self, at: usize, most: usize) -> &str {
        let from = (at.saturating_sub(most)..=at).find(|from| self.text.is_char_boundary(*from));
        from.and_then(|from| self.text.get(from..at)).unwrap_or_default()
    }

    /// What stands after a place.
    pub(super) fn after(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or_default()
    }
}
