//! What the templates of honourees, keynotes, pictures and lists may see.

use serde::Serialize;

use super::{Card, Choice, DayView, Figure, KeynoteCard, LinkView, PictureView};
use crate::web::draft::{Html, Shared};

/// An honouree.
#[derive(Serialize)]
pub struct HonoreeView {
    /// The name.
    pub name: String,
    /// Person rather than collective.
    pub person: bool,
    /// The letter that stands in for a missing portrait.
    pub initial: String,
    /// What they do.
    pub job: String,
    /// The unit.
    pub unit: LinkView,
    /// The group.
    pub group: LinkView,
    /// The conference.
    pub conference: LinkView,
    /// The term.
    pub term: String,
    /// One line of why.
    pub lead: Option<String>,
    /// In their own words.
    pub quote: Option<String>,
    /// Where they stand at work.
    pub position: Option<LinkView>,
    /// As what they are honoured.
    pub categories: Vec<LinkView>,
    /// Emulation movements.
    pub movements: Vec<LinkView>,
    /// How they helped colleagues along.
    pub mentoring: Option<String>,
    /// Numbers worth showing.
    pub figures: Vec<Figure>,
    /// The portrait.
    pub picture: Option<PictureView>,
    /// Further pictures.
    pub pictures: Vec<PictureView>,
    /// The summary.
    pub summary: Html,
    /// Improvements.
    pub initiatives: Vec<InitiativeView>,
    /// Their benefits together.
    pub benefit: Option<String>,
    /// Titles and commendations, the newest first.
    pub awards: Vec<AwardView>,
    /// What this conference conferred.
    pub honour: Option<HonourView>,
    /// Other conferences that honoured them.
    pub also: Vec<LinkView>,
    /// Keynotes that tell of them.
    pub keynotes: Vec<LinkView>,
    /// Where they stand in print: the page in the booklet, the exhibition panel.
    pub prints: Vec<LinkView>,
    /// The one before in the gallery.
    pub previous: Option<LinkView>,
    /// The one after in the gallery.
    pub next: Option<LinkView>,
}

/// What else belonged to a conference.
#[derive(Serialize)]
pub struct EventView {
    /// What it was, when and where.
    pub words: String,
    /// The address of a report on it, on another site.
    pub link: Option<String>,
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
    /// By whom.
    pub recognised_by: Option<String>,
    /// The benefit in million đồng.
    pub benefit: Option<String>,
    /// The benefit as parts of a hundred of the greatest one.
    pub bar: u64,
}

/// A title or commendation received.
#[derive(Serialize)]
pub struct AwardView {
    /// The year.
    pub year: i16,
    /// The award.
    pub award: LinkView,
    /// The number of the decision.
    pub number: Option<String>,
    /// Who decided.
    pub issuer: Option<String>,
}

/// What a conference conferred.
#[derive(Serialize)]
pub struct HonourView {
    /// The award.
    pub award: LinkView,
    /// The decision in words.
    pub decision: String,
}

/// The keynotes of a conference.
#[derive(Serialize)]
pub struct KeynotesView {
    /// The conference.
    pub conference: LinkView,
    /// Those read at the conference.
    pub presented: Vec<KeynoteCard>,
    /// Those sent to it.
    pub sent: Vec<KeynoteCard>,
}

/// A keynote.
#[derive(Serialize)]
pub struct KeynoteView {
    /// Its title.
    pub title: String,
    /// Its opening lines.
    pub lead: Option<String>,
    /// Who told it, when that is not an honouree.
    pub speaker: Option<String>,
    /// The field it speaks of, in words.
    pub domain: Option<String>,
    /// Read at the conference.
    pub presented: bool,
    /// The day it was read there.
    pub told_on: Option<DayView>,
    /// How many minutes it takes to read.
    pub minutes: u32,
    /// The story.
    pub story: Html,
    /// Whose story it is, in a few words.
    pub whose: Vec<WhoView>,
    /// Whose story it is.
    pub honorees: Vec<Shared<Card>>,
    /// Pictures the story does not place itself.
    pub pictures: Vec<PictureView>,
    /// The address of a recording.
    pub video: Option<String>,
    /// Where it stands in print: the page in the booklet, the exhibition panel.
    pub prints: Vec<LinkView>,
    /// The keynote before.
    pub previous: Option<LinkView>,
    /// The keynote after.
    pub next: Option<LinkView>,
}

/// An honouree by name.
#[derive(Serialize)]
pub struct WhoView {
    /// The honouree's page.
    pub href: String,
    /// The name.
    pub name: String,
    /// Person rather than collective.
    pub person: bool,
}

/// The pictures of a conference.
#[derive(Serialize)]
pub struct PhotosView {
    /// The conference.
    pub conference: LinkView,
    /// Its albums.
    pub albums: Vec<AlbumView>,
}

/// An album.
#[derive(Serialize)]
pub struct AlbumView {
    /// Its title.
    pub title: String,
    /// The day in words.
    pub date: Option<String>,
    /// Its pictures.
    pub pictures: Vec<PictureView>,
}

