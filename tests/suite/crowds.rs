//! Conferences larger than any plan has them: what is still made of them, and what is not.

use crate::workshop::{base, open, rules};

#[test]
fn more_people_than_are_printed() {
    let board = |people: usize| {
        let person = |n: usize| {
            format!(
                "+++\nname = \"Trần Thị Số {n}\"\nkind = \"individual\"\ngroup = \"quan-1\"\nunit = \"phan-xuong-may\"\njob = \"Thợ\"\napproval = {{ status = \"approved\", number = \"1\", date = 2020-05-01, by = \"BTV\" }}\nconsent = {{ web = true, print = true }}\n+++\nLàm 5 việc.\n"
            )
        };
        // The base has one.
        let people = (1..people).map(|n| (format!("content/quan/honorees/nguoi-{n}/index.md"), person(n)));
        open(people.fold(base(), |tree, (path, text)| tree.with(&path, text)))
    };
    let sheets = |people: usize| {
        let project = board(people);
        let site = project.site.as_ref().unwrap();
        let count =
            |beginning: &str| site.outputs().keys().filter(|path| path.starts_with(beginning)).count();
        let rules = rules(&project);
        let told = |rule: &str| rules.iter().any(|known| known == rule);
        let counts = ["print/quan/ky-yeu", "print/quan/panels/", "print/quan/panels.pdf"].map(count);
        (counts, told("booklet-too-large"), told("panels-too-many"))
    };
    assert_eq!(sheets(500), ([3, 500, 1], false, false));
    assert_eq!(sheets(501), ([3, 501, 0], false, true));
    assert_eq!(sheets(1_000), ([3, 1_000, 0], false, true));
    assert_eq!(sheets(1_001), ([0, 0, 0], true, false));
}
