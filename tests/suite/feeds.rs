//! Feeds, the map of the site and the board as data, read by readers that are not ours.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use feed_rs::model::{Feed, FeedType};
use roxmltree::Document;
use serde_json::Value;

use crate::workshop::{BASE, base, disk, open, page, site};

const URL: &str = "https://congdoan.example.vn/bang-vang/";
const MAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const IMAGES: &str = "http://www.google.com/schemas/sitemap-image/1.1";

fn sample() -> bangvang::Project {
    open(disk(Path::new(env!("CARGO_MANIFEST_DIR"))))
}

/// One file of the sample; the others, its many pictures among them, are not made.
fn file(project: &bangvang::Project, path: &str) -> Vec<u8> {
    let site = project.site.as_ref().unwrap();
    bangvang::site::render(site, path, &site.outputs()[path]).unwrap()
}

#[test]
fn both_feeds_are_read_alike() {
    let project = sample();
    let read = |path: &str| feed_rs::parser::parse(file(&project, path).as_slice()).unwrap();
    let (atom, json) = (read("feed.xml"), read("feed.json"));
    assert_eq!((&atom.feed_type, &json.feed_type), (&FeedType::Atom, &FeedType::JSON));
    let title = |feed: &Feed| feed.title.as_ref().unwrap().content.clone();
    assert_eq!(
        (title(&atom), title(&json)),
        ("Bảng vàng danh dự".to_owned(), "Bảng vàng danh dự".to_owned())
    );
    assert!(atom.entries.len() > 5 && atom.entries.len() == json.entries.len());
    let ids: BTreeSet<&str> = atom.entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids.len(), atom.entries.len(), "two entries of one id");
    for (a, j) in atom.entries.iter().zip(&json.entries) {
        assert_eq!((&a.id, &a.links[0].href), (&j.id, &j.links[0].href));
        assert_eq!(a.title.as_ref().unwrap().content, j.title.as_ref().unwrap().content);
        assert_eq!(a.updated, j.published);
        assert!(a.updated.is_some() && a.id.starts_with(URL) && a.summary.is_some());
    }
    let own = atom.links.iter().find(|link| link.rel.as_deref() == Some("self")).unwrap();
    assert_eq!(own.href, format!("{URL}feed.xml"));
}

/// The addresses of a map, each with its pictures, held to the rules of sitemaps.org.
fn map(xml: &[u8]) -> BTreeMap<String, Vec<String>> {
    let document = Document::parse(std::str::from_utf8(xml).unwrap()).unwrap();
    let root = document.root_element();
    assert!(root.has_tag_name((MAP, "urlset")));
    let mut places = BTreeMap::new();
    for url in root.children().filter(roxmltree::Node::is_element) {
        assert!(url.has_tag_name((MAP, "url")));
        let mut parts = url.children().filter(roxmltree::Node::is_element);
        let address = parts.next().filter(|n| n.has_tag_name((MAP, "loc"))).unwrap().text().unwrap();
        assert!(address.len() < 2048 && address.starts_with(URL), "{address}");
        let pictures = parts.map(|image| {
            assert!(image.has_tag_name((IMAGES, "image")));
            let address = image.children().find(|n| n.has_tag_name((IMAGES, "loc"))).unwrap();
            address.text().unwrap().to_owned()
        });
        let twice = places.insert(address.to_owned(), pictures.collect::<Vec<_>>());
        assert!(twice.is_none(), "{address} is there twice");
    }
    places
}

#[test]
fn the_map_leads_to_pages_and_pictures_there_are() {
    let project = sample();
    let outputs = project.site.as_ref().unwrap().outputs();
    let places = map(&file(&project, "sitemap.xml"));
    let exists = |address: &str| {
        let inner = address.strip_prefix(URL).unwrap();
        let folder = inner.is_empty() || inner.ends_with('/');
        outputs.contains_key(&if folder { format!("{inner}index.html") } else { inner.to_owned() })
    };
    for (address, pictures) in &places {
        assert!(exists(address), "{address}");
        assert!(pictures.iter().all(|picture| exists(picture) && picture.ends_with(".jpg")), "{address}");
    }
    let with_pictures = |part: &str| places.iter().filter(|(a, p)| a.contains(part) && !p.is_empty()).count();
    assert!(
        with_pictures("/honorees/") > 30 && with_pictures("/keynotes/") > 3 && with_pictures("/photos/") == 1
    );
    assert!(!places.keys().any(|address| address.contains("/embed/") || address.ends_with("404.html")));
    // Every honouree's page is there.
    let people = outputs.keys().filter(|path| {
        let parts: Vec<&str> = path.split('/').collect();
        parts.len() == 4 && parts[1] == "honorees"
    });
    for path in people {
        assert!(places.contains_key(&format!("{URL}{}", path.trim_end_matches("index.html"))), "{path}");
    }
}

