//! A project opened again after a change comes out as if it were opened for the first time, whatever has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bangvang::Project;
use bangvang::files::{Bytes, FilePath, Files, Memo, NoMemo, Tree};
use bangvang::read::Texts;
use bangvang::site::{Options, Photos};
use proptest::prelude::*;

use crate::workshop::{Remembers, TODAY, base, jpeg, outputs};

type Folder = BTreeMap<FilePath, Bytes>;

fn folder() -> Folder {
    let tree = base()
        .with("content/quan/honorees/lan-2/index.md", person("Trần Văn Hai", "Làm 5 việc."))
        .with("content/quan/keynotes/bai/index.md", KEYNOTE);
    tree.paths().iter().map(|path| (path.clone(), tree.read(path).unwrap())).collect()
}

const KEYNOTE: &str = "+++\ntitle = \"Chuyện\"\nhonorees = [\"lan\"]\npresented = true\napproval = { status = \"approved\", number = \"1\", date = 2020-05-01, by = \"BTV\" }\n+++\nNgày 1 tháng 5.\n";

fn person(name: &str, text: &str) -> String {
    format!(
        "+++\nname = \"{name}\"\nkind = \"individual\"\ngroup = \"quan-1\"\nunit = \"phan-xuong-may\"\njob = \"Thợ\"\nphoto = {{ file = \"anh.jpg\", alt = \"Ảnh\" }}\napproval = {{ status = \"approved\", number = \"1\", date = 2020-05-01, by = \"BTV\" }}\nconsent = {{ web = true, photo = true }}\n+++\n{text}\n"
    )
}

/// The same, where one more thing is said above the story.
fn saying(line: &str) -> String {
    person("Trần Văn Hai", "Làm 5 việc.").replace("job = \"Thợ\"", &format!("job = \"Thợ\"\n{line}"))
}

/// What is told of somebody on pages that are there anyway.
const TOLD: [&str; 8] = [
    "lead = \"Ba năm liền dẫn đầu.\"",
    "quote = \"Làm thì phải làm cho đến nơi.\"",
    "mentoring = \"Kèm 2 người.\"",
    "featured = true",
    "initiatives = [ { title = \"Khuôn\", year = 2016, scope = \"co-so\", benefit_vnd = 5000000 } ]",
    "initiatives = [ { title = \"Khuôn\", year = 2011, benefit_vnd = 7000000 }, { title = \"Gá\", year = 2018 } ]",
    "previously_honoured = [ { period = \"2010-2014\", level = \"quan\" } ]",
    "total_benefit_vnd = 12000000",
];

/// What makes lists, places and gates others.
const PLACED: [&str; 8] = [
    "awards = [ { year = 2016, award = \"lao-dong-tien-tien\" } ]",
    "awards = [ { year = 2017, award = \"lao-dong-tien-tien\" }, { year = 2018, award = \"chien-si-thi-dua-co-so\" } ]",
    "honour = { award = \"giay-khen\", number = \"7\", date = 2020-05-10 }",
    "noindex = true",
    "position = \"truc-tiep\"",
    "categories = [\"nhan-to-moi\"]",
    "publish_until = 2020-01-01",
    "private = { gender = \"nu\" }",
];

