//! The website of a roll that differs little from the one before: what thousands have in common is not prepared again.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use super::cards;
use super::chrome::{Prepared, Web};
use super::facets;
use crate::model::board::{Chapter, Entry, Move, Roll};
use crate::model::honoree::Name;
use crate::site::Originals;

impl Web {
    /// The website of a roll in which something else is told of some honourees; none if other share cards belong to it.
    pub(crate) fn retold(&self, roll: Arc<Roll>, entries: &[Entry]) -> Option<Self> {
        let web = Self { roll, ..self.clone() };
        // Also those of keynotes that name them.
        let share = |web: &Self, entry: Entry| {
            let (chapter, honoree) = web.roll.get(entry)?;
            let keynotes = chapter.keynotes.iter().filter(|keynote| keynote.honorees.contains(&honoree.id));
            let cards = keynotes.map(|keynote| web.keynote_share_card(chapter, keynote));
            let cards = std::iter::once(web.honoree_share_card(chapter, honoree)).chain(cards);
            Some(cards.map(|card| Some(card?.key(&web.card_press))).collect::<Vec<_>>())
        };
        if entries.iter().any(|entry| share(self, *entry) != share(&web, *entry)) {
            return None;
        }
        let chapters = self.roll.chapters.iter().zip(&web.roll.chapters);
        let prepared = self.conferences.iter().zip(chapters).enumerate();
        let conferences = prepared.map(|(at, (prepared, (before, after)))| {
            let places = entries.iter().filter(|entry| entry.chapter == at).map(|entry| entry.honoree);
            prepared.retold(before, after, &places.collect::<Vec<_>>())
        });
        let conferences = Arc::new(conferences.collect());
        Some(Self { conferences, ..web })
    }

    /// The sheets pages lead to, with one more or less.
    pub(crate) fn sheets_with(&self, sheet: Option<&String>, has_come: bool) -> Arc<BTreeSet<String>> {
        let mut sheets = Arc::clone(&self.sheets);
        if let Some(sheet) = sheet {
            let sheets = Arc::make_mut(&mut sheets);
            if has_come {
                sheets.insert(sheet.clone())
            } else {
                sheets.remove(sheet)
            };
        }
        sheets
    }

    /// The website of a roll into which somebody has come, or from which somebody has gone; none if other pages are different
    /// for it than those that list them. Pages lead to these `sheets`.
    pub(crate) fn moved(
        &self,
        roll: Arc<Roll>,
        originals: &Arc<Originals>,
        sheets: Arc<BTreeSet<String>>,
        moved: &Move,
    ) -> Option<Self> {
        let at = moved.entry.chapter;
        let (before, after) = (self.roll.chapters.get(at)?, roll.chapters.get(at)?);
        let is_same_menu = self.roll.by_award.is_empty() == roll.by_award.is_empty();
        if !is_same_menu || cards::are_drawn_of_words(before) != cards::are_drawn_of_words(after) {
            return None;
        }
        let mut web = Self { roll: Arc::clone(&roll), sheets, ..self.clone() };
        web.pictures.originals = Arc::clone(originals);
        let prepared = self.conferences.iter().enumerate();
        let prepared =
            prepared.map(
                |(other, prepared)| {
                    if other == at { prepared.moved(&web, after, moved) } else { prepared.clone() }
                },
            );
        let conferences = Arc::new(prepared.collect());
        Some(Self { conferences, ..web })
    }
}

impl Prepared {
    /// The same, where something else is told in `after` than in `before` of the honourees at these places.
    fn retold(&self, before: &Chapter, after: &Chapter, places: &[usize]) -> Self {
        let mut cards = self.cards.clone();
        for place in places {
            cards.get_mut(*place).into_iter().for_each(|card| *card = OnceLock::new());
        }
        let is_renamed = |place: &usize| name(before, *place) != name(after, *place);
        let renamed: Vec<usize> = places.iter().copied().filter(is_renamed).collect();
        let choices = if renamed.is_empty() {
            Arc::clone(&self.choices)
        } else {
            Arc::new(facets::renamed(&self.choices, after, &renamed))
        };
        Self {
            share: self.share.clone(),
            cards,
            choices,
            facets: self.facets.clone(),
            brief: self.brief.clone(),
            statistics: OnceLock::new(),
        }
    }

    /// The same, where somebody has come into its conference or gone, which is `after` now.
    fn moved(&self, web: &Web, after: &Chapter, moved: &Move) -> Self {
        let mut cards = self.cards.clone();
        if moved.has_come {
            cards.insert(moved.entry.honoree, OnceLock::new());
        } else {
            cards.remove(moved.entry.honoree);
        }
        let choices = facets::moved(&self.choices, after, moved);
        web.prepared(self.share.clone(), cards, choices, after)
    }
}

/// What the honouree at a place is called.
fn name(chapter: &Chapter, place: usize) -> Option<&Name> {
    chapter.honorees.get(place).map(|listed| &listed.honoree.name)
}
