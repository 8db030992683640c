//! What a careful colleague would say: a table of rules over the board, and checks of the finished site.

mod criteria;
mod dossier;
pub mod finished;
mod frame;
mod limits;
pub mod papers;
pub mod portraits;
mod private;
mod references;
mod roster;
mod texts;
mod withheld;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use self::withheld::Unshown;
use crate::files::FilePath;
use crate::model::board::{Board, Dossiers};
use crate::model::honoree::Nomination;
use crate::model::{Date, Id};
use crate::report::{Batch, Problem, Report};
use crate::vietnamese::Spelling;

/// What a rule sees.
pub struct Case<'b> {
    /// Everything that was read.
    pub board: &'b Board,
    /// "Today".
    pub today: Date,
    /// The names of all units, to be looked for in texts.
    units: &'b FxHashMap<&'b Id, Spelling<'b>>,
    /// Those who are not shown, to be looked for in texts.
    unshown: &'b Unshown,
    /// The dossiers that are looked at, with those of their conference.
    dossiers: &'b [(&'b Dossiers, &'b Arc<Nomination>)],
}

impl<'b> Case<'b> {
    /// Every dossier that is looked at, with those of its conference.
    fn nominations(&self) -> impl Iterator<Item = (&'b Dossiers, &'b Nomination)> + use<'b> {
        self.dossiers.iter().map(|(dossiers, nomination)| (*dossiers, &***nomination))
    }
}

/// What a rule compares.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Each dossier with its conference and the settings: what it finds lies in the dossier's own file, or is its folder, and
    /// stays as long as these do. It asks [`Case::nominations`] alone.
    Dossier,
    /// Each dossier with those who are not shown: as before, and as long as they are the same.
    Unshown,
    /// Anything with anything but who is shown: as before where nothing has changed but that, and what is told of some
    /// honourees.
    Names,
    /// Anything with anything: as before where nothing has changed but what is told of some honourees.
    Board,
}

/// One rule: its name, what it compares, and the function that looks.
pub struct Rule {
    /// What it is about, for the reader of this table.
    pub name: &'static str,
    /// What it compares.
    pub reach: Reach,
    /// Looks at everything and reports.
    pub look: fn(&Case<'_>, &mut Report),
}

impl Rule {
    const fn of_dossier(name: &'static str, look: fn(&Case<'_>, &mut Report)) -> Self {
        Self { name, reach: Reach::Dossier, look }
    }

    const fn of_unshown(name: &'static str, look: fn(&Case<'_>, &mut Report)) -> Self {
        Self { name, reach: Reach::Unshown, look }
    }

    const fn of_names(name: &'static str, look: fn(&Case<'_>, &mut Report)) -> Self {
        Self { name, reach: Reach::Names, look }
    }

    const fn of_board(name: &'static str, look: fn(&Case<'_>, &mut Report)) -> Self {
        Self { name, reach: Reach::Board, look }
    }
}

