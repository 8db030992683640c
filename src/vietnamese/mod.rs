//! The Vietnamese language, known to no other module: order of names, search, slugs, tones, dates, money.

mod compounds;
mod figures;
mod fold;
mod garbled;
mod letters;
mod likeness;
mod names;
mod order;
mod register;
mod sentences;
mod slug;

use std::borrow::Cow;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

pub use compounds::unbroken;
pub use figures::{DECIMAL_MARK, date_in_words, keep_together, money_short, thousands};
pub use fold::{bare, fold, tone_key};
pub use garbled::{Garbled, garbled};
pub use letters::{is_alphanumeric, marked_letters};
pub use likeness::{Spelling, has_tone_elsewhere};
pub use names::{INDEX_LETTERS, NO_LETTER, bare_name, given_name, initial, sound};
pub use order::{SortKey, name_key, text_key};
pub use register::register_key;
pub use sentences::{is_whole, sentences};
pub use slug::slug;

const NFD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfd();
const NFC: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfc();

/// The text in Unicode form NFC, nothing else changed; borrowed when it already is.
///
/// Fonts, searching and copying need NFC; macOS and some phones deliver NFD (`domain.md` §3d, §3g).
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    NFC.normalize(text)
}

/// A character taken apart into its base and marks; itself, if it has none.
pub fn parts(c: char) -> String {
    NFD.normalize(c.encode_utf8(&mut [0; 4])).into_owned()
}

/// The text as we keep it: NFC, one plain space between words, none at the ends, Đ for every Eth
/// (`domain.md` §3a). Borrowed when there is nothing to mend; `clean(clean(x)) == clean(x)`.
///
/// - every white space (also U+00A0, U+202F, U+2007, U+3000, tabs, line ends) becomes a space;
/// - U+200B, U+2060 and U+FEFF go, and so do control characters and U+FFFE, U+FFFF, which XML does not allow;
/// - `Ð ð Ɖ ɖ` (U+00D0, U+00F0, U+0189, U+0256) look like Đ đ but sort under D: they become Đ đ;
/// - the soft hyphen U+00AD stays: in TCVN3 bytes it *is* the letter ư (`domain.md` §3e).
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_tidy(text) {
        return nfc(text);
    }
    let tidy = tidied(text);
    match nfc(&tidy) {
        Cow::Owned(composed) => Cow::Owned(composed),
        Cow::Borrowed(_) => Cow::Owned(tidy),
    }
}

/// What is said without the quotation marks around it, if they are one pair: the page sets its own.
#[must_use]
pub fn unquoted(text: &str) -> &str {
    let inside = [['“', '”'], ['"', '"'], ['«', '»'], ['„', '“']].into_iter().find_map(|[open, close]| {
        let inside = text.trim().strip_prefix(open)?.strip_suffix(close)?;
        (!inside.contains([open, close])).then_some(inside)
    });
    inside.unwrap_or(text).trim()
}

/// What is to stand between quotation marks: such marks within it are single ones. Straight ones, which may be inches, are
/// others already.
#[must_use]
pub fn inner_quotes(text: &str) -> String {
    text.replace(['“', '«', '„'], "‘").replace(['”', '»'], "’")
}

/// Is there nothing to see in it? Joiners, fillers and soft hyphens stay where letters stand beside them.
pub fn is_blank(text: &str) -> bool {
    let is_filler = |letter| {
        matches!(
            letter,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{200C}' | '\u{200D}' | '\u{3164}'
        ) || matches!(letter, '\u{FE00}'..='\u{FE0F}')
    };
    text.chars().all(|letter| letter.is_whitespace() || is_invisible(letter) || is_filler(letter))
}

/// Is there nothing for [`tidied`] to do? Most texts are tidy, and then nothing is copied.
fn is_tidy(text: &str) -> bool {
    let mut after_space = true;
    for letter in text.chars() {
        match letter {
            ' ' if after_space => return false,
            ' ' => after_space = true,
            // Most letters are of these, which is known at once.
            '!'..='~' | '\u{1EA0}'..='\u{1EF9}' => after_space = false,
            _ if letter.is_whitespace() || is_invisible(letter) || mended(letter) != letter => {
                return false;
            }
            _ => after_space = false,
        }
    }
    text.is_empty() || !after_space
}

fn tidied(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text.chars() {
        if letter.is_whitespace() {
            gap = true;
        } else if !is_invisible(letter) {
            if gap && !tidy.is_empty() {
                tidy.push(' ');
            }
            gap = false;
            tidy.push(mended(letter));
        }
    }
    tidy
}

/// Is it a sign that nobody sees: a control character, a space without width, a byte order mark, a change of direction?
#[must_use]
pub fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}'
        )
        || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A text without what nobody sees of it; ends of lines and tabs stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    let is_seen = |letter: char| letter == '\n' || letter == '\t' || !is_invisible(letter);
    match text.chars().all(is_seen) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.chars().filter(|letter| is_seen(*letter)).collect()),
    }
}

/// The letter that was meant: Đ for every Eth.
pub(crate) fn mended(letter: char) -> char {
    match letter {
        '\u{D0}' | '\u{189}' => 'Đ',
        '\u{F0}' | '\u{256}' => 'đ',
        other => other,
    }
}
