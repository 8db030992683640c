//! The gate: whoever may not be shown is in no output of any kind, whatever the board looks like.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use bangvang::Project;
use bangvang::files::Tree;
use bangvang::site::Output;
use bangvang::vietnamese::fold;
use bangvang::web::Page;
use proptest::prelude::*;

use crate::workshop::{BASE, base, jpeg, open, outputs};

const STATUSES: [&str; 7] =
    ["approved", "proposed", "elected", "submitted", "rejected", "withdrawn", "revoked"];

/// What decides about somebody; `status` is none where nothing is recorded.
#[derive(Clone, Debug)]
struct Person {
    status: Option<usize>,
    decided: bool,
    web: Option<bool>,
    photo: bool,
    withdrawn: bool,
    until: Option<bool>,
    collective: bool,
}

impl Person {
    /// The rule of the content format, told once more and independently of the program.
    fn is_shown(&self) -> bool {
        self.status == Some(0) && self.web == Some(true) && !self.withdrawn && self.until != Some(false)
    }

    /// Who was shown once: only they leave a page behind, and only if the board wishes so.
    fn has_gone(&self) -> bool {
        let approved = matches!(self.status, Some(0 | 6)) || self.status == Some(5) && self.decided;
        let agreed = self.web == Some(true) || self.withdrawn;
        approved && agreed && !self.is_shown()
    }

    fn shows_pictures(&self) -> bool {
        self.is_shown() && self.photo
    }
}

#[derive(Clone, Debug)]
struct Story {
    approved: bool,
    about: Vec<prop::sample::Index>,
}

impl Story {
    fn has_gone(&self, people: &[Person]) -> bool {
        let heroes: Vec<&Person> = heroes(self, people.len()).iter().map(|who| &people[*who]).collect();
        let all_shown = heroes.iter().all(|hero| hero.is_shown());
        self.approved && !all_shown && heroes.iter().all(|hero| hero.is_shown() || hero.has_gone())
    }
}

fn person() -> impl Strategy<Value = Person> {
    let status = prop_oneof![4 => Just(Some(0)), 2 => (1_usize..7).prop_map(Some), 1 => Just(None)];
    let web = prop_oneof![4 => Just(Some(true)), 1 => Just(Some(false)), 1 => Just(None)];
    let until = prop_oneof![3 => Just(None), 1 => Just(Some(true)), 1 => Just(Some(false))];
    let decided = prop::bool::weighted(0.7);
    (status, decided, web, any::<bool>(), prop::bool::weighted(0.2), until, prop::bool::weighted(0.2))
        .prop_map(|(status, decided, web, photo, withdrawn, until, collective)| Person {
            status,
            decided,
            web,
            photo,
            withdrawn,
            until,
            collective,
        })
}

fn story() -> impl Strategy<Value = Story> {
    (prop::bool::weighted(0.8), prop::collection::vec(any::<prop::sample::Index>(), 0..3))
        .prop_map(|(approved, about)| Story { approved, about })
}

/// A word that occurs nowhere else: whose it is, and which field it stands in.
fn mark(whose: &str, field: &str) -> String {
    format!("Zq{whose}{field}ơx")
}

/// The fields of a person that pages show in full; their marks must be there when the person is shown.
const SHOWN: [&str; 13] =
    ["ten", "viec", "loi", "trich", "giup", "sang", "noi", "so", "cap", "hon", "bai", "bang", "phong"];
/// Fields no page ever shows: decisions about publishing.
const HIDDEN: [&str; 4] = ["duyet", "sokt", "phieu", "ky"];
/// What goes with pictures.
const PICTURES: [&str; 3] = ["alt", "chu", "anh"];

