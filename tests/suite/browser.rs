//! The sample board, built by the program and read in a real browser, page by page and by clicks.
//! The scripts that drive the browser are in `tests/browser/`; `tests/run` installs what they need.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::fs;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use bangvang::files::Files;
use bangvang::model::settings::Language;
use serde_json::Value;

use crate::serve::{DAY, HOME, PROGRAM, Served, copy};

/// The sample in a folder of its own, built. The folder stays from run to run, and with it the program's
/// cache of pictures; what is built is the same as from nothing, or other tests fail.
pub(crate) struct Sample {
    pub(crate) root: PathBuf,
    pub(crate) public: PathBuf,
    pages: Vec<String>,
}

impl Sample {
    pub(crate) fn built() -> Self {
        let place = BuildHasherDefault::<DefaultHasher>::default().hash_one(HOME);
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("sample-{place:016x}"));
        fs::create_dir_all(&root).unwrap();
        // Tests run side by side, also in processes of their own; one of them builds.
        let lock = fs::File::create(root.join(".lock")).unwrap();
        lock.lock().unwrap();
        for part in ["content", "themes"] {
            forget(&root.join(part), &Path::new(HOME).join(part));
            copy(&Path::new(HOME).join(part), &root.join(part));
        }
        // Whoever took consent back leaves a page here, so that it is looked at as well.
        let settings = fs::read_to_string(Path::new(HOME).join("site/site.toml")).unwrap();
        let (settings, file) = (format!("tombstones = true\n{settings}"), root.join("site/site.toml"));
        if fs::read_to_string(&file).ok().as_ref() != Some(&settings) {
            fs::create_dir_all(root.join("site")).unwrap();
            fs::write(&file, settings).unwrap();
        }
        let run =
            Command::new(PROGRAM).arg("--root").arg(&root).args(["build", "--date", DAY]).output().unwrap();
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success(), "the sample cannot be built:\n{said}");
        let public = root.join("public");
        let mut pages = Vec::new();
        walk(&public, &public, &mut pages);
        pages.sort();
        assert!(pages.len() > 100, "{} pages are too few for the sample", pages.len());
        Self { root, public, pages }
    }
}

/// Removes from a copy what its original no longer has.
fn forget(copied: &Path, original: &Path) {
    for entry in fs::read_dir(copied).into_iter().flatten().flatten() {
        let twin = original.join(entry.file_name());
        match (entry.path().is_dir(), twin.is_dir()) {
            (true, true) => forget(&entry.path(), &twin),
            (true, false) => fs::remove_dir_all(entry.path()).unwrap(),
            (false, _) if !twin.is_file() => fs::remove_file(entry.path()).unwrap(),
            (false, _) => {}
        }
    }
}

fn walk(folder: &Path, top: &Path, pages: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, top, pages);
        } else if path.extension().is_some_and(|end| end == "html") {
            pages.push(path.strip_prefix(top).unwrap().to_str().unwrap().replace('\\', "/"));
        }
    }
}

/// Runs a script; its one line of findings must be empty of them.
pub(crate) fn script(name: &str, arguments: &[&str]) -> Value {
    let folder = Path::new(HOME).join("tests/browser");
    let missing = "run `tests/run` once: it installs what the tests in the browser need";
    assert!(
        folder.join("node_modules/playwright-core").is_dir(),
        "tests/browser/node_modules is missing; {missing}"
    );
    let run = Command::new("node").arg(folder.join(name)).args(arguments).output();
    let run = run.unwrap_or_else(|error| panic!("node cannot be started ({error}); {missing}"));
    let said = String::from_utf8_lossy(&run.stdout);
    let Ok(line) = serde_json::from_str::<Value>(said.trim()) else {
        panic!("{name} broke off; {missing}\n{said}\n{}", String::from_utf8_lossy(&run.stderr));
    };
    let findings = line.get("findings").and_then(Value::as_array).unwrap();
    let shown: Vec<String> = findings.iter().take(30).map(Value::to_string).collect();
    assert!(findings.is_empty(), "{name} found {}:\n{}", findings.len(), shown.join("\n"));
    assert!(run.status.success(), "{name} failed\n{}", String::from_utf8_lossy(&run.stderr));
    line
}

