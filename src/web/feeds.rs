//! What is new, for feed readers: conferences, their keynotes and featured honourees, by the day they were honoured.

use serde::Serialize;

use super::chrome::Web;
use super::html::escape;
use super::machine::json;
use super::routes;
use crate::model::{Choice as _, Date};

/// More than this is an archive, not news.
const MOST: usize = 50;

/// Something new.
#[derive(Serialize)]
struct Item {
    id: String,
    url: String,
    title: String,
    summary: String,
    #[serde(rename = "date_published")]
    date: String,
}

fn items(web: &Web) -> Vec<Item> {
    let mut items = Vec::new();
    for chapter in &web.roll.chapters {
        let conference = &chapter.conference;
        let id = &conference.id;
        let decided = conference.decision.as_ref().and_then(|d| d.date);
        let date =
            moment(conference.held_on.or(decided).or_else(|| Date::new(conference.term.to, 12, 31).ok()));
        let mut add = |path: String, title: &str, summary: String| {
            let url = format!("{}{}", web.roll.settings.base_url, routes::public(&path));
            items.push(Item { id: url.clone(), url, title: title.to_owned(), summary, date: date.clone() });
        };
        let words = if conference.term.from == conference.term.to { "board.year" } else { "feed.term" };
        let term = web.phrase(words, &[("term", &conference.term.to_string())]);
        add(routes::conference(id), &conference.title, term);
        for keynote in &chapter.keynotes {
            add(routes::keynote(id, &keynote.id), &keynote.title, keynote.lead.clone().unwrap_or_default());
        }
        for honoree in chapter.listed().map(|l| &l.honoree).filter(|h| h.featured) {
            let about = format!("{}, {}", honoree.job, web.unit_link(&honoree.unit).label);
            let summary =
                honoree.lead.as_ref().map_or_else(|| about.clone(), |lead| format!("{about}: {lead}"));
            add(routes::honoree(id, &honoree.id), &honoree.name.full, summary);
        }
    }
    items.truncate(MOST);
    items
}

/// Midnight in Vietnam, the only moment a day's news can honestly bear.
fn moment(date: Option<Date>) -> String {
    let date = date.unwrap_or(Date::constant(1970, 1, 1));
    format!("{date}T00:00:00+07:00")
}

/// The Atom feed.
pub(super) fn atom(web: &Web) -> Vec<u8> {
    let settings = &web.roll.settings;
    let items = items(web);
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let mut line = |before: &str, text: &str, after: &str| {
        xml.push_str(before);
        escape(text, &mut xml);
        xml.push_str(after);
    };
    line("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"", settings.language.word(), "\">\n");
    line("<title>", &settings.title, "</title>\n");
    line("<id>", &settings.base_url, "</id>\n");
    line("<link href=\"", &settings.base_url, "\"/>\n");
    let own = format!("{}{}", settings.base_url, routes::ATOM);
    line("<link rel=\"self\" type=\"application/atom+xml\" href=\"", &own, "\"/>\n");
    let newest = items.iter().map(|i| i.date.clone()).max().unwrap_or_else(|| moment(None));
    line("<updated>", &newest, "</updated>\n");
    line("<author><name>", &settings.publisher, "</name></author>\n");
    for item in &items {
        line("<entry>\n<title>", &item.title, "</title>\n");
        line("<id>", &item.id, "</id>\n");
        line("<link href=\"", &item.url, "\"/>\n");
        line("<updated>", &item.date, "</updated>\n");
        line("<summary>", &item.summary, "</summary>\n</entry>\n");
    }
    line("</feed>\n", "", "");
    xml.into_bytes()
}

#[derive(Serialize)]
struct Feed<'w> {
    version: &'static str,
    title: &'w str,
    home_page_url: &'w str,
    feed_url: String,
    language: &'static str,
    authors: [Author<'w>; 1],
    items: Vec<FeedItem>,
}

#[derive(Serialize)]
struct Author<'w> {
    name: &'w str,
}

#[derive(Serialize)]
struct FeedItem {
    #[serde(flatten)]
    item: Item,
    content_text: String,
}

/// The JSON feed (version 1.1).
pub(super) fn json_feed(web: &Web) -> Vec<u8> {
    let settings = &web.roll.settings;
    let with_content = |item: Item| FeedItem { content_text: item.summary.clone(), item };
    json(&Feed {
        version: "https://jsonfeed.org/version/1.1",
        title: &settings.title,
        home_page_url: &settings.base_url,
        feed_url: format!("{}{}", settings.base_url, routes::JSON_FEED),
        language: settings.language.word(),
        authors: [Author { name: &settings.publisher }],
        items: items(web).into_iter().map(with_content).collect(),
    })
}