/// Everyone by given name.
#[derive(Serialize)]
pub struct EveryoneView {
    /// How many persons there are.
    pub persons: String,
    /// The letters somebody stands under.
    pub letters: Vec<LetterView>,
    /// The collectives.
    pub groups: Vec<PersonLine>,
    /// Where the search finds further words, when the lines carry none.
    pub index: Option<String>,
}

/// A letter of the index.
#[derive(Serialize)]
pub struct LetterView {
    /// The letter.
    pub letter: String,
    /// Its anchor on the page.
    pub anchor: String,
    /// Who stands under it.
    pub people: Vec<PersonLine>,
}

/// Somebody in a list of names.
#[derive(Serialize)]
pub struct PersonLine {
    /// The honouree's page.
    pub href: String,
    /// The name.
    pub name: String,
    /// What they do and where.
    pub about: String,
    /// The term.
    pub term: String,
    /// For the search: what else of their page they may be found by.
    pub words: Vec<String>,
}

/// All units, or all awards.
#[derive(Serialize)]
pub struct ListView {
    /// The entries with how many honourees each has.
    pub entries: Vec<Choice>,
}

/// A unit or an award with everyone who belongs to it.
#[derive(Serialize)]
pub struct HoldersView {
    /// Its name.
    pub name: String,
    /// What is known of it, in words.
    pub facts: Vec<String>,
    /// How many there are.
    pub total: String,
    /// Everyone, the newest term first.
    pub terms: Vec<TermView>,
}

/// Honourees of one conference.
#[derive(Serialize)]
pub struct TermView {
    /// The conference.
    pub conference: LinkView,
    /// The term.
    pub term: String,
    /// The honourees.
    pub cards: Vec<Shared<Card>>,
}

/// How another site shows the board.
#[derive(Serialize)]
pub struct EmbedView {
    /// HTML to copy for a frame.
    pub frame: String,
    /// What the policy of the page around it must allow.
    pub frame_policy: String,
    /// The keys of `embed/board.json`.
    pub tables: Vec<KeyTable>,
}

/// The keys of one kind of thing in `embed/board.json`.
#[derive(Serialize)]
pub struct KeyTable {
    /// What they are the keys of.
    pub title: String,
    /// Each of them.
    pub keys: Vec<KeyView>,
}

/// A key with its meaning.
#[derive(Serialize)]
pub struct KeyView {
    /// The key.
    pub name: String,
    /// Its meaning.
    pub meaning: String,
}

/// All conferences by term.
#[derive(Serialize)]
pub struct ArchiveView {
    /// The terms, the newest first.
    pub terms: Vec<ArchiveTerm>,
}

/// A term with its conferences.
#[derive(Serialize)]
pub struct ArchiveTerm {
    /// As `2015–2019`.
    pub term: String,
    /// Its conferences, the publisher's own first.
    pub conferences: Vec<ArchivedConference>,
}

/// A conference in the archive.
#[derive(Serialize)]
pub struct ArchivedConference {
    /// Its page.
    pub conference: LinkView,
    /// Its level in words.
    pub level: String,
    /// The day.
    pub held_on: Option<DayView>,
    /// How many were honoured, in words.
    pub honoured: String,
    /// The gallery.
    pub board: String,
    /// The keynotes, if there are any.
    pub keynotes: Option<String>,
    /// The pictures, if there are any.
    pub photos: Option<String>,
    /// Some honourees: the featured ones, filled up with the first by name.
    pub featured: Vec<Shared<Card>>,
}

/// What was taken down: nothing is known of it but where it belonged.
#[derive(Serialize)]
pub struct GoneView {
    /// The conference.
    pub conference: LinkView,
    /// Its gallery.
    pub board: String,
}

/// A page that needs no more than the site.
#[derive(Serialize)]
pub struct PlainView {}

/// The notice about personal data.
#[derive(Serialize)]
pub struct PrivacyView {
    /// How long each conference is shown, where that is known.
    pub kept: Vec<String>,
}

/// The figures of a conference.
#[derive(Serialize)]
pub struct StatisticsView {
    /// What every reader sees.
    pub tables: Vec<TableView>,
    /// What is unfolded.
    pub more: Vec<TableView>,
    /// All of it, as a file.
    pub file: String,
}

/// A table with bars.
#[derive(Serialize)]
pub struct TableView {
    /// What it is about.
    pub title: String,
    /// What must be known to read it.
    pub note: Option<String>,
    /// What each cell of a row counts.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<TableRow>,
}

/// A row of a table.
#[derive(Serialize)]
pub struct TableRow {
    /// What it counts by.
    pub label: String,
    /// Its page.
    pub href: Option<String>,
    /// The length of the bar, of a hundred: the first cell beside the largest of its column.
    pub bar: Option<u64>,
    /// The numbers as text; none where they must not be told.
    pub cells: Vec<Option<String>>,
}
