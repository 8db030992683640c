//! The booklet: its editions, its pages and indexes, what does not fit it.

use std::fs;

use bangvang::print::{album_pages, sides};

use super::{CONFERENCE, CRITERIA, FOLDED, PRESS, Paper, Placed, SCREEN, SHEETS, board, fine, person, sheet};
use crate::mistakes;
use crate::workshop::{base, open, outputs, page, sheets};

#[test]
fn every_edition_is_a_sound_pdf_with_its_fonts_inside() {
    for path in [SCREEN, PRESS, FOLDED] {
        let paper = sheet(path);
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
        let words = sheet(path).words();
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
    let paper = sheet(SCREEN);
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
    let pages = sheet(SCREEN).pages();
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
        // A long name takes two lines.
        let own: Vec<&str> = pages[at - 1].split_whitespace().collect();
        assert!(own.join(" ").contains(name), "{name}: {}", pages[at - 1]);
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

/// Among names that are a letter longer each is one that fills its line and leaves no room for its number.
#[test]
fn numbers_of_an_index_stand_at_one_edge_however_long_the_names() {
    let longer = |tree, letters: usize| {
        let name = format!("Công đoàn cơ sở Công ty {}", "M".repeat(letters));
        person(tree, &format!("dai-{letters}"), &name, "group = \"tap-the\"", "Lo 20 suất cơm.")
    };
    let paper = Paper::of(&sheets(&fine((1..24).fold(board(), longer)))[SCREEN]);
    let words = paper.placed();
    let index = words.iter().find(|word| word.text == "Tra" && word.top < 80.0).unwrap().page;
    let is_number = |word: &&Placed| word.text.bytes().all(|b| b.is_ascii_digit());
    let of_names =
        |word: &&Placed| word.page == index && word.top > 80.0 && word.bottom < word.sheet[1] - 60.0;
    let numbers: Vec<&Placed> = words.iter().filter(of_names).filter(is_number).collect();
    let edge = |left: bool| {
        let half = numbers.iter().filter(|word| (word.right < word.sheet[0] / 2.0) == left);
        half.map(|word| word.right).fold(0.0, f64::max)
    };
    let edges = [edge(true), edge(false)];
    assert!(numbers.len() > 24 && edges[0] > 0.0, "{numbers:?}");
    for number in numbers {
        assert!(edges.iter().any(|edge| (edge - number.right).abs() < 0.5), "{number:?} beside {edges:?}");
    }
}

#[test]
fn the_print_shop_gets_bleed_and_marks_on_the_same_pages() {
    let (screen, press) = (sheet(SCREEN), sheet(PRESS));
    // Blank ones before the back cover make them a multiple of four.
    let [few, all] = [&screen, &press].map(|paper| paper.info("Pages").parse::<usize>().unwrap());
    assert!(all == few.next_multiple_of(4) && all > few, "{few} and {all}: nothing was padded here");
    let cover = |paper: &Paper, page: usize| {
        let page = page.to_string();
        paper.text_of("pdftotext", &["-f", &page, "-l", &page], &["-"])
    };
    assert_eq!(cover(&screen, few), cover(&press, all));
    assert_eq!(cover(&press, all - 1).trim(), "");
    press.tool("qpdf", &["--check"], &[]);
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
fn pictures_of_an_album_are_spread_over_its_pages() {
    for (pictures, pages) in [
        (1, vec![1]),
        (4, vec![4]),
        (5, vec![3, 2]),
        (7, vec![4, 3]),
        (8, vec![4, 4]),
        (10, vec![4, 6]),
        (11, vec![4, 4, 3]),
    ] {
        assert_eq!(album_pages(pictures), pages);
    }
    assert!((1..300).all(|n| album_pages(n).iter().sum::<usize>() == n));
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
    let (screen, folded) = (sheet(SCREEN).pages(), sheet(FOLDED));
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
    let paper = sheet(SCREEN);
    let page = paper.pages().iter().position(|page| page.contains("/honorees/an")).unwrap() + 1;
    assert_eq!(paper.codes(page, 300), ["https://congdoan.example.vn/bang-vang/quan/honorees/an/"]);
}

#[test]
fn the_same_board_gives_the_same_bytes() {
    let again = sheets(&fine(board()));
    for (path, bytes) in &*SHEETS {
        let other = &again[path];
        if let Some(at) = bytes.iter().zip(other).position(|(one, other)| one != other) {
            let around = |bytes: &[u8]| {
                let part = &bytes[at.saturating_sub(120)..(at + 60).min(bytes.len())];
                String::from_utf8_lossy(part).into_owned()
            };
            panic!("{path} differs from byte {at} on:\n{}\n{}", around(bytes), around(other));
        }
        assert_eq!(bytes.len(), other.len(), "{path}");
    }
}

#[test]
fn a_booklet_of_nobody_and_of_one() {
    // Neither of nobody at all nor of people who agreed to the website alone.
    for fixture in ["nobody-shown", "nobody-printed"] {
        let text = fs::read_to_string(mistakes::folder().join(fixture).join("board.txt")).unwrap();
        let project = open(mistakes::board(&text));
        assert_eq!(sheets(&project).len(), 0, "{fixture}");
        assert!(!page(&outputs(&project), "quan/index.html").contains(".pdf"), "{fixture}");
    }
    let one = sheets(&fine(base()));
    assert!(Paper::of(&one[SCREEN]).words().contains("Nguyễn Thị Lan"));
    assert_eq!(one.len(), 5, "three editions, a panel and the file of all panels");
}

/// The longest names of sites, groups and conferences leave neither the sheet nor the frame of a cover, and heads of pages
/// keep to one line.
#[test]
fn long_names_stay_on_the_sheet() {
    let project = open(crate::site::longer(crate::site::full()));
    let paper = Paper::of(&sheets(&project)[SCREEN]);
    let words = paper.placed();
    for word in &words {
        // Ten millimetres, in points: the frame of the cover stands nearer to the edge.
        let inside = word.left.min(word.top).min(word.sheet[0] - word.right).min(word.sheet[1] - word.bottom);
        assert!(inside > 28.3, "{word:?} leaves its sheet");
    }
    assert!(words.len() > 200, "{} words", words.len());
    assert!(paper.words().contains('…'), "no head of a page was too long");
}

/// The page before a group names its people down the columns, smaller where they are many; and none where they would not
/// stand on it, rather than some on top of others.
#[test]
fn the_page_before_a_group_holds_whom_it_names() {
    let listed = |count: usize| {
        let one = |tree, n: usize| {
            let name = format!("Công đoàn cơ sở Trường Tiểu học Nguyễn Thị Minh Khai {n:02}");
            person(tree, &format!("t{n:02}"), &name, "group = \"tap-the\"", "Lo 9 việc.")
        };
        let tree = (1..=count).fold(base().with("content/quan/criteria.toml", CRITERIA), one);
        let placed = Paper::of(&sheets(&fine(tree))[SCREEN]).placed();
        // The first page that names anybody: their own pages, where this one names nobody.
        let page = placed.iter().find(|word| word.text == "Tiểu").unwrap().page;
        let own = placed.into_iter().filter(|word| word.page == page);
        own.filter(|word| word.text.len() < 3 && word.text.parse::<u8>().is_ok()).collect::<Vec<_>>()
    };
    let (two, few) = (listed(40), listed(2));
    // Each with its number in the list and that of its page; the count above and the number of the page itself.
    assert_eq!((two.len(), few.len()), (2 * 40 + 2, 2 * 2 + 2));
    let first = |text: &str| two.iter().find(|word| word.text == text && word.top > 150.0).unwrap();
    assert!(first("20").left < first("21").left && first("01").left < first("21").left);
    for (at, word) in two.iter().enumerate() {
        let meets = |other: &&super::Placed| {
            word.left < other.right
                && other.left < word.right
                && word.top < other.bottom
                && other.top < word.bottom
        };
        assert!(two.iter().skip(at + 1).find(meets).is_none(), "{word:?}");
    }
    assert!(listed(60).len() <= 4);
}

/// Nobody signs a page with nothing on it.
#[test]
fn a_signature_stands_below_words() {
    for count in [30, 32, 34, 36] {
        let conference = CONFERENCE.replacen(
            "+++\n",
            "+++\nsignature = { office = \"CHỦ TỊCH\", name = \"Lương Thị Châu\" }\n",
            1,
        );
        let (head, _) = conference.rsplit_once("+++\n").unwrap();
        let text = format!("{head}+++\n{}", "Câu này.\n\n".repeat(count));
        let paper = Paper::of(&sheets(&fine(board().with("content/quan/conference.md", text)))[SCREEN]);
        let signed = paper.pages().into_iter().find(|page| page.contains("Lương Thị Châu")).unwrap();
        assert!(signed.matches("Câu này.").count() >= 3, "{count}: {signed}");
    }
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
        .map(|p| (p.rule.to_string(), p.place.as_ref().unwrap().file.to_string()))
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
