//! A project opened again after somebody has come or gone comes out as if it were opened for the first time, and lays out
//! nothing of the others again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bangvang::Project;
use bangvang::files::{Bytes, Digest, FilePath, Files, Memo, NoMemo, Tree};
use bangvang::site::{Options, Output};
use proptest::prelude::*;

use crate::workshop::{TODAY, base, jpeg, outputs};

type Folder = BTreeMap<FilePath, Bytes>;

const OPTIONS: Options = Options::on(TODAY);

/// One more than a page of the gallery holds stand on the board, with the one of the base.
const PEOPLE: usize = 48;

const NAMES: [&str; 6] =
    ["Nguyễn Thị Lan", "Đỗ Ân", "Trần Văn An", "Y'Bia Ê Ban", "Hồ Thị Hòa", "Lê Văn Ươm"];

/// How a dossier may stand.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Stands {
    Shown,
    /// With a photo of theirs, and another one in the text.
    Pictured,
    /// With the photo of somebody else.
    Twin,
    /// The same, and they wait.
    TwinWaiting,
    /// The same of a team, which may show its leader.
    TwinCollective,
    Honoured,
    Unprinted,
    Counted,
    Collective,
    Waiting,
    Silent,
    Broken,
    Gone,
}

const WAYS: [Stands; 13] = [
    Stands::Shown,
    Stands::Pictured,
    Stands::Twin,
    Stands::Honoured,
    Stands::Unprinted,
    Stands::Counted,
    Stands::Collective,
    Stands::Waiting,
    Stands::Silent,
    Stands::TwinWaiting,
    Stands::TwinCollective,
    Stands::Broken,
    Stands::Gone,
];

fn dossier(place: usize, stands: Stands) -> String {
    let (name, unit) = (NAMES[place % NAMES.len()], ["phan-xuong-may", "phan-xuong-cat"][place / 7 % 2]);
    let photo = "photo = { file = \"anh.jpg\", alt = \"Ảnh\" }";
    let more = match stands {
        Stands::Pictured | Stands::Twin | Stands::TwinWaiting | Stands::TwinCollective => photo,
        Stands::Honoured => {
            "awards = [ { year = 2016, award = \"lao-dong-tien-tien\" }, { year = 2017, award = \"lao-dong-tien-tien\" } ]\nposition = \"truc-tiep\"\ncategories = [\"nhan-to-moi\"]"
        }
        Stands::Counted => "private = { gender = \"nu\" }",
        _ => "",
    };
    let waits = matches!(stands, Stands::Waiting | Stands::TwinWaiting);
    let status = if waits { "submitted" } else { "approved" };
    let web = stands != Stands::Silent;
    let print = stands != Stands::Unprinted;
    let is_team = matches!(stands, Stands::Collective | Stands::TwinCollective);
    let kind = if is_team { "collective" } else { "individual" };
    let group = if stands == Stands::Broken { "" } else { "group = \"quan-1\"" };
    let story =
        if stands == Stands::Pictured { "Làm 3 việc.\n\n![Máy](may.jpg)" } else { "Làm 3 việc." };
    format!(
        "+++\nname = \"{name}\"\nkind = \"{kind}\"\n{group}\nunit = \"{unit}\"\njob = \"Thợ\"\n{more}\napproval = {{ status = \"{status}\", number = \"1\", date = 2020-05-01, by = \"BTV\" }}\nconsent = {{ web = {web}, photo = true, print = {print} }}\n+++\n{story}\n"
    )
}

/// The files of somebody's folder.
fn files_of(place: usize, stands: Stands) -> Vec<(FilePath, Bytes)> {
    let path = |name: &str| FilePath::new(&format!("content/quan/honorees/id-{place}/{name}"));
    let is_twin = matches!(stands, Stands::Twin | Stands::TwinWaiting | Stands::TwinCollective);
    let shade = if is_twin { 0 } else { u8::try_from(place).unwrap() };
    let mut files = Vec::new();
    if stands != Stands::Gone {
        files.push((path("index.md"), dossier(place, stands).into_bytes().into()));
    }
    // Whoever waits may have a photo that is not named yet.
    if is_twin || matches!(stands, Stands::Pictured | Stands::Waiting) && place < 4 {
        files.push((path("anh.jpg"), jpeg(64, 80, [shade, 9, 9]).into()));
        files.push((path("may.jpg"), jpeg(90, 60, [9, shade, 9]).into()));
    }
    files
}

