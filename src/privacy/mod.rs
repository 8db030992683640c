//! Personal data in a text: phones, e-mails, papers, accounts, days of birth, homes (`domain.md` P7), found by their shape and the words before them.
//!
//! 1. [`segments`] cuts a text where a reader stops: at empty lines, list items, cells of tables.
//! 2. [`plain`] reads a segment in small unmarked letters that know their places.
//! 3. Rules look: [`numbers`] at every run of digits with the word that announces it, [`dates`] at days of birth,
//!    [`homes`] at addresses, [`mails`] at e-mail addresses, [`answers`] at what forms ask.
//!
//! How well this works is measured: `docs/privacy.md`.

mod announced;
mod answers;
mod clean;
mod dates;
mod escapes;
mod homes;
mod mails;
mod names;
mod numbers;
mod offices;
mod people;
mod plain;
mod segments;
mod shape;
mod streets;

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

pub use self::clean::Clean;
pub use self::names::Names;
use self::plain::Plain;
use crate::vietnamese;

/// What kind of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// An e-mail address.
    Email,
    /// The number of an identity card, a passport, a social insurance book.
    Paper,
    /// A bank account or card.
    Account,
    /// A full date of birth.
    Birth,
    /// A telephone number.
    Phone,
    /// Where somebody lives or comes from.
    Home,
    /// A people, a faith, a party, a marriage, health: what the law calls sensitive.
    Sensitive,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Email, Self::Paper, Self::Account, Self::Birth, Self::Phone, Self::Home, Self::Sensitive];

    /// Its word in messages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Paper => "id",
            Self::Account => "account",
            Self::Birth => "birth",
            Self::Phone => "phone",
            Self::Home => "address",
            Self::Sensitive => "sensitive",
        }
    }
}

/// In fewer bytes nothing personal can be said: of what rules look for, the shortest is "ngụ" with a place.
const SHORTEST: usize = 5;

/// Something personal in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// As it stands there.
    pub found: String,
}

impl Finding {
    /// Enough of it to find it by, not enough to spread it further (`domain.md` P15).
    #[must_use]
    pub fn masked(&self) -> String {
        let all = self.found.chars().count();
        let shown: String = self.found.chars().take(self.shown()).collect();
        format!("{shown}{}", "•".repeat(all.saturating_sub(self.shown())))
    }

    /// How many letters of it are shown: of an answer like "Kinh" four would be all.
    fn shown(&self) -> usize {
        if self.kind == Kind::Sensitive { 1 } else { 4 }
    }
}

/// What was found in a file of an editor, by its place there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// What is personal.
    pub personal: Box<[Finding]>,
    /// Where somebody may be named.
    pub names: Names,
}

/// The office's own public contact, which may be told (`content-format.md`, `[contact]`).
#[derive(Clone, Debug, Default)]
pub struct Allowed {
    texts: Vec<String>,
    digits: Vec<String>,
}

impl Allowed {
    /// What these texts say may be told.
    pub fn new<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut allowed = Self::default();
        for text in texts {
            allowed.texts.push(format!(" {} ", vietnamese::fold(text)));
            // A number without its area code is known as one only where it is called a telephone's, as on the pages.
            let called = scan(&format!("Điện thoại: {text}"));
            let phones = scan(text).into_iter().chain(called).filter(|finding| finding.kind == Kind::Phone);
            allowed.digits.extend(phones.map(|finding| shape::national(&finding.found)));
        }
        allowed
    }

    /// May it be told?
    #[must_use]
    pub fn has(&self, finding: &Finding) -> bool {
        match finding.kind {
            Kind::Phone => self.digits.contains(&shape::national(&finding.found)),
            Kind::Email => {
                let found = format!(" {} ", vietnamese::fold(&finding.found));
                self.texts.iter().any(|text| text.contains(&found))
            }
            // An address may be found only in part.
            Kind::Home => {
                let found = vietnamese::fold(&finding.found);
                self.texts.iter().any(|text| text.contains(&found))
            }
            Kind::Paper | Kind::Account | Kind::Birth | Kind::Sensitive => false,
        }
    }
}

/// Looks through a text for all that is personal, in the order in which it stands there.
#[must_use]
pub fn scan(text: &str) -> Vec<Finding> {
    scan_new(text, &Clean::default())
}

/// The same, passing over what is known to hold nothing.
#[must_use]
pub fn scan_new(text: &str, clean: &Clean) -> Vec<Finding> {
    let mut found: Vec<(Range<usize>, Kind)> = Vec::new();
    let segments = segments::of(text);
    let read = segments.iter().map(|segment| segment.read(text)).filter(|read| read.text.len() >= SHORTEST);
    // Within one file much is said more than once: in its title, for search engines, in its text.
    let mut empty = FxHashSet::default();
    for (hash, read) in clean.unknown(read.collect()) {
        if empty.contains(&hash) {
            continue;
        }
        let plain = Plain::of(&read.text);
        let mut claims = Claims::default();
        mails::look(&plain, &mut claims);
        dates::look(&plain, &mut claims);
        numbers::look(&plain, &mut claims);
        homes::look(&plain, &mut claims);
        answers::look(&plain, &mut claims);
        if claims.found.is_empty() {
            empty.insert(hash);
        }
        let found_there = claims.found.into_iter().map(|(start, (end, kind))| (start..end, kind));
        let told = found_there.filter(|(_, kind)| match kind {
            Kind::Home => !read.of.is_some_and(offices::name_one),
            // How many there are of a people is told of nobody.
            Kind::Sensitive => read.before == 0 || read.of.is_some(),
            _ => true,
        });
        let placed = told.filter_map(|(range, kind)| {
            let range = plain.place(range);
            // What stands in the words of the head is found there.
            let start = range.start.checked_sub(read.before)?;
            Some((read.start + start..read.start + range.end - read.before, kind))
        });
        found.extend(placed);
    }
    if !empty.is_empty() {
        clean.known().extend(empty);
    }
    found.sort_by_key(|(range, kind)| (range.start, range.end, *kind));
    found.dedup_by(|a, b| a.1 == b.1 && a.0.start < b.0.end);
    let quoted = |(range, kind): (Range<usize>, Kind)| {
        Some(Finding { kind, found: text.get(range.clone())?.to_owned(), range })
    };
    found.into_iter().filter_map(quoted).collect()
}

