//! Which dossiers are looked for on the desk, and how an address says so.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Asked;
use super::rows::Dossier;
use crate::model::board::Dossiers;
use crate::vietnamese::fold;

/// What is written otherwise in an address: all but letters, digits, and what ids have.
const WRITTEN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_');

/// What is looked for besides a standing: a unit, words of a name or title.
pub(super) struct Filter<'a> {
    unit: &'a str,
    name: &'a str,
    /// The words without marks.
    words: Vec<String>,
}

impl<'a> Filter<'a> {
    pub(super) fn of(asked: &Asked<'a>) -> Self {
        let words = fold(asked.name).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        Self { unit: asked.unit, name: asked.name.trim(), words }
    }

    /// Is it of the unit, and does each word looked for begin one of its name or title?
    pub(super) fn finds(&self, dossier: &Dossier<'_>, dossiers: &Dossiers) -> bool {
        let is_of_unit = || dossier.units(dossiers).any(|unit| **unit == *self.unit);
        (self.unit.is_empty() || is_of_unit()) && (self.words.is_empty() || self.is_named(dossier))
    }

    fn is_named(&self, dossier: &Dossier<'_>) -> bool {
        let plain = dossier.plain();
        self.words.iter().all(|wanted| plain.split(' ').any(|word| word.starts_with(&**wanted)))
    }

    /// What keeps an address to it, beginning with `&`.
    pub(super) fn address(&self) -> String {
        [("unit", self.unit), ("name", self.name)].map(|(key, value)| pair(key, value)).concat()
    }
}

/// A part of an address that says something, if it does.
pub(super) fn pair(key: &str, value: &str) -> String {
    if value.is_empty() {
        return String::new();
    }
    format!("&{key}={}", utf8_percent_encode(value, WRITTEN))
}
