//! The search of the website: one table of cases for the rule and for the script in a real browser.

mod crowd;
pub(crate) mod rule;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bangvang::files::Tree;
use bangvang::site::render;
use bangvang::vietnamese::{fold, name_key};
use serde::Serialize;
use serde_json::Value;

use self::rule::{Rank, rank};
use crate::browser::{Sample, script};
use crate::serve::{DAY, PROGRAM, Served};
use crate::vietnamese::nfd;
use crate::workshop::open;

/// A row of `search.txt`.
#[derive(Serialize)]
struct Case {
    query: String,
    /// Are these the results without the marks that were typed?
    near: bool,
    /// Everybody the query is asked of, in the order of the page.
    people: Vec<Person>,
    /// The names found, in order, with what is known of them.
    found: Vec<Person>,
}

#[derive(Clone, PartialEq, Eq, Serialize)]
struct Person {
    name: String,
    about: String,
    words: String,
}

impl Person {
    fn parse(text: &str) -> Self {
        let mut parts = text.split(" / ").map(|part| part.trim().to_owned());
        let mut part = || parts.next().unwrap_or_default();
        Self { name: part(), about: part(), words: part() }
    }

    fn rank(&self, query: &str) -> Option<Rank> {
        let texts: Vec<&str> = std::iter::once(&*self.about).chain(self.words.split(" · ")).collect();
        rank(query, &self.name, &texts)
    }
}

/// As it stands in the table.
impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", [&*self.name, &*self.about, &*self.words].join(" / ").trim_end_matches(" / "))
    }
}

/// The rows of the table.
fn cases() -> Vec<Case> {
    let rows = include_str!("search.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let case = |row: &str| {
        let mut cells = row.split('|').map(str::trim);
        let query = cells.next().unwrap();
        let mut cell = || -> Vec<Person> {
            let cell = cells.next().unwrap_or_else(|| panic!("{row:?} has three cells"));
            cell.split(';').filter(|text| !text.trim().is_empty()).map(Person::parse).collect()
        };
        let (found, others) = (cell(), cell());
        // Neither order nor place in the table may tell who is found.
        let mut people: Vec<Person> = others.into_iter().chain(found.iter().rev().cloned()).collect();
        people.sort_by_cached_key(|person| name_key(&person.name, None, None));
        Case { query: query.trim_start_matches('~').to_owned(), near: query.starts_with('~'), people, found }
    };
    rows.map(case).collect()
}

/// What the rule finds, in order.
fn found<'p>(query: &str, people: &'p [Person]) -> Vec<&'p Person> {
    let mut found: Vec<(Rank, &Person)> =
        people.iter().filter_map(|person| Some((person.rank(query)?, person))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, person)| person).collect()
}

