//! The folders of honourees and keynotes: read once, and of a project that changed only where it did.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use imbl::Vector;
use rayon::prelude::*;

use super::kept::{Noun, key};
use super::leaf::{self, Desktop};
use super::{Texts, settings};
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

/// Rooms by the folders they are.
pub(super) type Rooms<T> = BTreeMap<FilePath, Room<T>>;

/// The subjects of a room. Of very many one changes at a time, so the next room shares the others with this one.
pub(super) struct Room<T> {
    /// The nouns in the order of the listing, and so of their files.
    pub(super) nouns: Vector<Arc<T>>,
    /// By their folders those of which something is wrong, or no noun could be made.
    faulty: BTreeMap<FilePath, Arc<Faults>>,
    /// Have their texts been read, each at some time?
    is_whole: bool,
}

/// What became of a folder.
struct Subject<T> {
    folder: FilePath,
    noun: Option<Arc<T>>,
    /// What could be read of a dossier all the same that is none.
    fragment: Option<Arc<Fragment>>,
    problems: Vec<Problem>,
    is_whole: bool,
}

/// What is wrong with a folder.
struct Faults {
    /// Could a noun be made of it?
    is_noun: bool,
    fragment: Option<Arc<Fragment>>,
    problems: Vec<Problem>,
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
) -> Room<T> {
    let known = before.and_then(|(rooms, changed)| Some((rooms.get(room)?, changed)));
    let Some((known, changed)) = known else {
        let folders: Vec<_> = folders(world.files.under(room), room).collect();
        let read = |(name, files)| subject(world, room.join(name), files, read);
        return Room::of(folders.into_par_iter().map(read).collect());
    };
    let prefix = format!("{room}/");
    let changed: Vec<FilePath> = changed.iter().filter(|file| file.starts_with(&prefix)).cloned().collect();
    let touched: BTreeSet<FilePath> = folders(&changed, room).map(|(name, _)| room.join(name)).collect();
    let mut now = Room { nouns: known.nouns.clone(), faulty: known.faulty.clone(), is_whole: known.is_whole };
    for folder in touched {
        now.leave(&folder);
        let files = world.files.under(&folder);
        if !files.is_empty() {
            now.enter(subject(world, folder, files, read));
        }
    }
    now
}

impl Reading {
    /// Have all texts been read, now or in an earlier run? If not, much that is wrong is not known yet.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.honorees.values().all(|room| room.is_whole)
    }
}

impl<T: Noun> Room<T> {
    /// A room of these subjects, which are in order.
    fn of(subjects: Vec<Subject<T>>) -> Self {
        let is_whole = subjects.iter().all(|subject| subject.is_whole);
        let mut room = Self { nouns: Vector::new(), faulty: BTreeMap::new(), is_whole };
        for subject in subjects {
            room.nouns.extend(subject.noun.clone());
            room.note(subject);
        }
        room
    }

    fn place(&self, folder: &FilePath) -> Result<usize, usize> {
        let file = folder.join(INDEX);
        self.nouns.binary_search_by(|noun| noun.file().cmp(&file))
    }

    fn leave(&mut self, folder: &FilePath) {
        if let Ok(at) = self.place(folder) {
            self.nouns.remove(at);
        }
        self.faulty.remove(folder);
    }

    fn enter(&mut self, subject: Subject<T>) {
        if let (Err(at), Some(noun)) = (self.place(&subject.folder), &subject.noun) {
            self.nouns.insert(at, Arc::clone(noun));
        }
        self.note(subject);
    }

    fn note(&mut self, subject: Subject<T>) {
        let Subject { folder, noun, fragment, problems, .. } = subject;
        if noun.is_none() || !problems.is_empty() {
            self.faulty.insert(folder, Arc::new(Faults { is_noun: noun.is_some(), fragment, problems }));
        }
    }

    /// Everything that is wrong with its subjects.
    pub(super) fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.faulty.values().flat_map(|faults| &faults.problems)
    }

    /// The folders of which no noun could be made, each with what could be read of it.
    pub(super) fn fragments(&self) -> BTreeMap<Id, Option<Arc<Fragment>>> {
        let unread = self.faulty.iter().filter(|(_, faults)| !faults.is_noun);
        unread.filter_map(|(folder, f)| Some((Id::new(folder.name())?, f.fragment.clone()))).collect()
    }

    /// Is nothing of them wrong in its writing?
    pub(super) fn is_sound(&self) -> bool {
        self.problems().all(|problem| problem.severity != Severity::Error)
    }
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
        return Subject { folder, noun: Some(Arc::new(noun)), fragment: None, problems, is_whole: true };
    }
    let mut report = Report::default();
    // Its file by itself need not be remembered.
    let (noun, fragment) =
        match read(&Desktop { memo: &NoMemo, there: files, ..*world }, &folder, &mut report) {
            Ok(noun) => (Some(noun), None),
            Err(fragment) => (None, fragment),
        };
    let problems = report.into_problems();
    let is_whole = world.texts == Texts::Read;
    if let (Some((.., key)), Some(noun)) = (known.filter(|_| is_whole), &noun)
        && let Ok(kept) = postcard::to_stdvec(&(noun, &problems))
    {
        world.memo.keep(key, &kept);
    }
    Subject { folder, noun: noun.map(Arc::new), fragment, problems, is_whole }
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
