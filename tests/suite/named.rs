//! Who is not shown and is named all the same, in what is told of others.

use std::collections::BTreeSet;
use std::sync::Arc;

use bangvang::files::{FilePath, Files, Memo, NoMemo, Tree};
use bangvang::report::{Position, Report};
use bangvang::site::Options;
use bangvang::{open, reopen};

use crate::mistakes;
use crate::workshop::TODAY;

const LAN: &str = "content/quan/honorees/lan/index.md";
const MAI: &str = "content/quan/honorees/mai/index.md";
const STORY: &str = "Chị kèm chị Trần Thị Mai, may 45 áo mỗi ca.";

fn board() -> Tree {
    let text = std::fs::read_to_string(mistakes::folder().join("name-withheld-in-text/board.txt")).unwrap();
    mistakes::board(&text)
}

fn text(tree: &Tree, file: &str) -> String {
    String::from_utf8(tree.read(&FilePath::new(file)).unwrap().to_vec()).unwrap()
}

/// The board with something else in a file of it.
fn with(tree: &Tree, file: &str, from: &str, to: &str) -> Tree {
    let before = text(tree, file);
    assert!(before.contains(from), "{before}");
    tree.clone().with(file, before.replace(from, to))
}

fn files(tree: &Tree) -> Arc<dyn Files> {
    Arc::new(tree.clone())
}

fn memo() -> Arc<dyn Memo> {
    Arc::new(NoMemo)
}

fn options() -> Options {
    Options::on(TODAY)
}

/// Where a report tells it.
fn told(report: &Report, tree: &Tree) -> Vec<String> {
    let problems = report.problems().into_iter().filter(|problem| problem.rule == "name-withheld-in-text");
    let place = |problem: &bangvang::report::Problem| {
        let place = problem.place.clone().unwrap();
        let at = Position::of(&tree.read(&place.file).unwrap(), place.span.unwrap().from);
        format!("{}:{}:{}", place.file, at.line, at.column)
    };
    problems.map(place).collect()
}

fn told_of(tree: &Tree) -> Vec<String> {
    told(&open(&files(tree), &memo(), &options()).report, tree)
}

#[test]
fn a_name_is_found_however_it_is_written_and_no_other() {
    let writes = |words: &str| told_of(&with(&board(), LAN, STORY, words));
    assert_eq!(told_of(&board()), [format!("{LAN}:11:13")]);
    assert_eq!(writes("Cùng **TRẦN THỊ MAI** may 45 áo."), [format!("{LAN}:11:1")]);
    assert_eq!(writes("Chị Tran Thi Mai may 45 áo."), [format!("{LAN}:11:1")]);
    assert_eq!(writes("Với Trần Thị\nMai may 45 áo."), [format!("{LAN}:11:1")]);
    for other in
        ["Chị Trần Thị Mai Lan may.", "Chị Trần Thị Maia may.", "Chị Trần Thị. Mai may.", "Chị Mai may."]
    {
        assert_eq!(writes(other), [""; 0], "{other}");
    }
}

#[test]
fn only_who_is_not_shown_is_not_named() {
    for status in ["proposed", "rejected", "withdrawn"] {
        assert_eq!(told_of(&with(&board(), MAI, "revoked", status)).len(), 1, "{status}");
    }
    assert_eq!(told_of(&with(&board(), MAI, "revoked", "approved")), [""; 0]);
    // Somebody of this name is shown.
    let namesake = text(&board(), MAI).replace("revoked", "approved");
    assert_eq!(told_of(&board().with("content/quan/honorees/mai-2/index.md", namesake)), [""; 0]);
    // What waits itself is not told.
    assert_eq!(told_of(&with(&board(), LAN, "\"approved\"", "\"submitted\"")), [""; 0]);
}

#[test]
fn captions_conferences_and_keynotes_name_nobody_either() {
    let quiet = with(&board(), LAN, STORY, "May 45 áo mỗi ca.");
    assert_eq!(told_of(&quiet), [""; 0]);
    let caption = with(&quiet, LAN, "alt = \"Chân dung chị Lan\"", "alt = \"Lan và Trần Thị Mai\"");
    assert_eq!(told_of(&caption).len(), 1);
    let conference = "content/quan/conference.md";
    let front = text(&quiet, conference);
    assert_eq!(told_of(&quiet.clone().with(conference, format!("{front}\nCó chị Trần Thị Mai.\n"))).len(), 1);
    let keynote = "+++\ntitle = \"Chuyện\"\nhonorees = [\"lan\"]\npresented = true\napproval = { status = \"approved\" }\n+++\nChị Trần Thị Mai kể.\n";
    let at = "content/quan/keynotes/chuyen/index.md";
    assert_eq!(told_of(&quiet.with(at, keynote)), [format!("{at}:7:1")]);
}

/// Of what was found in a dossier nothing stays when it is another that has changed.
#[test]
fn a_dossier_is_looked_at_again_when_another_goes_or_comes() {
    let mut before = open(&files(&board()), &memo(), &options());
    for (status, expected) in [("approved", 0), ("withdrawn", 1), ("approved", 0), ("revoked", 1)] {
        let tree = with(&board(), MAI, "revoked", status);
        let changed = BTreeSet::from([FilePath::new(MAI)]);
        before = reopen(&before, &changed, &files(&tree), &memo(), &options());
        assert_eq!(told(&before.report, &tree).len(), expected, "{status}");
    }
}
