//! A project folder on the disk, listed once; a file that has not changed since the last run is known without opening it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use std::{fs, io};

use parking_lot::Mutex;

use bangvang::files::{Bytes, Digest, FilePath, Files, Unreadable};
use bangvang::report::Problem;
use imbl::Vector;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::stored::Stored;
use super::walk::{Stamp, Walk, is_hidden, relative, stamp};
use super::{reason, twins};

/// The folders of a project that are read.
pub(crate) const FOLDERS: [&str; 3] = ["content", "site", "themes"];

/// A file changed this shortly before it was noted may change again within the same tick of the disk's
/// clock, so it is not trusted next time (git calls this "racy").
const RACY: i64 = 2_000_000_000;

/// A project folder.
pub(crate) struct Disk {
    root: PathBuf,
    /// Every file in order; of a project in which none came or went, the same list.
    paths: Arc<[FilePath]>,
    /// What each of `paths` is.
    found: Vector<Arc<Found>>,
    faults: Vec<Problem>,
    clashes: Vec<Problem>,
    /// When it was listed, in nanoseconds since 1970.
    listed: i64,
    /// Is anything seen in two places, one of which is no news when it changes?
    has_links: bool,
    /// Files that could not be read, or were not what they had been when they were listed.
    failed: Mutex<BTreeMap<FilePath, Unreadable>>,
    /// Who is shown how far it has come.
    watch: Option<Watch>,
}

/// Told how many of how many are done.
pub(crate) type Watch = Box<dyn Fn(usize, usize) + Send + Sync>;

struct Found {
    real: PathBuf,
    stamp: Stamp,
    digest: OnceLock<Digest>,
    /// What was read to find the digest, for the reader who comes next.
    read: Mutex<Option<Bytes>>,
}

/// What the last run knew.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Index {
    noted: i64,
    files: Vec<(FilePath, Stamp, Digest)>,
}

impl Disk {
    /// Lists the project at `root`, at the time `now`. Links that leave it are reported and not followed.
    pub(crate) fn open(root: &Path, now: i64) -> Self {
        let mut disk = Self::listing(root, now);
        let found = disk.list_all();
        disk.settle(found);
        disk
    }

    /// The project once more, where only what lies at these places or below them may be another; without places, all of it,
    /// and also where links let a file change at a place that nobody names.
    /// With it come the files that are not what they were, there or not there.
    pub(crate) fn renewed(
        &self,
        changed: Option<&BTreeSet<PathBuf>>,
        now: i64,
    ) -> (Self, BTreeSet<FilePath>) {
        let mut disk = Self::listing(&self.root, now);
        let Some(changed) = changed.filter(|_| !self.has_links) else {
            let mut all = disk.list_all();
            for (path, found) in &mut all {
                // As with what the last run knew: a stamp this young proves nothing.
                if let Some(known) = self.at(path)
                    && known.stamp == found.stamp
                    && known.stamp.latest() < self.listed - RACY
                {
                    *found = Arc::clone(known);
                }
            }
            disk.settle(all);
            let changed = disk.differences(self);
            return (disk, changed);
        };
        disk.faults.clone_from(&self.faults);
        let (mut gone, mut come) = (BTreeSet::new(), BTreeMap::new());
        for place in &twins::apart(changed) {
            let path = relative(Path::new(""), place);
            let below = format!("{path}/");
            disk.faults.retain(|p| {
                p.place.as_ref().is_none_or(|at| at.file != path && !at.file.starts_with(&below))
            });
            gone.extend(self.paths.binary_search(&path));
            let from = self.paths.partition_point(|path| **path < *below);
            let inside = self.paths.iter().enumerate().skip(from);
            gone.extend(inside.take_while(|(_, path)| path.starts_with(&below)).map(|(at, _)| at));
            come.extend(disk.list(place));
        }
        let changed = disk.replace(self, &gone, come);
        (disk, changed)
    }

    /// What lies where it lay in `before`, but for the places in its list of what is gone and for what has come. Tells the
    /// differences.
    fn replace(
        &mut self,
        before: &Self,
        gone: &BTreeSet<usize>,
        come: BTreeMap<FilePath, Arc<Found>>,
    ) -> BTreeSet<FilePath> {
        let places: Result<BTreeSet<usize>, usize> =
            come.keys().map(|path| before.paths.binary_search(path)).collect();
        if places.is_ok_and(|places| places == *gone) {
            // No other names: what follows from them is the same.
            self.paths = Arc::clone(&before.paths);
            self.clashes.clone_from(&before.clashes);
            self.found.clone_from(&before.found);
            for (at, now) in gone.iter().zip(come.into_values()) {
                if let Some(found) = self.found.get_mut(*at) {
                    *found = now;
                }
            }
            let both = gone.iter().filter_map(|at| Some((self.paths.get(*at)?, before.found.get(*at)?)));
            let others = both.filter(|(path, there)| !self.is_same(path, there));
            return others.map(|(path, _)| path.clone()).collect();
        }
        let stays = before.files().enumerate().filter(|(at, _)| !gone.contains(at));
        let stays = stays.map(|(_, (path, found))| (path.clone(), Arc::clone(found)));
        let all: BTreeMap<_, _> = stays.chain(come).collect();
        self.settle(all.into_iter().collect());
        self.differences(before)
    }

