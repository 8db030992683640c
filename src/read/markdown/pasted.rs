//! What word processors leave in a text that is pasted from them, made what it stands for.

use std::borrow::Cow;

use crate::vietnamese;

/// Signs that stand before the items of a list, two of them in the private letters of the faces they come from.
const BULLETS: [char; 9] = ['•', '●', '■', '▪', '◦', '‣', '·', '\u{F0B7}', '\u{F0A7}'];

/// The text with `-` for each sign before an item, and Đ for every Eth. Whatever stands in it stands where it stood.
pub(super) fn mended(text: &str) -> Cow<'_, str> {
    if !text.contains(|letter| BULLETS.contains(&letter) || vietnamese::mended(letter) != letter) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let words = line.trim_start_matches([' ', '\t']);
        let mut rest = line;
        if let Some(bullet) = words.chars().next().filter(|letter| BULLETS.contains(letter)) {
            // A tab before the sign would make it a listing of a program.
            let indent = line.strip_suffix(words).unwrap_or_default().replace('\t', " ");
            out.extend([&*indent, "-", &" ".repeat(bullet.len_utf8() - 1)]);
            rest = words.strip_prefix(bullet).unwrap_or_default();
        }
        out.extend(rest.chars().map(vietnamese::mended));
    }
    Cow::Owned(out)
}
