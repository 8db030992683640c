//! Amounts of money: below each other they are written alike, and sums never turn over.

use bangvang::check::finished::{Ground, look};
use bangvang::files::Tree;
use bangvang::privacy::{Allowed, Clean};

use crate::workshop::{BASE, OFFICE, base, open, page, site};

/// A file of the base.
fn part(file: &str) -> String {
    let head = format!("-- content/quan/{file} --\n");
    BASE.split(&head).nth(1).unwrap().split("\n-- ").next().unwrap().to_owned()
}

/// The base, where its person has initiatives worth so much and somebody else has one.
fn worth(benefits: &[&str]) -> Tree {
    let one = |benefit: &&str| {
        format!("{{ title = \"Gá\", year = 2018, scope = \"co-so\", benefit_vnd = {benefit} }}")
    };
    let initiatives = benefits.iter().map(one).collect::<Vec<_>>().join(", ");
    let head = "-- content/quan/honorees/lan/index.md --\n";
    let lan = BASE.split(head).nth(1).unwrap();
    let of = |name: &str, initiatives: &str| {
        let text = lan.replace("Nguyễn Thị Lan", name).replace("photo = {", "#photo = {");
        text.replace("job =", &format!("initiatives = [ {initiatives} ]\njob ="))
    };
    base()
        .with("content/quan/honorees/lan/index.md", of("Nguyễn Thị Lan", &initiatives))
        .with("content/quan/honorees/an/index.md", of("Lê An", &one(&"60000000")))
}

/// The numbers at the ends of the rows of a page's tables.
fn cells(tree: Tree, path: &str) -> Vec<String> {
    let pages = site(tree);
    let cells = page(&pages, path).split("<td class=\"end\">").skip(1);
    cells.map(|cell| cell.split('<').next().unwrap().to_owned()).collect()
}

#[test]
fn amounts_of_a_column_have_as_many_decimals() {
    let tree = || worth(&["1200500000", "3000000", "40250000"]);
    let lan = cells(tree(), "quan/honorees/lan/index.html");
    assert_eq!(lan, ["1.200,50", "3,00", "40,25", "1.243,75"]);
    assert_eq!(cells(tree(), "quan/honorees/an/index.html"), ["60", "60"]);
    let figures = cells(tree(), "quan/index.html");
    assert!(figures.contains(&"1.303,75".to_owned()), "of the group: {figures:?}");
}

#[test]
fn a_sum_stays_the_largest_number() {
    let most = "8_999_999_999_999_999_999";
    let pages = site(worth(&[most, most, most]));
    let page = page(&pages, "quan/honorees/lan/index.html");
    assert_eq!(page.matches("18.446.744.073").count(), 2, "in the head and below the table: {page}");
}

/// A sum that looks like a telephone number is a sum: nobody could mend the file of figures.
#[test]
fn a_sum_is_no_telephone_number() {
    for sum in ["84_500_000_000", "84912345678", "84909123456"] {
        let project = open(worth(&[sum]));
        let site = project.site.as_ref().unwrap();
        let allowed = Allowed::new([OFFICE]);
        let clean = Clean::default();
        let ground = Ground {
            base_url: "https://a.vn/",
            base_path: "/",
            allowed: &allowed,
            clean: &clean,
            exists: &|_| true,
        };
        for (path, output) in site.outputs() {
            let draft = site.draft(path, output);
            let plain = draft.plain();
            if path.ends_with(".html") || path.ends_with(".csv") || path.ends_with(".json") {
                let facts = look(path, &draft.render().unwrap(), plain.as_deref(), &ground);
                assert_eq!(facts.problems, [], "{sum} in {path}");
            }
        }
    }
}

/// Somebody whom two conferences honour is one person, and what is told of them twice is counted once.
#[test]
fn whoever_is_honoured_again_is_counted_once() {
    let earlier = BASE.split("-- content/quan/honorees/lan/index.md --\n").nth(1).unwrap();
    let idea = |year: u16| {
        format!("{{ title = \"Gá\", year = {year}, scope = \"co-so\", benefit_vnd = 60_000_000 }}")
    };
    let dossier = |name: &str, ideas: &str| {
        let text = earlier.replace("photo = {", "#photo = {").replace("Nguyễn Thị Lan", name);
        text.replace("job =", &format!("initiatives = [ {ideas} ]\njob ="))
    };
    let tree = base()
        .with("content/quan/honorees/lan/index.md", dossier("Nguyễn Thị Lan", &idea(2018)))
        .with("content/truoc/conference.md", part("conference.md"))
        .with("content/truoc/criteria.toml", part("criteria.toml"))
        .with(
            "content/truoc/honorees/lan/index.md",
            dossier("nguyễn thị LAN", &format!("{}, {}", idea(2018), idea(2017))),
        )
        .with("content/truoc/honorees/an/index.md", dossier("Lê Thị An", &idea(2018)));
    let pages = site(tree);
    let home = page(&pages, "index.html");
    let figures: Vec<&str> = home.split("<dd>").skip(1).filter_map(|part| part.split('<').next()).collect();
    assert_eq!(figures.first_chunk::<3>(), Some(&["2", "3", "180"]), "persons, initiatives, million: {home}");
    assert!(page(&pages, "honorees/index.html").replace('\u{A0}', " ").contains("2 cá nhân"));
}

/// Nobody else need stand between two records of one person for that: a note in brackets, which orders nobody, tells two of
/// a name apart, and i and y are one sound.
#[test]
fn whoever_is_honoured_again_is_met_wherever_they_stand() {
    let dossier = |name: &str| {
        part("honorees/lan/index.md").replace("photo = {", "#photo = {").replace("Nguyễn Thị Lan", name)
    };
    let mut tree = base()
        .with("content/truoc/conference.md", part("conference.md"))
        .with("content/truoc/criteria.toml", part("criteria.toml"));
    let people = [("lan", "Lê Thị Mĩ", "Lê Thị Mỹ"), ("an-1", "Lê An (Tổ 1)", "Lê An (Tổ 1)")];
    let people = people.into_iter().chain([("an-2", "Lê An (Tổ 2)", "Lê An (Tổ 2)")]);
    for (id, now, before) in people.chain([("minh", "Lê Thị Minh", "Lê Thị Minh")]) {
        tree = tree.with(&format!("content/quan/honorees/{id}/index.md"), dossier(now));
        tree = tree.with(&format!("content/truoc/honorees/{id}/index.md"), dossier(before));
    }
    let pages = site(tree);
    let everyone = page(&pages, "honorees/index.html").replace('\u{A0}', " ");
    assert!(everyone.contains("4 cá nhân"), "{everyone}");
    for id in ["lan", "an-1", "an-2", "minh"] {
        let own = page(&pages, &format!("quan/honorees/{id}/index.html"));
        assert_eq!(own.matches("truoc/honorees/").count(), 1, "{own}");
        assert!(own.contains(&format!("truoc/honorees/{id}/index.html")), "{own}");
    }
}

#[test]
fn english_amounts_have_english_signs() {
    let tree = worth(&["1200500000", "500000"]);
    let settings = BASE.split("-- site/site.toml --\n").nth(1).unwrap().split("-- content").next().unwrap();
    let english = settings.replacen("[contact]", "language = \"en\"\n\n[contact]", 1);
    let pages = site(tree.with("site/site.toml", english));
    let lan = page(&pages, "quan/honorees/lan/index.html");
    assert!(lan.contains("1,200.5"), "{lan}");
    assert!(!lan.contains("1.200"), "{lan}");
}
