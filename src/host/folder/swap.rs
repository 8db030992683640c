//! Output and stage change places in one step; then the old site is cleared away.

use super::commit::{Next, save_stage};
use super::error::Doing;
use super::manifest::ancestors;
use super::rescue::Rescue;
use super::stage::{Stage, drop_files};
use super::state::State;
use super::survey::Foreign;
use super::{Changes, Error, MANIFEST, carry, os};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

pub(super) enum Outcome<'f> {
    Done(Changes),
    /// The system cannot do it here; nothing has happened yet.
    Impossible(Box<Stage<'f>>, Box<Next>),
}

pub(super) fn swap(mut stage: Stage<'_>, next: Next) -> Result<Outcome<'_>, Error> {
    let place = &stage.folder.place;
    if stage.folder.exists {
        carry::dress(place, &stage.survey)?;
    }
    let meta = fs::metadata(&place.stage).map_err(Error::io(Doing::Read, &place.stage))?;
    State::Swapping { inode: os::inode(&meta) }.save(place)?;
    save_stage(&stage)?;
    let swapped = if stage.folder.exists {
        os::exchange(&place.stage, &place.root)
    } else {
        os::patiently(|| fs::rename(&place.stage, &place.root))
    };
    match swapped {
        Ok(()) => {}
        Err(e) if stage.folder.exists && os::cannot_exchange(&e) => {
            return Ok(Outcome::Impossible(Box::new(stage), Box::new(next)));
        }
        Err(e) => return Err(Error::io(Doing::Move, &place.stage)(e)),
    }
    // From here on the new site stands: what fails now is told, but is no failure of the build.
    stage.closed = true;
    let (aside, untidy) = match tidy(&stage, &next) {
        Ok(aside) => (aside, None),
        Err(error) => (Vec::new(), Some(error)),
    };
    let Next { manifest, digest, changes, .. } = next;
    stage.folder.settle(manifest, digest);
    Ok(Outcome::Done(Changes { set_aside: aside, untidy, ..changes }))
}

/// Clears the old site away, so that nothing withdrawn stays on the disk and the stage holds only what stands.
fn tidy(stage: &Stage<'_>, next: &Next) -> Result<Vec<PathBuf>, Error> {
    let place = &stage.folder.place;
    os::save_folder(&place.parent).map_err(Error::io(Doing::Save, &place.parent))?;
    if !stage.folder.exists {
        State::forget(place)?;
        return Ok(Vec::new());
    }
    let (old, survey) = (&stage.folder.manifest, &stage.survey);
    let foreign = |path: &str| survey.foreign.get(Path::new(path)) == Some(&Foreign::File);
    // A forged list could lead through a foreign link: such folders were never ours.
    let ours =
        old.folders().into_iter().filter(|f| !foreign(f) && !ancestors(f).any(foreign)).map(PathBuf::from);
    let theirs =
        survey.foreign.iter().filter(|(_, kind)| **kind == Foreign::Folder).map(|(path, _)| path.clone());
    let folders: BTreeSet<_> = ours.chain(theirs).collect();
    let aside = Rescue { place, old, new: &next.manifest, folders, since: Some(survey.began) }.run()?;
    let replaced = next.changes.written.iter().filter(|path| old.entries.contains_key(*path));
    let gone = next.changes.removed.iter().chain(replaced).filter(|path| !survey.missing.contains(*path));
    drop_files(place, gone.map(String::as_str))?;
    carry::strip(place, survey)?;
    // The list goes last: as long as it is there, a later run can tell our files from others.
    drop_files(place, std::iter::once(MANIFEST))?;
    let lacking = next.changes.written.iter().cloned().collect();
    State::Clean { base: next.digest.clone(), lacking }.save(place)?;
    Ok(aside)
}
