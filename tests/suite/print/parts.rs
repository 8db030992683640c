//! A booklet is set in parts: seen from outside it is one, and what is set again of it is as if it were set first.

use std::collections::BTreeSet;
use std::sync::Arc;

use bangvang::Project;
use bangvang::files::{FilePath, Files, Memo, NoMemo, Tree};
use bangvang::site::{Options, Photos, render};

use super::{Paper, SCREEN, board, person};
use crate::workshop::{Remembers, TODAY, jpeg, opened};

/// The board with more people than one part holds.
fn crowd() -> Tree {
    (0..19).fold(board(), |tree, n| {
        let (id, name) = (format!("nguoi-{n:02}"), format!("Phan Thứ {}", ["Nhất", "Hai", "Ba"][n % 3]));
        person(tree, &id, &format!("{name} {n}"), "", &format!("Việc thứ {n}: may 45 áo."))
    })
}

fn long(words: &str) -> String {
    format!("{words} ").repeat(900)
}

fn booklet(project: &Project) -> Vec<u8> {
    let site = project.site.as_ref().unwrap();
    render(site, SCREEN, &site.outputs()[SCREEN]).unwrap()
}

#[test]
fn numbers_and_sides_go_through_all_parts() {
    // Somebody in the middle takes three pages, so that parts begin on left pages and on right ones.
    let tree = person(crowd(), "nguoi-03", "Phan Rất Dài", "", &long("Rất dài."));
    let project = super::fine(tree);
    let paper = Paper::of(&booklet(&project));
    paper.tool("qpdf", &["--check"], &[]);
    let pages = paper.pages();
    let (left, right) = (["-x", "0"], ["-x", "495"]);
    let mut folios = 0;
    for number in 4..pages.len() {
        let page = number.to_string();
        let outer = if number % 2 == 0 { left } else { right };
        let corner =
            [&["-f", &page, "-l", &page], &outer[..], &["-y", "780", "-W", "100", "-H", "62"]].concat();
        let said = paper.text_of("pdftotext", &corner, &["-"]);
        assert_eq!(said.split_whitespace().last(), Some(&*page), "page {number}");
        folios += 1;
    }
    assert!(folios > 30);
    // Every index has the right page for everyone.
    let index: String = pages[pages.len() - 5..].concat();
    for n in (0..19).filter(|n| *n != 3) {
        let address = format!("/quan/honorees/nguoi-{n:02}");
        let page = pages.iter().position(|page| page.contains(&address)).unwrap() + 1;
        let name = format!("Phan Thứ {} {n}", ["Nhất", "Hai", "Ba"][n % 3]);
        let said = index.match_indices(&name).filter(|(at, _)| {
            let rest = &index[at + name.len()..];
            !rest.starts_with(|c: char| c.is_ascii_digit())
                && rest
                    .split_whitespace()
                    .take_while(|word| *word != "Phan")
                    .any(|word| word == page.to_string())
        });
        assert_eq!(said.count(), 2, "{name} is on page {page}: {index}");
    }
}

#[test]
fn sizes_of_type_that_are_remembered_are_those_that_would_be_found() {
    let words = |n: usize| "Sáng kiến của chị được hội đồng công nhận ở đơn vị. ".repeat(n);
    let tree = (0..12).fold(crowd(), |tree, n| {
        person(tree, &format!("nguoi-{n:02}"), &format!("Phan Thứ Tự {n}"), "", &words(20 + 4 * n))
    });
    let memo = Arc::new(Remembers::default());
    let first = booklet(&opened(tree.clone(), &memo, Photos::Looked));
    let pages = |pdf: &[u8]| Paper::of(pdf).pages().len();
    assert_eq!(pages(&first), pages(&booklet(&super::fine(crowd()))), "each still has a page of one's own");
    let kept = memo.kept();
    assert!(booklet(&opened(tree.clone(), &memo, Photos::Looked)) == first);
    assert_eq!(memo.kept(), kept, "nothing was searched for again");
    assert!(booklet(&super::fine(tree)) == first);
}

#[test]
fn what_is_set_again_is_as_if_set_first() {
    let memo: Arc<dyn Memo> = Arc::new(NoMemo);
    let options = Options::on(TODAY);
    let mut tree = crowd();
    let mut project = bangvang::open(&(Arc::new(tree.clone()) as Arc<dyn Files>), &memo, &options);
    let mut before = booklet(&project);
    let file = |id: &str| format!("content/quan/honorees/{id}/index.md");
    let short = "consent = { web = true, photo = true, print = false }";
    let photo = "photo = { file = \"anh.jpg\", alt = \"Ảnh\" }";
    let picture = "content/quan/honorees/nguoi-04/anh.jpg";
    for (changed, next) in [
        (file("nguoi-05"), person(tree.clone(), "nguoi-05", "Phan Thứ Ba 5", "", "May 46 áo.")),
        (file("nguoi-05"), person(tree.clone(), "nguoi-05", "Phan Thứ Ba 5", "", &long("Hai trang."))),
        (file("nguoi-01"), person(tree.clone(), "nguoi-01", "Âu Tên Khác", "", "Đổi tên 1 lần.")),
        (
            file("nguoi-04"),
            person(tree.clone(), "nguoi-04", "Phan Có Ảnh", photo, "Có 1 ảnh.")
                .with(picture, jpeg(64, 80, [20, 90, 20])),
        ),
        (file("nguoi-09"), person(tree.clone(), "nguoi-09", "Phan Không In", short, "Thôi 1 lần.")),
    ] {
        // Each change comes on top of the last.
        let path = FilePath::new(&changed);
        tree = [path.clone(), FilePath::new(picture)].iter().fold(tree, |tree, path| match next.read(path) {
            Ok(bytes) => tree.with(path, bytes.to_vec()),
            Err(_) => tree,
        });
        let files: Arc<dyn Files> = Arc::new(tree.clone());
        let names = BTreeSet::from([path, FilePath::new(picture)]);
        project = bangvang::reopen(&project, &names, &files, &memo, &options);
        let again = booklet(&project);
        assert!(again != before, "{changed} changes nothing");
        assert!(again == booklet(&bangvang::open(&files, &memo, &options)), "{changed}: another booklet");
        before = again;
    }
}
