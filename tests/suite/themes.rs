//! What a theme may say, from one colour to a folder of its own: `docs/theme.md` as tests.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bangvang::files::Tree;
use bangvang::report::Problem;
use bangvang::theme;

use crate::board::{Board, program};
use crate::finished::complaints;
use crate::workshop::{BASE, OFFICE, base, open, outputs, page, rules, site};

/// A board with the base's settings in a theme of another name.
fn in_theme(name: &str, board: Tree) -> Tree {
    let settings = BASE.split("-- site/site.toml --\n").nth(1).unwrap().split("-- ").next().unwrap();
    board.with("site/site.toml", settings.replacen('\n', &format!("\ntheme = \"{name}\"\n"), 1))
}

/// The base in a theme of another name, with these files of it.
fn themed(name: &str, files: &[(&str, &str)]) -> Tree {
    files.iter().fold(in_theme(name, base()), |tree, (path, text)| tree.with(path, *text))
}

/// A board with a page of every kind, in the second theme: `tests/themes/giay`.
pub(crate) fn giay() -> BTreeMap<String, Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/themes/giay");
    let mut tree = in_theme("giay", crate::site::full());
    for file in below(&folder) {
        let part = file.strip_prefix(&folder).unwrap().to_str().unwrap().replace('\\', "/");
        tree = tree.with(&format!("themes/giay/{part}"), std::fs::read(&file).unwrap());
    }
    let project = open(tree);
    let of_theme = |p: &&&Problem| p.place.as_ref().is_some_and(|place| place.file.starts_with("themes/"));
    let problems = project.report.problems();
    assert_eq!(problems.iter().filter(of_theme).count(), 0, "{problems:#?}");
    crate::workshop::outputs(&project)
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }).collect()
}

/// A site is made anew by a program that is another, and a program whose built-in theme is another is one.
#[test]
fn the_built_in_theme_is_part_of_the_programs_identity() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let embedding = std::fs::read_to_string(home.join("src/theme/mod.rs")).unwrap();
    let folder = embedding.split("#[folder = \"").nth(1).unwrap().split('/').next().unwrap();
    let identity = std::fs::read_to_string(home.join("build.rs")).unwrap();
    let counted = identity.split("const FOLDERS").nth(1).unwrap().split(';').nth(1).unwrap();
    assert!(counted.contains(&format!("\"{folder}\"")), "{folder} is not among {counted}");
}

#[test]
fn a_second_theme_changes_something_of_every_kind() {
    let built = giay();
    let home = page(&built, "index.html");
    let css = built.iter().find(|(path, _)| path.ends_with(".css")).unwrap();
    let css = std::str::from_utf8(css.1).unwrap();
    assert!(css.starts_with(":root{--paper:#ffffff;--paper2:#eef2f5;"), "{}", css.lines().next().unwrap());
    let families = "--disp:\"Georgia\",\"Times New Roman\",serif;--text:\"Segoe UI\",\"Roboto\",system-ui,";
    assert!(css.contains(families), "{}", css.lines().next().unwrap());
    assert!(!css.contains("@font-face") && !built.keys().any(|path| path.contains("fonts/")));
    assert!(home.contains("assets/tre.") && !home.contains("rel=\"preload\""));
    assert!(home.contains("<meta name=\"theme-color\" content=\"#0a2f43\""));
    let menu = home.split("class=\"menu\"").nth(1).unwrap().split("</nav>").next().unwrap();
    let labels: Vec<&str> =
        menu.split("</a>").filter_map(|entry| Some(entry.rsplit_once("\">")?.1)).collect();
    assert_eq!(labels[..4], ["Trang chủ", "Danh sách theo tên", "Người tốt, việc tốt", "Đơn vị"]);
    assert!(page(&built, "404.html").contains("Xin mời xem lại địa chỉ."));
    // What it does not say is the built-in theme's.
    assert!(home.contains("Ghi nhận những đoàn viên"));
    assert_eq!(complaints(&built, &[OFFICE]), []);
}

