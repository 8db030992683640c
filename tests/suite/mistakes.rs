//! Every mistake an editor can make: one folder a rule, with the smallest board that makes it and all that is said of it.
//!
//! `tests/mistakes/<rule>/board.txt` is laid over `base.txt`: each `-- path --` replaces a file, and a line
//! `without <path>` before the first of them takes a file or a folder away. `UPDATE=1 cargo test` writes
//! what is said anew; read the difference before you commit it.
//!
//! `mended.txt` is the smallest mending. It names a file, then tells what it loses (`- line`) and gains in the same place
//! (`+ line`; at its end, if nothing was lost); `without <path>`, `move <path> to <path>` and `photo <path>` do so with
//! whole files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use bangvang::files::{FilePath, Files, Tree};
use bangvang::model::Choice as _;
use bangvang::model::settings::Language;
use bangvang::read::outline::{Subject, outline};
use bangvang::report::{Position, rulebook};
use bangvang::words::{gaps_of, words};

use crate::sources;
use crate::workshop::{base, open};

/// Rules that no board in a text can break, with the test that breaks them.
pub(crate) const ELSEWHERE: &[(&str, &str)] = &[
    ("unreadable", "encodings::a_file_that_cannot_be_read_is_named"),
    ("not-utf8", "encodings::other_encodings_are_named_with_their_first_words"),
    ("text-too-long", "encodings::a_text_without_end_is_refused"),
    ("photo-too-large", "pictures::a_bomb_is_refused_by_its_header"),
    ("photo-other-format", "pictures::what_cannot_be_read_is_named"),
    ("photo-in-document", "pictures::what_cannot_be_read_is_named"),
    ("photo-video", "pictures::what_cannot_be_read_is_named"),
    ("photo-unfinished", "pictures::what_cannot_be_read_is_named"),
    ("photo-contained", "crops::what_does_not_fit_is_shown_whole"),
    ("photo-no-face", "crops::a_portrait_without_a_face_is_to_be_looked_at"),
    ("photo-twice", "crops::one_photo_of_two_people_is_told"),
    ("photo-position", "colours::originals_that_tell_where_they_were_taken_are_named"),
    ("static-document-hidden", "finished::documents_published_as_they_are_are_looked_through"),
    ("static-unread", "finished::documents_published_as_they_are_are_looked_through"),
    ("static-picture-hidden", "colours::pictures_published_as_they_are_are_looked_through"),
    ("name-clash", "program::names_that_are_one_on_windows_are_named"),
    ("link-outside", "program::links_out_of_the_project_are_not_followed"),
    ("font-lacks-letters", "themes::a_font_without_our_letters_is_named"),
    ("broken-link", "finished::a_link_that_leads_nowhere"),
    ("page-double-id", "finished::two_anchors_of_one_name"),
    ("private-in-output", "finished::phones_and_mails_of_others"),
    ("booklet-too-large", "crowds::more_people_than_are_printed"),
    ("panels-too-many", "crowds::more_people_than_are_printed"),
    ("missing-glyph", "print::texts::hostile_texts_are_only_text"),
    ("print-overflow", "print::booklet::what_is_too_long_is_told_and_still_printed"),
    ("summary-over-page", "print::booklet::what_is_too_long_is_told_and_still_printed"),
    ("print-failed", "print::booklet::a_template_that_fails_is_named_with_its_place"),
    ("photo-small-for-print", "crops::a_photo_too_small_for_the_print_shop_is_told"),
    ("picture-with-metadata", "finished::a_picture_that_tells_more_than_it_shows"),
];

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes")
}

pub(crate) fn cases() -> Vec<(String, PathBuf)> {
    let mut cases: Vec<(String, PathBuf)> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path))
        .collect();
    cases.sort();
    cases
}

/// The base with a fixture laid over it.
pub(crate) fn board(text: &str) -> Tree {
    let head = text.split("\n-- ").next().unwrap();
    let gone: Vec<&str> = head.lines().filter_map(|line| line.strip_prefix("without ")).collect();
    let stays = |path: &str| {
        !gone.iter().any(|g| path == *g || path.strip_prefix(g).is_some_and(|p| p.starts_with('/')))
    };
    let (beneath, over) = (base(), Tree::parse(text));
    let kept = beneath
        .paths()
        .iter()
        .filter(|path| stays(path))
        .map(|path| (path.clone(), beneath.read(path).unwrap()));
    let laid = over.paths().iter().map(|path| (path.clone(), over.read(path).unwrap()));
    Tree::new(kept.chain(laid))
}