/// All rules over the board. Each is run; each reports all it finds.
pub const RULES: &[Rule] = &[
    Rule::of_board("no conference is called like a page of the site", frame::reserved_ids),
    Rule::of_board("a conference is there once", frame::once),
    Rule::of_board("a conference has a decision to commend", frame::decision),
    Rule::of_board("a conference is held in its term or soon after", frame::held_near_term),
    Rule::of_board("a conference has somebody to show", frame::nobody_shown),
    Rule::of_names("nobody who was invented for a new project is shown without its notice", frame::sample),
    Rule::of_dossier("groups, units and awards that dossiers name exist", references::of_dossiers),
    Rule::of_board("what is named where a dossier is not whole exists as well", references::of_fragments),
    Rule::of_board("units and awards that criteria name exist", references::of_criteria),
    Rule::of_dossier(
        "a person is in a group of persons, a collective in one of collectives",
        references::kinds,
    ),
    Rule::of_board("keynotes tell of honourees there are and who are shown", references::keynotes),
    Rule::of_dossier("movements have a name", references::movements),
    Rule::of_dossier("titles of persons are not of collectives", references::award_kinds),
    Rule::of_dossier("what keeps an approved honouree from being shown is said", dossier::withheld),
    Rule::of_dossier("an approval says by whom, when and under which number", dossier::approval),
    Rule::of_dossier("consent says when it was given and on which paper", dossier::consent),
    Rule::of_dossier("what is recorded of a day has happened by now", dossier::days),
    Rule::of_board("what is shown has a last day", frame::last_day),
    Rule::of_board("a last day does not come unawares", frame::last_day_near),
    Rule::of_board("a conference whose last day is past is told as one", frame::expired),
    Rule::of_board("the office can be reached", frame::contact),
    Rule::of_dossier("a dossier has a photo and a summary with figures", dossier::complete),
    Rule::of_dossier("what is approved has been written", dossier::written),
    Rule::of_board("a keynote that is approved tells something", dossier::told),
    Rule::of_dossier("awards and initiatives lie inside the term", dossier::inside_term),
    Rule::of_dossier("names say which word they are ordered by", dossier::order_of_name),
    Rule::of_dossier("names have capitals where people have them", dossier::letters_of_name),
    Rule::of_names("two of one name and one unit are two", dossier::namesakes),
    Rule::of_board("whoever has taken consent back is shown by no other dossier", dossier::still_shown),
    Rule::of_board("an approval is of this conference and not of an earlier one", dossier::approved_before),
    Rule::of_dossier("initiatives are as many, and worth as much, as the group asks", criteria::initiatives),
    Rule::of_dossier("initiatives are worth together what the dossier says", criteria::total),
    Rule::of_dossier("who must have helped colleagues along has", criteria::mentoring),
    Rule::of_dossier("the title a group asks for is there", criteria::required_award),
    Rule::of_dossier("a title to be had every year was had every year", criteria::award_each_year),
    Rule::of_dossier("whom nobody voted for has deeds of their own", criteria::justified),
    Rule::of_board("no unit sends more than it was asked to", criteria::allocations),
    Rule::of_dossier("nobody says to have been honoured in the term before", criteria::declared_before),
    Rule::of_board("nobody is in the archive of the term before", criteria::found_before),
    Rule::of_dossier("dossiers came in time", criteria::in_time),
    Rule::of_board("a conference was held in time", limits::held_in_time),
    Rule::of_board("there are not too many delegates, and enough honourees", limits::delegates),
    Rule::of_board("the chair is as large as it should be", limits::presidium),
    Rule::of_board("keynotes are as many as may be read, from several fields", limits::keynotes),
    Rule::of_board("the decision is of the level of the conference", limits::issuer),
    Rule::of_dossier("what an honouree was given is of no lower level", limits::honour_issuer),
    Rule::of_names("a name is written alike everywhere", roster::one_spelling),
    Rule::of_names("texts write names and units as they are", roster::in_texts),
    Rule::of_dossier("dossiers write their unit as it is", roster::in_dossiers),
    Rule::of_names("a unit is entered once", roster::one_unit),
    Rule::of_board("nothing personal is told", private::texts),
    Rule::of_dossier("nothing personal is told in dossiers", private::dossiers),
    Rule::of_dossier("folders of dossiers are not called by what is personal", private::folders),
    Rule::of_board("nor are other folders", private::other_folders),
    Rule::of_unshown("who is not shown is not named in dossiers of others", withheld::in_dossiers),
    Rule::of_board("nor by conferences and keynotes", withheld::in_texts),
];

fn rules(reach: Reach) -> impl Iterator<Item = &'static Rule> {
    RULES.iter().filter(move |rule| rule.reach == reach)
}

/// Rules of one dossier go through so many at a time, one rule after the other: what the first has read is still at hand for
/// the last.
const FEW: usize = 256;

/// What rules have found, kept for the next time.
#[derive(Default)]
pub struct Checked {
    of_dossiers: Vec<Few>,
    of_unshown: Vec<Few>,
    unshown: Arc<Unshown>,
    of_names: Arc<Batch>,
    of_board: Arc<Batch>,
}

/// Dossiers that were looked at together, with what was found in them.
#[derive(Clone)]
struct Few {
    dossiers: Arc<[Arc<Nomination>]>,
    found: Arc<Batch>,
}

/// What is known of a board that was checked before.
#[derive(Clone, Copy)]
pub struct Since<'s> {
    /// The board as it was.
    pub board: &'s Board,
    /// What rules had found.
    pub checked: &'s Checked,
    /// Files that have come, gone or changed since.
    pub changed: &'s BTreeSet<FilePath>,
}

/// Runs every rule, and reports what each has found.
#[must_use]
pub fn board(board: &Board, today: Date) -> Report {
    board_since(board, today, None).0
}

