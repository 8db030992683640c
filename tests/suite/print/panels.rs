//! Exhibition panels: whose there are, what they say, and whether it can be read from two metres away.

use std::collections::BTreeMap;
use std::sync::Arc;

use bangvang::files::{FilePath, Files as _, Tree};
use bangvang::site::{Photos, render};

use super::{Paper, SHEETS, board, fine, person, sheet};
use crate::workshop::{Remembers, base, opened};

const AN: &str = "print/quan/panels/an.pdf";
const ALL: &str = "print/quan/panels.pdf";

/// One panel of a board.
fn panel(tree: Tree, path: &str) -> Paper {
    let project = fine(tree);
    let site = project.site.as_ref().unwrap();
    Paper::of(&render(site, path, &site.outputs()[path]).unwrap())
}

/// A panel of the base in a format.
fn formatted(format: &str, tree: Tree) -> Tree {
    tree.with("themes/sen/theme.toml", format!("[print.panel]\nformat = \"{format}\"\n"))
}

/// The sizes of type on a sheet, in points, with what is set in each.
fn sizes(paper: &Paper) -> Vec<(f64, String)> {
    let xml = paper.text_of("pdftohtml", &["-xml", "-i", "-stdout", "-zoom", "1"], &[]);
    // Links and the like are cut out: only the sizes matter.
    let of = |tag: &str, key: &str| {
        let value = tag.split(&format!("{key}=\"")).nth(1).unwrap().split('"').next().unwrap();
        value.to_owned()
    };
    let mut fonts = BTreeMap::new();
    let mut sizes = Vec::new();
    for line in xml.lines().map(str::trim) {
        if line.starts_with("<fontspec") {
            fonts.insert(of(line, "id"), of(line, "size").parse::<f64>().unwrap());
        } else if line.starts_with("<text") {
            let words =
                line.split_once('>').unwrap().1.replace("</text>", "").replace("<b>", "").replace("</b>", "");
            sizes.push((fonts[&of(line, "font")], words));
        }
    }
    sizes
}

#[test]
fn everyone_who_agreed_to_print_hangs_on_the_wall_and_nobody_else() {
    let hung: Vec<&str> = SHEETS.keys().filter_map(|path| path.strip_prefix("print/quan/panels")).collect();
    assert_eq!(hung, [".pdf", "/an.pdf", "/bua-com.pdf", "/doan.pdf", "/lan.pdf", "/y.pdf"]);
    for (path, said) in [
        (
            AN,
            &[
                "Trần Ngọc Ẩn",
                "Thợ may",
                "Phân xưởng may",
                "2015–2019",
                "Đỡ một đường may",
                "Giảm 38% lỗi",
                "Lao động tiên tiến",
            ] as &[&str],
        ),
        ("print/quan/panels/doan.pdf", &["Công đoàn Ví Dụ", "Lo 20 suất cơm"]),
        (
            "print/quan/panels/bua-com.pdf",
            &["Bữa cơm ca", "Tham luận trình bày", "Trần Ngọc Ẩn", "Chuyện bữa cơm"],
        ),
    ] {
        let paper = sheet(path);
        paper.tool("qpdf", &["--check"], &[]);
        assert_eq!(paper.info("Pages"), "1");
        let words = paper.words().replace('\u{a0}', " ");
        for words_of_theirs in said {
            assert!(words.contains(words_of_theirs), "{path} does not say {words_of_theirs}: {words}");
        }
        for font in paper.text_of("pdffonts", &[], &[]).lines().skip(2) {
            assert!(font.contains(" yes yes yes "), "{path}: {font}");
        }
    }
    let all = sheet(ALL);
    all.tool("qpdf", &["--check"], &[]);
    assert_eq!(all.info("Pages"), "5");
    assert_eq!(all.info("TrimBox"), sheet(AN).info("TrimBox"));
    let pages = all.pages();
    for (page, name) in pages.iter().zip([
        "Công đoàn Ví Dụ",
        "Trần Ngọc Ẩn",
        "Nguyễn Thị Lan",
        "Huỳnh Thị Ngọc Ý",
        "Bữa cơm ca",
    ]) {
        let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
        // Beside the name may stand the letter that waits for a portrait.
        assert!(name.split(' ').all(|part| words.contains(part)), "{name} is not on {words}");
    }
}

#[test]
fn every_size_is_cut_and_marked_for_a_print_shop() {
    for (format, media, trim, bleed) in [
        ("a3", "0.00 0.00 898.58 1247.24", "28.35 28.35 870.24 1218.90", "19.84 19.84 878.74 1227.40"),
        ("a2", "0.00 0.00 1247.24 1740.47", "28.35 28.35 1218.90 1712.13", "19.84 19.84 1227.40 1720.63"),
        ("a1", "0.00 0.00 1740.47 2440.63", "28.35 28.35 1712.13 2412.28", "19.84 19.84 1720.63 2420.79"),
        ("rollup", "0.00 0.00 2335.75 5737.32", "34.02 34.02 2301.73 5703.31", "19.84 19.84 2315.91 5717.48"),
    ] {
        let paper = panel(formatted(format, board()), AN);
        assert_eq!(paper.info("Pages"), "1");
        assert_eq!(paper.info("MediaBox"), media, "{format}");
        assert_eq!(paper.info("TrimBox"), trim, "{format}");
        assert_eq!(paper.info("BleedBox"), bleed, "{format}");
    }
}

