//! Slips of the pen: all of them are told at once, each of them once, and what the hint says mends it.

use std::fs;

use bangvang::files::{FilePath, Files, Tree};
use bangvang::model::settings::Language;
use bangvang::report::Problem;
use bangvang::words::words;

use crate::mistakes::{self, board};
use crate::workshop::{base, open};

pub(crate) const SETTINGS: &str = "site/site.toml";
pub(crate) const CONFERENCE: &str = "content/quan/conference.md";
pub(crate) const CRITERIA: &str = "content/quan/criteria.toml";
pub(crate) const DOSSIER: &str = "content/quan/honorees/lan/index.md";

/// What is said of the base with these lines of its files changed: the rule of each problem, and its words with the hint.
pub(crate) fn told(changes: &[(&str, &str, &str)]) -> Vec<(String, String)> {
    let beneath = base();
    let mut files: Vec<(&str, String)> = Vec::new();
    for (file, from, to) in changes {
        if !files.iter().any(|(known, _)| known == file) {
            let bytes = beneath.read(&FilePath::new(file)).unwrap();
            files.push((file, String::from_utf8(bytes.to_vec()).unwrap()));
        }
        let (_, text) = files.iter_mut().find(|(known, _)| known == file).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        *text = text.replacen(from, to, 1);
    }
    let laid: String = files.iter().map(|(file, text)| format!("-- {file} --\n{text}")).collect();
    let in_words = |problem: &Problem| {
        let (says, hint) = words(Language::En).explain(problem);
        format!("{says} {}", hint.unwrap_or_default())
    };
    let report = open(board(&format!("Changed.\n{laid}"))).report;
    report.problems().into_iter().map(|problem| (problem.rule.to_string(), in_words(problem))).collect()
}

/// The rules alone.
pub(crate) fn rules(changes: &[(&str, &str, &str)]) -> Vec<String> {
    told(changes).into_iter().map(|(rule, _)| rule).collect()
}

