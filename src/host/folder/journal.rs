//! The way file by file, for disks where folders cannot change places: written down first, finished by the next run.

use super::carry::slashed;
use super::commit::{Next, save_stage};
use super::error::Doing;
use super::manifest::{ancestors, check_path, parent};
use super::place::{Place, real_folders};
use super::stage::{Stage, prune};
use super::{Changes, Error, MANIFEST, os, state};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What is to be done in the output; doing it twice does no harm.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Journal {
    /// Until this is set, the output is the old site, with copies of new files under names of passage.
    ready: bool,
    /// The output is on another disk than the stage, so that copies are needed.
    copies: bool,
    /// Old files that stand where the new site needs a folder, or the other way round.
    obstacles: Vec<String>,
    /// New files: pages last, so that no page stands before its pictures.
    moves: Vec<String>,
    /// Old files that the new site does not have.
    deletes: Vec<String>,
    /// Folders of others in which the new site has files.
    spare: BTreeSet<String>,
}

/// Puts the new site into the output file by file. Stopped before the journal is ready, the old site stands; after
/// that, [`resume`] must finish.
pub(super) fn move_files(mut stage: Stage<'_>, next: Next) -> Result<Changes, Error> {
    let Next { manifest, digest, mut changes, .. } = next;
    let place = &stage.folder.place;
    let mut journal = Journal { copies: os::has_mounts(&place.root), ..Journal::default() };
    let new_folders = manifest.folders();
    let theirs = stage.survey.foreign.keys().filter_map(|path| slashed(path));
    journal.spare = theirs.filter(|path| new_folders.contains(&**path)).collect();
    let blocks =
        |old: &str| new_folders.contains(old) || ancestors(old).any(|a| manifest.entries.contains_key(a));
    let stood = changes.removed.iter().filter(|path| !stage.survey.missing.contains(*path)).cloned();
    (journal.obstacles, journal.deletes) = stood.partition(|path| blocks(path));
    let (pages, others): (Vec<_>, Vec<_>) =
        changes.written.iter().cloned().partition(|path| path.ends_with(".html"));
    journal.moves = others;
    journal.moves.extend(pages);

    save_stage(&stage)?;
    fs::create_dir_all(&place.root).map_err(Error::io(Doing::Create, &place.root))?;
    if journal.copies {
        journal.save(place)?;
        let flush = || os::flush(&place.root).map_err(Error::io(Doing::Save, &place.root));
        if let Err(error) =
            journal.all_moves().try_for_each(|path| copy_near(place, path)).and_then(|()| flush())
        {
            journal.undo(place)?;
            return Err(error);
        }
    }
    journal.ready = true;
    if let Err(error) = journal.save(place) {
        journal.undo(place)?;
        return Err(error);
    }
    stage.closed = true;
    journal.run(place)?;
    changes.untidy = state::discard(place).err();
    stage.folder.settle(manifest, digest);
    Ok(changes)
}

/// Finishes the journal of a run that was stopped, or takes its copies away if the old site still stands.
pub(super) fn resume(place: &Place) -> Result<(), Error> {
    let draft = draft(place);
    os::remove_file(&draft).map_err(Error::io(Doing::Delete, &draft))?;
    let bytes = match fs::read(&place.journal) {
        Ok(bytes) => bytes,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(e) => return Err(Error::io(Doing::Read, &place.journal)(e)),
    };
    // A journal gets its name only when it is complete, so one that makes no sense is not ours.
    let journal: Journal = serde_json::from_slice(&bytes).unwrap_or_default();
    journal.paths().try_for_each(|path| check_path(path))?;
    // Without the stage nothing can be finished: the next build does it all again.
    if !journal.ready || (!journal.copies && !place.stage.is_dir()) {
        return journal.undo(place);
    }
    journal.run(place)?;
    state::discard(place)
}

impl Journal {
    fn paths(&self) -> impl Iterator<Item = &String> {
        self.obstacles.iter().chain(&self.moves).chain(&self.deletes)
    }

    /// Every file that comes from the stage; the list of files is the last.
    fn all_moves(&self) -> impl Iterator<Item = &str> {
        self.moves.iter().map(String::as_str).chain([MANIFEST])
    }

    fn save(&self, place: &Place) -> Result<(), Error> {
        let draft = draft(place);
        let write = || {
            let mut file = fs::File::create(&draft)?;
            file.write_all(&serde_json::to_vec(self)?)?;
            file.sync_all()?;
            os::patiently(|| fs::rename(&draft, &place.journal))?;
            os::save_folder(&place.side)
        };
        write().map_err(Error::io(Doing::Write, &place.journal))
    }

