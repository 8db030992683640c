//! Texts as people write them, and as nobody should: all of them are only text.

use bangvang::files::{FilePath, Files, Tree};
use bangvang::vietnamese::marked_letters;
use ttf_parser::Face;

use super::{Paper, SCREEN, board, fine, person};
use crate::workshop::{BASE, base, sheets};

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
    assert!(missing[0].args.get("letters").unwrap().contains("U+1F600"), "{:?}", missing[0].args);
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

/// What would be markup, code or a comment, if anybody read it as such.
const MARKUP: &str = "#eval($1) *x* <y> @z `w` _v_ = /* u */ // t [s] {r} \\ ~ --- '";

#[test]
fn no_field_of_anybody_is_markup() {
    let settings =
        String::from_utf8(Tree::parse(BASE).read(&FilePath::new("site/site.toml")).unwrap().to_vec());
    let award = format!(
        "\n[[award]]\nid = \"giai\"\nname = \"\"\"Giải {}\"\"\"\nrank = 9\n",
        MARKUP.replace('\\', "\\\\")
    );
    let unit = award
        .replace("award]]", "unit]]")
        .replace("giai", "to")
        .replace("Giải", "Tổ")
        .replace("rank = 9\n", "");
    let settings = format!("{}{award}{unit}", settings.unwrap());
    let said = |what: &str| format!("\"\"\"{what} {}\"\"\"", MARKUP.replace('\\', "\\\\"));
    let more = format!(
        "lead = {}\nquote = {}\nmentoring = {}\nawards = [ {{ year = 2019, award = \"giai\", issuer = {} }} ]\n\
         initiatives = [ {{ title = {}, year = 2018 }} ]",
        said("Lý do"),
        said("Lời"),
        said("Kèm"),
        said("Nơi khen"),
        said("Sáng kiến"),
    );
    let name = format!("Tên {}", MARKUP.replace('\'', ""));
    let tree = person(board(), "ma", &name, &more, &format!("Đoạn 1 {MARKUP}."));
    let keynote = format!(
        "+++\ntitle = {}\nhonorees = [\"an\"]\nlead = {}\napproval = {{ status = \"approved\" }}\n+++\nChuyện 1.\n",
        said("Bài"),
        said("Mở"),
    );
    let tree = tree.with("content/quan/keynotes/ma/index.md", keynote).with("site/site.toml", settings);
    let made = sheets(&fine(tree));
    // Words only: quotation marks and dashes may be set as what they are.
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    for path in [SCREEN, "print/quan/panels/ma.pdf", "print/quan/panels/keynotes/ma.pdf"] {
        let paper = Paper::of(&made[path]);
        paper.tool("qpdf", &["--check"], &[]);
        let words = bare(&paper.words());
        let begun = ["#eval($1)*x*<y>@z`w`_v_=/*u*///t[s]{r}"].map(bare);
        assert!(words.contains(&begun[0]), "{path}: {words}");
    }
    let panel = bare(&Paper::of(&made["print/quan/panels/ma.pdf"]).words());
    for field in ["Tên", "Lýdo", "Lời", "Giải"] {
        assert!(panel.contains(&format!("{field}#eval($1)*x*<y>@z")), "{field}: {panel}");
    }
}

/// Five years and a sum, in money: the columns stand beside each other, and what has no gap goes on in the next line.
#[test]
fn nothing_is_set_over_another_or_beyond_the_paper() {
    let years: Vec<String> = (2015..2022).map(|year| year.to_string()).collect();
    let row = |what: &str, cells: &[String]| format!("| {what} | {} |\n", cells.join(" | "));
    let money = |from: usize| (0..7).map(|n| format!("{}.250.000", from + n * 11)).collect::<Vec<_>>();
    let table = format!(
        "{}|---|{}\n{}{}",
        row("Chỉ tiêu", &years),
        "--:|".repeat(7),
        row("Tiết kiệm vải (đồng)", &money(118)),
        row("Điện", &money(345)),
    );
    let long = "abcdefghij".repeat(14);
    let summary = format!("Có 3 việc.\n\n{table}\n\nXem {long} và {}.", ".".repeat(150));
    let made = sheets(&fine(person(board(), "bang", "Lý Bảng", "", &summary)));
    let placed = Paper::of(&made[SCREEN]).placed();
    let page = placed.iter().find(|word| word.text.starts_with("abcdef")).unwrap().page;
    let words: Vec<_> = placed.iter().filter(|word| word.page == page).collect();
    let written: String = words.iter().map(|word| &*word.text).filter(|word| word.contains("def")).collect();
    assert_eq!(written.replace('\u{200b}', ""), long);
    for word in &words {
        assert!(word.right < word.sheet[0] - 30.0, "{word:?}");
    }
    let figures: Vec<_> = words.iter().filter(|word| word.text.ends_with(".000")).collect();
    assert_eq!(figures.len(), 14, "{figures:?}");
    for pair in figures.windows(2).filter(|pair| (pair[0].top - pair[1].top).abs() < 1.0) {
        assert!(pair[0].right + 1.0 < pair[1].left, "{pair:?}");
    }
}

#[test]
fn names_are_found_however_their_marks_were_typed() {
    let decomposed = "Ho\u{0300}a Thi\u{0323} Nguye\u{0302}\u{0303}n";
    let made = sheets(&fine(person(base(), "roi", decomposed, "", "May 3 áo.")));
    for path in [SCREEN, "print/quan/panels/roi.pdf"] {
        assert!(Paper::of(&made[path]).words().replace('\u{a0}', " ").contains("Hòa Thị Nguyễn"), "{path}");
    }
}

#[test]
fn every_face_has_every_letter() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/sen/print/fonts");
    let mut faces: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    faces.retain(|file| file.extension().is_some_and(|end| end == "ttf"));
    assert!(faces.len() >= 4, "{faces:?}");
    // What stands beside letters in sentences, figures and addresses.
    let others = ('!'..='~').chain("“”‘’–…·•₫\u{a0}".chars());
    let letters: Vec<char> = marked_letters().chain(others).collect();
    assert!(letters.len() > 134 + 90);
    for file in faces {
        let bytes = std::fs::read(&file).unwrap();
        let face = Face::parse(&bytes, 0).unwrap();
        let missing: String = letters.iter().filter(|c| face.glyph_index(**c).is_none()).collect();
        assert!(missing.is_empty(), "{}: {missing}", file.display());
    }
}