/// Small letters are a four-hundredth of the distance high: 5 mm at two metres. Be Vietnam Pro's are 0.53 of the type.
#[test]
fn what_is_told_can_be_read_from_two_metres() {
    let least = |metres: f64| (metres * 1000.0 / 400.0 / 0.53 * 72.0 / 25.4).floor();
    let (told, noted) = (least(2.0), least(1.0));
    assert_eq!((told, noted), (26.0, 13.0));
    for format in ["a3", "a2", "a1", "rollup"] {
        let paper = panel(formatted(format, board()), AN);
        let sizes = sizes(&paper);
        let smallest = sizes.iter().map(|(size, _)| *size).fold(f64::INFINITY, f64::min);
        assert!(smallest >= noted, "{format}: {sizes:?}");
        for words in
            ["Ẩn", "Thợ may", "Phân xưởng may", "Giảm 38%", "Đỡ một đường", "Công nhân lao động", "2015–2019"]
        {
            let of = sizes.iter().find(|(_, said)| said.replace('\u{a0}', " ").contains(words));
            let (size, _) = of.unwrap_or_else(|| panic!("{format}: no {words} among {sizes:?}"));
            assert!(*size >= told, "{format}: {words} is set in {size}");
        }
    }
}

#[test]
fn a_long_text_ends_with_a_whole_sentence() {
    let sentence = |n: usize| format!("Câu thứ {n} kể một việc TP. Hồ Chí Minh đã làm hết câu {n}.");
    let text: Vec<String> = (1..80).map(sentence).collect();
    let summary = text.chunks(4).map(|some| some.join(" ")).collect::<Vec<_>>().join("\n\n");
    let words = panel(person(board(), "dai", "Lê Thị Dài", "", &summary), "print/quan/panels/dai.pdf");
    let words = words.words().replace('\u{a0}', " ");
    let shown = (1..80).take_while(|n| words.contains(&format!("Câu thứ {n} kể"))).count();
    assert!((3..40).contains(&shown), "{shown}: {words}");
    for n in 1..=shown {
        assert!(words.contains(&sentence(n)), "{n} of {shown}: {words}");
    }
    assert!(!words.contains(&format!("Câu thứ {}", shown + 1)));
}

#[test]
fn whatever_is_long_is_fitted_and_stays_on_the_panel() {
    let name = format!(
        "Công đoàn cơ sở Công ty Trách nhiệm hữu hạn {} Một thành viên",
        "Sản xuất Thương mại Dịch vụ ".repeat(6)
    );
    let word = "Dài".repeat(40);
    let tree = person(
        board(),
        "ten",
        &name,
        &format!("group = \"tap-the\"\nlead = \"{}\"", "Giúp nhau vượt khó ".repeat(7)),
        "Lo 9 việc.",
    );
    let tree = person(tree, "tu", &word, "", "Làm 5 việc.");
    let tree = tree.with(
        "content/quan/keynotes/lau/index.md",
        format!(
            "+++\ntitle = \"{}\"\nlead = \"{}\"\nhonorees = [\"an\"]\napproval = {{ status = \"approved\" }}\n+++\nHết 1.\n",
            "Chuyện dài mãi ".repeat(16),
            "Mở đầu dài mãi ".repeat(33)
        ),
    );
    for format in ["a3", "rollup"] {
        let project = fine(formatted(format, tree.clone()));
        let site = project.site.as_ref().unwrap();
        for path in ["print/quan/panels/ten.pdf", "print/quan/panels/tu.pdf", "print/quan/panels/lau.pdf", AN]
        {
            let paper = Paper::of(&render(site, path, &site.outputs()[path]).unwrap());
            assert_eq!(paper.info("Pages"), "1", "{path}");
            let trim = paper.info("TrimBox");
            let trim: Vec<f64> = trim.split(' ').map(|side| side.parse().unwrap()).collect();
            let words = paper.placed();
            for word in &words {
                // Measured from above; the margins above and below are alike.
                let inside = word.left > trim[0]
                    && word.right < trim[2]
                    && word.top > trim[1] - 30.0
                    && word.bottom < trim[3];
                assert!(inside, "{path} in {format}: {word:?} leaves {trim:?}");
            }
            assert!(words.len() > 10, "{path}");
            let common = |a: (f64, f64), b: (f64, f64)| a.1.min(b.1) - a.0.max(b.0);
            for (at, one) in words.iter().enumerate() {
                for other in &words[at + 1..] {
                    let across = common((one.left, one.right), (other.left, other.right));
                    let down = common((one.top, one.bottom), (other.top, other.bottom));
                    let low = (one.bottom - one.top).min(other.bottom - other.top);
                    assert!(
                        across < 3.0 || down < low * 0.6,
                        "{path} in {format}: {one:?} is over {other:?}"
                    );
                }
            }
        }
        let words = Paper::of(
            &render(site, "print/quan/panels/ten.pdf", &site.outputs()["print/quan/panels/ten.pdf"]).unwrap(),
        );
        let words = words.words().replace('\u{a0}', " ");
        assert!(words.contains("Một thành viên"), "{words}");
        assert_eq!(words.matches("Thương mại").count(), 6, "{words}");
    }
}

