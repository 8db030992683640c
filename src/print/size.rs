//! The size of type at which an honouree's text fills its page: guessed, set, looked at, and where the guess was wrong
//! set again. Setting is most of what a booklet costs, so nothing is set only to be measured.

use std::collections::BTreeMap;

use parking_lot::Mutex;

use serde::{Serialize, Serializer};
use typst::foundations::{Content, Value};
use typst::introspection::{DocumentPosition, Introspector, MetadataElem};

use super::view::HonoreeView;
use super::{guess, world};
use crate::theme::Paper;

/// So often a page is set for its size of type.
const TRIES: u32 = 4;

/// So many tenths of a point are worth setting a page again: fewer nobody sees.
const WORTH: u32 = 4;

/// The search for one size, in tenths of a point; where it ends depends on nothing but the text and the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Search {
    now: u32,
    least: u32,
    most: u32,
    /// The largest that is known to fit.
    fits: Option<u32>,
    /// The smallest that is known not to.
    over: Option<u32>,
    tries: u32,
    is_over: bool,
}

/// What is seen of a page that was set, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Seen {
    /// How far down the head goes, whose type has a size of its own.
    pub(super) head: f64,
    /// How far down all goes.
    pub(super) height: f64,
    /// How far down it may.
    pub(super) room: f64,
}

impl Search {
    /// Begins with a guess.
    pub(super) fn new(honoree: &HonoreeView, paper: &Paper) -> Self {
        let (least, most) = (tenths(paper.least), tenths(paper.text).max(tenths(paper.least)));
        let fits = |size: &u32| guess::height(honoree, paper, f64::from(*size) / 10.0) <= guess::room(paper);
        // A tenth of a point below the guess: a little room left costs nothing, an overflow costs another try.
        let now = (least..=most).rev().find(fits).unwrap_or(least);
        let now = if now < most { now.saturating_sub(1).max(least) } else { now };
        Self { now, least, most, fits: None, over: None, tries: 0, is_over: false }
    }

    /// One that has ended, with this size.
    pub(super) fn ended(size: u32) -> Self {
        Self { now: size, least: size, most: size, fits: None, over: None, tries: 0, is_over: true }
    }

    /// Tenths of a point, if it was this search that found them.
    pub(super) fn found(&self) -> Option<u32> {
        (self.is_over && self.tries > 0).then_some(self.now)
    }

    /// The size to set it in, in points.
    pub(super) fn size(&self) -> f64 {
        f64::from(self.now) / 10.0
    }

    /// Looks at the page set in this size; true if it is to be set again in another.
    pub(super) fn look(&mut self, seen: Option<Seen>) -> bool {
        if self.is_over {
            return false;
        }
        let before = self.now;
        self.tries += 1;
        let next = seen.and_then(|seen| self.next(seen));
        self.is_over = next.is_none_or(|next| self.fits == Some(next)) || self.tries == TRIES;
        if let Some(next) = next {
            // The last try has to fit.
            self.now = if self.tries == TRIES { self.fits.unwrap_or(self.least) } else { next };
        }
        self.now != before
    }

    fn next(&mut self, seen: Seen) -> Option<u32> {
        let fits = seen.height <= seen.room;
        // Lines and what is in them both grow with the type, so all below the head does as the square of it, nearly.
        let part = (seen.room - seen.head) / (seen.height - seen.head).max(1.0);
        let wanted = (f64::from(self.now) * part.max(0.01).powf(0.55)).clamp(1.0, 1e4);
        // Whole and small by the line above.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let wanted = (wanted.floor() as u32).clamp(self.least, self.most);
        if fits {
            self.fits = Some(self.now);
            let wanted = self.over.map_or(wanted, |over| wanted.min(over - 1));
            (wanted >= self.now + WORTH).then_some(wanted)
        } else {
            self.over = Some(self.now);
            let next = wanted.min(self.now.saturating_sub(1)).max(self.fits.unwrap_or(self.least));
            (self.now > self.least).then_some(next)
        }
    }
}

/// The searches of some honourees, by their ids. Templates get the sizes of now; in fingerprints there are none, since
/// they follow from the rest.
pub struct Searches(Mutex<BTreeMap<String, Search>>);

impl Searches {
    pub(super) fn new(searches: impl Iterator<Item = (String, Search)>) -> Self {
        Self(Mutex::new(searches.collect()))
    }

    /// The size that was found for an honouree, in tenths of a point.
    pub(super) fn found(&self, id: &str) -> Option<u32> {
        self.0.lock().get(id)?.found()
    }

    /// Looks at pages that were set; true if one is to be set again. `down` is how far down a page goes, in points.
    pub(super) fn look(&self, pages: &dyn Introspector, down: f64) -> bool {
        let mut marks = marks(pages, down);
        let mut searches = self.0.lock();
        let looked = searches.iter_mut().map(|(id, search)| search.look(marks.remove(id)));
        // Each is looked at, whatever was seen of another.
        looked.fold(false, |again, one| again | one)
    }
}

impl Serialize for Searches {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match serializer.is_human_readable() {
            true => serializer.collect_map(self.0.lock().iter().map(|(id, search)| (id, search.size()))),
            false => ().serialize(serializer),
        }
    }
}

/// What templates say of each honouree: marks above the head, below it, and below all, labelled `fill`, with the id and
/// the room in points. Of whom nothing is said, nothing is known.
fn marks(pages: &dyn Introspector, down: f64) -> BTreeMap<String, Seen> {
    let found = world::said(pages, "fill");
    let mut places: BTreeMap<String, (f64, Vec<f64>)> = BTreeMap::new();
    for mark in &found {
        if let Some((id, room, place)) = place(mark, pages, down) {
            places.entry(id).or_insert((room, Vec::new())).1.push(place);
        }
    }
    let seen = |(id, (room, places)): (String, (f64, Vec<f64>))| match *places {
        [top, head, end] => Some((id, Seen { head: head - top, height: end - top, room })),
        _ => None,
    };
    places.into_iter().filter_map(seen).collect()
}

fn place(mark: &Content, pages: &dyn Introspector, down: f64) -> Option<(String, f64, f64)> {
    let Value::Array(said) = &mark.to_packed::<MetadataElem>()?.value else { return None };
    let [Value::Str(id), room] = said.as_slice() else { return None };
    let room = room.clone().cast::<f64>().ok()?;
    let DocumentPosition::Paged(place) = pages.position(mark.location()?)? else { return None };
    // Pages are set one below the other, as it were.
    let page = u32::try_from(place.page.get()).ok()?;
    Some((id.as_str().to_owned(), room, f64::from(page) * down + place.point.y.to_pt()))
}

fn tenths(points: f64) -> u32 {
    // A size of type is small and positive.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let tenths = (points * 10.0).round().clamp(1.0, 1e4) as u32;
    tenths
}
