//! A board whose every text is written to do harm: all of it comes out as text, to people and to machines.

use std::collections::BTreeMap;
use std::fs;

use bangvang::files::{Files, Tree};
use serde_json::{Value, json};

use crate::browser::script;
use crate::serve::Served;
use crate::workshop::{base, jpeg, page, site};

/// What templates, HTML, attributes, scripts, comments, XML and the eye are broken out of with.
fn harm(whose: &str) -> String {
    format!(
        "{whose} <script>window.hurt=1</script>\"'><img src=x onerror=window.hurt=2> {{{{ 7*7 }}}} {{% include \"base.html\" %}} \
         {{# c #}} </script></title></textarea><!-- ]]> &amp; &lt;b&gt; javascript:window.hurt=3 \\u003c {{n}} {{title}} ngược hết"
    )
}

/// As TOML writes it, with an end of line that only JavaScript knows, characters XML does not allow, and signs that turn the
/// line around.
fn toml(whose: &str) -> String {
    let text = harm(whose).replace('\\', "\\\\").replace('"', "\\\"").replace("ngược", "\\u202Engược\\u202C");
    format!("\"{}\\u2028\\u0001\\u000B\\u0085\\uFFFE\"", text)
}

/// Fields of which every page of a kind must show the text.
const BOARD: &[(&str, &[&str])] = &[
    (
        "index.html",
        &[
            "tieude",
            "coquan",
            "luuy",
            "diachi",
            "ten",
            "viec",
            "donvingan",
            "loi",
            "trich",
            "nhom",
            "sangkien",
            "bai",
        ],
    ),
    (
        "quan/index.html",
        &[
            "hoinghi",
            "noi",
            "dip",
            "so",
            "cap",
            "chutoa",
            "chucvu",
            "nhom",
            "bai",
            "anh",
            "tacgia",
            "ten",
            "loinoidau",
        ],
    ),
    ("quan/honorees/index.html", &["hoinghi", "ten", "viec", "donvingan"]),
    (
        "quan/honorees/lan/index.html",
        &[
            "ten", "viec", "donvi", "loi", "trich", "giup", "sangkien", "hoidong", "so", "cap", "danhhieu",
            "nhom", "anh", "tacgia", "tomtat", "bai",
        ],
    ),
    ("quan/keynotes/index.html", &["bai", "mobai", "nguoinoi", "ten"]),
    ("quan/keynotes/bai/index.html", &["bai", "mobai", "nguoinoi", "chuyen", "anh", "tacgia", "ten"]),
    ("quan/photos/index.html", &["album", "anh", "tacgia", "hoinghi"]),
    ("honorees/index.html", &["ten", "viec", "donvingan"]),
    ("units/index.html", &["donvi"]),
    ("units/phan-xuong-may/index.html", &["donvi", "ten", "viec"]),
    ("awards/index.html", &["danhhieu"]),
    ("awards/giay-khen/index.html", &["danhhieu", "ten"]),
    ("privacy/index.html", &["coquan", "luuy"]),
    ("404.html", &["coquan", "tieude"]),
    ("embed/index.html", &["tieude", "coquan"]),
    ("embed/widget.html", &["tieude", "ten", "viec", "donvingan"]),
];

