//! A part of a booklet, as its template gets it: one part at a time is set.

use serde::Serialize;

use super::super::size::{Search, Searches};
use super::{
    AlbumView, BookletView, ConferenceView, EntryView, FigureView, HonoreeView, KeynoteView, LetterView,
    PresidiumView, SectionView, TableView, Text, UnitView,
};

/// So many honourees are set at once: few enough that a change to one is soon set again, and enough for all cores to
/// have work.
const AT_ONCE: usize = 8;

/// A part of a booklet: one of the fields after the first is there.
#[derive(Serialize)]
pub struct PartView<'v> {
    /// The conference.
    pub conference: &'v ConferenceView,
    /// From the cover to the figures.
    pub front: Option<FrontView<'v>>,
    /// The page before a group of honourees.
    pub divider: Option<DividerView<'v>>,
    /// Some honourees of a group.
    pub honorees: Option<StretchView<'v>>,
    /// The keynotes.
    pub keynotes: Option<&'v [KeynoteView]>,
    /// From the pictures to the back cover.
    pub back: Option<BackView<'v>>,
}

/// From the cover to the figures.
#[derive(Serialize)]
pub struct FrontView<'v> {
    /// Lời nói đầu.
    pub foreword: &'v Text,
    /// Numbers worth showing.
    pub figures: &'v [FigureView],
    /// Do these numbers count some who are in no sheet, having agreed to the web alone?
    pub more_online: bool,
    /// The same at length.
    pub tables: &'v [TableView],
    /// Who sat in the chair.
    pub presidium: &'v [PresidiumView],
    /// The groups of honourees.
    pub sections: Vec<HeadView<'v>>,
    /// The keynotes.
    pub keynotes: Vec<HeadView<'v>>,
    /// Are there pictures of the conference?
    pub albums: bool,
    /// Are there indexes?
    pub indexes: bool,
}

/// Something that has a place of its own.
#[derive(Serialize)]
pub struct HeadView<'v> {
    /// The id, for leading there.
    pub id: &'v str,
    /// Its title or name.
    pub title: &'v str,
}

/// The page before a group of honourees.
#[derive(Serialize)]
pub struct DividerView<'v> {
    /// The id of the group.
    pub id: &'v str,
    /// Its title.
    pub title: &'v str,
    /// How many are honoured, in words.
    pub count: &'v str,
    /// Who they are.
    pub honorees: Vec<HeadView<'v>>,
}

/// Some honourees of a group.
#[derive(Serialize)]
pub struct StretchView<'v> {
    /// The title of the group.
    pub title: &'v str,
    /// They.
    pub people: &'v [HonoreeView],
    /// The size of each one's type by their id, in points.
    pub sizes: Searches,
}

/// From the pictures to the back cover.
#[derive(Serialize)]
pub struct BackView<'v> {
    /// The conference in pictures.
    pub albums: &'v [AlbumView],
    /// The persons by the letter of their given name.
    pub names: &'v [LetterView],
    /// The collectives in the order of their names.
    pub collectives: &'v [EntryView],
    /// The units in the order of their names.
    pub units: &'v [UnitView],
}

/// The parts of a booklet in their order, each with a name that no other has; `search` begins one for a size of type.
pub(crate) fn parts<'v>(
    booklet: &'v BookletView,
    search: impl Fn(&HonoreeView) -> Search,
) -> Vec<(String, PartView<'v>)> {
    let bare = || PartView {
        conference: &booklet.conference,
        front: None,
        divider: None,
        honorees: None,
        keynotes: None,
        back: None,
    };
    let mut parts = vec![("front".to_owned(), PartView { front: Some(front(booklet)), ..bare() })];
    for section in &booklet.sections {
        let SectionView { id, title, count, honorees } = section;
        let names = honorees.iter().map(|it| HeadView { id: &it.id, title: &it.name }).collect();
        let divider = Some(DividerView { id, title, count, honorees: names });
        parts.push((format!("section-{id}"), PartView { divider, ..bare() }));
        for people in honorees.chunks(AT_ONCE) {
            // Called after its first honouree: whoever is added elsewhere leaves this part as it was set.
            let name = people.first().map(|first| format!("honoree-{}", first.id)).unwrap_or_default();
            let sizes = Searches::new(people.iter().map(|it| (it.id.clone(), search(it))));
            parts.push((name, PartView { honorees: Some(StretchView { title, people, sizes }), ..bare() }));
        }
    }
    if !booklet.keynotes.is_empty() {
        let keynotes = Some(&*booklet.keynotes);
        parts.push(("keynotes".to_owned(), PartView { keynotes, ..bare() }));
    }
    let BookletView { albums, names, collectives, units, .. } = booklet;
    let back = Some(BackView { albums, names, collectives, units });
    parts.push(("back".to_owned(), PartView { back, ..bare() }));
    parts
}

fn front(booklet: &BookletView) -> FrontView<'_> {
    let BookletView { foreword, figures, more_online, tables, presidium, .. } = booklet;
    FrontView {
        foreword,
        figures,
        more_online: *more_online,
        tables,
        presidium,
        sections: booklet.sections.iter().map(|it| HeadView { id: &it.id, title: &it.title }).collect(),
        keynotes: booklet.keynotes.iter().map(|it| HeadView { id: &it.id, title: &it.title }).collect(),
        albums: !booklet.albums.is_empty(),
        indexes: !booklet.names.is_empty() || !booklet.collectives.is_empty(),
    }
}
