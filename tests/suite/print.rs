//! The booklet as a reader, a print shop and a stapler meet it, seen through other people's tools.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use bangvang::Project;
use bangvang::files::Tree;
use bangvang::print::sides;
use bangvang::report::Severity;
use tempfile::TempDir;

use crate::workshop::{base, jpeg, open, sheets};

const SCREEN: &str = "print/quan/ky-yeu.pdf";
const PRESS: &str = "print/quan/ky-yeu-in.pdf";
const FOLDED: &str = "print/quan/ky-yeu-gap.pdf";

const CRITERIA: &str = r#"
[[group]]
id = "quan-1"
label = "Công nhân lao động trực tiếp sản xuất"
kind = "individual"

[[group]]
id = "tap-the"
label = "Tập thể công đoàn cơ sở"
kind = "collective"
"#;

const CONFERENCE: &str = r#"+++
title = "Hội nghị tuyên dương"
level = "quan"
period = { from = 2015, to = 2019 }
held_on = 2020-05-15
decision = { number = "45/QĐ-LĐLĐ", date = 2020-05-10, issuer = "Liên đoàn Lao động Quận" }
presidium = [ { name = "Lương Thị Châu", role = "Chủ tịch" } ]
+++
Lời mở đầu của **tập** kỷ yếu.
"#;

/// Somebody: id, name, a further line of the front matter, the summary.
fn person(tree: Tree, id: &str, name: &str, more: &str, summary: &str) -> Tree {
    let consent =
        if more.contains("consent") { "" } else { "consent = { web = true, photo = true, print = true }\n" };
    let kind = if more.contains("tap-the") {
        "kind = \"collective\""
    } else {
        "kind = \"individual\"\ngroup = \"quan-1\""
    };
    let text = format!(
        "+++\nname = '''{name}'''\n{kind}\nunit = \"phan-xuong-may\"\njob = \"Thợ may\"\n\
         approval = {{ status = \"approved\", number = \"1\", date = 2020-05-08, by = \"Thường trực\" }}\n\
         {consent}{more}\n+++\n{summary}\n"
    );
    tree.with(&format!("content/quan/honorees/{id}/index.md"), text)
}

/// A board on which everything that can be printed is.
fn board() -> Tree {
    let tree = base()
        .with("content/quan/criteria.toml", CRITERIA)
        .with("content/quan/conference.md", CONFERENCE)
        .with("content/quan/photos/san-khau.jpg", jpeg(300, 200, [90, 20, 20]))
        .with(
            "content/quan/photos/photos.toml",
            "[[album]]\ntitle = \"Lễ tuyên dương\"\npictures = [ { file = \"san-khau.jpg\", alt = \"Sân khấu\", \
             caption = \"Toàn cảnh hội trường\", public_event = true } ]\n",
        )
        .with(
            "content/quan/keynotes/bua-com/index.md",
            "+++\ntitle = \"Bữa cơm ca\"\nhonorees = [\"an\"]\npresented = true\n\
             approval = { status = \"approved\" }\n+++\nChuyện bữa cơm.\n\n## Đoạn sau\n\nHết.\n",
        )
        .with(
            "content/quan/keynotes/chuyen-rieng/index.md",
            "+++\ntitle = \"Chuyện không in\"\nhonorees = [\"kin\"]\n\
             approval = { status = \"approved\" }\n+++\nChuyện của người không in.\n",
        );
    let won = "initiatives = [ { title = \"Bảng màu lỗi\", year = 2018, scope = \"co-so\", \
               benefit_vnd = 62_000_000 } ]\nawards = [ { year = 2019, award = \"lao-dong-tien-tien\", \
               number = \"9/QĐ\" } ]\nquote = \"Đỡ một đường may.\"";
    let tree =
        person(tree, "an", "Trần Ngọc Ẩn", won, "Giảm 38% lỗi.\n\n| Năm | Lỗi |\n|---|--:|\n| 2018 | 12 |");
    let tree = person(tree, "y", "Huỳnh Thị Ngọc Ý", "", "May 45 áo.\n\n1. Một\n2. Hai");
    let tree = person(tree, "doan", "Công đoàn Ví Dụ", "group = \"tap-the\"", "Lo 20 suất cơm.");
    let no_print = "consent = { web = true, photo = true, print = false }";
    let tree = person(tree, "kin", "Võ Kín Đáo", no_print, "Không muốn in 1 dòng nào.");
    person(tree, "chua", "Hồ Chưa Duyệt", "consent = { web = false }", "Chưa đồng ý 1 điều nào.")
}

static BOOKLET: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| sheets(&fine(board())));

