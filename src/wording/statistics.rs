//! The words of statistics: what a table is about, what its rows and columns count, and the table as it is read.

use super::Wording;
use crate::model::answers::Question;
use crate::model::board::Chapter;
use crate::model::honoree::Kind;
use crate::model::statistics::{Column, Head, Row, Subject, Table};
use crate::model::{Choice as _, Id};

/// A table ready to be read.
pub struct Tabulated<'t> {
    /// What it is about.
    pub title: String,
    /// What must be known to read it.
    pub note: Option<String>,
    /// What each cell counts.
    pub columns: Vec<String>,
    /// The rows.
    pub lines: Vec<Line<'t>>,
}

/// A row of a table ready to be read.
pub struct Line<'t> {
    /// What it counts by.
    pub head: &'t Head,
    /// The same in words.
    pub label: String,
    /// The first number once more, as parts of a hundred of the greatest.
    pub bar: Option<u64>,
    /// The numbers; none where it must not be told.
    pub cells: Vec<Option<String>>,
}

/// One row compares nothing; but the groups are asked for, and a question may be the only one.
#[must_use]
pub fn worth_showing(table: &Table) -> bool {
    table.rows.len() > 1 || matches!(table.subject, Subject::Groups | Subject::Answers)
}

impl Wording {
    /// A table in words.
    #[must_use]
    pub fn table<'t>(&self, chapter: &Chapter, table: &'t Table) -> Tabulated<'t> {
        // A column in which there is nothing to count says nothing; but an answer nobody gave is one.
        let counts = |at: usize| {
            let nothing = |row: &Row| row.cells.get(at).copied().flatten() == Some(0);
            at == 0 || table.subject == Subject::Answers || !table.rows.iter().all(nothing)
        };
        let columns: Vec<(usize, Column)> =
            table.columns.iter().copied().enumerate().filter(|(at, _)| counts(*at)).collect();
        let first = |row: &Row| row.cells.first().copied().flatten().unwrap_or(0);
        let largest = table.rows.iter().map(first).max().unwrap_or(0).max(1);
        // Read by people, money is in millions; in a file it is added up.
        let money = table.columns.iter().position(|column| *column == Column::Benefit);
        let amounts = table.rows.iter().filter_map(|row| row.cells.get(money?).copied().flatten());
        let millions = self.millions(amounts);
        let written = |column, n| match (column, n) {
            // No sum that was declared: that is not worth nothing.
            (Column::Benefit, 0) => "–".to_owned(),
            (Column::Benefit, sum) => millions(sum),
            (_, count) => self.number(count),
        };
        let cell = |row: &Row, (at, column): &(usize, Column)| {
            Some(row.cells.get(*at)?.map(|n| written(*column, n)))
        };
        let line = |row: &'t Row| Line {
            head: &row.head,
            label: self.head(chapter, &row.head),
            bar: (first(row) > 0).then(|| (first(row).saturating_mul(100) / largest).max(1)),
            cells: columns.iter().filter_map(|column| cell(row, column)).collect(),
        };
        let smallest = self.number(self.settings.min_cell);
        let note = (table.subject == Subject::Answers)
            .then(|| self.phrase("statistics.withheld_note", &[("n", &smallest)]));
        let column = |(_, column): &(usize, Column)| match column {
            Column::Benefit => self.word("honoree.benefit"),
            other => self.column(*other),
        };
        Tabulated {
            title: self.subject(table.subject),
            note,
            columns: columns.iter().map(column).collect(),
            lines: table.rows.iter().map(line).collect(),
        }
    }

    /// What a column counts.
    #[must_use]
    pub fn column(&self, column: Column) -> String {
        self.word(match column {
            Column::Honorees => "counted.honorees",
            Column::Persons => "counted.persons",
            Column::Delegates => "counted.delegates",
            Column::Awards => "counted.awards",
            Column::Initiatives => "counted.initiatives",
            Column::Benefit => "counted.benefit",
            Column::Yes => "counted.yes",
            Column::No => "counted.no",
            Column::Undeclared => "counted.undeclared",
            Column::Year(year) => return year.to_string(),
        })
    }

    /// What a row counts by.
    #[must_use]
    pub fn head(&self, chapter: &Chapter, head: &Head) -> String {
        let key = match head {
            Head::Group(id) => return self.group(chapter, id),
            Head::Position(Some(position)) => return self.position(*position),
            Head::Sector(Some(sector)) => return self.sector(sector),
            Head::Category(category) => return self.category(*category),
            Head::Movement(id) => return self.movement(id),
            Head::Award(id) => return self.award_name(id),
            Head::Scope(Some(level)) => return self.word(&format!("scope.{}", level.word())),
            Head::Year(year) => return year.to_string(),
            Head::Position(None) | Head::Sector(None) | Head::Scope(None) => "counted.unstated",
            Head::Kind(Kind::Individual) => "counted.individuals",
            Head::Kind(Kind::Collective) => "counted.collectives",
            Head::Honorees => "counted.examples",
            Head::Guests => "counted.guests",
            Head::Question(Question::Woman) => "counted.women",
            Head::Question(Question::EthnicMinority) => "counted.ethnic_minority",
            Head::Question(Question::PartyMember) => "counted.party_members",
        };
        self.word(key)
    }

    /// A field of work: known ones by the site's words, others as written.
    fn sector(&self, sector: &str) -> String {
        let key = format!("sector.{sector}");
        let word = self.word(&key);
        match word == key {
            // Words have hyphens of their own.
            true if Id::new(sector).is_some() => sector.replace('-', " "),
            true => sector.to_owned(),
            false => word,
        }
    }

    /// What a table is about.
    #[must_use]
    pub fn subject(&self, subject: Subject) -> String {
        self.word(match subject {
            Subject::Kinds => "statistics.kinds",
            Subject::Delegates => "statistics.delegates",
            Subject::Groups => "statistics.groups",
            Subject::Positions => "statistics.positions",
            Subject::Answers => "statistics.answers",
            Subject::Sectors => "statistics.sectors",
            Subject::Categories => "statistics.categories",
            Subject::Movements => "statistics.movements",
            Subject::Honours => "statistics.honours",
            Subject::Awards => "statistics.awards",
            Subject::AwardYears => "statistics.award_years",
            Subject::Scopes => "statistics.scopes",
            Subject::ScopeYears => "statistics.scope_years",
            Subject::Years => "statistics.years",
        })
    }
}
