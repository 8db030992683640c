//! What the search of the A–Z page looks through beyond what its list shows: fields of the honourees' own pages.

use std::collections::BTreeMap;

use serde::Serialize;

use super::chrome::Web;
use crate::model::board::Roll;
use crate::model::honoree::Honoree;

/// So many honourees carry these words in the list itself, so that the search works from a disk and
/// without waiting. The words of more stand in one file, which is fetched when somebody searches.
const IN_THE_LIST: usize = 1000;

/// Are the words kept in a file of their own?
pub(super) fn is_apart(roll: &Roll) -> bool {
    roll.everyone.len() > IN_THE_LIST
}

/// What an honouree may be found by besides name, job and the unit's short name: the unit in full, awards,
/// initiatives.
pub(super) fn words(web: &Web, honoree: &Honoree) -> Vec<String> {
    let unit = web.unit_link(&honoree.unit).label;
    let mut words = Vec::new();
    if unit != web.unit_short(&honoree.unit) {
        words.push(unit);
    }
    let won = honoree.honour.iter().map(|h| &h.award).chain(honoree.awards.iter().map(|a| &a.award));
    words.extend(won.map(|id| web.award_name(id)));
    words.extend(honoree.initiatives.iter().map(|initiative| initiative.title.clone()));
    let mut once = Vec::with_capacity(words.len());
    for word in words {
        if !once.contains(&word) {
            once.push(word);
        }
    }
    once
}

/// Everyone's words, each said once.
#[derive(Serialize)]
struct Index {
    words: Vec<String>,
    /// In the order of the list: which words are theirs.
    honorees: Vec<Vec<usize>>,
}

/// `honorees/search.json`.
pub(super) fn index(web: &Web) -> Vec<u8> {
    let roll = &web.roll;
    let mut index = Index { words: Vec::new(), honorees: Vec::new() };
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (_, honoree) in roll.everyone.iter().filter_map(|e| roll.get(*e)) {
        let place = |word: String| {
            *places.entry(word).or_insert_with_key(|word| {
                index.words.push(word.clone());
                index.words.len() - 1
            })
        };
        let own = words(web, honoree).into_iter().map(place).collect();
        index.honorees.push(own);
    }
    // Our own struct of text and numbers cannot fail to serialise.
    serde_json::to_vec(&index).unwrap_or_default()
}
