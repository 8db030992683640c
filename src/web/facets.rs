//! The ways to choose among the honourees of a conference, each a page of its own.

use std::collections::BTreeMap;

use crate::model::Id;
use crate::model::board::{Chapter, Roll};

/// A choice among the honourees of a conference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// Everyone.
    All,
    /// Of a group.
    Group(Id),
    /// Of a unit.
    Unit(Id),
    /// Of a movement.
    Movement(Id),
}

/// The positions in a chapter that each choice leaves, in the order of the gallery.
pub(super) type Choices = BTreeMap<Facet, Vec<usize>>;

/// Every choice that leaves somebody.
pub(super) fn choices(chapter: &Chapter) -> Choices {
    let mut choices = Choices::from([(Facet::All, Vec::new())]);
    for (at, listed) in chapter.honorees.iter().enumerate() {
        let honoree = &listed.honoree;
        let movements = honoree.movements.iter().cloned().map(Facet::Movement);
        let fixed = [Facet::All, Facet::Group(honoree.group.clone()), Facet::Unit(honoree.unit.clone())];
        for facet in fixed.into_iter().chain(movements) {
            let places = choices.entry(facet).or_default();
            if places.last() != Some(&at) {
                places.push(at);
            }
        }
    }
    choices
}

/// The choices of one kind in the order they are offered: groups as the criteria have them, units and
/// movements by name.
pub(super) fn offered<'c>(
    roll: &Roll,
    chapter: &Chapter,
    choices: &'c Choices,
    kind: fn(&Facet) -> Option<&Id>,
) -> Vec<(&'c Facet, &'c Id, usize)> {
    let mut offered: Vec<(&Facet, &Id, usize)> =
        choices.iter().filter_map(|(facet, places)| Some((facet, kind(facet)?, places.len()))).collect();
    let groups = &chapter.conference.criteria.groups;
    offered.sort_by_cached_key(|(facet, id, _)| {
        let group = groups.iter().position(|g| matches!(facet, Facet::Group(_)) && g.id == **id);
        (group, roll.settings.units.get(*id).map(|unit| unit.key.clone()), (*id).clone())
    });
    offered
}

impl Facet {
    /// The group chosen.
    pub(super) fn group(&self) -> Option<&Id> {
        if let Self::Group(id) = self { Some(id) } else { None }
    }

    /// The unit chosen.
    pub(super) fn unit(&self) -> Option<&Id> {
        if let Self::Unit(id) = self { Some(id) } else { None }
    }

    /// The movement chosen.
    pub(super) fn movement(&self) -> Option<&Id> {
        if let Self::Movement(id) = self { Some(id) } else { None }
    }
}
