//! The figures of a conference as tables: what is counted, by what, and how often; each medium has its words.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Id;
use super::answers::Question;
use super::board::Chapter;
use super::conference::Level;
use super::honoree::{Category, Honoree, Initiative, Kind, Position};
use super::settings::Settings;

/// What a table is about. In this order they stand in a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Persons and collectives.
    Kinds,
    /// Honourees and guests in the hall (plan II.3: about 70 and 30 of a hundred).
    Delegates,
    /// The groups of the criteria.
    Groups,
    /// Where persons stand at work (plan II.3: direct workers come first).
    Positions,
    /// What persons answered in private, as far as it may be told.
    Answers,
    /// Fields their units work in.
    Sectors,
    /// As what they are honoured; one honouree may be in several.
    Categories,
    /// Emulation movements; one honouree may be in several.
    Movements,
    /// What this conference conferred.
    Honours,
    /// Titles and commendations received.
    Awards,
    /// The same by year.
    AwardYears,
    /// Initiatives by how far they were recognised.
    Scopes,
    /// The same by year.
    ScopeYears,
    /// What each year brought.
    Years,
}

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Persons and collectives honoured.
    Honorees,
    /// Persons honoured.
    Persons,
    /// Delegates.
    Delegates,
    /// Titles and commendations.
    Awards,
    /// Initiatives.
    Initiatives,
    /// Their benefit in đồng.
    Benefit,
    /// Persons who said yes.
    Yes,
    /// Persons who said no.
    No,
    /// Persons who did not say.
    Undeclared,
    /// What the table counts, in this year.
    Year(i16),
}

/// What a row counts by; none is what nobody wrote down.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Head {
    /// Persons or collectives.
    Kind(Kind),
    /// Delegates who are honourees.
    Honorees,
    /// Delegates who are guests.
    Guests,
    /// A group.
    Group(Id),
    /// A position.
    Position(Option<Position>),
    /// A private question.
    Question(Question),
    /// A field units work in.
    Sector(Option<String>),
    /// As what somebody is honoured.
    Category(Category),
    /// A movement.
    Movement(Id),
    /// An award.
    Award(Id),
    /// How far an initiative was recognised.
    Scope(Option<Level>),
    /// A year.
    Year(i16),
}

impl Head {
    fn is_unstated(&self) -> bool {
        matches!(self, Self::Position(None) | Self::Sector(None) | Self::Scope(None))
    }
}

/// A table: rows by columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What it is about.
    pub subject: Subject,
    /// What each cell of a row counts.
    pub columns: Vec<Column>,
    /// The rows in the order they are read.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it counts by.
    pub head: Head,
    /// A number for each column; none where it must not be told ([`super::answers`]).
    pub cells: Vec<Option<u64>>,
}

/// All tables that have something to say.
#[must_use]
pub fn tables(settings: &Settings, chapter: &Chapter) -> Vec<Table> {
    let honorees: Vec<&Honoree> = chapter.listed().map(|listed| &*listed.honoree).collect();
    if honorees.is_empty() {
        return Vec::new();
    }
    let tables = [
        kinds(&honorees),
        delegates(chapter),
        groups(chapter, &honorees),
        positions(&honorees),
        answers(chapter),
        sectors(settings, &honorees),
        categories(&honorees),
        movements(&honorees),
        honours(settings, &honorees),
        awards(settings, &honorees),
        award_years(settings, &honorees),
        scopes(&honorees),
        scope_years(&honorees),
        years(&honorees),
    ];
    tables.into_iter().filter(|table| !table.rows.is_empty()).collect()
}

/// Adds up what belongs under one head. A table in which nobody wrote anything down says nothing.
fn count<const N: usize>(
    subject: Subject,
    columns: [Column; N],
    parts: impl IntoIterator<Item = (Head, [u64; N])>,
) -> Table {
    let mut counts: BTreeMap<Head, [u64; N]> = BTreeMap::new();
    for (head, part) in parts {
        let sums = counts.entry(head).or_insert([0; N]);
        sums.iter_mut().zip(part).for_each(|(sum, n)| *sum = sum.saturating_add(n));
    }
    let row = |(head, sums): (Head, [u64; N])| Row { head, cells: sums.map(Some).into() };
    Table { subject, columns: columns.into(), rows: stated(counts.into_iter().map(row)) }
}

/// These rows, what nobody wrote down last; none if that is all there is.
fn stated(rows: impl Iterator<Item = Row>) -> Vec<Row> {
    let mut rows: Vec<Row> = rows.collect();
    rows.sort_by_key(|row| row.head.is_unstated());
    if rows.first().is_some_and(|row| row.head.is_unstated()) {
        rows.clear();
    }
    rows
}

/// Counts by head and year.
fn count_years(subject: Subject, parts: impl Iterator<Item = (Head, i16)>) -> Table {
    let mut counts: BTreeMap<Head, BTreeMap<i16, u64>> = BTreeMap::new();
    for (head, year) in parts {
        *counts.entry(head).or_default().entry(year).or_default() += 1;
    }
    let years: BTreeSet<i16> = counts.values().flat_map(|by_year| by_year.keys().copied()).collect();
    let row = |(head, by_year): (Head, BTreeMap<i16, u64>)| Row {
        head,
        cells: years.iter().map(|year| Some(by_year.get(year).copied().unwrap_or(0))).collect(),
    };
    let rows = stated(counts.into_iter().map(row));
    Table { subject, columns: years.iter().copied().map(Column::Year).collect(), rows }
}

impl Table {
    /// The largest first.
    fn by_size(mut self) -> Self {
        self.rows.sort_by_key(|row| (row.head.is_unstated(), Reverse(row.cells.first().copied().flatten())));
        self
    }