fn index(at: usize, person: &Person) -> String {
    let me = format!("p{}", letters(at));
    let m = |field: &str| mark(&me, field);
    let mut text = String::from("+++\n");
    let kind = if person.collective { "collective" } else { "individual" };
    let group = if person.collective { "tap-the" } else { "quan-1" };
    let name = m("ten");
    writeln!(
        text,
        "name = \"Nguyễn Thị {name}\"\nkind = \"{kind}\"\ngroup = \"{group}\"\nunit = \"phan-xuong-may\""
    )
    .unwrap();
    writeln!(text, "job = \"{}\"\nlead = \"{}\"\nquote = \"{}\"", m("viec"), m("loi"), m("trich")).unwrap();
    writeln!(text, "mentoring = \"{}\"\nfeatured = {}", m("giup"), at.is_multiple_of(2)).unwrap();
    writeln!(text, "movements = [\"{}\"]", fold(&m("phong"))).unwrap();
    writeln!(
        text,
        "initiatives = [{{ title = \"{}\", year = 2018, recognised_by = \"{}\", benefit_vnd = 1_000_000 }}]",
        m("sang"),
        m("noi")
    )
    .unwrap();
    writeln!(
        text,
        "awards = [{{ year = 2018, award = \"giay-khen\", number = \"{}\", issuer = \"{}\" }}]",
        m("so"),
        m("cap")
    )
    .unwrap();
    writeln!(text, "honour = {{ award = \"bang-khen-thu-tuong\", number = \"{}\" }}", m("hon")).unwrap();
    writeln!(text, "previously_honoured = [{{ period = \"{}\" }}]", m("ky")).unwrap();
    writeln!(text, "photo = {{ file = \"anh.jpg\", alt = \"{}\", caption = \"{}\" }}", m("alt"), m("chu"))
        .unwrap();
    if let Some(status) = person.status {
        let status = STATUSES[status];
        let number = format!("number = \"{}\", date = 2020-05-01, ", m("sokt"));
        let number = if person.decided { number } else { String::new() };
        writeln!(text, "approval = {{ status = \"{status}\", {number}by = \"{}\" }}", m("duyet")).unwrap();
    }
    let mut consent = vec![format!("photo = {}", person.photo), format!("evidence = \"{}\"", m("phieu"))];
    consent.extend(person.web.map(|web| format!("web = {web}")));
    if person.withdrawn {
        consent.push("withdrawn_on = 2020-05-20".to_owned());
    }
    writeln!(text, "consent = {{ {} }}", consent.join(", ")).unwrap();
    if let Some(later) = person.until {
        writeln!(text, "publish_until = {}", if later { "2020-06-01" } else { "2020-05-31" }).unwrap();
    }
    writeln!(text, "\n[private]\ngender = \"nu\"\nethnic_minority = true\nparty_member = true\n+++").unwrap();
    writeln!(
        text,
        "Trong 5 năm, {} đã làm. ![{}](them.jpg)\n\n| a |\n|---|\n| {} |",
        m("bai"),
        m("anh"),
        m("bang")
    )
    .unwrap();
    text
}

/// `a`, `b`, … : no digits, so that no mark is the beginning of another.
fn letters(at: usize) -> char {
    char::from(b'a' + u8::try_from(at).unwrap())
}

/// Each person has pictures of a colour of their own.
fn colour(at: usize) -> [u8; 3] {
    let n = u8::try_from(at).unwrap();
    [30 * n, 255 - 30 * n, 128]
}

