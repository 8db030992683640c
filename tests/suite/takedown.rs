//! Whoever is taken down is nowhere any more: no byte of the next site tells of them, and a list beside the project says when they went.

mod list;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bangvang::vietnamese::fold;

use crate::board::{Board, CONFERENCE, portrait, text_of};

const ID: &str = "quach-thien-ngan-vy";
const NAME: &str = "Quách Thiên Ngân Vy";
const INDEX: &str = "content/hoi-nghi/honorees/quach-thien-ngan-vy/index.md";

/// What nothing else in the board says: the name in two forms, words of the dossier and of the keynote.
const TRACES: [&str; 6] = [
    "quach thien ngan vy",
    "quach-thien-ngan-vy",
    "ngan vy",
    "khung cui bo tron",
    "la bua trua",
    "kheo tay goc lo",
];

/// A board where one of five has all that a person can have: photos, a keynote, a unit of their own.
fn board() -> Board {
    let board = Board::with_photos(4);
    let unit = "\n[[unit]]\nid = \"lo-gom\"\nname = \"Tổ Lò Gốm\"\n";
    let settings = fs::read_to_string(board.path("site/site.toml")).unwrap();
    board.write("site/site.toml", settings + unit);
    board.write(
        INDEX,
        format!(
            "+++\nname = \"{NAME}\"\nkind = \"individual\"\ngroup = \"co-so-1\"\nunit = \"lo-gom\"\njob = \"Thợ gốm\"\n\
             lead = \"Khung củi bỏ tròn\"\nfeatured = true\nquote = \"Khéo tay góc lò\"\nmovements = [\"lao-dong-gioi\"]\n\
             awards = [ {{ year = 2023, award = \"chien-si-thi-dua-co-so\" }} ]\n\
             photo = {{ file = \"anh.jpg\", alt = \"{NAME} bên lò\" }}\n\
             approval = {{ status = \"approved\", number = \"3/TB\", date = 2025-03-01, by = \"Ban Chấp hành\" }}\n\
             consent = {{ web = true, photo = true, print = true, date = 2025-02-01, evidence = \"Phiếu số 9\" }}\n\
             +++\n{NAME} nung 12 mẻ mỗi tháng.\n"
        ),
    );
    board.write(&format!("content/{CONFERENCE}/honorees/{ID}/anh.jpg"), portrait(77));
    board.write(
        &format!("content/{CONFERENCE}/keynotes/chuyen-lo/index.md"),
        format!(
            "+++\ntitle = \"Là bữa trưa\"\nhonorees = [\"{ID}\"]\npresented = true\n\
             approval = {{ status = \"approved\", number = \"3/TB\", date = 2025-03-01, by = \"Ban Chấp hành\" }}\n\
             +++\nChuyện của {NAME}: 12 mẻ gốm.\n"
        ),
    );
    board
}

