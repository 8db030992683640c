//! A roll in which only what is told of some honourees has changed: what thousands have in common is not drawn up again.

use std::collections::BTreeSet;

use super::pictures::shown;
use super::{Board, Dossiers, Entry, Roll};
use crate::files::FilePath;
use crate::model::honoree::Nomination;

impl Roll {
    /// This roll of the board `before` with what `board` tells of its honourees, and those of whom something else is told,
    /// be it a name; none if more may differ. `changed` names every file that does.
    #[must_use]
    pub fn retold(
        &self,
        before: &Board,
        board: &Board,
        changed: &BTreeSet<FilePath>,
    ) -> Option<(Self, Vec<Entry>)> {
        let (mut roll, mut entries, mut renamed) = (self.clone(), Vec::new(), Vec::new());
        for file in changed {
            let (known, told) = (before.nomination_in(file)?, board.nomination_in(file)?);
            if !told.is_retold(known) {
                return None;
            }
            let is_renamed = told.honoree.name != known.honoree.name;
            // By name and unit it is known whose answers count once, and by name whose photo it is.
            let is_known_by_name = told.honoree.photo.is_some()
                || roll.chapters.iter().any(|chapter| !chapter.answers.is_empty());
            if is_renamed && is_known_by_name {
                return None;
            }
            let id = file.split('/').nth(1)?;
            let chapters = roll.chapters.iter_mut().enumerate();
            for (chapter, content) in chapters.filter(|(_, chapter)| *chapter.conference.id == *id) {
                // Whoever is withheld is in no roll, and stays so.
                let Some(honoree) = content.place(&told.honoree.id) else { continue };
                content.honorees.get_mut(honoree)?.honoree = shown(told);
                entries.push(Entry { chapter, honoree });
                renamed.extend(is_renamed.then_some(Entry { chapter, honoree }));
            }
        }
        if !renamed.is_empty() {
            roll.rename(&renamed);
        }
        Some((roll, entries))
    }
}

impl Board {
    /// All that was handed in for the conference whose folder a file lies in.
    pub(super) fn of_file(&self, file: &FilePath) -> Option<&Dossiers> {
        let conference = file.split('/').nth(1)?;
        self.conferences.iter().find(|dossiers| *dossiers.conference.id == *conference)
    }

    /// The nomination that was read from this file.
    #[must_use]
    pub fn nomination_in(&self, file: &FilePath) -> Option<&Nomination> {
        let dossiers = self.of_file(file)?;
        // They are in the order of their folders, and so of their files.
        let at = dossiers.nominations.binary_search_by(|nomination| nomination.file.cmp(file)).ok()?;
        dossiers.nominations.get(at).map(|nomination| &**nomination)
    }
}
