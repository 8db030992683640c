//! What pages say to search engines and to those who share them: JSON-LD and Open Graph, read back from every page.

use std::collections::BTreeMap;

use bangvang::files::Tree;
use serde_json::{Value, json};

use crate::workshop::{BASE, base, jpeg, page, site};

pub(crate) const URL: &str = "https://congdoan.example.vn/bang-vang/";

/// The JSON-LD of a page; every page has one script of it or none.
fn linked(html: &str) -> Option<Value> {
    let mut parts = html.split("<script type=\"application/ld+json\">").skip(1);
    let part = parts.next()?;
    assert!(parts.next().is_none(), "two of them");
    Some(serde_json::from_str(part.split("</script>").next().unwrap()).unwrap())
}

/// A board with a page of every kind.
pub(crate) fn full() -> Tree {
    let settings = BASE.split("-- site/site.toml --\n").nth(1).unwrap().split("-- ").next().unwrap();
    let contact =
        "\n[contact]\naddress = \"Số 1\"\nphone = \"028 0000 0000\"\nemail = \"tg@congdoan.example.vn\"\n";
    let lan = BASE.split("honorees/lan/index.md --\n").nth(1).unwrap();
    let extra = "awards = [{ year = 2017, award = \"lao-dong-tien-tien\" }, { year = 2018, award = \"giay-khen\" }]\n\
        honour = { award = \"bang-khen-thu-tuong\", number = \"9/QĐ\" }\nlead = \"Đổi khuôn 12 phút\"\nmovements = [\"lao-dong-gioi\"]\n\
        publish_until = 2031-03-04\napproval";
    let private = "\n[private]\ngender = \"nu\"\nethnic_minority = true\n+++\nMay";
    let lan = lan.replacen("approval", extra, 1).replacen("+++\nMay", private, 1);
    let collective = "+++\nname = \"Tổ may 1\"\nkind = \"collective\"\ngroup = \"tt\"\nunit = \"phan-xuong-may\"\njob = \"Chuyền 1\"\n\
        photo = { file = \"to.jpg\", alt = \"Tổ may 1\" }\napproval = { status = \"approved\" }\nconsent = { web = true, photo = true }\n+++\nLàm 1 việc.\n";
    let keynote = |speaker: &str, presented: bool| {
        format!(
            "+++\ntitle = \"Bài\"\nhonorees = [\"lan\", \"to\"]\n{speaker}presented = {presented}\nlead = \"Mở đầu\"\n\
             pictures = [{{ file = \"h.jpg\", alt = \"Hội trường\" }}]\napproval = {{ status = \"approved\" }}\n+++\nChuyện.\n"
        )
    };
    base()
        .with("site/site.toml", settings.replacen("\n[contact]\nemail = \"tuyengiao@congdoan.example.vn\"\n", contact, 1))
        .with("content/quan/conference.md", "+++\ntitle = \"Hội nghị tuyên dương\"\nlevel = \"quan\"\nperiod = { from = 2015, to = 2019 }\nheld_on = 2020-05-15\nplace = \"Hội trường A\"\n+++\n")
        .with("content/quan/criteria.toml", "[[group]]\nid = \"quan-1\"\nlabel = \"A\"\nkind = \"individual\"\n[[group]]\nid = \"tt\"\nlabel = \"B\"\nkind = \"collective\"\n")
        .with("content/quan/honorees/lan/index.md", lan)
        .with("content/quan/honorees/lan/anh.jpg", jpeg(600, 750, [150, 60, 40]))
        .with("content/quan/honorees/to/index.md", collective)
        .with("content/quan/honorees/to/to.jpg", jpeg(1600, 1200, [40, 60, 150]))
        .with("content/quan/keynotes/bai/index.md", keynote("", true))
        .with("content/quan/keynotes/bai/h.jpg", jpeg(1300, 900, [1, 120, 3]))
        .with("content/quan/keynotes/gui/index.md", keynote("speaker = \"Ông Thuật\"\n", false))
        .with("content/quan/keynotes/gui/h.jpg", jpeg(500, 400, [1, 120, 90]))
        .with("content/quan/photos/photos.toml", "[[album]]\ntitle = \"Lễ\"\npictures = [{ file = \"a.jpg\", alt = \"Lễ\", public_event = true }]\n")
        .with("content/quan/photos/a.jpg", jpeg(1280, 700, [90, 90, 3]))
}

