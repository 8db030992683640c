//! The next site, put together beside the one that stands; nothing is visible until the commit.

use super::error::Doing;
use super::manifest::{Written, ancestors, check_path, parent};
use super::place::{Place, real_folders};
use super::state::{self, State};
use super::survey::{Foreign, Survey};
use super::{Changes, Entry, Error, Folder, MANIFEST, Manifest, carry, commit, os};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use parking_lot::{Mutex, MutexGuard};

/// A site in the making. May be filled from several threads; dropped without a commit, it leaves no trace.
#[derive(Debug)]
pub(crate) struct Stage<'f> {
    pub(super) folder: &'f mut Folder,
    pub(super) survey: Survey,
    /// Files will be moved one by one instead of letting the folders change places.
    pub(super) in_place: AtomicBool,
    books: Mutex<Books>,
    /// The commit has tidied up, or noted what the next run must tidy.
    pub(super) closed: bool,
}

/// What the stage holds, so that no disk must be asked.
#[derive(Debug, Default)]
pub(super) struct Books {
    /// New files.
    pub written: BTreeMap<String, Written>,
    /// Files of the old site of which the stage has no second name.
    pub lacking: BTreeSet<String>,
}

impl<'f> Stage<'f> {
    /// Makes the stage ready: empty, or with second names of all that stands from the run before.
    pub(super) fn open(folder: &'f mut Folder, survey: Survey) -> Result<Stage<'f>, Error> {
        let place = &folder.place;
        let in_place = folder.exists && (!os::EXCHANGES || os::has_mounts(&place.root));
        let old = folder.manifest.entries.keys();
        let ready = if in_place { None } else { state::usable(place, &folder.manifest, &folder.digest) };
        let lacking = match ready {
            Some(lacking) => {
                State::forget(place)?;
                lacking
            }
            None => {
                state::discard(place)?;
                fs::create_dir(&place.stage).map_err(Error::io(Doing::Create, &place.stage))?;
                old.cloned().collect()
            }
        };
        let stage = Stage {
            folder,
            survey,
            in_place: AtomicBool::new(in_place),
            books: Mutex::new(Books { written: BTreeMap::new(), lacking }),
            closed: false,
        };
        if stage.folder.exists && !in_place {
            stage.receive()?;
        }
        Ok(stage)
    }

    /// Gives the stage the looks of the output and a second name of all that is foreign in it.
    fn receive(&self) -> Result<(), Error> {
        let place = &self.folder.place;
        let meta = fs::metadata(&place.root).map_err(Error::io(Doing::Read, &place.root))?;
        os::dress_like(&meta, &place.stage).map_err(Error::io(Doing::Write, &place.stage))?;
        if !carry::carry(place, &self.survey)? {
            self.in_place.store(true, Ordering::Relaxed);
        }
        Ok(())
    }

    /// What is known of a file of the old site that stands intact.
    pub(crate) fn standing(&self, path: &str) -> Option<&Entry> {
        self.folder.manifest.entries.get(path).filter(|_| self.survey.is_intact(path))
    }

    /// Keeps a file of the old site that stands intact, and tells what it is; nothing if it must be written.
    pub(crate) fn keep(&self, path: &str) -> Result<Option<&Entry>, Error> {
        let Some(entry) = self.standing(path) else { return Ok(None) };
        let (from, to) = (self.folder.place.root.join(path), self.folder.place.stage.join(path));
        let (new, lacking) = {
            let books = self.books();
            (books.written.contains_key(path), books.lacking.contains(path))
        };
        if lacking && !self.in_place.load(Ordering::Relaxed) {
            match carry::link(&from, &to) {
                Ok(()) => drop(self.books().lacking.remove(path)),
                Err(e) if os::cannot_link(&e) => self.in_place.store(true, Ordering::Relaxed),
                Err(e) => return Err(Error::io(Doing::Link, &from)(e)),
            }
        }
        if new {
            if self.in_place.load(Ordering::Relaxed) {
                os::remove_file(&to).map_err(Error::io(Doing::Delete, &to))?;
            }
            self.books().written.remove(path);
        }
        Ok(Some(entry))
    }

    /// Writes a file of the new site. The same bytes as in the old site are not written again.
    ///
    /// Fails with [`Error::BadPath`], [`Error::Claimed`] when something foreign stands above the path, or [`Error::Io`].
    pub(crate) fn write(&self, path: &str, bytes: &[u8]) -> Result<Written, Error> {
        check_path(path)?;
        // A foreign link has its second name in the stage: writing beneath it would lead outside.
        if let Some(above) =
            ancestors(path).find(|a| self.survey.foreign.get(Path::new(a)) == Some(&Foreign::File))
        {
            return Err(Error::Claimed { path: self.folder.place.root.join(above) });
        }
        let written = Written::of(bytes);
        let old = &self.folder.manifest.entries;
        if old.get(path).is_some_and(|entry| written.is(entry)) && self.keep(path)?.is_some() {
            return Ok(written);
        }
        {
            // Noted before it is done: a file too many in the books does no harm, one too few may.
            let mut books = self.books();
            let beneath = format!("{path}/");
            let inner = old.range(beneath.clone()..).map(|(p, _)| p).take_while(|p| p.starts_with(&beneath));
            let outer = ancestors(path).chain([path]).filter_map(|p| old.get_key_value(p)).map(|(p, _)| p);
            books.lacking.extend(inner.chain(outer).cloned());
            books.written.insert(path.to_owned(), written.clone());
        }
        let to = self.folder.place.stage.join(path);
        create(&to, bytes, self.survey.began).map_err(Error::io(Doing::Write, &to))?;
        Ok(written)
    }

    /// The bytes of a file of the new site: the one written, else the one that stands.
    pub(crate) fn read(&self, path: &str) -> Result<Vec<u8>, Error> {
        check_path(path)?;
        let new = self.books().written.contains_key(path);
        let place = &self.folder.place;
        let from = if new { place.stage.join(path) } else { place.root.join(path) };
        if !new && self.standing(path).is_none() {
            return Err(Error::Unplanned { path: path.to_owned() });
        }
        fs::read(&from).map_err(Error::io(Doing::Read, &from))
    }

    /// The site that stands while this one is made.
    pub(crate) fn manifest(&self) -> &Manifest {
        &self.folder.manifest
    }

    /// Makes `manifest` the site that stands: every file it lists was written, or is one to be kept.
    ///
    /// On an error the output is as it was. The one exception is the way file by file (see [`Folder`]), stopped in
    /// the middle: the next [`Folder::open`] finishes it.
    pub(crate) fn commit(self, manifest: Manifest) -> Result<Changes, Error> {
        commit::commit(self, manifest)
    }

    pub(super) fn books(&self) -> MutexGuard<'_, Books> {
        // The books are changed in single steps, so that a panic elsewhere cannot leave them half changed.
        self.books.lock()
    }

