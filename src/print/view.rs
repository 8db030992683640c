//! What print templates may see: views are structs, and these are all there are. A field that is not here reaches no
//! paper (`domain.md` P1).
//!
//! Figures, dates and money come as text, ready to be set. Addresses are whole.

mod code;
mod opening;
mod panel;
mod part;
mod text;

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use serde_json::Value;

pub use self::code::Code;
pub use self::opening::Opening;
pub use self::panel::{HonourLine, PanelView};
pub(super) use self::part::parts;
pub use self::part::{BackView, DividerView, FrontView, HeadView, PartView, StretchView};
pub use self::text::Text;
pub(super) use self::text::breakable;
use crate::theme::Paper;

/// Everything a print template gets.
#[derive(Serialize)]
pub struct SheetView<'v, C: ?Sized> {
    /// The site.
    pub site: &'v SiteView,
    /// The site's own words: `strings/<language>.toml` of the theme.
    pub t: &'v Value,
    /// The colours of the theme by name, as `#861619`.
    pub colors: &'v BTreeMap<&'static str, String>,
    /// The paper: sizes from `theme.toml`.
    pub paper: &'v Paper,
    /// What the sheet is about.
    pub this: &'v C,
}

/// The site on every sheet.
#[derive(Clone, Serialize)]
pub struct SiteView {
    /// Its title.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// `vi` or `en`.
    pub language: String,
    /// Its address.
    pub url: String,
    /// The emblem's file inside the sheet.
    pub emblem: String,
    /// Its address as it is printed.
    pub address: String,
    /// A line on every page.
    pub notice: Option<String>,
    /// The office's address.
    pub office: Option<String>,
    /// The office's phone.
    pub phone: Option<String>,
    /// The office's e-mail.
    pub email: Option<String>,
}

/// The booklet of a conference.
#[derive(Serialize)]
pub struct BookletView {
    /// The conference.
    pub conference: ConferenceView,
    /// Lời nói đầu.
    pub foreword: Text,
    /// Numbers worth showing.
    pub figures: Vec<FigureView>,
    /// Do these numbers count some who are in no sheet, having agreed to the web alone?
    pub more_online: bool,
    /// The same at length.
    pub tables: Vec<TableView>,
    /// Who sat in the chair.
    pub presidium: Vec<PresidiumView>,
    /// The honourees, group by group, groups of collectives first.
    pub sections: Vec<SectionView>,
    /// The keynotes.
    pub keynotes: Vec<KeynoteView>,
    /// The conference in pictures.
    pub albums: Vec<AlbumView>,
    /// The persons by the letter of their given name.
    pub names: Vec<LetterView>,
    /// The collectives in the order of their names.
    pub collectives: Vec<EntryView>,
    /// The units in the order of their names.
    pub units: Vec<UnitView>,
}

/// A conference.
#[derive(Serialize)]
pub struct ConferenceView {
    /// Its title.
    pub title: String,
    /// Its form in words.
    pub form: Option<String>,
    /// Its level in words.
    pub level: String,
    /// Its term.
    pub term: String,
    /// The day in words.
    pub held_on: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Who held it.
    pub publisher: String,
    /// Who signs the foreword: for whom, in which office, the name.
    pub signature: Vec<String>,
    /// What it was held in honour of.
    pub occasions: Vec<String>,
    /// What the imprint says of the printing.
    pub imprint: Vec<String>,
    /// What else belonged to it, in words.
    pub events: Vec<String>,
    /// The documents it rests on, in words.
    pub basis: Vec<String>,
    /// The decision to commend, in words.
    pub decision: Option<String>,
}

/// A number with what it counts.
#[derive(Serialize)]
pub struct FigureView {
    /// The number as text.
    pub value: String,
    /// What it counts.
    pub label: String,
}

/// A table of figures.
#[derive(Serialize)]
pub struct TableView {
    /// What it is about.
    pub title: String,
    /// What must be known to read it.
    pub note: Option<String>,
    /// What each cell of a row counts.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<RowView>,
}

/// A row of a table of figures.
#[derive(Serialize)]
pub struct RowView {
    /// What it counts by.
    pub label: String,
    /// Its numbers; none where it must not be told.
    pub cells: Vec<Option<String>>,
    /// The first number once more, as parts of a hundred of the greatest.
    pub bar: Option<u64>,
}

/// Somebody in the chair.
#[derive(Serialize)]
pub struct PresidiumView {
    /// The name.
    pub name: String,
    /// The office.
    pub role: Option<String>,
    /// An emulation fighter.
    pub fighter: bool,
}

/// A group of honourees.
#[derive(Serialize)]
pub struct SectionView {
    /// The group's id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// How many there are, in words.
    pub count: String,
    /// They themselves.
    pub honorees: Vec<HonoreeView>,
}

