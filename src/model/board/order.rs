//! In what order honourees are shown, and where one of them belongs who has another name.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Chapter, Entry, Listed, Roll};
use crate::model::Id;
use crate::model::honoree::{Honoree, Kind, NameOrder};

/// The places of the honourees of a conference in the order in which they are shown, and where in it each of them stands,
/// once somebody asks for that.
#[derive(Clone, Default)]
pub(super) struct Order {
    places: Vec<usize>,
    ranks: OnceLock<Vec<usize>>,
}

impl From<Vec<usize>> for Order {
    fn from(places: Vec<usize>) -> Self {
        Self { places, ranks: OnceLock::new() }
    }
}

impl Order {
    /// Where in it a place stands.
    fn rank(&self, place: usize) -> Option<usize> {
        let ranks = || {
            let mut ranks = vec![0; self.places.len()];
            for (rank, place) in self.places.iter().enumerate() {
                if let Some(of_place) = ranks.get_mut(*place) {
                    *of_place = rank;
                }
            }
            ranks
        };
        self.ranks.get_or_init(ranks).get(place).copied()
    }
}

/// The order in which the honourees of a conference are shown.
pub(super) fn shown(honorees: &[Listed]) -> Order {
    let head = |(place, listed): (usize, &Listed)| {
        let honoree = &listed.honoree;
        ((honoree.kind, honoree.name.key.head()), place)
    };
    // Most names differ at their heads, and those are compared without going to each honouree.
    let mut heads: Vec<_> = honorees.par_iter().enumerate().map(head).collect();
    let order = |a: usize, b: usize| in_gallery(honorees.get(a), honorees.get(b)).then(a.cmp(&b));
    heads.par_sort_by(|(one, a), (two, b)| one.cmp(two).then_with(|| order(*a, *b)));
    heads.into_iter().map(|(_, place)| place).collect::<Vec<_>>().into()
}

/// Which of two is shown first: collectives before persons, each by given name.
fn in_gallery(one: Option<&Listed>, other: Option<&Listed>) -> Ordering {
    fn key(listed: &Listed) -> (Kind, &NameOrder, &Id) {
        let honoree = &listed.honoree;
        (honoree.kind, &honoree.name.key, &honoree.unit)
    }
    one.map(key).cmp(&other.map(key))
}

/// An honouree as a conference honours them, with the newest record of the same where that is another.
pub type Record<'r> = (&'r Arc<Honoree>, Option<&'r Arc<Honoree>>);

impl Chapter {
    /// What is counted of it.
    pub fn records(&self) -> impl Iterator<Item = Record<'_>> + Clone {
        self.honorees.iter().map(|listed| (&listed.honoree, None))
    }

    /// The places of its honourees in the order in which they are shown.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.order.places.iter().copied()
    }

    /// Its honourees in the order in which they are shown.
    pub fn listed(&self) -> impl Iterator<Item = &Listed> {
        self.places().filter_map(|place| self.honorees.get(place))
    }

    /// Those who are shown just before and just after an honouree.
    #[must_use]
    pub fn neighbours(&self, place: usize) -> [Option<&Listed>; 2] {
        let Some(rank) = self.order.rank(place) else { return [None, None] };
        let at = |rank: Option<usize>| self.honorees.get(*self.order.places.get(rank?)?);
        [at(rank.checked_sub(1)), at(rank.checked_add(1))]
    }

    /// Which of two places is shown first.
    #[must_use]
    pub fn in_gallery(&self, a: usize, b: usize) -> Ordering {
        in_gallery(self.honorees.get(a), self.honorees.get(b)).then(a.cmp(&b))
    }
}

impl Roll {
    /// Puts a list in the order of [`Roll::by_name`].
    pub(super) fn sort_by_name(&self, list: &mut [Entry]) {
        let head = |entry: &Entry| {
            let honoree = self.get(*entry).map(|(_, honoree)| honoree);
            (honoree.map(|honoree| (Reverse(honoree.kind), honoree.name.key.head())), *entry)
        };
        let mut heads: Vec<_> = list.par_iter().map(head).collect();
        heads.par_sort_by(|(one, a), (two, b)| one.cmp(two).then_with(|| self.by_name(*a, *b)));
        list.iter_mut().zip(heads).for_each(|(place, (_, entry))| *place = entry);
    }