/// What an editor may do: paths, each with what is written there, or taken away.
fn edit() -> impl Strategy<Value = (String, Option<Vec<u8>>)> {
    let ids = prop::sample::select(vec!["lan", "lan-2", "lan2", "a", "zz", "KHÔNG"]);
    let names = prop::sample::select(vec!["Nguyễn Thị Lan", "Đỗ Ân", "Trần Văn Hai", "<b>"]);
    let write = |path: String, text: String| (path, Some(text.into_bytes()));
    prop_oneof![
        (ids.clone(), names.clone()).prop_map(move |(id, name)| write(
            format!("content/quan/honorees/{id}/index.md"),
            person(name, "Làm 3 việc, vẽ ![](anh.jpg).")
        )),
        // Nothing is told otherwise, but everything stands a line further down.
        (ids.clone(), names.clone()).prop_map(move |(id, name)| write(
            format!("content/quan/honorees/{id}/index.md"),
            person(name, "Làm 3 việc.").replacen("name = ", "# Ghi chú.\nname = ", 1)
        )),
        prop::sample::select(vec!["Làm 5 việc.", "Làm 7 việc.", "Không có số liệu.", ""]).prop_map(
            move |story| {
                write("content/quan/honorees/lan-2/index.md".into(), person("Trần Văn Hai", story))
            }
        ),
        prop::sample::select([TOLD, PLACED].concat())
            .prop_map(move |line| write("content/quan/honorees/lan-2/index.md".into(), saying(line))),
        ids.clone().prop_map(|id| (format!("content/quan/honorees/{id}/index.md"), None)),
        ids.clone().prop_map(|id| (format!("content/quan/honorees/{id}/anh.jpg"), None)),
        ids.clone()
            .prop_map(|id| (format!("content/quan/honorees/{id}/anh.jpg"), Some(jpeg(64, 80, [9, 9, 9])))),
        ids.clone()
            .prop_map(move |id| write(format!("content/quan/honorees/{id}/index.md"), "+++\nname".into())),
        ids.clone().prop_map(move |id| write(
            format!("content/quan/honorees/{id}/index.md"),
            person("Trần Văn Ba", "Làm 3 việc.").replace("approved", "revoked")
        )),
        ids.prop_map(move |id| write(
            format!("content/quan/keynotes/{id}/index.md"),
            KEYNOTE.replace("[\"lan\"]", &format!("[\"{id}\"]"))
        )),
        names.prop_map(move |name| write(
            "content/quan/criteria.toml".into(),
            format!("[[group]]\nid = \"quan-1\"\nlabel = \"{name}\"\nkind = \"individual\"\n")
        )),
        Just(("content/quan/conference.md".to_owned(), None)),
        Just(write(
            "content/quan/conference.md".into(),
            "+++\ntitle = \"Hội nghị\"\nlevel = \"quan\"\nperiod = { from = 2015, to = 2019 }\n+++\n".into()
        )),
        Just(write(
            "content/quan-2/conference.md".into(),
            "+++\ntitle = \"Hai\"\nlevel = \"quan\"\nperiod = { from = 2010, to = 2014 }\n+++\n".into()
        )),
        Just(write("content/quan/la.txt".into(), "x".into())),
        Just(write("site/static/units".into(), "x".into())),
        Just(("site/static/units".to_owned(), None)),
        Just(write(
            "site/site.toml".into(),
            "title = \"Mới\"\npublisher = \"CĐ\"\nbase_url = \"https://a.example.vn/\"\ntombstones = true\n"
                .into()
        )),
        Just(write(
            "themes/sen/web/404.html".into(),
            "{% extends \"base.html\" %}{% block main %}<h1>?</h1>{% endblock %}".into()
        )),
        Just(write("themes/sen/web/404.html".into(), "{% extends".into())),
        Just(("themes/sen/web/404.html".to_owned(), None)),
        Just(write("themes/sen/web/assets/site.css".into(), "h1{color:red}".into())),
    ]
}

const OPTIONS: Options = Options::on(TODAY);

/// The folder with another file of Hai's, opened again.
fn told(before: &Project, folder: &Folder, text: &str) -> Project {
    let file = FilePath::new("content/quan/honorees/lan-2/index.md");
    let mut folder = folder.clone();
    folder.insert(file.clone(), text.as_bytes().into());
    let memo: Arc<dyn Memo> = Arc::new(NoMemo);
    bangvang::reopen(before, &[file].into(), &files(&folder), &memo, &OPTIONS)
}

#[test]
fn another_story_lays_out_no_other_site() {
    let (mut folder, memo): (_, Arc<dyn Memo>) = (folder(), Arc::new(NoMemo));
    folder.insert(FilePath::new("content/quan/honorees/lan-2/anh.jpg"), jpeg(64, 80, [9, 9, 9]).into());
    let before = bangvang::open(&files(&folder), &memo, &OPTIONS);
    let paths = |project: &Project| std::ptr::from_ref(project.site.as_ref().unwrap().outputs());
    let page = |project: &Project| {
        let made = &outputs(project)["quan/honorees/lan-2/index.html"];
        String::from_utf8_lossy(made).into_owned()
    };
    let story = told(&before, &folder, &person("Trần Văn Hai", "Làm 777 việc."));
    assert_eq!(paths(&story), paths(&before));
    assert!(page(&story).contains("Làm 777 việc.") && !page(&story).contains("Làm 5 việc."));
    // What is above the story, and a picture in it, may be another site.
    for more in [person("Trần Văn Ba", "Làm 777 việc."), person("Trần Văn Hai", "Vẽ ![](anh.jpg).")]
    {
        assert_ne!(paths(&told(&story, &folder, &more)), paths(&story), "{more}");
    }
}