#[test]
fn codes_on_the_wall_lead_to_the_page_on_the_web() {
    for (path, page) in [(AN, "honorees/an"), ("print/quan/panels/bua-com.pdf", "keynotes/bua-com")] {
        let wanted = format!("https://congdoan.example.vn/bang-vang/quan/{page}/");
        assert_eq!(sheet(path).codes(1, 100), [wanted]);
        let printed = format!("congdoan.example.vn/bang-vang/quan/{page}");
        let words: String =
            sheet(path).words().split(|c: char| c.is_whitespace() || c == '\u{200b}').collect();
        assert!(words.contains(&printed), "{words}");
    }
}

/// Whatever a summary begins with, its panel tells something of it.
#[test]
fn no_panel_is_empty_of_a_summary_that_says_something() {
    for (summary, told) in [
        (
            "- Tổ vượt kế hoạch 1.240 sản phẩm.\n- Kèm 41 người mới.",
            "Tổ vượt kế hoạch 1.240 sản phẩm. Kèm 41 người mới.",
        ),
        (
            "Năm năm, chị đã:\n\n1. Làm lợi 60 triệu đồng\n2. Kèm 3 người",
            "Năm năm, chị đã: Làm lợi 60 triệu đồng Kèm 3 người",
        ),
        ("Làm lợi 60 triệu đồng; kèm 41 người", "Làm lợi 60 triệu đồng; kèm 41 người"),
        ("> Có công mài sắt.\n\nAnh giữ máy chạy 5 năm.", "Anh giữ máy chạy 5 năm."),
        ("| Năm | Lỗi |\n|---|--:|\n| 2018 | 12 |\n\nLỗi giảm 3 lần.", "Lỗi giảm 3 lần."),
    ] {
        let said =
            panel(person(board(), "moi", "Lê Thị Mới", "", summary), "print/quan/panels/moi.pdf").words();
        assert!(said.replace('\u{a0}', " ").contains(told), "{summary}: {said}");
    }
}

/// Whoever tells their own story is named once, with what they are; a namesake with one word more is somebody else.
#[test]
fn a_speaker_is_not_named_again() {
    let told_by = |speaker: &str| {
        let file = "content/quan/keynotes/bua-com/index.md";
        let tree = board();
        let keynote = String::from_utf8(tree.read(&FilePath::new(file)).unwrap().to_vec()).unwrap();
        let keynote = keynote.replacen("+++\n", &format!("+++\nspeaker = \"{speaker}\"\n"), 1);
        panel(tree.with(file, keynote), "print/quan/panels/bua-com.pdf").words()
    };
    let names = |text: &str| text.matches("Trần Ngọc Ẩn").count();
    for speaker in ["Chị Trần Ngọc Ẩn, thợ may", "Trần Ngọc Ẩn - thợ may"] {
        assert_eq!(names(&told_by(speaker)), 1, "{speaker}");
    }
    assert_eq!(names(&told_by("Trần Ngọc Ẩn Hậu")), 2);
}

#[test]
fn a_theme_brings_a_panel_of_its_own() {
    let own = "#import \"parts.typ\": *\n#show: typeset\n#set page(width: 100mm, height: 100mm)\nTấm của tôi: #data.this.title\n";
    let paper = panel(base().with("themes/sen/print/panel.typ", own), "print/quan/panels/lan.pdf");
    assert!(paper.words().contains("Tấm của tôi: Nguyễn Thị Lan"));
}

#[test]
fn a_panel_is_set_once_for_all_files_it_is_in() {
    let memo = Arc::new(Remembers::default());
    let build = |tree: Tree| {
        let project = opened(tree, &memo, Photos::Looked);
        let site = project.site.as_ref().unwrap();
        let before = memo.kept();
        for (path, output) in site.outputs().iter().filter(|(path, _)| path.starts_with("print/quan/panels"))
        {
            render(site, path, output).unwrap();
        }
        memo.kept() - before
    };
    assert!(build(board()) >= 5);
    assert_eq!(build(board()), 0, "nothing is new");
    assert_eq!(build(person(board(), "y", "Huỳnh Thị Ngọc Ý", "", "May 46 áo.")), 1, "one of them is");
}