#[test]
fn names_are_told_the_id_they_stand_for() {
    let unit = r#"unit = "phan-xuong-may""#;
    let job = "job = \"Công nhân may\"\n";
    let award = |id: &str| format!("{job}awards = [{{ year = 2018, award = \"{id}\" }}]\n");
    for (from, to, rule, hint) in [
        (unit, r#"unit = "Phân xưởng may""#.to_owned(), "not-an-id", r#"unit = "phan-xuong-may""#),
        (
            r#"group = "quan-1""#,
            r#"group = "Công nhân lao động trực tiếp sản xuất""#.to_owned(),
            "not-an-id",
            r#"group = "quan-1""#,
        ),
        (job, award("CSTĐCS"), "not-an-id", r#"award = "chien-si-thi-dua-co-so""#),
        (job, award("cstdcs"), "unknown-award", "“cstdcs” to “chien-si-thi-dua-co-so”"),
        (job, award("Chiến sĩ thi đua toàn quốc"), "not-an-id", r#"award = "chien-si-thi-dua-toan-quoc""#),
    ] {
        let told = told(&[(DOSSIER, from, &to)]);
        let [(told_rule, told_hint)] = told.as_slice() else { panic!("{to}: {told:?}") };
        assert!(told_rule == rule && told_hint.contains(hint), "{to}: {told:?}");
    }
}

#[test]
fn a_key_that_is_there_twice_is_called_by_its_name() {
    let told = told(&[(DOSSIER, "job =", "job = \"A\"\njob =")]);
    let [(rule, words)] = told.as_slice() else { panic!("{told:?}") };
    assert!(rule == "toml-syntax" && words.contains("The key “job” may be written once"), "{words}");
}

#[test]
fn one_slip_hides_no_other_of_a_dossier() {
    let others = [
        (DOSSIER, r#"group = "quan-1""#, r#"group = "xyz""#),
        (DOSSIER, r#"unit = "phan-xuong-may""#, r#"unit = "abc""#),
        (DOSSIER, "May 45 áo mỗi ca.", "May 45 áo mỗi ca, gọi 0908 123 456."),
    ];
    for (from, to, rule) in [
        ("job =", "jbo =", "unknown-key"),
        ("job = \"Công nhân may\"\n", "", "missing-key"),
        (r#"kind = "individual""#, r#"kind = "canhan""#, "unknown-choice"),
        (r#"job = "Công nhân may""#, "job = “Công nhân may”", "toml-syntax"),
    ] {
        let mut changes = others.to_vec();
        changes.push((DOSSIER, from, to));
        let mut found = rules(&changes);
        found.sort();
        let mut expected = vec![rule, "private-in-text", "unknown-group", "unknown-unit"];
        expected.sort_unstable();
        assert_eq!(found, expected, "{to}");
    }
}

#[test]
fn one_slip_is_told_once() {
    let name = r#"name = "Nguyễn Thị Lan""#;
    for (file, from, to, rule) in [
        (DOSSIER, "name =", "nmae =", "unknown-key"),
        (DOSSIER, "photo = {", "foto = {", "unknown-key"),
        (DOSSIER, "consent = {", "consnet = {", "unknown-key"),
        (DOSSIER, r#"status = "approved""#, r#"status = "aproved""#, "unknown-choice"),
        (DOSSIER, "web = true", r#"web = "true""#, "wrong-type"),
        (DOSSIER, "date = 2020-05-08", "date = 2020-05-32", "impossible-date"),
        (DOSSIER, "date = 2020-03-01", "date = 2020-02-30", "impossible-date"),
        (DOSSIER, name, r#"name = = "Nguyễn Thị Lan""#, "toml-syntax"),
        (CRITERIA, "[[group]]", "[[groups]]", "unknown-key"),
        (SETTINGS, "[[unit]]", "[[units]]", "unknown-key"),
        (CONFERENCE, "date = 2020-05-10", "date = 2020-05-40", "impossible-date"),
    ] {
        assert_eq!(rules(&[(file, from, to)]), [rule], "{to}");
    }
}

#[test]
fn a_hint_names_what_fits_the_key() {
    let job = "job = \"Công nhân may\"\n";
    let initiative =
        |key: &str| format!("{job}initiatives = [{{ title = \"Đồ gá\", year = 2018, {key} }}]\n");
    let photo = "photo = { file = \"anh.jpg\",";
    for (file, from, to, hint) in [
        (DOSSIER, job, initiative("benefit_vnd = -5"), "60_000_000"),
        (DOSSIER, photo, format!("{photo} focs = [0.5, 0.3],"), "“focus”"),
        (CONFERENCE, "decision =", "delegates = { honorees = -3 }\ndecision =".to_owned(), "example 3"),
    ] {
        let told = told(&[(file, from, &to)]);
        let [(_, told_hint)] = told.as_slice() else { panic!("{to}: {told:?}") };
        assert!(told_hint.contains(hint), "{to}: {told_hint}");
    }
}

#[test]
fn limits_that_nothing_can_keep_are_told() {
    let label = "[[group]]\n";
    for limits in [
        "[limits]\nhonoree_share = { target = 70 }\n",
        "[limits]\nkeynotes_presented = { min = 3, max = 2 }\n",
        "[limits]\npresidium = { min = 3, max = 7, fighters_min = 2, fighters_max = 1 }\n",
        "[limits]\nnot_honoured_in = { period = \"trước đây\", level = \"quan\" }\n",
    ] {
        assert_eq!(rules(&[(CRITERIA, label, &format!("{limits}{label}"))]), ["wrong-type"], "{limits}");
    }
    let asks = "kind = \"individual\"\nrequires_award = { any = [] }";
    assert_eq!(rules(&[(CRITERIA, "kind = \"individual\"", asks)]), ["wrong-type"]);
}

#[test]
fn what_is_asked_for_by_a_wrong_id_is_told_at_its_place() {
    let asks = "kind = \"individual\"\nrequires_award = { any = [\"giay-khe\"] }";
    let won = "awards = [{ year = 2018, award = \"giay-khen\" }]\njob";
    let told = told(&[(CRITERIA, "kind = \"individual\"", asks), (DOSSIER, "job", won)]);
    assert!(told.iter().all(|(_, hint)| hint.contains("giay-khen")), "{told:?}");
    assert_eq!(told[0].0, "unknown-award");
}

#[test]
fn an_address_may_begin_in_capitals() {
    assert!(rules(&[(SETTINGS, "https://", "HTTPS://")]).is_empty());
}

#[test]
fn earlier_honours_are_compared_or_asked_about() {
    let limit = "[limits]\nnot_honoured_in = { period = \"2010-2014\", level = \"quan\" }\n\n[[group]]";
    for (earlier, rule) in [
        ("{ period = \"2010 – 2014\", level = \"quan\" }", Some("honoured-before")),
        ("{ period = \"2010-2014\" }", Some("honoured-before")),
        ("{ period = \"2010-2014\", level = \"co-so\" }", None),
        ("{ period = \"kỳ trước\", level = \"quan\" }", None),
    ] {
        let told = format!("previously_honoured = [{earlier}]\njob");
        let found = rules(&[(CRITERIA, "[[group]]", limit), (DOSSIER, "job", &told)]);
        assert_eq!(found.first().map(String::as_str), rule, "{earlier}: {found:?}");
    }
}

#[test]
fn who_was_honoured_before_is_met_again_in_another_unit_and_under_a_title() {
    let limit = "[limits]\nnot_honoured_in = { period = \"2010-2014\", level = \"quan\" }\n\n[[group]]";
    let text = |file: &str| String::from_utf8(base().read(&FilePath::new(file)).unwrap().to_vec()).unwrap();
    let earlier = text(CONFERENCE).replace("from = 2015, to = 2019", "from = 2010, to = 2014");
    let settings = text(SETTINGS) + "\n[[unit]]\nid = \"kho\"\nname = \"Kho\"\n";
    for (from, to, is_met) in [
        ("phan-xuong-may", "kho", true),
        ("Nguyễn Thị Lan\"", "Bà Nguyễn Thị Lan\"", true),
        ("Nguyễn Thị Lan\"", "Nguyễn Thị Lân\"", true),
        ("Nguyễn Thị Lan\"", "Nguyễn Thị Hoa\"", false),
    ] {
        let board = board(&format!(
            "Before.\n-- {SETTINGS} --\n{settings}-- {CRITERIA} --\n{}\
             -- content/truoc/conference.md --\n{earlier}-- content/truoc/criteria.toml --\n{}\
             -- content/truoc/honorees/lan/index.md --\n{}",
            text(CRITERIA).replace("[[group]]", limit),
            text(CRITERIA),
            text(DOSSIER)
                .replace("photo = { file = \"anh.jpg\", alt = \"Chân dung chị Lan\" }\n", "")
                .replace(from, to),
        ));
        let report = open(board).report;
        let found = report.problems().iter().any(|problem| problem.rule == "honoured-before-here");
        assert_eq!(found, is_met, "{to}");
    }
}

#[test]
fn who_was_refused_is_not_asked_to_be_approved() {
    for (status, hint) in [("revoked", "nothing to do"), ("submitted", "When the approval has come")] {
        let changed = format!("status = \"{status}\"");
        let told = told(&[(DOSSIER, "status = \"approved\"", &changed)]);
        let hints: Vec<&String> = told.iter().filter(|(r, _)| r == "not-approved").map(|(_, h)| h).collect();
        assert!(hints[0].contains(hint), "{told:?}");
    }
}

#[test]
fn issuers_are_of_the_level_they_are_of() {
    for (level, issuer, fits) in [
        ("quan", "Liên đoàn Lao động Thành phố", false),
        ("thanh-pho", "Liên đoàn Lao động Thành phố", true),
        ("co-so", "Công đoàn cơ sở Công ty Xây dựng Thành phố", true),
        ("co-so", "Công ty Xây dựng Thành phố", true),
        ("co-so", "Hợp tác xã Vận tải số 4", true),
        ("nganh", "Công đoàn Giáo dục Thành phố", true),
        ("quan", "Liên đoàn Lao động thành phố Thủ Đức", true),
        ("quan", "Liên đoàn Lao động thành phố Biên Hoà", true),
        ("co-so", "Liên đoàn Lao động thành phố Biên Hoà, tỉnh Đồng Nai", false),
        ("quan", "Liên đoàn Lao động TP. Hồ Chí Minh", false),
        ("quan", "Công đoàn các Khu chế xuất và công nghiệp Thành phố", true),
        ("quan", "Liên đoàn Lao động Thành phố Thủ Đức, TP. Hồ Chí Minh", true),
    ] {
        let found = rules(&[
            (CONFERENCE, "level = \"quan\"", &format!("level = \"{level}\"")),
            (CONFERENCE, "Liên đoàn Lao động Quận", issuer),
        ]);
        assert_eq!(found.is_empty(), fits, "{level}, {issuer}: {found:?}");
    }
}

#[test]
fn a_share_is_not_rounded_into_its_limit() {
    let limit = "[limits]\nhonoree_share = { target = 0.70, tolerance = 0.05 }\n\n[[group]]";
    let delegates = "delegates = { honorees = 6499, guests = 3501 }\ndecision =";
    let told = told(&[(CRITERIA, "[[group]]", limit), (CONFERENCE, "decision =", delegates)]);
    let [(_, told)] = told.as_slice() else { panic!("{told:?}") };
    assert!(told.contains("64.9%"), "{told}");
}

#[test]
fn one_person_under_two_titles_is_met_again() {
    let dossier = String::from_utf8(base().read(&FilePath::new(DOSSIER)).unwrap().to_vec()).unwrap();
    for (one, other, is_one) in [
        ("Nguyễn Thị Lan", "Bà Nguyễn Thị Lan", true),
        ("TS. Nguyễn Thị Lan", "Nghệ nhân Nguyễn Thị Lan", true),
        ("Lê Thị Mỹ", "Lê Thị Mĩ", true),
        ("Y' Moan Niê", "Y’ Moan Niê", true),
        ("Nguyễn Thị Lan", "Nguyễn Thị Lân", false),
    ] {
        let as_one = |name: &str| dossier.replace("Nguyễn Thị Lan", name);
        let two = format!(
            "Two.\n-- {DOSSIER} --\n{}-- content/quan/honorees/hai/index.md --\n{}",
            as_one(one),
            as_one(other)
        );
        let report = open(board(&two)).report;
        let found = report.problems().iter().any(|problem| problem.rule == "namesake");
        assert_eq!(found, is_one, "{one}, {other}");
    }
}

/// Whoever took consent back may have changed the unit between two conferences, and at one of them is one dossier.
#[test]
fn whoever_withdrew_is_met_again_in_another_unit() {
    let earlier = fs::read_to_string(mistakes::folder().join("approval-of-before/board.txt")).unwrap();
    let unit = "\n[[unit]]\nid = \"hai\"\nname = \"Phân xưởng hai\"\n";
    let withdrawn = |text: &str| text.replace("{ web = true", "{ withdrawn_on = 2020-05-30, web = true");
    let still_shown = |tree: Tree| {
        let settings = String::from_utf8(tree.read(&FilePath::new(SETTINGS)).unwrap().to_vec()).unwrap();
        let report = open(tree.with(SETTINGS, settings + unit)).report;
        report.problems().iter().filter(|problem| problem.rule == "still-shown").count()
    };
    let dossier = String::from_utf8(base().read(&FilePath::new(DOSSIER)).unwrap().to_vec()).unwrap();
    let moved = dossier.replace("\"phan-xuong-may\"", "\"hai\"");
    assert_eq!(still_shown(board(&earlier).with(DOSSIER, withdrawn(&moved))), 1);
    assert_eq!(still_shown(base().with("content/quan/honorees/hai/index.md", withdrawn(&moved))), 0);
    assert_eq!(still_shown(base().with("content/quan/honorees/hai/index.md", withdrawn(&dossier))), 1);
}

#[test]
fn a_unit_is_known_again_by_its_letters() {
    let unit = "name = \"Phân xưởng may\"\n";
    for (one, other, is_one) in [
        ("Cty TNHH MTV Hoà Phát", "Công ty Trách nhiệm hữu hạn Một thành viên Hòa Phát", true),
        ("Công ty TNHH An Bình", "Công ty TNHH Ân Bình", false),
    ] {
        let two = format!("name = \"{one}\"\n\n[[unit]]\nid = \"hai\"\nname = \"{other}\"\n");
        let found = rules(&[(SETTINGS, unit, &two)]);
        assert_eq!(found == ["unit-twice"], is_one, "{one}, {other}: {found:?}");
    }
}

#[test]
fn capitals_and_apostrophes_are_no_tones() {
    for (name, in_the_chair, rule) in [
        ("H’Hen Niê", "H'Hen Niê", "name-differs"),
        ("Nguyễn Thị Hoà", "NGUYỄN THỊ HOÀ", "name-differs"),
        ("Nguyễn Thị Hoà", "Nguyễn Thị Hòa", "tone-placement"),
    ] {
        let chair = format!("presidium = [{{ name = \"{in_the_chair}\" }}]\ndecision =");
        let found = rules(&[(DOSSIER, "Nguyễn Thị Lan", name), (CONFERENCE, "decision =", &chair)]);
        assert_eq!(found.first().map(String::as_str), Some(rule), "{name}: {found:?}");
    }
}

#[test]
fn what_is_wrong_above_a_dossier_hides_nothing_in_it() {
    let unit = (DOSSIER, r#"unit = "phan-xuong-may""#, r#"unit = "abc""#);
    let figures = (DOSSIER, "May 45 áo mỗi ca.", "Gọi 0908 123 456.");
    for (file, from, to, rule) in [
        (CONFERENCE, r#"level = "quan""#, r#"level = "huyen""#, "unknown-choice"),
        (SETTINGS, "https://", "www.", "base-url"),
        (SETTINGS, "title = \"Bảng vàng danh dự\"\n", "", "missing-key"),
        (CONFERENCE, "period = { from = 2015, to = 2019 }\n", "", "missing-key"),
        (
            CONFERENCE,
            "to = 2019 }\npublish_until = 2024-12-31\ndecision",
            "to = 2019 }\npublish_until = 2024-12-31\n+++\ndecision",
            "front-matter-below",
        ),
    ] {
        let mut found = rules(&[(file, from, to), unit, figures]);
        found.sort();
        let mut expected = vec![rule, "private-in-text", "unknown-unit"];
        expected.sort_unstable();
        assert_eq!(found, expected, "{to}");
    }
}

#[test]
fn files_that_nobody_shows_are_told() {
    let album = "[[album]]\ntitle = \"Lễ\"\npictures = []\n";
    for (files, rule) in [
        ("-- site/settings.toml --\ntitle = \"Bảng\"\n".to_owned(), "file-not-read"),
        (
            format!("-- content/quan/photos/photos.toml --\n{album}-- content/quan/photos/a.jpg --\n…\n"),
            "no-album",
        ),
        // Its album is not lost without a word, and its pictures are not told as of none.
        (
            format!("-- content/quan/photos/Photos.toml --\n{album}-- content/quan/photos/a.jpg --\n…\n"),
            "file-not-read",
        ),
    ] {
        let report = open(board(&format!("More.\n{files}"))).report;
        let found: Vec<&str> = report.problems().iter().map(|problem| &*problem.rule).collect();
        assert_eq!(found, [rule], "{files}");
    }
}

#[test]
fn a_theme_is_named_by_its_folder() {
    let theme = "base_url = \"https://congdoan.example.vn/bang-vang/\"\n";
    for (named, hint) in [("../x", "plain name"), ("xyz", "themes/xyz")] {
        let board = told(&[(SETTINGS, theme, &format!("{theme}theme = \"{named}\"\n"))]);
        assert!(board[0].0 == "no-theme" && board[0].1.contains(hint), "{board:?}");
    }
}

#[test]
fn days_that_have_not_come_are_asked_about() {
    for (file, from) in
        [(DOSSIER, "date = 2020-05-08"), (DOSSIER, "date = 2020-03-01"), (CONFERENCE, "date = 2020-05-10")]
    {
        assert_eq!(rules(&[(file, from, "date = 2026-05-08")]), ["day-ahead"], "{from}");
    }
}
