//! The entries a menu may have.

use crate::model::Choice;

/// An entry of the menu. What it is called stands in the theme's words, where it leads on the pages' floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MenuEntry {
    /// The home page.
    Home,
    /// The gallery of the newest conference.
    Board,
    /// The keynotes of the newest conference, if it has any.
    Keynotes,
    /// The newest conference.
    Conference,
    /// Everyone by given name.
    Everyone,
    /// All units.
    Units,
    /// All awards.
    Awards,
}

impl Choice for MenuEntry {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("home", Self::Home),
        ("board", Self::Board),
        ("keynotes", Self::Keynotes),
        ("conference", Self::Conference),
        ("everyone", Self::Everyone),
        ("units", Self::Units),
        ("awards", Self::Awards),
    ];
}
