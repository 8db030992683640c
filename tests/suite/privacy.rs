//! How well personal data is found: precision and recall on lines written for it, told in `docs/privacy.md`.
//!
//! `tests/pii/tuning` was there while the rules were made; `tests/pii/held-out` was written before them and not
//! looked at. A line of `positive.txt` begins with the kinds it holds; `⏎` is a line's end. `UPDATE=1 cargo test
//! privacy` writes the figures anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use bangvang::files::{FilePath, Files, Tree};
use bangvang::privacy::{Allowed, Kind, scan, veiled};
use bangvang::report::Position;
use icu_normalizer::DecomposingNormalizerBorrowed;
use proptest::prelude::*;

use crate::workshop::{BASE, base, jpeg, open};

const PAGE: &str = "docs/privacy.md";
const MARK: &str = "<!-- Below this line tests/suite/privacy.rs writes: UPDATE=1 cargo test privacy -->\n";

/// Another way to write a line.
type Form<'f> = (&'static str, &'f dyn Fn(&str) -> String);

/// A line of the corpus: what it holds, and the line.
fn lines(half: &str, file: &str) -> Vec<(Vec<String>, String)> {
    let path = format!("{}/tests/pii/{half}/{file}.txt", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(path).unwrap();
    let line = |line: &str| {
        let (kinds, words) = if file == "positive" { line.split_once(" | ").unwrap() } else { ("", line) };
        (kinds.split_whitespace().map(str::to_owned).collect(), words.replace('⏎', "\n"))
    };
    text.lines().map(line).collect()
}

/// Lines in which a kind was found rightly, was found wrongly, was missed.
#[derive(Clone, Copy, Default)]
struct Score {
    right: u32,
    wrong: u32,
    missed: u32,
}

impl Score {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
    fn precision(self) -> f64 {
        f64::from(self.right) / f64::from(self.right + self.wrong)
    }
    fn recall(self) -> f64 {
        f64::from(self.right) / f64::from(self.right + self.missed)
    }
}

fn measure(half: &str, form: &dyn Fn(&str) -> String) -> BTreeMap<&'static str, Score> {
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    // A kind that came later than the lines of a half is named in none of them, whatever they hold.
    let named: BTreeSet<String> = lines(half, "positive").into_iter().flat_map(|(kinds, _)| kinds).collect();
    for (kinds, line) in lines(half, "positive").into_iter().chain(lines(half, "negative")) {
        let found = scan(&form(&line));
        for kind in Kind::ALL.map(Kind::word) {
            if !kinds.is_empty() && !named.contains(kind) {
                continue;
            }
            let score = scores.entry(kind).or_default();
            match (kinds.iter().any(|k| k == kind), found.iter().any(|f| f.kind.word() == kind)) {
                (true, true) => score.right += 1,
                (true, false) => score.missed += 1,
                (false, true) => score.wrong += 1,
                (false, false) => {}
            }
        }
    }
    // Of what a half has no line, and nothing is found, there is nothing to say.
    scores.retain(|_, score| score.right + score.wrong + score.missed > 0);
    scores
}

fn all(scores: &BTreeMap<&str, Score>) -> Score {
    scores.values().fold(Score::default(), |mut all, score| {
        all.add(*score);
        all
    })
}

fn written() -> String {
    let mut page = String::new();
    for half in ["held-out", "tuning"] {
        let scores = measure(half, &str::to_owned);
        let (positive, negative) = (lines(half, "positive").len(), lines(half, "negative").len());
        writeln!(page, "\n## `{half}`: {positive} lines with personal data, {negative} without\n").unwrap();
        page.push_str(
            "| kind | found | missed | false alarms | precision | recall |\n|---|--:|--:|--:|--:|--:|\n",
        );
        for (kind, score) in
            scores.iter().map(|(kind, score)| (*kind, *score)).chain([("**all**", all(&scores))])
        {
            let Score { right, wrong, missed } = score;
            let (precision, recall) = (score.precision(), score.recall());
            writeln!(page, "| {kind} | {right} | {missed} | {wrong} | {precision:.3} | {recall:.3} |")
                .unwrap();
        }
    }
    page
}

