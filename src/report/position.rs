//! Where in a file something stands, as editors count: by lines and characters.

use serde::Serialize;

/// Line and column of a place, both from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character within the line.
    pub column: usize,
}

impl Position {
    /// Where byte `offset` of `text` lies; beyond the end is the end.
    #[must_use]
    pub fn of(text: &[u8], offset: u32) -> Self {
        Positions::new(text).at(offset)
    }
}

/// The positions in one text: each is counted on from the last, so that very many of a large file are quickly told in
/// their order.
pub struct Positions<'t> {
    text: &'t [u8],
    last: (usize, Position),
}

impl<'t> Positions<'t> {
    /// The positions in `text`.
    #[must_use]
    pub fn new(text: &'t [u8]) -> Self {
        Self { text, last: (0, Position { line: 1, column: 1 }) }
    }

    /// Where byte `offset` lies; beyond the end is the end.
    pub fn at(&mut self, offset: u32) -> Position {
        let to = (offset as usize).min(self.text.len());
        if to < self.last.0 {
            *self = Self::new(self.text);
        }
        let (from, Position { mut line, mut column }) = self.last;
        let mut passed = self.text.get(from..to).unwrap_or_default();
        if let Some(end) = passed.iter().rposition(|byte| *byte == b'\n') {
            line += passed.iter().filter(|byte| **byte == b'\n').count();
            column = 1;
            passed = passed.get(end + 1..).unwrap_or_default();
        } else if from == 0 {
            // A byte order mark is no character of the first line: no editor shows it.
            passed = passed.strip_prefix(b"\xef\xbb\xbf").unwrap_or(passed);
        }
        column += String::from_utf8_lossy(passed).chars().count();
        self.last = (to, Position { line, column });
        self.last.1
    }
}
