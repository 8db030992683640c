//! Drafts: who waits is shown to the office itself under a mark, who refused or withdrew to nobody, and a build knows none.

use std::fs;
use std::process::Command;
use std::sync::Arc;

use bangvang::files::{Files, Memo, NoMemo, Tree};
use bangvang::site::Options;

use crate::serve::{DAY, PROGRAM, Served, Small};
use crate::workshop::{TODAY, base, outputs};

fn person(id: &str, approval: &str, consent: &str, more: &str) -> (String, String) {
    let approval = if approval.is_empty() { String::new() } else { format!("approval = {{ {approval} }}\n") };
    let text = format!(
        "+++\nname = \"Trần Văn {id}\"\nkind = \"individual\"\ngroup = \"quan-1\"\nunit = \"phan-xuong-may\"\njob = \"Thợ\"\nphoto = {{ file = \"anh.jpg\", alt = \"Ảnh\" }}\n{approval}consent = {{ {consent} }}\n{more}\n+++\nLàm 5 việc.\n"
    );
    (format!("content/quan/honorees/{id}/index.md"), text)
}

fn board() -> Tree {
    let people = [
        person("cho", "status = \"submitted\"", "", ""),
        person("khong", "", "", ""),
        person("chua", "status = \"approved\"", "", ""),
        person("han", "status = \"approved\"", "web = true", "publish_until = 2020-01-01"),
        person("tu", "status = \"rejected\"", "web = true", ""),
        person("rut", "status = \"withdrawn\"", "web = true", ""),
        person("lai", "status = \"proposed\"", "web = true, withdrawn_on = 2020-05-20", ""),
        person("thu", "status = \"revoked\"", "web = true", ""),
    ];
    let keynote = |id: &str, whose: &str| {
        let text = format!(
            "+++\ntitle = \"Chuyện {id}\"\nhonorees = [\"{whose}\"]\napproval = {{ status = \"proposed\" }}\n+++\nNgày 1.\n"
        );
        (format!("content/quan/keynotes/{id}/index.md"), text)
    };
    let keynotes = [keynote("mot", "cho"), keynote("hai", "tu")];
    let mut tree = base();
    for (path, text) in people.into_iter().chain(keynotes) {
        let photo = path.replace("index.md", "anh.jpg");
        tree = tree.with(&path, text);
        if path.contains("honorees") {
            tree = tree.with(&photo, crate::workshop::jpeg(64, 80, [10, 200, 30]));
        }
    }
    tree
}

#[test]
fn only_who_waits_is_a_draft() {
    let files: Arc<dyn Files> = Arc::new(board());
    let memo: Arc<dyn Memo> = Arc::new(NoMemo);
    let project = bangvang::open_with_drafts(&files, &memo, &Options::on(TODAY));
    let site = project.site.as_ref().unwrap();
    let page = |id: &str| format!("quan/honorees/{id}/index.html");
    for id in ["cho", "khong", "chua"] {
        assert!(site.is_draft(&page(id)), "{id}");
        // Absent consent is no consent: a draft has no picture either.
        assert!(site.portrait(&page(id)).is_none(), "{id}");
    }
    assert!(site.outputs().contains_key(&page("lan")) && !site.is_draft(&page("lan")));
    assert!(site.is_draft("quan/keynotes/mot/index.html"));
    assert!(!site.outputs().contains_key("quan/keynotes/hai/index.html"));
    let everything = outputs(&project);
    for gone in ["han", "tu", "rut", "lai", "thu"] {
        let name = format!("Trần Văn {gone}");
        for (path, bytes) in &everything {
            assert!(!String::from_utf8_lossy(bytes).contains(&name), "{path} tells of {gone}");
        }
    }
}

#[test]
fn a_build_has_no_drafts() {
    let site = crate::workshop::site(board());
    for (path, bytes) in &site {
        assert!(!String::from_utf8_lossy(bytes).contains("Trần Văn"), "{path}");
    }
    let small = Small::new();
    let run = |verb: &[&str]| {
        Command::new(PROGRAM)
            .arg("--root")
            .arg(small.root())
            .args(verb)
            .args(["--date", DAY])
            .output()
            .unwrap()
    };
    assert_eq!(run(&["build", "--drafts"]).status.code(), Some(2), "there is no such flag");
    assert_eq!(run(&["check", "--drafts"]).status.code(), Some(2));
}

#[test]
fn drafts_are_marked_by_the_server() {
    let small = Small::new();
    let file = small.honoree("bui-thi-ut");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("status = \"approved\"", "status = \"submitted\"")).unwrap();
    let page = crate::serve::PAGE;
    let plain = Served::start(small.root());
    assert_eq!(plain.get(page).status, 404);
    assert!(!plain.get("/bang-vang/").body.contains("BẢN NHÁP"));
    let served = Served::start_with(small.root(), &["--drafts"]);
    let draft = served.get(page);
    assert!(
        draft.body.contains("BẢN NHÁP") && draft.body.contains("Hồ sơ này chưa được công bố."),
        "{}",
        draft.body
    );
    let home = served.get("/bang-vang/");
    assert!(home.body.contains("<a href=\"/_desk/\">Bàn duyệt</a></aside>"), "{}", home.body);
    assert!(home.body.contains("Bản xem thử có cả hồ sơ chưa được công bố."), "{}", home.body);
    let desk = served.get("/_desk/");
    assert!(desk.body.contains("Xem được bản nháp") && desk.body.contains(page), "{}", desk.body);
    assert!(served.get("/_live/draft.css").body.contains("@media print"));
    assert_eq!(served.get("/_desk").header("location"), Some("/_desk/"));
    let asked = served.get("/_desk?conference=quan-2010-2014&unit=a+%26b");
    assert_eq!(asked.header("location"), Some("/_desk/?conference=quan-2010-2014&unit=a%20%26b"));
    // Whoever approves sees the portrait and whether the summary fits before there is a page, and nobody else does.
    let desk = plain.get("/_desk/").body;
    let portrait = "/_desk/portrait/quan-2010-2014/honorees/bui-thi-ut/index.html";
    assert!(desk.contains(&format!("src=\"{portrait}\"")), "{desk}");
    assert_eq!(plain.get(portrait).header("content-type"), Some("image/webp"));
    assert_eq!(plain.get(&portrait.replace("bui-thi-ut", "khong-co")).status, 404);
    let row = desk.split("<li class=\"row\">").find(|row| row.contains("bui-thi-ut")).unwrap();
    assert!(row.contains("Tóm tắt vừa mẫu 1 trang A4.") && !row.contains("<h4><a"), "{row}");
    // Also while a theme is being made that cannot be used.
    let template = small.root().join("themes/sen/web/404.html");
    fs::create_dir_all(template.parent().unwrap()).unwrap();
    fs::write(&template, "{% extends").unwrap();
    let desk = plain.until("/_desk/", |reply| reply.body.contains("themes/sen/web/404.html")).body;
    assert!(desk.contains("Tóm tắt vừa mẫu 1 trang A4."), "{desk}");
    assert_eq!(plain.get(portrait).header("content-type"), Some("image/webp"));
}
