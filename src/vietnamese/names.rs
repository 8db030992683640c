//! A person's name as words: titles and notes off, the given name, its letter in the index.

use super::clean;
use super::fold::{fold, tone_key};
use super::letters::{split_word, words};

/// The letters of an index of people, in order; [`initial`] gives one of them or [`NO_LETTER`].
///
/// The 29 Vietnamese letters, and F J W Z for names from elsewhere (`domain.md` §3a).
pub const INDEX_LETTERS: &[char] = &[
    'A', 'Ă', 'Â', 'B', 'C', 'D', 'Đ', 'E', 'Ê', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'Ô', 'Ơ',
    'P', 'Q', 'R', 'S', 'T', 'U', 'Ư', 'V', 'W', 'X', 'Y', 'Z',
];

/// The index heading of names that begin with a digit or another script; it comes after all letters.
pub const NO_LETTER: char = '#';

/// Stands before a name to be polite or learned, never part of it (`domain.md` §3a); small letters.
/// "CKI" and "CKII" follow "BS." in doctors' names.
const TITLES: &[&str] =
    &["ông", "bà", "anh", "chị", "đ/c", "ths", "ts", "bs", "ks", "pgs", "gs", "sr", "cki", "ckii"];

/// No surname: "Ông" before it is the surname of Ông Thị Bé.
const MIDDLES: &[&str] = &["thị", "ích"];

/// The same of two words.
const LONG_TITLES: &[[&str; 2]] =
    &[["đồng", "chí"], ["nghệ", "nhân"], ["nghệ", "sĩ"], ["nghệ", "sỹ"], ["bác", "sĩ"], ["bác", "sỹ"]];

/// The given name as written: the last word, titles, notes and end punctuation off. Empty only for a text without words.
pub fn given_name(full: &str) -> &str {
    name_words(full).last().copied().unwrap_or("")
}

/// A person's name as it sounds: titles off, tones wherever they are put, `Mỹ` = `Mĩ`. Namesakes have the same, unless a
/// note in brackets tells them apart.
pub fn sound(full: &str) -> String {
    let full = clean(full);
    let titles = name_words(&full).len() - without_titles(&full).len();
    let ends_word = |c: char| c.is_whitespace() || ".,;:\"“”()[]".contains(c);
    let words = full.split(ends_word).filter(|word| word.contains(char::is_alphanumeric));
    words.skip(titles).map(with_one_i).collect::<Vec<_>>().join(" ")
}

/// A person's name for searching in texts: titles and notes off, folded.
pub fn bare_name(full: &str) -> String {
    fold(&without_titles(&clean(full)).join(" "))
}

/// A word as it sounds, with `i` where `y` is another spelling of it (`domain.md` §3b).
fn with_one_i(word: &str) -> String {
    let key = tone_key(word);
    let body = key.trim_end_matches(|c: char| c.is_ascii_digit());
    match body {
        "hy" | "ky" | "ly" | "my" | "sy" | "ty" | "quy" => key.replace('y', "i"),
        _ => key,
    }
}

/// The index letter of a given name: Ánh → A, Ấn → Â, Đạt → Đ, H’Hen → H, K’Brếp → K, 3D → `#`.
///
/// One of [`INDEX_LETTERS`] or [`NO_LETTER`]; letters with foreign marks go under their base.
pub fn initial(given: &str) -> char {
    let given = clean(given);
    let mut body = String::with_capacity(given.len());
    if let Some(word) = words(&given).next() {
        split_word(word, &mut body);
    }
    let first = body.chars().next().unwrap_or(NO_LETTER);
    let listed = |letter: char| {
        let capital = letter.to_uppercase().next()?;
        INDEX_LETTERS.contains(&capital).then_some(capital)
    };
    listed(first)
        .or_else(|| listed(fold(first.encode_utf8(&mut [0; 4])).chars().next()?))
        .unwrap_or(NO_LETTER)
}

/// An override that says something.
pub(super) fn stated(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !name_words(text).is_empty())
}

/// The words of a cleaned name: notes in brackets left out, a full stop ends a word ("PGS.TS.Lê").
pub(super) fn name_words(name: &str) -> Vec<&str> {
    let mut found = Vec::with_capacity(8);
    let mut depth = 0_usize;
    for piece in name.split_inclusive(['(', ')', '[', ']']) {
        let text = piece.trim_end_matches(['(', ')', '[', ']']);
        if depth == 0 {
            let ends_word = |c: char| c.is_whitespace() || ".,;:\"“”".contains(c);
            let says_something = |word: &&str| word.contains(char::is_alphanumeric);
            found.extend(text.split(ends_word).filter(says_something));
        }
        if piece.ends_with(['(', '[']) {
            depth += 1;
        } else if piece.ends_with([')', ']']) {
            depth = depth.saturating_sub(1);
        }
    }
    found
}

/// [`name_words`] without "Ông", "ThS.", "Đồng chí" … before the name.
pub(super) fn without_titles(name: &str) -> Vec<&str> {
    let found = name_words(name);
    let mut rest = found.as_slice();
    // The last word is never a title: a one-word name may well be "Anh".
    loop {
        rest = match rest {
            [first, second, ..] if is_word(first, "ông") && MIDDLES.iter().any(|m| is_word(second, m)) => {
                break;
            }
            // Of three words: before four, as "Ông Văn Tiến Dũng", these are a surname themselves.
            [first, second, _]
                if is_word(first, "ông") && ["văn", "hữu"].iter().any(|m| is_word(second, m)) =>
            {
                break;
            }
            [first, tail @ ..] if !tail.is_empty() && is_title(first) => tail,
            [first, second, tail @ ..]
                if !tail.is_empty()
                    && LONG_TITLES.iter().any(|[one, two]| is_word(first, one) && is_word(second, two)) =>
            {
                tail
            }
            _ => break,
        };
    }
    rest.to_vec()
}

fn is_title(word: &str) -> bool {
    TITLES.iter().any(|title| is_word(word, title))
}

fn is_word(word: &str, small: &str) -> bool {
    word.chars().flat_map(char::to_lowercase).eq(small.chars())
}
