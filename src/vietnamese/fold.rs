//! Texts for comparing: without marks, or syllable by syllable with the tone as a digit.

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

use super::letters::{Letter, Mark, Tone, is_apostrophe, letter, split_word, words};
use super::nfc;

const NFKD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfkd();
const CLASSES: CanonicalCombiningClassMapBorrowed<'static> = CanonicalCombiningClassMapBorrowed::new();

/// What a reader of a text meets, one after another.
pub(super) enum Sign {
    /// A small letter or digit; `mark` and `tone` as far as they are written in one character.
    Letter(char, Mark, Tone),
    /// A combining mark that shapes the letter before it.
    Shape(Mark),
    /// A combining mark that gives the word its tone.
    Tone(Tone),
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
    read(text, |sign| match sign {
        Sign::Letter(base, ..) => {
            if gap && !folded.is_empty() {
                folded.push(' ');
            }
            gap = false;
            folded.push(base);
        }
        Sign::Gap => gap = true,
        Sign::Shape(_) | Sign::Tone(_) => {}
    });
    folded
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

/// Hands out the signs of a text. Vietnamese in NFC is read as it stands; a text with any other
/// character goes through NFKD as a whole, and both ways give the same signs.
pub(super) fn read(text: &str, mut sign: impl FnMut(Sign)) {
    if text.chars().all(|c| c.is_ascii() || is_apostrophe(c) || letter(c).is_some()) {
        text.chars().for_each(|c| hand_out(c, &mut sign));
    } else {
        // Apostrophes go before as well as after: NFKD must not order marks across one.
        let characters = text.chars().filter(|&c| !is_apostrophe(c));
        NFKD.normalize_iter(characters).flat_map(char::to_lowercase).for_each(|c| hand_out(c, &mut sign));
    }
}

fn hand_out(character: char, sign: &mut impl FnMut(Sign)) {
    if let Some(Letter { base, mark, tone }) = letter(character) {
        return sign(Sign::Letter(base, mark, tone));
    }
    if is_apostrophe(character) {
        return;
    }
    if let Some(tone) = Tone::of_mark(character) {
        return sign(Sign::Tone(tone));
    }
    match character {
        '\u{302}' => sign(Sign::Shape(Mark::Circumflex)),
        '\u{306}' => sign(Sign::Shape(Mark::Breve)),
        '\u{31B}' => sign(Sign::Shape(Mark::Horn)),
        _ if is_unseen(character) => {}
        _ if !character.is_ascii() && CLASSES.get_u8(character) != 0 => {}
        _ if character.is_alphanumeric() => {
            sign(Sign::Letter(character, Mark::Plain, Tone::Ngang));
        }
        _ => sign(Sign::Gap),
    }
}

/// Soft hyphens, joiners, marks of direction.
fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}'
            | '\u{FEFF}'
    )
}
