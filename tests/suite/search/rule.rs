//! When a query finds somebody, and how well: the rule written down a second time, for the website's `search.js` to be
//! measured against.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// How well a query finds somebody; compare with `<`, the best is least, make with [`rank`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank(u8);

/// Does the query find somebody of this name, of whom these texts tell more (work and unit, awards and
/// initiatives)?
///
/// The partially toned rule (`domain.md` §3b): every query word must match some word; the last one may
/// be its beginning. A letter typed without a mark matches all its variants (`d` also đ), one with a
/// mark only itself. A typed tone must be the word's tone, wherever it sits: `hoà` finds Hòa, `nguyên`
/// finds Nguyên and Nguyễn, `nguyẽn` only Nguyễn. i and y are one after s m l t k h and qu at the end
/// of a syllable (`lý` finds Lí, `quy` finds Quí). An empty query finds everybody, all alike.
///
/// The best is a run of the name spelled as typed, then one the rule finds, then one whose last word is
/// only begun; of each, first the whole name, then its end with the given name, then elsewhere. After
/// them come words scattered over the name, a run in one of the texts, words scattered over them all
/// (`web.md` §1.5). Equals stay in the order of the page.
pub(crate) fn rank(query: &str, name: &str, texts: &[&str]) -> Option<Rank> {
    let asked = syllables(query);
    if asked.is_empty() {
        return Some(Rank(0));
    }
    let name = syllables(name);
    let texts: Vec<Vec<Syllable>> = texts.iter().map(|text| syllables(text)).collect();
    let last = asked.len() - 1;
    let begun = |(at, asked, word): Pair<'_>| asked.finds(word) || at == last && asked.begins(word);
    let is_in = |all: &[&Vec<Syllable>]| {
        let stands = |at, asked| all.iter().any(|words| words.iter().any(|word| begun((at, asked, word))));
        asked.iter().enumerate().all(|(at, asked)| stands(at, asked))
    };
    let all: Vec<&Vec<Syllable>> = std::iter::once(&name).chain(&texts).collect();
    let spelled = |(_, asked, word): Pair<'_>| asked == word;
    let whole = |(_, asked, word): Pair<'_>| asked.finds(word);
    let place = run(&asked, &name, spelled)
        .or_else(|| Some(3 + run(&asked, &name, whole)?))
        .or_else(|| Some(6 + run(&asked, &name, begun)?))
        .or_else(|| is_in(&[&name]).then_some(9))
        .or_else(|| texts.iter().any(|words| run(&asked, words, begun).is_some()).then_some(10))
        .or_else(|| is_in(&all).then_some(11));
    place.map(Rank)
}

/// The place of a word in the query, the word, and a word it may match.
type Pair<'a> = (usize, &'a Syllable, &'a Syllable);

/// Where the query stands in a row: 0 for all the words there are, 1 for the last ones, 2 for others.
fn run(asked: &[Syllable], words: &[Syllable], fits: impl Fn(Pair<'_>) -> bool) -> Option<u8> {
    let stands =
        |place: &[Syllable]| asked.iter().zip(place).enumerate().all(|(at, (a, w))| fits((at, a, w)));
    let mut places = words.windows(asked.len()).rev();
    if places.next().is_some_and(stands) {
        return Some(u8::from(asked.len() != words.len()));
    }
    places.any(stands).then_some(2)
}

#[derive(PartialEq, Eq)]
struct Syllable {
    letters: Vec<(char, Mark)>,
    tone: Option<char>,
}

/// What shapes a letter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Plain,
    Circumflex,
    Breve,
    Horn,
    Stroke,
}

impl Syllable {
    /// Is this query word the beginning of `word`, or all of it?
    fn begins(&self, word: &Self) -> bool {
        self.letters.len() <= word.letters.len()
            && (self.tone.is_none() || self.tone == word.tone)
            && self.letters.iter().zip(&word.letters).all(|(asked, found)| covers(*asked, *found))
    }

    /// Is this query word `word`, or its other spelling in i or y?
    fn finds(&self, word: &Self) -> bool {
        if self.letters.len() != word.letters.len() {
            return false;
        }
        if self.begins(word) {
            return true;
        }
        let (Some(asked), Some(found)) = (self.before_i_or_y(), word.before_i_or_y()) else {
            return false;
        };
        asked == found && (self.tone.is_none() || self.tone == word.tone)
    }

    /// The consonants of an open syllable in which i and y are two spellings of one sound.
    fn before_i_or_y(&self) -> Option<&[(char, Mark)]> {
        use Mark::Plain;
        let (&('i' | 'y', Plain), head) = self.letters.split_last()? else {
            return None;
        };
        let two_spellings =
            matches!(head, [('s' | 'm' | 'l' | 't' | 'k' | 'h', Plain)] | [('q', Plain), ('u', Plain)]);
        two_spellings.then_some(head)
    }
}

fn covers(asked: (char, Mark), found: (char, Mark)) -> bool {
    asked.0 == found.0 && (asked.1 == Mark::Plain || asked.1 == found.1)
}

/// A word to which letters are added until it ends.
fn syllables(text: &str) -> Vec<Syllable> {
    let mut found: Vec<Syllable> = Vec::new();
    let mut open = false;
    let characters = text.chars().filter(|c| !"'’‘ʼ`".contains(*c));
    let decomposed = DecomposingNormalizerBorrowed::new_nfkd().normalize_iter(characters);
    for sign in decomposed.flat_map(char::to_lowercase) {
        let current = if open { found.last_mut() } else { None };
        match (mark_of(sign), current) {
            (Some(Written::Shape(mark)), Some(syllable)) => syllable.letters.last_mut().unwrap().1 = mark,
            (Some(Written::Tone(tone)), Some(syllable)) => syllable.tone = Some(tone),
            (Some(_), _) => {}
            (None, current) if sign.is_alphanumeric() => {
                let letter = match sign {
                    'đ' | 'ð' | 'ɖ' => ('d', Mark::Stroke),
                    other => (other, Mark::Plain),
                };
                match current {
                    Some(syllable) => syllable.letters.push(letter),
                    None => found.push(Syllable { letters: vec![letter], tone: None }),
                }
                open = true;
            }
            (None, _) => open = false,
        }
    }
    found
}

/// A combining mark.
enum Written {
    Shape(Mark),
    Tone(char),
    Other,
}

/// What a sign adds to the letter before it, if it is a mark or nothing that is seen.
fn mark_of(sign: char) -> Option<Written> {
    match sign {
        '\u{302}' => Some(Written::Shape(Mark::Circumflex)),
        '\u{306}' => Some(Written::Shape(Mark::Breve)),
        '\u{31B}' => Some(Written::Shape(Mark::Horn)),
        '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => Some(Written::Tone(sign)),
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => Some(Written::Other),
        '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{300}'..='\u{36F}' => Some(Written::Other),
        _ => None,
    }
}
