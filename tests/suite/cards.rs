//! Share cards, looked at as pictures: whose face is on which, that words of any length stay where they belong.

use std::collections::BTreeMap;

use bangvang::card::{PICTURE, SIZE};
use bangvang::files::Tree;
use image::RgbImage;

use crate::linked::{URL, full, open_graph};
use crate::workshop::{BASE, jpeg, page, pages_and_cards, site};

/// The card a page names.
fn card(built: &BTreeMap<String, Vec<u8>>, path: &str) -> RgbImage {
    let file = open_graph(page(built, path))["og:image"].strip_prefix(URL).unwrap().to_owned();
    image::load_from_memory(&built[&file]).unwrap().into_rgb8()
}

fn near(a: [u8; 3], b: [u8; 3]) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(b) < 12)
}

/// The middle of where a picture lies.
fn face(card: &RgbImage) -> [u8; 3] {
    let (left, top, across, down) = PICTURE;
    card.get_pixel(left + across / 2, top + down / 2).0
}

/// The rows and columns with ink of the words: left, top, right, bottom. Words are gold or ivory, the ground is red.
fn ink(card: &RgbImage, from: u32) -> (u32, u32, u32, u32) {
    let is_ink = |x: u32, y: u32| card.get_pixel(x, y).0[1] > 150;
    let all = (from..SIZE.0 - 50).flat_map(|x| (50..SIZE.1 - 50).map(move |y| (x, y)));
    let found: Vec<(u32, u32)> = all.filter(|(x, y)| is_ink(*x, *y)).collect();
    assert!(found.len() > 500, "no words");
    let (xs, ys) = (found.iter().map(|at| at.0), found.iter().map(|at| at.1));
    (xs.clone().min().unwrap(), ys.clone().min().unwrap(), xs.max().unwrap(), ys.max().unwrap())
}

/// The full board with a word of the front matter of Lan exchanged.
fn with_lan(from: &str, to: &str) -> Tree {
    let lan = BASE.split("honorees/lan/index.md --\n").nth(1).unwrap();
    assert!(lan.contains(from), "{lan}");
    full().with("content/quan/honorees/lan/index.md", lan.replacen(from, to, 1))
}

#[test]
fn a_card_has_the_picture_of_whom_it_tells() {
    let built = pages_and_cards(full());
    let (red, blue) = ([150, 60, 40], [40, 60, 150]);
    for (path, colour) in [
        ("quan/honorees/lan/index.html", red),
        ("quan/honorees/to/index.html", blue),
        // Lan speaks, and the collective with her.
        ("quan/keynotes/bai/index.html", red),
    ] {
        let card = card(&built, path);
        assert!(near(face(&card), colour), "{path}: {:?}", face(&card));
        let (left, top, across, down) = PICTURE;
        assert!(!near(card.get_pixel(left - 20, top + down / 2).0, colour), "{path}");
        assert!(!near(card.get_pixel(left + across + 20, top + down / 2).0, colour), "{path}");
    }
    for path in ["index.html", "quan/index.html"] {
        let shown = face(&card(&built, path));
        assert!(![red, blue].iter().any(|colour| near(shown, *colour)), "{path}: {shown:?}");
    }
}

#[test]
fn a_small_portrait_is_not_enlarged() {
    let built =
        pages_and_cards(full().with("content/quan/honorees/lan/anh.jpg", jpeg(64, 80, [150, 60, 40])));
    let card = card(&built, "quan/honorees/lan/index.html");
    assert!(near(face(&card), [150, 60, 40]));
    let (left, top, across, down) = PICTURE;
    let beside = card.get_pixel(left + across / 2 + 60, top + down / 2).0;
    assert!(beside.iter().all(|part| *part > 200), "waits for a picture: {beside:?}");
}

#[test]
fn words_of_any_length_stay_on_the_card_and_what_must_be_read_in_its_middle() {
    let word = |letter: &str, times: usize| letter.repeat(times);
    let name = BASE.split("honorees/lan/index.md --\n").nth(1).unwrap();
    let name = name.lines().find(|line| line.starts_with("name = ")).unwrap();
    for new in [
        "Ý".to_owned(),
        "Nguyễn Thị Mỹ Hường".to_owned(),
        "Công đoàn cơ sở Công ty Trách nhiệm hữu hạn Một thành viên Dịch vụ công ích Quận Tân Hoà".to_owned(),
        word("Ngoằn", 40),
        word("Ngoằn ", 90).trim().to_owned(),
        "#let x = $y$ `z` *a* <b> @c \\\\ [d] 😀".to_owned(),
    ] {
        let built = pages_and_cards(with_lan(name, &format!("name = \"{new}\"")));
        let card = card(&built, "quan/honorees/lan/index.html");
        // Without a picture in this text, or beside it: either way the middle square holds the name.
        let from = SIZE.0 / 2 - SIZE.1 / 2;
        let start = PICTURE.0 + PICTURE.2 + 40;
        let (left, top, right, bottom) = ink(&card, start);
        assert!(
            left > from && right < SIZE.0 - 60 && top > 60 && bottom < SIZE.1 - 60,
            "{new}: {left} {top} {right} {bottom}"
        );
        // Beyond the square there may be what is small: a line of the term, one of the publisher.
        let beyond =
            |y: u32| (SIZE.0 / 2 + SIZE.1 / 2 + 4..SIZE.0 - 60).any(|x| card.get_pixel(x, y).0[1] > 150);
        let tall = (60..SIZE.1 - 60).filter(|y| beyond(*y)).count();
        assert!(tall < 90, "{new}: {tall} rows beyond the middle");
    }
}

#[test]
fn no_consent_no_card_of_ones_own_face_and_no_cards_where_none_are_wanted() {
    let hidden = pages_and_cards(with_lan("photo = true", "photo = false"));
    let shown = face(&card(&hidden, "quan/honorees/lan/index.html"));
    assert!(!near(shown, [150, 60, 40]), "{shown:?}");
    let settings = BASE.split("-- site/site.toml --\n").nth(1).unwrap().split("-- ").next().unwrap();
    let built =
        site(full().with("site/site.toml", settings.replacen("\n[contact]", "cards = false\n[contact]", 1)));
    assert!(!page(&built, "quan/honorees/lan/index.html").contains("og:image"));
    assert_eq!(built.keys().filter(|path| path.starts_with("assets/cards/")).count(), 0, "shown to nobody");
    // Nor is a picture made that only a card would show.
    let sizes = |built: &BTreeMap<String, Vec<u8>>| {
        built.keys().filter(|p| p.starts_with("assets/pictures/")).count()
    };
    assert_eq!(sizes(&built), sizes(&site(full())));
}

#[test]
fn a_theme_chooses_the_colours_and_the_design_of_cards() {
    let theme = "[colors]\nson1 = \"#003c78\"\nson = \"#003c78\"\nson3 = \"#003c78\"\n";
    let built = pages_and_cards(full().with("themes/sen/theme.toml", theme));
    assert!(near(card(&built, "quan/honorees/lan/index.html").get_pixel(8, 300).0, [0, 60, 120]));
    let plain = "#let card = json(\"/data/sheet.json\").this\n#set page(width: card.width * 1pt, height: card.height * 1pt, margin: 0pt, fill: if card.said == none { rgb(\"#107010\") })\n";
    let built = pages_and_cards(full().with("themes/sen/print/card.typ", plain));
    assert!(near(card(&built, "index.html").get_pixel(600, 315).0, [16, 112, 16]));
}