    /// The files that are not what they were in `before`, there or not there.
    fn differences(&self, before: &Self) -> BTreeSet<FilePath> {
        let mut changed = BTreeSet::new();
        // Both are in order, and of very many files one has changed.
        let mut old = before.files().peekable();
        for (path, found) in self.files() {
            while let Some((gone, _)) = old.next_if(|(other, _)| *other < path) {
                changed.insert(gone.clone());
            }
            let there = old.next_if(|(other, _)| *other == path);
            let is_same = |there| Arc::ptr_eq(found, there) || self.is_same(path, there);
            if !there.is_some_and(|(_, there)| is_same(there)) {
                changed.insert(path.clone());
            }
        }
        changed.extend(old.map(|(gone, _)| gone.clone()));
        changed
    }

    /// Is a file what it was there?
    fn is_same(&self, path: &FilePath, there: &Found) -> bool {
        there.digest.get().is_some_and(|known| self.digest(path).as_ref() == Ok(known))
    }

    fn listing(root: &Path, now: i64) -> Self {
        Self {
            root: root.to_path_buf(),
            paths: Arc::new([]),
            found: Vector::new(),
            faults: Vec::new(),
            clashes: Vec::new(),
            listed: now,
            has_links: false,
            failed: Mutex::default(),
            watch: None,
        }
    }

    /// Takes what was found, in the order of its paths, and draws up what follows from the names.
    fn settle(&mut self, files: Vec<(FilePath, Arc<Found>)>) {
        let (paths, found): (Vec<_>, Vec<_>) = files.into_iter().unzip();
        (self.paths, self.found) = (paths.into(), found.into());
        self.clashes = twins::of_case(&self.paths);
    }

    /// Every file with what it is.
    fn files(&self) -> impl Iterator<Item = (&FilePath, &Arc<Found>)> {
        self.paths.iter().zip(&self.found)
    }

    fn at(&self, path: &FilePath) -> Option<&Arc<Found>> {
        self.found.get(self.paths.binary_search(path).ok()?)
    }

    /// Lists the folders that are read, which are in order.
    fn list_all(&mut self) -> Vec<(FilePath, Arc<Found>)> {
        FOLDERS.iter().flat_map(|folder| self.list(Path::new(folder))).collect()
    }

    /// Lists what lies at a place and below it, in order, if anything does. Hidden folders are passed over.
    fn list(&mut self, place: &Path) -> Vec<(FilePath, Arc<Found>)> {
        let (root, inside) =
            (self.root.clone(), self.root.canonicalize().unwrap_or_else(|_| self.root.clone()));
        let full = root.join(place);
        let above = full.parent().and_then(|folder| folder.canonicalize().ok());
        let hidden = place.parent().is_some_and(|folder| folder.iter().any(is_hidden))
            || full.is_dir() && place.file_name().is_some_and(is_hidden);
        let is_there = full.exists() || full.is_symlink();
        if hidden || !is_there || !above.is_some_and(|folder| folder.starts_with(&inside)) {
            return Vec::new();
        }
        let mut seen = Walk { root: &root, inside: &inside }.all(&full);
        self.faults.append(&mut seen.faults);
        self.has_links |= seen.has_links;
        // Two spellings of one name in Unicode, NFC and NFD, are one path: the first on the disk is taken.
        seen.files.par_sort_by(|(one, ..), (other, ..)| one.cmp(other));
        seen.files.dedup_by(|(path, real, _), (first, found, _)| {
            let is_same = path == first;
            if is_same {
                twins::of_spelling(&mut self.faults, path, real, found);
            }
            is_same
        });
        let found = |(path, real, stamp)| {
            (path, Arc::new(Found { real, stamp, digest: OnceLock::new(), read: Mutex::new(None) }))
        };
        seen.files.into_iter().map(found).collect()
    }

    /// The same project, with what the last run knew of its files.
    pub(crate) fn recognised(self, index: Index) -> Self {
        let mut known = index.files.into_iter().peekable();
        // Both lists are sorted by path.
        for (path, found) in self.files() {
            while known.next_if(|(other, ..)| other < path).is_some() {}
            if let Some((_, stamp, digest)) = known.next_if(|(other, ..)| other == path)
                && stamp == found.stamp
                && stamp.latest() < index.noted - RACY
            {
                let _ = found.digest.set(digest);
            }
        }
        self
    }

    /// The same project, shown to somebody who waits.
    pub(crate) fn watched(self, watch: Watch) -> Self {
        Self { watch: Some(watch), ..self }
    }

    /// What the next run may know of this one.
    pub(crate) fn index(&self) -> Index {
        let known =
            |(path, found): (&FilePath, &Arc<Found>)| Some((path.clone(), found.stamp, *found.digest.get()?));
        Index { noted: self.listed, files: self.files().filter_map(known).collect() }
    }

