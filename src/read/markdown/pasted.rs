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
    for (line, is_listing) in lines(text) {
        if is_listing {
            out.push_str(line);
            continue;
        }
        let words = line.trim_start_matches([' ', '\t']);
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

/// The lines of a text, each with whether it is one of a listing or of the fences around it.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut open = "";
    text.split_inclusive('\n').map(move |line| {
        let fence = fence(line.trim_start_matches([' ', '\t']));
        let is_listing = !open.is_empty() || !fence.is_empty();
        if open.is_empty() {
            open = fence;
        } else if fence.starts_with(open) {
            open = "";
        }
        (line, is_listing)
    })
}

/// The signs with which a line opens a listing, or closes one that as many of them or fewer have opened.
fn fence(line: &str) -> &str {
    let signs = |sign| line.len() - line.trim_start_matches(sign).len();
    let length = signs('`').max(signs('~'));
    let (fence, rest) = line.split_at_checked(length).unwrap_or_default();
    // "```x``` là lệnh" is a word in a line.
    let is_word = fence.starts_with('`') && rest.contains('`');
    if length < 3 || is_word { "" } else { fence }
}

/// Does a line begin with what people set before the items of a list, and Markdown knows nothing of: `– `, `a) `, `2/ `,
/// `II) `?
pub(super) fn is_item(line: &str) -> bool {
    let Some((sign, _)) = line.trim_start().split_once([' ', '\t', '\u{A0}']) else { return false };
    if matches!(sign, "–" | "—") {
        return true;
    }
    let Some(mark) = sign.strip_suffix([')', '/']) else { return false };
    let is_letter = mark.chars().count() == 1 && mark.chars().all(char::is_alphanumeric);
    let is_number = mark.len() == 2 && mark.bytes().all(|byte| byte.is_ascii_digit());
    let is_roman = !mark.is_empty() && mark.len() < 5 && mark.bytes().all(|byte| b"IVX".contains(&byte));
    is_letter || is_number || is_roman
}

/// Do the words behind the sign of an item begin as a sentence does?
pub(super) fn begins_anew(line: &str) -> bool {
    let words = line.trim_start().split_once([' ', '\t', '\u{A0}']).map_or("", |(_, words)| words);
    words.trim_start().starts_with(char::is_uppercase)
}

/// Do words come to an end here?
pub(super) fn ends(words: &str) -> bool {
    words.trim_end().trim_end_matches(['”', '"', ')']).ends_with(['.', '!', '?', '…', ':', ';'])
}

/// A line longer than this was not broken by whoever typed it.
const LONGER: usize = 150;

/// Nor was one like this, if all others end as paragraphs do as well.
const LONG: usize = 90;

/// A line shorter than this was not filled before the next one was begun.
const SHORT: usize = 60;

/// So many lines of a typed paragraph do not happen to begin and end as paragraphs do.
const MANY: usize = 4;

/// The first line that goes on in a paragraph all lines of which begin and end as paragraphs do: in Word each of them is
/// one.
pub(super) fn joined(paragraph: &str) -> Option<Range<usize>> {
    let lines = places(paragraph);
    let whole: Vec<&str> = lines.iter().filter_map(|line| paragraph.get(line.clone())).collect();
    // Whoever breaks lines by the signs for it means their lines.
    if has_breaks(paragraph) {
        return None;
    }
    let (_, above) = whole.split_last()?;
    // Of two lines the second may begin a sentence by chance.
    let long = if whole.len() > 2 { LONG } else { LONGER };
    let is_long = |line: &&str| line.chars().count() > long;
    let is_pasted = above.iter().all(|line| is_whole(line)) && whole.iter().all(|line| begins(line));
    let at = (1..whole.len()).find(|at| whole.get(*at).is_some_and(|line| !is_item(line)))?;
    let is_sure = whole.iter().any(is_long)
        || whole.len() >= MANY
        || whole.get(at - 1).is_some_and(|above| is_item(above));
    (is_pasted && is_sure).then(|| lines.get(at).cloned())?
}

