//! Takes Vietnamese letters apart into base letter, mark and tone, and puts them together again.

use icu_normalizer::DecomposingNormalizerBorrowed;

const NFD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfd();

/// As [`char::is_alphanumeric`], but quick with the letters that Vietnamese is full of: it is asked of every letter of a
/// board.
#[must_use]
pub fn is_alphanumeric(c: char) -> bool {
    match c {
        '\0'..='\u{7F}' => c.is_ascii_alphanumeric(),
        '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => true,
        _ => c.is_alphanumeric(),
    }
}

/// The tone of a syllable; the order of the variants is the order of CLDR `vi` (`domain.md` §3a).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Tone {
    Ngang,
    Huyen,
    Hoi,
    Nga,
    Sac,
    Nang,
}

impl Tone {
    const ALL: [Self; 6] = [Self::Ngang, Self::Huyen, Self::Hoi, Self::Nga, Self::Sac, Self::Nang];

    /// The tone that a combining character writes.
    pub(super) fn of_mark(mark: char) -> Option<Self> {
        match mark {
            '\u{300}' => Some(Self::Huyen),
            '\u{309}' => Some(Self::Hoi),
            '\u{303}' => Some(Self::Nga),
            '\u{301}' => Some(Self::Sac),
            '\u{323}' => Some(Self::Nang),
            _ => None,
        }
    }
}

/// What makes another letter of a base letter: ă, â ê ô, ơ ư, đ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Plain,
    Breve,
    Circumflex,
    Horn,
    Stroke,
}

/// One letter of the Vietnamese or English alphabet, taken apart; case is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter {
    /// `a`–`z`.
    pub(super) base: char,
    pub(super) mark: Mark,
    pub(super) tone: Tone,
}

impl Letter {
    /// The small letter with its mark and without its tone: `Ấ` → `â`.
    pub(super) fn toneless(self) -> char {
        match (self.base, self.mark) {
            ('a', Mark::Breve) => 'ă',
            ('a', Mark::Circumflex) => 'â',
            ('d', Mark::Stroke) => 'đ',
            ('e', Mark::Circumflex) => 'ê',
            ('o', Mark::Circumflex) => 'ô',
            ('o', Mark::Horn) => 'ơ',
            ('u', Mark::Horn) => 'ư',
            _ => self.base,
        }
    }
}