/// Every address in a value, wherever it stands.
fn addresses<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(text) if ["url", "item", "image"].contains(&key.as_str()) => {
                        found.push(text)
                    }
                    other => addresses(other, found),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| addresses(value, found)),
        _ => {}
    }
}

#[test]
fn every_page_that_may_be_found_says_what_it_is() {
    let built = site(full());
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for (path, bytes) in built.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        let Some(node) = linked(html) else {
            assert!(html.contains("<meta name=\"robots\" content=\"noindex\">"), "{path} says nothing");
            continue;
        };
        assert!(
            html.contains(&format!("<link rel=\"canonical\" href=\"{}\">", node["url"].as_str().unwrap()))
        );
        assert_eq!(node["@context"], "https://schema.org");
        assert_eq!(node["inLanguage"], "vi");
        assert!(!node["name"].as_str().unwrap().is_empty());
        if path != "index.html" {
            assert_eq!(
                node["isPartOf"],
                json!({ "@type": "WebSite", "name": "Bảng vàng danh dự", "url": URL })
            );
            let steps = node["breadcrumb"]["itemListElement"].as_array().unwrap();
            for (at, step) in steps.iter().enumerate() {
                assert_eq!(
                    (&step["@type"], &step["position"]),
                    (&json!("ListItem"), &json!(at + 1)),
                    "{path}"
                );
                // The words of a step are on the page; only the last leads nowhere.
                let name = step["name"].as_str().unwrap();
                // Shown, a number stays with its word: the space between them does not break.
                let shown = html.replace('\u{a0}', " ");
                assert!(shown.contains(&format!(">{name}</")), "{path}: {name}");
                assert_eq!(step["item"].is_null(), at + 1 == steps.len(), "{path}");
            }
        }
        let mut found = Vec::new();
        addresses(&node, &mut found);
        for address in found {
            let inner = address.strip_prefix(URL).unwrap_or_else(|| panic!("{path}: {address}"));
            let file = if inner.is_empty() || inner.ends_with('/') {
                format!("{inner}index.html")
            } else {
                inner.to_owned()
            };
            assert!(built.contains_key(&file), "{path}: {address} leads nowhere");
        }
        let main = node["mainEntity"]["@type"].as_str().unwrap_or("-");
        *kinds.entry(format!("{} {main}", node["@type"].as_str().unwrap())).or_default() += 1;
    }
    let seen: Vec<&str> = kinds.keys().map(String::as_str).collect();
    let wanted = [
        "CollectionPage -",
        "WebPage -",
        "WebPage Article",
        "WebPage Event",
        "WebPage Organization",
        "WebPage Person",
        "WebSite -",
    ];
    assert_eq!(seen, wanted);
}

#[test]
fn each_kind_says_what_its_page_shows() {
    let built = site(full());
    let of = |path: &str| linked(page(&built, path)).unwrap();
    assert_eq!(
        of("index.html")["publisher"],
        json!({ "@type": "Organization", "name": "Công đoàn cơ sở Ví Dụ", "address": "Số 1",
            "telephone": "028 0000 0000", "email": "tg@congdoan.example.vn" })
    );
    let mut lan = of("quan/honorees/lan/index.html")["mainEntity"].take();
    assert!(lan["image"].take().as_str().unwrap().ends_with("-600.jpg"));
    assert_eq!(
        lan,
        json!({ "@type": "Person", "name": "Nguyễn Thị Lan", "jobTitle": "Công nhân may",
            "worksFor": { "@type": "Organization", "name": "Phân xưởng may" }, "image": null,
            "award": ["Bằng khen của Thủ tướng Chính phủ (2015–2019)", "Giấy khen (2018)", "Lao động tiên tiến (2017)"] })
    );
    let mut group = of("quan/honorees/to/index.html")["mainEntity"].take();
    assert!(group["image"].take().is_string());
    assert_eq!(group, json!({ "@type": "Organization", "name": "Tổ may 1", "image": null }));
    let lan =
        json!({ "@type": "Person", "name": "Nguyễn Thị Lan", "url": format!("{URL}quan/honorees/lan/") });
    let group =
        json!({ "@type": "Organization", "name": "Tổ may 1", "url": format!("{URL}quan/honorees/to/") });
    let told = of("quan/keynotes/bai/index.html")["mainEntity"].take();
    assert_eq!((&told["author"], &told["about"]), (&json!([lan, group]), &Value::Null));
    assert_eq!((&told["headline"], &told["datePublished"]), (&json!("Bài"), &json!("2020-05-15")));
    assert!(page(&built, "quan/keynotes/bai/index.html").contains("<time datetime=\"2020-05-15\">"));
    // Sent to the conference and not read there: nobody knows its day.
    let sent = of("quan/keynotes/gui/index.html")["mainEntity"].take();
    assert_eq!(
        (&sent["author"], &sent["about"]),
        (&json!([{ "@type": "Person", "name": "Ông Thuật" }]), &json!([lan, group]))
    );
    assert_eq!(sent["datePublished"], Value::Null);
    let event = of("quan/index.html")["mainEntity"].take();
    assert_eq!((&event["@type"], &event["startDate"]), (&json!("Event"), &json!("2020-05-15")));
    assert_eq!(event["location"], json!({ "@type": "Place", "name": "Hội trường A" }));
    assert_eq!(event["organizer"]["name"], "Công đoàn cơ sở Ví Dụ");
    assert_eq!(
        of("quan/honorees/index.html")["about"],
        json!({ "@type": "Event", "name": "Hội nghị tuyên dương", "url": format!("{URL}quan/") })
    );
}