fn folder(cards: bool, keynote: Option<usize>) -> Folder {
    let tree = base();
    let mut folder: Folder =
        tree.paths().iter().map(|path| (path.clone(), tree.read(path).unwrap())).collect();
    let site = FilePath::new("site/site.toml");
    let unit = "[[unit]]\nid = \"phan-xuong-cat\"\nname = \"Phân xưởng Cắt\"\n";
    let site_text = String::from_utf8(folder[&site].to_vec()).unwrap();
    folder.insert(site, format!("cards = {cards}\n{site_text}\n{unit}").into_bytes().into());
    if let Some(place) = keynote {
        let text = format!(
            "+++\ntitle = \"Chuyện\"\nhonorees = [\"id-{place}\"]\npresented = true\napproval = {{ status = \"approved\", number = \"1\", date = 2020-05-01, by = \"BTV\" }}\n+++\nNgày 1 tháng 5.\n"
        );
        folder.insert(FilePath::new("content/quan/keynotes/bai/index.md"), text.into_bytes().into());
    }
    folder
}

fn tree(folder: &Folder) -> Arc<dyn Files> {
    Arc::new(Tree::new(folder.clone()))
}

/// Puts somebody's folder as it stands now, and tells what has changed.
fn put(folder: &mut Folder, place: usize, stands: Stands) -> BTreeSet<FilePath> {
    let below = format!("content/quan/honorees/id-{place}/");
    let before: Folder = folder
        .iter()
        .filter(|(path, _)| path.starts_with(&below))
        .map(|(p, b)| (p.clone(), b.clone()))
        .collect();
    let after: Folder = files_of(place, stands).into_iter().collect();
    folder.retain(|path, _| !path.starts_with(&below));
    folder.extend(after.clone());
    let all: BTreeSet<&FilePath> = before.keys().chain(after.keys()).collect();
    all.into_iter().filter(|path| before.get(*path) != after.get(*path)).cloned().collect()
}

