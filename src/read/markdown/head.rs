//! Lines of a text that look like lines of a head: whoever closes the head too early writes them below it.

use super::pasted;
use crate::report::Span;

/// The line that parts a head from its text.
const FENCE: &str = "+++";

/// Each such line by what it says before its value, and its place: `+++`, `[private]`, `gender`.
pub(super) fn lines(text: &str, base: u32) -> Vec<(String, Span)> {
    let mut at = 0;
    let found = pasted::lines(text).filter_map(|(line, is_listing)| {
        let from = at + line.len() - line.trim_start().len();
        at += line.len();
        let line = line.trim();
        let said = said(line).filter(|_| !is_listing)?;
        Some((said.to_owned(), Span::from(from..from + line.len()).after(base)))
    });
    found.collect()
}

fn said(line: &str) -> Option<&str> {
    if line == FENCE {
        return Some(line);
    }
    let said = match line.starts_with('[') {
        true => {
            let end = line.rfind(']')? + 1;
            let (table, rest) = line.split_at_checked(end)?;
            (rest.is_empty() || rest.trim_start().starts_with('#')).then_some(table)?
        }
        false => line.split_once('=')?.0.trim_end(),
    };
    let key = said.trim_matches(['[', ']', ' ']);
    let is_of_key = |c: char| c.is_ascii_alphanumeric() || "_-.\"'".contains(c);
    (!key.is_empty() && key.chars().all(is_of_key)).then_some(said)
}