fn board(people: &[Person], stories: &[Story], tombstones: bool) -> Tree {
    let settings = BASE.split("-- site/site.toml --\n").nth(1).unwrap().split("-- ").next().unwrap();
    let mut tree = base();
    if tombstones {
        tree = tree.with("site/site.toml", format!("tombstones = true\n{settings}"));
    }
    tree = tree.with(
        "content/quan/criteria.toml",
        "[[group]]\nid = \"quan-1\"\nlabel = \"Công nhân\"\nkind = \"individual\"\n\n[[group]]\nid = \"tap-the\"\nlabel = \"Tập thể\"\nkind = \"collective\"\n",
    );
    for (at, person) in people.iter().enumerate() {
        let folder = format!("content/quan/honorees/{}", fold(&mark(&format!("p{}", letters(at)), "ma")));
        tree = tree.with(&format!("{folder}/index.md"), index(at, person));
        tree = tree.with(&format!("{folder}/anh.jpg"), jpeg(40, 50, colour(at)));
        tree = tree.with(&format!("{folder}/them.jpg"), jpeg(50, 40, colour(at)));
    }
    for (at, story) in stories.iter().enumerate() {
        let me = format!("k{}", letters(at));
        let about: Vec<String> = heroes(story, people.len())
            .iter()
            .map(|who| format!("\"{}\"", fold(&mark(&format!("p{}", letters(*who)), "ma"))))
            .collect();
        let status = if story.approved { "approved" } else { "submitted" };
        let text = format!(
            "+++\ntitle = \"{}\"\nhonorees = [{}]\nspeaker = \"{}\"\nlead = \"{}\"\npresented = true\n\
             pictures = [{{ file = \"hinh.jpg\", alt = \"{}\" }}]\napproval = {{ status = \"{status}\", by = \"{}\" }}\n+++\n{}\n",
            mark(&me, "ten"),
            about.join(", "),
            mark(&me, "noi"),
            mark(&me, "loi"),
            mark(&me, "alt"),
            mark(&me, "duyet"),
            mark(&me, "bai"),
        );
        let folder = format!("content/quan/keynotes/{}", fold(&mark(&me, "ma")));
        tree = tree
            .with(&format!("{folder}/index.md"), text)
            .with(&format!("{folder}/hinh.jpg"), jpeg(60, 40, colour(7 - at)));
    }
    tree
}

/// Takes the pages that were left behind out of a site.
fn tombstones_of(project: &Project, site: &mut BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let outputs = project.site.as_ref().unwrap().outputs();
    let left = outputs.iter().filter(|(_, output)| matches!(output, Output::Page(Page::Gone(_))));
    left.map(|(path, _)| (path.clone(), site.remove(path).unwrap())).collect()
}

fn heroes(story: &Story, people: usize) -> BTreeSet<usize> {
    story.about.iter().map(|index| index.index(people)).collect()
}

/// Everything a site says, folded: case, marks and the place of a tone cannot hide a word.
fn everything(site: &BTreeMap<String, Vec<u8>>) -> (String, BTreeMap<&str, String>) {
    let folded = |bytes: &[u8]| fold(&String::from_utf8_lossy(bytes)).replace('-', "");
    let is_text = |path: &str| !path.ends_with(".jpg") && !path.ends_with(".woff2");
    let pages = site
        .iter()
        .filter(|(path, _)| is_text(path))
        .map(|(path, bytes)| (path.as_str(), folded(bytes)))
        .collect();
    let paths: Vec<String> = site.keys().map(|path| folded(path.as_bytes())).collect();
    // Pictures are looked through as bytes, and no name of a file may tell either.
    let rest: Vec<String> =
        site.iter().filter(|(path, _)| !is_text(path)).map(|(_, bytes)| folded(bytes)).collect();
    (format!("{}\n{}", paths.join("\n"), rest.join("\n")), pages)
}

fn says(all: &(String, BTreeMap<&str, String>), word: &str) -> Option<String> {
    let word = fold(word);
    if all.0.contains(&word) {
        return Some("a path or a picture".to_owned());
    }
    all.1.iter().find(|(_, text)| text.contains(&word)).map(|(path, _)| (*path).to_owned())
}

