//! A share card as a value: what it says, whose picture is on it, and under which name it is published.

use std::sync::Arc;

use serde::Serialize;

use crate::draft::fingerprint;
use crate::files::{Digest, FilePath};
use crate::model::Choice as _;
use crate::model::settings::Settings;
use crate::photos::Recipe;

/// Pixels across and down, as Facebook and Zalo ask for (`research/web.md` §6).
pub const SIZE: (u32, u32) = (1200, 630);

/// Where its picture lies, if it has one: pixels from the left and from above, across and down.
pub const PICTURE: (u32, u32, u32, u32) = (74, 78, 380, 475);

/// What stands for a page where it is shared.
#[derive(Clone)]
pub struct ShareCard {
    /// Its words.
    pub said: Said,
    /// The picture beside them.
    pub picture: Option<Pictured>,
}

/// The words of a card.
#[derive(Clone, Serialize)]
pub struct Said {
    /// What it is part of, above the title.
    pub above: Option<String>,
    /// A name or a title.
    pub title: String,
    /// What is said of it.
    pub lines: Vec<String>,
    /// Who publishes it.
    pub publisher: String,
}

/// A picture on a card.
#[derive(Clone)]
pub struct Pictured {
    /// The original.
    pub original: FilePath,
    /// The identity of the size.
    pub key: Digest,
    /// The size.
    pub recipe: Recipe,
    /// All sizes of this cut, which are made together.
    pub family: Arc<[Recipe]>,
}

/// The identity of all that cards are drawn with beside their own words: the program, what the theme prints with, and
/// the site as every template sees it.
#[must_use]
pub fn press(program: &str, theme: &Digest, settings: &Settings) -> Digest {
    let Settings { title, publisher, base_url, language, notice, contact, .. } = settings;
    let site = [title, publisher, base_url].into_iter().map(String::as_str);
    let site = site.chain([language.word(), notice.as_deref().unwrap_or_default()]).chain(contact.texts());
    let parts = [program.as_bytes(), theme.as_bytes().as_slice()];
    Digest::of_parts(parts.into_iter().chain(site.map(str::as_bytes)))
}

impl ShareCard {
    /// The identity of all that is seen on it; `press` is that of what it is drawn with.
    #[must_use]
    pub fn key(&self, press: &Digest) -> Digest {
        let picture = self.picture.as_ref().map_or(&[][..], |picture| picture.key.as_bytes());
        Digest::of_parts([press.as_bytes(), fingerprint(&self.said).as_bytes(), picture])
    }

    /// The same words for those who do not see it.
    #[must_use]
    pub fn alt(&self) -> String {
        let Said { above, title, lines, .. } = &self.said;
        let all = std::iter::once(title).chain(lines).chain(above);
        all.filter(|words| !words.is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(", ")
            .replace('\u{a0}', " ")
    }
}
