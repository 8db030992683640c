//! What we know about the stage between two runs: one small file beside it.

use super::error::Doing;
use super::manifest::folders_above;
use super::os;
use super::place::Place;
use super::{Error, Manifest};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// No file means: a build is going on or was stopped, and all in the stage may be thrown away.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum State {
    /// The stage holds second names of the files of the site, and nothing else.
    Clean {
        /// Digest of the list in the output when this was written.
        base: String,
        /// Files of the site that the stage does not hold.
        lacking: BTreeSet<String>,
    },
    /// Output and stage are about to change places, or have done so and the old site is not cleared away.
    Swapping {
        /// The folder that was the stage before; if the output has this inode, they have changed places.
        inode: u64,
    },
}

impl State {
    /// What was noted; an unreadable note is no note.
    pub(super) fn load(place: &Place) -> Option<State> {
        serde_json::from_slice(&fs::read(&place.state).ok()?).ok()
    }

    pub(super) fn save(&self, place: &Place) -> Result<(), Error> {
        let write = || {
            let bytes = serde_json::to_vec(self)?;
            os::remove_file(&place.state)?;
            let mut file = fs::File::create_new(&place.state)?;
            file.write_all(&bytes)?;
            io::Result::Ok(())
        };
        write().map_err(Error::io(Doing::Write, &place.state))
    }

    pub(super) fn forget(place: &Place) -> Result<(), Error> {
        os::remove_file(&place.state).map_err(Error::io(Doing::Delete, &place.state))
    }
}

/// The files the stage lacks, if it can be used as it is; nothing if it must be made anew.
pub(super) fn usable(place: &Place, manifest: &Manifest, digest: &str) -> Option<BTreeSet<String>> {
    let Some(State::Clean { base, lacking }) = State::load(place) else { return None };
    if base != digest {
        return None;
    }
    // The note is written last, so a folder that is newer was changed by somebody else.
    let noted = fs::metadata(&place.state).ok()?.modified().ok()?;
    let untouched = |folder: &Path| {
        fs::symlink_metadata(folder).is_ok_and(|m| m.is_dir() && m.modified().is_ok_and(|t| t <= noted))
    };
    let held = folders_above(manifest.entries.keys().filter(|path| !lacking.contains(*path)));
    let whole = untouched(&place.stage) && held.iter().all(|folder| untouched(&place.stage.join(folder)));
    whole.then_some(lacking)
}

/// Throws the stage away.
pub(super) fn discard(place: &Place) -> Result<(), Error> {
    State::forget(place)?;
    os::remove_tree(&place.stage).map_err(Error::io(Doing::Delete, &place.stage))
}
