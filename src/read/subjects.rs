//! The folders of honourees and keynotes: read once, and of a project that changed only where it did.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::kept::{Noun, key};
use super::leaf::{self, Desktop};
use super::settings;
use crate::files::{FilePath, NoMemo};
use crate::model::Id;
use crate::model::honoree::{Fragment, Nomination};
use crate::model::keynote::Submission;
use crate::privacy::Clean;
use crate::report::{Problem, Report, Severity};

/// The file that tells of its folder.
pub(super) const INDEX: &str = "index.md";

/// What was read of a project, kept for the next time.
#[derive(Default)]
pub struct Reading {
    pub(super) settings: Option<Arc<settings::Read>>,
    pub(super) honorees: Rooms<Nomination>,
    pub(super) keynotes: Rooms<Submission>,
    /// Files of a conference that nobody reads, by its folder.
    pub(super) strays: BTreeMap<FilePath, BTreeSet<FilePath>>,
    /// What was looked through meanwhile and holds nothing personal: on a page it need not be looked through again.
    pub clean: Arc<Clean>,
}

/// Subjects by the folder they are in, each in the order of the listing.
pub(super) type Rooms<T> = BTreeMap<FilePath, Vec<Arc<Subject<T>>>>;

/// What became of a folder.
pub(super) struct Subject<T> {
    folder: FilePath,
    noun: Option<Arc<T>>,
    /// What could be read of a dossier all the same that is none.
    fragment: Option<Arc<Fragment>>,
    problems: Arc<[Problem]>,
}

/// What is known already: what was read, and which files are not what they were then.
#[derive(Clone, Copy)]
pub struct Since<'s> {
    /// What was read.
    pub reading: &'s Reading,
    /// Files that have come, gone or changed.
    pub changed: &'s BTreeSet<FilePath>,
}

/// Makes a noun of a folder, and says what is wrong with it; otherwise what there is of a dossier.
type Reader<T> = fn(&Desktop<'_>, &FilePath, &mut Report) -> Result<T, Option<Arc<Fragment>>>;

/// Reads the subjects of a room, keeping their order. What a subject is depends on the files in its folder
/// and on nothing else.
pub(super) fn subjects<T: Noun>(
    world: &Desktop<'_>,
    room: &FilePath,
    before: Option<(&Rooms<T>, &BTreeSet<FilePath>)>,
    read: Reader<T>,
) -> Vec<Arc<Subject<T>>> {
    let known = before.and_then(|(rooms, changed)| Some((rooms.get(room)?, changed)));
    let Some((known, changed)) = known else {
        let folders: Vec<_> = folders(world.files.under(room), room).collect();
        let read = |(name, files)| Arc::new(subject(world, room.join(name), files, read));
        return folders.into_par_iter().map(read).collect();
    };
    let prefix = format!("{room}/");
    let changed: Vec<FilePath> = changed.iter().filter(|file| file.starts_with(&prefix)).cloned().collect();
    if changed.is_empty() {
        return known.clone();
    }
    let touched: BTreeSet<FilePath> = folders(&changed, room).map(|(name, _)| room.join(name)).collect();
    let mut subjects = known.clone();
    for folder in touched {
        // As in the listing, where a slash follows every folder's name.
        let place = |text: &str| text.bytes().chain([b'/']).collect::<Vec<u8>>();
        let at = subjects.partition_point(|subject| place(&subject.folder) < place(&folder));
        let is_known = subjects.get(at).is_some_and(|subject| subject.folder == folder);
        let files = world.files.under(&folder);
        let now = (!files.is_empty()).then(|| Arc::new(subject(world, folder, files, read)));
        subjects.splice(at..at + usize::from(is_known), now);
    }
    subjects
}

/// Reads one subject, or remembers what it was when the files of its folder were the same.
fn subject<T: Noun>(
    world: &Desktop<'_>,
    folder: FilePath,
    files: &[FilePath],
    read: Reader<T>,
) -> Subject<T> {
    let index = files.iter().find(|file| file.name() == INDEX && file.folder() == &*folder);
    let known = index.and_then(|index| Some((index, world.files.digest(index).ok()?)));
    let known = known.map(|(index, digest)| (index, digest, key::<T>(files, &digest)));
    // What is read again is read whole: a text to be read later would keep the listing of its time alive.
    if let Some((index, digest, key)) = known.filter(|_| world.since.is_none())
        && let Some(kept) = world.memo.recall(&key)
        && let Ok((noun, problems)) = postcard::from_bytes::<(T, Vec<Problem>)>(&kept)
    {
        let noun = noun.told(leaf::text(world, index, &digest));
        return Subject { folder, noun: Some(Arc::new(noun)), fragment: None, problems: problems.into() };
    }
    let mut report = Report::default();
    // Its file by itself need not be remembered.
    let (noun, fragment) = match read(&Desktop { memo: &NoMemo, ..*world }, &folder, &mut report) {
        Ok(noun) => (Some(noun), None),
        Err(fragment) => (None, fragment),
    };
    let problems = report.into_problems();
    if let (Some((.., key)), Some(noun)) = (known, &noun)
        && let Ok(kept) = postcard::to_stdvec(&(noun, &problems))
    {
        world.memo.keep(key, &kept);
    }
    Subject { folder, noun: noun.map(Arc::new), fragment, problems: problems.into() }
}

/// The nouns of a room; what is wrong with them, and with those that are none, is reported.
pub(super) fn nouns<T>(subjects: &[Arc<Subject<T>>], report: &mut Report) -> Vec<Arc<T>> {
    subjects.iter().for_each(|subject| report.extend(subject.problems.iter().cloned()));
    subjects.iter().filter_map(|subject| subject.noun.clone()).collect()
}

/// The folders of which no noun could be made, each with what could be read of it.
pub(super) fn fragments<T>(subjects: &[Arc<Subject<T>>]) -> BTreeMap<Id, Option<Arc<Fragment>>> {
    let unread = subjects.iter().filter(|subject| subject.noun.is_none());
    unread.filter_map(|s| Some((Id::new(s.folder.name())?, s.fragment.clone()))).collect()
}

/// Is nothing of them wrong in its writing?
pub(super) fn are_sound<T>(subjects: &[Arc<Subject<T>>]) -> bool {
    let mut problems = subjects.iter().flat_map(|subject| &*subject.problems);
    problems.all(|problem| problem.severity != Severity::Error)
}

/// The names of the folders within a room that these files are in, each with those that are.
fn folders<'f>(
    files: &'f [FilePath],
    room: &FilePath,
) -> impl Iterator<Item = (&'f str, &'f [FilePath])> + use<'f> {
    fn name(file: &FilePath, below: usize) -> Option<&str> {
        file.get(below..)?.split_once('/').map(|(name, _)| name)
    }
    let below = room.len() + 1;
    let by_folder = files.chunk_by(move |one, other| name(one, below) == name(other, below));
    by_folder.filter_map(move |files| Some((name(files.first()?, below)?, files)))
}
