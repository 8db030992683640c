//! The figures of a conference: tables with bars on its page, and a file for the report upwards.

use std::collections::BTreeSet;

use crate::draft::Draft;
use crate::files::Digest;
use crate::model::board::Chapter;
use crate::model::settings::Language;
use crate::model::statistics::{self, Head, Subject, Table};
use crate::report::Problem;
use crate::web::chrome::Web;
use crate::web::facets::Facet;
use crate::web::routes;
use crate::web::view::{StatisticsView, TableRow, TableView};
use crate::wording::{Line, Tabulated, worth_showing};

/// What every reader sees, in this order.
const FIRST: [Subject; 5] =
    [Subject::Groups, Subject::Positions, Subject::Answers, Subject::Sectors, Subject::Years];
/// What is unfolded. The rest is in the file: the head of the page tells persons and collectives already,
/// and years beside awards are for a wide sheet.
const MORE: [Subject; 6] = [
    Subject::Categories,
    Subject::Movements,
    Subject::Awards,
    Subject::Scopes,
    Subject::Honours,
    Subject::Delegates,
];

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
        let pick = |subjects: &[Subject]| {
            let found = subjects.iter().filter_map(|s| tables.iter().find(|t| t.subject == *s));
            found.filter(|t| worth_showing(t)).map(|t| self.table_view(chapter, t)).collect()
        };
        (!tables.is_empty()).then(|| StatisticsView {
            tables: pick(&FIRST),
            more: pick(&MORE),
            file: routes::statistics(&chapter.conference.id),
        })
    }

    fn table_view(&self, chapter: &Chapter, table: &Table) -> TableView {
        let Tabulated { title, note, columns, lines } = self.table(chapter, table);
        let row = |line: Line<'_>| TableRow {
            label: line.label,
            href: line.bar.and_then(|_| page_of(chapter, line.head)),
            bar: line.bar,
            cells: line.cells,
        };
        TableView { title, note, columns, rows: lines.into_iter().map(row).collect() }
    }

    /// All figures, one number a line: a long table is what pivots are made of.
    ///
    /// As RFC 4180 has it, but for two things a spreadsheet needs to open it by a double click: the mark at
    /// the beginning, and the separator that goes with the decimal mark of the site's language. Where the
    /// comma is the decimal mark, as in Vietnam (CLDR `vi`), lists are separated by `;`. A first line `sep=;`
    /// would say so too, but some versions of Excel then no longer heed the mark.
    pub(super) fn statistics_file(&self, at: usize, chapter: &Chapter) -> Box<dyn Draft> {
        let separator = match self.roll.settings.language {
            Language::Vi => b';',
            Language::En => b',',
        };
        let mut lines = csv::WriterBuilder::new()
            .delimiter(separator)
            .terminator(csv::Terminator::CRLF)
            .from_writer(BYTE_ORDER_MARK.to_vec());
        let mut labels = BTreeSet::new();
        let mut line = |cells: [String; 4]| {
            // Writing to memory cannot fail.
            let _written = lines.write_record(cells.clone().map(harmless));
            let [table, row, column, _] = cells;
            labels.extend([table, row, column]);
        };
        let head = ["statistics.table", "statistics.row", "statistics.column", "statistics.count"];
        line(head.map(|key| self.word(key)));
        for table in self.tables(at, chapter) {
            let title = self.subject(table.subject);
            for row in &table.rows {
                let head = self.head(chapter, &row.head);
                for (column, cell) in table.columns.iter().zip(&row.cells) {
                    let number = cell.map_or_else(|| self.word("statistics.withheld"), |n| n.to_string());
                    line([title.clone(), head.clone(), self.column(*column), number]);
                }
            }
        }
        let labels = serde_json::to_vec(&labels).unwrap_or_default();
        Box::new(File { bytes: lines.into_inner().unwrap_or_default(), labels })
    }
}

/// The file of figures about to be. A sum in đồng may look like a telephone number, so only its labels are read again.
struct File {
    bytes: Vec<u8>,
    labels: Vec<u8>,
}

impl Draft for File {
    fn fingerprint(&self) -> Digest {
        Digest::of(&self.bytes)
    }

    fn plain(&self) -> Option<Vec<u8>> {
        Some(self.labels.clone())
    }

    fn render(self: Box<Self>) -> Result<Vec<u8>, Box<Problem>> {
        Ok(self.bytes)
    }
}

/// The page that shows who is counted.
fn page_of(chapter: &Chapter, head: &Head) -> Option<String> {
    let facet = match head {
        Head::Group(id) => Facet::Group(id.clone()),
        Head::Category(category) => Facet::Category(*category),
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
