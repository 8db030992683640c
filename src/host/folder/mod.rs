//! Keeps the output folder safe: a build leaves the old site or the new one, and never touches what is not ours.

mod carry;
mod commit;
mod error;
mod journal;
mod lock;
mod manifest;
mod os;
mod place;
mod rescue;
mod stage;
mod state;
mod survey;
mod swap;

pub(crate) use error::Error;
pub(crate) use manifest::{Entry, Manifest};
pub(crate) use stage::Stage;
pub(crate) use survey::Survey;

use lock::Lock;
use manifest::MANIFEST;
use place::Place;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How to open an output folder.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    /// Folders that may never become the output, nor lie in it: the project.
    pub forbidden: Vec<PathBuf>,
    /// Folders the output may not lie in either: what the site is made from.
    pub sources: Vec<PathBuf>,
    /// How long to wait for another run.
    pub wait: Duration,
}

/// An output folder that is ours alone until dropped.
///
/// One build, step by step:
///
/// 1. [`Folder::open`] refuses folders that are not ours, takes the lock, and finishes what a killed run left.
/// 2. [`Folder::survey`] tells which of our files stand intact and what there is that is not ours.
/// 3. [`Folder::stage`] opens the next site, beside the output in `.bangvang/`: second names (hard links) of what
///    stands, kept from build to build, so that a build costs what has changed.
/// 4. [`Stage::keep`] and [`Stage::write`] fill it.
/// 5. [`Stage::commit`] checks it against the new [`Manifest`] and lets the two folders change places in one step.
///    Where folders cannot do that, files are moved one by one after a journal; a run killed in the middle of that
///    leaves a mixed site until the next [`Folder::open`].
#[derive(Debug)]
pub(crate) struct Folder {
    place: Place,
    lock: Lock,
    manifest: Manifest,
    /// Of the bytes of the list; empty without one.
    digest: String,
    /// Whether the folder is there.
    exists: bool,
    set_aside: Vec<PathBuf>,
}

/// What a commit has changed.
#[derive(Debug, Default)]
#[must_use]
pub(crate) struct Changes {
    /// New and changed files, sorted.
    pub written: Vec<String>,
    /// Number of files that stay as they were.
    pub unchanged: usize,
    /// Files of the old site that are gone, sorted.
    pub removed: Vec<String>,
    /// Things of others that came into the output during the swap and whose place was taken: where they are now.
    pub set_aside: Vec<PathBuf>,
    /// The new site stands, but the old one could not be cleared away from beside it; the next run does it.
    pub untidy: Option<Error>,
}

impl Folder {
    /// Opens the output folder at `path`, which need not exist yet.
    ///
    /// Touches nothing if it fails with [`Error::Forbidden`], [`Error::NotAFolder`], [`Error::NotOurs`] or
    /// [`Error::BadManifest`]. Fails with [`Error::Locked`] when another run is not done in time.
    pub(crate) fn open(path: &Path, options: &Options) -> Result<Folder, Error> {
        let place = Place::choose(path, options)?;
        place.claim()?;
        place.make_side()?;
        let lock = Lock::take(&place.lock, &place.root, options.wait)?;
        journal::resume(&place)?;
        let set_aside = rescue::recover(&place)?;
        // Asked again: while we waited, another run may have changed everything.
        let bytes = place.claim()?;
        let exists = place.root.is_dir();
        let (manifest, digest) = match bytes {
            None => (Manifest::default(), String::new()),
            Some(bytes) => match Manifest::parse(&bytes) {
                Ok(manifest) => (manifest, manifest::digest(&bytes)),
                Err(reason) => return Err(Error::BadManifest { path: place.root.join(MANIFEST), reason }),
            },
        };
        Ok(Folder { place, lock, manifest, digest, exists, set_aside })
    }

    /// The site that stands; empty if there is none.
    pub(crate) fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Things of others that a killed run left without a place: where they are now.
    pub(crate) fn set_aside(&self) -> &[PathBuf] {
        &self.set_aside
    }

    /// Walks the output once. A file is taken for intact if its size is right and it is not newer than the list.
    pub(crate) fn survey(&self) -> Result<Survey, Error> {
        survey::survey(&self.place, &self.manifest, self.lock.now()?)
    }

    /// Opens the next site; `survey` must be a fresh one of this folder.
    pub(crate) fn stage(&mut self, survey: Survey) -> Result<Stage<'_>, Error> {
        Stage::open(self, survey)
    }

    /// A new site stands now.
    fn settle(&mut self, manifest: Manifest, digest: String) {
        (self.manifest, self.digest, self.exists) = (manifest, digest, true);
    }
}

impl Changes {
    /// Whether the new site has the very files of the old one.
    fn is_empty(&self) -> bool {
        self.written.is_empty() && self.removed.is_empty()
    }
}