    /// Who comes first in a list that is looked up by a person's name: persons before collectives.
    pub(super) fn by_name(&self, a: Entry, b: Entry) -> Ordering {
        match (self.get(a), self.get(b)) {
            (Some((_, left)), Some((_, right))) => {
                (right.kind, &left.name.key, &left.unit, a).cmp(&(left.kind, &right.name.key, &right.unit, b))
            }
            _ => a.cmp(&b),
        }
    }

    /// Everyone whom several conferences honour, with all entries of theirs, the newest first: of that name, however it is
    /// typed, and that unit (`domain.md`, rule 33: a person is no record of honours).
    fn honoured_again(&self) -> &FxHashMap<Entry, Arc<[Entry]>> {
        self.again.get_or_init(|| {
            let mut of_same: FxHashMap<_, Vec<Entry>> = FxHashMap::default();
            // Within one conference two of a name are two.
            for entry in self.everyone.iter().filter(|_| self.chapters.len() > 1) {
                if let Some((_, honoree)) = self.get(*entry) {
                    let same = (honoree.kind, &honoree.name.sound, &honoree.unit);
                    of_same.entry(same).or_default().push(*entry);
                }
            }
            let several = of_same.into_values().filter(|entries| entries.len() > 1);
            let several = several.map(|mut entries| {
                entries.sort();
                Arc::<[Entry]>::from(entries)
            });
            let with_all =
                |all: Arc<[Entry]>| all.iter().map(|one| (*one, Arc::clone(&all))).collect::<Vec<_>>();
            several.flat_map(with_all).collect()
        })
    }

    /// The entries of the same person, or collective, in other conferences, the newest first.
    pub fn elsewhere(&self, entry: Entry) -> impl Iterator<Item = Entry> {
        let all = self.honoured_again().get(&entry).map(|all| &**all).unwrap_or_default();
        all.iter().copied().filter(move |other| other.chapter != entry.chapter)
    }

    /// [`Roll::everyone`], each with the newest entry of the same person or collective where another conference honours them
    /// as well.
    pub fn everyone_with_newest(&self) -> impl Iterator<Item = (Entry, Option<Entry>)> + Clone {
        self.everyone
            .iter()
            .map(|entry| (*entry, self.elsewhere(*entry).next().filter(|newest| newest < entry)))
    }

    /// What is counted over all conferences, where a person counts once.
    pub fn records(&self) -> impl Iterator<Item = Record<'_>> + Clone {
        let honoree = |entry| self.get(entry).map(|(_, honoree)| honoree);
        let all = self.everyone_with_newest();
        all.filter_map(move |(entry, newest)| Some((honoree(entry)?, newest.and_then(honoree))))
    }

    /// Everyone once, as their newest conference honours them.
    pub fn once_each(&self) -> impl Iterator<Item = &Arc<Honoree>> {
        self.records().filter(|(_, newest)| newest.is_none()).map(|(honoree, _)| honoree)
    }

    /// Puts those who have another name now where they belong, in all lists.
    pub(super) fn rename(&mut self, renamed: &[Entry]) {
        for (at, chapter) in self.chapters.iter_mut().enumerate() {
            let places: Vec<usize> = renamed.iter().filter(|e| e.chapter == at).map(|e| e.honoree).collect();
            let mut order = chapter.order.places.clone();
            move_in(&mut order, &places, |a, b| chapter.in_gallery(a, b));
            chapter.order = Arc::new(order.into());
        }
        let mut everyone = Vec::clone(&self.everyone);
        let (mut by_unit, mut by_award) = (BTreeMap::clone(&self.by_unit), BTreeMap::clone(&self.by_award));
        let lists = by_unit.values_mut().chain(by_award.values_mut());
        std::iter::once(&mut everyone)
            .chain(lists)
            .for_each(|list| move_in(list, renamed, |a, b| self.by_name(a, b)));
        self.everyone = Arc::new(everyone);
        (self.by_unit, self.by_award) = (Arc::new(by_unit), Arc::new(by_award));
        self.again = Arc::default();
    }
}

/// Puts some of a list that is in order, but for them, where they belong.
pub(crate) fn move_in<T: Copy + PartialEq>(list: &mut Vec<T>, some: &[T], order: impl Fn(T, T) -> Ordering) {
    let moved: Vec<T> = list.extract_if(.., |one| some.contains(one)).collect();
    for one in moved {
        let at = list.partition_point(|other| order(*other, one).is_lt());
        list.insert(at, one);
    }
}
