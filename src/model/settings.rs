//! Who we are: the publisher's settings, its units and the vocabulary of awards (`site/site.toml`).

use std::collections::BTreeMap;

use super::Id;
use super::honoree::Kind;
use crate::report::{Severity, Span, Weights};
use crate::vietnamese::{self, SortKey};

/// The movements every board knows (plan III.1.2); the site has words for them.
pub const MOVEMENTS: [&str; 4] =
    ["lao-dong-gioi", "lao-dong-sang-tao", "tham-muu-gioi-phuc-vu-tot", "doi-moi-sang-tao-hieu-qua"];

/// The settings of a site.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The site's title.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Where it will stand, ending in `/`; may have a sub-path.
    pub base_url: String,
    /// The theme's name.
    pub theme: String,
    /// Where it is named.
    pub theme_place: Option<Span>,
    /// The language of the site's own words.
    pub language: Language,
    /// A line on every page and in print.
    pub notice: Option<String>,
    /// Draw share cards.
    pub cards: bool,
    /// Leave a page without a name where somebody was taken down.
    pub tombstones: bool,
    /// The office's own public contact: the only phone and e-mail allowed in output.
    pub contact: Contact,
    /// The smallest number a private answer may be told with ([`super::answers`]).
    pub min_cell: u64,
    /// What it makes of rules.
    pub weights: Weights,
    /// The units.
    pub units: BTreeMap<Id, Unit>,
    /// The site's own emulation movements by name, beside [`MOVEMENTS`].
    pub movements: BTreeMap<Id, String>,
    /// The vocabulary of awards: the built-in one with the site's own entries over it.
    pub awards: BTreeMap<Id, Award>,
    /// Which of these could be read to the last entry.
    pub whole: Whole,
    /// Is there all that a site needs? If not, dossiers are looked at all the same, and nothing is laid out.
    pub usable: bool,
}

/// Which lists could be read to the last entry. What is not in another may be written there all the same, and is not
/// called unknown.
#[derive(Clone, Copy, Debug)]
pub struct Whole {
    /// The units.
    pub units: bool,
    /// The movements.
    pub movements: bool,
    /// The awards.
    pub awards: bool,
}

impl Settings {
    /// Is there such a unit, or may there be one among those that could not be read?
    #[must_use]
    pub fn may_have_unit(&self, id: &Id) -> bool {
        self.units.contains_key(id) || !self.whole.units
    }

    /// The same of a movement of the site's own.
    #[must_use]
    pub fn may_have_movement(&self, id: &Id) -> bool {
        self.movements.contains_key(id) || !self.whole.movements
    }

    /// The same of an award.
    #[must_use]
    pub fn may_have_award(&self, id: &Id) -> bool {
        self.awards.contains_key(id) || !self.whole.awards
    }

    /// The unit of this name, of its short one or of another spelling.
    #[must_use]
    pub fn unit_called(&self, name: &str) -> Option<&Id> {
        let slug = vietnamese::slug(name);
        let is_called = |unit: &&Unit| {
            let names = [&unit.name].into_iter().chain(&unit.short).chain(&unit.aliases);
            names.into_iter().any(|name| vietnamese::slug(name) == slug)
        };
        self.units.values().find(is_called).map(|unit| &unit.id)
    }

    /// The award of this name, or of another spelling.
    #[must_use]
    pub fn award_called(&self, name: &str) -> Option<&Id> {
        let slug = vietnamese::slug(name);
        let is_called = |award: &&Award| {
            let mut names = [&award.name].into_iter().chain(&award.aliases);
            names.any(|name| vietnamese::slug(name) == slug)
        };
        self.awards.values().find(is_called).map(|award| &award.id)
    }

    /// The path part of `base_url`, beginning and ending in `/`.
    #[must_use]
    pub fn base_path(&self) -> &str {
        let after_scheme = self.base_url.split_once("://").map_or("", |(_, rest)| rest);
        after_scheme.find('/').and_then(|at| after_scheme.get(at..)).unwrap_or("/")
    }
}

/// The language of a site's or a program's own words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl super::Choice for Language {
    const WORDS: &'static [(&'static str, Self)] = &[("vi", Self::Vi), ("en", Self::En)];
}

/// How much a board makes of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight(pub Option<Severity>);

impl super::Choice for Weight {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("error", Self(Some(Severity::Error))),
        ("warning", Self(Some(Severity::Warning))),
        ("info", Self(Some(Severity::Info))),
        ("off", Self(None)),
    ];
}

/// How the office is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// Its address.
    pub address: Option<String>,
    /// Its phone.
    pub phone: Option<String>,
    /// Its e-mail.
    pub email: Option<String>,
}

impl Contact {
    /// Its phone as it is dialled; none if it is not one number, which would be dialled as nonsense.
    #[must_use]
    pub fn dialled(&self) -> Option<String> {
        let is_sign = |sign: char| sign.is_whitespace() || ".-()".contains(sign);
        let number = self.phone.as_deref()?.replace(is_sign, "");
        let national = number.strip_prefix("+84").map_or_else(|| number.clone(), |rest| format!("0{rest}"));
        let lengths = match national.as_bytes() {
            [b'0', b'2', ..] => 11..=11,
            [b'0', ..] => 10..=10,
            [b'1', ..] => 8..=10,
            _ => return None,
        };
        let is_number = national.bytes().all(|byte| byte.is_ascii_digit());
        (is_number && lengths.contains(&national.len())).then_some(number)
    }

    /// Its e-mail if letters can be sent to it as it stands.
    #[must_use]
    pub fn mailed(&self) -> Option<String> {
        let parts: Vec<&str> = self.email.as_deref()?.split('@').collect();
        let is_part = |part: &&str| {
            !part.is_empty()
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_+".contains(&byte))
        };
        (parts.len() == 2 && parts.iter().all(is_part)).then(|| parts.join("@"))
    }

    /// All that it says: the only phone, e-mail and address that may be told.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        [&self.address, &self.phone, &self.email].into_iter().flatten().map(String::as_str)
    }
}

/// A unit people work in.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its id.
    pub id: Id,
    /// Its registered name.
    pub name: String,
    /// A shorter name.
    pub short: Option<String>,
    /// How many work there.
    pub workers: Option<u64>,
    /// Its field.
    pub sector: Option<String>,
    /// Other spellings, for importing.
    pub aliases: Vec<String>,
    /// Its place in a list.
    pub key: SortKey,
}

impl Unit {
    /// Its place in a list of shorter names.
    #[must_use]
    pub fn short_key(&self) -> SortKey {
        self.short.as_deref().map_or_else(|| self.key.clone(), vietnamese::text_key)
    }
}

/// A title or form of commendation (`domain.md` §2.1).
#[derive(Clone, Debug)]
pub struct Award {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its English name.
    pub english: Option<String>,
    /// Higher is shown first within a year.
    pub rank: i64,
    /// For persons or for collectives, where it is only for one.
    pub kind: Option<Kind>,
    /// Other spellings, for importing.
    pub aliases: Vec<String>,
}
