//! The desk of a conference: where each dossier stands, what it lacks, what to write, and the counts against the criteria.

use std::sync::Arc;

use bangvang::desk::{self, Asked, Shown};
use bangvang::files::{Files, Memo, NoMemo, Tree};
use bangvang::model::settings::Language;
use bangvang::site::Options;
use bangvang::words::words;

use crate::workshop::{BASE, TODAY, base};

/// Everybody the desk must tell apart: id, approval, consent, what else.
const PEOPLE: [(&str, &str, &str, &str); 8] = [
    ("cho", "status = \"submitted\"", "", ""),
    ("chua", "status = \"approved\", number = \"1\", date = 2020-05-08, by = \"BTV\"", "", ""),
    ("han", "status = \"approved\"", "web = true", "publish_until = 2020-01-01"),
    ("tu", "status = \"rejected\"", "web = true", ""),
    ("rut", "status = \"withdrawn\"", "web = true", ""),
    ("lai", "status = \"proposed\"", "web = true, withdrawn_on = 2020-05-20", ""),
    ("thu", "status = \"revoked\"", "web = true", ""),
    (
        "xau",
        "status = \"proposed\"",
        "",
        "lead = \"</code><script>alert(1)</script>\"\nquotee = \"<img src=x>\"",
    ),
];

fn board() -> Tree {
    let mut tree = base();
    for (id, approval, consent, more) in PEOPLE {
        let text = format!(
            "+++\nname = \"Trần Văn {id}\"\nkind = \"individual\"\ngroup = \"quan-1\"\nunit = \"phan-xuong-may\"\njob = \"Thợ <b>{id}</b>\"\napproval = {{ {approval} }}\nconsent = {{ {consent} }}\n{more}\n[private]\nethnic_minority = true\ngender = \"nu\"\n+++\n"
        );
        tree = tree.with(&format!("content/quan/honorees/{id}/index.md"), text);
    }
    let limits = "[limits]\ndelegates_max = 100\nhonoree_share = { target = 0.70, tolerance = 0.05 }\nkeynotes_presented = { min = 2, max = 3 }\npresidium = { min = 3, max = 7, fighters_min = 1, fighters_max = 2 }\n";
    let files = Tree::parse(BASE);
    let text = |path: &str| {
        String::from_utf8(files.read(&bangvang::files::FilePath::new(path)).unwrap().to_vec()).unwrap()
    };
    let criteria = format!("{limits}\n{}", text("content/quan/criteria.toml"));
    let conference = text("content/quan/conference.md")
        .replace("level =", "delegates = { honorees = 90, guests = 30 }\npresidium = [ { name = \"A\", emulation_fighter = true }, { name = \"B\" } ]\nlevel =");
    tree.with("content/quan/criteria.toml", criteria).with("content/quan/conference.md", conference)
}

fn desk(tree: Tree, status: &str, unit: &str, drafts: bool) -> String {
    looked_for(tree, [status, unit, ""], drafts)
}

fn looked_for(tree: Tree, [status, unit, name]: [&str; 3], drafts: bool) -> String {
    let files: Arc<dyn Files> = Arc::new(tree);
    let memo: Arc<dyn Memo> = Arc::new(NoMemo);
    let options = Options::on(TODAY);
    let open = if drafts { bangvang::open_with_drafts } else { bangvang::open };
    let project = open(&files, &memo, &options);
    // Without a site there is a desk all the same.
    let site = project.site.as_ref();
    let page = |path: &str| {
        let site = site?;
        let known = site.outputs().contains_key(path);
        known.then(|| Shown { is_draft: site.is_draft(path) })
    };
    let bytes = desk::page(&Asked {
        board: project.board.as_ref().unwrap(),
        report: &project.report,
        files: &*files,
        words: words(Language::Vi),
        today: TODAY,
        base_path: site.map_or("/", |site| site.base_path()),
        page: &page,
        over_form: &|conference, ids| site.map(|site| site.over_form(conference, ids)).unwrap_or_default(),
        drafts,
        conference: "",
        status,
        unit,
        name,
        number: 1,
    });
    String::from_utf8(bytes).unwrap()
}

/// The part of the page about one dossier.
fn row<'p>(page: &'p str, name: &str) -> &'p str {
    let rows = page.split("<li class=\"row\">").skip(1);
    rows.into_iter().find(|row| row.contains(name)).unwrap_or_else(|| panic!("no {name} in {page}"))
}

