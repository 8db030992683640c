//! What people type, paste and save otherwise than it is meant to be: it is read as it was meant, or told with what mends it.

use bangvang::files::{FilePath, Files as _};
use bangvang::report::Position;

use crate::slips::{CONFERENCE, CRITERIA, DOSSIER, rules, told};
use crate::workshop::{base, open, page, site};

const NAME: &str = "name = \"Nguyễn Thị Lan\"";
const JOB: &str = "job = \"Công nhân may\"";
const PAGE: &str = "quan/honorees/lan/index.html";

/// The one thing that is said, with its hint.
fn only(changes: &[(&str, &str, &str)]) -> (String, String) {
    let told = told(changes);
    let [one] = told.as_slice() else { panic!("{told:#?}") };
    one.clone()
}

/// Of a list that nobody closed the list is told, and nothing of what stands below it.
#[test]
fn an_open_list_is_one_slip() {
    let awards = "awards = [\n  { year = 2018, award = \"lao-dong-tien-tien\" },\n";
    for list in
        ["movements = [\"lao-dong-gioi\"\n", awards, "# [\nmovements = [ # ]\n  \"lao-dong-gioi\",\n\n"]
    {
        let (rule, hint) = only(&[(DOSSIER, JOB, &format!("{list}{JOB}"))]);
        assert!(rule == "toml-syntax" && hint.contains(']'), "{list}: {hint}");
    }
    // At the end of the head, above a table, and beside another slip.
    let last = "evidence = \"Phiếu đồng ý số 05\" }\nmovements = [\"lao-dong-gioi\",\n";
    assert_eq!(rules(&[(DOSSIER, "evidence = \"Phiếu đồng ý số 05\" }\n", last)]), ["toml-syntax"]);
    assert_eq!(rules(&[(CRITERIA, "[[group]]", "issuers = [\n\n[[group]]")]), ["toml-syntax"]);
    assert_eq!(
        rules(&[(DOSSIER, JOB, &format!("movements = [\n{JOB}")), (DOSSIER, "kind =", "kiind =")]),
        ["unknown-key", "toml-syntax"]
    );
    // Where another slip is the cause, that is told, in its line.
    let told_in = |list: &str| {
        let text = base_text().replace(JOB, &format!("{list}\n{JOB}"));
        let tree = base().with(DOSSIER, text);
        let report = open(tree.clone()).report;
        let lines = report.problems().into_iter().filter(|problem| problem.rule == "toml-syntax");
        lines
            .filter_map(|problem| problem.place.as_ref())
            .filter_map(|place| Some(Position::of(&tree.read(&place.file).ok()?, place.span?.from).line))
            .collect::<Vec<_>>()
    };
    for slip in [
        "awards = [\n  { year = 2018, award = \"lao-dong-tien-tien, number = \"1\" },\n  { year = 2019, award = \"giay-khen\" },\n]",
        "awards = [\n  { year = 2018', award = \"giay-khen\" },\n]",
        "movements = [\n  \"a, \"b\",\n]",
    ] {
        assert_eq!(told_in(slip).first(), Some(&7), "{slip}");
    }
    // What is closed further down is no slip.
    for whole in [
        "movements = [\n  \"lao-dong-gioi\", # ]\n]\nquote = '''[\nname = '''\n",
        "initiatives = [\n  { title = \"\"\"Đồ gá \"ba trong một\"\"\"\", year = 2018 },\n]\n",
        "initiatives = [ { title = \"\"\"a\\\"\"\"b\"\"\", year = 2018 } ]\n",
    ] {
        assert!(rules(&[(DOSSIER, JOB, &format!("{whole}{JOB}"))]).is_empty(), "{whole}");
    }
}

