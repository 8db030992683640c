//! Keeps open pages as they would be now: a script put into each page by the server, and the news it listens to.

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use bangvang::desk;
use bangvang::files::Digest;
use bangvang::words::Words;
use serde_json::{Value, json};

use super::pages;
use super::shop::{Now, Shop};
use crate::host::clock::Patience;
use crate::host::server::{self, Answer, Asked, Body};

const SCRIPT: &str = "/_live/live.js";
const STYLE: &str = "/_live/live.css";
pub(super) const MARK: &str = "/_live/draft.css";
const NEWS: &str = "/_live/news";

/// A browser is told at once and asks again by itself: no connection is held longer than this, so that
/// one whose reader has gone is not held for long.
const PATIENCE: Duration = Duration::from_secs(10);

/// More problems than these nobody reads over a page.
const MOST: usize = 30;

/// The answer to a request. Pages that are to stay still get no script.
pub(super) fn answer(shop: &Arc<Shop>, still: bool, asked: &Asked) -> Answer {
    match asked.path.as_str() {
        SCRIPT => file("text/javascript; charset=utf-8", include_str!("live.js")),
        STYLE => file("text/css; charset=utf-8", include_str!("live.css")),
        MARK => file("text/css; charset=utf-8", include_str!("draft.css")),
        desk::STYLE_PATH => file("text/css; charset=utf-8", desk::STYLE),
        "/_desk" => server::elsewhere(desk::PATH, asked),
        NEWS => news(shop, asked),
        _ => {
            let mut now = shop.now();
            let is_unread = asked.path == desk::PATH && !now.last.project.reading.is_whole();
            if is_unread || pages::is_picture(&asked.path, &now) {
                now = shop.whole(now);
            }
            if is_unread && !now.last.project.reading.is_whole() {
                return server::plain(503, &shop.screen.words.say("serve.reading", &[]));
            }
            let answer = pages::answer(shop, &now, asked);
            shop.answered();
            match asked.path.as_str() {
                // Browsers ask for it beside every page of ours; the site's pages name their own.
                "/favicon.ico" if answer.status != 200 => server::plain(204, ""),
                _ if still => answer,
                _ => with_script(&now, answer, shop.screen.words),
            }
        }
    }
}

fn file(content_type: &'static str, text: &str) -> Answer {
    Answer { content_type, ..server::plain(200, text) }
}

/// A page with the script that keeps it alive; anything else as it is. The site's own policy allows it,
/// being a file of the same server.
fn with_script(now: &Now, mut answer: Answer, words: &Words) -> Answer {
    if !answer.content_type.starts_with("text/html") {
        return answer;
    }
    let (identity, gone) = (identity(now, &answer), words.say("live.gone", &[]));
    if let Body::Whole(body) = &mut answer.body {
        let name = &now.name;
        let script = format!(
            "<script src=\"{SCRIPT}\" data-page=\"{identity}\" data-now=\"{name}\" data-gone=\"{gone}\" defer></script>\n"
        );
        pages::put_before(body, b"</head>", &script);
    }
    answer
}

/// Two pages of one identity differ at most in the names of their style sheets, which need no reload.
fn identity(now: &Now, answer: &Answer) -> String {
    let Body::Whole(body) = &answer.body else { return String::new() };
    let mut text = String::from_utf8_lossy(body).into_owned();
    for sheet in sheets(now) {
        text = text.replace(&sheet, "");
    }
    let place =
        answer.headers.iter().filter(|(name, _)| *name == "Location").map(|(_, place)| place.as_bytes());
    Digest::of_parts(place.chain([text.as_bytes()])).hex(24)
}

/// The style sheets of the site, by their paths in it.
fn sheets(now: &Now) -> Vec<String> {
    let outputs = now.site().map(|(site, _)| site.outputs());
    let assets = outputs.into_iter().flat_map(|all| all.range("assets/".to_owned().."assets0".to_owned()));
    assets.map(|(path, _)| path).filter(|path| path.ends_with(".css")).cloned().collect()
}

/// What concerns an open page, as server-sent events: `reload` when it would be another page now, `sheets`
/// with the style sheets of now, `problems` with what has to be mended.
fn news(shop: &Arc<Shop>, asked: &Asked) -> Answer {
    // A page elsewhere may not listen, not even to learn that something is written.
    if asked.header("Sec-Fetch-Site").is_some_and(|site| site != "same-origin") {
        return server::plain(403, "403");
    }
    let shop = Arc::clone(shop);
    let value = |key: &str| asked.value(key).unwrap_or_default().to_owned();
    let (path, page) = (value("path"), value("page"));
    let Some(open) = Asked::new(&path, Vec::new()) else { return server::plain(400, "400") };
    let mut known = asked.header("Last-Event-ID").map_or_else(|| value("now"), str::to_owned);
    let write = move |out: &mut dyn Write| {
        let patience = Patience::of(PATIENCE);
        // Asked for again at once, a busy preview would be asked all the time.
        out.write_all(b"retry: 300\n\n")?;
        out.flush()?;
        let mut now = shop.now();
        // What was before goes when its readers know: to clear thousands of dossiers away takes its time.
        let mut before = None;
        let mut first = true;
        loop {
            if first || now.name != known {
                let is_other =
                    now.name != known && identity(&now, &pages::answer(&shop, &now, &open)) != page;
                if is_other {
                    return send(out, &now, "reload", &Value::Null);
                }
                let base = now.base_path();
                let sheets: Vec<String> = sheets(&now).iter().map(|sheet| format!("{base}{sheet}")).collect();
                send(out, &now, "sheets", &json!(sheets))?;
                // The desk lists them itself, and is as the files are.
                let told = if open.path == desk::PATH { nothing_wrong() } else { problems(&shop, &now) };
                send(out, &now, "problems", &told)?;
                known.clone_from(&now.name);
                first = false;
            }
            drop(before.take());
            let Some(left) = patience.left() else { return Ok(()) };
            let news = shop.news(&now, left);
            before = Some(std::mem::replace(&mut now, news));
        }
    };
    Answer {
        status: 200,
        content_type: "text/event-stream; charset=utf-8",
        headers: vec![("X-Content-Type-Options", "nosniff".to_owned())],
        body: Body::Stream(Box::new(write)),
    }
}

fn send(out: &mut dyn Write, now: &Now, event: &str, data: &Value) -> std::io::Result<()> {
    // JSON has no line breaks outside its texts and none inside them unescaped, so it is one line.
    write!(out, "id: {}\nevent: {event}\ndata: {data}\n\n", now.name)?;
    out.flush()
}

fn nothing_wrong() -> Value {
    json!({ "problems": [] })
}

/// What lies over an older page while the files have errors.
fn problems(shop: &Shop, now: &Now) -> Value {
    let report = &now.last.project.report;
    if now.good.is_none() || !report.has_errors() {
        return nothing_wrong();
    }
    let words = shop.screen.words;
    let problems = desk::errors(report);
    let count = problems.len();
    let hidden = count.saturating_sub(MOST);
    json!({
        "title": words.say("live.title", &[("n", &count.to_string())]),
        "text": words.say(if now.is_as_files_are() { "live.without" } else { "live.text" }, &[]),
        "more": if hidden > 0 { words.say("live.more", &[("n", &hidden.to_string())]) } else { String::new() },
        "fold": words.say("live.fold", &[]),
        "desk": { "href": desk::PATH, "label": words.say("desk.name", &[]) },
        "problems": desk::views(&problems, MOST, &*now.last.disk, words),
    })
}