/// All that is said of a board: where, what and what to type, in both languages.
fn said(tree: Tree) -> (Vec<String>, String) {
    let project = open(tree.clone());
    let mut text = String::new();
    let mut rules = Vec::new();
    for problem in project.report.problems() {
        rules.push(problem.rule.to_string());
        let usual = rulebook::find(&problem.rule).map(|rule| rule.severity);
        assert_eq!(usual, Some(problem.severity), "the rulebook on {}", problem.rule);
        let place = problem.place.as_ref();
        let file = place.map_or("-", |place| &*place.file);
        let position =
            place.and_then(|place| Some(Position::of(&tree.read(&place.file).ok()?, place.span?.from)));
        let position = position.map_or_else(String::new, |at| format!(":{}:{}", at.line, at.column));
        let severity = format!("{:?}", problem.severity).to_lowercase();
        writeln!(text, "{severity} {} {file}{position}", problem.rule).unwrap();
        for language in [Language::Vi, Language::En] {
            let (says, hint) = words(language).explain(problem);
            for text in std::iter::once(&says).chain(&hint) {
                assert_eq!(gaps_of(text).next(), None, "a gap stays open: {text}");
            }
            let hint =
                hint.unwrap_or_else(|| panic!("{}: no hint can be filled: {:?}", problem.rule, problem.args));
            writeln!(text, "  {}: {says}\n    → {hint}", language.word()).unwrap();
        }
    }
    (rules, text)
}

#[test]
fn the_base_has_none() {
    let (rules, said) = said(base());
    assert!(rules.is_empty(), "{said}");
}