/// Builds, and gives what was said; a keynote about somebody who has gone is warned of.
fn built(board: &Board) -> String {
    let out = board.build().output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// All a file says: its bytes as text and, of a PDF, what a reader of PDFs finds in it.
fn said(path: &Path) -> String {
    let bytes = fs::read(path).unwrap();
    let mut text = String::from_utf8_lossy(&bytes).into_owned();
    if path.extension().is_some_and(|end| end == "pdf") {
        for tool in ["pdftotext", "pdfinfo"] {
            let after: &[&str] = if tool == "pdftotext" { &["-"] } else { &[] };
            let out = Command::new(tool).arg(path).args(after).output().unwrap();
            assert!(out.status.success(), "{tool} {}", path.display());
            text.push_str(&String::from_utf8_lossy(&out.stdout));
        }
    }
    format!("{text}\n{}", path.display())
}

/// The files of the site that bear a trace, each with the first of them.
fn traces(board: &Board) -> Vec<String> {
    let output = board.output();
    let mut found = Vec::new();
    for path in files(&output) {
        let said = said(&path);
        let folded = fold(&said);
        if let Some(trace) = TRACES.iter().find(|trace| folded.contains(**trace) || said.contains(**trace)) {
            found.push(format!("{}: {trace}", path.strip_prefix(&output).unwrap().display()));
        }
    }
    found.sort();
    found
}

fn list(board: &Board) -> Option<String> {
    fs::read_to_string(board.path("takedowns.md")).ok()
}

#[test]
fn nothing_of_them_is_left_however_they_go() {
    let board = board();
    built(&board);
    let there = traces(&board).join("\n");
    for place in [
        "index.html",
        "feed.xml",
        "sitemap.xml",
        "embed/board.json",
        "honorees/index.html",
        "units/lo-gom/index.html",
        "awards/chien-si-thi-dua-co-so/index.html",
        "keynotes/chuyen-lo/index.html",
        "ky-yeu.pdf",
        "ky-yeu-gap.pdf",
        "ky-yeu-in.pdf",
        &format!("honorees/{ID}/index.html"),
    ] {
        assert!(there.contains(place), "{place} was to tell of them:\n{there}");
    }
    let pictures = |board: &Board| files(&board.output().join("assets")).len();
    let (all, dossier) = (pictures(&board), fs::read_to_string(board.path(INDEX)).unwrap());
    let ways: [(&str, &str, &str); 4] = [
        ("status = \"approved\"", "status = \"withdrawn\"", "withdrawn"),
        (
            "consent = { web = true",
            "consent = { withdrawn_on = 2025-12-20, web = true",
            "consent withdrawn (2025-12-20)",
        ),
        ("featured = true", "featured = true\npublish_until = 2025-12-31", "past its last day"),
        ("consent = { web = true", "consent = { web = false", "no consent recorded any more"),
    ];
    for (from, to, why) in ways {
        board.write(INDEX, dossier.replace(from, to));
        let told = built(&board);
        assert_eq!(traces(&board), [""; 0], "{why}");
        assert!(told.contains(NAME) && told.contains(&format!("hoi-nghi/honorees/{ID}), {why}")), "{told}");
        assert!(pictures(&board) < all, "{why}: pictures stay");
        let list = list(&board).unwrap();
        assert!(list.contains(&format!("| 2026-01-01 | hoi-nghi/honorees/{ID} | {why} | ")), "{list}");
        assert!(list.contains("| hoi-nghi/keynotes/chuyen-lo | "), "{list}");
        assert!(!fold(&list).contains("ngan vy |") && !list.contains(NAME), "{list}");
        board.write(INDEX, &dossier);
        built(&board);
    }
    fs::remove_dir_all(board.path(INDEX).parent().unwrap()).unwrap();
    fs::remove_dir_all(board.path("content/hoi-nghi/keynotes")).unwrap();
    built(&board);
    assert_eq!(traces(&board), [""; 0]);
    assert!(list(&board).unwrap().contains("| dossier deleted or renamed | "));
    assert!(files(&board.output()).iter().all(|path| !path.ends_with("takedowns.md")));
}

/// Consent to the photo, or to print, is taken back alone: what goes is listed, and nothing else goes.
#[test]
fn a_part_of_somebody_is_listed_too() {
    let board = board();
    built(&board);
    let (panel, dossier) =
        (format!("print/{CONFERENCE}/panels/{ID}.pdf"), fs::read_to_string(board.path(INDEX)).unwrap());
    let page = format!("{CONFERENCE}/honorees/{ID}/index.html");
    let has_photo =
        |board: &Board| fs::read_to_string(board.output().join(&page)).unwrap().contains("assets/pictures/");
    assert!(has_photo(&board) && board.output().join(&panel).exists());
    board.edit(INDEX, "photo = true", "photo = false");
    let told = built(&board);
    assert!(told.contains(&format!("Photo taken down: {NAME} ({CONFERENCE}/honorees/{ID})")), "{told}");
    assert!(!has_photo(&board) && board.output().join(&panel).exists());
    let once = list(&board).unwrap();
    let line = format!(
        "| 2026-01-01 | {CONFERENCE}/honorees/{ID} | no consent to the photo recorded any more | the photo ("
    );
    assert!(once.contains(&line) && !once.contains(NAME) && once.matches(ID).count() == 1, "{once}");
    // Once is enough, and print alone is another thing.
    board.edit(INDEX, "print = true", "print = false");
    let told = built(&board);
    assert!(told.contains(&format!("Taken out of print: {NAME} ({CONFERENCE}/honorees/{ID})")), "{told}");
    assert!(!told.contains("Photo taken down") && !board.output().join(&panel).exists());
    let twice = list(&board).unwrap();
    assert!(
        twice.starts_with(&once) && twice.contains("| no consent to print recorded any more | print: "),
        "{twice}"
    );
    let on_paper = files(&board.output().join("print"));
    let traces = on_paper.iter().filter(|path| fold(&said(path)).contains(TRACES[0]));
    assert_eq!(traces.count(), 0);
    // Another photo is no takedown; whoever goes as a whole is listed as a whole.
    board.write(INDEX, &dossier);
    built(&board);
    board.write(&format!("content/{CONFERENCE}/honorees/{ID}/anh.jpg"), portrait(78));
    built(&board);
    assert_eq!(list(&board).unwrap(), twice);
    board.edit(INDEX, "photo = true, print = true", "withdrawn_on = 2025-12-20");
    built(&board);
    let thrice = list(&board).unwrap();
    assert_eq!(thrice.lines().count(), twice.lines().count() + 2, "the person and the keynote: {thrice}");
}

/// Whoever goes does so from the website and from what is printed, whichever of them was asked for.
#[test]
fn half_a_build_takes_down_everywhere() {
    let ways = [
        ("web", "status = \"approved\"", "status = \"withdrawn\""),
        ("print", "status = \"approved\"", "status = \"revoked\""),
        ("web", "photo = true, print = true", "photo = true, print = false"),
        ("print", "photo = true, print = true", "photo = false, print = true"),
    ];
    for (medium, from, to) in ways {
        let board = board();
        built(&board);
        board.edit(INDEX, from, to);
        let out = board.build().args(["--only", medium]).output().unwrap();
        let told = String::from_utf8_lossy(&out.stdout);
        assert!(out.status.success() && told.contains("both the website and the prints"), "{to}: {out:?}");
        assert!(list(&board).is_some_and(|list| list.contains(ID)), "{to}");
        assert!(!to.contains("status") || traces(&board).is_empty(), "{to}: {:?}", traces(&board));
        // Nothing is left for a whole build.
        assert!(built(&board).contains("Nothing has changed"), "{to}");
        // And where nobody goes, half a build is one.
        board.edit(&text_of(2), "có ích", "rất có ích");
        let out = board.build().args(["--only", medium]).output().unwrap();
        assert!(!String::from_utf8_lossy(&out.stdout).contains("both the website"), "{to}: {out:?}");
    }
}

/// Also where nothing but sheets was ever made of them.
#[test]
fn who_was_only_printed_goes_from_the_sheets() {
    let board = board();
    crate::board::done(board.build().args(["--only", "print"]));
    assert!(!traces(&board).is_empty());
    board.edit(INDEX, "status = \"approved\"", "status = \"revoked\"");
    let out = board.build().args(["--only", "web"]).output().unwrap();
    assert!(out.status.success() && traces(&board).is_empty(), "{out:?} {:?}", traces(&board));
}

/// The page of somebody, and that of the keynote about them.
const LEFT: [&str; 2] =
    ["hoi-nghi/honorees/quach-thien-ngan-vy/index.html", "hoi-nghi/keynotes/chuyen-lo/index.html"];

#[test]
fn a_page_without_a_name_is_left_where_the_board_wishes_so() {
    let board = board();
    board.edit("site/site.toml", "language = \"vi\"", "language = \"vi\"\ntombstones = true");
    built(&board);
    let dossier = fs::read_to_string(board.path(INDEX)).unwrap();
    let ways: [(&str, &str); 4] = [
        ("status = \"approved\"", "status = \"withdrawn\""),
        ("status = \"approved\"", "status = \"revoked\""),
        ("consent = { web = true", "consent = { withdrawn_on = 2025-12-20, web = true"),
        ("featured = true", "featured = true\npublish_until = 2025-12-31"),
    ];
    for (from, to) in ways {
        board.write(INDEX, dossier.replace(from, to));
        let told = built(&board);
        assert!(told.contains(NAME), "{told}");
        // The address is all that is left, and nothing tells it but the list of our own files.
        let own = [".bangvang.json", LEFT[0]].map(|path| format!("{path}: {}", TRACES[0]));
        assert_eq!(traces(&board), own, "{to}");
        let pages = LEFT.map(|path| fs::read_to_string(board.output().join(path)).unwrap());
        assert_eq!(pages[0], pages[1], "{to}");
        assert!(pages[0].contains("content=\"noindex\"") && pages[0].contains("Nội dung đã được gỡ"));
        for word in ["canonical", "og:", "ld+json"] {
            assert!(!pages[0].contains(word), "{word}");
        }
        board.write(INDEX, &dossier);
        built(&board);
        assert!(
            LEFT.iter().all(|path| fs::read_to_string(board.output().join(path)).unwrap().contains(NAME))
        );
    }
    let went = |board: &Board| list(board).unwrap().matches(&format!("| hoi-nghi/honorees/{ID} |")).count();
    assert_eq!(went(&board), 4, "{:?}", list(&board));
    // Whoever never agreed was never there, and leaves nothing.
    board.write(INDEX, dossier.replace("web = true", "web = false"));
    built(&board);
    assert_eq!((traces(&board), went(&board)), (Vec::new(), 5));
}

#[test]
fn a_page_that_is_left_is_nothing_that_goes_once_more() {
    let board = board();
    built(&board);
    let settings = fs::read_to_string(board.path("site/site.toml")).unwrap();
    board.write("site/site.toml", format!("tombstones = true\n{settings}"));
    board.edit(INDEX, "status = \"approved\"", "status = \"withdrawn\"");
    // Whoever still leads there is told, as if nothing stood there.
    board.write("themes/sen/web/privacy.html", format!("<p><a href=\"../{}\">Xem</a></p>", LEFT[0]));
    let out = board.build().output().unwrap();
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(!out.status.success() && said.contains("broken-link") && said.contains(LEFT[0]), "{said}");
    fs::remove_file(board.path("themes/sen/web/privacy.html")).unwrap();
    built(&board);
    let noted = list(&board).unwrap();
    assert_eq!(noted.matches(ID).count(), 1, "{noted}");
    // Other words, then no page at all: nobody goes a second time.
    board.write("themes/sen/strings/vi.toml", "[gone]\ntitle = \"Trang đã được gỡ\"\n");
    let told = built(&board);
    assert!(fs::read_to_string(board.output().join(LEFT[0])).unwrap().contains("Trang đã được gỡ"));
    assert!(!told.contains(NAME), "{told}");
    board.write("site/site.toml", settings);
    built(&board);
    assert!(LEFT.iter().all(|path| !board.output().join(path).exists()));
    assert_eq!((traces(&board), list(&board).unwrap()), (Vec::new(), noted));
}

#[test]
fn a_keynote_goes_by_itself_too() {
    let board = board();
    board.edit("site/site.toml", "language = \"vi\"", "language = \"vi\"\ntombstones = true");
    let keynote = format!("content/{CONFERENCE}/keynotes/chuyen-lo/index.md");
    let text = fs::read_to_string(board.path(&keynote)).unwrap();
    let page = || fs::read_to_string(board.output().join(LEFT[1])).ok();
    board.write(&keynote, text.replace("\"approved\"", "\"withdrawn\""));
    built(&board);
    assert!(page().unwrap().contains("Nội dung đã được gỡ"));
    assert!(fs::read_to_string(board.output().join(LEFT[0])).unwrap().contains(NAME));
    // Withdrawn before anybody had decided: it was never there.
    let undecided = text.replace("\"approved\", number = \"3/TB\", date = 2025-03-01", "\"withdrawn\"");
    assert!(undecided != text.replace("\"approved\"", "\"withdrawn\""));
    board.write(&keynote, undecided);
    built(&board);
    assert_eq!(page(), None);
}
