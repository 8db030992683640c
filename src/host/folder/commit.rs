//! The moment of truth: checks the plan, completes the stage, and lets the new site take the place of the old.

use super::error::Doing;
use super::manifest::{Written, digest};
use super::stage::{Stage, create, drop_files};
use super::{Changes, Error, MANIFEST, Manifest, carry, journal, os, swap};
use std::sync::atomic::Ordering;

pub(super) fn commit(stage: Stage<'_>, manifest: Manifest) -> Result<Changes, Error> {
    manifest.check()?;
    let (changes, leftovers) = compare(&stage, &manifest)?;
    carry::refuse_claims(&stage.folder.place, &stage.survey, &manifest)?;
    let folder = &stage.folder;
    if changes.is_empty() && folder.exists && folder.manifest == manifest {
        return Ok(changes);
    }
    drop_files(&folder.place, leftovers.iter().map(String::as_str))?;
    stage.books().lacking.extend(leftovers);

    let list = folder.place.stage.join(MANIFEST);
    let bytes = manifest.to_bytes().map_err(Error::io(Doing::Write, &list))?;
    create(&list, &bytes, stage.survey.began).map_err(Error::io(Doing::Write, &list))?;
    let next = Next { digest: digest(&bytes), manifest, changes };

    if !stage.folder.exists || !stage.in_place.load(Ordering::Relaxed) {
        match swap::swap(stage, next)? {
            swap::Outcome::Done(changes) => return Ok(changes),
            swap::Outcome::Impossible(back, same) => {
                back.in_place.store(true, Ordering::Relaxed);
                return journal::move_files(*back, *same);
            }
        }
    }
    journal::move_files(stage, next)
}

/// The site that is about to stand.
#[derive(Debug)]
pub(super) struct Next {
    pub manifest: Manifest,
    /// Digest of the bytes of its list.
    pub digest: String,
    pub changes: Changes,
}

/// Checks that every file is there, and tells what changes and which files of the stage nobody wants.
fn compare(stage: &Stage<'_>, manifest: &Manifest) -> Result<(Changes, Vec<String>), Error> {
    let old = &stage.folder.manifest.entries;
    let mut changes = Changes::default();
    for (path, entry) in &manifest.entries {
        let written = stage.books().written.get(path).map(|w: &Written| w.is(entry));
        match written {
            Some(true) => changes.written.push(path.clone()),
            None if old.get(path).is_some_and(|o| o.size == entry.size && o.sha256 == entry.sha256)
                && stage.keep(path)?.is_some() =>
            {
                changes.unchanged += 1;
            }
            _ => return Err(Error::Unplanned { path: path.clone() }),
        }
    }
    changes.removed = old.keys().filter(|path| !manifest.entries.contains_key(*path)).cloned().collect();
    let books = stage.books();
    let unwanted = |path: &&String| !manifest.entries.contains_key(*path);
    let mut leftovers: Vec<String> = books.written.keys().filter(unwanted).cloned().collect();
    leftovers.extend(changes.removed.iter().filter(|path| !books.lacking.contains(*path)).cloned());
    Ok((changes, leftovers))
}

/// Saves everything in the stage to disk, so that no power cut can leave the new site with empty files.
pub(super) fn save_stage(stage: &Stage<'_>) -> Result<(), Error> {
    let side = &stage.folder.place.side;
    os::flush(side).map_err(Error::io(Doing::Save, side))
}