    /// Leaves in the stage only second names of what stands, and notes it; frees the disk of everything new.
    fn clear(&mut self) -> Result<(), Error> {
        let place = &self.folder.place;
        if self.in_place.load(Ordering::Relaxed) || !self.folder.exists {
            return state::discard(place);
        }
        let books = std::mem::take(&mut *self.books());
        drop_files(place, books.written.keys().map(String::as_str).chain([MANIFEST]))?;
        carry::strip(place, &self.survey)?;
        State::Clean { base: self.folder.digest.clone(), lacking: books.lacking }.save(place)
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        if !self.closed {
            // What cannot be cleared now has no note of being clean, and is thrown away by the next run.
            let _ = self.clear();
        }
    }
}

/// Removes files from the stage, and the folders that become empty by it.
pub(super) fn drop_files<'a>(place: &Place, paths: impl Iterator<Item = &'a str>) -> Result<(), Error> {
    let mut folders = BTreeSet::new();
    for path in paths {
        let folder = parent(path);
        // A forged list could lead through a foreign link to somewhere else.
        if !folders.contains(folder) && real_folders(&place.stage, path) != Ok(true) {
            continue;
        }
        let full = place.stage.join(path);
        match os::remove_file(&full) {
            // A folder has taken the place of the file.
            Err(e) if e.kind() == io::ErrorKind::IsADirectory => {}
            done => done.map_err(Error::io(Doing::Delete, &full))?,
        }
        folders.insert(folder);
    }
    prune(&place.stage, folders);
    Ok(())
}

/// Removes these folders, and those above them, as far as they are empty.
pub(super) fn prune(root: &Path, mut folders: BTreeSet<&str>) {
    folders.remove("");
    while let Some(folder) = folders.pop_last() {
        // The system refuses to remove a folder with something in it: that is the check.
        if fs::remove_dir(root.join(folder)).is_ok() {
            folders.extend(ancestors(folder).next());
        }
    }
}

/// Makes a new file; never writes into one that is there.
pub(super) fn create(to: &Path, bytes: &[u8], time: SystemTime) -> io::Result<()> {
    carry::into_place(to, || {
        let mut file = fs::File::create_new(to)?;
        file.write_all(bytes)?;
        // All of one build has one time, the moment of its survey: whatever is changed later is newer.
        file.set_modified(time)?;
        Ok(())
    })
}
