//! A name that a text writes in another way: the same letters with other marks.

use std::ops::Range;

use super::{bare, clean};

/// Names of fewer words are not looked for: other words are too like them.
const FEWEST: usize = 3;

/// Where a text writes a name otherwise, with marks missing, wrong or in another place: `Nguyên Thị Hòa` for
/// `Nguyễn Thị Hoà`. Capital and small letters are one.
#[must_use]
pub fn otherwise(text: &str, name: &str) -> Vec<Range<usize>> {
    let wanted: Vec<&str> = words(name).map(|at| name.get(at).unwrap_or_default()).collect();
    if wanted.len() < FEWEST {
        return Vec::new();
    }
    let there: Vec<Range<usize>> = words(text).collect();
    let part = |at: &Range<usize>| text.get(at.clone()).unwrap_or_default();
    let is_one = |at: &[Range<usize>]| {
        at.iter().zip(&wanted).all(|(at, word)| is_alike(part(at), word))
            && at.windows(2).all(|pair| match pair {
                [a, b] => text.get(a.end..b.start).is_some_and(|gap| gap.chars().all(char::is_whitespace)),
                _ => true,
            })
    };
    let found = there.windows(wanted.len()).filter(|at| is_one(at));
    let places = found.filter_map(|at| Some(at.first()?.start..at.last()?.end));
    let small = |text: &str| clean(text).to_lowercase();
    places.filter(|at| small(part(at)) != small(name)).collect()
}

/// Are two words the same but for marks and capital letters?
fn is_alike(word: &str, other: &str) -> bool {
    word.chars().filter_map(bare).eq(other.chars().filter_map(bare))
}

/// The words of a text by their places: letters, digits, the marks on them.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let in_word = |c: char| c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36F}' | '’' | '\'');
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let from = at + rest.find(in_word)?;
        let length = text.get(from..)?.find(|c| !in_word(c)).unwrap_or(text.len() - from);
        at = from + length;
        Some(from..at)
    })
}