/// One vowel a row: its six tones small, then its six tones capital.
#[rustfmt::skip] // a table is read by its columns
const VOWELS: [(char, Mark, [char; 12]); 12] = {
    use Mark::{Breve, Circumflex, Horn, Plain};
    [
        ('a', Plain, ['a', 'à', 'ả', 'ã', 'á', 'ạ', 'A', 'À', 'Ả', 'Ã', 'Á', 'Ạ']),
        ('a', Breve, ['ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ', 'Ă', 'Ằ', 'Ẳ', 'Ẵ', 'Ắ', 'Ặ']),
        ('a', Circumflex, ['â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ', 'Â', 'Ầ', 'Ẩ', 'Ẫ', 'Ấ', 'Ậ']),
        ('e', Plain, ['e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ', 'E', 'È', 'Ẻ', 'Ẽ', 'É', 'Ẹ']),
        ('e', Circumflex, ['ê', 'ề', 'ể', 'ễ', 'ế', 'ệ', 'Ê', 'Ề', 'Ể', 'Ễ', 'Ế', 'Ệ']),
        ('i', Plain, ['i', 'ì', 'ỉ', 'ĩ', 'í', 'ị', 'I', 'Ì', 'Ỉ', 'Ĩ', 'Í', 'Ị']),
        ('o', Plain, ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ', 'O', 'Ò', 'Ỏ', 'Õ', 'Ó', 'Ọ']),
        ('o', Circumflex, ['ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ', 'Ô', 'Ồ', 'Ổ', 'Ỗ', 'Ố', 'Ộ']),
        ('o', Horn, ['ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ', 'Ơ', 'Ờ', 'Ở', 'Ỡ', 'Ớ', 'Ợ']),
        ('u', Plain, ['u', 'ù', 'ủ', 'ũ', 'ú', 'ụ', 'U', 'Ù', 'Ủ', 'Ũ', 'Ú', 'Ụ']),
        ('u', Horn, ['ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự', 'Ư', 'Ừ', 'Ử', 'Ữ', 'Ứ', 'Ự']),
        ('y', Plain, ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ', 'Y', 'Ỳ', 'Ỷ', 'Ỹ', 'Ý', 'Ỵ']),
    ]
};

/// The 134 letters that have a mark, which a font for Vietnamese must have (`domain.md` §3g).
pub fn marked_letters() -> impl Iterator<Item = char> {
    VOWELS.iter().flat_map(|(_, _, spelled)| spelled).copied().filter(|c| !c.is_ascii()).chain(['đ', 'Đ'])
}

// The accented letters live in two stretches of Unicode; a letter is found by its place in one.
const LATIN_START: u32 = 0xC0;
const TONED_START: u32 = 0x1EA0;
static LATIN: [Option<Letter>; 0x100] = stretch(LATIN_START);
static TONED: [Option<Letter>; 0x5A] = stretch(TONED_START);

#[allow(clippy::indexing_slicing, reason = "runs in the compiler only: a slip is a build error")]
const fn stretch<const N: usize>(start: u32) -> [Option<Letter>; N] {
    let mut table = [None; N];
    let mut row = 0;
    while row < VOWELS.len() {
        let (base, mark, spelled) = VOWELS[row];
        let mut column = 0;
        while column < spelled.len() {
            let place = (spelled[column] as u32).wrapping_sub(start) as usize;
            if place < N {
                table[place] = Some(Letter { base, mark, tone: Tone::ALL[column % 6] });
            }
            column += 1;
        }
        row += 1;
    }
    table
}

/// Takes one precomposed character apart; `None` for all that is not a letter of ours.
pub(super) fn letter(character: char) -> Option<Letter> {
    let plain = |base, mark| Some(Letter { base, mark, tone: Tone::Ngang });
    match character {
        'a'..='z' => plain(character, Mark::Plain),
        'A'..='Z' => plain(character.to_ascii_lowercase(), Mark::Plain),
        'đ' | 'Đ' | '\u{D0}' | '\u{F0}' | '\u{189}' | '\u{256}' => plain('d', Mark::Stroke),
        _ => {
            let (table, start): (&[Option<Letter>], u32) = match u32::from(character) {
                ..TONED_START => (&LATIN, LATIN_START),
                _ => (&TONED, TONED_START),
            };
            let place = u32::from(character).checked_sub(start)?;
            table.get(usize::try_from(place).ok()?).copied().flatten()
        }
    }
}

/// Apostrophes of names such as H’Hen and K'Brếp, however typed: they never count.
pub(super) fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʼ' | '`')
}

/// The words of a text: stretches of letters, digits, combining marks and apostrophes.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let inside = |c: char| c.is_alphanumeric() || is_apostrophe(c) || matches!(c, '\u{300}'..='\u{36F}');
    text.split(move |c| !inside(c)).filter(|word| !word.is_empty())
}

/// Writes an NFC word to `body` in small letters, apostrophes and tone out, and returns the tone:
/// `Hòa` and `Hoà` both give `hoa` and huyền. With two tones in a word (a slip) the last counts.
pub(super) fn split_word(word: &str, body: &mut String) -> Tone {
    let start = body.len();
    let mut tone = Tone::Ngang;
    for character in word.chars().filter(|&c| !is_apostrophe(c)) {
        if let Some(letter) = letter(character) {
            body.push(letter.toneless());
            tone = if letter.tone == Tone::Ngang { tone } else { letter.tone };
        } else if character.is_ascii() {
            body.push(character);
        } else {
            body.truncate(start);
            return split_foreign_word(word, body);
        }
    }
    tone
}

/// [`split_word`] for words with letters or marks that are not ours.
fn split_foreign_word(word: &str, body: &mut String) -> Tone {
    let mut tone = Tone::Ngang;
    let mut rest = String::with_capacity(word.len());
    let characters = word.chars().flat_map(char::to_lowercase);
    for character in NFD.normalize_iter(characters).filter(|&c| !is_apostrophe(c)) {
        match Tone::of_mark(character) {
            Some(found) => tone = found,
            None => rest.push(if matches!(character, '\u{F0}' | '\u{256}') { 'đ' } else { character }),
        }
    }
    body.push_str(&super::nfc(&rest));
    tone
}
