//! What templates may see: views are structs, and these are all there are. A field that is not here
//! reaches no page (`domain.md` P1).
//!
//! Every `href` counts from the top of the site; templates put `page.root` before it. Figures, dates and
//! money come as text, ready to be shown.

mod pages;

use serde::Serialize;

pub use self::pages::{
    AlbumView, ArchiveTerm, ArchiveView, ArchivedConference, AwardView, EmbedView, EventView, EveryoneView,
    GoneView, HoldersView, HonoreeView, HonourView, InitiativeView, KeyTable, KeyView, KeynoteView,
    KeynotesView, LetterView, ListView, PersonLine, PhotosView, PlainView, PrivacyView, StatisticsView,
    TableRow, TableView, TermView, WhoView,
};
use super::draft::{Html, Shared};

/// Everything a page template gets.
#[derive(Serialize)]
pub struct PageView<C> {
    /// The site.
    pub site: Shared<SiteView>,
    /// The site's own words: `strings/<language>.toml` of the theme.
    pub t: Shared<Strings>,
    /// This page.
    pub page: Meta,
    /// What it says to search engines; drawn from the rest when the page is made.
    pub linked: Option<Html>,
    /// What the page is about: one of the views below.
    pub this: C,
}

/// Words by key, in tables as the file has them.
pub type Strings = serde_json::Value;

/// The site on every page.
#[derive(Default, Serialize)]
pub struct SiteView {
    /// Its title.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// `vi` or `en`.
    pub language: String,
    /// Where it will stand, ending in `/`.
    pub base_url: String,
    /// What its pages may load and do (Content-Security-Policy).
    pub policy: Html,
    /// A line on every page.
    pub notice: Option<String>,
    /// The office's address.
    pub address: Option<String>,
    /// The office's phone.
    pub phone: Option<String>,
    /// The same as it is dialled, if it is one number.
    pub call: Option<String>,
    /// The office's e-mail.
    pub email: Option<String>,
    /// The same as letters are sent to it, if it is one address.
    pub write: Option<String>,
    /// The style sheet.
    pub style: String,
    /// The script of the search, for the page of everyone.
    pub search: String,
    /// The icon.
    pub icon: String,
    /// The emblem beside the title.
    pub emblem: String,
    /// The colour of the browser's own bar, as `#4c0a0e`.
    pub color: String,
    /// The same for readers who like it dark.
    pub color_dark: String,
    /// Fonts worth fetching early.
    pub preload: Vec<String>,
    /// The menu.
    pub menu: Vec<MenuItem>,
    /// The conferences, the newest first.
    pub conferences: Vec<LinkView>,
}

/// An entry of the menu.
#[derive(Clone, Serialize)]
pub struct MenuItem {
    /// What [`Meta::section`] says on its pages.
    pub section: String,
    /// Its words.
    pub label: String,
    /// Its page.
    pub href: String,
}

/// This page.
#[derive(Serialize)]
pub struct Meta {
    /// Leads from this page to the top of the site: `../` for each folder.
    pub root: String,
    /// The title, without the site's.
    pub title: String,
    /// The conference it is of, where those of others have the same title.
    pub context: Option<String>,
    /// One or two sentences for search engines and previews.
    pub description: String,
    /// The address that stands for this page; none where it must not be found.
    pub canonical: Option<String>,
    /// What it is for those who share it: `website`, `profile` or `article` (Open Graph).
    pub kind: &'static str,
    /// Its share card.
    pub share: Option<ShareView>,
    /// Which entry of the menu it belongs to.
    pub section: String,
    /// The way here, without this page itself.
    pub crumbs: Vec<LinkView>,
}

/// The picture that stands for a page where it is shared.
#[derive(Clone, Debug, Serialize)]
pub struct ShareView {
    /// The file, from the top of the site.
    pub href: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// What it shows.
    pub alt: String,
}

/// Words that lead somewhere.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    /// Where.
    pub href: String,
    /// The words.
    pub label: String,
}

/// A day.
#[derive(Clone, Debug, Serialize)]
pub struct DayView {
    /// In words.
    pub words: String,
    /// As `2020-05-15`.
    pub iso: String,
}

/// A number with what it counts.
#[derive(Clone, Serialize)]
pub struct Figure {
    /// The number as text.
    pub value: String,
    /// What it counts.
    pub label: String,
}

/// A picture in the sizes it was made in.
#[derive(Clone, Debug, Serialize)]
pub struct PictureView {
    /// A JPEG of middle size, for browsers and readers that know nothing newer.
    pub src: String,
    /// The classes of what waits in its place: its upper and its lower colour.
    pub tints: String,
    /// All sizes as WebP, the smallest first.
    pub sizes: Vec<SizeView>,
    /// Width of the largest, in pixels.
    pub width: u32,
    /// Height of the largest, in pixels.
    pub height: u32,
    /// What it shows.
    pub alt: String,
    /// The line under it.
    pub caption: Option<String>,
    /// Who took it.
    pub credit: Option<String>,
}

/// One size of a picture.
#[derive(Clone, Debug, Serialize)]
pub struct SizeView {
    /// The file.
    pub href: String,
    /// Pixels across.
    pub width: u32,
}