/// So it is of a group of keys, alone or within a list, and nothing is derived from what was not read.
#[test]
fn an_open_group_is_one_slip() {
    let close = |line: &str| line.replace(" }\n", "\n");
    let honour =
        "honour = { award = \"giay-khen\", number = \"1/QĐ\", issuer = \"Liên đoàn Lao động Quận\" }\n";
    let (rule, hint) = only(&[(DOSSIER, JOB, &format!("{}{JOB}", close(honour)))]);
    assert!(rule == "toml-syntax" && hint.contains(honour.trim()), "{hint}");
    // The consent, and with it the last day and the standing of whoever gave it.
    let consent = "evidence = \"Phiếu đồng ý số 05\" }\n";
    let (rule, hint) = only(&[(DOSSIER, consent, &close(consent))]);
    assert!(rule == "toml-syntax" && hint.contains(consent.trim()), "{hint}");
    for list in [
        "awards = [\n  { year = 2018, award = \"giay-khen\",\n  { year = 2019, award = \"giay-khen\" },\n]\n",
        "awards = [\n  { year = 2018, award = \"giay-khen\" },\n  { year = 2019, award = \"giay-khen\"\n]\n",
        "awards = [{ year = 2018, award = \"giay-khen\"]\n",
        "honour = {\n  award = \"giay-khen\",\n  number = \"1/QĐ\"\n",
    ] {
        let (rule, hint) = only(&[(DOSSIER, JOB, &format!("{list}{JOB}"))]);
        assert!(rule == "toml-syntax" && hint.contains('}') | hint.contains("ngoặc nhọn"), "{list}: {hint}");
    }
    let whole = "honour = {\n  award = \"giay-khen\",\n  number = \"1/QĐ\",\n}\n";
    assert!(!rules(&[(DOSSIER, JOB, &format!("{whole}{JOB}"))]).contains(&"toml-syntax".to_owned()));
}

/// Names of a list for sorting are told as people write them; those that have no capitals at all are left alone.
#[test]
fn a_name_in_capitals_is_told_as_it_is_written() {
    for (name, right) in [("NGUYỄN THỊ LAN", "Nguyễn Thị Lan"), ("h’hen niê", "H’Hen Niê")] {
        let told = told(&[(DOSSIER, NAME, &format!("name = \"{name}\""))]);
        assert!(told.iter().any(|(rule, hint)| rule == "name-letters" && hint.contains(right)), "{told:#?}");
    }
    for name in ["Nguyễn Thị LAN", "王 伟", "Y Moan", "A B"] {
        assert!(
            !rules(&[(DOSSIER, NAME, &format!("name = \"{name}\""))]).contains(&"name-letters".to_owned()),
            "{name}"
        );
    }
}

/// Whoever writes a day, a figure or a term in another way is shown their own, not that of somebody else.
#[test]
fn a_value_is_proposed_as_it_was_meant() {
    for (file, line, written, right) in [
        (DOSSIER, "date = 2020-05-08", "date = \"2020-05-08\"", "date = 2020-05-08"),
        (DOSSIER, "date = 2020-05-08", "date = \"8/5/2020\"", "date = 2020-05-08"),
        (
            CONFERENCE,
            "period = { from = 2015, to = 2019 }",
            "period = \"2015 - 2019\"",
            "{ from = 2015, to = 2019 }",
        ),
        (DOSSIER, JOB, "previously = 1\njob = 12", "job = \"12\""),
        (DOSSIER, JOB, "movements = \"lao-dong-gioi\"\njob = \"May\"", "movements = [\"lao-dong-gioi\"]"),
        (DOSSIER, JOB, "featured = True\njob = \"May\"", "featured = true"),
        (DOSSIER, JOB, "featured = \"có\"\njob = \"May\"", "featured = true"),
        (
            DOSSIER,
            JOB,
            "initiatives = [{ title = \"A\", year = 2018, benefit_vnd = \"60.000.000 đồng\" }]\njob = \"May\"",
            "benefit_vnd = 60_000_000",
        ),
        (DOSSIER, JOB, "withdrawn_on = 2020-05-08\njob = \"May\"", "“consent”"),
    ] {
        let told = told(&[(file, line, written)]);
        assert!(told.iter().any(|(_, hint)| hint.contains(right)), "{written}: {told:#?}");
    }
    // A text that begins with a figure stays one, and what is private is not repeated.
    let quoted = told(&[(DOSSIER, JOB, "lead = 1.500 áo mỗi ngày\njob = \"May\"")]);
    assert!(quoted.iter().any(|(_, hint)| hint.contains("lead = \"1.500 áo mỗi ngày\"")), "{quoted:#?}");
    let evidence = "evidence = \"Phiếu đồng ý số 05\" }\n";
    let open = format!("{evidence}[private]\ngender = {{ so = \"Chau\"\n");
    let open = told(&[(DOSSIER, evidence, &open)]);
    assert!(!open.is_empty() && open.iter().all(|(_, hint)| !hint.contains("Chau")), "{open:#?}");
    // What could be another figure is not made one.
    let told = told(&[(
        DOSSIER,
        JOB,
        "initiatives = [{ title = \"A\", year = 2018, benefit_vnd = \"60 triệu\" }]\njob = \"May\"",
    )]);
    assert!(
        told.iter().all(|(_, hint)| !hint.contains("benefit_vnd = 60\n") && !hint.ends_with("= 60")),
        "{told:#?}"
    );
}