fn fine(tree: Tree) -> Project {
    let project = open(tree);
    let bad: Vec<_> =
        project.report.problems().into_iter().filter(|p| p.severity == Severity::Error).collect();
    assert!(bad.is_empty(), "{bad:#?}");
    project
}

/// A PDF on the disk, for the tools of others.
struct Paper {
    _folder: TempDir,
    file: PathBuf,
}

impl Paper {
    fn of(pdf: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sheet.pdf");
        std::fs::write(&file, pdf).unwrap();
        Self { _folder: folder, file }
    }

    fn tool(&self, tool: &str, before: &[&str], after: &[&str]) -> Vec<u8> {
        let out = Command::new(tool).args(before).arg(&self.file).args(after).output().unwrap();
        assert!(out.status.success(), "{tool}: {}", String::from_utf8_lossy(&out.stderr));
        out.stdout
    }

    fn text_of(&self, tool: &str, before: &[&str], after: &[&str]) -> String {
        String::from_utf8(self.tool(tool, before, after)).unwrap()
    }

    /// What each page says, line by line as it stands.
    fn pages(&self) -> Vec<String> {
        let text = self.text_of("pdftotext", &["-layout"], &["-"]);
        text.split('\u{c}').map(str::to_owned).filter(|page| !page.is_empty()).collect()
    }

