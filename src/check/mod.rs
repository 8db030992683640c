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
    /// Anything with anything.
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

/// All rules over the board. Each is run; each reports all it finds.
pub const RULES: &[Rule] = &[
    Rule {
        name: "no conference is called like a page of the site",
        reach: Reach::Board,
        look: frame::reserved_ids,
    },
    Rule { name: "a conference has a decision to commend", reach: Reach::Board, look: frame::decision },
    Rule { name: "a conference has somebody to show", reach: Reach::Board, look: frame::nobody_shown },
    Rule {
        name: "groups, units and awards that dossiers name exist",
        reach: Reach::Dossier,
        look: references::of_dossiers,
    },
    Rule {
        name: "units and awards that criteria name exist",
        reach: Reach::Board,
        look: references::of_criteria,
    },
    Rule {
        name: "a person is in a group of persons, a collective in one of collectives",
        reach: Reach::Dossier,
        look: references::kinds,
    },
    Rule {
        name: "keynotes tell of honourees there are and who are shown",
        reach: Reach::Board,
        look: references::keynotes,
    },
    Rule { name: "movements have a name", reach: Reach::Dossier, look: references::movements },
    Rule {
        name: "titles of persons are not of collectives",
        reach: Reach::Dossier,
        look: references::award_kinds,
    },
    Rule {
        name: "what keeps an approved honouree from being shown is said",
        reach: Reach::Dossier,
        look: dossier::withheld,
    },
    Rule {
        name: "an approval says by whom, when and under which number",
        reach: Reach::Dossier,
        look: dossier::approval,
    },
    Rule {
        name: "consent says when it was given and on which paper",
        reach: Reach::Dossier,
        look: dossier::consent,
    },
    Rule { name: "what is shown has a last day", reach: Reach::Board, look: frame::last_day },
    Rule { name: "the office can be reached", reach: Reach::Board, look: frame::contact },
    Rule {
        name: "a dossier has a photo and a summary with figures",
        reach: Reach::Dossier,
        look: dossier::complete,
    },
    Rule {
        name: "awards and initiatives lie inside the term",
        reach: Reach::Dossier,
        look: dossier::inside_term,
    },
    Rule { name: "names that may need `sort`, and namesakes", reach: Reach::Board, look: dossier::names },
    Rule {
        name: "initiatives are as many, and worth as much, as the group asks",
        reach: Reach::Dossier,
        look: criteria::initiatives,
    },
    Rule {
        name: "initiatives are worth together what the dossier says",
        reach: Reach::Dossier,
        look: criteria::total,
    },
    Rule {
        name: "who must have helped colleagues along has",
        reach: Reach::Dossier,
        look: criteria::mentoring,
    },
    Rule {
        name: "the title a group asks for is there",
        reach: Reach::Dossier,
        look: criteria::required_award,
    },
    Rule {
        name: "a title to be had every year was had every year",
        reach: Reach::Dossier,
        look: criteria::award_each_year,
    },
    Rule {
        name: "whom nobody voted for has deeds of their own",
        reach: Reach::Dossier,
        look: criteria::justified,
    },
    Rule {
        name: "no unit sends more than it was asked to",
        reach: Reach::Board,
        look: criteria::allocations,
    },
    Rule {
        name: "nobody says to have been honoured in the term before",
        reach: Reach::Dossier,
        look: criteria::declared_before,
    },
    Rule {
        name: "nobody is in the archive of the term before",
        reach: Reach::Board,
        look: criteria::found_before,
    },
    Rule { name: "dossiers came in time", reach: Reach::Dossier, look: criteria::in_time },
    Rule { name: "a conference was held in time", reach: Reach::Board, look: limits::held_in_time },
    Rule {
        name: "there are not too many delegates, and enough honourees",
        reach: Reach::Board,
        look: limits::delegates,
    },
    Rule { name: "the chair is as large as it should be", reach: Reach::Board, look: limits::presidium },
    Rule {
        name: "keynotes are as many as may be read, from several fields",
        reach: Reach::Board,
        look: limits::keynotes,
    },
    Rule {
        name: "the decision is of the level of the conference",
        reach: Reach::Board,
        look: limits::issuer,
    },
    Rule {
        name: "what an honouree was given is of no lower level",
        reach: Reach::Dossier,
        look: limits::honour_issuer,
    },
    Rule { name: "a name is written alike everywhere", reach: Reach::Board, look: roster::one_spelling },
    Rule { name: "texts write names and units as they are", reach: Reach::Board, look: roster::in_texts },
    Rule { name: "dossiers write their unit as it is", reach: Reach::Dossier, look: roster::in_dossiers },
    Rule { name: "a unit is entered once", reach: Reach::Board, look: roster::one_unit },
    Rule { name: "nothing personal is told", reach: Reach::Board, look: private::texts },
    Rule { name: "nothing personal is told in dossiers", reach: Reach::Dossier, look: private::dossiers },
];

/// What rules have found, kept for the next time.
#[derive(Default)]
pub struct Checked {
    of_dossiers: Vec<Problem>,
}

/// Runs every rule, and reports what each has found.
#[must_use]
pub fn board(board: &Board, today: Date) -> Report {
    board_since(board, today, None).0
}

/// The same of a board that was checked `before`, of which only these files have come, gone or changed since: rules of
/// one dossier look at those again that changed.
#[must_use]
pub fn board_since(
    board: &Board,
    today: Date,
    since: Option<(&Checked, &BTreeSet<FilePath>)>,
) -> (Report, Checked) {
    // What is not of a dossier may be what all of them are measured by.
    let known = since.and_then(|(before, changed)| {
        let touched: Option<BTreeSet<&str>> = changed.iter().map(|file| dossier(file)).collect();
        Some((before, touched?))
    });
    let all: Vec<_> =
        board.conferences.iter().flat_map(|d| d.nominations.iter().map(move |n| (d, &**n))).collect();
    let is_touched = |(_, nomination): &&(&Dossiers, &Nomination)| {
        known.as_ref().is_none_or(|(_, t)| dossier(&nomination.file).is_some_and(|at| t.contains(at)))
    };
    let touched: Vec<_> = all.iter().filter(is_touched).copied().collect();
    let look = |rule: &Rule| {
        let mut own = Report::default();
        let dossiers = if rule.reach == Reach::Dossier { &touched } else { &all };
        (rule.look)(&Case { board, today, dossiers }, &mut own);
        own.into_problems()
    };
    let looked: Vec<Vec<Problem>> = RULES.par_iter().map(look).collect();
    let mut of_dossiers: Vec<Problem> = Vec::new();
    if let Some((before, touched)) = &known {
        let is_same = |problem: &&Problem| {
            let file = problem.place.as_ref().and_then(|place| dossier(&place.file));
            file.is_some_and(|folder| !touched.contains(folder))
        };
        of_dossiers.extend(before.of_dossiers.iter().filter(is_same).cloned());
    }
    let mut report = Report::default();
    for (rule, problems) in RULES.iter().zip(looked) {
        match rule.reach {
            Reach::Dossier => of_dossiers.extend(problems),
            Reach::Board => report.extend(problems),
        }
    }
    report.extend(of_dossiers.iter().cloned());
    (report, Checked { of_dossiers })
}

/// The folder of the dossier a file belongs to.
fn dossier(file: &FilePath) -> Option<&str> {
    let mut slashes = file.match_indices('/').map(|(at, _)| at);
    let (room, end) = (slashes.nth(1)?, slashes.nth(1)?);
    file.get(room..end).filter(|part| part.starts_with("/honorees/")).and_then(|_| file.get(..end))
}