#[test]
fn the_rule_finds_and_ranks() {
    let cases = cases();
    assert!(cases.len() >= 80);
    let mut wrong = Vec::new();
    for Case { query, near, people, found: wanted } in &cases {
        let wanted: Vec<&Person> = wanted.iter().collect();
        let asked = if *near { fold(query) } else { query.clone() };
        for asked in [asked.clone(), nfd(&asked)] {
            let found = found(&asked, people);
            if found != wanted {
                wrong.push(format!("{asked}: {found:?} instead of {wanted:?}"));
            }
        }
        if *near && !found(query, people).is_empty() {
            wrong.push(format!("{query}: found with its marks"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_empty_query_finds_everybody_alike() {
    let ranks = ["", " ", "…", "’"].map(|query| rank(query, "Lê An", &["Thợ"]));
    assert!(ranks.iter().all(|found| found.is_some() && *found == ranks[0]), "{ranks:?}");
}

/// A temporary file with this content.
fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), bytes).unwrap();
    file
}

#[test]
fn the_script_finds_and_ranks_alike_in_a_browser() {
    let sample = Sample::built();
    let served = Served::still(&sample.root);
    let cases = cases();
    let table = file(&serde_json::to_vec(&cases).unwrap());
    let line = script("search-table.mjs", &[&served.url, table.path().to_str().unwrap()]);
    // Each row as it is typed and in NFD.
    assert_eq!(line.get("asked").and_then(Value::as_u64), Some(2 * cases.len() as u64));
}

#[test]
fn a_reader_searches_in_a_browser() {
    let sample = Sample::built();
    let served = Served::still(&sample.root);
    let on_disk = format!("file://{}/", sample.public.display());
    for home in [&served.url, &on_disk] {
        let line = script("search.mjs", &[home]);
        assert!(line.get("steps").and_then(Value::as_u64) > Some(12), "{line}");
    }
}

/// A board of so many people on the disk; the folder stays while this does.
struct Crowd(tempfile::TempDir);

impl Crowd {
    fn of(people: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in crowd::files(people) {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Self(folder)
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn built(&self) -> PathBuf {
        let built = Command::new(PROGRAM)
            .arg("--root")
            .arg(self.root())
            .args(["build", "--date", DAY])
            .output()
            .unwrap();
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        self.root().join("public")
    }
}

#[test]
fn a_reader_searches_among_many_in_a_browser() {
    let crowd = Crowd::of(1200);
    let on_disk = format!("file://{}/", crowd.built().display());
    let served = Served::still(crowd.root());
    for home in [&served.url, &on_disk] {
        script("search-many.mjs", &[home, "1200"]);
    }
}

/// One file of a site in memory.
fn made(tree: Tree, path: &str) -> Option<Vec<u8>> {
    let project = open(tree);
    assert!(!project.report.has_errors(), "{:#?}", project.report.problems());
    let site = project.site.unwrap();
    site.outputs().get(path).map(|output| render(&site, path, output).unwrap())
}

/// The A–Z page of a board, and its file of words with the number of its rows.
fn searched(tree: Tree) -> (usize, String, String) {
    let page = String::from_utf8(made(tree.clone(), PAGE).unwrap()).unwrap();
    let index = String::from_utf8(made(tree, INDEX).unwrap()).unwrap();
    let rows = serde_json::from_str::<Value>(&index).unwrap()["honorees"].as_array().unwrap().len();
    (rows, page, index)
}

const PAGE: &str = "honorees/index.html";
const INDEX: &str = "honorees/search.json";

#[test]
fn up_to_a_thousand_the_list_says_all_and_above_a_file_does() {
    let page = String::from_utf8(made(crowd::tree(1000), PAGE).unwrap()).unwrap();
    assert_eq!(page.matches("<li data-words=\"").count(), 1000);
    assert!(!page.contains("data-file=") && made(crowd::tree(1000), INDEX).is_none());

    let page = String::from_utf8(made(crowd::tree(1001), PAGE).unwrap()).unwrap();
    assert!(!page.contains("data-words=") && page.contains("data-file=\"../honorees/search.json\""));
    let index: Value = serde_json::from_slice(&made(crowd::tree(1001), INDEX).unwrap()).unwrap();
    let rows = index.get("honorees").and_then(Value::as_array).unwrap();
    let words = index.get("words").and_then(Value::as_array).unwrap();
    let people = page.split("<div class=\"wrap index\">").nth(1).unwrap().split("</div>").next().unwrap();
    assert_eq!((rows.len(), people.matches("<li>").count()), (1001, 1001));
    // The rows go by the list: the first of the page has the awards of its own page.
    let first = people.split("<li><a href=\"../").nth(1).unwrap().split('"').next().unwrap();
    let first = String::from_utf8(made(crowd::tree(1001), first).unwrap()).unwrap();
    for word in rows[0].as_array().unwrap() {
        let word = words[usize::try_from(word.as_u64().unwrap()).unwrap()].as_str().unwrap();
        assert!(first.replace('\u{a0}', " ").contains(word), "{word}");
    }
    assert!(rows[0].as_array().unwrap().len() > 1);
}

/// The gate (`tests/suite/gate.rs`) stands before the file of words as before the list.
#[test]
fn nobody_who_is_withheld_can_be_searched_for() {
    let shown = crowd::files(1001).pop().unwrap().1;
    let secret = shown.replace("name = \"", "name = \"Zqten ").replace("title = \"", "title = \"Zqviec ");
    let secret = secret.replace("awards = [", "awards = [{ year = 2019, award = \"anh-hung-lao-dong\" }, ");
    let mut tree = crowd::tree(1001).with("content/ky/honorees/zq/index.md", &*secret);
    let (_, page, index) = searched(tree.clone());
    assert!(
        page.contains("Zqten") && index.contains("Anh hùng Lao động") && index.contains("Zqviec"),
        "{secret}"
    );
    for withheld in [
        secret.replace("\"approved\"", "\"submitted\""),
        secret.replace("web = true", "web = false"),
        secret.replace("web = true", "web = true, withdrawn_on = 2020-05-01"),
        secret.replace("approval =", "publish_until = 2020-05-01\napproval ="),
    ] {
        assert_ne!(withheld, secret);
        tree = tree.with("content/ky/honorees/zq/index.md", withheld);
        let (rows, page, index) = searched(tree.clone());
        assert_eq!(rows, 1001);
        assert!(!page.contains("Zq") && !index.contains("Zq") && !index.contains("Anh hùng"));
    }
}

/// What a first search costs beyond the page: the script, and the words where the page carries them or
/// else the file of them.
#[test]
fn a_search_weighs_little_in_a_browser() {
    let script_file = include_bytes!("../../themes/sen/web/assets/search.js");
    assert!(script_file.len() <= 3000, "the script has {} bytes", script_file.len());
    let page = String::from_utf8(made(crowd::tree(500), PAGE).unwrap()).unwrap();
    let without = page
        .split(" data-words=\"")
        .enumerate()
        .map(|(at, part)| if at == 0 { part } else { part.split_once('"').unwrap().1 });
    let without: String = without.collect();
    assert_eq!(without.matches("<li>").count() - page.matches("<li>").count(), 500);
    let index = made(crowd::tree(5000), INDEX).unwrap();
    let files = [script_file, page.as_bytes(), without.as_bytes(), &index].map(file);
    let paths: Vec<&str> = files.iter().map(|file| file.path().to_str().unwrap()).collect();
    let line = script("brotli.mjs", &paths);
    let sizes: Vec<u64> = serde_json::from_value(line.get("sizes").unwrap().clone()).unwrap();

    let [script, page, without, index] = sizes[..] else { panic!("{line}") };
    assert!(script + page - without <= 15_000, "500 people: {sizes:?}");
    assert!(script + index <= 110_000, "5000 people: {sizes:?}");
}
