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

use rayon::prelude::*;

use crate::model::Date;
use crate::model::board::{Board, Dossiers};
use crate::model::honoree::Nomination;
use crate::report::Report;

/// What a rule sees.
pub struct Case<'b> {
    /// Everything that was read.
    pub board: &'b Board,
    /// "Today".
    pub today: Date,
}

impl<'b> Case<'b> {
    /// Every dossier with those of its conference.
    fn nominations(&self) -> impl Iterator<Item = (&'b Dossiers, &'b Nomination)> + use<'b> {
        self.board.conferences.iter().flat_map(|d| d.nominations.iter().map(move |n| (d, &**n)))
    }
}

/// One rule: its name, and the function that looks.
pub struct Rule {
    /// What it is about, for the reader of this table.
    pub name: &'static str,
    /// Looks at everything and reports.
    pub look: fn(&Case<'_>, &mut Report),
}

/// All rules over the board. Each is run; each reports all it finds.
pub const RULES: &[Rule] = &[
    Rule { name: "no conference is called like a page of the site", look: frame::reserved_ids },
    Rule { name: "a conference has a decision to commend", look: frame::decision },
    Rule { name: "a conference has somebody to show", look: frame::nobody_shown },
    Rule { name: "groups, units and awards that are named exist", look: references::vocabulary },
    Rule {
        name: "a person is in a group of persons, a collective in one of collectives",
        look: references::kinds,
    },
    Rule { name: "keynotes tell of honourees there are and who are shown", look: references::keynotes },
    Rule { name: "movements have a name", look: references::movements },
    Rule { name: "titles of persons are not of collectives", look: references::award_kinds },
    Rule { name: "what keeps an approved honouree from being shown is said", look: dossier::withheld },
    Rule { name: "an approval says by whom, when and under which number", look: dossier::approval },
    Rule { name: "consent says when it was given and on which paper", look: dossier::consent },
    Rule { name: "what is shown has a last day", look: frame::last_day },
    Rule { name: "the office can be reached", look: frame::contact },
    Rule { name: "a dossier has a photo and a summary with figures", look: dossier::complete },
    Rule { name: "awards and initiatives lie inside the term", look: dossier::inside_term },
    Rule { name: "names that may need `sort`, and namesakes", look: dossier::names },
    Rule {
        name: "initiatives are as many, and worth as much, as the group asks",
        look: criteria::initiatives,
    },
    Rule { name: "initiatives are worth together what the dossier says", look: criteria::total },
    Rule { name: "who must have helped colleagues along has", look: criteria::mentoring },
    Rule { name: "the title a group asks for is there", look: criteria::required_award },
    Rule { name: "a title to be had every year was had every year", look: criteria::award_each_year },
    Rule { name: "whom nobody voted for has deeds of their own", look: criteria::justified },
    Rule { name: "no unit sends more than it was asked to", look: criteria::allocations },
    Rule { name: "nobody says to have been honoured in the term before", look: criteria::declared_before },
    Rule { name: "nobody is in the archive of the term before", look: criteria::found_before },
    Rule { name: "dossiers came in time", look: criteria::in_time },
    Rule { name: "a conference was held in time", look: limits::held_in_time },
    Rule { name: "there are not too many delegates, and enough honourees", look: limits::delegates },
    Rule { name: "the chair is as large as it should be", look: limits::presidium },
    Rule { name: "keynotes are as many as may be read, from several fields", look: limits::keynotes },
    Rule { name: "the decision is of the level of the conference", look: limits::issuer },
    Rule { name: "a name is written alike everywhere", look: roster::one_spelling },
    Rule { name: "texts write names and units as they are", look: roster::in_texts },
    Rule { name: "a unit is entered once", look: roster::one_unit },
    Rule { name: "nothing personal is told", look: private::texts },
];

/// Runs every rule, and reports in the order of the table.
#[must_use]
pub fn board(board: &Board, today: Date) -> Report {
    let case = Case { board, today };
    let looked: Vec<Report> = RULES
        .par_iter()
        .map(|rule| {
            let mut own = Report::default();
            (rule.look)(&case, &mut own);
            own
        })
        .collect();
    let mut report = Report::default();
    looked.into_iter().for_each(|own| report.extend(own.into_problems()));
    report
}