/// Whoever approves begins with what waits, and stays with it.
#[test]
fn what_waits_is_one_step_away() {
    let page = desk(board(), "", "", false);
    let way = "href=\"?conference=quan&amp;status=waiting#standings\"";
    let link = page.split("<a ").find(|link| link.contains(way)).unwrap_or_else(|| panic!("{page}"));
    assert!(link.contains("<strong>2</strong> Chờ duyệt"), "{link}");
    assert!(page.find(way) < page.find("<li class=\"row\">"));
    assert!(page.contains("action=\"/_desk/#dossiers\""));
    assert!(desk(board(), "waiting", "", false).contains(&format!("{way} aria-current=\"page\"")));
    // Of a unit that is looked at, and counted, no other is shown.
    let page = desk(board(), "", "phan-xuong-may", false);
    assert!(page.contains("&amp;status=waiting&amp;unit=phan-xuong-may#standings"), "{page}");
    assert!(!desk(board(), "", "a b", false).contains("unit=a"));
}

#[test]
fn a_limit_may_have_one_end() {
    let path = "content/quan/criteria.toml";
    let tree = board();
    let text = String::from_utf8(tree.read(&bangvang::files::FilePath::new(path)).unwrap().to_vec()).unwrap();
    let text = text.replace("max = 7, fighters_min = 1, fighters_max = 2", "fighters_max = 2");
    let page = desk(tree.with(path, text), "", "", false);
    assert!(page.contains("ít nhất 3") && !page.contains("18446744073709551615"), "{page}");
}

#[test]
fn every_dossier_says_where_it_stands() {
    let page = desk(board(), "", "", false);
    let wanted = [
        ("Nguyễn Thị Lan", "Đã duyệt, được công bố"),
        ("Trần Văn cho", "Chờ duyệt: đã trình"),
        ("Trần Văn chua", "Đã duyệt, chưa đồng ý"),
        ("Trần Văn han", "Hết hạn công bố"),
        ("Trần Văn tu", "Không được duyệt"),
        ("Trần Văn rut", "Đã rút<"),
        ("Trần Văn lai", "Đã rút sự đồng ý"),
        ("Trần Văn thu", "Đã thu hồi"),
        ("Trần Văn xau", "Chờ duyệt: mới đề cử"),
    ];
    for (name, status) in wanted {
        assert!(row(&page, name).contains(status), "{name}: {}", row(&page, name));
    }
    let shown = row(&page, "Nguyễn Thị Lan");
    assert!(
        shown.contains("href=\"/bang-vang/quan/honorees/lan/\"")
            && shown.contains("src=\"/_desk/portrait/quan/honorees/lan/index.html\""),
        "{shown}"
    );
    assert!(shown.contains("38/TB-LĐLĐ, 08/05/2020, Thường trực"), "{shown}");
    let waiting = row(&page, "Trần Văn cho");
    assert!(waiting.contains("ảnh, tóm tắt thành tích") && !waiting.contains("href="), "{waiting}");
    // Which lines to write, and where.
    assert!(waiting.contains("content/quan/honorees/cho/index.md"), "{waiting}");
    assert!(waiting.contains("approval = {") && waiting.contains("consent = {"), "{waiting}");
    let agreed = row(&page, "Trần Văn chua");
    assert!(!agreed.contains("approval = {") && agreed.contains("consent = {"), "{agreed}");
    let refused = row(&page, "Trần Văn tu");
    assert!(
        !refused.contains("approval = {"),
        "who was refused is not to be written down as approved: {refused}"
    );
}

#[test]
fn the_desk_leads_to_print_and_says_whether_a_summary_fits_its_form() {
    let long = "Chị đã làm 12 việc có ích cho tổ, cho xưởng và cho cả công ty. ".repeat(90);
    let person = |id: &str, print: bool, summary: &str| {
        format!(
            "+++\nname = \"Lê Thị {id}\"\nkind = \"individual\"\ngroup = \"quan-1\"\nunit = \"phan-xuong-may\"\njob = \"Thợ\"\napproval = {{ status = \"approved\" }}\nconsent = {{ web = true, print = {print} }}\n+++\n{summary}\n"
        )
    };
    let tree = board()
        .with("content/quan/honorees/dai/index.md", person("dai", true, &long))
        .with("content/quan/honorees/kin/index.md", person("kin", false, "May 9 áo."));
    let page = desk(tree, "", "", false);
    let lan = row(&page, "Nguyễn Thị Lan");
    for said in [
        "href=\"/bang-vang/print/quan/panels/lan.pdf\"",
        "href=\"/bang-vang/print/quan/ky-yeu.pdf#nameddest=honoree-lan\"",
        "Tóm tắt vừa mẫu 1 trang A4.",
    ] {
        assert!(lan.contains(said), "{said}: {lan}");
    }
    assert!(row(&page, "Lê Thị dai").contains("Tóm tắt dài hơn mẫu 1 trang A4 khoảng "), "{page}");
    let kin = row(&page, "Lê Thị kin");
    assert!(!kin.contains("print/") && kin.contains("vừa mẫu"), "{kin}");
    let waiting = row(&page, "Trần Văn cho");
    assert!(!waiting.contains("mẫu") && !waiting.contains("print/"), "{waiting}");
}

