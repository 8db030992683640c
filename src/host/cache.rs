//! What runs remember for each other, in `.bangvang/`: small answers in one pack, pictures as files, all checked by digest.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::hash::Hasher as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use bangvang::files::{Bytes, Digest, Memo};
use parking_lot::{Mutex, MutexGuard};
use rustc_hash::{FxHashMap, FxHasher};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::clock;
use super::write::{names, replace};

/// An answer larger than this has a file of its own.
const SMALL: usize = 32 << 10;

/// What stands before an answer in the pack: key, length, sum.
const HEAD: usize = 32 + 4 + 8;

/// The caches of a project.
pub(crate) struct Cache {
    folder: PathBuf,
    pack: Vec<u8>,
    places: FxHashMap<Digest, Place>,
    /// The shelves there are for large answers: most keys are asked for in vain, without touching the disk.
    shelves: HashSet<String>,
    fresh: Mutex<Fresh>,
}

/// Where an answer lies in the pack, and whether this run asked for it.
struct Place {
    answer: Range<usize>,
    used: AtomicBool,
}

#[derive(Default)]
struct Fresh {
    answers: HashMap<Digest, Bytes>,
    large: HashSet<Digest>,
    /// Pictures made in this run.
    pictures: usize,
}

impl Place {
    fn is_used(&self) -> bool {
        self.used.load(Ordering::Relaxed)
    }
}

impl Cache {
    /// Opens the caches in `folder`; from where the pack is damaged on, it is forgotten.
    pub(crate) fn open(folder: &Path) -> Self {
        let pack = fs::read(folder.join("pack")).unwrap_or_default();
        let mut places = FxHashMap::default();
        let mut at = 0;
        while let Some((key, answer)) = record(&pack, at) {
            at = answer.end;
            places.insert(key, Place { answer, used: AtomicBool::new(false) });
        }
        let shelves = names(&folder.join("large")).into_iter().collect();
        Self { folder: folder.to_path_buf(), pack, places, shelves, fresh: Mutex::default() }
    }

    fn fresh(&self) -> MutexGuard<'_, Fresh> {
        self.fresh.lock()
    }

    /// Saves what this run has learnt. After a run that looked at everything, what it did not need is dropped.
    pub(crate) fn save(&self, looked_at_everything: bool) {
        let fresh = self.fresh();
        let unused = self.places.values().filter(|place| !place.is_used()).count();
        if fresh.answers.is_empty() && !(looked_at_everything && unused * 2 > self.places.len()) {
            return;
        }
        // What is new comes first: an old answer that could not be read stays under the same key otherwise.
        let mut kept: Vec<(&Digest, &[u8])> =
            fresh.answers.iter().map(|(key, answer)| (key, &**answer)).collect();
        let old = self.places.iter().filter(|(_, place)| !looked_at_everything || place.is_used());
        kept.extend(old.map(|(key, place)| (key, self.pack.get(place.answer.clone()).unwrap_or_default())));
        kept.sort_by_key(|(key, _)| **key);
        kept.dedup_by_key(|(key, _)| **key);
        let size = kept.iter().map(|(_, answer)| HEAD + answer.len()).sum();
        let mut pack = Vec::with_capacity(size);
        for (key, answer) in kept {
            pack.extend_from_slice(key.as_bytes());
            pack.extend_from_slice(&u32::try_from(answer.len()).unwrap_or(0).to_le_bytes());
            pack.extend_from_slice(&sum(answer));
            pack.extend_from_slice(answer);
        }
        // A cache that cannot be saved costs time, not truth.
        let _ = replace(&self.folder.join("pack"), &pack);
    }

    /// Reads a note of the last run in the same `folder`.
    pub(crate) fn note<T: DeserializeOwned + Default>(folder: &Path, name: &str) -> T {
        fs::read(folder.join(name)).ok().and_then(|b| postcard::from_bytes(&b).ok()).unwrap_or_default()
    }

    /// Leaves a note for the next run.
    pub(crate) fn leave_note<T: Serialize>(&self, name: &str, note: &T) {
        if let Ok(bytes) = postcard::to_stdvec(note) {
            let _ = replace(&self.folder.join(name), &bytes);
        }
    }

    /// How many pictures this run had to make.
    pub(crate) fn pictures_made(&self) -> usize {
        self.fresh().pictures
    }

    /// Makes room when the large answers take more than `most` bytes: those longest not asked for go.
    pub(crate) fn shrink(&self, most: u64) {
        // Nothing has grown in a run that kept nothing.
        if self.fresh().large.is_empty() {
            return;
        }
        let shelves = self.folder.join("large");
        let mut files = Vec::new();
        for shelf in names(&shelves) {
            let entries = fs::read_dir(shelves.join(shelf)).into_iter().flatten().flatten();
            files.extend(entries.filter_map(|entry| {
                let meta = entry.metadata().ok()?;
                Some((meta.modified().ok()?, entry.path(), meta.len()))
            }));
        }
        let mut size: u64 = files.iter().map(|(_, _, size)| size).sum();
        if size <= most {
            return;
        }
        files.sort();
        for (_, path, bytes) in files {
            // A quarter less, so that the next picture does not begin it all again.
            if size <= most / 4 * 3 {
                break;
            }
            if fs::remove_file(path).is_ok() {
                size -= bytes;
            }
        }
    }

    fn keep_apart(&self, key: Digest, answer: &[u8]) {
        let mut bytes = Digest::of(answer).as_bytes().to_vec();
        bytes.extend_from_slice(answer);
        if replace(&self.file(&key), &bytes).is_ok() {
            self.fresh().large.insert(key);
        }
    }

    fn file(&self, key: &Digest) -> PathBuf {
        let name = key.hex(64);
        let (shelf, rest) = name.split_at(2);
        self.folder.join("large").join(shelf).join(rest)
    }
}