fn has_picture_like(site: &BTreeMap<String, Vec<u8>>, colour: [u8; 3]) -> bool {
    site.iter().filter(|(path, _)| path.ends_with(".jpg")).any(|(_, bytes)| {
        let picture = image::load_from_memory(bytes).unwrap().into_rgb8();
        // In a corner, in the middle, and where a share card has its picture.
        let (left, top, across, down) = bangvang::card::PICTURE;
        let on_card =
            ((left + across / 2).min(picture.width() - 1), (top + down / 2).min(picture.height() - 1));
        let places = [(5, 5), (picture.width() / 2, picture.height() / 2), on_card];
        places
            .iter()
            .any(|(x, y)| picture.get_pixel(*x, *y).0.iter().zip(colour).all(|(a, b)| a.abs_diff(b) < 8))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nobody_who_is_withheld_is_anywhere(
        people in prop::collection::vec(person(), 1..5),
        stories in prop::collection::vec(story(), 0..3),
        tombstones in any::<bool>(),
    ) {
        let project = open(board(&people, &stories, tombstones));
        prop_assert!(!project.report.has_errors(), "{:#?}", project.report.problems());
        let mut site = outputs(&project);
        let page = |whose: &str, room: &str| format!("quan/{room}/{}/index.html", fold(&mark(whose, "ma")));
        let mut wanted: BTreeSet<String> = BTreeSet::new();
        if tombstones {
            let gone = people.iter().enumerate().filter(|(_, person)| person.has_gone());
            wanted.extend(gone.map(|(at, _)| page(&format!("p{}", letters(at)), "honorees")));
            let gone = stories.iter().enumerate().filter(|(_, story)| story.has_gone(&people));
            wanted.extend(gone.map(|(at, _)| page(&format!("k{}", letters(at)), "keynotes")));
        }
        let left = tombstones_of(&project, &mut site);
        prop_assert_eq!(left.keys().cloned().collect::<BTreeSet<_>>(), wanted);
        // They all say the same, so none can say who it was.
        let texts: BTreeSet<&Vec<u8>> = left.values().collect();
        prop_assert!(texts.len() <= 1);
        for text in texts {
            let text = String::from_utf8_lossy(text);
            prop_assert!(text.contains("content=\"noindex\"") && !fold(&text).contains("zq"), "{}", text);
            for word in ["canonical", "og:", "ld+json", "twitter:"] {
                prop_assert!(!text.contains(word), "{}", word);
            }
        }
        let all = everything(&site);
        for (at, person) in people.iter().enumerate() {
            let me = format!("p{}", letters(at));
            let own = fold(&mark(&me, "ma"));
            for field in HIDDEN {
                prop_assert_eq!(says(&all, &mark(&me, field)), None, "{}.{} is hidden", me, field);
            }
            if person.is_shown() {
                let page = &all.1[format!("quan/honorees/{own}/index.html").as_str()];
                for field in SHOWN {
                    prop_assert!(page.contains(&fold(&mark(&me, field))), "{me}.{field} is not on its page");
                }
            } else {
                for field in SHOWN.iter().chain(&["ma"]) {
                    prop_assert_eq!(says(&all, &mark(&me, field)), None, "{}.{}", me, field);
                }
            }
            if person.shows_pictures() {
                prop_assert!(says(&all, &mark(&me, "alt")).is_some());
            } else {
                for field in PICTURES {
                    prop_assert_eq!(says(&all, &mark(&me, field)), None, "{}.{}", me, field);
                }
            }
            let shown = has_picture_like(&site, colour(at));
            prop_assert_eq!(shown, person.shows_pictures(), "pictures of {}", me);
        }
        for (at, story) in stories.iter().enumerate() {
            let me = format!("k{}", letters(at));
            let heroes: Vec<&Person> = heroes(story, people.len()).iter().map(|who| &people[*who]).collect();
            let shown = story.approved && heroes.iter().all(|hero| hero.is_shown());
            let pictures = shown && heroes.iter().all(|hero| hero.photo);
            for field in ["ten", "noi", "loi", "bai", "ma"] {
                prop_assert_eq!(says(&all, &mark(&me, field)).is_some(), shown, "{}.{}", me, field);
            }
            prop_assert_eq!(says(&all, &mark(&me, "duyet")), None);
            prop_assert_eq!(says(&all, &mark(&me, "alt")).is_some(), pictures, "{}.alt", me);
            prop_assert_eq!(has_picture_like(&site, colour(7 - at)), pictures, "pictures of {}", me);
        }
        // Answers to "nam hay nữ?" and the like have no words of their own; their keys must not show either.
        for word in ["gender", "ethnic", "party_member", "đảng viên", "dân tộc thiểu số"] {
            prop_assert_eq!(says(&all, word), None, "{}", word);
        }
    }
}
