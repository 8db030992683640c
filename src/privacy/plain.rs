//! A text as the rules read it: small unmarked letters, one kind of space and of dash, each knowing its place.

use std::ops::Range;

use super::escapes;
use crate::vietnamese::{bare, clean, fold};

/// No word is longer, with the space after it.
const LONGEST_WORD: usize = 24;

/// A plain reading of a text.
pub(super) struct Plain<'t> {
    source: &'t str,
    /// What the rules read.
    pub(super) text: String,
    /// How many digits are in it: most texts have too few for anything to be found.
    pub(super) digits: usize,
    /// Where each byte of it comes from.
    places: Vec<u32>,
    /// Is the text written without marks?
    is_unmarked: bool,
}

/// What becomes of the signs of ASCII; of those with a zero, nothing.
static ASCII: [u8; 128] = {
    let mut table = [0; 128];
    let mut sign = 0;
    while sign < 128 {
        #[expect(clippy::indexing_slicing, reason = "runs in the compiler only: a slip is a build error")]
        {
            table[sign as usize] = match sign {
                b'\t'..=b'\r' | b' ' => b' ',
                b'*' | b'`' | b'\\' | 0..=0x1f | 0x7f => 0,
                other => other.to_ascii_lowercase(),
            };
        }
        sign += 1;
    }
    table
};

impl<'t> Plain<'t> {
    /// Reads a text: NFC and NFD come out alike, marks of emphasis and what nobody sees are gone.
    pub(super) fn of(source: &'t str) -> Self {
        let mut text = Vec::with_capacity(source.len());
        let mut places = Vec::with_capacity(source.len());
        let (mut digits, mut after_space) = (0, false);
        let mut signs = source.char_indices();
        while let Some((at, mut character)) = signs.next() {
            if matches!(character, '%' | '&' | 'o' | 'O')
                && let Some((meant, more)) = Self::meant(source, at)
            {
                character = meant;
                more.checked_sub(1).and_then(|last| signs.nth(last));
            }
            // Further on than four gigabytes nobody is shown where.
            let place = u32::try_from(at).unwrap_or(u32::MAX);
            let read = match u8::try_from(character).ok().and_then(|sign| ASCII.get(usize::from(sign))) {
                Some(0) => continue,
                Some(sign) => char::from(*sign),
                None => match Self::unusual(character) {
                    Some(read) => read,
                    None => continue,
                },
            };
            if read == ' ' && after_space {
                continue;
            }
            after_space = read == ' ';
            digits += usize::from(read.is_ascii_digit());
            match u8::try_from(read).ok().filter(u8::is_ascii) {
                Some(sign) => {
                    text.push(sign);
                    places.push(place);
                }
                None => {
                    text.extend_from_slice(read.encode_utf8(&mut [0; 4]).as_bytes());
                    places.resize(text.len(), place);
                }
            }
        }
        let text = String::from_utf8(text).unwrap_or_default();
        Self { source, text, digits, places, is_unmarked: is_unmarked(source) }
    }

    /// What the sign at this place stands for with those after it, and how many these are; a zero only where no word goes
    /// before it.
    fn meant(source: &str, at: usize) -> Option<(char, usize)> {
        let (before, rest) = source.split_at_checked(at)?;
        let meant = escapes::meant(rest)?;
        (meant.0 != '0' || meant.1 > 0 || !before.ends_with(char::is_alphanumeric)).then_some(meant)
    }

    /// A sign beyond ASCII as the rules read it.
    fn unusual(character: char) -> Option<char> {
        match character {
            // Most of them are letters.
            '\u{C0}'..='\u{24F}' | '\u{1EA0}'..='\u{1EF9}' => bare(character),
            c if c.is_whitespace() || escapes::is_filler(c) => Some(' '),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
            '·' | '•' | '․' => Some('.'),
            c => escapes::digit(c).or_else(|| bare(c)),
        }
    }

    /// Where a stretch of the reading stands in the text.
    pub(super) fn place(&self, range: Range<usize>) -> Range<usize> {
        let start = self.source_of(range.start).unwrap_or(self.source.len());
        let last = range.end.checked_sub(1).and_then(|at| self.source_of(at)).unwrap_or(start);
        let rest = self.source.get(last..).unwrap_or_default();
        // The last letter with its marks, or all that it is written in.
        let more = Self::meant(self.source, last).map_or(0, |(_, more)| more);
        let mut signs = rest.char_indices().skip(1 + more);
        let end = signs.find(|(_, c)| bare(*c).is_some()).map_or(rest.len(), |(at, _)| at);
        start..last + end
    }

    /// Where a byte of the reading comes from.
    fn source_of(&self, at: usize) -> Option<usize> {
        self.places.get(at).map(|at| *at as usize)
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

    /// The word that ends right before a place, but for a space; nothing where another sign stands between.
    pub(super) fn word_before(&self, at: usize) -> Option<Range<usize>> {
        let before = self.before(at, LONGEST_WORD).trim_end_matches(' ');
        let end = at - (self.before(at, LONGEST_WORD).len() - before.len());
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().filter(|word| !word.is_empty())?;
        Some(end - word.len()..end)
    }

    /// The words from a place on, up to the next sign but a full stop.
    pub(super) fn words_from(&self, at: usize) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut end = at;
        std::iter::from_fn(move || {
            let rest = self.after(end);
            let start = end + rest.len() - rest.trim_start_matches([' ', '.']).len();
            let rest = self.after(start);
            end = start + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            (start < end).then_some(start..end)
        })
    }

    /// Is it this word, marks and all? Of a text without marks its letters count.
    pub(super) fn is_word(&self, range: Range<usize>, marked: &str) -> bool {
        let written = clean(self.written(range)).to_lowercase();
        written == marked || self.is_unmarked && written == fold(marked)
    }

    /// Does a capital stand here in the text?
    pub(super) fn is_capital(&self, at: usize) -> bool {
        let source = self.source_of(at).and_then(|at| self.source.get(at..));
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

/// Is a text typed without marks? Dashes and quotation marks are no letters.
pub(super) fn is_unmarked(text: &str) -> bool {
    let is_marked =
        |sign: char| !sign.is_ascii() && sign.is_alphabetic() || ('\u{300}'..='\u{36F}').contains(&sign);
    !text.chars().any(is_marked)
}
