//! Brackets that nobody closed: all below would be read as a part of what they hold, and told as a slip of its own.

use std::ops::Range;

/// A list without its `]`, or a group of keys without its `}`.
pub(super) struct Open {
    /// Its key, where that is a plain one.
    pub(super) key: Option<Range<usize>>,
    /// The bracket itself.
    pub(super) sign: usize,
    /// Is it `[`?
    pub(super) is_list: bool,
    /// Where the line of its key begins, and the next key line, the end of the list it stands in, or that of the text.
    pub(super) stretch: Range<usize>,
}

/// What is still open in a text where the next key stands, and groups that are where the list ends in which they stand, or
/// goes on. None where another slip may be the cause: a text without its quotation mark, other brackets that meet.
pub(super) fn unclosed(text: &str) -> Vec<Open> {
    let (mut found, mut from) = (Vec::new(), 0);
    loop {
        match next(text, from) {
            Ok(Some(open)) => {
                from = open.stretch.end;
                found.push(open);
            }
            Ok(None) => return found,
            Err(Unclear) => return Vec::new(),
        }
    }
}

/// Another slip may be the cause.
struct Unclear;

/// The next of them from a line on.
fn next(text: &str, from: usize) -> Result<Option<Open>, Unclear> {
    let mut brackets: Vec<(usize, u8)> = Vec::new();
    let (mut key, mut start, mut at) = (None, from, from);
    // A group within a list, which its end or its next entry has closed.
    let mut group: Option<usize> = None;
    while at < text.len() {
        let rest = text.get(at..).unwrap_or_default();
        if at == from || text.as_bytes().get(at - 1) == Some(&b'\n') {
            let begun = at + rest.len() - rest.trim_start_matches([' ', '\t']).len();
            let words = text.get(begun..).unwrap_or_default();
            let named = key_of(words);
            let is_open = match brackets.last() {
                Some((_, b'[')) => true,
                // Keys of a group on lines of their own are set in, and parted by commas.
                Some((open, _)) => begun == at && !text.get(*open..at).is_some_and(goes_on),
                None => false,
            };
            if is_open && (named.is_some() || is_head(words)) {
                // Keys of entries that have lost their `{`.
                if words.get(..line(words)).is_some_and(|line| line.trim_end().ends_with(',')) {
                    return Err(Unclear);
                }
                break;
            }
            if brackets.is_empty() {
                start = at;
                key = named.flatten().map(|length| begun..begun + length);
                if words.starts_with('[') {
                    at = begun + line(words);
                    continue;
                }
            }
        }
        at += match rest.as_bytes() {
            [b'#', ..] => line(rest).max(1),
            [quote @ (b'"' | b'\''), ..] => match string(rest, char::from(*quote)) {
                Some(length) => length,
                None => return Err(Unclear),
            },
            [sign @ (b'[' | b'{'), ..] => {
                let is_value = text.get(start..at).is_some_and(|before| before.trim_end().ends_with('='));
                match brackets.as_slice() {
                    _ if is_value => {}
                    // In a text without quotation marks it opens nothing.
                    [] => return Err(Unclear),
                    [.., (_, b'['), (open, b'{')] if *sign == b'{' => {
                        group.get_or_insert(*open);
                        brackets.pop();
                    }
                    _ => {}
                }
                brackets.push((at, *sign));
                1
            }
            [sign @ (b']' | b'}'), ..] => {
                if let [.., (_, b'['), (open, b'{')] = brackets.as_slice()
                    && *sign == b']'
                {
                    group.get_or_insert(*open);
                    brackets.pop();
                }
                match brackets.pop() {
                    Some((_, b'[')) if *sign == b']' => {}
                    Some((_, b'{')) if *sign == b'}' => {}
                    _ => return Err(Unclear),
                }
                if let Some(sign) = group.filter(|_| brackets.is_empty()) {
                    return Ok(Some(Open { key, sign, is_list: false, stretch: start..at + 1 }));
                }
                1
            }
            _ => rest.chars().next().map_or(1, char::len_utf8),
        };
    }
    let stretch = start..at.min(text.len());
    Ok(brackets.last().map(|(sign, kind)| Open { key, sign: *sign, is_list: *kind == b'[', stretch }))
}

/// Is there more to come, as after a comma?
fn goes_on(text: &str) -> bool {
    text.trim_end().ends_with([',', '{'])
}

/// How long a line is, without its end.
fn line(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

/// The key that a line assigns to: how long it is, if it is a plain one.
fn key_of(line: &str) -> Option<Option<usize>> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let is_dotted = |c: char| is_part(c) || matches!(c, '.' | '"');
    let length = line.find(|c| !is_dotted(c)).filter(|length| *length > 0)?;
    let rest = line.get(length..)?.trim_start_matches([' ', '\t']);
    let is_plain = line.get(..length).is_some_and(|key| key.chars().all(is_part));
    (rest.starts_with('=') && !rest.starts_with("==")).then_some(is_plain.then_some(length))
}

/// `[private]`, `[[unit]]`, alone on its line.
fn is_head(text: &str) -> bool {
    let head = text.get(..line(text)).unwrap_or_default().trim_end();
    let name = head.trim_start_matches('[').trim_end_matches(']');
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase()) && !name.contains(['"', ',', ' ']);
    let is_value = matches!(name, "true" | "false" | "inf" | "nan");
    head.starts_with('[') && head.ends_with(']') && is_name && !is_value
}

/// How long a string is with its quotes; none if nobody closes it.
fn string(text: &str, quote: char) -> Option<usize> {
    let is_long = text.starts_with(&quote.to_string().repeat(3));
    let (mut escaped, mut run) = (false, 0);
    for (at, sign) in text.char_indices().skip(if is_long { 3 } else { 1 }) {
        // After three more quotes a long one may have two of its own before them.
        if is_long && run >= 3 && (sign != quote || run == 5) {
            return Some(at);
        }
        run = if sign == quote && !escaped { run + 1 } else { 0 };
        match sign {
            '\n' if !is_long => return None,
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            _ if sign == quote && !is_long => return Some(at + 1),
            _ => {}
        }
    }
    (is_long && run >= 3).then_some(text.len())
}
