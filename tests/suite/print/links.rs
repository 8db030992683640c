//! The way from the website to print: pages lead to panels and into the booklet, and to nothing that is not there.

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::Arc;

use bangvang::files::{Files, Memo, NoMemo};
use bangvang::site::{Options, render};

use super::{SCREEN, board, sheet};
use crate::serve::{DAY, PROGRAM, Served, Small};
use crate::workshop::TODAY;

const PAGES: [&str; 3] =
    ["quan/honorees/an/index.html", "quan/keynotes/bua-com/index.html", "quan/index.html"];

/// What a page says, with these sheets beside it.
fn said(page: &str, sheets: Option<&[&str]>) -> String {
    let files: Arc<dyn Files> = Arc::new(board());
    let memo: Arc<dyn Memo> = Arc::new(NoMemo);
    let sheets =
        sheets.map(|some| Arc::new(some.iter().map(|path| (*path).to_owned()).collect::<BTreeSet<_>>()));
    let project = bangvang::open(&files, &memo, &Options { sheets, ..Options::on(TODAY) });
    let site = project.site.unwrap();
    String::from_utf8(render(&site, page, &site.outputs()[page]).unwrap()).unwrap()
}

/// The sheets a page leads to.
fn led_to(html: &str) -> Vec<String> {
    let links = html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    links.filter_map(|link| link.split_once("print/").map(|(_, sheet)| sheet.to_owned())).collect()
}

#[test]
fn pages_lead_to_what_is_printed_of_them() {
    let [honoree, keynote, conference] = PAGES.map(|page| led_to(&said(page, None)));
    assert_eq!(honoree, ["quan/ky-yeu.pdf#nameddest=honoree-an", "quan/panels/an.pdf"]);
    assert_eq!(keynote, ["quan/ky-yeu.pdf#nameddest=keynote-bua-com", "quan/panels/bua-com.pdf"]);
    assert_eq!(
        conference,
        ["quan/ky-yeu.pdf", "quan/ky-yeu-in.pdf", "quan/ky-yeu-gap.pdf", "quan/panels.pdf"]
    );
    // Who is not printed is led nowhere.
    assert_eq!(led_to(&said("quan/honorees/kin/index.html", None)), Vec::<String>::new());
}

#[test]
fn every_page_that_is_led_to_has_its_name_in_the_booklet() {
    let names = sheet(SCREEN).text_of("pdfinfo", &["-dests"], &[]);
    for name in ["honoree-an", "honoree-lan", "honoree-y", "honoree-doan", "keynote-bua-com"] {
        let line = names
            .lines()
            .find(|line| line.contains(&format!("\"{name}\"")))
            .unwrap_or_else(|| panic!("{name}: {names}"));
        let number: usize = line.split_whitespace().next().unwrap().parse().unwrap();
        let page = &sheet(SCREEN).pages()[number - 1];
        let id = name.split_once('-').unwrap().1;
        assert!(page.contains(&format!("/{id}")) || page.contains("Bữa cơm ca"), "{name} leads to {page}");
    }
}

#[test]
fn without_sheets_there_are_no_links_to_them() {
    for page in PAGES {
        assert_eq!(led_to(&said(page, Some(&[]))), Vec::<String>::new(), "{page}");
    }
    let some = said(PAGES[0], Some(&["print/quan/panels/an.pdf", "print/quan/panels/khac.pdf"]));
    assert_eq!(led_to(&some), ["quan/panels/an.pdf"]);
}

/// Builds one medium of a board.
fn build(small: &Small, only: &str) {
    let run = Command::new(PROGRAM)
        .arg("--root")
        .arg(small.root())
        .args(["build", "--date", DAY, "--only", only])
        .output();
    let run = run.unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn a_site_built_without_print_has_no_dead_links() {
    let small = Small::new();
    let page = small.root().join("public/quan-2010-2014/honorees/bui-thi-ut/index.html");
    let read = || std::fs::read_to_string(&page).unwrap();
    build(&small, "web");
    assert_eq!(led_to(&read()), Vec::<String>::new());
    build(&small, "print");
    assert!(small.root().join("public/print/quan-2010-2014/panels/bui-thi-ut.pdf").is_file());
    build(&small, "web");
    assert_eq!(led_to(&read()).len(), 2, "what an earlier build has made is led to");
    for sheet in led_to(&read()) {
        let file = sheet.split('#').next().unwrap();
        assert!(small.root().join("public/print").join(file).is_file(), "{sheet}");
    }
    // Who takes consent back is gone from the wall at once.
    let honoree = small.honoree("bui-thi-ut");
    let text = std::fs::read_to_string(&honoree).unwrap();
    std::fs::write(&honoree, text.replace("print = true", "print = false")).unwrap();
    build(&small, "web");
    assert_eq!(led_to(&read()), Vec::<String>::new());
    assert!(!small.root().join("public/print/quan-2010-2014/panels/bui-thi-ut.pdf").exists());
}

#[test]
fn the_preview_sets_a_sheet_when_it_is_asked_for() {
    let small = Small::new();
    let served = Served::start(small.root());
    for sheet in ["ky-yeu.pdf", "panels/bui-thi-ut.pdf", "panels.pdf"] {
        let reply = served.get(&format!("/bang-vang/print/quan-2010-2014/{sheet}"));
        assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/pdf")), "{sheet}");
        assert!(reply.body.starts_with("%PDF-1."), "{sheet}");
        assert!(reply.body.contains("/Type /Page") || reply.body.contains("/Type/Page"), "{sheet}");
    }
    assert_eq!(served.get("/bang-vang/print/quan-2010-2014/panels/khong-co.pdf").status, 404);
    let desk = served.get("/_desk/").body;
    assert!(desk.contains("/bang-vang/print/quan-2010-2014/panels/bui-thi-ut.pdf"), "{desk}");
    assert!(desk.contains("#nameddest=honoree-bui-thi-ut"), "{desk}");
    assert!(desk.contains("trang A4"), "{desk}");
}