/// Narrow and wide, light and dark: nothing on the console, nothing missing, nothing from elsewhere,
/// nothing too wide, nothing that shuts a reader out.
#[test]
fn every_page_is_sound_in_a_browser() {
    let sample = Sample::built();
    let served = Served::still(&sample.root);
    let line = opened(&served.url, &sample.pages.iter().collect::<Vec<_>>());
    // Each kind of page four times: narrow and wide, light and dark.
    let counted = |what: &str| line.get(what).and_then(Value::as_u64).unwrap();
    assert!(counted("loads") >= sample.pages.len() as u64 + counted("kinds"), "{line}");
    assert!(counted("kinds") > 20 && counted("searches") >= 4 * counted("kinds"), "{line}");
}

#[test]
fn every_page_and_sheet_is_valid() {
    let sample = Sample::built();
    let line = script("validate.mjs", &[sample.public.to_str().unwrap()]);
    assert_eq!(line.get("pages").and_then(Value::as_u64), Some(sample.pages.len() as u64));
    assert!(line.get("sheets").and_then(Value::as_u64) > Some(0));
}

/// Opens pages of a site, narrow and wide, light and dark.
fn opened(url: &str, pages: &[&String]) -> Value {
    let list = tempfile::NamedTempFile::new().unwrap();
    fs::write(list.path(), serde_json::to_vec(pages).unwrap()).unwrap();
    let line = script("pages.mjs", &[url, list.path().to_str().unwrap()]);
    assert_eq!(line.get("pages").and_then(Value::as_u64), Some(pages.len() as u64));
    line
}

/// The pages of a site. That for wrong addresses begins at the top of the host, and a disk has none.
fn pages_of(built: &BTreeMap<String, Vec<u8>>) -> Vec<&String> {
    built.keys().filter(|path| path.ends_with(".html") && *path != "404.html").collect()
}

fn written<'f>(folder: &Path, files: impl IntoIterator<Item = (&'f str, &'f [u8])>) {
    for (path, bytes) in files {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
}

/// A theme that is not ours is held to the same: `tests/themes/giay` on a small board, opened from a disk.
#[test]
fn a_second_theme_shuts_nobody_out() {
    let folder = tempfile::tempdir().unwrap();
    let built = crate::themes::giay();
    written(folder.path(), built.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())));
    script("validate.mjs", &[folder.path().to_str().unwrap()]);
    opened(&format!("file://{}/", folder.path().display()), &pages_of(&built));
}

/// Unions, firms, conferences and people with the longest names there are stay within the narrowest screen.
#[test]
fn long_names_stay_on_the_screen() {
    let folder = tempfile::tempdir().unwrap();
    let board = crate::site::longer(crate::site::full());
    for path in board.paths() {
        let bytes = board.read(path).unwrap();
        let text = String::from_utf8(bytes.to_vec()).map(|text| text.replace("2024-12-31", "2031-12-31"));
        written(folder.path(), [(&**path, text.as_deref().map_or(&*bytes, str::as_bytes))]);
    }
    let built = crate::workshop::site(board);
    let served = Served::still(folder.path());
    opened(&served.url, &pages_of(&built));
}

/// The report of a check is a page that a leader opens from a disk.
#[test]
fn the_report_as_a_page_is_valid_and_shuts_nobody_out() {
    let folder = tempfile::tempdir().unwrap();
    let pages = [("vi.html", Language::Vi), ("en.html", Language::En)];
    for (name, language) in pages {
        fs::write(folder.path().join(name), crate::findings::many(language)).unwrap();
    }
    script("validate.mjs", &[folder.path().to_str().unwrap()]);
    let names = pages.map(|(name, _)| name.to_owned());
    opened(&format!("file://{}/", folder.path().display()), &names.each_ref());
}

/// A page of each kind: pages of one template are set in the same type.
fn one_of_each_kind(pages: &[String]) -> Vec<&String> {
    let mut kinds: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    let rooms = ["honorees", "keynotes", "photos", "units", "awards", "privacy", "embed", "group", "unit"];
    for page in pages {
        let parts = page.split('/').map(|p| if rooms.contains(&p) || p.ends_with(".html") { p } else { "*" });
        kinds.entry(parts.collect::<Vec<_>>().join("/")).or_default().push(page);
    }
    kinds.into_values().filter_map(|pages| pages.first().copied()).collect()
}

