//! The ways to choose among the honourees of a conference, each a page of its own.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::model::Id;
use crate::model::board::{Chapter, Move, Roll, move_in};
use crate::model::honoree::{Category, Honoree, Position};
use crate::model::settings::Unit;

/// A choice among the honourees of a conference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet<I = Id> {
    /// Everyone.
    All,
    /// Of a group.
    Group(I),
    /// Where they stand at work.
    Position(Position),
    /// As what they are honoured.
    Category(Category),
    /// Of a unit.
    Unit(I),
    /// Of a movement.
    Movement(I),
}

/// The words of the kinds of choices, in the order in which they are offered.
pub(super) const KINDS: [&str; 5] =
    ["board.by_group", "board.by_position", "board.by_category", "board.by_movement", "board.by_unit"];

impl<I> Facet<I> {
    /// One of [`KINDS`]; none for everyone.
    pub(super) fn kind(&self) -> Option<&'static str> {
        match self {
            Self::All => None,
            Self::Group(_) => Some("board.by_group"),
            Self::Position(_) => Some("board.by_position"),
            Self::Category(_) => Some("board.by_category"),
            Self::Movement(_) => Some("board.by_movement"),
            Self::Unit(_) => Some("board.by_unit"),
        }
    }
}

impl Facet<&Id> {
    pub(super) fn owned(self) -> Facet {
        match self {
            Self::All => Facet::All,
            Self::Group(id) => Facet::Group(id.clone()),
            Self::Position(position) => Facet::Position(position),
            Self::Category(category) => Facet::Category(category),
            Self::Unit(id) => Facet::Unit(id.clone()),
            Self::Movement(id) => Facet::Movement(id.clone()),
        }
    }
}

/// The places in a chapter that each choice leaves, in the order of the gallery.
pub(super) type Choices = BTreeMap<Facet, Vec<usize>>;

/// The choices that leave somebody, some perhaps told several times.
pub(super) fn of(honoree: &Honoree) -> impl Iterator<Item = Facet<&Id>> {
    let movements = honoree.movements.iter().map(Facet::Movement);
    let categories = honoree.categories.iter().copied().map(Facet::Category);
    let position = honoree.position.map(Facet::Position);
    let fixed = [Facet::All, Facet::Group(&honoree.group), Facet::Unit(&honoree.unit)];
    fixed.into_iter().chain(position).chain(categories).chain(movements)
}

/// Every choice that leaves somebody.
pub(super) fn choices(chapter: &Chapter) -> Choices {
    let mut choices: FxHashMap<Facet<&Id>, Vec<usize>> = FxHashMap::from_iter([(Facet::All, Vec::new())]);
    for (at, listed) in chapter.places().zip(chapter.listed()) {
        for facet in of(&listed.honoree) {
            let places = choices.entry(facet).or_default();
            if places.last() != Some(&at) {
                places.push(at);
            }
        }
    }
    choices.into_iter().map(|(facet, places)| (facet.owned(), places)).collect()
}

/// The same choices in the order of `chapter`, where those at some places have other names now.
pub(super) fn renamed(choices: &Choices, chapter: &Chapter, places: &[usize]) -> Choices {
    let mut choices = choices.clone();
    for list in choices.values_mut() {
        move_in(list, places, |a, b| chapter.in_gallery(a, b));
    }
    choices
}

/// The same choices of `chapter`, into which somebody has come since, or from which somebody has gone.
pub(super) fn moved(choices: &Choices, chapter: &Chapter, moved: &Move) -> Choices {
    let (mut choices, place) = (choices.clone(), moved.entry.honoree);
    for list in choices.values_mut() {
        list.retain(|other| moved.has_come || *other != place);
        moved.shift(list.iter_mut());
    }
    if moved.has_come {
        for facet in of(&moved.listed.honoree) {
            let list = choices.entry(facet.owned()).or_default();
            let at = list.partition_point(|other| chapter.in_gallery(*other, place).is_lt());
            if list.get(at) != Some(&place) {
                list.insert(at, place);
            }
        }
    }
    // Everyone may be chosen where there is nobody.
    choices.retain(|facet, list| *facet == Facet::All || !list.is_empty());
    choices
}

/// The choices of one kind in the order they are offered: groups as the criteria have them, positions from
/// the workbench up, categories as the plan has them, units by the names that are shown, movements by id.
pub(super) fn offered<'c>(
    roll: &Roll,
    chapter: &Chapter,
    choices: &'c Choices,
    kind: &str,
) -> Vec<(&'c Facet, usize)> {
    let mut offered: Vec<(&Facet, usize)> = choices
        .iter()
        .filter(|(facet, _)| facet.kind() == Some(kind))
        .map(|(facet, places)| (facet, places.len()))
        .collect();
    offered.sort_by_cached_key(|(facet, _)| {
        let (group, unit) = match facet {
            Facet::Group(id) => (chapter.conference.criteria.groups.iter().position(|g| g.id == *id), None),
            Facet::Unit(id) => (None, roll.settings.units.get(id).map(Unit::short_key)),
            Facet::All | Facet::Position(_) | Facet::Category(_) | Facet::Movement(_) => (None, None),
        };
        (group, unit, (*facet).clone())
    });
    offered
}