/// The line a hint proposes is one that can be typed.
#[test]
fn a_line_is_proposed_as_it_can_be_read() {
    for (written, right) in [
        ("name: Nguyễn Thị Lan", NAME),
        ("name = “Nguyễn Thị Lan”", NAME),
        ("name = \"Nguyễn Thị Lan”", NAME),
        ("name = Nguyễn Thị Lan", NAME),
        ("\u{a0}name = \"Nguyễn Thị Lan\"", NAME),
        ("name = \"Nguyễn\u{b}Thị Lan\"", NAME),
    ] {
        let (rule, hint) = only(&[(DOSSIER, NAME, written)]);
        assert!(rule == "toml-syntax" && hint.contains(right), "{written}: {hint}");
    }
    // No other value is made a text, and nothing is proposed that says something else.
    for written in ["lead = Tổ trưởng # ghi chú", "quote = “Đỡ” và “may”", "lead = C:\\anh"]
    {
        let (rule, hint) = only(&[(DOSSIER, JOB, &format!("{written}\n{JOB}"))]);
        assert!(rule == "toml-syntax" && !hint.contains("whole line again"), "{written}: {hint}");
    }
    // Nor is what stands in private repeated, however its head is typed.
    for head in ["[ private ]", "[\"private\"]", "[private]\nnotes = [\n[1],\n]"] {
        let told = told(&[(
            DOSSIER,
            "evidence = \"Phiếu đồng ý số 05\" }\n",
            &format!("evidence = \"Phiếu\" }}\n{head}\nname = Khơ Me\n"),
        )]);
        assert!(!told.is_empty() && !format!("{told:?}").contains("Khơ"), "{told:?}");
    }
}

#[test]
fn the_head_of_a_file_begins_as_it_can() {
    let text = base_text();
    for (written, hint) in [
        (text.replace("+++", "---"), "“---”"),
        (format!("Hồ sơ chị Lan\n{text}"), "delete whatever stands before it"),
    ] {
        let report = open(base().with(DOSSIER, written)).report;
        let said: Vec<String> = report.problems().iter().map(|problem| in_english(problem)).collect();
        assert!(said.iter().any(|said| said.contains(hint)), "{said:#?}");
    }
    assert!(!open(base().with(DOSSIER, text.replacen("+++", "  +++", 1))).report.has_errors());
}

