//! The website: what pages there are, what each may know, and how it becomes HTML.

mod again;
mod cards;
mod chrome;
mod contract;
mod draft;
mod facets;
mod feeds;
pub(crate) mod headers;
mod html;
mod linked;
mod machine;
mod pages;
mod pictures;
pub mod routes;
mod search;
mod sitemap;
mod templates;
pub mod view;

pub use chrome::Web;
pub use facets::Facet;
pub use pages::plan;
pub(crate) use pictures::wanted;

use crate::model::Id;

/// What a page of the website is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// The home page.
    Home,
    /// A conference.
    Conference(usize),
    /// One page of a conference's gallery, whole or by facet; pages count from 1.
    Board(usize, Facet, usize),
    /// An honouree of a conference.
    Honoree(usize, Id),
    /// The keynotes of a conference.
    Keynotes(usize),
    /// One keynote: its conference, its place there.
    Keynote(usize, usize),
    /// What an honouree or a keynote of a conference leaves behind that was taken down: which one is not known here.
    Gone(usize),
    /// The pictures of a conference.
    Photos(usize),
    /// The figures of a conference, for the report upwards.
    Statistics(usize),
    /// Everyone by given name.
    Everyone,
    /// For the search on that page, when they are many: what is known of everyone.
    Search,
    /// All units.
    Units,
    /// A unit and everyone of it, over all terms.
    Unit(Id),
    /// All awards.
    Awards,
    /// All conferences by term.
    Archive,
    /// An award and everyone who holds it, over all terms.
    Award(Id),
    /// The notice about personal data.
    Privacy,
    /// For addresses that do not exist.
    NotFound,
    /// How another site shows the board.
    Embed,
    /// A small page for another site's frame.
    Widget,
    /// For machines: who may crawl.
    Robots,
    /// For machines: every page.
    Sitemap,
    /// For machines: one file of many pages; they count from 1.
    SitemapPart(usize),
    /// For readers: what is new, as Atom.
    Atom,
    /// For readers: what is new, as JSON Feed.
    JsonFeed,
    /// For browsers: the site as an application.
    WebManifest,
    /// For portals: the board as data.
    BoardJson,
    /// For a web server: what it should say with each file.
    Headers(Server),
}

/// The kinds of web server there are files for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Server {
    /// Apache, and those that read its files.
    Apache,
    /// IIS.
    Iis,
    /// Nginx.
    Nginx,
    /// Hosts of static pages: Cloudflare Pages, Netlify.
    PagesHost,
}
