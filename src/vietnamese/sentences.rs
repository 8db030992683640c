//! Where a sentence ends, so that a text can be shortened without cutting one.

/// The sentences of a text, each with the white space that follows it; together they are the text.
///
/// A sentence ends with `.`, `!`, `?` or `…`, closing marks included, where white space follows and then anything but a
/// small letter. None ends after a short word without marks that begins with a capital (`TP.`, `ThS.`, `Q.`), which may be
/// an abbreviation, and none after a number that counts (`1. Một`).
#[must_use]
pub fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut from = 0;
    let ends = text.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?' | '…'));
    for (at, mark) in ends {
        let Some((before, after)) = text.get(from..at).zip(text.get(at + mark.len_utf8()..)) else {
            continue;
        };
        let rest = after.trim_start_matches(['.', '!', '?', '…', '"', '”', '’', '»', ')', ']']);
        let next = rest.trim_start();
        let apart = rest.len() > next.len();
        let begins_anew = next.chars().next().is_some_and(|c| !c.is_lowercase());
        let is_stop = mark != '.' || !is_short(before);
        if apart && begins_anew && is_stop {
            let end = text.len() - next.len();
            sentences.extend(text.get(from..end));
            from = end;
        }
    }
    sentences.extend(text.get(from..).filter(|last| !last.is_empty()));
    sentences
}

/// Does a text end where a sentence does?
#[must_use]
pub fn is_whole(text: &str) -> bool {
    let bare = text.trim_end().trim_end_matches(['"', '”', '’', '»', ')', ']']);
    bare.ends_with(['.', '!', '?', '…'])
}

/// Does this end in a word that its stop only shortens?
fn is_short(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '.').next().unwrap_or_default();
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    let count = before.trim_start() == word && word.chars().all(char::is_numeric);
    count || capital && word.is_ascii() && word.len() <= 3
}
