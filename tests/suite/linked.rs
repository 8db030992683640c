//! What pages say to search engines and to those who share them: JSON-LD and Open Graph, read back from every page.

use std::collections::BTreeMap;

use bangvang::files::Tree;
use serde_json::{Value, json};

use crate::workshop::{BASE, base, jpeg, page, site};

const URL: &str = "https://congdoan.example.vn/bang-vang/";

/// The JSON-LD of a page; every page has one script of it or none.
fn linked(html: &str) -> Option<Value> {
    let mut parts = html.split("<script type=\"application/ld+json\">").skip(1);
    let part = parts.next()?;
    assert!(parts.next().is_none(), "two of them");
    Some(serde_json::from_str(part.split("</script>").next().unwrap()).unwrap())
}

/// A board with a page of every kind.
fn full() -> Tree {
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
        .with("site/site.toml", settings.replacen("\n[[unit]]", &format!("{contact}\n[[unit]]"), 1))
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
fn open_graph(html: &str) -> BTreeMap<&str, &str> {
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
        assert!(built[file].len() < 300_000);
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
    // The person, the collective, two keynotes, the album of the conference; the theme's own for all others.
    assert_eq!(cards.len(), 6, "{cards:#?}");
    let own = cards.iter().find(|(_, pages)| pages.contains(&"index.html")).unwrap();
    assert!(own.0.starts_with("assets/share.") && built[own.0].len() < 60_000, "{own:?}");
    let album = cards.values().find(|pages| pages.contains(&"quan/index.html")).unwrap();
    assert_eq!(album, &["quan/index.html", "quan/photos/index.html"]);
}

/// The colour of a card at a place.
fn pixel(built: &BTreeMap<String, Vec<u8>>, path: &str, at: (u32, u32)) -> [u8; 3] {
    let file = open_graph(page(built, path))["og:image"].strip_prefix(URL).unwrap().to_owned();
    image::load_from_memory(&built[&file]).unwrap().into_rgb8().get_pixel(at.0, at.1).0
}

fn near(a: [u8; 3], b: [u8; 3]) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(b) < 12)
}

#[test]
fn a_portrait_is_laid_on_lacquer_and_other_pictures_fill_the_card() {
    let built = site(full());
    let lacquer = [134, 22, 25];
    for (path, middle, edge) in [
        ("quan/honorees/lan/index.html", [150, 60, 40], lacquer),
        ("quan/honorees/to/index.html", [40, 60, 150], [40, 60, 150]),
        ("quan/keynotes/bai/index.html", [1, 120, 3], [1, 120, 3]),
        // Too small to fill a card: it is not enlarged, but laid on lacquer.
        ("quan/keynotes/gui/index.html", [1, 120, 90], lacquer),
    ] {
        assert!(near(pixel(&built, path, (600, 315)), middle), "{path}");
        assert!(near(pixel(&built, path, (60, 60)), edge), "{path}");
    }
    // 600 × 750 of portrait are 416 × 520 here: 392 to 808 across, 55 to 575 down.
    let lan = |at| pixel(&built, "quan/honorees/lan/index.html", at);
    assert!(near(lan((398, 300)), [150, 60, 40]) && near(lan((802, 570)), [150, 60, 40]));
    assert!(!near(lan((370, 300)), [150, 60, 40]) && !near(lan((600, 40)), [150, 60, 40]));
    // A small portrait keeps its size.
    let small = site(full().with("content/quan/honorees/lan/anh.jpg", jpeg(64, 80, [150, 60, 40])));
    let lan = |at| pixel(&small, "quan/honorees/lan/index.html", at);
    assert!(near(lan((600, 315)), [150, 60, 40]) && near(lan((600, 315 + 60)), lacquer));
}

#[test]
fn no_consent_no_card_of_ones_own_and_no_cards_where_none_are_wanted() {
    let lan = "content/quan/honorees/lan/index.md";
    let text =
        BASE.split("honorees/lan/index.md --\n").nth(1).unwrap().replace("photo = true", "photo = false");
    let built = site(full().with(lan, text));
    let home = open_graph(page(&built, "index.html"))["og:image"].to_owned();
    assert_eq!(open_graph(page(&built, "quan/honorees/lan/index.html"))["og:image"], home);
    let settings = BASE.split("-- site/site.toml --\n").nth(1).unwrap().split("-- ").next().unwrap();
    let built =
        site(full().with("site/site.toml", settings.replacen("\n[[unit]]", "cards = false\n[[unit]]", 1)));
    assert!(!page(&built, "quan/honorees/lan/index.html").contains("og:image"));
    let cards = built.keys().filter(|path| path.ends_with("-1200.jpg")).count();
    assert_eq!(cards, 0, "made and shown to nobody");
}

#[test]
fn a_theme_chooses_the_colours_of_cards() {
    let theme = "[colors]\nson = \"#003c78\"\nleaf2 = \"#fff\"\n";
    let built = site(full().with("themes/sen/theme.toml", theme));
    assert!(near(pixel(&built, "quan/honorees/lan/index.html", (60, 60)), [0, 60, 120]));
}