    /// A file where it lies, for whoever wants a part of it or takes it piece by piece; none unless it is still what was
    /// listed.
    pub(crate) fn stored(&self, path: &FilePath) -> Option<Stored> {
        let (found, digest) = (self.at(path)?, self.digest(path).ok()?);
        let file = fs::File::open(&found.real).ok()?;
        let is_same = file.metadata().is_ok_and(|meta| stamp(&meta) == found.stamp);
        is_same.then_some(Stored { file, digest, from: 0, size: found.stamp.size })
    }

    /// What could not be read since the listing: a text that is read late has nobody to tell it to.
    pub(crate) fn failures(&self) -> Vec<Problem> {
        let failed = self.failed.lock();
        failed.iter().map(|(path, why)| why.clone().problem(path)).collect()
    }

    /// The files of [`Disk::failures`].
    pub(crate) fn failed(&self) -> BTreeSet<FilePath> {
        self.failed.lock().keys().cloned().collect()
    }

    /// The identity of everything that can be read.
    pub(crate) fn inputs(&self) -> Result<Digest, Unreadable> {
        let mut parts: Vec<u8> = Vec::with_capacity(self.paths.len() * 96);
        for path in &*self.paths {
            parts.extend_from_slice(path.as_bytes());
            parts.push(0);
            parts.extend_from_slice(self.digest(path)?.as_bytes());
        }
        Ok(Digest::of(&parts))
    }
}

impl Files for Disk {
    fn paths(&self) -> &[FilePath] {
        &self.paths
    }

    fn read(&self, path: &FilePath) -> Result<Bytes, Unreadable> {
        let found = self.at(path).ok_or_else(Unreadable::not_found)?;
        if let Some(bytes) = found.read.lock().take() {
            return Ok(bytes);
        }
        // What was laid out by one content must not be made from another.
        let known = found.digest.get();
        let is_other = |bytes: &[u8]| known.is_some_and(|digest| *digest != Digest::of(bytes));
        let same = read_settled(&found.real, found.stamp).and_then(|(bytes, stamp)| {
            // A stamp that is older than the listing proves it.
            let proven = stamp == found.stamp && stamp.latest() < self.listed - RACY;
            if !proven && is_other(&bytes) { Err(Unreadable("changed".to_owned())) } else { Ok(bytes) }
        });
        same.inspect_err(|why| {
            let mut failed = self.failed.lock();
            failed.insert(path.clone(), why.clone());
        })
    }

    fn digest(&self, path: &FilePath) -> Result<Digest, Unreadable> {
        let found = self.at(path).ok_or_else(Unreadable::not_found)?;
        if let Some(digest) = found.digest.get() {
            return Ok(*digest);
        }
        // Texts are read next; photos and films are large, many, and mostly known already.
        if found.stamp.size >= 1 << 16 {
            let (digest, _) = settled(&found.real, found.stamp, Digest::of_stream)?;
            return Ok(*found.digest.get_or_init(|| digest));
        }
        let (bytes, _) = read_settled(&found.real, found.stamp)?;
        let digest = *found.digest.get_or_init(|| Digest::of(&bytes));
        *found.read.lock() = Some(bytes);
        Ok(digest)
    }

    fn faults(&self) -> Vec<Problem> {
        self.faults.iter().chain(&self.clashes).cloned().collect()
    }

    fn looked_at(&self, done: usize, all: usize) {
        if let Some(watch) = &self.watch {
            watch(done, all);
        }
    }
}

/// All of a file that is not being written at the same time.
fn read_settled(path: &Path, listed: Stamp) -> Result<(Bytes, Stamp), Unreadable> {
    settled(path, listed, |file, size| {
        let mut bytes: Bytes = std::iter::repeat_n(0, usize::try_from(size).unwrap_or(0)).collect();
        // Nobody else has it yet.
        Arc::get_mut(&mut bytes).map_or(Ok(()), |bytes| file.read_exact(bytes))?;
        Ok(bytes)
    })
}

/// Reads so many bytes of a file that is not being written at the same time: a photo still being copied is waited for a
/// moment, then named. `listed` is what the listing saw of it; what was seen last comes with what was read.
fn settled<T>(
    path: &Path,
    listed: Stamp,
    read: impl Fn(&mut fs::File, u64) -> io::Result<T>,
) -> Result<(T, Stamp), Unreadable> {
    let why = |error: io::Error| Unreadable(reason(&error));
    let mut before = listed;
    for attempt in 0..5 {
        let mut file = fs::File::open(path).map_err(why)?;
        let whole = read(&mut file, before.size);
        let after = stamp(&file.metadata().map_err(why)?);
        match whole {
            Ok(whole) if before == after => return Ok((whole, after)),
            Ok(_) => {}
            // Shorter than it was: it is being written.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {}
            Err(error) => return Err(why(error)),
        }
        if attempt > 0 {
            std::thread::sleep(Duration::from_millis(40 << attempt));
        }
        before = stamp(&fs::metadata(path).map_err(why)?);
    }
    Err(Unreadable("unsettled".to_owned()))
}