#[test]
fn what_is_told_of_somebody_lays_out_no_other_site() {
    let (mut folder, memo): (_, Arc<dyn Memo>) = (folder(), Arc::new(NoMemo));
    folder.insert(FilePath::new("content/quan/honorees/lan-2/anh.jpg"), jpeg(64, 80, [9, 9, 9]).into());
    let mut project = bangvang::open(&files(&folder), &memo, &OPTIONS);
    let paths = |project: &Project| std::ptr::from_ref(project.site.as_ref().unwrap().outputs());
    for (line, is_told) in TOLD.map(|line| (line, true)).into_iter().chain(PLACED.map(|line| (line, false))) {
        // Pages are looked at, so that what they were made from is kept.
        drop(outputs(&project));
        let next = told(&project, &folder, &saying(line));
        let first = told(&bangvang::open(&files(&folder), &memo, &OPTIONS), &folder, &saying(line));
        same(&next, &first);
        assert_eq!(paths(&next) == paths(&project), is_told, "{line}");
        // From what is told again to what is not.
        project = told(&next, &folder, &saying("lead = \"Một dòng.\""));
    }
    // The job is on the share card that others have of this page.
    let other = person("Trần Văn Hai", "Làm 5 việc.").replace("\"Thợ\"", "\"Tổ trưởng\"");
    assert_ne!(paths(&told(&project, &folder, &other)), paths(&project));
}

#[test]
fn what_was_read_is_remembered_until_its_folder_is_another() {
    let remembers = Arc::new(Remembers::default());
    let memo = Arc::clone(&remembers) as Arc<dyn Memo>;
    let mut folder = folder();
    let kept_by = |folder: &Folder| {
        let before = remembers.kept();
        let project = bangvang::open(&files(folder), &memo, &OPTIONS);
        same(&project, &bangvang::open(&files(folder), &(Arc::new(NoMemo) as Arc<dyn Memo>), &OPTIONS));
        remembers.kept() - before
    };
    assert!(kept_by(&folder) > 3);
    assert_eq!(kept_by(&folder), 0);
    // His photo comes: what was said of its absence is not said again.
    folder.insert(FilePath::new("content/quan/honorees/lan-2/anh.jpg"), jpeg(64, 80, [9, 9, 9]).into());
    assert!(kept_by(&folder) > 0);
    assert_eq!(kept_by(&folder), 0);
}

#[test]
fn whoever_is_withheld_may_tell_another_story() {
    let waiting = |story: &str| person("Trần Văn Hai", story).replace("approved", "submitted");
    let (mut folder, memo): (_, Arc<dyn Memo>) = (folder(), Arc::new(NoMemo));
    folder.insert(
        FilePath::new("content/quan/honorees/lan-2/index.md"),
        waiting("Làm 5 việc.").into_bytes().into(),
    );
    let path = "quan/honorees/lan-2/index.html";
    let before = bangvang::open(&files(&folder), &memo, &OPTIONS);
    assert!(!outputs(&told(&before, &folder, &waiting("Làm 777 việc."))).contains_key(path));
    let before = bangvang::open_with_drafts(&files(&folder), &memo, &OPTIONS);
    let made = &outputs(&told(&before, &folder, &waiting("Làm 777 việc.")))[path];
    assert!(String::from_utf8_lossy(made).contains("Làm 777 việc."));
}

/// Someone of two conferences who holds an award, one of them with an answer that is only counted.
fn called(place: usize, name: &str, answers: bool) -> (FilePath, Bytes) {
    let conference = ["quan", "quan-2"][place % 2];
    let more = if answers { "private = { gender = \"nu\" }" } else { "" };
    let text = saying(&format!("awards = [ {{ year = 2016, award = \"lao-dong-tien-tien\" }} ]\n{more}"));
    let text = text.replace("Trần Văn Hai", name);
    (FilePath::new(&format!("content/{conference}/honorees/id-{place}/index.md")), text.into_bytes().into())
}

/// A board of these people whose pages have no share cards of their own, which hold names.
fn without_cards(names: &[&str], answers: bool) -> Folder {
    let mut folder = folder();
    let site = FilePath::new("site/site.toml");
    let text = [b"cards = false\n", &*folder[&site]].concat();
    folder.insert(site, text.into());
    let other = folder[&FilePath::new("content/quan/conference.md")].clone();
    folder.insert(FilePath::new("content/quan-2/conference.md"), other);
    let other = folder[&FilePath::new("content/quan/criteria.toml")].clone();
    folder.insert(FilePath::new("content/quan-2/criteria.toml"), other);
    folder.extend(names.iter().enumerate().map(|(place, name)| called(place, name, answers && place == 0)));
    folder
}

fn files(folder: &Folder) -> Arc<dyn Files> {
    Arc::new(Tree::new(folder.clone()))
}

