//! Saves what somebody put into the output while it was changing places.

use super::error::Doing;
use super::place::Place;
use super::state::{self, State};
use super::{Error, MANIFEST, Manifest, os};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{fs, io};

/// The two sites after the swap: the old one is in the stage, the new one in the output.
pub(super) struct Rescue<'a> {
    pub place: &'a Place,
    pub old: &'a Manifest,
    pub new: &'a Manifest,
    /// The real folders of the old site, without its root.
    pub folders: BTreeSet<PathBuf>,
    /// Folders that did not change since then need no look; nothing means: look everywhere.
    pub since: Option<SystemTime>,
}

impl Rescue<'_> {
    /// Brings back what is neither ours nor carried over. Gives the things whose place the new site has taken:
    /// they are beside the output now.
    pub(super) fn run(&self) -> Result<Vec<PathBuf>, Error> {
        let mut aside = Vec::new();
        let ours = self.old.folders();
        for folder in [PathBuf::new()].iter().chain(&self.folders) {
            let full = self.place.stage.join(folder);
            let Ok(meta) = fs::symlink_metadata(&full) else { continue };
            let changed = |since| meta.modified().is_ok_and(|time| time >= since);
            if !meta.is_dir() || !self.since.is_none_or(changed) {
                continue;
            }
            for (path, is_folder) in list(&self.place.stage, folder)? {
                let text = path.to_str();
                let known = if is_folder {
                    // It has its own turn in this loop, if the new site has it too.
                    self.folders.contains(&path)
                        && (text.is_some_and(|p| ours.contains(p)) || is_dir(&self.place.root.join(&path)))
                } else {
                    text.is_some_and(|p| self.old.entries.contains_key(p) || p == MANIFEST)
                        || self.carried(&path)
                };
                if !known {
                    self.bring_back(&path, &mut aside)?;
                }
            }
        }
        Ok(aside)
    }

    /// Whether the output has this very file at the same path.
    fn carried(&self, path: &Path) -> bool {
        let inode = |root: &Path| fs::symlink_metadata(root.join(path)).map(|m| os::inode(&m)).ok();
        inode(&self.place.stage) == inode(&self.place.root)
    }

    /// Moves one thing from the old site into the new one, or beside the output if its place is taken there.
    fn bring_back(&self, path: &Path, aside: &mut Vec<PathBuf>) -> Result<(), Error> {
        let (from, to) = (self.place.stage.join(path), self.place.root.join(path));
        let (old, new) = (is_dir(&from), fs::symlink_metadata(&to));
        let to = match new {
            Ok(meta) if meta.is_dir() && old => {
                for (below, _) in list(&self.place.stage, path)? {
                    self.bring_back(&below, aside)?;
                }
                return Ok(());
            }
            // Its owner put a newer file where a carried one was. After a kill nobody knows which is newer.
            Ok(meta)
                if self.since.is_some()
                    && !meta.is_dir()
                    && !old
                    && !path.to_str().is_some_and(|p| self.new.entries.contains_key(p)) =>
            {
                to
            }
            Err(e) if e.kind() == io::ErrorKind::NotFound => to,
            _ => {
                let beside = free_name(&self.place.aside, path);
                aside.push(beside.clone());
                beside
            }
        };
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(Error::io(Doing::Create, folder))?;
        }
        fs::rename(&from, &to).map_err(Error::io(Doing::Move, &from))
    }
}

/// Finishes what a killed run left behind around its swap, and throws its stage away. Gives what went beside the output.
pub(super) fn recover(place: &Place) -> Result<Vec<PathBuf>, Error> {
    let inode = match State::load(place) {
        Some(State::Clean { .. }) => return Ok(Vec::new()),
        Some(State::Swapping { inode }) => inode,
        // A build was stopped on its way: what it made was never to be seen.
        None => return state::discard(place).map(|()| Vec::new()),
    };
    let mut aside = Vec::new();
    let swapped = fs::symlink_metadata(&place.root).is_ok_and(|m| os::inode(&m) == inode);
    if swapped && is_dir(&place.stage) {
        // Without the list all of ours is cleared away, and what is left has its other name in the output.
        let old = read_list(&place.stage)?.unwrap_or_default();
        let new = read_list(&place.root)?.unwrap_or_default();
        let mut folders = BTreeSet::new();
        let mut todo = vec![PathBuf::new()];
        while let Some(folder) = todo.pop() {
            for (path, is_folder) in list(&place.stage, &folder)? {
                if is_folder {
                    todo.push(path.clone());
                    folders.insert(path);
                }
            }
        }
        aside = Rescue { place, old: &old, new: &new, folders, since: None }.run()?;
    }
    state::discard(place)?;
    Ok(aside)
}

fn read_list(root: &Path) -> Result<Option<Manifest>, Error> {
    let path = root.join(MANIFEST);
    match fs::read(&path) {
        Ok(bytes) => match Manifest::parse(&bytes) {
            Ok(manifest) => Ok(Some(manifest)),
            Err(reason) => Err(Error::BadManifest { path, reason }),
        },
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(Error::io(Doing::Read, &path)(e)),
    }
}

/// What stands in a folder, by its path beneath `root`, and whether it is a folder itself.
fn list(root: &Path, folder: &Path) -> Result<Vec<(PathBuf, bool)>, Error> {
    let full = root.join(folder);
    let read = || {
        let mut names = Vec::new();
        for entry in fs::read_dir(&full)? {
            let entry = entry?;
            names.push((folder.join(entry.file_name()), entry.file_type()?.is_dir()));
        }
        names.sort();
        io::Result::Ok(names)
    };
    read().map_err(Error::io(Doing::Read, &full))
}

fn is_dir(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir())
}

/// A path beneath `aside` that nothing stands at yet.
fn free_name(aside: &Path, path: &Path) -> PathBuf {
    let mut n = 1;
    loop {
        let to = aside.join(n.to_string()).join(path);
        if fs::symlink_metadata(&to).is_err() {
            return to;
        }
        n += 1;
    }
}