/// What is hidden of a text, and how many letters of it are shown.
struct Veil {
    range: Range<usize>,
    shown: usize,
}

/// The table of what a dossier says for the office alone, and its keys, which may stand elsewhere by a slip.
const PRIVATE: [&str; 4] = ["private", "gender", "ethnic_minority", "party_member"];

/// What a dossier says for the office alone: the values of its table `[private]`, also those of more lines.
fn private(text: &str) -> impl Iterator<Item = Veil> {
    let (mut at, mut is_inside) = (0, false);
    text.split_inclusive('\n').filter_map(move |line| {
        let (start, words) = (at, line.trim());
        at += line.len();
        let head = words.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(name, _)| name);
        let head = head.map(|name| name.trim_matches(['[', ' ', '\t', '"', '\'']));
        // A list of lists begins its lines like a head.
        let is_head =
            head.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'));
        if is_head || words.starts_with("+++") {
            is_inside = head == Some("private");
            return None;
        }
        let value = match is_inside {
            true => line.find('=').map_or(0, |sign| sign + 1),
            // However the key is joined to its value: a slip there must not show it.
            false => {
                let (key, rest) = PRIVATE.iter().find_map(|key| Some((key, words.strip_prefix(key)?)))?;
                let is_other_key = rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-'));
                (!is_other_key).then_some(line.len() - line.trim_start().len() + key.len())?
            }
        };
        Some(Veil { range: start + value..start + line.len(), shown: 1 })
    })
}

/// What a dossier says for the office alone: no message may repeat it.
#[derive(Debug)]
pub struct Private(Vec<Range<usize>>);

impl Private {
    /// All of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(private(text).map(|veil| veil.range).collect())
    }

    /// Does any of it stand there?
    #[must_use]
    pub fn is_at(&self, at: usize) -> bool {
        // They are in the order of the text.
        let before = self.0.partition_point(|range| range.start <= at);
        before.checked_sub(1).and_then(|last| self.0.get(last)).is_some_and(|range| range.contains(&at))
    }
}

/// The text with all that is personal in it hidden but for a few letters, and all of what is private, every byte and
/// every letter in its place: for showing an editor where a problem is, on a screen or in a log that others may read
/// (`domain.md` P15).
#[must_use]
pub fn veiled(text: &str) -> String {
    veiled_at(text, [])
}

/// The same of a file in which something personal is known to stand at some places: a cell is a day of birth by the head of
/// its column, which a line does not tell.
#[must_use]
pub fn veiled_at(text: &str, known: impl IntoIterator<Item = Range<usize>>) -> String {
    // Keys and names of files are written in one piece: `ngay_sinh = …`, `0903….jpg`.
    let apart = [&['_'][..], &['_', '.']].map(|signs| text.replace(signs, " "));
    let apart = apart.iter().filter(|apart| *apart != text).flat_map(|apart| scan(apart));
    let found = scan(text)
        .into_iter()
        .chain(apart)
        .map(|finding| Veil { shown: finding.shown(), range: finding.range });
    let known = known.into_iter().map(|range| Veil { range, shown: 1 });
    // Of veils that lie on each other the first counts.
    let mut is_hidden: Vec<Option<bool>> = vec![None; text.len()];
    for veil in private(text).chain(found).chain(known) {
        let letters = text.get(veil.range.clone()).unwrap_or_default().char_indices();
        for (nth, (at, _)) in letters.enumerate() {
            if let Some(is_hidden) = is_hidden.get_mut(veil.range.start + at) {
                is_hidden.get_or_insert(nth >= veil.shown);
            }
        }
    }
    let hide = |(is_hidden, character): (Option<bool>, char)| match character.len_utf8() {
        _ if is_hidden != Some(true) || character == '\n' => character,
        1 => '*',
        2 => '·',
        3 => '•',
        _ => '𝄽',
    };
    let letters = text.char_indices().map(|(at, letter)| (is_hidden.get(at).copied().flatten(), letter));
    letters.map(hide).collect()
}

/// What rules have found in a segment, in places of its plain reading. What one rule has named no other names.
#[derive(Default)]
struct Claims {
    /// By where each begins: where it ends, and what it is.
    found: BTreeMap<usize, (usize, Kind)>,
}

impl Claims {
    fn is_free(&self, range: &Range<usize>) -> bool {
        self.found.range(..range.end).next_back().is_none_or(|(_, (end, _))| *end <= range.start)
    }

    fn add(&mut self, range: Range<usize>, kind: Kind) {
        if self.is_free(&range) {
            self.found.insert(range.start, (range.end, kind));
        }
    }
}
