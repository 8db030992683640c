//! Amounts of money: below each other they are written alike, and sums never turn over.

use bangvang::files::Tree;

use crate::workshop::{BASE, base, page, site};

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
