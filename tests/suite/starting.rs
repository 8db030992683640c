//! What `new` puts into a board.

use std::fs;

use crate::program::Desk;

#[test]
fn what_new_adds_is_accepted_and_not_yet_published() {
    let desk = Desk::empty();
    desk.run(&["init", "."]).with(0);
    desk.run(&["new", "honoree", "Đỗ Thị \"Ánh\""]).with(0);
    desk.run(&["new", "honoree", "Lê\nVăn  Tư"]).with(0);
    // What it proposes is nobody's deed.
    let new =
        fs::read_to_string(desk.path("content/hoi-nghi-2020-2024/honorees/le-van-tu/index.md")).unwrap();
    assert!(new.contains("name = \"Lê Văn Tư\"\n") && new.contains("\n# initiatives = ["), "{new}");
    desk.run(&["new", "keynote", "Bữa ăn ca: 28.000 đồng"]).with(0);
    desk.run(&["new", "conference", "hoi-nghi-2025"]).with(0);
    let there = |path: &str| assert!(desk.path(path).exists(), "{path}");
    there("content/hoi-nghi-2020-2024/honorees/do-thi-anh/index.md");
    there("content/hoi-nghi-2020-2024/keynotes/bua-an-ca-28-000-dong/index.md");
    there("content/hoi-nghi-2025/conference.md");
    desk.run(&["check", "--date", "2025-06-01"]).with(0);
    desk.run(&["build", "--date", "2025-06-01"]).with(0);
    assert!(!desk.path("public/hoi-nghi-2020-2024/honorees/do-thi-anh").exists());
    // Now there are two conferences, so one has to be said; and nothing is written over.
    desk.run(&["new", "honoree", "Lê Văn Ba"]).with(2);
    desk.run(&["new", "honoree", "Lê Văn Ba", "--conference", "khong-co"]).with(2);
    desk.run(&["new", "honoree", "Lê Văn Ba", "--conference", "hoi-nghi-2025"]).with(0);
    let said = desk.run(&["new", "honoree", "Lê Văn Ba", "--conference", "content/hoi-nghi-2025/"]).with(2);
    assert!(said.contains("--id le-van-ba-2"), "{said}");
    desk.run(&["new", "conference", "Hội nghị"]).with(2);
    let nameless = ["new", "honoree", " . ", "--conference", "hoi-nghi-2025"];
    assert!(desk.run(&nameless).with(2).contains("Tên đang để trống"));
    desk.run(&["check", "--date", "2025-06-01"]).with(0);
}

/// Who is new is in a group of their kind, whatever group stands first.
#[test]
fn what_is_new_is_of_the_kind_of_its_group() {
    let desk = Desk::with_base();
    let group = |id: &str, kind: &str| {
        format!("[[group]]\nid = \"{id}\"\nlabel = \"{id}\"\nkind = \"{kind}\"\nselection = \"elected\"\n\n")
    };
    let criteria = fs::read_to_string(desk.path("content/quan/criteria.toml")).unwrap();
    let first = criteria.find("[[group]]").unwrap();
    let criteria = format!("{}{}{}", &criteria[..first], group("doi", "collective"), &criteria[first..]);
    fs::write(desk.path("content/quan/criteria.toml"), criteria).unwrap();
    let made = |name: &str, more: &[&str]| {
        desk.run(&[&["new", "honoree", name], more].concat()).with(0);
        let id = bangvang::vietnamese::slug(name);
        fs::read_to_string(desk.path(&format!("content/quan/honorees/{id}/index.md"))).unwrap()
    };
    assert!(made("Lê Văn Ba", &[]).contains("kind = \"individual\""));
    let team = made("Tổ cơ điện", &["--group", "doi"]);
    assert!(team.contains("kind = \"collective\"") && team.contains("group = \"doi\""), "{team}");
    assert!(desk.run(&["new", "honoree", "A B", "--group", "khong"]).with(2).contains("doi"));
    desk.run(&["new", "honoree", "A B", "--unit", "khong"]).with(2);
    // Days in it are those of the term.
    desk.run(&["new", "keynote", "Lớp học đêm"]).with(0);
    let talk = fs::read_to_string(desk.path("content/quan/keynotes/lop-hoc-dem/index.md")).unwrap();
    assert!(talk.contains("date = 2019-"), "{talk}");
    desk.run(&["check"]).with(0);
}
