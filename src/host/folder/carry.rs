//! Takes what is not ours along: second names for files and links, new folders with the old looks.

use super::error::Doing;
use super::manifest::Written;
use super::os;
use super::place::Place;
use super::survey::{Foreign, Survey};
use super::{Error, MANIFEST, Manifest};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// Gives everything foreign a second name in the stage; `false` if that is not possible here.
pub(super) fn carry(place: &Place, survey: &Survey) -> Result<bool, Error> {
    for (path, kind) in &survey.foreign {
        let (from, to) = (place.root.join(path), place.stage.join(path));
        let done = match kind {
            Foreign::Folder => make_folder(&to),
            Foreign::File => link(&from, &to),
        };
        match done {
            Ok(()) => {}
            Err(e) if *kind == Foreign::File && os::cannot_link(&e) => return Ok(false),
            // Its owner removed it since the survey.
            Err(e) if e.kind() == ErrorKind::NotFound && fs::symlink_metadata(&from).is_err() => {}
            Err(e) => return Err(Error::io(Doing::Link, &from)(e)),
        }
    }
    Ok(true)
}

/// Gives the carried folders the permissions and times of the originals, inner ones first.
pub(super) fn dress(place: &Place, survey: &Survey) -> Result<(), Error> {
    for (path, _) in survey.foreign.iter().rev().filter(|(_, kind)| **kind == Foreign::Folder) {
        let (from, to) = (place.root.join(path), place.stage.join(path));
        let Ok(meta) = fs::symlink_metadata(&from) else { continue };
        let times = |to: &Path| fs::File::open(to)?.set_modified(meta.modified()?);
        // The times are a courtesy; a folder we may not open keeps those of today.
        let _ = times(&to);
        os::dress_like(&meta, &to).map_err(Error::io(Doing::Write, &to))?;
    }
    Ok(())
}

/// Takes the second names away again, so that the stage holds nothing that is not ours.
pub(super) fn strip(place: &Place, survey: &Survey) -> Result<(), Error> {
    for (path, kind) in survey.foreign.iter().rev() {
        let path = place.stage.join(path);
        match kind {
            Foreign::File => match os::remove_file(&path) {
                // The new site had its own plans for this place.
                Err(e) if matches!(e.kind(), ErrorKind::IsADirectory | ErrorKind::NotADirectory) => {}
                done => done.map_err(Error::io(Doing::Delete, &path))?,
            },
            // A folder that also holds files of ours stays.
            Foreign::Folder => drop(fs::remove_dir(&path)),
        }
    }
    Ok(())
}

/// A path as a list of ours has it.
pub(super) fn slashed(path: &Path) -> Option<String> {
    let text = path.to_str()?;
    Some(if cfg!(windows) { text.replace('\\', "/") } else { text.to_owned() })
}

/// Refuses a new site that wants the place of something foreign, unless it has the very bytes we would write.
pub(super) fn refuse_claims(place: &Place, survey: &Survey, manifest: &Manifest) -> Result<(), Error> {
    if survey.foreign.is_empty() {
        return Ok(());
    }
    let folders = manifest.folders();
    for (path, kind) in &survey.foreign {
        let Some(text) = slashed(path) else { continue };
        let full = place.root.join(path);
        let taken = match (manifest.entries.get(&text), kind) {
            // An in-place swap that lost its journal leaves our own bytes behind without a list.
            (Some(entry), Foreign::File) => {
                let same = fs::symlink_metadata(&full).is_ok_and(|m| m.is_file() && m.len() == entry.size)
                    && fs::read(&full).is_ok_and(|bytes| Written::of(&bytes).is(entry));
                !same
            }
            (Some(_), Foreign::Folder) => true,
            (None, Foreign::File) => folders.contains(text.as_str()) || text == MANIFEST,
            (None, Foreign::Folder) => text == MANIFEST,
        };
        if taken {
            return Err(Error::Claimed { path: full });
        }
    }
    Ok(())
}

/// A second name for a file; makes the folders above and replaces what stands there.
pub(super) fn link(from: &Path, to: &Path) -> io::Result<()> {
    into_place(to, || fs::hard_link(from, to))
}

fn make_folder(to: &Path) -> io::Result<()> {
    match fs::create_dir(to) {
        Err(e) if e.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(e) if e.kind() == ErrorKind::NotFound => fs::create_dir_all(to),
        done => done,
    }
}

/// Makes something new at a path of the stage, clearing the way where needed.
pub(super) fn into_place<T>(to: &Path, make: impl Fn() -> io::Result<T>) -> io::Result<T> {
    let mut tries = 0;
    loop {
        tries += 1;
        match make() {
            Err(e) if tries > 8 => return Err(e),
            Err(e) if e.kind() == ErrorKind::NotFound => {
                let Some(folder) = to.parent() else { return Err(e) };
                if let Err(again) = fs::create_dir_all(folder)
                    && !matches!(again.kind(), ErrorKind::NotADirectory | ErrorKind::AlreadyExists)
                {
                    return Err(again);
                }
                if tries > 2 {
                    return Err(e);
                }
            }
            Err(e) if e.kind() == ErrorKind::AlreadyExists => {
                // Unlinked, never opened: the same file may be live under its other name.
                match fs::symlink_metadata(to) {
                    Ok(meta) if meta.is_dir() => os::remove_tree(to)?,
                    Ok(_) => os::remove_file(to)?,
                    Err(gone) if gone.kind() == ErrorKind::NotFound => {}
                    Err(other) => return Err(other),
                }
            }
            Err(e) if e.kind() == ErrorKind::NotADirectory => clear_above(to)?,
            done => return done,
        }
    }
}

/// Removes the file that stands where a folder above `to` must be.
fn clear_above(to: &Path) -> io::Result<()> {
    for above in to.ancestors().skip(1) {
        match fs::symlink_metadata(above) {
            Ok(meta) if meta.is_dir() => return Ok(()),
            Ok(_) => return os::remove_file(above),
            Err(_) => {}
        }
    }
    Ok(())
}