#[test]
fn pages_without_anything_on_them_are_not_worth_finding() {
    let built = site(base());
    let places = map(&built["sitemap.xml"]);
    assert!(places.contains_key(&format!("{URL}quan/honorees/lan/")));
    assert!(
        !places.contains_key(&format!("{URL}quan/keynotes/"))
            && !places.contains_key(&format!("{URL}quan/photos/"))
    );
}

/// One dossier with very many awards makes a page for each of them.
#[test]
fn more_than_fifty_thousand_pages_take_several_files() {
    let mut settings =
        BASE.split("-- site/site.toml --\n").nth(1).unwrap().split("-- ").next().unwrap().to_owned();
    let mut won = String::from("awards = [\n");
    for n in 0..50_001 {
        writeln!(settings, "[[award]]\nid = \"a{n}\"\nname = \"A{n}\"").unwrap();
        writeln!(won, "{{ year = 2018, award = \"a{n}\" }},").unwrap();
    }
    won.push_str("]\napproval");
    let lan = BASE.split("honorees/lan/index.md --\n").nth(1).unwrap().replacen("approval", &won, 1);
    let project =
        open(base().with("site/site.toml", settings).with("content/quan/honorees/lan/index.md", lan));
    assert!(!project.report.has_errors());
    let index = file(&project, "sitemap.xml");
    let document = Document::parse(std::str::from_utf8(&index).unwrap()).unwrap();
    assert!(document.root_element().has_tag_name((MAP, "sitemapindex")));
    let parts: Vec<&str> =
        document.descendants().filter(|n| n.has_tag_name((MAP, "loc"))).filter_map(|n| n.text()).collect();
    assert_eq!(parts, [format!("{URL}sitemap-1.xml"), format!("{URL}sitemap-2.xml")]);
    let (one, two) = (map(&file(&project, "sitemap-1.xml")), map(&file(&project, "sitemap-2.xml")));
    assert_eq!(one.len(), 50_000);
    assert!(
        two.contains_key(&format!("{URL}awards/a9999/"))
            && two.keys().all(|address| !one.contains_key(address))
    );
    assert!(!project.site.as_ref().unwrap().outputs().contains_key("sitemap-3.xml"));
}

/// The keys of a value by the list they stand in.
fn keys<'v>(list: &'v str, value: &'v Value, found: &mut BTreeMap<&'v str, BTreeSet<&'v str>>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                found.entry(list).or_default().insert(key);
                keys(key, value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(list, item, found)),
        _ => {}
    }
}

#[test]
fn the_board_as_data_is_explained_key_by_key() {
    let project = sample();
    let board: Value = serde_json::from_slice(&file(&project, "embed/board.json")).unwrap();
    assert_eq!(board["version"], 1);
    let mut found = BTreeMap::new();
    keys("", &board, &mut found);
    let guide = file(&project, "embed/index.html");
    let guide = std::str::from_utf8(&guide).unwrap();
    let mut tables = guide.split("<tbody>").skip(1);
    for list in ["", "conferences", "honorees"] {
        let rows = tables.next().unwrap().split("</tbody>").next().unwrap().split("<code>").skip(1);
        let explained: BTreeSet<&str> = rows.map(|row| row.split('<').next().unwrap()).collect();
        assert_eq!(explained, found[list], "the keys of {list:?}");
    }
    // What is promised to be an address is one.
    for conference in board["conferences"].as_array().unwrap() {
        for honoree in conference["honorees"].as_array().unwrap() {
            assert!(honoree["url"].as_str().unwrap().starts_with(URL));
            assert!(honoree["picture"].as_str().is_none_or(|picture| picture.starts_with(URL)));
            assert!(["individual", "collective"].contains(&honoree["kind"].as_str().unwrap()));
        }
    }
}

#[test]
fn a_portal_can_copy_the_frame_as_it_stands() {
    let settings = BASE.split("-- site/site.toml --\n").nth(1).unwrap().split("-- ").next().unwrap();
    let built =
        site(base().with("site/site.toml", settings.replace("Bảng vàng danh dự", "Bảng \\\"vàng\\\" & <b>")));
    let guide = page(&built, "embed/index.html");
    let code = guide.split("<code>").nth(1).unwrap().split("</code>").next().unwrap();
    let shown = code.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    assert_eq!(
        shown,
        format!(
            "<iframe src=\"{URL}embed/widget.html\"\n  title=\"Bảng &quot;vàng&quot; &amp; &lt;b&gt;\"\n  width=\"100%\" height=\"560\" style=\"border:0\" loading=\"lazy\"></iframe>"
        )
    );
    assert!(guide.contains("<code>frame-src https://congdoan.example.vn</code>"));
    assert!(page(&built, "index.html").contains("href=\"embed/index.html\""), "nobody would find it");
}