    /// What it says, all white space as one space.
    fn words(&self) -> String {
        self.text_of("pdftotext", &[], &["-"]).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn info(&self, key: &str) -> String {
        let all = self.text_of("pdfinfo", &["-box"], &[]);
        let line =
            all.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_else(|| panic!("{key}: {all}"));
        line.trim_start_matches(':').split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn booklet(path: &str) -> Paper {
    Paper::of(&BOOKLET[path])
}

#[test]
fn every_edition_is_a_sound_pdf_with_its_fonts_inside() {
    assert_eq!(BOOKLET.len(), 3);
    for path in [SCREEN, PRESS, FOLDED] {
        let paper = booklet(path);
        paper.tool("qpdf", &["--check"], &[]);
        let fonts = paper.text_of("pdffonts", &[], &[]);
        let fonts: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(!fonts.is_empty());
        for font in fonts {
            assert!(font.contains(" yes yes yes "), "{path}: {font}");
        }
        assert_eq!(paper.info("Title"), "Kỷ yếu: Hội nghị tuyên dương, 2015–2019");
        assert_eq!(paper.info("Author"), "Công đoàn cơ sở Ví Dụ");
    }
}

#[test]
fn everyone_who_agreed_is_in_it_and_nobody_else() {
    for path in [SCREEN, PRESS, FOLDED] {
        let words = booklet(path).words();
        for said in [
            "Nguyễn Thị Lan",
            "Trần Ngọc Ẩn",
            "Huỳnh Thị Ngọc Ý",
            "Công đoàn Ví Dụ",
            "Lương Thị Châu",
            "Bữa cơm ca",
            "Bảng màu lỗi",
            "Lao động tiên tiến",
            "Toàn cảnh hội trường",
        ] {
            assert!(words.contains(said), "{path} does not say {said}");
        }
        for withheld in ["Kín", "không in", "Duyệt", "đồng ý 1 điều"] {
            assert!(!words.contains(withheld), "{path} says {withheld}");
        }
    }
}

#[test]
fn the_screen_edition_is_for_readers_with_a_screen_reader_too() {
    let paper = booklet(SCREEN);
    assert_eq!(paper.info("Tagged"), "yes");
    let plain = paper.tool("qpdf", &["--qdf", "--object-streams=disable"], &["-"]);
    let plain = String::from_utf8_lossy(&plain);
    for mark in ["/Lang (vi)", "/DisplayDocTitle true", "pdfuaid:part", "/Outlines ", "/S /URI"] {
        assert!(plain.contains(mark), "no {mark}");
    }
    assert!(!plain.contains("/CreationDate"), "a moment was told");
}

#[test]
fn the_indexes_lead_to_the_right_pages() {
    let pages = booklet(SCREEN).pages();
    let index = pages
        .iter()
        .find(|page| page.contains("Xếp theo vần tên") || page.contains("vần tên, không"))
        .unwrap();
    let mut found = 0;
    for (id, name) in [
        ("an", "Trần Ngọc Ẩn"),
        ("lan", "Nguyễn Thị Lan"),
        ("y", "Huỳnh Thị Ngọc Ý"),
        ("doan", "Công đoàn Ví Dụ"),
    ] {
        let address = format!("/quan/honorees/{id}");
        let at = pages.iter().position(|page| page.contains(&address)).unwrap() + 1;
        assert!(pages[at - 1].contains(name));
        let line =
            index.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("{name}: {index}"));
        let rest = &line[line.find(name).unwrap() + name.len()..];
        let number: String =
            rest.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        assert_eq!(number, at.to_string(), "{name}: {line}");
        found += 1;
    }
    assert_eq!(found, 4);
}

#[test]
fn the_print_shop_gets_bleed_and_marks_on_the_same_pages() {
    let (screen, press) = (booklet(SCREEN), booklet(PRESS));
    assert_eq!(screen.info("Pages"), press.info("Pages"));
    assert_eq!(screen.info("Page size"), "595.276 x 841.89 pts (A4)");
    // Ten millimetres around the cut, three of them bleed.
    assert_eq!(press.info("MediaBox"), "0.00 0.00 651.97 898.58");
    assert_eq!(press.info("TrimBox"), "28.35 28.35 623.62 870.24");
    assert_eq!(press.info("BleedBox"), "19.84 19.84 632.13 878.74");
    let plain = press.tool("qpdf", &["--qdf", "--object-streams=disable"], &["-"]);
    assert!(!String::from_utf8_lossy(&plain).contains("/Annots"), "links on paper");
    for (screen, press) in screen.pages().iter().zip(press.pages()) {
        let words = |page: &str| page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words(screen), words(&press));
    }
}

#[test]
fn a_theme_says_what_paper() {
    let made = sheets(&fine(board().with("themes/sen/theme.toml", "[print]\nformat = \"a5\"\nbleed = 4\n")));
    let info = |path: &str, key| Paper::of(&made[path]).info(key);
    assert_eq!(info(SCREEN, "Page size"), "419.528 x 595.276 pts");
    assert_eq!(info(FOLDED, "Page size"), "839.055 x 595.276 pts");
    assert_eq!(info(PRESS, "TrimBox"), "31.18 31.18 450.71 626.46");
    assert_eq!(info(PRESS, "BleedBox"), "19.84 19.84 462.05 637.80");
}

#[test]
fn pages_are_laid_out_for_folding() {
    assert_eq!(sides(8), [[8, 1], [2, 7], [6, 3], [4, 5]].map(|side| side.map(Some)));
    // Three blank pages before the back cover.
    let five = [[Some(5), Some(1)], [Some(2), None], [None, Some(3)], [Some(4), None]];
    assert_eq!(sides(5), five);
    assert!(sides(0).is_empty());
    for pages in 1..200 {
        let sides = sides(pages);
        assert_eq!(sides.len(), pages.div_ceil(4) * 2);
        let mut shown: Vec<usize> = sides.into_iter().flatten().flatten().collect();
        shown.sort_unstable();
        assert_eq!(shown, (1..=pages).collect::<Vec<_>>());
    }
    let (screen, folded) = (booklet(SCREEN).pages(), booklet(FOLDED));
    assert_eq!(folded.info("Page size"), "1190.55 x 841.89 pts (A3)");
    let words = |page: &str| page.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let laid = folded.pages();
    assert_eq!(laid.len(), screen.len().div_ceil(4) * 2);
    for (side, text) in sides(screen.len()).into_iter().zip(laid) {
        let mut wanted: Vec<String> =
            side.into_iter().flatten().flat_map(|page| words(&screen[page - 1])).collect();
        let mut there = words(&text);
        wanted.sort();
        there.sort();
        assert_eq!(there, wanted, "{side:?}");
    }
}

#[test]
fn codes_lead_to_the_page_on_the_web() {
    let paper = booklet(SCREEN);
    let page = paper.pages().iter().position(|page| page.contains("/honorees/an")).unwrap() + 1;
    let number = page.to_string();
    let grey = paper.tool("pdftoppm", &["-r", "300", "-gray", "-f", &number, "-l", &number], &[]);
    // P5, width and height, the greatest value, then a byte a pixel.
    let mut head = grey.splitn(4, |b| *b == b'\n');
    assert_eq!(head.next().unwrap(), b"P5");
    let size = String::from_utf8(head.next().unwrap().to_vec()).unwrap();
    let (width, height) = size.split_once(' ').unwrap();
    let (width, height): (usize, usize) = (width.parse().unwrap(), height.parse().unwrap());
    let pixels = head.nth(1).unwrap();
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
    let found: Vec<String> = image.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect();
    assert_eq!(found, ["https://congdoan.example.vn/bang-vang/quan/honorees/an/"]);
}

#[test]
fn the_same_board_gives_the_same_bytes() {
    let again = sheets(&fine(board()));
    for (path, bytes) in &*BOOKLET {
        assert!(again[path] == *bytes, "{path} differs");
    }
}

#[test]
fn hostile_texts_are_only_text() {
    let name = "#panic() $x$ *đậm* <a> @b `mã` \\\\ \"k\" _n_ [c] {d} /* e */";
    let summary = "Số 1: #while true {} $ \\alpha $ <thẻ> @ai `#eval(\"1\")` https://a.vn/#b\n\n\
                   DàiDàiDàiDàiDàiDàiDàiDàiDàiDàiDàiDàiDàiDàiDàiDàiDàiDàiDàiDàiDàiDàiDàiDàiDàiDàiDàiDàiDàiDàiDài\n\n\
                   Hoa\u{300} 😀👩‍👩‍👧 שלום عربي \u{202e}ngược\u{202c} \u{0}rỗng";
    let project = fine(person(board(), "hiem", name, "", summary));
    let mut report = project.report.clone();
    project.site.as_ref().unwrap().proof(&mut report);
    let missing: Vec<_> =
        report.problems().into_iter().filter(|p| p.rule == "missing-glyph").cloned().collect();
    assert_eq!(missing.len(), 1, "{missing:#?}");
    assert!(missing[0].place.as_ref().unwrap().file.ends_with("hiem/index.md"));
    assert!(missing[0].args["letters"].contains("U+1F600"), "{:?}", missing[0].args);
    let made = sheets(&project);
    let words = Paper::of(&made[SCREEN]).words().replace(['\u{a0}', '\n'], " ");
    for said in [
        "#panic()",
        "*đậm*",
        "<a> @b",
        "#while true {}",
        "@ai",
        "#eval(\"1\")",
        "Hoà",
        "rỗng",
        "ngược",
        "\u{fffd}",
    ] {
        assert!(words.contains(said), "{said} is not in {words}");
    }
    for pdf in made.values() {
        Paper::of(pdf).tool("qpdf", &["--check"], &[]);
    }
}

#[test]
fn a_booklet_of_nobody_and_of_one() {
    let nobody = Tree::parse(include_str!("../mistakes/nobody-shown/board.txt"));
    let project = fine(base_with(nobody));
    for pdf in sheets(&project).values() {
        Paper::of(pdf).tool("qpdf", &["--check"], &[]);
    }
    let one = sheets(&fine(base()));
    assert!(Paper::of(&one[SCREEN]).words().contains("Nguyễn Thị Lan"));
    assert_eq!(one.len(), 3);
}

/// The base with a fixture laid over it.
fn base_with(over: Tree) -> Tree {
    use bangvang::files::Files;
    over.paths().iter().fold(base(), |tree, path| tree.with(path, over.read(path).unwrap().to_vec()))
}

#[test]
fn what_is_too_long_is_told_and_still_printed() {
    let long = "Chị đã làm 12 việc có ích cho tổ, cho xưởng và cho cả công ty trong năm năm qua. ".repeat(60);
    let criteria = format!("[limits]\nsummary_a4_pages = 1\n{CRITERIA}");
    let tree = base().with("content/quan/criteria.toml", criteria);
    let project = fine(person(tree, "dai", "Lê Thị Dài", "", &format!("{long}\n\nHẾT BÀI 1.")));
    let mut report = project.report.clone();
    project.site.as_ref().unwrap().proof(&mut report);
    let told: Vec<(String, String)> = report
        .problems()
        .into_iter()
        .filter(|p| p.rule == "print-overflow" || p.rule == "summary-over-page")
        .map(|p| (p.rule.clone(), p.place.as_ref().unwrap().file.to_string()))
        .collect();
    let file = "content/quan/honorees/dai/index.md".to_owned();
    assert_eq!(told, [("print-overflow".to_owned(), file.clone()), ("summary-over-page".to_owned(), file)]);
    assert!(Paper::of(&sheets(&project)[SCREEN]).words().contains("HẾT BÀI 1."));
}

#[test]
fn a_template_that_fails_is_named_with_its_place() {
    let own = "themes/sen/print/honoree.typ";
    let broken = "// mine\n#let page-of(it) = it.nowhere\n#let (filled, room) = (none, 0pt)\n";
    let project = fine(base().with(own, broken));
    let site = project.site.as_ref().unwrap();
    let output = &site.outputs()[SCREEN];
    let problem = bangvang::site::render(site, SCREEN, output).unwrap_err();
    assert_eq!(problem.rule, "print-failed");
    let mut report = project.report.clone();
    site.proof(&mut report);
    assert!(report.problems().iter().any(|problem| problem.rule == "print-failed"));
}