impl Memo for Cache {
    fn recall(&self, key: &Digest) -> Option<Bytes> {
        if let Some(place) = self.places.get(key) {
            place.used.store(true, Ordering::Relaxed);
            return self.pack.get(place.answer.clone()).map(Bytes::from);
        }
        if let Some(answer) = self.fresh().answers.get(key) {
            return Some(answer.clone());
        }
        if !self.shelves.contains(&key.hex(2)) && !self.fresh().large.contains(key) {
            return None;
        }
        let path = self.file(key);
        let bytes = fs::read(&path).ok()?;
        let (said, answer) = bytes.split_at_checked(32)?;
        let whole = (Digest::of(answer).as_bytes() == said).then(|| Bytes::from(answer));
        if whole.is_some() && !self.fresh().large.contains(key) {
            touch(&path);
        }
        whole
    }

    fn keep(&self, key: Digest, answer: &[u8]) {
        if answer.len() <= SMALL {
            self.fresh().answers.insert(key, Bytes::from(answer));
            return;
        }
        self.keep_apart(key, answer);
    }

    fn keep_picture(&self, key: Digest, picture: &[u8]) {
        self.fresh().pictures += 1;
        self.keep_apart(key, picture);
    }
}

/// Notes that a file was asked for: it may stay longer.
fn touch(path: &Path) {
    let file = fs::File::options().append(true).open(path);
    let _ = file.and_then(|file| file.set_modified(clock::moment()));
}

/// The record at a place of the pack: key, length, sum, answer. A torn or altered one ends the reading.
fn record(pack: &[u8], at: usize) -> Option<(Digest, Range<usize>)> {
    let head = pack.get(at..at + HEAD)?;
    let key = Digest::from_bytes(head.get(..32)?.try_into().ok()?);
    let length = u32::from_le_bytes(head.get(32..36)?.try_into().ok()?) as usize;
    let answer = at + HEAD..at + HEAD + length;
    (sum(pack.get(answer.clone())?) == *head.get(36..HEAD)?).then_some((key, answer))
}

/// Finds torn and flipped bytes at the speed of reading.
fn sum(bytes: &[u8]) -> [u8; 8] {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.finish().to_le_bytes()
}
