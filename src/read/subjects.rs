//! The folders of honourees and keynotes: read once, and of a project that changed only where it did.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::files::{FilePath, Files};
use crate::model::honoree::Nomination;
use crate::model::keynote::Submission;
use crate::privacy::Clean;
use crate::report::{Problem, Report};

/// What was read of a project, kept for the next time.
#[derive(Default)]
pub struct Reading {
    pub(super) honorees: Rooms<Nomination>,
    pub(super) keynotes: Rooms<Submission>,
    /// What was looked through meanwhile and holds nothing personal: on a page it need not be looked through again.
    pub clean: Arc<Clean>,
}

/// Subjects by the folder they are in, each in the order of the listing.
pub(super) type Rooms<T> = BTreeMap<FilePath, Vec<Subject<T>>>;

/// What became of a folder.
pub(super) struct Subject<T> {
    folder: FilePath,
    noun: Option<Arc<T>>,
    problems: Arc<[Problem]>,
}

impl<T> Clone for Subject<T> {
    fn clone(&self) -> Self {
        Self { folder: self.folder.clone(), noun: self.noun.clone(), problems: Arc::clone(&self.problems) }
    }
}

/// What is known already: what was read, and which files are not what they were then.
#[derive(Clone, Copy)]
pub struct Since<'s> {
    /// What was read.
    pub reading: &'s Reading,
    /// Files that have come, gone or changed.
    pub changed: &'s BTreeSet<FilePath>,
}

/// Reads the subjects of a room, keeping their order. What a subject is depends on the files in its folder
/// and on nothing else.
pub(super) fn subjects<T: Send + Sync>(
    files: &dyn Files,
    room: &FilePath,
    before: Option<(&Rooms<T>, &BTreeSet<FilePath>)>,
    read: impl Fn(&FilePath, &mut Report) -> Option<T> + Sync,
) -> Vec<Subject<T>> {
    let read = |folder: FilePath| {
        let mut report = Report::default();
        let noun = read(&folder, &mut report).map(Arc::new);
        Subject { folder, noun, problems: report.into_problems().into() }
    };
    let known = before.and_then(|(rooms, changed)| Some((rooms.get(room)?, changed)));
    let Some((known, changed)) = known else {
        return folders(files.under(room), room).into_par_iter().map(read).collect();
    };
    let prefix = format!("{room}/");
    let changed: Vec<FilePath> = changed.iter().filter(|file| file.starts_with(&prefix)).cloned().collect();
    if changed.is_empty() {
        return known.clone();
    }
    let touched: BTreeSet<FilePath> = folders(&changed, room).into_iter().collect();
    let mut subjects: Vec<Subject<T>> =
        known.iter().filter(|subject| !touched.contains(&subject.folder)).cloned().collect();
    for folder in touched.into_iter().filter(|folder| !files.under(folder).is_empty()) {
        // As in the listing, where a slash follows every folder's name.
        let place = |text: &str| text.bytes().chain([b'/']).collect::<Vec<u8>>();
        let at = subjects.partition_point(|subject| place(&subject.folder) < place(&folder));
        subjects.insert(at, read(folder));
    }
    subjects
}

/// The nouns of a room; what is wrong with them, and with those that are none, is reported.
pub(super) fn nouns<T>(subjects: &[Subject<T>], report: &mut Report) -> Vec<Arc<T>> {
    subjects.iter().for_each(|subject| report.extend(subject.problems.iter().cloned()));
    subjects.iter().filter_map(|subject| subject.noun.clone()).collect()
}

/// The folders within a room that these files are in.
fn folders(files: &[FilePath], room: &FilePath) -> Vec<FilePath> {
    let below = room.len() + 1;
    let inside = files.iter().filter_map(|path| path.get(below..)?.split_once('/'));
    let mut names: Vec<&str> = inside.map(|(name, _)| name).collect();
    names.dedup();
    names.into_iter().map(|name| room.join(name)).collect()
}