    /// The highest award first (`domain.md` §2.1).
    fn by_rank(mut self, settings: &Settings) -> Self {
        let rank = |head: &Head| match head {
            Head::Award(id) => settings.awards.get(id).map_or(0, |award| award.rank),
            _ => 0,
        };
        self.rows.sort_by_key(|row| Reverse(rank(&row.head)));
        self
    }
}

fn initiatives<'h>(honorees: &[&'h Honoree]) -> impl Iterator<Item = &'h Initiative> {
    honorees.iter().flat_map(|honoree| &honoree.initiatives)
}

fn kinds(honorees: &[&Honoree]) -> Table {
    let parts = honorees.iter().map(|h| (Head::Kind(h.kind), [1]));
    count(Subject::Kinds, [Column::Honorees], parts)
}

fn delegates(chapter: &Chapter) -> Table {
    let came = chapter.conference.delegates;
    let parts = came.into_iter().flat_map(|d| {
        let honorees = (Head::Honorees, [d.honorees]);
        std::iter::once(honorees).chain(d.guests.map(|guests| (Head::Guests, [guests])))
    });
    count(Subject::Delegates, [Column::Delegates], parts)
}

/// In the order of the criteria, also those that honour nobody.
fn groups(chapter: &Chapter, honorees: &[&Honoree]) -> Table {
    let groups = &chapter.conference.criteria.groups;
    let empty = groups.iter().map(|group| (Head::Group(group.id.clone()), [0; 3]));
    let parts = honorees
        .iter()
        .map(|h| (Head::Group(h.group.clone()), [1, h.initiatives.len() as u64, h.benefit().unwrap_or(0)]));
    let columns = [Column::Honorees, Column::Initiatives, Column::Benefit];
    let mut table = count(Subject::Groups, columns, empty.chain(parts));
    let place = |head: &Head| groups.iter().position(|g| matches!(head, Head::Group(id) if *id == g.id));
    table.rows.sort_by_key(|row| place(&row.head));
    table
}

fn positions(honorees: &[&Honoree]) -> Table {
    let persons = honorees.iter().filter(|h| h.kind == Kind::Individual);
    let parts = persons.map(|h| (Head::Position(h.position), [1]));
    count(Subject::Positions, [Column::Persons], parts)
}

/// Where no question may be told there is no table: one of gaps alone would only raise questions.
fn answers(chapter: &Chapter) -> Table {
    let row = |(question, told): &(Question, Option<super::answers::Told>)| Row {
        head: Head::Question(*question),
        cells: told.map_or_else(|| vec![None; 3], |t| vec![Some(t.yes), t.no, t.undeclared]),
    };
    let told = chapter.answers.iter().any(|(_, told)| told.is_some());
    let rows = if told { chapter.answers.iter().map(row).collect() } else { Vec::new() };
    Table { subject: Subject::Answers, columns: vec![Column::Yes, Column::No, Column::Undeclared], rows }
}

fn sectors(settings: &Settings, honorees: &[&Honoree]) -> Table {
    let sector = |h: &&Honoree| settings.units.get(&h.unit).and_then(|unit| unit.sector.clone());
    let parts = honorees.iter().map(|h| (Head::Sector(sector(h)), [1]));
    count(Subject::Sectors, [Column::Honorees], parts).by_size()
}

fn categories(honorees: &[&Honoree]) -> Table {
    let of = |h: &&Honoree| h.categories.iter().copied().collect::<BTreeSet<Category>>();
    let parts = honorees.iter().flat_map(of).map(|category| (Head::Category(category), [1]));
    count(Subject::Categories, [Column::Honorees], parts)
}

fn movements(honorees: &[&Honoree]) -> Table {
    let of = |h: &&Honoree| h.movements.iter().cloned().collect::<BTreeSet<Id>>();
    let parts = honorees.iter().flat_map(of).map(|id| (Head::Movement(id), [1]));
    count(Subject::Movements, [Column::Honorees], parts).by_size()
}

fn honours(settings: &Settings, honorees: &[&Honoree]) -> Table {
    let parts = honorees.iter().filter_map(|h| h.honour.as_ref());
    let parts = parts.map(|honour| (Head::Award(honour.award.clone()), [1]));
    count(Subject::Honours, [Column::Honorees], parts).by_rank(settings)
}

fn awards(settings: &Settings, honorees: &[&Honoree]) -> Table {
    let parts = honorees.iter().flat_map(|h| &h.awards).map(|won| (Head::Award(won.award.clone()), [1]));
    count(Subject::Awards, [Column::Awards], parts).by_rank(settings)
}

fn award_years(settings: &Settings, honorees: &[&Honoree]) -> Table {
    let won = honorees.iter().flat_map(|h| &h.awards);
    let parts = won.map(|won| (Head::Award(won.award.clone()), won.year));
    count_years(Subject::AwardYears, parts).by_rank(settings)
}

fn scopes(honorees: &[&Honoree]) -> Table {
    let parts = initiatives(honorees).map(|i| (Head::Scope(i.scope), [1, i.benefit_vnd.unwrap_or(0)]));
    count(Subject::Scopes, [Column::Initiatives, Column::Benefit], parts)
}

fn scope_years(honorees: &[&Honoree]) -> Table {
    count_years(Subject::ScopeYears, initiatives(honorees).map(|i| (Head::Scope(i.scope), i.year)))
}

fn years(honorees: &[&Honoree]) -> Table {
    let won = honorees.iter().flat_map(|h| &h.awards).map(|won| (Head::Year(won.year), [1, 0, 0]));
    let had = initiatives(honorees).map(|i| (Head::Year(i.year), [0, 1, i.benefit_vnd.unwrap_or(0)]));
    let columns = [Column::Awards, Column::Initiatives, Column::Benefit];
    count(Subject::Years, columns, won.chain(had))
}