fn hostile() -> Tree {
    let picture = |file: &str| {
        format!(
            "{{ file = \"{file}\", alt = {}, caption = {}, credit = {}, public_event = true }}",
            toml("alt"),
            toml("anh"),
            toml("tacgia")
        )
    };
    let own = |file: &str| picture(file).replace(", public_event = true", "");
    let decision = format!("{{ number = {}, date = 2020-05-10, issuer = {} }}", toml("so"), toml("cap"));
    let prose = |whose: &str| {
        // In Markdown a backslash and an asterisk have a meaning of their own, an angle bracket has none.
        format!(
            "{}\u{1}\u{b}\n\n> {}\n\n| a | b |\n|---|---|\n| {} | 5 |\n",
            harm(whose),
            harm("trichdan"),
            harm("bang")
        )
        .replace('\\', "")
        .replace("7*7", "7×7")
    };
    base()
        .with(
            "site/site.toml",
            format!(
                "title = {}\npublisher = {}\nbase_url = \"https://congdoan.example.vn/bang-vang/\"\nnotice = {}\n[contact]\naddress = {}\n\
                 [[unit]]\nid = \"phan-xuong-may\"\nname = {}\nshort = {}\n[[award]]\nid = \"giay-khen\"\nname = {}\n",
                toml("tieude"), toml("coquan"), toml("luuy"), toml("diachi"), toml("donvi"), toml("donvingan"), toml("danhhieu")
            ),
        )
        .with(
            "content/quan/conference.md",
            format!(
                "+++\ntitle = {}\nlevel = \"quan\"\nperiod = {{ from = 2015, to = 2019 }}\nheld_on = 2020-05-15\nplace = {}\noccasions = [{}]\n\
                 basis = [{decision}]\ndecision = {decision}\npresidium = [{{ name = {}, role = {} }}]\n+++\n{}",
                toml("hoinghi"), toml("noi"), toml("dip"), toml("chutoa"), toml("chucvu"), prose("loinoidau")
            ),
        )
        .with("content/quan/criteria.toml", format!("[[group]]\nid = \"quan-1\"\nlabel = {}\nkind = \"individual\"\n", toml("nhom")))
        .with(
            "content/quan/honorees/lan/index.md",
            format!(
                "+++\nname = {}\nkind = \"individual\"\ngroup = \"quan-1\"\nunit = \"phan-xuong-may\"\njob = {}\nlead = {}\nquote = {}\nmentoring = {}\n\
                 featured = true\nmovements = [\"lao-dong-gioi\"]\n\
                 initiatives = [{{ title = {}, year = 2018, recognised_by = {}, benefit_vnd = 60_000_000 }}]\n\
                 awards = [{{ year = 2018, award = \"giay-khen\", number = {}, issuer = {} }}]\n\
                 honour = {{ award = \"giay-khen\", number = {}, issuer = {} }}\nphoto = {}\npictures = [{}]\n\
                 approval = {{ status = \"approved\" }}\nconsent = {{ web = true, photo = true }}\n+++\n{}",
                toml("ten"), toml("viec"), toml("loi"), toml("trich"), toml("giup"), toml("sangkien"), toml("hoidong"), toml("so"), toml("cap"),
                toml("so"), toml("cap"), own("anh.jpg"), own("them.jpg"), prose("tomtat")
            ),
        )
        .with("content/quan/honorees/lan/them.jpg", jpeg(90, 60, [9, 99, 9]))
        .with(
            "content/quan/keynotes/bai/index.md",
            format!(
                "+++\ntitle = {}\nhonorees = [\"lan\"]\nspeaker = {}\nlead = {}\npresented = true\npictures = [{}]\napproval = {{ status = \"approved\" }}\n+++\n{}",
                toml("bai"), toml("nguoinoi"), toml("mobai"), own("h.jpg"), prose("chuyen")
            ),
        )
        .with("content/quan/keynotes/bai/h.jpg", jpeg(80, 60, [99, 9, 9]))
        .with("content/quan/photos/photos.toml", format!("[[album]]\ntitle = {}\npictures = [{}]\n", toml("album"), picture("a.jpg")))
        .with("content/quan/photos/a.jpg", jpeg(70, 60, [9, 9, 99]))
}

/// Every text of a value.
fn texts<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Object(map) => map.values().for_each(|value| texts(value, found)),
        Value::Array(list) => list.iter().for_each(|value| texts(value, found)),
        _ => {}
    }
}