/// The same of a board that was checked before: rules of one dossier look at those again that changed.
#[must_use]
pub fn board_since(board: &Board, today: Date, since: Option<Since<'_>>) -> (Report, Checked) {
    // A change outside the dossiers, of criteria or settings, may concern every dossier.
    let known = since.filter(|since| since.changed.iter().all(is_of_a_dossier)).map(|since| since.checked);
    let change = since.map_or(Change::Other, |since| Change::of(&since, board));
    let at_most = |most| since.filter(|_| change <= most).map(|since| since.checked);
    let (retold, named) = (at_most(Change::Told), at_most(Change::Shown));
    let unshown = retold.map(|known| Arc::clone(&known.unshown));
    let unshown = unshown.unwrap_or_else(|| Arc::new(Unshown::of(board, today)));
    // Whoever is named in a dossier may be shown now, or not any more.
    let otherwise = known.map(|known| known.unshown.differences(&unshown)).unwrap_or_default();
    let is_concerned = |reach, nomination: &Nomination| {
        reach == Reach::Unshown && withheld::ends_with_any(&nomination.findings, &otherwise)
    };
    let all: Vec<(&Dossiers, &Arc<Nomination>)> =
        every(board).flat_map(|d| d.nominations.iter().map(move |n| (d, n))).collect();
    let units = &board.settings.units.values().map(|unit| (&unit.id, Spelling::new(&unit.name))).collect();
    let look = |reach, dossiers: &[(&Dossiers, &Arc<Nomination>)]| {
        found_by(rules(reach), &Case { board, today, units, unshown: &unshown, dossiers })
    };
    let look_at_few = |reach, known: &[Few], (at, few): (usize, &[(&Dossiers, &Arc<Nomination>)])| {
        let is_in_place = |known: &&Few| {
            let mut both = known.dossiers.iter().zip(few);
            known.dossiers.len() == few.len()
                && both.all(|(old, (_, new))| Arc::ptr_eq(old, new) || old.file == new.file)
        };
        let found = match known.get(at).filter(is_in_place) {
            None => look(reach, few),
            Some(known) => {
                let both = known.dossiers.iter().zip(few);
                let others =
                    both.filter(|(old, (_, new))| !Arc::ptr_eq(old, new) || is_concerned(reach, new));
                let others: Vec<_> = others.map(|(_, new)| *new).collect();
                if others.is_empty() {
                    return known.clone();
                }
                // In their files, or about their folders.
                let is_of = |file: &FilePath, other: &FilePath| file == other || **file == *other.folder();
                let is_of_other = |found: &&Problem| {
                    found.file().is_some_and(|file| others.iter().any(|(_, other)| is_of(file, &other.file)))
                };
                let stays = known.found.iter().filter(|found| !is_of_other(found)).cloned();
                stays.chain(look(reach, &others)).collect()
            }
        };
        let dossiers = few.iter().map(|(_, nomination)| Arc::clone(nomination)).collect();
        Few { dossiers, found: Arc::new(found.into()) }
    };
    let look_at_all =
        |rule| found_by([rule], &Case { board, today, units, unshown: &unshown, dossiers: &all });
    let look_at_dossiers = |reach, known: Option<&Vec<Few>>| {
        let known = known.map_or(&[][..], Vec::as_slice);
        all.par_chunks(FEW).enumerate().map(|few| look_at_few(reach, known, few)).collect::<Vec<_>>()
    };
    let look_at_board = |reach| {
        let rules: Vec<_> = rules(reach).collect();
        let found: Vec<Problem> = rules.into_par_iter().flat_map_iter(look_at_all).collect();
        Arc::new(Batch::from(found))
    };
    let (of_dossiers, (of_unshown, (of_names, of_board))) = rayon::join(
        || look_at_dossiers(Reach::Dossier, known.map(|known| &known.of_dossiers)),
        || {
            let of_unshown = || look_at_dossiers(Reach::Unshown, known.map(|known| &known.of_unshown));
            let of_names = named.map(|known| Arc::clone(&known.of_names));
            let of_names = || of_names.unwrap_or_else(|| look_at_board(Reach::Names));
            let of_board = retold.map(|known| Arc::clone(&known.of_board));
            let of_board = || of_board.unwrap_or_else(|| look_at_board(Reach::Board));
            (of_unshown(), rayon::join(of_names, of_board))
        },
    );
    let mut report = Report::default();
    report.share(Arc::clone(&of_names));
    report.share(Arc::clone(&of_board));
    let all_few = of_dossiers.iter().chain(&of_unshown);
    all_few.for_each(|few: &Few| report.share(Arc::clone(&few.found)));
    (report, Checked { of_dossiers, of_unshown, unshown, of_names, of_board })
}

/// How far a board has changed since it was checked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    /// Nothing but what is told of honourees themselves: no name, no job, no list, no gate, and no place that a rule points at.
    Told,
    /// That, and who is shown.
    Shown,
    /// More.
    Other,
}

impl Change {
    fn of(since: &Since<'_>, board: &Board) -> Self {
        let soundness =
            |board: &Board| board.conferences.iter().map(|dossiers| dossiers.sound).collect::<Vec<_>>();
        let change = |file: &FilePath| {
            let both = (since.board.nomination_in(file), board.nomination_in(file));
            let (Some(known), Some(told)) = both else { return Self::Other };
            let (before, after) = (known.for_check(), told.for_check());
            let is_listed = after.is_retold(before) && after.name == before.name && after.job == before.job;
            if !is_listed || NAMED.iter().any(|key| told.marks.get(key) != known.marks.get(key)) {
                return Self::Other;
            }
            if told.marks == known.marks && told.is_retold(known) { Self::Told } else { Self::Shown }
        };
        if soundness(since.board) == soundness(board) {
            since.changed.iter().map(change).max().unwrap_or(Self::Told)
        } else {
            Self::Other
        }
    }
}

/// Where rules point at that do not ask who is shown.
const NAMED: [&str; 2] = ["name", "job"];

/// What was handed in for any conference, also for one that is not whole.
fn every(board: &Board) -> impl Iterator<Item = &Dossiers> {
    board.conferences.iter().chain(&board.unread)
}

fn found_by(rules: impl IntoIterator<Item = &'static Rule>, case: &Case<'_>) -> Vec<Problem> {
    let mut found = Report::default();
    rules.into_iter().for_each(|rule| (rule.look)(case, &mut found));
    found.into_problems()
}

/// Does a file lie in the folder of a dossier?
fn is_of_a_dossier(file: &FilePath) -> bool {
    let mut parts = file.split('/').skip(2);
    parts.next() == Some("honorees") && parts.nth(1).is_some()
}
