//! Files for machines: crawlers, browsers, and portals that show the board inside their own pages.

use serde::Serialize;

use super::chrome::Web;
use super::routes;
use crate::model::Choice as _;
use crate::model::honoree::Kind;

/// JSON as we publish it: readable, one line at the end.
pub(super) fn json<T: Serialize>(value: &T) -> Vec<u8> {
    // Our own structs of text and numbers cannot fail to serialise.
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// `robots.txt`: everything may be read; the frame is no page of its own.
pub(super) fn robots(web: &Web) -> Vec<u8> {
    let settings = &web.roll.settings;
    let (path, url) = (settings.base_path(), &settings.base_url);
    format!(
        "User-agent: *\nAllow: /\nDisallow: {path}{}\nSitemap: {url}{}\n",
        routes::WIDGET,
        routes::SITEMAP
    )
    .into_bytes()
}

#[derive(Serialize)]
struct WebManifest<'w> {
    name: &'w str,
    lang: &'static str,
    start_url: &'static str,
    scope: &'static str,
    display: &'static str,
    icons: [Icon<'w>; 1],
}

#[derive(Serialize)]
struct Icon<'w> {
    src: &'w str,
    sizes: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
}

/// `manifest.webmanifest`.
pub(super) fn manifest(web: &Web) -> Vec<u8> {
    let settings = &web.roll.settings;
    json(&WebManifest {
        name: &settings.title,
        lang: settings.language.word(),
        start_url: "index.html",
        scope: "./",
        display: "browser",
        icons: [Icon { src: &web.icon, sizes: "any", kind: "image/svg+xml" }],
    })
}

/// The keys of `embed/board.json`, as they are explained to those who read it.
pub(super) const FILE_KEYS: [&str; 6] = ["version", "title", "publisher", "url", "notice", "conferences"];
/// The keys of each of its conferences.
pub(super) const CONFERENCE_KEYS: [&str; 7] = ["id", "title", "level", "term", "held_on", "url", "honorees"];
/// The keys of each of its honourees.
pub(super) const HONOREE_KEYS: [&str; 9] =
    ["id", "name", "kind", "job", "unit", "group", "lead", "url", "picture"];

#[derive(Serialize)]
struct BoardFile<'w> {
    version: u32,
    title: &'w str,
    publisher: &'w str,
    url: &'w str,
    notice: Option<&'w str>,
    conferences: Vec<BoardConference<'w>>,
}

#[derive(Serialize)]
struct BoardConference<'w> {
    id: &'w str,
    title: &'w str,
    level: &'static str,
    term: String,
    held_on: Option<String>,
    url: String,
    honorees: Vec<BoardHonoree<'w>>,
}

#[derive(Serialize)]
struct BoardHonoree<'w> {
    id: &'w str,
    name: &'w str,
    kind: &'static str,
    job: &'w str,
    unit: String,
    group: String,
    lead: Option<&'w str>,
    url: String,
    picture: Option<String>,
}

/// `embed/board.json`, version 1: who is honoured, with absolute addresses, for an existing portal.
pub(super) fn board(web: &Web) -> Vec<u8> {
    let settings = &web.roll.settings;
    let absolute = |path: &str| format!("{}{}", settings.base_url, routes::public(path));
    let conferences = web.roll.chapters.iter().map(|chapter| {
        let conference = &chapter.conference;
        let honorees = chapter.listed().map(|listed| {
            let honoree = &*listed.honoree;
            BoardHonoree {
                id: &honoree.id,
                name: &honoree.name.full,
                kind: match honoree.kind {
                    Kind::Individual => "individual",
                    Kind::Collective => "collective",
                },
                job: &honoree.job,
                unit: web.unit_link(&honoree.unit).label,
                group: web.group(chapter, &honoree.group),
                lead: honoree.lead.as_deref(),
                url: absolute(&routes::honoree(&conference.id, &honoree.id)),
                picture: web.portrait(honoree).map(|p| absolute(&p.src)),
            }
        });
        BoardConference {
            id: &conference.id,
            title: &conference.title,
            level: conference.level.word(),
            term: conference.term.to_string(),
            held_on: conference.held_on.map(|date| date.to_string()),
            url: absolute(&routes::conference(&conference.id)),
            honorees: honorees.collect(),
        }
    });
    json(&BoardFile {
        version: 1,
        title: &settings.title,
        publisher: &settings.publisher,
        url: &settings.base_url,
        notice: settings.notice.as_deref(),
        conferences: conferences.collect(),
    })
}
