//! The vocabulary of titles and commendations: the built-in one, and a site's own entries over it.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::{Desk, Fields};
use super::toml;
use crate::files::FilePath;
use crate::model::Id;
use crate::model::settings::Award;
use crate::report::{Problem, Report};

/// The built-in vocabulary (`domain.md` §2.1).
const BUILT_IN: &str = include_str!("awards.toml");

/// The built-in vocabulary with these entries added or put in place of its own, and whether every one could be read.
pub(super) fn vocabulary(
    desk: &Desk<'_>,
    (own, mut is_whole): (Vec<Fields<'_, '_>>, bool),
) -> (BTreeMap<Id, Award>, bool) {
    let (mut awards, faults) = built_in();
    // None, or the program itself is wrong; every board's report would then say so.
    faults.into_problems().into_iter().for_each(|problem| desk.pass_on(problem));
    let mut seen = BTreeSet::new();
    for fields in own {
        let span = fields.span();
        let Some(award) = award(fields) else {
            is_whole = false;
            continue;
        };
        if !seen.insert(award.id.clone()) {
            desk.push(Problem::error("duplicate-id").with("id", &*award.id), span);
            continue;
        }
        awards.insert(award.id.clone(), award);
    }
    (awards, is_whole)
}

/// The built-in vocabulary, and what is wrong with it.
fn built_in() -> (BTreeMap<Id, Award>, Report) {
    let file = FilePath::new("awards.toml");
    let mut report = Report::default();
    let entries = toml::parse(&file, BUILT_IN, 0, &mut report);
    let awards = {
        let desk = Desk::new(&file, &mut report);
        let mut f = Fields::new(&desk, (0..0).into(), entries);
        let awards = f.tables("award").into_iter().filter_map(award).map(|a| (a.id.clone(), a)).collect();
        f.finish();
        awards
    };
    (awards, report)
}

fn award(mut f: Fields<'_, '_>) -> Option<Award> {
    let id = f.need_id("id");
    let name = f.need_text("name");
    let english = f.text("english");
    let rank = f.signed("rank").unwrap_or(0);
    let kind = f.choice("kind");
    let aliases = f.texts("aliases");
    f.finish();
    Some(Award { id: id?.0, name: name?, english, rank, kind, aliases })
}
