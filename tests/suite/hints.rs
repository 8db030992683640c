//! What hints propose: it can be typed where they say, and then nothing is wrong there.

use bangvang::files::{FilePath, Files as _, Tree};

use crate::slips::{CONFERENCE, CRITERIA, DOSSIER, SETTINGS, rules, told};
use crate::workshop::{base, open};

/// Nothing is none of the words a key takes: a dossier, or a whole conference, would be gone without a word.
#[test]
fn a_word_that_must_be_there_is_no_blank() {
    for (file, from, to) in [
        (DOSSIER, r#"kind = "individual""#, r#"kind = """#),
        (DOSSIER, r#"status = "approved""#, r#"status = " ""#),
        (CONFERENCE, r#"level = "quan""#, r#"level = """#),
        (CRITERIA, r#"kind = "individual""#, r#"kind = """#),
    ] {
        let found = told(&[(file, from, to)]);
        assert!(found.iter().any(|(rule, _)| rule == "unknown-choice"), "{to}: {found:?}");
        assert!(found.iter().any(|(_, says)| says.contains("Choose one of these words")), "{found:?}");
    }
}

/// What is proposed for a key that holds others is right when it is typed.
#[test]
fn a_table_is_shown_as_its_key_has_it() {
    let keys = [
        (CONFERENCE, "period", "\"2015-2019\""),
        (CONFERENCE, "decision", "\"45/QĐ\""),
        (CONFERENCE, "basis", "[\"105/KH\"]"),
        (CONFERENCE, "delegates", "140"),
        (CONFERENCE, "presidium", "[\"Lê A\"]"),
        (CONFERENCE, "signature", "\"Lê A\""),
        (CONFERENCE, "large_unit_approval", "true"),
        (CONFERENCE, "events", "[\"Giao lưu\"]"),
        (CONFERENCE, "occasions", "\"Chào mừng\""),
        (DOSSIER, "sort", "\"Hà\""),
        (DOSSIER, "previously_honoured", "true"),
        (DOSSIER, "initiatives", "[\"Đồ gá\"]"),
        (DOSSIER, "awards", "\"Lao động giỏi\""),
        (DOSSIER, "honour", "\"Giấy khen\""),
        (DOSSIER, "approval", "\"approved\""),
        (DOSSIER, "consent", "true"),
        (CRITERIA, "honoree_share", "70"),
        (CRITERIA, "keynotes_presented", "3"),
        (CRITERIA, "presidium", "5"),
        (CRITERIA, "not_honoured_in", "\"2010-2014\""),
    ];
    for (file, key, wrong) in keys {
        let text = base_text(file);
        let line = text.lines().find(|line| line.starts_with(&format!("{key} = ")));
        let (from, before) = match (file, line) {
            (CRITERIA, _) => ("[[group]]".to_owned(), "[limits]\n"),
            (_, Some(line)) => (line.to_owned(), ""),
            (CONFERENCE, None) => ("publish_until".to_owned(), ""),
            (_, None) => ("job =".to_owned(), ""),
        };
        let after = if line.is_some() { String::new() } else { format!("\n{from}") };
        let typed = |value: &str| format!("{before}{key} = {value}{after}");
        let found = told(&[(file, &from, &typed(wrong))]);
        let (_, says) =
            found.iter().find(|(rule, _)| rule == "wrong-type").unwrap_or_else(|| panic!("{key}"));
        let proposed = says.split(&format!(": {key} = ")).nth(1);
        let proposed = proposed.unwrap_or_else(|| panic!("{key}: {says}"));
        let errors = rules(&[(file, &from, &typed(proposed.trim()))]);
        let is_of_form =
            |rule: &String| ["wrong-type", "unknown-key", "missing-key", "toml-syntax"].contains(&&**rule);
        assert!(!errors.iter().any(is_of_form), "{key}: {proposed}: {errors:?}");
    }
}

fn base_text(file: &str) -> String {
    let head = format!("-- {file} --\n");
    crate::workshop::BASE.split(&head).nth(1).unwrap().split("\n-- ").next().unwrap().to_owned()
}

#[test]
fn a_key_under_another_heading_is_told_its_own() {
    let job = "job = \"Công nhân may\"\n";
    for (file, from, to, home) in [
        (DOSSIER, job, format!("{job}gender = \"nu\"\n"), "[private]"),
        (CRITERIA, "[[group]]", "delegates_max = 250\n[[group]]".to_owned(), "[limits]"),
        (CRITERIA, "id = ", "delegates_max = 250\nid = ".to_owned(), "[limits]"),
        (SETTINGS, "[contact]", "address = \"Trụ sở Quận\"\n[contact]".to_owned(), "[contact]"),
    ] {
        let found = told(&[(file, from, &to)]);
        assert!(found.len() == 1 && found[0].1.contains(&format!("below the line {home}")), "{found:?}");
    }
}

/// How somebody is reached is never led to where the whole world reads it.
#[test]
fn a_persons_phone_is_to_be_deleted() {
    let job = "job = \"Công nhân may\"\n";
    for (file, from, line) in [
        (DOSSIER, job, "phone = \"0908 123 456\"\n"),
        (DOSSIER, job, "email = \"lan@example.vn\"\n"),
        (CONFERENCE, "publish_until", "address = \"12 Lê Lợi\"\n"),
    ] {
        let found = told(&[(file, from, &format!("{line}{from}"))]);
        let (_, says) = found.iter().find(|(rule, _)| rule == "unknown-key").unwrap();
        assert!(says.contains("delete the line") && !says.contains("[contact]"), "{says}");
    }
}

/// A list of ids is shown as that key has it.
#[test]
fn a_list_is_shown_as_its_key_has_it() {
    for (key, example) in [("movements", "[\"lao-dong-gioi\"]"), ("categories", "[\"nhan-to-moi\"]")] {
        let found = told(&[(DOSSIER, "job =", &format!("{key} = 7\njob ="))]);
        assert!(found.iter().any(|(_, says)| says.contains(&format!("{key} = {example}"))), "{found:?}");
    }
}

fn with_keynote(front: &str) -> Tree {
    base().with("content/quan/keynotes/bai/index.md", format!("+++\n{front}+++\nGọi 0908 123 456.\n"))
}

#[test]
fn keynotes_name_dossiers_by_their_folders() {
    let approved = "approval = { status = \"approved\", number = \"1\", date = 2020-05-08, by = \"TT\" }\n";
    let said = |honorees: &str, title: &str| {
        let project = open(with_keynote(&format!("{title}honorees = [{honorees}]\n{approved}")));
        let words = bangvang::words::words(bangvang::model::settings::Language::En);
        let in_words = |problem: &&bangvang::report::Problem| words.explain(problem).1.unwrap_or_default();
        let problems = project.report.problems();
        problems.iter().map(|p| format!("{}: {}", p.rule, in_words(p))).collect::<Vec<_>>()
    };
    let title = "title = \"Bài\"\n";
    assert!(said("\"Nguyễn Thị Lan\"", title).iter().any(|told| told.contains("Type: \"lan\"")));
    assert!(said("\"khong-co\"", title).iter().any(|told| told.contains("There are: lan.")));
    // Without a title the rest is told as well.
    let found = said("\"khong-co\"", "");
    for rule in ["missing-key", "unknown-honoree", "private-in-text"] {
        assert_eq!(found.iter().filter(|told| told.starts_with(rule)).count(), 1, "{found:?}");
    }
    assert_eq!(found.len(), 3, "{found:?}");
}

/// A text that waits names whoever it likes: it keeps nobody else's page from being made, or taken down.
#[test]
fn a_keynote_that_waits_stops_nothing() {
    let written = |status: &str| {
        open(with_keynote(&format!(
            "title = \"Bài\"\nhonorees = [\"da-xoa\"]\napproval = {{ status = \"{status}\" }}\n"
        )))
    };
    assert!(written("approved").report.has_errors());
    for status in ["withdrawn", "submitted"] {
        let project = written(status);
        assert!(
            !project.report.has_errors()
                && crate::workshop::rules(&project).contains(&"unknown-honoree".to_owned())
        );
    }
}

/// Which keys there are is told, also where private answers are among them.
#[test]
fn the_keys_of_private_answers_are_no_secret() {
    let found = told(&[(DOSSIER, "+++\nMay", "[private]\ndan_toc = \"Thái\"\n+++\nMay")]);
    assert!(found.iter().any(|(_, says)| says.contains("ethnic_minority")), "{found:?}");
    assert!(!found.iter().any(|(_, says)| says.contains("Thái")), "{found:?}");
}

/// Consent that was taken back stays where it is written.
#[test]
fn nobody_is_told_to_delete_what_was_taken_back() {
    let two = |consent: &str| {
        let lan = String::from_utf8(base().read(&FilePath::new(DOSSIER)).unwrap().to_vec()).unwrap();
        let file = "content/quan/honorees/lan-2/index.md";
        open(base().with(file, lan.replace("photo = true", consent)))
    };
    assert!(crate::workshop::rules(&two("photo = true")).contains(&"namesake".to_owned()));
    let project = two("photo = true, withdrawn_on = 2031-05-01");
    let found = crate::workshop::rules(&project);
    assert!(
        !found.contains(&"namesake".to_owned()) && found.contains(&"still-shown".to_owned()),
        "{found:?}"
    );
    let words = bangvang::words::words(bangvang::model::settings::Language::En);
    let ahead = project.report.problems().into_iter().find(|problem| problem.rule == "day-ahead").unwrap();
    assert!(words.explain(ahead).1.unwrap().contains("withdrawn_on = 2020-05-15. Do not delete"));
}

/// A line that is written in another way swallows those below it: they are there, and only the slip is told.
#[test]
fn a_line_of_another_form_is_told_once_and_proposed_anew() {
    let name = "name = \"Nguyễn Thị Lan\"";
    for written in [
        "name: \"Nguyễn Thị Lan\"",
        "name ＝ \"Nguyễn Thị Lan\"",
        "name\u{a0}=\u{a0}\"Nguyễn Thị Lan\"",
        "\u{200b}name = \"Nguyễn Thị Lan\"",
    ] {
        let found = told(&[(DOSSIER, name, written)]);
        assert_eq!(found.len(), 1, "{written}: {found:?}");
        let (rule, says) = &found[0];
        assert!(rule == "toml-syntax" && says.ends_with(&format!("again: {name}")), "{written}: {says}");
    }
    // A key that is nowhere is missing all the same.
    let found = rules(&[(DOSSIER, name, "name: \"Lan\""), (DOSSIER, "job = \"Công nhân may\"\n", "")]);
    assert_eq!(found, ["missing-key", "toml-syntax"]);
}

#[test]
fn what_has_been_told_is_not_told_in_other_words() {
    let decision =
        base_text(CONFERENCE).lines().find(|line| line.starts_with("decision")).unwrap().to_owned();
    assert_eq!(rules(&[(CONFERENCE, &decision, "decision = \"45/QĐ-LĐLĐ\"")]), ["wrong-type"]);
    // Nobody is asked for the photo of somebody who has taken consent back.
    let withdrawn = (DOSSIER, "consent = {", "consent = { withdrawn_on = 2020-05-20,");
    let found = rules(&[withdrawn, (DOSSIER, "photo = {", "#photo = {")]);
    assert!(
        found.contains(&"consent-withdrawn".to_owned()) && !found.contains(&"no-photo".to_owned()),
        "{found:?}"
    );
}

#[test]
fn an_address_may_be_copied_from_the_browser_and_a_rule_from_the_screen() {
    let (from, to) = ("/bang-vang/\"", "/bang-vang/index.html\"");
    assert_eq!(rules(&[(SETTINGS, from, to)]), [""; 0]);
    for refused in
        ["https://x.vn/b%C3%A0ng/", "https://x.vn/[a]/", "https://x.vn/bảng/", "ftp://x.vn/", "https:///a"]
    {
        assert_eq!(bangvang::read::tidy_base_url(refused), None, "{refused}");
    }
    assert!(bangvang::read::tidy_base_url("http://[::1]:8080/~a/@b").is_some());
    let tidy = bangvang::read::tidy_base_url("https://congdoan.example.vn/bang-vang/index.html");
    assert_eq!(tidy.as_deref(), Some("https://congdoan.example.vn/bang-vang/"));
    let desk = crate::program::Desk::with_base();
    let said = desk.run(&["explain", "no-photo"]).with(0);
    for copied in ["NO-PHOTO", "cảnh báo[no-photo]", " no-photo "] {
        assert_eq!(desk.run(&["explain", copied]).with(0), said, "{copied}");
    }
}

#[test]
fn a_dossier_in_another_folder_is_told_where_dossiers_lie() {
    let dossier = base_text(DOSSIER);
    for folder in ["honoree/an", "an", "Honorees/an"] {
        let project = open(base().with(&format!("content/quan/{folder}/index.md"), dossier.clone()));
        let words = bangvang::words::words(bangvang::model::settings::Language::Vi);
        let told: Vec<_> = project.report.problems().into_iter().map(|p| words.explain(p).1).collect();
        let proposes =
            |hint: &Option<String>| hint.as_ref().is_some_and(|hint| hint.contains("honorees/an hoặc"));
        assert!(told.iter().any(proposes), "{folder}: {told:?}");
    }
}

/// What a dossier says for the office alone is in no message, however it is written (`domain.md` P15).
#[test]
fn no_proposal_repeats_what_is_private() {
    let consent = base_text(DOSSIER).lines().find(|line| line.starts_with("consent")).unwrap().to_owned();
    for private in [
        "[private]\ngender: \"Bí-mật\"",
        "[private]\ngender\u{a0}=\u{a0}\"Bí-mật\"",
        "[private]\nnote = \"Bí-mật maøy\"",
        "private: { note = \"Bí-mật\" }",
        "private.note: \"Bí-mật\"",
        "private.note = \"Bí-mật maøy\"",
    ] {
        let desk = crate::program::Desk::with_base();
        desk.edit(DOSSIER, &consent, &format!("{consent}\n{private}"));
        for command in [&["check", "-v"][..], &["check", "-v", "--format", "json"]] {
            let ended = desk.run(command);
            let said = ended.said();
            assert!(!said.contains("Bí-mật") && !said.contains("maøy"), "{private}: {said}");
        }
    }
}