#[test]
fn machines_read_hostile_texts_as_they_were_typed() {
    let built = site(hostile());
    for (path, marks) in [
        (
            "embed/board.json",
            &["tieude", "coquan", "luuy", "hoinghi", "ten", "viec", "donvi", "nhom", "loi"][..],
        ),
        ("feed.json", &["tieude", "coquan", "hoinghi", "bai", "mobai", "ten"]),
        ("manifest.webmanifest", &["tieude"]),
    ] {
        let value: Value = serde_json::from_slice(&built[path]).unwrap();
        let mut found = Vec::new();
        texts(&value, &mut found);
        for mark in marks {
            assert!(
                found.iter().any(|text| text.starts_with(&harm(mark))),
                "{path} does not say {mark}: {found:#?}"
            );
        }
    }
    roxmltree::Document::parse(page(&built, "feed.xml")).unwrap();
    let feed = feed_rs::parser::parse(built["feed.xml"].as_slice()).unwrap();
    assert!(feed.title.unwrap().content.starts_with(&harm("tieude")));
    for mark in ["hoinghi", "bai", "ten"] {
        let said =
            feed.entries.iter().any(|entry| entry.title.as_ref().unwrap().content.starts_with(&harm(mark)));
        assert!(said, "the feed does not say {mark}");
    }
    for path in ["sitemap.xml", "web.config"] {
        roxmltree::Document::parse(page(&built, path)).unwrap();
    }
}

#[test]
fn linked_data_cannot_be_broken_out_of() {
    let built = site(hostile());
    let mut seen = 0;
    for (path, bytes) in built.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        assert!(!html.chars().any(|c| c.is_control() && c != '\n'), "{path} has a control character");
        let Some(json) = html.split("<script type=\"application/ld+json\">").nth(1) else { continue };
        let json = json.split("</script>").next().unwrap();
        assert!(!json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{path}: {json}");
        let value: Value = serde_json::from_str(json).unwrap();
        let mut found = Vec::new();
        texts(&value, &mut found);
        assert!(
            found.iter().any(|text| text.contains("<script>window.hurt=1</script>\"'>")),
            "{path}: {json}"
        );
        seen += 1;
    }
    assert!(seen > 12);
}

/// Opened in the real browser: nothing runs, nothing is asked for elsewhere, all is read as it was typed.
#[test]
fn hostile_texts_do_nothing_in_a_browser() {
    let tree = hostile();
    let folder = tempfile::tempdir().unwrap();
    for path in tree.paths() {
        let file = folder.path().join(&**path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, tree.read(path).unwrap()).unwrap();
    }
    let wanted: BTreeMap<&str, Vec<String>> = BOARD
        .iter()
        .map(|(path, marks)| (*path, marks.iter().map(|mark| mark_text(mark)).collect()))
        .collect();
    let pages: Vec<Value> = site(tree)
        .into_keys()
        .filter(|path| path.ends_with(".html"))
        .map(|path| json!({ "texts": wanted.get(path.as_str()).cloned().unwrap_or_default(), "path": path }))
        .collect();
    assert!(BOARD.iter().all(|(path, _)| pages.iter().any(|page| page["path"] == *path)));
    let list = tempfile::NamedTempFile::new().unwrap();
    fs::write(list.path(), serde_json::to_vec(&pages).unwrap()).unwrap();
    let served = Served::still(folder.path());
    let line = script("hostile.mjs", &[&served.url, list.path().to_str().unwrap()]);
    assert_eq!(line["pages"], pages.len());
    assert_eq!(line["searches"], 3);
    assert_eq!(line["texts"], BOARD.iter().map(|(_, marks)| marks.len()).sum::<usize>());
}

/// What an honest page shows of a text: prose has neither backslash nor asterisk.
fn mark_text(mark: &str) -> String {
    let text = harm(mark);
    if ["tomtat", "chuyen", "loinoidau"].contains(&mark) {
        text.replace('\\', "").replace("7*7", "7×7").replace("&amp; &lt;b&gt;", "& <b>")
    } else {
        text
    }
}