/// An honouree.
#[derive(Serialize)]
pub struct HonoreeView {
    /// The id, for leading there.
    pub id: String,
    /// The name.
    pub name: String,
    /// Person rather than collective.
    pub person: bool,
    /// The letter that stands in for a missing portrait.
    pub initial: String,
    /// What they do.
    pub job: String,
    /// The unit.
    pub unit: String,
    /// The group.
    pub group: String,
    /// One line of why.
    pub lead: Option<String>,
    /// In their own words.
    pub quote: Option<String>,
    /// How they helped colleagues along.
    pub mentoring: Option<String>,
    /// The portrait.
    pub picture: Option<PictureView>,
    /// The summary.
    pub summary: Text,
    /// Improvements, the newest first.
    pub initiatives: Vec<InitiativeView>,
    /// Their benefits together, in million đồng.
    pub benefit: Option<String>,
    /// Titles and commendations, the newest first.
    pub awards: Vec<AwardView>,
    /// What this conference conferred.
    pub honour: Option<HonourView>,
    /// The page on the web.
    pub url: String,
    /// Its address as it is printed.
    pub address: String,
    /// The same as a QR code: an SVG; none if it is too long for one.
    pub code: Code,
}

/// An improvement.
#[derive(Serialize)]
pub struct InitiativeView {
    /// What it is.
    pub title: String,
    /// The year.
    pub year: i16,
    /// How far it was recognised, in words.
    pub scope: Option<String>,
    /// The benefit in million đồng.
    pub benefit: Option<String>,
}

/// A title or commendation received.
#[derive(Serialize)]
pub struct AwardView {
    /// The year.
    pub year: i16,
    /// The award.
    pub award: String,
    /// The number of the decision.
    pub number: Option<String>,
    /// Who decided.
    pub issuer: Option<String>,
}

/// What a conference conferred.
#[derive(Serialize)]
pub struct HonourView {
    /// The award.
    pub award: String,
    /// The decision in words.
    pub decision: String,
}

/// A keynote.
#[derive(Serialize)]
pub struct KeynoteView {
    /// The id, for leading there.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its opening lines.
    pub lead: Option<String>,
    /// Who told it and whose story it is.
    pub by: String,
    /// The field it speaks of, in words.
    pub domain: Option<String>,
    /// Read at the conference.
    pub presented: bool,
    /// The story.
    pub story: Text,
    /// Pictures the story does not place itself.
    pub pictures: Vec<PictureView>,
}

/// An album.
#[derive(Serialize)]
pub struct AlbumView {
    /// Its title.
    pub title: String,
    /// The day in words.
    pub date: Option<String>,
    /// Its pictures.
    pub pictures: Vec<PhotoView>,
}

/// A picture of an album.
#[derive(Serialize)]
pub struct PhotoView {
    /// The picture.
    pub picture: PictureView,
    /// As wide as the text; others stand two in a row.
    pub wide: bool,
}

/// A letter of the index.
#[derive(Serialize)]
pub struct LetterView {
    /// The letter.
    pub letter: String,
    /// Who stands under it.
    pub people: Vec<EntryView>,
}

/// Somebody in an index.
#[derive(Serialize)]
pub struct EntryView {
    /// Whom it leads to.
    pub id: String,
    /// The name.
    pub name: String,
    /// The unit.
    pub unit: String,
}

/// A unit in the index.
#[derive(Serialize)]
pub struct UnitView {
    /// Its name.
    pub name: String,
    /// Who works there.
    pub people: Vec<EntryView>,
}

/// A picture.
#[derive(Clone)]
pub struct PictureView {
    /// The file inside the sheet; none on a sheet that only measures.
    pub path: Option<String>,
    /// What the file holds.
    pub key: String,
    /// Pixels across, as its shape.
    pub width: u32,
    /// Pixels down, as its shape.
    pub height: u32,
    /// What it shows.
    pub alt: String,
    /// The line under it.
    pub caption: Option<String>,
    /// Who took it.
    pub credit: Option<String>,
}

/// Where the file lies tells nothing about the sheet, so fingerprints are made without it.
impl Serialize for PictureView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Seen<'p> {
            path: Option<&'p str>,
            width: u32,
            height: u32,
            alt: &'p str,
            caption: Option<&'p str>,
            credit: Option<&'p str>,
        }
        let Self { path, key, width, height, alt, caption, credit } = self;
        let (caption, credit) = (caption.as_deref(), credit.as_deref());
        if serializer.is_human_readable() {
            let seen = Seen { path: path.as_deref(), width: *width, height: *height, alt, caption, credit };
            seen.serialize(serializer)
        } else {
            (key, width, height, alt, caption, credit).serialize(serializer)
        }
    }
}
