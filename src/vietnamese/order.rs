//! The order of names and lists as Vietnamese readers know it: word by word, letters before tones.

use std::sync::LazyLock;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;

use super::clean;
use super::letters::{split_word, words};
use super::names::{NO_LETTER, initial, name_words, stated, without_titles};

/// The place of a name or a text in a list: compare with `<`, and only keys that one of [`name_key`] and [`text_key`]
/// made.
///
/// Equal keys mean one name however typed: case, NFC or NFD, hòa or hoà, apostrophes, titles.
/// The caller breaks such ties by unit, then id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortKey(Box<[u8]>);

impl SortKey {
    /// A key that was made before, from what is compared.
    #[must_use]
    pub fn from_bytes(bytes: Box<[u8]>) -> Self {
        Self(bytes)
    }

    /// What is compared.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// The order of people (`domain.md` §3a): given name, then surname, then middle words left to right.
///
/// Each word counts by its letters first (case and apostrophes out, tone out), then by its tone
/// (none, huyền, hỏi, ngã, sắc, nặng), before the next word is looked at. Of two names of which
/// one is the beginning of the other, the shorter comes first: Nguyễn Hà, Nguyễn Anh Hà,
/// Nguyễn Anh Thư Hà, Nguyễn Thị Hà. A given name that [`initial`] puts under [`NO_LETTER`] comes
/// after all others.
///
/// Titles before the name and bracketed notes do not count. The given name is the last word, the
/// surname the first of the rest; `sort_given` and `sort_surname` say otherwise, in one word or
/// several ("Sa Rây"), and what they name is taken out of the rest wherever it stands in `full`.
pub fn name_key(full: &str, sort_given: Option<&str>, sort_surname: Option<&str>) -> SortKey {
    let full = clean(full);
    let mut rest = without_titles(&full);
    let given_override = stated(sort_given).map(clean);
    let surname_override = stated(sort_surname).map(clean);

    let given = match &given_override {
        Some(given) => taken(&mut rest, name_words(given), Side::End),
        None => rest.pop().into_iter().collect(),
    };
    let surname = match &surname_override {
        Some(surname) => taken(&mut rest, name_words(surname), Side::Start),
        None if rest.is_empty() => Vec::new(),
        None => vec![rest.remove(0)],
    };

    let mut key = KeyWriter::new();
    key.bytes.push(u8::from(given.first().is_none_or(|word| initial(word) == NO_LETTER)));
    key.part(&given);
    key.part(&surname);
    key.part(&rest);
    SortKey(key.bytes.into_boxed_slice())
}

/// The order of everything but people: word by word, letters then tone, numbers by their value
/// ("Tổ 2" before "Tổ 10"); case, punctuation and brackets do not count.
///
/// Never compare a whole phrase at once: a collator then puts "Hạ Long" before "Hà Nội", because
/// its tones count after *all* letters (`domain.md` §3a).
pub fn text_key(text: &str) -> SortKey {
    let text = clean(text);
    let mut key = KeyWriter::new();
    for word in words(&text) {
        key.word(word);
    }
    SortKey(key.bytes.into_boxed_slice())
}

#[derive(Clone, Copy)]
enum Side {
    Start,
    End,
}

/// Takes the words of an override out of the rest of the name, if they stand there in a row.
fn taken<'a>(rest: &mut Vec<&str>, wanted: Vec<&'a str>, side: Side) -> Vec<&'a str> {
    let sounds = |words: &[&str]| words.iter().map(|word| sound(word)).collect::<Vec<_>>();
    let sought = sounds(&wanted);
    let mut windows = rest.windows(wanted.len().max(1));
    let place = match side {
        Side::Start => windows.position(|window| sounds(window) == sought),
        Side::End => windows.rposition(|window| sounds(window) == sought),
    };
    if let Some(place) = place {
        rest.drain(place..place + wanted.len());
    }
    wanted
}

fn sound(word: &str) -> (String, u8) {
    let mut body = String::new();
    let tone = split_word(word, &mut body);
    (body, tone as u8)
}

// Made once. The data is compiled in, so there always is one; if not, code points would still give
// one order everywhere.
static VIETNAMESE: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| {
    let mut preferences = CollatorPreferences::from(locale!("vi"));
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    let mut options = CollatorOptions::default();
    // Words come in small letters, so nothing is left to tell apart on the third level.
    options.strength = Some(Strength::Secondary);
    Collator::try_new(preferences, options).ok()
});

/// Writes words so that comparing the bytes compares letters, then tone, word after word.
struct KeyWriter {
    bytes: Vec<u8>,
    body: String,
}

/// Ends the letters of a word and the words of a part; sort keys hold only greater bytes.
const END: u8 = 0;

impl KeyWriter {
    fn new() -> Self {
        Self { bytes: Vec::with_capacity(48), body: String::with_capacity(16) }
    }

    fn word(&mut self, word: &str) {
        self.body.clear();
        let tone = split_word(word, &mut self.body);
        if self.body.is_empty() {
            return;
        }
        match &*VIETNAMESE {
            Some(language) => {
                let Ok(()) = language.write_sort_key_to(&self.body, &mut self.bytes);
            }
            None => self.bytes.extend(self.body.bytes()),
        }
        self.bytes.extend([END, tone as u8]);
    }

    /// One part of a name; what a hyphen joins counts as words ("Tôn-Thất").
    fn part(&mut self, part: &[&str]) {
        for word in part.iter().flat_map(|word| word.split(['-', '‐', '–'])) {
            self.word(word);
        }
        self.bytes.push(END);
    }
}