/// What is true and not for the page is not in it either (`domain.md` P13).
#[test]
fn nothing_private_is_told_to_machines() {
    for (path, bytes) in site(full()).iter().filter(|(path, _)| path.ends_with(".html")) {
        let Some(node) = linked(std::str::from_utf8(bytes).unwrap()) else { continue };
        let text = node.to_string();
        for hidden in ["gender", "birth", "ethnic", "2031-03-04", "38/TB-LĐLĐ", "Thường trực", "nationality"]
        {
            assert!(!text.contains(hidden), "{path}: {hidden} in {text}");
        }
        let is_home = path == "index.html";
        assert_eq!(text.contains("telephone"), is_home, "{path}");
    }
}

/// The Open Graph lines of a page.
pub(crate) fn open_graph(html: &str) -> BTreeMap<&str, &str> {
    let lines = html.split("<meta property=\"").skip(1);
    lines
        .map(|line| line.split('>').next().unwrap().split_once("\" content=\"").unwrap())
        .map(|(k, v)| (k, v.trim_end_matches('"')))
        .collect()
}

#[test]
fn every_page_has_a_card_to_be_shared_with() {
    let built = site(full());
    let mut cards: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (path, bytes) in built.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        let said = open_graph(html);
        if linked(html).is_none() {
            assert!(said.is_empty(), "{path}: {said:?}");
            continue;
        }
        let file = said["og:image"].strip_prefix(URL).unwrap();
        let card = image::load_from_memory_with_format(&built[file], image::ImageFormat::Jpeg).unwrap();
        assert_eq!((card.width(), card.height()), (1200, 630), "{path}");
        assert!(built[file].len() <= 120_000, "{path}: {}", built[file].len());
        assert_eq!(
            (said["og:image:width"], said["og:image:height"], said["og:image:type"]),
            ("1200", "630", "image/jpeg")
        );
        assert!(
            !said["og:image:alt"].is_empty()
                && said["og:url"].starts_with(URL)
                && !said["og:title"].is_empty()
        );
        assert!(html.contains("<meta name=\"twitter:card\" content=\"summary_large_image\">"), "{path}");
        let kind = match path.as_str() {
            "quan/honorees/lan/index.html" => "profile",
            p if p.starts_with("quan/keynotes/") && p != "quan/keynotes/index.html" => "article",
            _ => "website",
        };
        assert_eq!(said["og:type"], kind, "{path}");
        cards.entry(file.to_owned()).or_default().push(path);
    }
    // The person, the collective, two keynotes, the conference; the site's own for all others.
    assert_eq!(cards.len(), 6, "{cards:#?}");
    let own = cards.iter().find(|(_, pages)| pages.contains(&"index.html")).unwrap();
    assert!(own.1.contains(&"honorees/index.html"), "{own:?}");
    let conference = cards.values().find(|pages| pages.contains(&"quan/index.html")).unwrap();
    assert_eq!(conference, &["quan/index.html", "quan/photos/index.html"]);
}
