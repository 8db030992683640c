//! Lists that nobody closed: all below would be read as a part of them, and told as a slip of its own.

use std::ops::Range;

/// A list without its `]`.
pub(super) struct Open {
    /// Its key, and where that stands; none where the list stands in another.
    pub(super) key: Option<Range<usize>>,
    /// The `[` itself.
    pub(super) sign: usize,
    /// The key line that shows it, or the end.
    pub(super) end: usize,
}

/// The lists of a text that are still open where the next key stands.
pub(super) fn unclosed(text: &str) -> Vec<Open> {
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(open) = next(text, from) {
        from = open.end;
        found.push(open);
    }
    found
}

fn next(text: &str, from: usize) -> Option<Open> {
    let mut brackets: Vec<(usize, u8)> = Vec::new();
    let (mut key, mut at) = (None, from);
    let is_list = |brackets: &[(usize, u8)]| brackets.last().is_some_and(|(_, sign)| *sign == b'[');
    while at < text.len() {
        let rest = text.get(at..).unwrap_or_default();
        if at == from || text.as_bytes().get(at - 1) == Some(&b'\n') {
            let named = key_of(rest).map(|length| at..at + length);
            if is_list(&brackets) && (named.is_some() || is_head(rest)) {
                break;
            }
            if brackets.is_empty() {
                key = named;
                if rest.trim_start_matches([' ', '\t']).starts_with('[') {
                    at += line(rest);
                    continue;
                }
            }
        }
        at += match rest.as_bytes() {
            [b'#', ..] => line(rest).max(1),
            [quote @ (b'"' | b'\''), ..] => string(rest, char::from(*quote)),
            [sign @ (b'[' | b'{'), ..] => {
                brackets.push((at, *sign));
                1
            }
            [b']' | b'}', ..] => {
                brackets.pop();
                1
            }
            _ => rest.chars().next().map_or(1, char::len_utf8),
        };
    }
    let (sign, _) = brackets.iter().rev().find(|_| is_list(&brackets))?;
    Some(Open { key, sign: *sign, end: at.min(text.len()) })
}

/// How long a line is, without its end.
fn line(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

/// How long the key is that a line assigns to.
fn key_of(line: &str) -> Option<usize> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let length = line.find(|c| !is_part(c)).filter(|length| *length > 0)?;
    let rest = line.get(length..)?.trim_start_matches([' ', '\t']);
    (rest.starts_with('=') && !rest.starts_with("==")).then_some(length)
}

/// `[private]`, `[[unit]]`, alone on its line.
fn is_head(text: &str) -> bool {
    let head = text.get(..line(text)).unwrap_or_default().trim_end();
    let name = head.trim_start_matches('[').trim_end_matches(']');
    let is_name =
        |name: &str| name.starts_with(|c: char| c.is_ascii_lowercase()) && !name.contains(['"', ',', ' ']);
    head.starts_with('[') && head.ends_with(']') && is_name(name)
}

/// How long a string is with its quotes; one that is not closed ends with its line.
fn string(text: &str, quote: char) -> usize {
    let three: String = [quote; 3].iter().collect();
    if let Some(inside) = text.strip_prefix(&three) {
        return inside.find(&three).map_or(text.len(), |end| end + 6);
    }
    let mut escaped = false;
    for (at, sign) in text.char_indices().skip(1) {
        match sign {
            '\n' => return at,
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            _ if sign == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}
