//! The figures of a conference: tables with bars on its page, and a file for the report upwards.

use crate::model::answers::Question;
use crate::model::board::Chapter;
use crate::model::honoree::Kind;
use crate::model::settings::Language;
use crate::model::statistics::{self, Column, Head, Row, Subject, Table};
use crate::web::chrome::Web;
use crate::web::facets::Facet;
use crate::web::pages::honoree::millions;
use crate::web::routes;
use crate::web::view::{StatisticsView, TableRow, TableView};

/// What every reader sees, in this order.
const FIRST: [Subject; 5] =
    [Subject::Groups, Subject::Positions, Subject::Answers, Subject::Sectors, Subject::Years];
/// What is unfolded. The rest is in the file: the head of the page tells persons and collectives already,
/// and years beside awards are for a wide sheet.
const MORE: [Subject; 5] =
    [Subject::Movements, Subject::Awards, Subject::Scopes, Subject::Honours, Subject::Delegates];

/// For spreadsheets: without it they do not take a file for UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

impl Web {
    fn tables(&self, at: usize, chapter: &Chapter) -> &[Table] {
        let count = || statistics::tables(&self.roll.settings, chapter);
        self.conferences.get(at).map_or(&[], |prepared| prepared.statistics.get_or_init(count))
    }

    /// The figures on the conference's page.
    pub(super) fn statistics(&self, at: usize, chapter: &Chapter) -> Option<StatisticsView> {
        let tables = self.tables(at, chapter);
        // One row compares nothing; but the groups are asked for, and a question may be the only one.
        let worth = |table: &&Table| {
            table.rows.len() > 1 || matches!(table.subject, Subject::Groups | Subject::Answers)
        };
        let pick = |subjects: &[Subject]| {
            let found = subjects.iter().filter_map(|s| tables.iter().find(|t| t.subject == *s));
            found.filter(worth).map(|table| self.table(chapter, table)).collect()
        };
        (!tables.is_empty()).then(|| StatisticsView {
            tables: pick(&FIRST),
            more: pick(&MORE),
            file: routes::statistics(&chapter.conference.id),
        })
    }

    fn table(&self, chapter: &Chapter, table: &Table) -> TableView {
        let first = |row: &Row| row.cells.first().copied().flatten().unwrap_or(0);
        let largest = table.rows.iter().map(first).max().unwrap_or(0).max(1);
        let row = |row: &Row| TableRow {
            label: self.head(chapter, &row.head),
            href: (first(row) > 0).then(|| page_of(chapter, &row.head)).flatten(),
            bar: (first(row) > 0).then(|| (first(row).saturating_mul(100) / largest).max(1)),
            cells: row.cells.iter().zip(&table.columns).map(|(n, column)| self.cell(*column, *n)).collect(),
        };
        let smallest = self.number(self.roll.settings.min_cell);
        let note = (table.subject == Subject::Answers)
            .then(|| self.phrase("statistics.withheld_note", &[("n", &smallest)]));
        // On the page money is read, in the file it is added up.
        let column = |column: &Column| match column {
            Column::Benefit => self.word("honoree.benefit"),
            other => self.column(*other),
        };
        TableView {
            title: self.word(subject(table.subject)),
            note,
            columns: table.columns.iter().map(column).collect(),
            rows: table.rows.iter().map(row).collect(),
        }
    }

    fn cell(&self, column: Column, number: Option<u64>) -> Option<String> {
        number.map(|n| if column == Column::Benefit { millions(self, n) } else { self.number(n) })
    }

    /// All figures, one number a line: a long table is what pivots are made of.
    ///
    /// As RFC 4180 has it, but for two things a spreadsheet needs to open it by a double click: the mark at
    /// the beginning, and the separator that goes with the decimal mark of the site's language. Where the
    /// comma is the decimal mark, as in Vietnam (CLDR `vi`), lists are separated by `;`. A first line `sep=;`
    /// would say so too, but some versions of Excel then no longer heed the mark.
    pub(super) fn statistics_file(&self, at: usize, chapter: &Chapter) -> Vec<u8> {
        let separator = match self.roll.settings.language {
            Language::Vi => b';',
            Language::En => b',',
        };
        let mut lines = csv::WriterBuilder::new()
            .delimiter(separator)
            .terminator(csv::Terminator::CRLF)
            .from_writer(BYTE_ORDER_MARK.to_vec());
        let mut line = |cells: [String; 4]| {
            // Writing to memory cannot fail.
            let _written = lines.write_record(cells.map(harmless));
        };
        let head = ["statistics.table", "statistics.row", "statistics.column", "statistics.count"];
        line(head.map(|key| self.word(key)));
        for table in self.tables(at, chapter) {
            let title = self.word(subject(table.subject));
            for row in &table.rows {
                let head = self.head(chapter, &row.head);
                for (column, cell) in table.columns.iter().zip(&row.cells) {
                    let number = cell.map_or_else(|| self.word("statistics.withheld"), |n| n.to_string());
                    line([title.clone(), head.clone(), self.column(*column), number]);
                }
            }
        }
        lines.into_inner().unwrap_or_default()
    }

    fn column(&self, column: Column) -> String {
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

    fn head(&self, chapter: &Chapter, head: &Head) -> String {
        let key = match head {
            Head::Group(id) => return self.group(chapter, id),
            Head::Position(Some(position)) => return self.position(*position),
            Head::Sector(Some(sector)) => return self.sector(sector),
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
        if word == key { sector.replace('-', " ") } else { word }
    }
}

fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::Kinds => "statistics.kinds",
        Subject::Delegates => "statistics.delegates",
        Subject::Groups => "statistics.groups",
        Subject::Positions => "statistics.positions",
        Subject::Answers => "statistics.answers",
        Subject::Sectors => "statistics.sectors",
        Subject::Movements => "statistics.movements",
        Subject::Honours => "statistics.honours",
        Subject::Awards => "statistics.awards",
        Subject::AwardYears => "statistics.award_years",
        Subject::Scopes => "statistics.scopes",
        Subject::ScopeYears => "statistics.scope_years",
        Subject::Years => "statistics.years",
    }
}

/// The page that shows who is counted.
fn page_of(chapter: &Chapter, head: &Head) -> Option<String> {
    let facet = match head {
        Head::Group(id) => Facet::Group(id.clone()),
        Head::Movement(id) => Facet::Movement(id.clone()),
        Head::Award(id) => return Some(routes::award(id)),
        _ => return None,
    };
    Some(routes::board(&chapter.conference.id, &facet, 1))
}

/// A cell that begins like a formula would be one; after an apostrophe it is a text.
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}