/// The style sheet of a site.
fn sheet(tree: Tree) -> String {
    let built = site(tree);
    let link = page(&built, "index.html").split("rel=\"stylesheet\" href=\"").nth(1).unwrap();
    page(&built, link.split('"').next().unwrap()).to_owned()
}

#[test]
fn one_colour_is_changed_by_one_line() {
    let before = sheet(base());
    let after = sheet(base().with("themes/sen/theme.toml", "[colors]\nson = \"#143d59\"\n"));
    assert!(before.contains(";--son:#861619;") && after.contains(";--son:#143d59;"));
    assert_eq!(before.replacen("--son:#861619", "--son:#143d59", 1), after, "and nothing else changes");
}

#[test]
fn the_browser_gets_the_colour_of_the_head_of_the_page() {
    let tree = base().with("themes/sen/theme.toml", "[colors]\nson3 = \"#026\"\n");
    let built = site(tree);
    let home = page(&built, "index.html");
    assert!(home.contains("content=\"#002266\" media=\"(prefers-color-scheme: light)\""));
    assert!(home.contains("content=\"#2b0709\" media=\"(prefers-color-scheme: dark)\""));
}

#[test]
fn a_font_of_the_reader_needs_no_file_and_those_beneath_are_not_published() {
    let toml = "[fonts.text]\nfamilies = [\"Segoe UI\", \"sans-serif\"]\n";
    let built = site(base().with("themes/sen/theme.toml", toml));
    let published = |part: &str| built.keys().any(|path| path.contains(part));
    assert!(published("NotoSerifDisplay") && !published("be-vietnam-pro") && !published("OFL-BeVietnamPro"));
    let css = sheet(base().with("themes/sen/theme.toml", toml));
    assert!(css.contains("--text:\"Segoe UI\",sans-serif}"), "{}", css.lines().next().unwrap());
    assert!(
        css.starts_with(
            "@font-face{font-family:\"Noto Serif Display\";src:url(\"fonts/NotoSerifDisplay-Bold."
        )
    );
}

/// What a sheet refers to has another name when it is published, however the reference is written.
#[test]
fn references_of_a_sheet_lead_to_the_files_of_the_theme() {
    const SHEET: &str = "themes/rieng/web/assets/site.css";
    let dressed = |css: &str| themed("rieng", &[(SHEET, css), ("themes/rieng/web/assets/hoa.svg", "<svg/>")]);
    let css = sheet(dressed(
        "a{background:url(hoa.svg)}b{background:url( \"./hoa.svg\" )}i{background:url('hoa.svg#a')}\
         /* url(khong.svg) */u{background:url(data:image/gif;base64,R0)}s{background:url(../static/x.png)}",
    ));
    assert_eq!(css.matches("hoa.").count(), 3, "{css}");
    assert!(
        !css.contains("hoa.svg") && css.contains(".svg#a')") && css.contains("url(../static/x.png)"),
        "{css}"
    );
    assert_eq!(rules(&open(dressed("a{background:url(\"hao.svg\")}"))), ["no-theme-file"]);
}