/// Is a count over its limit, and what is said of it? None if it is not told.
fn limit(page: &str, label: &str) -> Option<(bool, String)> {
    let at = page.find(&format!("<dt>{label}</dt>"))?;
    let before = page.get(..at).unwrap().rsplit("<div").next().unwrap();
    Some((before.contains("over"), page.get(at..).unwrap().split("</dd>").next().unwrap().to_owned()))
}

#[test]
fn the_desk_counts_against_the_criteria() {
    let page = desk(board(), "", "", false);
    for (label, count, over) in [
        ("Đại biểu", "<strong>120</strong>", true),
        ("Điển hình trong số đại biểu", "<strong>75%</strong>", false),
        ("Tham luận trình bày đã duyệt", "<strong>0</strong>", true),
        ("Đoàn Chủ tịch", "<strong>2</strong>", true),
        ("Chiến sĩ thi đua trong Đoàn Chủ tịch", "<strong>1</strong>", false),
    ] {
        let (is_over, said) = limit(&page, label).unwrap_or_else(|| panic!("no {label}: {page}"));
        assert!(said.contains(count) && is_over == over, "{label}: {said}");
    }
}

/// Before anybody has counted the delegates or named the chair, and when a conference is past its last day, nothing is held
/// against it: the desk agrees with `check`.
#[test]
fn what_is_not_written_is_not_missed() {
    let path = "content/quan/conference.md";
    let text = |tree: &Tree| {
        String::from_utf8(tree.read(&bangvang::files::FilePath::new(path)).unwrap().to_vec()).unwrap()
    };
    let plain = text(&Tree::parse(BASE));
    let page = desk(board().with(path, plain), "", "", false);
    let unwritten = "<strong>chưa ghi</strong>";
    for (label, wanted) in [
        ("Đại biểu", "tối đa 100"),
        ("Điển hình trong số đại biểu", "khoảng 70% (±5)"),
        ("Đoàn Chủ tịch", "từ 3 đến 7"),
        ("Chiến sĩ thi đua trong Đoàn Chủ tịch", "từ 1 đến 2"),
    ] {
        let (is_over, said) = limit(&page, label).unwrap_or_else(|| panic!("no {label}: {page}"));
        assert!(!is_over && said.contains(unwritten) && said.contains(wanted), "{label}: {said}");
    }
    let tree = board();
    let past = text(&tree).replace("level =", "publish_until = 2020-05-31\nlevel =");
    assert_eq!(limit(&desk(tree.with(path, past), "", "", false), "Tham luận trình bày đã duyệt"), None);
}

#[test]
fn the_desk_is_filtered_and_trusts_nobody() {
    let page = desk(board(), "waiting", "", false);
    assert!(page.contains("Trần Văn cho") && page.contains("Trần Văn xau"));
    assert!(!page.contains("Nguyễn Thị Lan") && !page.contains("Trần Văn tu"));
    assert!(page.contains("Có 2 trong số 9 hồ sơ"), "{page}");
    assert!(!desk(board(), "", "khong-co", false).contains("Trần Văn cho"));
    for page in [page, desk(board(), "\"><script>", "\"><script>", true)] {
        assert!(
            !page.contains("<script>") && !page.contains("<img src=x>") && !page.contains("<b>"),
            "{page}"
        );
        for private in ["ethnic_minority", "gender", "dân tộc", "giới tính"] {
            assert!(!page.contains(private), "{private}: {page}");
        }
    }
    assert!(desk(board(), "waiting", "", false).contains("quotee"), "its problems are told");
}

/// Of thousands one is found by some words of the name, however they are typed.
#[test]
fn a_dossier_is_found_by_its_name() {
    let named = |name: &str| looked_for(board(), ["", "", name], false);
    let found = named("tran RÚT");
    assert!(found.contains("Có 1 trong số 9 hồ sơ") && found.contains("Trần Văn rut"), "{found}");
    assert!(named("ru tran").contains("Có 1 trong số 9"), "the words may be begun, in any order");
    assert!(named("ut").contains("Có 0 trong số 9") && named(" , ").contains("Có 9 trong số 9"));
    // The standings count what is found, and lead to it.
    let found = named("Trần & \"t\"");
    assert!(found.contains("value=\"Trần &amp; &quot;t&quot;\""), "{found}");
    assert!(found.contains("&amp;name=Tr%E1%BA%A7n%20%26%20%22t%22#standings"), "{found}");
}

