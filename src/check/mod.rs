//! What a careful colleague would say: a table of rules over the board, and checks of the finished site.

mod criteria;
mod dossier;
pub mod finished;
mod frame;
mod limits;
pub mod papers;
mod private;
mod references;
mod roster;
mod texts;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::files::FilePath;
use crate::model::Date;
use crate::model::board::{Board, Dossiers};
use crate::model::honoree::Nomination;
use crate::report::{Problem, Report};

/// What a rule sees.
pub struct Case<'b> {
    /// Everything that was read.
    pub board: &'b Board,
    /// "Today".
    pub today: Date,
    /// The dossiers that are looked at, with those of their conference.
    dossiers: &'b [(&'b Dossiers, &'b Nomination)],
}

impl<'b> Case<'b> {
    /// Every dossier that is looked at, with those of its conference.
    fn nominations(&self) -> impl Iterator<Item = (&'b Dossiers, &'b Nomination)> + use<'b> {
        self.dossiers.iter().copied()
    }
}

/// What a rule compares.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Each dossier with its conference and the settings: what it finds lies in the dossier's own file, and stays as long
    /// as these do. It asks [`Case::nominations`] alone.
    Dossier,
    /// Anything with anything, but for the stories of honourees: those are for rules of a dossier.
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

    const fn of_board(name: &'static str, look: fn(&Case<'_>, &mut Report)) -> Self {
        Self { name, reach: Reach::Board, look }
    }
}

/// All rules over the board. Each is run; each reports all it finds.
pub const RULES: &[Rule] = &[
    Rule::of_board("no conference is called like a page of the site", frame::reserved_ids),
    Rule::of_board("a conference has a decision to commend", frame::decision),
    Rule::of_board("a conference has somebody to show", frame::nobody_shown),
    Rule::of_dossier("groups, units and awards that dossiers name exist", references::of_dossiers),
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
    Rule::of_board("what is shown has a last day", frame::last_day),
    Rule::of_board("the office can be reached", frame::contact),
    Rule::of_dossier("a dossier has a photo and a summary with figures", dossier::complete),
    Rule::of_dossier("awards and initiatives lie inside the term", dossier::inside_term),
    Rule::of_board("names that may need `sort`, and namesakes", dossier::names),
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
    Rule::of_board("a name is written alike everywhere", roster::one_spelling),
    Rule::of_board("texts write names and units as they are", roster::in_texts),
    Rule::of_dossier("dossiers write their unit as it is", roster::in_dossiers),
    Rule::of_board("a unit is entered once", roster::one_unit),
    Rule::of_board("nothing personal is told", private::texts),
    Rule::of_dossier("nothing personal is told in dossiers", private::dossiers),
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
    of_board: Vec<Problem>,
    of_dossiers: Vec<Problem>,
}

/// What is known of a board that was checked before.
#[derive(Clone, Copy)]
pub struct Since<'s> {
    /// What rules had found.
    pub checked: &'s Checked,
    /// Files that have come, gone or changed since.
    pub changed: &'s BTreeSet<FilePath>,
    /// Is nothing another but stories of honourees?
    pub is_retold: bool,
}

/// Runs every rule, and reports what each has found.
#[must_use]
pub fn board(board: &Board, today: Date) -> Report {
    board_since(board, today, None).0
}

/// The same of a board that was checked before: rules of one dossier look at those again that changed, and where only
/// stories did, no others look.
#[must_use]
pub fn board_since(board: &Board, today: Date, since: Option<Since<'_>>) -> (Report, Checked) {
    // What is not of a dossier may be what all of them are measured by.
    let known = since.and_then(|since| {
        let touched: Option<BTreeSet<&str>> = since.changed.iter().map(|file| dossier(file)).collect();
        Some((since.checked, touched?))
    });
    let retold = since.filter(|since| since.is_retold);
    let all: Vec<_> =
        board.conferences.iter().flat_map(|d| d.nominations.iter().map(move |n| (d, &**n))).collect();
    let is_touched = |(_, nomination): &&(&Dossiers, &Nomination)| {
        known.as_ref().is_none_or(|(_, touched)| is_in(touched, &nomination.file))
    };
    let touched: Vec<_> = all.iter().filter(is_touched).copied().collect();
    let look = |rule: &Rule, dossiers: &[(&Dossiers, &Nomination)], found: &mut Report| {
        (rule.look)(&Case { board, today, dossiers }, found);
    };
    let look_at_few = |dossiers: &[_]| {
        let mut found = Report::default();
        rules(Reach::Dossier).for_each(|rule| look(rule, dossiers, &mut found));
        found.into_problems()
    };
    let look_at_all = |rule: &Rule| {
        let mut found = Report::default();
        look(rule, &all, &mut found);
        found.into_problems()
    };
    let (found, of_board) = rayon::join(
        || touched.par_chunks(FEW).flat_map_iter(look_at_few).collect::<Vec<_>>(),
        || match retold {
            Some(since) => since.checked.of_board.clone(),
            None => {
                rules(Reach::Board).collect::<Vec<_>>().into_par_iter().flat_map_iter(look_at_all).collect()
            }
        },
    );
    let mut of_dossiers: Vec<Problem> = Vec::new();
    if let Some((before, touched)) = &known {
        let is_same =
            |problem: &&Problem| problem.place.as_ref().is_some_and(|place| !is_in(touched, &place.file));
        of_dossiers.extend(before.of_dossiers.iter().filter(is_same).cloned());
    }
    of_dossiers.extend(found);
    let mut report = Report::default();
    report.extend(of_board.iter().chain(&of_dossiers).cloned());
    (report, Checked { of_board, of_dossiers })
}

/// The folder of the dossier a file belongs to, with the slash behind it.
fn dossier(file: &FilePath) -> Option<&str> {
    let mut slashes = file.match_indices('/').map(|(at, _)| at);
    let (room, end) = (slashes.nth(1)?, slashes.nth(1)?);
    file.get(room..end).filter(|part| part.starts_with("/honorees/")).and_then(|_| file.get(..=end))
}

/// Is a file in one of these folders? None of them is in another, so only the last before it can hold it.
fn is_in(folders: &BTreeSet<&str>, file: &FilePath) -> bool {
    folders.range(..=&**file).next_back().is_some_and(|folder| file.starts_with(folder))
}