fn same(again: &Project, first: &Project) {
    let told = |project: &Project| format!("{:#?}", project.report.problems());
    assert_eq!(told(again), told(first));
    assert_eq!(again.site.is_some(), first.site.is_some());
    if first.site.is_some() && !first.report.has_errors() {
        let (again, first) = (outputs(again), outputs(first));
        let paths = |made: &BTreeMap<String, Vec<u8>>| made.keys().cloned().collect::<Vec<_>>();
        assert_eq!(paths(&again), paths(&first));
        for (path, bytes) in &first {
            assert!(again[path] == *bytes, "{path} is another");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn what_is_opened_again_is_as_if_opened_first(steps in prop::collection::vec(prop::collection::vec(edit(), 1..3), 1..6)) {
        let none: Arc<dyn Memo> = Arc::new(NoMemo);
        let memo: Arc<dyn Memo> = Arc::new(Remembers::default());
        let mut folder = folder();
        let mut project = bangvang::open(&files(&folder), &memo, &OPTIONS);
        for step in steps {
            let mut changed = BTreeSet::new();
            for (path, bytes) in step {
                let path = FilePath::new(&path);
                match bytes {
                    Some(bytes) => drop(folder.insert(path.clone(), bytes.into())),
                    None => drop(folder.remove(&path)),
                }
                changed.insert(path);
            }
            project = bangvang::reopen(&project, &changed, &files(&folder), &memo, &OPTIONS);
            let first = bangvang::open(&files(&folder), &none, &OPTIONS);
            same(&project, &first);
            same(&bangvang::open(&files(&folder), &memo, &OPTIONS), &first);
        }
    }

    #[test]
    fn texts_that_are_read_later_change_no_page(step in prop::collection::vec(edit(), 1..4)) {
        let none: Arc<dyn Memo> = Arc::new(NoMemo);
        let mut folder = folder();
        for (path, bytes) in step {
            match bytes {
                Some(bytes) => drop(folder.insert(FilePath::new(&path), bytes.into())),
                None => drop(folder.remove(&FilePath::new(&path))),
            }
        }
        let hasty = |texts| Options { texts, photos: Photos::Later, ..OPTIONS };
        let early = bangvang::open(&files(&folder), &none, &hasty(Texts::Later));
        prop_assert_eq!(early.reading.is_whole(), !folder.keys().any(|path| path.contains("/honorees/")));
        let late = bangvang::open(&files(&folder), &none, &hasty(Texts::Read));
        prop_assert!(late.reading.is_whole());
        if !late.report.has_errors() {
            let [early, late] = [&early, &late].map(outputs);
            prop_assert!(early == late);
        }
        let again = bangvang::reopen(&early, &BTreeSet::new(), &files(&folder), &none, &OPTIONS);
        same(&again, &bangvang::open(&files(&folder), &none, &OPTIONS));
    }

    #[test]
    fn who_is_renamed_stands_elsewhere_on_a_site_that_is_laid_out_as_it_was(
        names in prop::collection::vec(prop::sample::select(NAMES.to_vec()), 7),
        steps in prop::collection::vec(prop::collection::vec((0..7_usize, prop::sample::select(NAMES.to_vec())), 1..4), 1..4),
        answers in any::<bool>(),
    ) {
        let memo: Arc<dyn Memo> = Arc::new(NoMemo);
        let mut folder = without_cards(&names, answers);
        let mut project = bangvang::open(&files(&folder), &memo, &OPTIONS);
        drop(outputs(&project));
        for step in steps {
            let renamed: Vec<_> = step.iter().map(|(at, name)| called(*at, name, answers && *at == 0)).collect();
            let changed = renamed.iter().map(|(file, _)| file.clone()).filter(|file| {
                let new = renamed.iter().rfind(|(other, _)| other == file);
                new.is_some_and(|(_, text)| folder[file] != *text)
            });
            let changed: BTreeSet<_> = changed.collect();
            folder.extend(renamed.clone());
            let next = bangvang::reopen(&project, &changed, &files(&folder), &memo, &OPTIONS);
            same(&next, &bangvang::open(&files(&folder), &memo, &OPTIONS));
            let paths = |project: &Project| std::ptr::from_ref(project.site.as_ref().unwrap().outputs());
            prop_assert_eq!(paths(&next) == paths(&project), changed.is_empty() || !answers);
            project = next;
        }
    }
}

/// Some who are namesakes, some who are so but for how they are typed, and some at other ends of every list.
const NAMES: [&str; 8] = [
    "Nguyễn Thị Lan",
    "Nguyễn Thị Lan",
    "NGUYỄN THỊ LAN",
    "Đỗ Ân",
    "Trần Văn An",
    "Y'Bia Ê Ban",
    "Hồ Thị Hòa",
    "Hồ Thị Hoà",
];