/// No mark of Ế, Ỗ, Ẵ, Ậ is cut off or runs into the line above, and nothing moves when the fonts come.
#[test]
fn every_mark_has_room() {
    let sample = Sample::built();
    let served = Served::still(&sample.root);
    let mut pages = one_of_each_kind(&sample.pages);
    pages.extend(sample.pages.iter().filter(|page| *page == GONE));
    assert!(pages.len() > 13 && pages.iter().any(|page| *page == GONE), "{pages:?}");
    let list = tempfile::NamedTempFile::new().unwrap();
    fs::write(list.path(), serde_json::to_vec(&pages).unwrap()).unwrap();
    let letters: String = bangvang::vietnamese::marked_letters().chain('!'..='~').collect();
    let line = script("marks.mjs", &[&served.url, list.path().to_str().unwrap(), &letters]);
    assert_eq!(line.get("pages").and_then(Value::as_u64), Some(pages.len() as u64));
    assert!(line.get("styles").and_then(Value::as_u64) > Some(100), "hardly any text was measured: {line}");
    assert_eq!(line.get("swaps").and_then(Value::as_u64), Some(2 * pages.len() as u64));
}

/// The headings a reader comes by, and that each step had its own.
fn walked(line: &Value) {
    let seen = line.get("seen").and_then(Value::as_array).unwrap();
    let page = |at: usize| seen.get(at).and_then(|s| s.get("page")).and_then(Value::as_str).unwrap();
    assert_eq!(seen.len(), 7, "{line}");
    assert!(page(1).ends_with("/honorees/index.html"), "{line}");
    assert!(page(2).contains("/honorees/") && page(2) != page(1), "{line}");
    assert!(page(3).starts_with("units/"), "{line}");
    assert!(page(4).contains("/honorees/"), "{line}");
    assert_eq!(page(5), "index.html", "{line}");
    let pictures = |at: usize| seen.get(at).and_then(|s| s.get("pictures")).and_then(Value::as_u64);
    assert!(pictures(1) > Some(0), "the board shows no picture: {line}");
}

#[test]
fn a_reader_finds_the_way_by_clicks() {
    let sample = Sample::built();
    let served = Served::still(&sample.root);
    walked(&script("walk.mjs", &[&served.url]));
    walked(&script("walk.mjs", &[&served.url, "--no-scripts"]));
}

/// The finished folder, opened from a disk or a stick without any server.
#[test]
fn a_reader_finds_the_way_on_a_disk() {
    let sample = Sample::built();
    let home = format!("file://{}", sample.public.join("index.html").display());
    walked(&script("walk.mjs", &[&home]));
    walked(&script("walk.mjs", &[&home, "--no-scripts"]));
}

/// What is left of the one dossier that was taken back.
const GONE: &str = "quan-2015-2019/honorees/do-manh-cuong/index.html";

/// Pages that must not be found, and pages of lists.
const MORE: [&str; 6] =
    [GONE, "404.html", "embed/index.html", "terms/index.html", "units/index.html", "awards/index.html"];

/// One page of each kind there is.
const KINDS: [&str; 12] = [
    "index.html",
    "quan-2015-2019/index.html",
    "quan-2015-2019/honorees/index.html",
    "quan-2015-2019/honorees/nguyen-thi-my-huong/index.html",
    "quan-2015-2019/honorees/cdcs-benh-vien/index.html",
    "quan-2015-2019/keynotes/index.html",
    "quan-2015-2019/keynotes/bua-an-ca/index.html",
    "quan-2015-2019/photos/index.html",
    "honorees/index.html",
    "units/may-thanh-tin/index.html",
    "awards/giay-khen/index.html",
    "privacy/index.html",
];

