//! `bangvang clean`: empties the caches; the site and the content stay.

use clap::Args;

use super::{Desk, End, Failure, is_project};
use crate::host::write;

/// Flags of `clean`.
#[derive(Args)]
pub(super) struct Clean {}

impl Clean {
    pub(super) fn run(self, desk: &Desk) -> Result<End, Failure> {
        // In a folder mistyped there is nothing to empty, and the caches meant would stay full without a word.
        if !is_project(&desk.root) {
            return Err(desk.no_project());
        }
        let folder = desk.cache_folder();
        write::remove_cache(&folder).map_err(Failure::io("delete", &folder))?;
        desk.screen.say("clean.done", &[("folder", &folder.display().to_string())]);
        Ok(End::Fine)
    }
}
