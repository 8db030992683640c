//! Texts for comparing: without marks, or syllable by syllable with the tone as a digit.

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

use super::letters::{Letter, Tone, is_apostrophe, letter, split_word, words};
use super::{is_invisible, nfc};

const NFKD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfkd();
const CLASSES: CanonicalCombiningClassMapBorrowed<'static> = CanonicalCombiningClassMapBorrowed::new();

/// What a reader of a text meets, one after another.
enum Sign {
    /// A small letter without marks, or a digit.
    Letter(char),
    /// The end of a word.
    Gap,
}

/// The text for searching without marks (`domain.md` §3b): `Nguyễn Thị Hoà` → `nguyen thi hoa`.
///
/// NFKD, all combining marks off, đ → d, small letters, apostrophes and invisible characters
/// dropped, other punctuation and white space to one space between words, none at the ends.
/// `fold(fold(x)) == fold(x)`, and NFC and NFD give the same.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    let write = |character| match sign(character) {
        Some(Sign::Letter(base)) => {
            if std::mem::take(&mut gap) && !folded.is_empty() {
                folded.push(' ');
            }
            folded.push(base);
        }
        Some(Sign::Gap) => gap = true,
        None => {}
    };
    // Vietnamese in NFC is read as it stands; a text with any other character as a whole in NFKD, with the same signs.
    if text.chars().all(|c| c.is_ascii() || is_apostrophe(c) || letter(c).is_some()) {
        text.chars().for_each(write);
    } else {
        // Apostrophes go before as well as after: NFKD must not order marks across one.
        let characters = text.chars().filter(|&c| !is_apostrophe(c));
        NFKD.normalize_iter(characters).flat_map(char::to_lowercase).for_each(write);
    }
    folded
}

/// What a character says; nothing for a mark, an apostrophe or what nobody sees.
fn sign(character: char) -> Option<Sign> {
    if let Some(Letter { base, .. }) = letter(character) {
        return Some(Sign::Letter(base));
    }
    let is_mark = || !character.is_ascii() && CLASSES.get_u8(character) != 0;
    if is_apostrophe(character) || is_unseen(character) || is_mark() {
        return None;
    }
    Some(if character.is_alphanumeric() { Sign::Letter(character) } else { Sign::Gap })
}

/// One character as [`fold`] has it: small and unmarked, `Ấ` → `a`, `Đ` → `d`, `９` → `9`. None for a mark, or
/// what nobody sees; what is no letter and no digit stays as it is.
pub fn bare(character: char) -> Option<char> {
    if character.is_ascii() {
        return (!character.is_ascii_control()).then_some(character.to_ascii_lowercase());
    }
    if let Some(Letter { base, .. }) = letter(character) {
        return Some(base);
    }
    if is_unseen(character) || CLASSES.get_u8(character) != 0 {
        return None;
    }
    let mut bytes = [0; 4];
    let plain = NFKD.normalize(character.encode_utf8(&mut bytes)).chars().next()?;
    plain.to_lowercase().next()
}

/// The syllables with marks but the tone as a last digit: `hường` → `hương1`, `Hoà` = `hòa` → `hoa1`.
///
/// The digit is the rank of the tone: 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng, none without a tone.
/// Small letters, apostrophes dropped, words apart by one space (`web.md` §1.5).
pub fn tone_key(text: &str) -> String {
    let text = nfc(text);
    let mut key = String::with_capacity(text.len() + 4);
    for word in words(&text) {
        let space = key.len();
        if space > 0 {
            key.push(' ');
        }
        let start = key.len();
        let tone = split_word(word, &mut key);
        if key.len() == start {
            key.truncate(space);
        } else if tone != Tone::Ngang {
            key.push(char::from(b'0' + tone as u8));
        }
    }
    key
}

/// Soft hyphens, joiners, marks of direction: what is not even a gap.
fn is_unseen(character: char) -> bool {
    let is_joiner = matches!(character, '\u{AD}' | '\u{200C}' | '\u{200D}' | '\u{2061}'..='\u{2064}');
    is_joiner || is_invisible(character) && !character.is_control()
}