    fn run(&self, place: &Place) -> Result<(), Error> {
        delete(place, &self.obstacles)?;
        for path in &self.moves {
            move_in(place, path)?;
        }
        delete(place, &self.deletes)?;
        // After the deletes: a file that is in no list would never be deleted again.
        move_in(place, MANIFEST)?;
        os::flush(&place.root).map_err(Error::io(Doing::Save, &place.root))?;
        os::remove_file(&place.journal).map_err(Error::io(Doing::Delete, &place.journal))
    }

    /// Takes the copies away and forgets the journal; the old site was never touched.
    fn undo(&self, place: &Place) -> Result<(), Error> {
        let mut folders = BTreeSet::new();
        for path in self.all_moves().filter(|path| real_folders(&place.root, path) == Ok(true)) {
            let near = passage(place, path);
            os::remove_file(&near).map_err(Error::io(Doing::Delete, &near))?;
            folders.extend(ancestors(path).next().filter(|folder| !self.spare.contains(*folder)));
        }
        prune(&place.root, folders);
        os::remove_file(&place.journal).map_err(Error::io(Doing::Delete, &place.journal))
    }
}

/// A journal that is not complete yet.
fn draft(place: &Place) -> PathBuf {
    place.journal.with_extension("draft")
}

/// The name under which a copy waits beside its place.
fn passage(place: &Place, path: &str) -> PathBuf {
    let name = &path[path.rfind('/').map_or(0, |at| at + 1)..];
    place.root.join(parent(path)).join(format!(".bangvang-new-{name}"))
}

/// Copies a file from the stage next to its place, on the disk of the output.
fn copy_near(place: &Place, path: &str) -> Result<(), Error> {
    let (from, near) = (place.stage.join(path), passage(place, path));
    make_folders(place, path)?;
    let copy = || {
        os::remove_file(&near)?;
        let (mut source, mut file) = (fs::File::open(&from)?, fs::File::create_new(&near)?);
        io::copy(&mut source, &mut file)?;
        file.set_modified(source.metadata()?.modified()?)
    };
    copy().map_err(Error::io(Doing::Write, &near))
}

/// Puts one new file into its place, unless that is done already.
fn move_in(place: &Place, path: &str) -> Result<(), Error> {
    let (from, to, near) = (place.stage.join(path), place.root.join(path), passage(place, path));
    make_folders(place, path)?;
    match fs::symlink_metadata(&to) {
        Ok(meta) if !meta.is_file() => return Err(Error::Claimed { path: to }),
        _ => {}
    }
    let enter = |from: &Path| match os::patiently(|| fs::rename(from, &to)) {
        Ok(()) => Ok(true),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(e) => Err(e),
    };
    let done = match enter(&near) {
        Ok(false) => enter(&from),
        other => other,
    };
    match done {
        Ok(_) => Ok(()),
        // A disk mounted somewhere inside the output.
        Err(e) if e.kind() == io::ErrorKind::CrossesDevices => {
            copy_near(place, path)?;
            enter(&near).map(drop).map_err(Error::io(Doing::Move, &from))
        }
        Err(e) => Err(Error::io(Doing::Move, &from)(e)),
    }
}

/// Makes the folders above a path, and never walks through a link.
fn make_folders(place: &Place, path: &str) -> Result<(), Error> {
    match real_folders(&place.root, path) {
        Ok(true) => Ok(()),
        Ok(false) => {
            let folder = place.root.join(parent(path));
            fs::create_dir_all(&folder).map_err(Error::io(Doing::Create, &folder))
        }
        Err(path) => Err(Error::Claimed { path }),
    }
}

/// Deletes files of the old site and the folders that become empty by it.
fn delete(place: &Place, paths: &[String]) -> Result<(), Error> {
    let mut folders = BTreeSet::new();
    for path in paths {
        let full = place.root.join(path);
        let is_file = fs::symlink_metadata(&full).is_ok_and(|meta| meta.is_file());
        if real_folders(&place.root, path) != Ok(true) {
            continue;
        }
        if is_file {
            os::remove_file(&full).map_err(Error::io(Doing::Delete, &full))?;
        }
        folders.extend(ancestors(path).next());
    }
    prune(&place.root, folders);
    Ok(())
}
