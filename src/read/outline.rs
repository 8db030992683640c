//! The keys of the files that editors write and what each may hold, as their readers ask for them.

use std::sync::Arc;

use parking_lot::Mutex;

use super::Texts;
use super::leaf::Desktop;
use crate::files::{FilePath, Files, NoMemo, Tree};
use crate::model::{Choice, Id};
use crate::privacy::Clean;
use crate::report::Report;

/// A kind of file that editors write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// `site/site.toml`.
    Site,
    /// `conference.md`.
    Conference,
    /// `criteria.toml`.
    Criteria,
    /// `honorees/<id>/index.md`.
    Honoree,
    /// `keynotes/<id>/index.md`.
    Keynote,
    /// `photos/photos.toml`.
    Photos,
}

impl Choice for Subject {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("site", Self::Site),
        ("conference", Self::Conference),
        ("criteria", Self::Criteria),
        ("honoree", Self::Honoree),
        ("keynote", Self::Keynote),
        ("photos", Self::Photos),
    ];
}

/// A key a reader asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The keys that lead to it, a dot between them: `initiatives.title`.
    pub path: String,
    /// Must it be there?
    pub needed: bool,
    /// What it holds.
    pub holds: Holds,
}

/// What a key may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A text.
    Text,
    /// An id.
    Id,
    /// One of these words.
    Choice(Vec<&'static str>),
    /// Yes or no.
    Flag,
    /// A whole number.
    Signed,
    /// A whole number from 0.
    Number,
    /// A whole number from 1.
    Count,
    /// A year of four digits.
    Year,
    /// A number, with decimals or without.
    Decimal,
    /// A length on paper.
    Length,
    /// Two parts between 0 and 1.
    Point,
    /// A day.
    Date,
    /// A moment with its offset.
    Moment,
    /// A table; its keys have longer paths.
    Table,
    /// Several of these.
    List(Box<Self>),
}

/// Where a reader's questions are noted.
#[derive(Default)]
pub(crate) struct Sketch(Mutex<Vec<Key>>);

impl Sketch {
    /// Notes a question; of two about one key the first says what it holds.
    pub(super) fn note(&self, path: String, holds: Holds) {
        let mut keys = self.0.lock();
        if !keys.iter().any(|key| key.path == path) {
            keys.push(Key { path, needed: false, holds });
        }
    }

    /// Notes that a key must be there.
    pub(super) fn need(&self, path: &str) {
        let mut keys = self.0.lock();
        keys.iter_mut().filter(|key| key.path == path).for_each(|key| key.needed = true);
    }
}

/// The keys of a kind of file, in the order its reader asks for them. The reader itself says so: it is given
/// an empty file, and what it asks for is noted.
#[must_use]
pub fn outline(subject: Subject) -> Vec<Key> {
    const STORY: &str = "+++\n+++\n";
    let (path, text) = match subject {
        Subject::Site => ("site/site.toml", ""),
        Subject::Conference => ("content/a/conference.md", STORY),
        Subject::Criteria => ("content/a/criteria.toml", ""),
        Subject::Honoree => ("content/a/honorees/b/index.md", STORY),
        Subject::Keynote => ("content/a/keynotes/b/index.md", STORY),
        Subject::Photos => ("content/a/photos/photos.toml", ""),
    };
    let files: Arc<dyn Files> = Arc::new(Tree::default().with(path, text));
    let (sketch, mut report) = (Sketch::default(), Report::default());
    let world = Desktop {
        files: &files,
        memo: &NoMemo,
        clean: &Clean::default(),
        since: None,
        there: files.paths(),
        texts: Texts::Read,
        sketch: Some(&sketch),
    };
    let (file, report) = (FilePath::new(path), &mut report);
    let folder = FilePath::new(file.folder());
    match subject {
        Subject::Site => drop(super::settings::settings(&world, report)),
        Subject::Conference => {
            let criteria = crate::model::conference::Criteria::default();
            let id = Id::new("a");
            drop(id.map(|id| super::conference::conference(&world, id, &file, criteria, report)));
        }
        Subject::Criteria => drop(super::criteria::criteria(&world, &file, report)),
        Subject::Honoree => drop(super::honoree::nomination(&world, &folder, report)),
        Subject::Keynote => drop(super::keynote::submission(&world, &folder, report)),
        Subject::Photos => drop(super::photos::albums(&world, &folder, report)),
    }
    sketch.0.into_inner()
}