/// An honouree in a list.
#[derive(Clone, Serialize)]
pub struct Card {
    /// The honouree's page.
    pub href: String,
    /// The name.
    pub name: String,
    /// What they do.
    pub job: String,
    /// The unit's short name.
    pub unit: String,
    /// The term, for lists over several conferences.
    pub term: String,
    /// One line of why.
    pub lead: Option<String>,
    /// The portrait.
    pub picture: Option<PictureView>,
    /// The letter that stands in for a missing portrait.
    pub initial: String,
}

/// The home page.
#[derive(Serialize)]
pub struct HomeView {
    /// The years covered, as `2015–2019`.
    pub years: String,
    /// The newest conference's gallery.
    pub board: Option<LinkView>,
    /// Numbers worth showing.
    pub figures: Vec<Figure>,
    /// The first featured honouree, at length.
    pub lead: Option<LeadView>,
    /// The other featured honourees.
    pub featured: Vec<Shared<Card>>,
    /// The initiatives of the greatest benefit.
    pub initiatives: Vec<InitiativeLine>,
    /// Keynotes.
    pub keynotes: Vec<KeynoteCard>,
    /// Every name, if they are few enough to be read.
    pub wall: Vec<LinkView>,
    /// How many persons there are.
    pub persons: String,
    /// The conferences, the newest first.
    pub conferences: Vec<ConferenceLine>,
}

/// A featured honouree at length.
#[derive(Serialize)]
pub struct LeadView {
    /// The card.
    pub card: Shared<Card>,
    /// The group.
    pub group: String,
    /// In their own words.
    pub quote: Option<String>,
}

/// An initiative in a list.
#[derive(Serialize)]
pub struct InitiativeLine {
    /// What it is.
    pub title: String,
    /// The honouree's page.
    pub href: String,
    /// The honouree and the unit.
    pub who: String,
    /// The benefit's number.
    pub value: String,
    /// The benefit's unit.
    pub unit: String,
}

/// A conference in a list.
#[derive(Serialize)]
pub struct ConferenceLine {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Its term.
    pub term: String,
    /// How many were honoured.
    pub honoured: String,
}

/// A keynote in a list.
#[derive(Clone, Serialize)]
pub struct KeynoteCard {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Its opening lines.
    pub lead: Option<String>,
    /// Whose story it is.
    pub by: String,
    /// How many minutes it takes to read.
    pub minutes: u32,
    /// Its first picture.
    pub picture: Option<PictureView>,
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
    /// The day.
    pub held_on: Option<DayView>,
    /// Where.
    pub place: Option<String>,
    /// Who held it.
    pub publisher: String,
    /// What it was held in honour of.
    pub occasions: Vec<String>,
    /// The documents it rests on, in words.
    pub basis: Vec<String>,
    /// The decision to commend, in words.
    pub decision: Option<String>,
    /// Lời nói đầu.
    pub foreword: Option<Html>,
    /// Numbers worth showing.
    pub figures: Vec<Figure>,
    /// What was counted, if anybody was honoured.
    pub statistics: Option<StatisticsView>,
    /// Who sat in the chair.
    pub presidium: Vec<PresidiumView>,
    /// What else belonged to it.
    pub events: Vec<EventView>,
    /// The keynotes.
    pub keynotes: Vec<KeynoteCard>,
    /// Some pictures.
    pub pictures: Vec<PictureView>,
    /// All pictures.
    pub photos: Option<String>,
    /// What can be printed: the editions of the booklet, all exhibition panels.
    pub prints: Vec<LinkView>,
    /// The gallery.
    pub board: String,
    /// Featured honourees.
    pub featured: Vec<Shared<Card>>,
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

/// One page of a gallery.
#[derive(Serialize)]
pub struct BoardView {
    /// The conference.
    pub conference: LinkView,
    /// The term.
    pub term: String,
    /// How many there are under this choice.
    pub total: String,
    /// What may be chosen: parts that all pages of the gallery share, the chosen one marked by `chosen`.
    pub facets: Shared<Vec<FacetView>>,
    /// The address of the choice this page shows.
    pub chosen: String,
    /// The label of the choice, if it is not everyone.
    pub choice: Option<String>,
    /// The honourees of this page.
    pub cards: Vec<Shared<Card>>,
    /// The pages, if there is more than one.
    pub pager: Option<PagerView>,
}

/// A way to choose among honourees.
#[derive(Clone, Serialize)]
pub struct FacetView {
    /// What is chosen by.
    pub label: String,
    /// The choices.
    pub choices: Vec<Choice>,
    /// Where they are all offered, on pages that leave a long list out.
    pub elsewhere: Option<String>,
}

/// A choice, with how many it leaves.
#[derive(Clone, Serialize)]
pub struct Choice {
    /// Its page.
    pub href: String,
    /// Its words.
    pub label: String,
    /// How many it leaves.
    pub count: usize,
}

/// The pages of a gallery.
#[derive(Serialize)]
pub struct PagerView {
    /// Which page this is, from 1.
    pub current: usize,
    /// The pages around this one, the first and the last; an empty `href` stands for a gap.
    pub links: Vec<LinkView>,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}