#[test]
fn every_mistake_is_said_as_expected() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = String::new();
    for (name, path) in cases() {
        let board = board(&fs::read_to_string(path.join("board.txt")).unwrap());
        let (rules, said) = said(board);
        if name != "many-at-once" {
            assert!(rules.contains(&name), "{name} makes {rules:?}");
        }
        let file = path.join("expected.txt");
        if update {
            fs::write(&file, &said).unwrap();
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if said != expected {
            write!(wrong, "── {name}: expected\n{expected}── but it is\n{said}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The files of a board that can be mended.
type Folder = BTreeMap<String, Vec<u8>>;

/// Takes away, moves or adds whole files.
fn mend_files(files: &mut Folder, order: &str) {
    let beneath = |path: &str, folder: &str| {
        path == folder || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    };
    if let Some(path) = order.strip_prefix("photo ") {
        files.insert(path.to_owned(), crate::workshop::jpeg(64, 80, [40, 60, 150]));
        return;
    }
    let (from, to) = match order.strip_prefix("move ").and_then(|order| order.split_once(" to ")) {
        Some((from, to)) => (from, Some(to)),
        None => (order.strip_prefix("without ").unwrap(), None),
    };
    let moved: Vec<String> = files.keys().filter(|path| beneath(path, from)).cloned().collect();
    assert!(!moved.is_empty(), "there is no {from}");
    for path in moved {
        let bytes = files.remove(&path).unwrap();
        if let Some(to) = to {
            files.insert(path.replacen(from, to, 1), bytes);
        }
    }
}

/// A board with its `mended.txt` carried out.
fn mended(board: &Tree, mending: &str) -> Tree {
    let mut files: Folder =
        board.paths().iter().map(|path| (path.to_string(), board.read(path).unwrap().to_vec())).collect();
    let (mut file, mut at) = ("", None);
    for order in mending.lines() {
        let text =
            files.get(file).map_or_else(String::new, |bytes| String::from_utf8_lossy(bytes).into_owned());
        let mut lines: Vec<&str> = text.lines().collect();
        if let Some(line) = order.strip_prefix("- ") {
            // Of lines that are alike the last one goes: it is the one too many.
            let lost = lines.iter().rposition(|known| *known == line);
            let lost = lost.unwrap_or_else(|| panic!("{file} has no line {line:?}"));
            lines.remove(lost);
            at = Some(lost);
        } else if let Some(line) = order.strip_prefix('+') {
            let place = at.unwrap_or(lines.len());
            lines.insert(place, line.strip_prefix(' ').unwrap_or(line));
            at = Some(place + 1);
        } else {
            (file, at) = (order, None);
            if ["without ", "move ", "photo "].iter().any(|word| order.starts_with(word)) {
                mend_files(&mut files, order);
            }
            continue;
        }
        files.insert(file.to_owned(), (lines.join("\n") + "\n").into_bytes());
    }
    Tree::new(files.into_iter().map(|(path, bytes)| (FilePath::new(&path), bytes.into())))
}

#[test]
fn the_smallest_mending_clears_the_mistake_and_makes_no_other() {
    let mut wrong = String::new();
    for (name, path) in cases().into_iter().filter(|(name, _)| name != "many-at-once") {
        let board = board(&fs::read_to_string(path.join("board.txt")).unwrap());
        let mending = fs::read_to_string(path.join("mended.txt"))
            .unwrap_or_else(|_| panic!("{name} has no mended.txt"));
        let (before, _) = said(board.clone());
        let (after, text) = said(mended(&board, &mending));
        let count = |rules: &[String], rule: &str| rules.iter().filter(|known| *known == rule).count();
        let worse = after.iter().any(|rule| count(&after, rule) > count(&before, rule));
        if after.contains(&name) || worse {
            write!(wrong, "── {name} is mended, and it is said\n{text}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_fixture_makes_its_own_mistake_and_hardly_another() {
    for (name, path) in cases() {
        let lines = fs::read_to_string(path.join("expected.txt")).unwrap();
        let problems = lines.lines().filter(|line| !line.starts_with(' ')).count();
        let many = name == "many-at-once";
        assert!(many == (problems > 6), "{name}: {problems} problems");
    }
}

#[test]
fn every_rule_has_a_fixture_or_a_test_that_is_named() {
    let fixtures: BTreeSet<String> = cases().into_iter().map(|(name, _)| name).collect();
    let elsewhere: BTreeMap<&str, &str> = ELSEWHERE.iter().copied().collect();
    let vi = words(Language::Vi);
    let mut raised: BTreeSet<String> = BTreeSet::new();
    for file in sources::sources("src") {
        let literals = sources::strings(&file.text);
        raised.extend(
            literals.iter().filter(|text| vi.rules.contains_key(**text)).map(|text| (*text).to_owned()),
        );
        // Whatever is raised by name has words, so the line above cannot miss it.
        for call in ["Problem::error(\"", "Problem::warning(\"", "Problem::info(\""] {
            for rest in file.text.replace("(\n", "(").split(call).skip(1) {
                let rule = rest.split('"').next().unwrap();
                assert!(vi.rules.contains_key(rule), "{}: no words for {rule}", file.path);
            }
        }
    }
    for rule in &raised {
        let covered = fixtures.contains(rule) || elsewhere.contains_key(&**rule);
        assert!(covered, "rule {rule} has neither a fixture nor a test named in ELSEWHERE");
    }
    for rule in vi.rules.keys() {
        assert!(raised.contains(rule), "words for {rule}, which nothing raises");
    }
    for name in fixtures.iter().filter(|name| *name != "many-at-once") {
        assert!(raised.contains(name), "a fixture for {name}, which nothing raises");
        assert!(!elsewhere.contains_key(&**name), "{name} has a fixture and is named in ELSEWHERE");
    }
    for (rule, test) in ELSEWHERE {
        let (file, function) = test.rsplit_once("::").unwrap();
        let file = file.replace("::", "/");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/suite/{file}.rs"));
        let text = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            text.contains(&format!("fn {function}(")),
            "{test} is said to break {rule}, but is not there"
        );
    }
}

/// `docs/plan.md` maps the plan to fields and rules: none of its 43 clauses is left out, the keys it names are asked for by
/// a reader, the rules are there with a fixture.
#[test]
fn the_plan_is_mapped_whole() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/plan.md")).unwrap();
    let keys: BTreeSet<String> = Subject::WORDS
        .iter()
        .flat_map(|(_, subject)| outline(*subject))
        .flat_map(|key| key.path.split('.').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let quoted = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let tables = text.split("## Oddities").next().unwrap();
    let rows = tables.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| number |"));
    let mut numbers = BTreeSet::new();
    let mut rules = BTreeSet::new();
    for row in rows.filter(|row| !row.starts_with("| clause |")) {
        let cells: Vec<&str> = row.split(" | ").collect();
        assert_eq!(cells.len(), 5, "{row}");
        assert!(
            cells[2..].iter().any(|cell| cell.trim_matches([' ', '|']).len() > 3),
            "nothing answers {row}"
        );
        let clause = cells[0].split('(').next().unwrap();
        numbers.extend(clause.split([' ', ',', '|']).filter_map(|part| part.parse::<u32>().ok()));
        for field in quoted(cells[2]).iter().filter(|field| !field.contains('/')) {
            assert!(keys.contains(field), "no file has the key {field}");
        }
        rules.extend(quoted(cells[3]));
    }
    assert_eq!(numbers, (1..=43).collect());
    // The rest of the page names rules among other things.
    let known = |word: &String| words(Language::Vi).rules.contains_key(word);
    rules.extend(quoted(text.split("## Oddities").nth(1).unwrap()).into_iter().filter(known));
    assert!(rules.len() > 60, "{}", rules.len());
    for rule in &rules {
        assert!(known(rule), "there is no rule {rule}");
        let elsewhere = ELSEWHERE.iter().any(|(known, _)| known == rule);
        assert!(elsewhere || folder().join(rule).is_dir(), "{rule} has no fixture");
    }
}