/// What is wrong with a photo stands with whose it is; the rest of the conference's files by how much it matters.
#[test]
fn what_is_wrong_with_a_photo_is_told_where_its_dossier_stands() {
    let photo = "photo = { file = \"anh.jpg\", alt = \"Chân dung\" }\napproval = { status = \"approved\" }\nconsent = { web = true, photo = true }";
    let text = format!(
        "+++\nname = \"Lý Văn Ảnh\"\nkind = \"individual\"\ngroup = \"quan-1\"\nunit = \"phan-xuong-may\"\njob = \"Thợ\"\n{photo}\n+++\n"
    );
    let tree = board()
        .with("content/quan/honorees/anh/index.md", text)
        .with("content/quan/honorees/anh/anh.jpg", "không phải ảnh")
        .with("content/quan/la.txt", "x");
    let page = desk(tree, "", "", false);
    assert!(row(&page, "Lý Văn Ảnh").contains("anh/anh.jpg"), "{page}");
    let (_, others) = page.split_once("id=\"others\"").unwrap();
    assert!(others.contains("la.txt") && !others.contains("anh.jpg"), "{others}");
}

/// Who looks at the desk sees why there is no site, wherever it lies; not what is wrong with another conference.
#[test]
fn what_is_wrong_elsewhere_is_told_once() {
    let tree = board()
        .with("themes/sen/web/404.html", "{% extends")
        .with("content/quan-9/conference.md", "không có đầu mục")
        .with("content/quan-2010/conference.md", CONFERENCE)
        .with("content/quan-2010/la.txt", "x");
    let tree = tree.with("content/quan/honorees/be/index.md", "+++\nname = \"Lê Bé\"\n+++\n");
    let page = desk(tree, "", "", false);
    // What keeps the site from being shown comes first.
    let (before, dossiers) = page.split_once("id=\"dossiers\"").unwrap();
    let (_, errors) = before.split_once("id=\"errors\"").unwrap();
    for file in ["themes/sen/web/404.html", "quan-9/conference.md", "honorees/be/index.md"] {
        assert!(errors.contains(file) && !dossiers.contains(file), "{file}: {page}");
    }
    assert!(dossiers.contains("có 1 hồ sơ chưa đọc được"), "{dossiers}");
    assert!(!page.contains("la.txt"), "{page}");
}

/// An error in a dossier that can be read, or in another conference, keeps the whole site from being made: it is told at the
/// top of every view of the desk.
#[test]
fn errors_are_told_whichever_dossiers_are_looked_for() {
    let text = "+++\nname = \"Lê Bé\"\nkind = \"individual\"\ngroup = \"quan-1\"\nunit = \"khong-co\"\njob = \"Thợ\"\n+++\n";
    let tree = board()
        .with("content/quan/honorees/be/index.md", text)
        .with("content/quan-2010/conference.md", CONFERENCE)
        .with("content/quan-2010/honorees/cu/index.md", text.replace("name", "nname"));
    for (status, unit) in [("", ""), ("shown", ""), ("", "phan-xuong-may")] {
        let page = desk(tree.clone(), status, unit, false);
        let (before, _) = page.split_once("id=\"dossiers\"").unwrap();
        let (_, errors) = before.split_once("id=\"errors\"").unwrap();
        assert!(errors.contains("honorees/be/index.md:5:8") && errors.contains("honorees/cu/"), "{errors}");
    }
}

/// A unit counts the keynotes that tell of its people, as it finds them.
#[test]
fn a_unit_counts_what_it_finds() {
    let keynote =
        "+++\ntitle = \"Chuyện\"\nhonorees = [\"lan\"]\napproval = { status = \"approved\" }\n+++\nNgày 1.\n";
    let page = desk(base().with("content/quan/keynotes/bai/index.md", keynote), "", "phan-xuong-may", false);
    assert!(page.contains("Phân xưởng may (2)") && page.contains("Có 2 trong số 2"), "{page}");
}

const CONFERENCE: &str =
    "+++\ntitle = \"Hội nghị trước\"\nlevel = \"quan\"\nperiod = { from = 2010, to = 2014 }\n+++\n";

#[test]
fn a_standing_nobody_has_any_more_can_still_be_seen_as_chosen() {
    let page = desk(base(), "waiting", "", false);
    assert!(page.contains("value=\"waiting\" selected"), "{page}");
    assert!(!page.contains("id=\"others\""), "{page}");
}

/// Of whoever is not to be shown the office waits for nothing.
#[test]
fn nothing_is_missing_of_whoever_has_gone() {
    let page = desk(board(), "", "", false);
    let waits = |id: &str| row(&page, &format!("Trần Văn {id}<")).contains("Còn thiếu:");
    assert!(waits("cho") && waits("chua"));
    for gone in ["tu", "rut", "lai", "thu"] {
        assert!(!waits(gone), "{gone}");
    }
}
