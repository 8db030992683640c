//! Which template shows which view: with the views, the contract between the program and its themes.

use std::marker::PhantomData;

use super::view::{
    ArchiveView, BoardView, ConferenceView, EmbedView, EveryoneView, GoneView, HoldersView, HomeView,
    HonoreeView, KeynoteView, KeynotesView, ListView, PhotosView, PlainView, PrivacyView,
};

/// A template with the view it is given as `this`.
pub(super) struct Template<V> {
    /// Its file in `web/`.
    pub(super) file: &'static str,
    view: PhantomData<fn(V)>,
}

impl<V> Template<V> {
    const fn new(file: &'static str) -> Self {
        Self { file, view: PhantomData }
    }
}

/// The home page.
pub(super) const HOME: Template<HomeView> = Template::new("home.html");
/// A small page for another site's frame: no head, no foot.
pub(super) const WIDGET: Template<HomeView> = Template::new("widget.html");
/// A conference.
pub(super) const CONFERENCE: Template<ConferenceView> = Template::new("conference.html");
/// The gallery of a conference, whole or by a choice, page by page.
pub(super) const BOARD: Template<BoardView> = Template::new("board.html");
/// An honouree.
pub(super) const HONOREE: Template<HonoreeView> = Template::new("honoree.html");
/// The keynotes of a conference.
pub(super) const KEYNOTES: Template<KeynotesView> = Template::new("keynotes.html");
/// A keynote.
pub(super) const KEYNOTE: Template<KeynoteView> = Template::new("keynote.html");
/// The pictures of a conference.
pub(super) const PHOTOS: Template<PhotosView> = Template::new("photos.html");
/// Everyone by given name.
pub(super) const EVERYONE: Template<EveryoneView> = Template::new("everyone.html");
/// All units.
pub(super) const UNITS: Template<ListView> = Template::new("units.html");
/// A unit, with everyone of it.
pub(super) const UNIT: Template<HoldersView> = Template::new("unit.html");
/// All awards.
pub(super) const AWARDS: Template<ListView> = Template::new("awards.html");
/// An award, with everyone who holds it.
pub(super) const AWARD: Template<HoldersView> = Template::new("award.html");
/// All conferences by term.
pub(super) const ARCHIVE: Template<ArchiveView> = Template::new("archive.html");
/// How another site shows the board.
pub(super) const EMBED: Template<EmbedView> = Template::new("embed.html");
/// The notice about personal data.
pub(super) const PRIVACY: Template<PrivacyView> = Template::new("privacy.html");
/// What is left where an honouree or a keynote was taken down: names nobody.
pub(super) const GONE: Template<GoneView> = Template::new("gone.html");
/// What an address that does not exist shows.
pub(super) const NOT_FOUND: Template<PlainView> = Template::new("404.html");
