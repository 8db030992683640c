//! What stands at an address of the preview: a page of the site, or what keeps it from being made.

use bangvang::desk::{self, Instead};
use bangvang::model::Id;
use bangvang::report::Report;
use bangvang::site::{self, Output, Site, content_type, guards, render};

use super::shop::{Now, Shop};
use crate::host::disk::Disk;
use crate::host::server::{self, Answer, Asked, Body};

/// The answer to an address.
pub(super) fn answer(shop: &Shop, now: &Now, asked: &Asked) -> Answer {
    let path = asked.path.as_str();
    if path == desk::PATH {
        return desk(shop, now, asked);
    }
    if let Some(page) = path.strip_prefix(desk::PORTRAITS) {
        return portrait(shop, now, page).unwrap_or_else(|| server::plain(404, "404"));
    }
    let Some((site, disk)) = now.site() else {
        let last = &now.last;
        return problems(shop, &last.project.report, &last.disk, Instead::Site);
    };
    let Some(inner) = path.strip_prefix(site.base_path()) else {
        // The site stands below a path; the bare host and the path without its slash lead there.
        let base = site.base_path();
        return if path == "/" || path == base.trim_end_matches('/') {
            server::elsewhere(base, asked)
        } else {
            // Also a page that was open when the site's address became another one: it leads on from here.
            output(shop, site, disk, "404.html", 404)
        };
    };
    let inner = if inner.is_empty() || inner.ends_with('/') {
        format!("{inner}index.html")
    } else {
        inner.to_owned()
    };
    if site.outputs().contains_key(&inner) {
        return output(shop, site, disk, &inner, 200);
    }
    if site.outputs().contains_key(&format!("{inner}/index.html")) {
        return server::elsewhere(&format!("{path}/"), asked);
    }
    output(shop, site, disk, "404.html", 404)
}

/// Is this the address of a picture or share card, which are laid out last?
pub(super) fn is_picture(path: &str, now: &Now) -> bool {
    path.strip_prefix(now.base_path()).is_some_and(site::is_picture)
}

/// The portrait of somebody whose page is, or will be, at a path.
fn portrait(shop: &Shop, now: &Now, page: &str) -> Option<Answer> {
    let site = shop.drafted(now)?;
    let (path, picture) = site.portrait(page)?;
    let body = render(site, &path, &picture).ok()?;
    let (content_type, headers) = (content_type(&path), guards(&path));
    Some(Answer { status: 200, content_type, headers, body: Body::Whole(body) })
}

/// The desk; also when there is no site yet, as long as there is a board. While the settings cannot be read, the last one.
fn desk(shop: &Shop, now: &Now, asked: &Asked) -> Answer {
    let last = &now.last;
    let good = now.good.as_ref().and_then(|good| good.project.board.as_ref());
    let Some(board) = last.project.board.as_ref().or(good) else {
        return problems(shop, &last.project.report, &last.disk, Instead::Site);
    };
    let page = |path: &str| {
        let (site, _) = now.site()?;
        let known = site.outputs().contains_key(path);
        known.then(|| desk::Shown { is_draft: site.is_draft(path) })
    };
    let over_form = |conference: &str, ids: &[&Id]| {
        shop.drafted(now).map(|site| site.over_form(conference, ids)).unwrap_or_default()
    };
    let value = |key: &str| asked.value(key).unwrap_or_default();
    let body = desk::page(&desk::Asked {
        board,
        report: &last.project.report,
        files: &*last.disk,
        words: shop.screen.words,
        today: last.options.today,
        base_path: now.base_path(),
        page: &page,
        over_form: &over_form,
        drafts: shop.drafts,
        conference: value("conference"),
        status: value("status"),
        unit: value("unit"),
        name: value("name"),
        number: value("page").parse().unwrap_or(1),
    });
    Answer { body: Body::Whole(body), ..html(200) }
}

fn output(shop: &Shop, site: &Site, disk: &Disk, path: &str, status: u16) -> Answer {
    let Some(output) = site.outputs().get(path) else { return server::plain(404, "404") };
    // A film is not taken into memory for a part of it; into a page of its own something is put.
    if let Output::Static(file) = output
        && !path.ends_with(".html")
        && let Some(stored) = disk.stored(file)
    {
        let (content_type, headers) = (content_type(path), guards(path));
        return Answer { status, content_type, headers, body: Body::Stored(stored) };
    }
    match render(site, path, output) {
        Ok(mut body) => {
            if shop.drafts && path.ends_with(".html") {
                mark(shop, site.is_draft(path), &mut body);
            }
            let (content_type, headers) = (content_type(path), guards(path));
            Answer { status, content_type, headers, body: Body::Whole(body) }
        }
        Err(problem) => {
            let mut report = Report::default();
            report.push(*problem);
            problems(shop, &report, disk, Instead::Page)
        }
    }
}

/// Says on a page, also when it is printed, that it is not what will be published. Not left to the theme:
/// one that forgot it would pass drafts for the real thing.
fn mark(shop: &Shop, is_draft: bool, body: &mut Vec<u8>) {
    let words = shop.screen.words;
    let (class, about) = if is_draft { ("own", "draft.page") } else { ("", "draft.site") };
    let (mark, about) = (words.say("draft.mark", &[]), words.say(about, &[]));
    let (path, desk) = (desk::PATH, words.say("desk.name", &[]));
    let aside = format!(
        "<aside id=\"bangvang-draft\" class=\"{class}\" aria-label=\"{mark}\"><strong>{mark}</strong> <span>{about}</span> <a href=\"{path}\">{desk}</a></aside>\n"
    );
    put_before(body, b"</body>", &aside);
    put_before(body, b"</head>", &format!("<link rel=\"stylesheet\" href=\"{}\">\n", super::live::MARK));
}

/// Puts something before the first of these tags, or at the end.
pub(super) fn put_before(body: &mut Vec<u8>, tag: &[u8], what: &str) {
    let at = memchr::memmem::find(body, tag).unwrap_or(body.len());
    body.splice(at..at, what.bytes());
}

/// Instead of a page, or of all of them: what has to be mended first.
fn problems(shop: &Shop, report: &Report, disk: &Disk, instead: Instead) -> Answer {
    let body = desk::problems_page(report, disk, instead, shop.screen.words);
    Answer { body: Body::Whole(body), ..html(503) }
}

/// A page of the program's own, still empty.
fn html(status: u16) -> Answer {
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    let headers = [
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
    ];
    Answer {
        status,
        content_type: "text/html; charset=utf-8",
        headers: headers.map(|(name, value)| (name, value.to_owned())).to_vec(),
        body: Body::Whole(Vec::new()),
    }
}