/// Words that begin a sentence where no name follows them.
const OPENINGS: [&str; 13] = [
    "Anh",
    "Bên cạnh",
    "Chị",
    "Đến",
    "Đồng chí",
    "Hiện",
    "Kết quả",
    "Năm",
    "Ngoài",
    "Nhờ",
    "Trong",
    "Từ",
    "Với",
];

/// Does a line begin with one of these, and no name: "Với những thành tích", but not "Từ Dũ" or "Anh hùng"?
fn is_opened(line: &str) -> bool {
    let after = OPENINGS.iter().find_map(|word| line.strip_prefix(word)?.strip_prefix([' ', ':']));
    after.is_some_and(|rest| !rest.trim_start().starts_with(char::is_uppercase) && !rest.starts_with("hùng"))
}

/// The first line below that of an item which is not set in, as what belongs to an item is, and begins anew.
pub(super) fn lazy(item: &str) -> Option<Range<usize>> {
    if has_breaks(item) {
        return None;
    }
    let lines = places(item);
    let words = lines.iter().map(|line| item.get(line.clone()).unwrap_or_default());
    let above = words.clone().take_while(|line| !line.is_empty());
    let below = words.skip(1).take_while(|line| !line.is_empty());
    // A line that goes on where another one was full begins with a small letter, or in the middle of a sentence.
    let is_new = |above: &str, below: &str| {
        let is_short = !above.ends_with(',') && above.chars().count() < SHORT;
        let was_left = is_short && is_opened(below);
        is_item(below) || was_left || ends(above) && begins(below)
    };
    let is_lazy = |(above, below): (&str, &str)| {
        is_new(above, below) && !below.starts_with([' ', '\t', '-', '*', '+', '>', '|', '#'])
    };
    let at = above.zip(below).position(is_lazy)?;
    lines.get(at + 1).cloned()
}

/// The first of two lines that were rows of a table where they come from, or should be rows here, and how many columns
/// it has.
pub(super) fn row(paragraph: &str) -> Option<(Range<usize>, usize)> {
    let cells = |line: &str| {
        let line = line.trim();
        let bars = line.matches('|').count();
        if line.starts_with('|') && bars > 2 {
            return bars - 1;
        }
        if is_item(line) { 0 } else { line.split('\t').filter(|cell| !cell.trim().is_empty()).count() }
    };
    let lines = places(paragraph);
    let rows: Vec<usize> = lines.iter().map(|line| paragraph.get(line.clone()).map_or(0, cells)).collect();
    let at = rows.windows(2).position(|pair| pair.iter().all(|cells| *cells > 1))?;
    Some((lines.get(at)?.clone(), *rows.get(at)?))
}

fn places(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let line = |line: &str| {
        let start = at;
        at += line.len();
        start..start + line.trim_end().len()
    };
    text.trim_end().split_inclusive('\n').map(line).collect()
}

/// Could this line be all of a paragraph, a heading or an item?
fn is_whole(line: &str) -> bool {
    ends(line) || is_item(line) || line.chars().count() < SHORT && !line.ends_with(',')
}

/// Does a line end in what keeps the next one apart?
fn has_breaks(lines: &str) -> bool {
    let mut above = lines.trim_end().split('\n').rev().skip(1).map(|line| line.trim_end_matches('\r'));
    above.any(|line| line.ends_with("  ") || line.ends_with('\\'))
}

fn begins(line: &str) -> bool {
    line.trim_start().starts_with(|letter: char| !letter.is_lowercase())
}

/// The lines without what all of them begin with of spaces.
pub(super) fn moved_left(listing: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let least = listing.lines().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    let lines =
        listing.split_inclusive('\n').map(|line| line.get(least.min(indent(line))..).unwrap_or_default());
    lines.collect()
}
