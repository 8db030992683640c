//! A roll in which nothing is another but the words of some stories: what thousands have in common is not drawn up again.

use std::collections::BTreeSet;

use super::{Board, Roll, shown};
use crate::files::FilePath;
use crate::model::honoree::Nomination;

impl Roll {
    /// This roll of the board `before` with the stories of `board`; none if more than stories may differ. `changed` names
    /// every file that does.
    #[must_use]
    pub fn retold(&self, before: &Board, board: &Board, changed: &BTreeSet<FilePath>) -> Option<Self> {
        let mut roll = self.clone();
        for file in changed {
            let (known, told) = (nomination(before, file)?, nomination(board, file)?);
            if !told.is_retold(known) {
                return None;
            }
            let conference = file.split('/').nth(1)?;
            for chapter in roll.chapters.iter_mut().filter(|chapter| *chapter.conference.id == *conference) {
                // Whoever is withheld is in no roll, and stays so.
                let listed = chapter.honorees.iter_mut().find(|listed| listed.honoree.id == told.honoree.id);
                listed.into_iter().for_each(|listed| listed.honoree = shown(told));
            }
        }
        Some(roll)
    }
}

/// The nomination that was read from this file.
fn nomination<'b>(board: &'b Board, file: &FilePath) -> Option<&'b Nomination> {
    let conference = file.split('/').nth(1)?;
    let dossiers = board.conferences.iter().find(|dossiers| *dossiers.conference.id == *conference)?;
    // They are in the order of their folders, and so of their files.
    let at = dossiers.nominations.binary_search_by(|nomination| nomination.file.cmp(file)).ok()?;
    dossiers.nominations.get(at).map(|nomination| &**nomination)
}