/// Bytes by kind, photos apart, and nothing that moves while a page comes.
#[test]
fn a_page_costs_its_reader_little() {
    let sample = Sample::built();
    let served = Served::still(&sample.root);
    let line = script("frugal.mjs", &[&[&*served.url], &KINDS[..], &MORE[..]].concat());
    let costs = line.get("costs").and_then(Value::as_object).unwrap();
    assert_eq!(costs.len(), KINDS.len() + MORE.len(), "{line}");
    let fonts = |cost: &Value| cost.get("font").and_then(Value::as_u64) > Some(20_000);
    assert!(costs.values().all(fonts), "not weighed: {line}");
}

/// Colours of the reader's own, and no motion: what was told by colour alone is told all the same.
#[test]
fn a_reader_has_it_as_they_like_it() {
    let sample = Sample::built();
    let served = Served::still(&sample.root);
    let line = script("preferences.mjs", &[&served.url, "quan-2015-2019"]);
    assert!(line.get("texts").and_then(Value::as_u64) > Some(500), "hardly any text was looked at: {line}");
    assert!(line.get("marks").and_then(Value::as_u64) > Some(80), "{line}");
}

#[test]
fn a_reader_without_a_mouse_comes_everywhere() {
    let sample = Sample::built();
    let served = Served::still(&sample.root);
    let line = script("keyboard.mjs", &[&served.url, "quan-2015-2019"]);
    assert_eq!(line.get("steps").and_then(Value::as_array).map(Vec::len), Some(8), "{line}");
}

/// 100 for access, practice and search engines, and nothing that makes a page slow, on a phone. Lighthouse waits more
/// than it works: two of it share the machine, which is otherwise left alone (`tests/nextest.toml`).
#[test]
fn lighthouse_finds_nothing_to_mend() {
    let sample = Sample::built();
    let scored = |kinds: &[&str]| {
        let line = script("lighthouse.mjs", &[&[sample.public.to_str().unwrap()], kinds].concat());
        line.get("scores").and_then(Value::as_object).map(serde_json::Map::len)
    };
    let (some, others) = KINDS.split_at(KINDS.len() / 2);
    std::thread::scope(|scope| {
        let others = (scope.spawn(|| scored(others)), others.len());
        assert_eq!(scored(some), Some(some.len()));
        assert_eq!(others.0.join().unwrap(), Some(others.1));
    });
}

/// Everyone of the sample has a summary of one page, and so one sheet.
#[test]
fn an_honouree_is_one_sheet_of_paper() {
    let sample = Sample::built();
    let served = Served::still(&sample.root);
    let is_honoree = |page: &&str| {
        let parts: Vec<&str> = page.split('/').collect();
        matches!(parts.as_slice(), [_, "honorees", id, "index.html"] if *id != "page")
    };
    let honorees: Vec<&str> = sample.pages.iter().map(String::as_str).filter(is_honoree).collect();
    assert!(honorees.len() > 40, "{honorees:?}");
    let line = script("prints.mjs", &[&[&*served.url], &honorees[..]].concat());
    assert_eq!(line.get("sheets").and_then(Value::as_object).map(serde_json::Map::len), Some(honorees.len()));
}

/// A click on what is printed of somebody opens it: the page in the booklet, the panel.
#[test]
fn links_to_sheets_open_them() {
    let small = crate::serve::Small::new();
    let served = Served::still(small.root());
    for (page, sheets) in [("quan-2010-2014/honorees/bui-thi-ut/", 2), ("quan-2010-2014/", 4)] {
        let line = script("sheets.mjs", &[&format!("{}{page}", served.url)]);
        assert_eq!(line.get("opened").and_then(Value::as_array).map(Vec::len), Some(sheets), "{line}");
    }
}

/// Somebody edits while the preview is open: what a browser shows then, and the desk.
#[test]
fn an_open_page_keeps_up_with_its_files() {
    let small = crate::serve::Small::new();
    let sheet = small.root().join("themes/sen/web/assets/site.css");
    copy(&Path::new(HOME).join("themes/sen/web/assets"), sheet.parent().unwrap());
    let served = Served::start_with(small.root(), &["--drafts"]);
    let file = small.honoree("bui-thi-ut");
    let page = crate::serve::PAGE.trim_start_matches("/bang-vang/");
    let [file, sheet] = [&file, &sheet].map(|path| path.to_str().unwrap());
    script("live.mjs", &[&served.url, page, file, sheet]);
}
