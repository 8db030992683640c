//! Rules about one name written in several places: it should be written alike.

use std::collections::BTreeMap;

use super::Case;
use crate::files::FilePath;
use crate::model::Id;
use crate::report::{Problem, Report, Span};
use crate::vietnamese;

/// Where a name stands.
struct Spelling<'b> {
    name: &'b str,
    conference: &'b Id,
    file: FilePath,
    place: Span,
}

/// One person over several conferences, and in the chair, has one name. Two names that sound alike and are
/// written with the tone in two places are one; two that differ by a missing mark may be (`domain.md` §3).
pub(super) fn one_spelling(case: &Case<'_>, report: &mut Report) {
    // By unit and folded name; those in the chair have no unit of theirs, and are looked for in their conference.
    let mut persons: BTreeMap<(&Id, String), Vec<Spelling<'_>>> = BTreeMap::new();
    for dossiers in &case.board.conferences {
        let mut here: BTreeMap<String, &str> = BTreeMap::new();
        for nomination in &dossiers.nominations {
            let honoree = nomination.for_check();
            let name = &*honoree.name.full;
            let folded = vietnamese::fold(name);
            here.entry(folded.clone()).or_insert(name);
            let file = nomination.file.clone();
            let conference = &dossiers.conference.id;
            let spelling = Spelling { name, conference, file, place: nomination.mark("name") };
            persons.entry((&honoree.unit, folded)).or_default().push(spelling);
        }
        let conference = &dossiers.conference;
        for member in &conference.presidium {
            let known = here.get(&vietnamese::fold(&member.name));
            if let Some(known) = known.filter(|known| **known != member.name) {
                report.push(told(&member.name, known, &conference.file(), conference.mark("presidium")));
            }
        }
    }
    for spellings in persons.values() {
        let Some((first, others)) = spellings.split_first() else { continue };
        // Two of one conference are two persons, or one entered twice: another rule says so.
        let elsewhere = others.iter().filter(|other| other.conference != first.conference);
        for other in elsewhere.filter(|other| other.name != first.name) {
            report.push(told(other.name, first.name, &other.file, other.place));
        }
    }
}

fn told(name: &str, other: &str, file: &FilePath, place: Span) -> Problem {
    let sounds_alike = vietnamese::tone_key(name) == vietnamese::tone_key(other);
    let rule = if sounds_alike { "tone-placement" } else { "name-differs" };
    Problem::warning(rule).at(file, place).with("name", name).with("other", other)
}

/// Two entries of the settings that are one unit.
pub(super) fn one_unit(case: &Case<'_>, report: &mut Report) {
    let mut seen: BTreeMap<String, &Id> = BTreeMap::new();
    for unit in case.board.settings.units.values() {
        if let Some(other) = seen.insert(vietnamese::fold(&unit.name), &unit.id) {
            let told = Problem::warning("unit-twice").in_file(&FilePath::new("site/site.toml"));
            report.push(told.with("name", &unit.name).with("id", &*unit.id).with("other", &**other));
        }
    }
}
