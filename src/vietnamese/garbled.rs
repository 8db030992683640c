//! Words that were Vietnamese once: typed in an old font, or opened in the wrong encoding and saved (`domain.md` §3e).

use std::ops::Range;

/// What became of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Garbled {
    /// Typed in a font of VNI: its marks are letters of their own.
    Vni,
    /// Typed in a font `.Vn…` of TCVN3.
    Tcvn3,
    /// UTF-8 that was read as another encoding.
    Misread,
    /// Letters that some encoding had no place for.
    Lost,
}

impl Garbled {
    /// Its word in messages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Vni => "vni",
            Self::Tcvn3 => "tcvn3",
            Self::Misread => "misread",
            Self::Lost => "lost",
        }
    }
}

/// The first word of a text that is garbled, and what became of it. Words of other languages are none: `Müller`, `Café`.
#[must_use]
pub fn garbled(text: &str) -> Option<(Range<usize>, Garbled)> {
    let ends = |c: char| c.is_ascii_whitespace() || c.is_ascii_punctuation();
    let mut from = 0;
    for part in text.split_inclusive(ends) {
        let word = part.trim_end_matches(ends);
        if part.ends_with('?') && is_cut(word, text.get(from + part.len()..).unwrap_or_default()) {
            return Some((from..from + part.len(), Garbled::Lost));
        }
        if !word.is_ascii()
            && is_odd(word)
            && let Some(what) = what_became_of(word)
        {
            return Some((from..from + word.len(), what));
        }
        from += part.len();
    }
    None
}

/// What a syllable begins with before its first vowel.
const HEADS: [&str; 24] = [
    "b", "c", "ch", "d", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "ph", "qu", "r",
    "s", "t", "th", "tr", "v",
];

/// Stands a `?` for the vowel of a syllable: `Tr?n`, `V?n`? It follows what a syllable begins with, and the word goes on.
fn is_cut(before: &str, after: &str) -> bool {
    let head = before.to_lowercase();
    let is_shouted = before.chars().count() > 1 && before.chars().all(char::is_uppercase);
    let rest = after.split(char::is_whitespace).next().unwrap_or_default();
    HEADS.contains(&&*head)
        && !is_shouted
        && rest.starts_with(char::is_lowercase)
        && !rest.contains(['=', '/', '&'])
}

/// Has a word what no Vietnamese word has: a sign or letter of other languages, or two letters side by side? Nearly none
/// has, and all others need no further look.
fn is_odd(word: &str) -> bool {
    let mut last = '\0';
    word.chars().any(|c| {
        let before = std::mem::replace(&mut last, c);
        match c {
            // Letters of Vietnamese, in the one block that holds others too.
            'À' | 'Á' | 'Â' | 'Ã' | 'È' | 'É' | 'Ê' | 'Ì' | 'Í' | 'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ù' | 'Ú' | 'Ý' => {
                before.is_ascii_lowercase()
            }
            'à' | 'á' | 'â' | 'ã' | 'è' | 'é' | 'ê' | 'ì' | 'í' | 'ò' | 'ó' | 'ô' | 'õ' | 'ù' | 'ú' | 'ý' => {
                is_vni(before.to_ascii_lowercase(), c)
            }
            _ => matches!(c, '\u{80}'..='\u{FF}' | char::REPLACEMENT_CHARACTER),
        }
    })
}

fn what_became_of(word: &str) -> Option<Garbled> {
    let letters: Vec<char> = word.chars().collect();
    let foreign = letters.iter().filter(|c| is_foreign(**c)).count();
    let pair =
        |is: fn(char, char) -> bool| letters.windows(2).any(|pair| matches!(pair, [a, b] if is(*a, *b)));
    let three = |is: fn(char, char, char) -> bool| {
        letters.windows(3).any(|three| matches!(three, [a, b, c] if is(*a, *b, *c)))
    };
    if letters.contains(&char::REPLACEMENT_CHARACTER) {
        Some(Garbled::Lost)
    } else if pair(is_misread) || three(|a, b, c| a == 'á' && matches!(b, '»' | 'º') && !c.is_ascii()) {
        Some(Garbled::Misread)
    } else if pair(|a, b| a.is_ascii_lowercase() && matches!(b, 'À'..='Ö' | 'Ø'..='Þ'))
        || three(|a, b, c| a.is_alphabetic() && is_sign(b) && c.is_alphabetic())
        || matches!(letters.as_slice(), ['®' | '§', c, ..] if c.is_alphabetic())
        || letters.ends_with(&['µ']) && letters.iter().rev().nth(1).is_some_and(|c| c.is_alphabetic())
    {
        Some(Garbled::Tcvn3)
    } else if foreign > 1 || pair(|a, b| is_vni(a.to_ascii_lowercase(), b)) {
        Some(Garbled::Vni)
    } else {
        None
    }
}

/// The first byte of a letter and the next, each read as a letter.
fn is_misread(first: char, next: char) -> bool {
    match first {
        'Ã' => matches!(next, '\u{a0}'..='¿'),
        'Ä' | 'Å' | 'Æ' => matches!(next, '\u{80}'..='¿' | '\u{2000}'..='\u{2122}' | 'ƒ' | 'ˆ' | '˜'),
        _ => false,
    }
}

/// A sign that TCVN3 has for a letter, and that nobody writes within a word. U+00AD is one too, and is left behind where
/// Word would have parted a word: other words tell.
fn is_sign(c: char) -> bool {
    matches!(c, '¡'..='§' | '¨' | '©' | 'ª' | '«' | '¬' | '®' | 'µ' | '¶' | '¸' | '¹' | '¼' | '½' | '¾')
}

/// A letter of other languages that VNI puts for a mark.
fn is_foreign(c: char) -> bool {
    matches!(c, 'ø' | 'û' | 'ï' | 'å' | 'ä' | 'ü' | 'ë' | 'ñ' | 'ö' | 'î' | 'æ')
        || matches!(c, 'Ø' | 'Û' | 'Ï' | 'Å' | 'Ä' | 'Ü' | 'Ë' | 'Ñ' | 'Ö' | 'Î' | 'Æ')
}

/// A letter with the mark of VNI behind it, where no word has those two side by side.
fn is_vni(letter: char, mark: char) -> bool {
    match letter {
        'a' | 'e' => {
            matches!(mark, 'ù' | 'ø' | 'û' | 'õ' | 'â' | 'á' | 'à' | 'å' | 'ã' | 'ä' | 'é' | 'è' | 'ü')
        }
        'o' => matches!(mark, 'ù' | 'ø' | 'û' | 'å' | 'ä' | 'â'),
        'u' => matches!(mark, 'ù' | 'ø' | 'û' | 'õ'),
        _ => false,
    }
}