fn same(again: &Project, first: &Project) {
    let told = |project: &Project| format!("{:#?}", project.report.problems());
    assert_eq!(told(again), told(first));
    let paths = |project: &Project| -> Vec<String> {
        project.site.as_ref().unwrap().outputs().keys().cloned().collect()
    };
    assert_eq!(paths(again), paths(first));
    if first.report.has_errors() {
        return;
    }
    let (pages, expected) = (outputs(again), outputs(first));
    for (path, bytes) in &expected {
        assert!(pages[path] == *bytes, "{path} is another");
    }
    let (again, first) = (again.site.as_ref().unwrap(), first.site.as_ref().unwrap());
    let sheets = first.outputs().iter().filter(|(_, output)| matches!(output, Output::Sheet(_)));
    for (path, sheet) in sheets {
        let known = again.draft(path, &again.outputs()[path]).fingerprint();
        assert!(known == first.draft(path, sheet).fingerprint(), "{path} is another");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn who_comes_and_goes_leaves_a_site_as_if_opened_first(
        people in prop::collection::vec(prop::sample::select(WAYS[..7].to_vec()), PEOPLE),
        steps in prop::collection::vec((prop_oneof![0..4_usize, 0..PEOPLE + 2], prop::sample::select(WAYS.to_vec())), 1..8),
        keynote in prop::option::of(0..4_usize),
        tombstones in any::<bool>(),
        counted in any::<bool>(),
    ) {
        let memo: Arc<dyn Memo> = Arc::new(NoMemo);
        let mut folder = folder(false, keynote);
        if tombstones && counted {
            let site = FilePath::new("site/site.toml");
            let text = [b"tombstones = true\n".as_slice(), &folder[&site]].concat();
            folder.insert(site, text.into());
        }
        for (place, stands) in people.into_iter().enumerate() {
            // Pictures take their time, and what people answer in private keeps much from being known again.
            let stands = match stands {
                Stands::Pictured | Stands::Twin if place % 8 > 0 => Stands::Shown,
                Stands::Counted if !counted => Stands::Honoured,
                other => other,
            };
            folder.extend(files_of(place, stands));
        }
        let mut project = bangvang::open(&tree(&folder), &memo, &OPTIONS);
        for (place, stands) in steps {
            let stands = if stands == Stands::Counted && !counted { Stands::Waiting } else { stands };
            let changed = put(&mut folder, place, stands);
            project = bangvang::reopen(&project, &changed, &tree(&folder), &memo, &OPTIONS);
            same(&project, &bangvang::open(&tree(&folder), &memo, &OPTIONS));
        }
    }
}

/// Remembers nothing, and counts what it is told.
#[derive(Default)]
struct Forgets(AtomicUsize);

impl Memo for Forgets {
    fn recall(&self, _: &Digest) -> Option<Bytes> {
        None
    }
    fn keep(&self, _: Digest, _: &[u8]) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn of_the_others_nothing_is_looked_at_again() {
    let forgets = Arc::new(Forgets::default());
    let memo = Arc::clone(&forgets) as Arc<dyn Memo>;
    let mut folder = folder(true, None);
    (1..7).for_each(|place| folder.extend(files_of(place, Stands::Pictured)));
    let mut project = bangvang::open(&tree(&folder), &memo, &OPTIONS);
    // One who has just come, goes, and comes again with everything.
    for stands in [Stands::Waiting, Stands::Pictured, Stands::Silent, Stands::Gone, Stands::Pictured] {
        let changed = put(&mut folder, 9, stands);
        let before = forgets.0.swap(0, Ordering::Relaxed);
        assert!(before > 0);
        project = bangvang::reopen(&project, &changed, &tree(&folder), &memo, &OPTIONS);
        // What was read, and what was seen in two photos; of the others there are a dozen.
        let kept = forgets.0.load(Ordering::Relaxed);
        assert!(kept < 8, "{stands:?}: {kept}");
        forgets.0.store(1, Ordering::Relaxed);
        same(&project, &bangvang::open(&tree(&folder), &(Arc::new(NoMemo) as Arc<dyn Memo>), &OPTIONS));
    }
}

#[test]
fn who_waits_is_on_no_site_that_is_opened_again() {
    let memo: Arc<dyn Memo> = Arc::new(NoMemo);
    let mut folder = folder(true, None);
    (1..4).for_each(|place| folder.extend(files_of(place, Stands::Shown)));
    let mut project = bangvang::open(&tree(&folder), &memo, &OPTIONS);
    let page = "quan/honorees/id-2/index.html";
    for stands in [Stands::Waiting, Stands::Shown, Stands::Silent, Stands::Pictured, Stands::Gone] {
        let changed = put(&mut folder, 2, stands);
        project = bangvang::reopen(&project, &changed, &tree(&folder), &memo, &OPTIONS);
        let is_shown = matches!(stands, Stands::Shown | Stands::Pictured);
        assert_eq!(outputs(&project).contains_key(page), is_shown, "{stands:?}");
        let told =
            outputs(&project).into_values().any(|bytes| String::from_utf8_lossy(&bytes).contains("id-2/"));
        assert_eq!(told, is_shown, "{stands:?}");
        // With those who wait nothing is taken from the one without.
        let drafts = bangvang::open_with_drafts(&tree(&folder), &memo, &OPTIONS);
        let waits = drafts.site.as_ref().unwrap().is_draft(page);
        assert_eq!(waits, matches!(stands, Stands::Waiting | Stands::Silent), "{stands:?}");
    }
}

#[test]
fn what_a_folder_is_called_is_told_as_long_as_it_is_shown() {
    let memo: Arc<dyn Memo> = Arc::new(NoMemo);
    let mut folder = folder(false, None);
    let file = FilePath::new("content/quan/honorees/ba-0912345678/index.md");
    folder.insert(file.clone(), dossier(1, Stands::Shown).into_bytes().into());
    let mut project = bangvang::open(&tree(&folder), &memo, &OPTIONS);
    assert!(project.report.has_errors());
    for text in [
        dossier(1, Stands::Waiting),
        dossier(1, Stands::Waiting).replace("submitted", "withdrawn"),
        dossier(1, Stands::Shown),
    ] {
        folder.insert(file.clone(), text.into_bytes().into());
        project = bangvang::reopen(&project, &[file.clone()].into(), &tree(&folder), &memo, &OPTIONS);
        same(&project, &bangvang::open(&tree(&folder), &memo, &OPTIONS));
    }
}