#[test]
fn the_figures_are_those_told() {
    let path = format!("{}/{PAGE}", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(&path).unwrap();
    let (by_hand, told) = text.split_once(MARK).expect("the page has its mark");
    let written = written();
    if std::env::var_os("UPDATE").is_some() {
        return fs::write(path, format!("{by_hand}{MARK}{written}")).unwrap();
    }
    assert!(told == written, "{PAGE} is out of date: UPDATE=1 cargo test privacy\n{written}");
}

#[test]
fn nearly_all_is_found_and_hardly_anything_else() {
    let count = |file: &str| ["tuning", "held-out"].map(|half| lines(half, file).len()).iter().sum::<usize>();
    assert!(count("positive") >= 300 && count("negative") >= 300);
    for half in ["tuning", "held-out"] {
        let scores = measure(half, &str::to_owned);
        let whole = all(&scores);
        assert!(whole.precision() >= 0.98 && whole.recall() >= 0.95, "{half}");
        for (kind, score) in scores {
            assert!(score.precision() >= 0.95 && score.recall() >= 0.9, "{half}: {kind}");
        }
    }
}

/// Phones and old programs write marks apart, typesetters hard spaces, editors emphasis: it is all one.
#[test]
fn other_forms_of_the_same_line_are_the_same() {
    let nfd = |line: &str| DecomposingNormalizerBorrowed::new_nfd().normalize(line).into_owned();
    let hard = |line: &str| line.replace(' ', "\u{A0}");
    let wide = |line: &str| line.replace('-', "\u{2011}").replace('0', "\u{200B}0");
    let forms: [Form<'_>; 3] = [("NFD", &nfd), ("NBSP", &hard), ("signs", &wide)];
    for (name, form) in forms {
        let scores = measure("tuning", form);
        // An e-mail address is copied, not set: a joiner within one is no part of ours.
        let whole = all(&scores);
        assert!(whole.precision() >= 0.98 && whole.recall() >= 0.95, "{name}: {:.3}", whole.recall());
    }
}

#[test]
fn what_is_found_is_pointed_at_and_not_repeated() {
    let text = "Chị Hà, sđt: **0903**\u{A0}123 456, ngụ tại ấp 3, xã Gò Sen.";
    let found = scan(text);
    let told: Vec<(&str, &str)> = found.iter().map(|f| (f.kind.word(), &text[f.range.clone()])).collect();
    assert_eq!(told[0], ("phone", "0903**\u{A0}123 456"));
    assert_eq!(told[1].0, "address");
    assert!(told[1].1.starts_with("ấp 3"), "{told:?}");
    assert_eq!(found[0].masked(), "0903••••••••••");
}

/// Who reads a log of a build learns where it stands, and not what.
/// What the office alone may know is not shown to whoever reads a report either (`domain.md` P15).
#[test]
fn what_is_private_is_shown_to_nobody() {
    let text = "+++\nname = \"Y Lan\"\nprivate.gender = \"nu\"\n[private]\nethnic_minority = \"Khmer\"\nnote = \"\"\"\nKhmer\n\"\"\"\n+++\nKhmer\n";
    let shown = veiled(text);
    assert_eq!(shown.len(), text.len());
    assert!(shown.contains("name = \"Y Lan\"") && shown.ends_with("+++\nKhmer\n"), "{shown}");
    assert!(!shown.contains("\"Khmer") && !shown.contains("nu\""), "{shown}");
    let file = "content/quan/honorees/lan/index.md";
    let dossier = String::from_utf8(base().read(&FilePath::new(file)).unwrap().to_vec()).unwrap();
    let (front, story) = dossier.rsplit_once("+++").unwrap();
    let board = base().with(file, format!("{front}[private]\ngender = \"Khmer\"\n+++{story}"));
    let said = format!("{:?}", open(board).report.problems());
    assert!(said.contains("unknown-choice") && !said.contains("Khmer"), "{said}");
}

#[test]
fn what_is_shown_of_a_file_keeps_its_places_and_hides_what_is_personal() {
    let text = "Chị ngụ tại ấp 3, xã Gò Sen;\ngọi 0903 123 456 để học.";
    let shown = veiled(text);
    assert_eq!((shown.len(), shown.chars().count()), (text.len(), text.chars().count()));
    assert!(shown.ends_with("gọi 0903******** để học."), "{shown}");
    assert!(shown.starts_with("Chị ngụ tại ấp 3***·") && !shown.contains("Sen"), "{shown}");
    assert_eq!(
        veiled("Quyết định 12/QĐ, làm lợi 60.000.000 đồng"),
        "Quyết định 12/QĐ, làm lợi 60.000.000 đồng"
    );
}

#[test]
fn the_office_may_say_where_it_is() {
    let phones = "028 3863 0000 – 0903 000 111";
    let allowed = Allowed::new(["Số 1 đường Ví Dụ, Phường 1", phones, "tuyengiao@congdoan.example.vn"]);
    let refused = |text: &str| scan(text).iter().filter(|f| !allowed.has(f)).count();
    for ours in [
        "Điện thoại: (028) 3863 0000",
        "ĐT +84 28 3863 0000",
        "di động 0903.000.111",
        "thư: tuyengiao@congdoan.example.vn",
        "Địa chỉ: Số 1 đường Ví Dụ, Phường 1",
    ] {
        assert_eq!(refused(ours), 0, "{ours}");
    }
    for other in [
        "Điện thoại: 028 3863 0001",
        "gửi lan@congdoan.example.vn",
        "gửi giao@congdoan.example.vn",
        "Địa chỉ: Số 7 đường Ví Dụ, Phường 1",
    ] {
        assert_eq!(refused(other), 1, "{other}");
    }
}

#[test]
fn a_code_of_goods_under_its_head_is_none_and_a_phone_under_its_own_is() {
    let table = |head: &str| scan(&format!("| Tên | {head} |\n|---|---|\n| Van | 0901234567 |")).len();
    assert_eq!((table("Mã số"), table("Số điện thoại")), (0, 1));
}

/// A value is looked through with its quotation marks, a page without: what stops the one must stop the other.
#[test]
fn a_value_is_read_as_its_page_is() {
    for (words, homes) in [
        ("Tổ dân phố 12, phường 5", 1),
        ("Tổ trưởng Tổ dân phố 12, phường 5", 0),
        ("Khu phố 3, phường 12 không còn rác", 0),
        ("Ban Điều hành khu phố 4, phường Tân Thới Nhất", 0),
        ("Nguyễn Văn Ngụ, Công nhân may", 0),
    ] {
        assert_eq!((scan(words).len(), scan(&format!("\"{words}\"")).len()), (homes, homes), "{words}");
    }
}

#[test]
fn what_is_written_in_references_is_found_where_it_stands() {
    for (text, told) in [
        ("viết cho lan&#64;gmail.com nhé", "lan&#64;gmail.com"),
        ("viết cho lan&commat;gmail&period;com nhé", "lan&commat;gmail&period;com"),
        ("gọi 090812345&#x36; nhé", "090812345&#x36;"),
        ("gọi o908 123 456 nhé", "o908 123 456"),
    ] {
        let found = scan(text);
        assert_eq!(found.iter().map(|f| &*f.found).collect::<Vec<_>>(), [told]);
        assert!(!veiled(text).contains(&told[6..]), "{}", veiled(text));
    }
    let text = BASE.replace("May 45 áo mỗi ca.", "Gọi &#48;903 123 456, 45 áo.");
    let lan = Tree::parse(&text).with("content/quan/honorees/lan/anh.jpg", jpeg(64, 80, [150, 60, 40]));
    assert_eq!(told(lan), ["Error content/quan/honorees/lan/index.md:11:5"]);
}

/// A unit's name and its term are one line on a page, which is no number of an account.
#[test]
fn a_term_after_a_bank_is_no_account_and_an_account_after_a_term_is_one() {
    let kinds = |text: &str| scan(text).iter().map(|found| found.kind).collect::<Vec<_>>();
    assert_eq!(kinds("Agribank Tân Hoà, 2015–2019"), []);
    assert_eq!(kinds("Agribank Tân Hoà, 2015-2019-8877"), [Kind::Account]);
    assert_eq!(kinds("Agribank: 1600205123456, 2015–2019"), [Kind::Account]);
}

proptest! {
    /// Whatever stands in a text, the scan ends, and points at stretches of it, in their order.
    #[test]
    fn any_text_is_looked_through(text in "(\\PC|[0-9 .|\n@+()-]|sinh ngày |ngụ tại |STK |ấp 3, xã ){0,60}") {
        let found = scan(&text);
        for finding in &found {
            prop_assert_eq!(text.get(finding.range.clone()), Some(&*finding.found));
        }
        prop_assert!(found.is_sorted_by_key(|f| f.range.start));
    }
}

/// The problems of a kind in a board: severity and place.
fn told(tree: Tree) -> Vec<String> {
    let project = open(tree.clone());
    let problems = project.report.problems().into_iter().filter(|p| p.rule == "private-in-text");
    let said = problems.map(|problem| {
        let place = problem.place.as_ref().unwrap();
        let at = Position::of(&tree.read(&place.file).unwrap(), place.span.unwrap().from);
        format!("{:?} {}:{}:{}", problem.severity, place.file, at.line, at.column)
    });
    said.collect()
}

#[test]
fn it_is_an_error_where_it_would_be_published_and_a_warning_where_it_waits() {
    let phone = |from: &str, to: &str| {
        let text = BASE.replace("May 45 áo mỗi ca.", "Gọi 0903 123 456, 45 áo.");
        let lan = Tree::parse(&text.replace(from, to));
        told(lan.with("content/quan/honorees/lan/anh.jpg", jpeg(64, 80, [150, 60, 40])))
    };
    let place = "content/quan/honorees/lan/index.md:11:5";
    assert_eq!(phone("", ""), [format!("Error {place}")]);
    assert_eq!(phone("web = true", "web = false"), [format!("Warning {place}")]);
    for waits in ["proposed", "elected", "submitted"] {
        assert_eq!(phone("\"approved\"", &format!("\"{waits}\"")), [format!("Warning {place}")], "{waits}");
    }
    for gone in ["rejected", "withdrawn", "revoked"] {
        assert_eq!(phone("\"approved\"", &format!("\"{gone}\"")), [""; 0], "{gone}");
    }
    assert_eq!(phone("print = true", "print = true, withdrawn_on = 2020-05-20"), [""; 0]);
}

#[test]
fn every_file_of_an_editor_is_looked_through() {
    let conference = "+++\ntitle = \"Hội nghị\"\nlevel = \"quan\"\nperiod = { from = 2015, to = 2019 }\n\
                      decision = { number = \"45/QĐ\" }\n+++\nHỏi lan@example.com.\n";
    let album = "[[album]]\ntitle = \"Lễ\"\npictures = [ { file = \"a.jpg\", alt = \"Lan, 0903 123 456\", \
                 public_event = true } ]\n";
    let keynote = "+++\ntitle = \"Chuyện\"\nhonorees = [\"lan\"]\nspeaker = \"Lan, sinh ngày 12/3/1985\"\n\
                   approval = { status = \"approved\" }\n+++\nCâu chuyện.\n";
    let settings = "\n[contact]\nphone = \"028 3863 0000\"\nemail = \"lan@example.com\"\n\n\
                    [[unit]]\nid = \"may\"\nname = \"Tổ may 0903 123 456\"\n";
    let site = BASE.split("-- site/site.toml --\n").nth(1).unwrap().split("-- ").next().unwrap();
    let site = site.replacen("[contact]\nemail = \"tuyengiao@congdoan.example.vn\"\n", "", 1);
    let tree = base()
        .with("content/quan/conference.md", conference)
        .with("content/quan/photos/photos.toml", album)
        .with("content/quan/photos/a.jpg", jpeg(64, 80, [150, 60, 40]))
        .with("content/quan/keynotes/chuyen/index.md", keynote);
    assert_eq!(
        told(tree.clone()),
        [
            "Error content/quan/conference.md:7:5",
            "Error content/quan/keynotes/chuyen/index.md:4:27",
            "Error content/quan/photos/photos.toml:3:44",
        ]
    );
    // The office may be reached where it says so, and nobody else.
    let with_contact = told(tree.with("site/site.toml", format!("{site}{settings}")));
    let files: Vec<&str> = with_contact.iter().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(
        files,
        [
            "Error content/quan/keynotes/chuyen/index.md",
            "Error content/quan/photos/photos.toml",
            "Error site/site.toml",
        ]
    );
}

/// A word that may belong to a code, a paper or a name hides nobody's number behind it.
#[test]
fn words_of_codes_hide_no_number_of_somebody() {
    for text in [
        "Chị Mã Thị Lan, 0903 123 456",
        "Mã A Tủa, 0912 345 678",
        "Chị Mã Thị Lan, 079201234567",
        "Mẫu mã đẹp: 0903 123 456",
        "Quét mã vào nhóm: 0903 123 456",
        "Gửi phiếu về số 0903 123 456",
        "Hư đồng hồ gọi số 0903 123 456",
        "Nhận đơn hàng: 0903 123 456",
        "Vietcombank 6221 5512 3456",
        "Tài khoản ngân hàng 6221 5512 3456",
        "Mã hội viên 079201234567",
        "Lan – ngu tai ap 3, xa Binh Loi",
        "NGỤ ẤP 3, XÃ BÌNH LỢI",
        "CHỊ LAN, NGỤ 12 NGUYỄN TRÃI, PHƯỜNG 5",
        "Thường trú: khu tập thể Kim Liên",
        "Thường trú tại phường bến nghé",
        "Chị Hoa (ở 12 Nguyễn Trãi, phường 5)",
        "Chị Hoa, công nhân, ở 12 Nguyễn Trãi, phường 5",
        "Hiện nay ở 12 Nguyễn Trãi, phường 5",
        "Trưởng ca sinh ngày 12/5/1985",
        "Chị Lan, Chủ tịch Hội Phụ nữ, sinh ra ngày 12/5/1985",
        "Tổ trưởng sinh ra ngày 12/5/1985",
        "12/5/1985 là ngày sinh của Đoàn Thị Lan",
        "12/5/1985 là ngày sinh của Đặng Văn Bé",
    ] {
        assert!(!scan(text).is_empty(), "{text}");
    }
    for text in [
        "28/7/1929 là ngày sinh của Công đoàn Việt Nam.",
        "Đảng ta sinh ra ngày 3/2/1930.",
        "Học tập di chúc Bác Hồ (1/9/1969)",
        "Mã số thuế Ngân hàng Á Châu: 0301452948",
        "Vùng quê ở xã Bình Lợi đổi thay",
        "TK 1121-1331-6421 khớp sổ.",
    ] {
        assert_eq!(scan(text), [], "{text}");
    }
}