#[test]
fn no_name_breaks_out_of_the_style_sheet() {
    let toml = "[fonts.text]\nfamilies = ['A\"}body{display:none}\\', \"</style>\"]\n";
    let css = sheet(base().with("themes/sen/theme.toml", toml));
    assert!(css.contains(r#"--text:"A\22 }body{display:none}\5c ","\3c /style\3e "}"#), "{css}");
}

#[test]
fn the_menu_has_the_entries_that_are_asked_for_in_their_order() {
    let toml = "[menu]\nentries = [\"units\", \"everyone\", \"keynotes\", \"awards\", \"home\"]\n";
    let built = site(base().with("themes/sen/theme.toml", toml));
    let menu =
        page(&built, "index.html").split("class=\"menu\"").nth(1).unwrap().split("</nav>").next().unwrap();
    let entries: Vec<&str> =
        menu.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    // The board has neither keynotes nor awards: nothing to lead to.
    assert_eq!(entries, ["units/index.html", "honorees/index.html", "index.html"]);
    assert!(menu.contains("Danh sách theo tên"));
}

#[test]
fn themes_stand_on_each_other() {
    let files = [
        ("themes/mai/theme.toml", "extends = \"dao\"\n[colors]\nson = \"#111111\"\n"),
        ("themes/mai/strings/vi.toml", "[own]\nhello = \"Xin chào\"\n"),
        ("themes/dao/theme.toml", "[colors]\nson = \"#222222\"\nson1 = \"#333333\"\n"),
        ("themes/dao/web/404.html", "<p>{{ t.own.hello }} {{ t.menu.units }}</p>"),
        ("themes/sen/theme.toml", "[colors]\nson1 = \"#444444\"\nson2 = \"#551111\"\n"),
    ];
    let built = site(themed("mai", &files));
    assert_eq!(page(&built, "404.html"), "<p>Xin chào Đơn vị</p>");
    // What is wrong in the lower one is told where it stands.
    let wrong =
        files.map(|(file, text)| (file, if file.ends_with("404.html") { "<p>{{ t.own.hello" } else { text }));
    let report = open(themed("mai", &wrong)).report;
    let place = report
        .problems()
        .iter()
        .find(|problem| problem.rule == "template-failed")
        .and_then(|p| p.file().cloned());
    assert_eq!(place.as_deref(), Some("themes/dao/web/404.html"));
    let css = sheet(themed("mai", &files));
    assert!(css.contains("--son:#111111;--son1:#333333;--son2:#551111;--son3:#4c0a0e;"), "{css}");
}

/// It would stand on every page, and the build would refuse each of them without saying where it is written.
#[test]
fn what_is_personal_in_words_of_a_theme_is_told_where_it_stands() {
    let file = "themes/mai/strings/vi.toml";
    let words = "# 0903 000 111\n[own]\nhello = \"Gọi anh Nam 0903 000 222\"\nmail = \"tuyengiao@congdoan.example.vn\"\n";
    let files = [("themes/mai/theme.toml", "[colors]\nson = \"#111111\"\n"), (file, words)];
    let tree = themed("mai", &files);
    let report = open(tree).report;
    let told: Vec<_> = report.problems().into_iter().filter(|p| p.rule == "private-in-text").collect();
    let [one] = told.as_slice() else { panic!("{told:?}") };
    let place = one.place.as_ref().unwrap();
    let span = place.span.unwrap();
    assert!(one.is_error() && &*place.file == file);
    assert_eq!(&words[span.from as usize..span.to as usize], "\"Gọi anh Nam 0903 000 222\"");
}

#[test]
fn a_byte_order_mark_does_no_harm() {
    let tree = base()
        .with("themes/sen/theme.toml", "\u{feff}[colors]\nson = \"#113355\"\n")
        .with("themes/sen/strings/vi.toml", "\u{feff}[menu]\nunits = \"Nơi làm việc\"\n")
        .with("themes/sen/web/404.html", "\u{feff}<p>{{ t.menu.units }}</p>")
        .with("themes/sen/web/assets/site.css", "\u{feff}p{margin:0}");
    assert_eq!(page(&site(tree.clone()), "404.html"), "<p>Nơi làm việc</p>");
    let css = sheet(tree);
    assert!(css.contains("--son:#113355") && css.ends_with("}}\np{margin:0}"), "{css}");
}

/// What file managers leave behind is no part of a theme: it stops nothing, and is not published.
#[test]
fn litter_in_a_theme_is_none_of_it() {
    let litter = [
        "web/.DS_Store",
        "web/Thumbs.db",
        "web/assets/Thumbs.db",
        "web/assets/.DS_Store",
        "fonts/desktop.ini",
    ];
    let add = |tree: Tree, path: &&str| tree.with(&format!("themes/sen/{path}"), vec![0xff, 0xfe, 0, 1]);
    let built = site(litter.iter().fold(base(), add));
    let published: Vec<_> =
        built.keys().filter(|path| path.contains("humbs") || path.contains("DS_Store")).collect();
    assert_eq!(published, [""; 0]);
    assert_eq!(built.keys().collect::<Vec<_>>(), site(base()).keys().collect::<Vec<_>>());
}

fn font(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/themes/sen/fonts/{name}.woff2", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn the_built_in_fonts_have_every_letter_we_write() {
    let mut total = 0;
    for font in ["NotoSerifDisplay-Bold", "be-vietnam-pro-400Regular", "be-vietnam-pro-600SemiBold"] {
        let bytes = self::font(font);
        assert_eq!(theme::lacking(&bytes).as_deref(), Some(""), "{font}");
        total += bytes.len();
    }
    assert!(total <= 45 * 1024, "{total} bytes of fonts");
    assert_eq!(bangvang::vietnamese::marked_letters().count(), 134);
}

/// A font of three letters, cut from one of ours.
const ABC: &[u8] = include_bytes!("../themes/abc.woff2");

#[test]
fn a_font_without_our_letters_is_named() {
    let toml = "[fonts.text]\nfamilies = [\"Abc\"]\nfiles = [{ file = \"abc.woff2\", weight = 400 }]\n";
    let tree = base().with("themes/sen/theme.toml", toml).with("themes/sen/fonts/abc.woff2", ABC);
    let project = open(tree);
    assert_eq!(rules(&project), ["font-lacks-letters"]);
    let lacking = theme::lacking(ABC).unwrap();
    assert!(lacking.contains('ế') && lacking.contains('Đ') && !lacking.contains('b'), "{lacking}");
    assert!(project.site.is_some() && !project.report.has_errors());
}

/// A theme cannot make markup of what somebody wrote, however it tries.
#[test]
fn no_theme_makes_markup_of_a_text() {
    let page = "{% extends \"base.html\" %}{% block main %}<h1>{{ site.title | safe }}</h1>{% endblock %}";
    let settings = "title = \"Bảng <b>vàng</b>\"\npublisher = \"CĐ\"\nbase_url = \"https://a.example.vn/\"\n[contact]\naddress = \"Số 1\"\n";
    let tree = base().with("themes/sen/web/404.html", page).with("site/site.toml", settings);
    let made = outputs(&open(tree));
    let page = String::from_utf8(made["404.html"].clone()).unwrap();
    assert!(page.contains("<h1>Bảng &lt;b&gt;vàng&lt;/b&gt;</h1>"), "{page}");
}

#[test]
fn a_broken_font_is_no_font() {
    assert_eq!(theme::lacking(b"wOFF"), None);
    let whole = font("be-vietnam-pro-400Regular");
    // Cut off anywhere, or with a byte turned over, it is refused or read; nothing else happens.
    for at in (0..whole.len()).step_by(17) {
        assert_eq!(theme::lacking(&whole[..at]), None, "cut at {at}");
        let mut turned = whole.clone();
        turned[at] ^= 0xff;
        drop(theme::lacking(&turned));
    }
}

#[test]
fn templates_trust_nobody() {
    for source in crate::sources::below("themes")
        .into_iter()
        .chain(crate::sources::below("src/desk"))
        .chain(crate::sources::below("src/findings"))
    {
        let squeezed: String = source.text.chars().filter(|c| !c.is_whitespace()).collect();
        for word in ["|safe", "autoescapefalse", "{%raw"] {
            assert!(!squeezed.contains(word), "{} says {word}", source.path);
        }
    }
}

/// What a build would refuse is named by `check`, whatever page or sheet it is for.
#[test]
fn templates_are_tried_before_anything_is_built() {
    for (file, text) in [
        ("themes/sen/web/honoree.html", "<p>{{ nobody.name }}</p>"),
        ("themes/sen/web/units.html", "{% for a in nothing.at.all %}{% endfor %}"),
        ("themes/sen/print/booklet.typ", "#let x = ("),
        ("themes/sen/print/panel.typ", "= A\n#if {"),
    ] {
        let board = Board::of(2);
        board.write(file, text);
        let out = program().args(["check", "--root"]).arg(board.root()).output().unwrap();
        let told = String::from_utf8_lossy(&out.stderr).into_owned() + &String::from_utf8_lossy(&out.stdout);
        assert_eq!(out.status.code(), Some(3), "{file}: {told}");
        assert!(told.contains(file), "{told}");
        assert_eq!(board.build().output().unwrap().status.code(), Some(3), "{file}");
    }
}
