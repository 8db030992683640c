//! Where everything stands: the addresses of `content-format.md`, from the top of the site, in one place.

use super::facets::Facet;
use crate::model::Choice as _;

/// The home page.
pub const HOME: &str = "index.html";
/// Everyone by given name.
pub const EVERYONE: &str = "honorees/index.html";
/// What the search on that page looks through, when they are many.
pub const SEARCH: &str = "honorees/search.json";
/// All units.
pub const UNITS: &str = "units/index.html";
/// All awards.
pub const AWARDS: &str = "awards/index.html";
/// All conferences by term.
pub const ARCHIVE: &str = "terms/index.html";
/// The notice about personal data.
pub const PRIVACY: &str = "privacy/index.html";
/// For addresses that do not exist.
pub const NOT_FOUND: &str = "404.html";
/// The Atom feed.
pub const ATOM: &str = "feed.xml";
/// The JSON feed.
pub const JSON_FEED: &str = "feed.json";
/// Every page, for machines.
pub const SITEMAP: &str = "sitemap.xml";
/// Who may crawl.
pub const ROBOTS: &str = "robots.txt";
/// The site as an application.
pub const WEB_MANIFEST: &str = "manifest.webmanifest";
/// The board as data.
pub const BOARD_JSON: &str = "embed/board.json";
/// How another site shows the board, and what web servers need.
pub const EMBED: &str = "embed/index.html";
/// Headers for nginx, to be put into its own settings.
pub const NGINX: &str = "embed/nginx.conf";
/// Headers for Apache.
pub const APACHE: &str = ".htaccess";
/// Headers for IIS.
pub const IIS: &str = "web.config";
/// Headers for hosts of static pages.
pub const PAGES_HOST: &str = "_headers";
/// A small page for another site's frame.
pub const WIDGET: &str = "embed/widget.html";
/// Where the sizes of photos lie.
pub const PICTURES: &str = "assets/pictures/";
/// Where share cards lie.
pub const CARDS: &str = "assets/cards/";

/// First parts of addresses that no conference may be named after.
pub const RESERVED: [&str; 10] =
    ["assets", "awards", "embed", "honorees", "index", "print", "privacy", "terms", "units", "404"];

/// A conference.
#[must_use]
pub fn conference(conference: &str) -> String {
    format!("{conference}/index.html")
}

/// The gallery of a conference: everybody, from the first.
#[must_use]
pub fn gallery(conference: &str) -> String {
    board(conference, &Facet::All, 1)
}

/// A page of a conference's gallery.
#[must_use]
pub fn board(conference: &str, facet: &Facet, page: usize) -> String {
    let facet = match facet {
        Facet::All => String::new(),
        Facet::Group(id) => format!("group/{id}/"),
        Facet::Position(position) => format!("position/{}/", position.key()),
        Facet::Category(category) => format!("category/{}/", category.word()),
        Facet::Unit(id) => format!("unit/{id}/"),
        Facet::Movement(id) => format!("movement/{id}/"),
    };
    let page = if page > 1 { format!("page/{page}/") } else { String::new() };
    format!("{conference}/honorees/{facet}{page}index.html")
}

/// An honouree.
#[must_use]
pub fn honoree(conference: &str, id: &str) -> String {
    format!("{conference}/honorees/{id}/index.html")
}

/// The keynotes of a conference.
#[must_use]
pub fn keynotes(conference: &str) -> String {
    format!("{conference}/keynotes/index.html")
}

/// A keynote.
#[must_use]
pub fn keynote(conference: &str, id: &str) -> String {
    format!("{conference}/keynotes/{id}/index.html")
}

/// The booklet of a conference, to be read on a screen.
#[must_use]
pub fn booklet(conference: &str) -> String {
    format!("print/{conference}/ky-yeu.pdf")
}

/// The booklet of a conference, for a print shop.
#[must_use]
pub fn booklet_for_press(conference: &str) -> String {
    format!("print/{conference}/ky-yeu-in.pdf")
}

/// The booklet of a conference, two pages a side for folding.
#[must_use]
pub fn booklet_folded(conference: &str) -> String {
    format!("print/{conference}/ky-yeu-gap.pdf")
}

/// The page of an honouree or a keynote in the booklet, by the name it has there, as `honoree-<id>`
/// (RFC 8118): which number that page has is known only when the booklet is set.
#[must_use]
pub fn in_booklet(conference: &str, name: &str) -> String {
    format!("{}#nameddest={name}", booklet(conference))
}

/// The exhibition panel of an honouree.
#[must_use]
pub fn panel(conference: &str, id: &str) -> String {
    format!("print/{conference}/panels/{id}.pdf")
}

/// The exhibition panel of a keynote: beside those of the honourees, unless the id is `taken` by one who is shown.
#[must_use]
pub fn keynote_panel(conference: &str, id: &str, taken: bool) -> String {
    if taken { format!("print/{conference}/panels/keynotes/{id}.pdf") } else { panel(conference, id) }
}

/// All exhibition panels of a conference in one file.
#[must_use]
pub fn panels(conference: &str) -> String {
    format!("print/{conference}/panels.pdf")
}

/// The pictures of a conference.
#[must_use]
pub fn photos(conference: &str) -> String {
    format!("{conference}/photos/index.html")
}

/// The figures of a conference, for the report upwards.
#[must_use]
pub fn statistics(conference: &str) -> String {
    format!("{conference}/statistics.csv")
}

/// One file of a map that is too long for one.
#[must_use]
pub fn sitemap_part(number: usize) -> String {
    format!("sitemap-{number}.xml")
}

/// A unit.
#[must_use]
pub fn unit(id: &str) -> String {
    format!("units/{id}/index.html")
}

/// An award.
#[must_use]
pub fn award(id: &str) -> String {
    format!("awards/{id}/index.html")
}

/// What leads from a page back to the top of the site: `../` for each folder.
#[must_use]
pub fn root(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// The path as it is said to the world: without `index.html`.
#[must_use]
pub fn public(path: &str) -> &str {
    path.strip_suffix("index.html").unwrap_or(path)
}