fn base_text() -> String {
    let bytes = bangvang::files::Files::read(&base(), &bangvang::files::FilePath::new(DOSSIER)).unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn in_english(problem: &bangvang::report::Problem) -> String {
    let words = bangvang::words::words(bangvang::model::settings::Language::En);
    let (says, hint) = words.explain(problem);
    format!("{says} {}", hint.unwrap_or_default())
}

/// Files that are no text, or not any more, say what they are.
#[test]
fn what_a_file_is_instead_is_told() {
    let damaged = {
        let mut bytes = base_text().into_bytes();
        let at = bytes.windows(3).position(|three| three == "ễ".as_bytes()).unwrap();
        bytes[at] = b'?';
        bytes
    };
    for (bytes, hint) in
        [(b"PK\x03\x04\xff\xfe\xfd".to_vec(), "a Word file"), (damaged, "delete it, type it again")]
    {
        let report = open(base().with(DOSSIER, bytes)).report;
        let said: Vec<String> = report.problems().iter().map(|problem| in_english(problem)).collect();
        assert!(said.iter().any(|said| said.contains(hint)), "{said:#?}");
    }
}

/// Letters that an encoding had no place for were saved as `?`; questions and addresses are none.
#[test]
fn letters_that_were_lost_are_seen() {
    let body = "May 45 áo mỗi ca.";
    for lost in ["Ch? Tr?n Th? Lan may 45 áo.", "Làm ?? gá."] {
        let found = rules(&[(DOSSIER, body, lost)]);
        assert_eq!(found.contains(&"garbled-text".to_owned()), lost.contains("Tr?n"), "{lost}: {found:?}");
    }
    for fine in [
        "Ai thương em?em nhớ 45 áo.",
        "Lúc 22h?rồi 45 áo.",
        "STT?họ tên 45",
        "Vì sao? Vì 45 áo.",
        "Xem https://a.vn/x?y=1 và 45 áo.",
        "s\u{ad}ản phẩm 45 áo.",
    ] {
        assert!(rules(&[(DOSSIER, body, fine)]).is_empty(), "{fine}");
    }
}

/// Lines that Word breaks within a paragraph stay words apart.
#[test]
fn line_ends_of_word_processors_part_words() {
    for end in ['\u{b}', '\u{c}', '\u{85}', '\u{2028}'] {
        let tree =
            base().with(DOSSIER, base_text().replace("May 45 áo", &format!("Mỗi ba{end}buổi may 45 áo")));
        let pages = site(tree);
        assert!(page(&pages, PAGE).contains("Mỗi ba buổi may"), "{end:?}");
    }
}

/// A page sets its own quotation marks around what somebody said; those that are typed within stay.
#[test]
fn words_that_are_quoted_already_are_quoted_once() {
    for (typed, shown) in [
        ("“Đỡ một đường may.”", "“Đỡ một đường may.”"),
        ("\\\"Đỡ một đường may.\\\"", "“Đỡ một đường may.”"),
        ("“Đỡ” và “may”", "“‘Đỡ’ và ‘may’”"),
        ("Đỡ một đường may.", "“Đỡ một đường may.”"),
    ] {
        let text = base_text().replace(JOB, &format!("{JOB}\nquote = \"{typed}\""));
        let pages = site(base().with(DOSSIER, text));
        assert!(page(&pages, PAGE).contains(&format!("<p>{shown}</p>")), "{typed}");
    }
}

/// What is listed twice is meant once.
#[test]
fn a_movement_is_one_however_often_it_is_listed() {
    let twice = format!("{JOB}\nmovements = [\"lao-dong-gioi\", \"lao-dong-gioi\"]");
    let pages = site(base().with(DOSSIER, base_text().replace(JOB, &twice)));
    assert_eq!(page(&pages, PAGE).matches("Lao động giỏi").count(), 1);
}

/// Without the number of guests nobody knows the share of honourees.
#[test]
fn a_share_is_asked_only_where_guests_are_counted() {
    let limit = "[limits]\nhonoree_share = { target = 0.70, tolerance = 0.05 }\n\n[[group]]";
    let came = |delegates: &str| {
        rules(&[
            (CRITERIA, "[[group]]", limit),
            (CONFERENCE, "decision =", &format!("{delegates}\ndecision =")),
        ])
    };
    assert!(came("delegates = { honorees = 140 }").is_empty());
    assert_eq!(came("delegates = { honorees = 140, guests = 0 }"), ["honoree-share"]);
}

/// A word is taken for another only where a few letters differ, and never where their numbers do.
#[test]
fn units_that_are_numbered_are_not_each_other() {
    let unit = |id: &str| {
        let more =
            "[[unit]]\nid = \"phan-xuong-2\"\nname = \"Phân xưởng 2\"\n\n[[unit]]\nid = \"phan-xuong-may\"";
        let changes = [
            (crate::slips::SETTINGS, "[[unit]]\nid = \"phan-xuong-may\"", more),
            (DOSSIER, "unit = \"phan-xuong-may\"", &*format!("unit = \"{id}\"")),
        ];
        only(&changes).1
    };
    assert!(unit("phan-xuong-3").contains("Add the unit"));
    assert!(unit("phan-xuong-hoan-thanh").contains("Add the unit"));
    assert!(unit("phan-xuong-02").contains("Did you mean “phan-xuong-2”"));
    assert!(unit("phan-xuong-mai").contains("Did you mean “phan-xuong-may”"));
}

/// A dossier under a copied name is published once more: what is kept is kept elsewhere.
#[test]
fn a_copied_folder_is_not_to_be_renamed_only() {
    for (name, is_copy) in
        [("lan - Copy", true), ("lan (2)", true), ("Bản sao lan", true), ("Lan Anh", false)]
    {
        let tree = base().with(&format!("content/quan/honorees/{name}/index.md"), base_text());
        let report = open(tree).report;
        let said: Vec<String> = report.problems().iter().map(|problem| in_english(problem)).collect();
        let told = said.iter().find(|said| said.contains("cannot be an id")).unwrap();
        assert_eq!(told.contains("out of “content”"), is_copy, "{told}");
    }
}

/// A withheld name is looked for without its title and without what tells it from namesakes.
#[test]
fn a_withheld_name_is_found_without_its_title() {
    for name in ["Ông Trần Văn Bảy", "Trần Văn Bảy (Tổ 2)", "Đ/c Trần Văn Bảy"] {
        let other = base_text().replace("Nguyễn Thị Lan", name).replace("web = true", "web = false");
        let lan = base_text().replace("May 45 áo mỗi ca.", "Cùng anh Trần Văn Bảy may 45 áo mỗi ca.");
        let tree = base()
            .with("content/quan/honorees/bay/index.md", other.replace("photo = {", "#"))
            .with(DOSSIER, lan);
        let report = open(tree).report;
        assert!(report.problems().iter().any(|problem| problem.rule == "name-withheld-in-text"), "{name}");
    }
}

/// A head that was closed too early goes on in the text, where it would be published: told in every kind of file, and no
/// line of a story is taken for one.
#[test]
fn lines_of_a_head_below_it_are_told() {
    let keynote = "content/quan/keynotes/a/index.md";
    let below = |file: &str, lines: &str| {
        let board = base().with(keynote, "+++\ntitle = \"Bữa ăn ca\"\n+++\nMột câu chuyện.\n");
        let text = String::from_utf8(board.read(&FilePath::new(file)).unwrap().to_vec()).unwrap();
        let board = board.with(file, format!("{}\n\n{lines}\n", text.trim_end()));
        let report = open(board.clone()).report;
        let told: Vec<_> = report.problems().into_iter().filter(|p| p.rule == "front-matter-below").collect();
        assert!(told.len() < 2 && told.iter().all(|problem| problem.is_error()), "{told:?}");
        told.first().map(|problem| {
            let span = problem.place.as_ref().unwrap().span.unwrap();
            let text = String::from_utf8(board.read(&FilePath::new(file)).unwrap().to_vec()).unwrap();
            text[span.from as usize..span.to as usize].to_owned()
        })
    };
    for line in [
        "[private]",
        "  [private]  # không hiện",
        "[ private ]",
        "[[awards]]",
        "gender = \"nu\"",
        "gender=\"nu\"",
        "private.gender = \"nu\"",
        "    ethnic_minority = true",
        "withdrawn_on = 2026-01-01",
        "publish_until = 2026-01-01",
        "consent = { web = false }",
        "\"job\" = \"Thợ\"",
        "+++",
        " +++ ",
        "Chị Lan là thợ may.\r\nparty_member = true\r\n",
    ] {
        let lines: Vec<&str> = line.lines().map(str::trim).collect();
        assert_eq!(below(DOSSIER, line).as_deref(), lines.last().copied(), "{line}");
    }
    assert_eq!(below(DOSSIER, "Một.\n\n[private]\ngender = \"nu\"").as_deref(), Some("[private]"));
    assert_eq!(below(CONFERENCE, "held_on = 2020-05-15").as_deref(), Some("held_on = 2020-05-15"));
    assert_eq!(below(keynote, "speaker = \"Lan\"").as_deref(), Some("speaker = \"Lan\""));
    for prose in [
        "Năng suất = 45 áo mỗi ca.",
        "S = a x b",
        "name of the product = 3",
        "```\ngender = \"nu\"\n+++\n```",
        "[Ảnh]",
        "[private](https://example.vn)",
        "[1] Theo báo cáo.",
        "Chị ghi job = thợ vào sổ.",
        "a +++ b",
    ] {
        assert_eq!(below(DOSSIER, prose), None, "{prose}");
    }
    assert_eq!(below(CONFERENCE, "gender = \"nu\""), None);
}
