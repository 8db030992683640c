//! The report of a check as programs and leaders get it: JSON that keeps to its schema, and one page that stands alone.

use std::fs;
use std::path::Path;

use bangvang::findings;
use bangvang::model::settings::Language;
use bangvang::words::words;
use serde_json::Value;

use crate::mistakes;
use crate::program::Desk;
use crate::schemas::Judge;
use crate::workshop::{TODAY, base, open};

/// The page of a board, in the words of a language.
fn page(tree: bangvang::files::Tree, language: Language) -> String {
    let project = open(tree.clone());
    let site = project.board.as_ref().map(|board| board.settings.title.clone());
    findings::page(&project.report, &tree, site.as_deref(), TODAY, words(language))
}

/// The page of a board with every kind of mistake at once.
pub(crate) fn many(language: Language) -> String {
    let text = fs::read_to_string(mistakes::folder().join("many-at-once/board.txt")).unwrap();
    page(mistakes::board(&text), language)
}

#[test]
fn json_keeps_to_its_schema() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/report.schema.json");
    let judge = Judge::new(serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap());
    let desk = Desk::with_base();
    let told = |code: i32| -> Value {
        serde_json::from_str(&desk.run(&["check", "--format", "json"]).with(code)).unwrap()
    };
    let fine = told(0);
    assert_eq!(judge.complaint(&fine), None);
    desk.write("content/quan/honorees/lan/index.md", b"+++\nname = \"Lan\"\njobb = \"May\"\n+++\n");
    desk.write("content/quan/anh.jpg", b"...");
    let bad = told(1);
    assert!(bad.as_array().unwrap().len() >= 5, "{bad}");
    assert_eq!(judge.complaint(&bad), None);
    assert!(judge.complaint(&serde_json::json!([{ "rule": "no-photo" }])).is_some());
}

#[test]
fn the_page_groups_by_file_and_shows_the_place_the_line_and_what_to_do() {
    let tree = base().with(
        "content/quan/honorees/lan/index.md",
        "+++\nname = \"Nguyễn Thị Lan\"\nkind = \"individual\"\ngroup = \"quan-1\"\nunit = \"phan-xuong-mai\"\njob = \"Công nhân may\"\nquotee = \"<script>alert(1)</script>\"\n+++\nMay nhanh.\n",
    );
    let page = page(tree, Language::Vi);
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"vi\">"), "{page}");
    for part in [
        "<p class=\"site\">Bảng vàng danh dự</p>",
        "01/06/2020",
        "<code>content/quan/honorees/lan/index.md</code>",
        "dòng 5, cột 8",
        "<code>unknown-unit</code>",
        "unit = <mark>&quot;phan-xuong-mai&quot;</mark>",
        "→ Có phải “phan-xuong-may” không?",
    ] {
        assert!(page.contains(part), "no {part} in {page}");
    }
    // The second file's problems come after all of the first's, each file once.
    assert_eq!(page.matches("<h2>").count(), page.matches("<section>").count());
    assert!(!page.contains("<script") && !page.contains("alert(1)</script>"), "{page}");
    for foreign in ["http:", "https:", "src=", "url(", "@import", "<link"] {
        assert!(!page.replace("https://congdoan.example.vn", "").contains(foreign), "{foreign}");
    }
    assert!(many(Language::En).contains("<html lang=\"en\">"));
}

#[test]
fn a_board_without_a_fault_has_a_page_that_says_so() {
    let page = page(base(), Language::Vi);
    assert!(page.contains("Không có gì phải sửa.") && !page.contains("<section>"), "{page}");
    assert_eq!(page.matches("<dd>0</dd>").count(), 3);
}

#[test]
fn a_report_is_written_where_it_is_wanted() {
    let desk = Desk::with_base();
    desk.edit("content/quan/honorees/lan/index.md", "job =", "jobb =");
    desk.run(&["check", "--output", "bao-cao.html"]).with(1);
    let page = fs::read_to_string(desk.path("bao-cao.html")).unwrap();
    assert!(page.contains("jobb") && page.ends_with("</html>\n"), "{page}");
    desk.run(&["check", "-o", "bao-cao.json"]).with(1);
    assert!(serde_json::from_slice::<Value>(&fs::read(desk.path("bao-cao.json")).unwrap()).is_ok());
    assert!(desk.run(&["check", "--format", "html"]).with(1).starts_with("<!DOCTYPE html>"));
    // Neither the name nor a flag says what it is to be.
    desk.run(&["check", "--output", "bao-cao.txt"]).with(2);
    // What it says is not to be published.
    assert!(desk.run(&["check", "--output", "site/bao-cao.html"]).with(2).contains("site"));
    assert!(!desk.path("site/bao-cao.html").exists());
    // Nor where there is no folder yet.
    for place in ["site/static/bao-cao.html", "public/bao-cao.html", "content/moi/bao-cao.json"] {
        desk.run(&["check", "--output", place]).with(2);
        assert!(!desk.path(place).exists(), "{place}");
    }
    desk.run(&["check", "--format", "text", "--output", "bao-cao.html"]).with(2);
}

#[test]
fn the_screen_groups_by_file_where_there_are_several() {
    let desk = Desk::with_base();
    desk.edit("content/quan/honorees/lan/index.md", "job =", "jobb =");
    desk.edit("content/quan/honorees/lan/index.md", "web = true", "web = 1");
    desk.edit("content/quan/conference.md", "Lao động Quận", "Lao động Thành phố");
    let said = desk.run(&["check"]).with(1);
    let heads: Vec<&str> = said.lines().filter(|line| line.starts_with("── ")).collect();
    assert_eq!(heads, ["── content/quan/honorees/lan/index.md: 2 lỗi, 0 cảnh báo, 0 lưu ý."], "{said}");
    assert!(said.contains("2 lỗi, 1 cảnh báo, 0 lưu ý.") && said.contains("bangvang explain "), "{said}");
    let said = desk.run(&["check", "--lang", "en"]).with(1);
    assert!(said.contains("bangvang explain issuer-level"), "{said}");
}

/// What keeps the site from being built is not to be looked for behind notes.
#[test]
fn files_with_errors_come_first() {
    let conference =
        "+++\ntitle = \"Hội nghị\"\nlevel = \"quan\"\nperiod = { from = 2015, to = 2019 }\n+++\n";
    let lan = "content/quan/honorees/lan/index.md";
    let tree = base().with("content/quan/conference.md", conference).with(lan, "+++\nname = \"Lan\"\n+++\n");
    let page = page(tree, Language::Vi);
    let at = |file: &str| page.find(&format!("<h2><code>{file}</code></h2>")).unwrap();
    assert!(page.contains("<code>no-decision</code>"), "{page}");
    assert!(at(lan) < at("content/quan/conference.md"), "{page}");
}
