//! A roll into which somebody has come, or from which somebody has gone: what thousands have in common is not drawn up again.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::pictures::shown;
use super::{Board, Chapter, Entry, Listed, Roll, order};
use crate::files::FilePath;
use crate::model::answers::Private;
use crate::model::honoree::Nomination;
use crate::model::{Date, Id};

/// Somebody who has come into a roll, or gone from it.
pub struct Move {
    /// Where they stand: in the roll they have come into, or in the one they have gone from.
    pub entry: Entry,
    /// Who it is.
    pub listed: Listed,
    /// Have they come? Otherwise they have gone.
    pub has_come: bool,
}

impl Move {
    /// Puts places in a list, which count the honourees of this chapter, where they are now.
    pub(crate) fn shift<'p>(&self, places: impl Iterator<Item = &'p mut usize>) {
        let from = self.entry.honoree;
        for place in places.filter(|place| **place >= from) {
            *place = if self.has_come { *place + 1 } else { *place - 1 };
        }
    }
}

impl Roll {
    /// This roll of the board `before` for `board`, where nothing has changed but the dossier in one file and what lies
    /// beside it; none if more may differ. With it comes who has come or gone, if anybody has.
    #[must_use]
    pub fn moved(
        &self,
        before: &Board,
        board: &Board,
        file: &FilePath,
        today: Date,
    ) -> Option<(Self, Option<Move>)> {
        // Whoever waits is in the one, and whoever was taken down in the other.
        if self.is_of_drafts || self.settings.tombstones {
            return None;
        }
        // Whose face is shown under another name is told of all faces: who has another one now may have been told of.
        let known = [before, board].map(|board| board.nomination_in(file));
        if known.iter().all(Option::is_some) && !is_alike(&known) {
            return None;
        }
        let listed = |board: &Board| {
            let dossiers = board.of_file(file)?;
            let nomination = board.nomination_in(file)?;
            let is_shown = nomination.standing(&dossiers.conference, today).is_ok();
            is_shown.then(|| {
                (
                    nomination.for_check().id.clone(),
                    list(nomination),
                    nomination.private == Private::default(),
                )
            })
        };
        let (has_come, (id, listed, is_silent)) = match (listed(before), listed(board)) {
            (None, None) => return is_alike(&known).then(|| (self.clone(), None)),
            (None, Some(listed)) => (true, listed),
            (Some(listed), None) => (false, listed),
            (Some(_), Some(_)) => return None,
        };
        // Keynotes and totals come and go with those they tell of.
        let dossiers = board.of_file(file)?;
        let tells = |id: &Id| dossiers.submissions.iter().any(|s| s.for_check().honorees.contains(id));
        let is_counted = self.chapters.iter().any(|chapter| !chapter.answers.is_empty()) || !is_silent;
        if is_counted || tells(&id) {
            return None;
        }
        let chapter = self.chapters.iter().position(|c| c.conference.id == dossiers.conference.id)?;
        let honoree = match (has_come, self.chapters.get(chapter)?.search(&id)) {
            (true, Err(free)) => free,
            (false, Ok(taken)) => taken,
            _ => return None,
        };
        let moved = Move { entry: Entry { chapter, honoree }, listed, has_come };
        Some((self.with(&moved), Some(moved)))
    }

    /// This roll with somebody more or less.
    fn with(&self, moved: &Move) -> Self {
        let mut roll = self.clone();
        let entry = moved.entry;
        if let Some(chapter) = roll.chapters.get_mut(entry.chapter) {
            chapter.honour(moved);
        }
        let mut everyone = Vec::clone(&self.everyone);
        let (mut by_unit, mut by_award) = (BTreeMap::clone(&self.by_unit), BTreeMap::clone(&self.by_award));
        let lists = by_unit.values_mut().chain(by_award.values_mut());
        for list in std::iter::once(&mut everyone).chain(lists) {
            list.retain(|other| moved.has_come || *other != entry);
            let beside = list.iter_mut().filter(|other| other.chapter == entry.chapter);
            moved.shift(beside.map(|other| &mut other.honoree));
        }
        if moved.has_come {
            let honoree = &moved.listed.honoree;
            let insert = |list: &mut Vec<Entry>| {
                let at = list.partition_point(|other| roll.by_name(*other, entry).is_lt());
                // One may hold an award several times.
                if list.get(at) != Some(&entry) {
                    list.insert(at, entry);
                }
            };
            insert(&mut everyone);
            insert(by_unit.entry(honoree.unit.clone()).or_default());
            honoree.held().for_each(|award| insert(by_award.entry(award.clone()).or_default()));
        }
        by_unit.retain(|_, list| !list.is_empty());
        by_award.retain(|_, list| !list.is_empty());
        roll.everyone = Arc::new(everyone);
        (roll.by_unit, roll.by_award) = (Arc::new(by_unit), Arc::new(by_award));
        roll.again = Arc::default();
        roll
    }
}

impl Chapter {
    /// Takes somebody in, or out.
    fn honour(&mut self, moved: &Move) {
        let place = moved.entry.honoree;
        let mut order: Vec<usize> = self.places().filter(|other| moved.has_come || *other != place).collect();
        moved.shift(order.iter_mut());
        if moved.has_come {
            self.honorees.insert(place, moved.listed.clone());
            let at = order.partition_point(|other| self.in_gallery(*other, place).is_lt());
            order.insert(at, place);
        } else {
            self.honorees.remove(place);
        }
        self.order = Arc::new(order::Order::from(order));
    }
}

/// Has somebody the same face and name in both, or none?
fn is_alike(known: &[Option<&Nomination>; 2]) -> bool {
    let [before, now] = known.map(|nomination| {
        let honoree = nomination?.for_check();
        Some((honoree.kind, &honoree.photo.as_ref()?.file, &honoree.name.sound))
    });
    before == now
}

/// Somebody as a roll lists them.
pub(super) fn list(nomination: &Nomination) -> Listed {
    Listed { honoree: shown(nomination), print: nomination.consent.print }
}
