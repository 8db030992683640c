//! What word processors leave in a text that is pasted from them, made what it stands for.

use std::borrow::Cow;
use std::ops::Range;

use crate::vietnamese;

/// Signs that stand before the items of a list, two of them in the private letters of the faces they come from.
const BULLETS: [char; 9] = ['•', '●', '■', '▪', '◦', '‣', '·', '\u{F0B7}', '\u{F0A7}'];

/// More spaces than these after the sign of an item begin a listing in it.
const SPACES: usize = 4;

/// The text with `*` for each sign before an item, a line's end for what was one, and Đ for every Eth; what stands in fences stays as it is. Whatever
/// stands in the text stands where it stood.
pub(super) fn mended(text: &str) -> Cow<'_, str> {
    let is_other =
        |letter| BULLETS.contains(&letter) || is_line_end(letter) || vietnamese::mended(letter) != letter;
    if !text.contains(is_other) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut open = "";
    for line in text.split_inclusive('\n') {
        let words = line.trim_start_matches([' ', '\t']);
        let fence = fence(words);
        if !open.is_empty() || !fence.is_empty() {
            out.push_str(line);
            if open.is_empty() {
                open = fence;
            } else if fence.starts_with(open) {
                open = "";
            }
            continue;
        }
        let mut rest = line;
        let bullet = words.chars().next().filter(|letter| BULLETS.contains(letter));
        if let Some((bullet, after)) = bullet.and_then(|bullet| Some((bullet, words.strip_prefix(bullet)?)))
            && !after.trim().is_empty()
        {
            // As many bytes as the sign: spaces that would be too many after it go before it.
            let room = bullet.len_utf8() - 1;
            let spaces = after.len() - after.trim_start_matches(' ').len();
            let before = (room + spaces).saturating_sub(SPACES).min(room);
            let indent = line.strip_suffix(words).unwrap_or_default();
            out.extend([indent, &" ".repeat(before), "*", &" ".repeat(room - before)]);
            rest = after;
        }
        // A row of a table, and a heading, are one line whatever is in them.
        let end = if words.starts_with(['|', '#']) { ' ' } else { '\n' };
        for letter in rest.chars() {
            if is_line_end(letter) {
                // As many bytes as the sign; two spaces before a line's end would mean more than that.
                let padding = letter.len_utf8() - 1;
                out.extend([
                    " ".repeat(padding.min(1)),
                    end.to_string(),
                    " ".repeat(padding.saturating_sub(1)),
                ]);
            } else {
                out.push(vietnamese::mended(letter));
            }
        }
    }
    Cow::Owned(out)
}

/// The ends of lines of word processors: of a line within a paragraph, of a page, of other systems.
fn is_line_end(letter: char) -> bool {
    matches!(letter, '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The signs with which a line opens a listing, or closes one that as many of them or fewer have opened.
fn fence(line: &str) -> &str {
    let signs = |sign| line.len() - line.trim_start_matches(sign).len();
    let length = signs('`').max(signs('~'));
    if length < 3 { "" } else { line.get(..length).unwrap_or_default() }
}

/// What people set before the items of a list, and Markdown knows nothing of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// `– `
    Dash,
    /// `a) `, `2/ `, `II) `: with what ends it.
    Mark(char),
}

/// The sign of an item that a line begins with.
pub(super) fn item(line: &str) -> Option<Sign> {
    let (sign, _) = line.trim_start().split_once([' ', '\t', '\u{A0}'])?;
    if matches!(sign, "–" | "—") {
        return Some(Sign::Dash);
    }
    let end = sign.chars().next_back().filter(|end| matches!(end, ')' | '/'))?;
    let mark = sign.strip_suffix(end)?;
    let is_letter = mark.chars().count() == 1 && mark.chars().all(char::is_alphanumeric);
    let is_number = mark.len() == 2 && mark.bytes().all(|byte| byte.is_ascii_digit());
    let is_roman = !mark.is_empty() && mark.len() < 5 && mark.bytes().all(|byte| b"IVX".contains(&byte));
    (is_letter || is_number || is_roman).then_some(Sign::Mark(end))
}

/// A line longer than this was not broken by whoever typed it.
const LONG: usize = 150;

/// The second line of a paragraph in which every line ends as a sentence does, and one is as long as no typed line: in Word
/// each of them is a paragraph, and here they go on in one.
pub(super) fn joined(paragraph: &str) -> Option<Range<usize>> {
    let lines: Vec<&str> = paragraph.trim_end().split('\n').map(str::trim_end).collect();
    let (_, above) = lines.split_last()?;
    let ends = |line: &&str| line.trim_end_matches(['”', '"', ')']).ends_with(['.', '!', '?', '…']);
    let is_long = |line: &str| line.chars().count() > LONG;
    let begins = |line: &str| line.trim_start().starts_with(|c: char| !c.is_lowercase());
    let second = lines.get(1).filter(|second| item(second).is_none())?;
    let is_pasted = above.iter().all(ends)
        && lines.iter().any(|line| is_long(line))
        && lines.iter().all(|line| begins(line));
    let start = paragraph.find('\n')? + 1;
    is_pasted.then_some(start..start + second.len())
}

/// The lines without what all of them begin with of spaces.
pub(super) fn moved_left(listing: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let least = listing.lines().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    let lines =
        listing.split_inclusive('\n').map(|line| line.get(least.min(indent(line))..).unwrap_or_default());
    lines.collect()
}
