//! The figures of a conference: counted right, told only where nobody's own answer follows, and readable by a spreadsheet.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use bangvang::files::{Digest, Tree};
use bangvang::model::answers::{Answers, Told};
use proptest::prelude::*;

use crate::workshop::{BASE, base, open, page, site};

/// Somebody's answers, as they stand in a file: gender and membership of the Party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Yes,
    No,
    Nothing,
}

fn dossier(name: &str, extra: &str, said: Said) -> String {
    let private = match said {
        Said::Yes => "[private]\ngender = \"nu\"\n",
        Said::No => "[private]\ngender = \"nam\"\n",
        Said::Nothing => "",
    };
    format!(
        "+++\nname = \"{name}\"\nkind = \"individual\"\ngroup = \"quan-1\"\nunit = \"phan-xuong-may\"\njob = \"Thợ\"\n{extra}\
         approval = {{ status = \"approved\" }}\nconsent = {{ web = true, print = true }}\n{private}+++\nLàm 1 việc.\n"
    )
}

/// A name of its own for each number.
fn name(n: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap());
    format!("Lê {}{} Na", letter(n / 26), letter(n))
}

/// A conference `id` of people by their numbers; the base has one person already, who says nothing.
fn with_conference(tree: Tree, id: &str, people: &[(usize, Said)]) -> Tree {
    let file = |path: &str| {
        let head = format!("-- content/quan/{path} --\n");
        BASE.split(&head).nth(1).unwrap().split("\n-- ").next().unwrap().to_owned() + "\n"
    };
    let mut tree = tree
        .with(&format!("content/{id}/conference.md"), file("conference.md"))
        .with(&format!("content/{id}/criteria.toml"), file("criteria.toml"));
    for (n, said) in people {
        let path = format!("content/{id}/honorees/nguoi-{n}/index.md");
        tree = tree.with(&path, dossier(&name(*n), "", *said));
    }
    tree
}

/// A board of conferences, without the base's own person.
fn board(min: u64, conferences: &[(&str, Vec<(usize, Said)>)]) -> Tree {
    let settings = BASE.split("-- site/site.toml --\n").nth(1).unwrap().split("-- ").next().unwrap();
    let settings =
        settings.replacen("\n[[unit]]", &format!("\n[statistics]\nmin_cell = {min}\n\n[[unit]]"), 1);
    let tree = Tree::parse(&format!("-- site/site.toml --\n{settings}"));
    conferences.iter().fold(tree, |tree, (id, people)| with_conference(tree, id, people))
}

/// The lines of a statistics file.
fn lines(bytes: &[u8]) -> Vec<[String; 4]> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").expect("the mark that says UTF-8");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(text);
    let line = |record: csv::StringRecord| {
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        <[String; 4]>::try_from(cells).unwrap()
    };
    reader.records().map(|record| line(record.unwrap())).collect()
}

/// The numbers of one row, in the order of its columns.
fn row(bytes: &[u8], table: &str, head: &str) -> Vec<String> {
    let of_row = |line: &[String; 4]| line[0] == table && line[1] == head;
    lines(bytes).into_iter().filter(of_row).map(|[.., count]| count).collect()
}

const WHO: &str = "Cơ cấu các cá nhân";
const WITHHELD: &str = "không công bố";

/// What a board tells of the women of a conference; none is no row or a row of gaps.
fn told(built: &BTreeMap<String, Vec<u8>>, conference: &str) -> Option<Told> {
    let file = built.get(&format!("{conference}/statistics.csv"))?;
    let cells = row(file, WHO, "Nữ");
    let number = |at: usize| cells.get(at).and_then(|cell| cell.parse::<u64>().ok());
    Some(Told { yes: number(0)?, no: number(1), undeclared: number(2) })
}

/// Only the files of figures: pages would make a property slow.
fn figures(tree: Tree) -> BTreeMap<String, Vec<u8>> {
    let project = open(tree);
    assert!(!project.report.has_errors(), "{:#?}", project.report.problems());
    let site = project.site.as_ref().unwrap();
    let files = site.outputs().iter().filter(|(path, _)| path.ends_with(".csv"));
    let made = files.map(|(path, output)| (path.clone(), site.draft(path, output).render().unwrap()));
    made.collect()
}

fn crowd(yes: usize, no: usize, nothing: usize) -> Vec<(usize, Said)> {
    let all = [(yes, Said::Yes), (no, Said::No), (nothing, Said::Nothing)];
    let said = all.iter().flat_map(|(n, said)| std::iter::repeat_n(*said, *n));
    said.enumerate().collect()
}

/// Every crowd of up to 26 people under every rule: what is told, and all crowds that are told in the same
/// way. Whoever knows the number of people, the figures and the rule itself cannot tell these apart.
#[test]
fn every_gap_has_many_fillings() {
    for (min, people) in (3..=6).flat_map(|min| (1..=26).map(move |people| (min, people))) {
        let mut alike: BTreeMap<String, Vec<Answers>> = BTreeMap::new();
        for yes in 0..=people {
            for no in 0..=people - yes {
                let answers = Answers { yes, no, undeclared: people - yes - no };
                alike.entry(format!("{:?}", answers.told(min))).or_default().push(answers);
            }
        }
        for crowds in alike.values() {
            let values = |part: fn(&Answers) -> u64| crowds.iter().map(part).collect::<BTreeSet<u64>>();
            match crowds[0].told(min) {
                None => {
                    assert_eq!(values(|a| a.yes), (0..=people).collect(), "{min} of {people}");
                    assert_eq!(values(|a| a.no), (0..=people).collect(), "{min} of {people}");
                }
                Some(told) => {
                    assert!(told.yes >= min && people - told.yes >= min, "{told:?} of {people}");
                    assert!(crowds.iter().all(|a| a.no >= min), "{told:?} of {people}");
                    if told.no.is_none() {
                        let few = (1..min).collect::<BTreeSet<u64>>();
                        assert_eq!(values(|a| a.undeclared), few, "{told:?} of {people}");
                        assert_eq!(values(|a| a.no).len(), few.len());
                    }
                    assert!(told.undeclared.is_none_or(|n| n == 0 || n >= min), "{told:?}");
                }
            }
        }
    }
}

/// Two conferences with people in common: how many said what among those only in the one, only in the
/// other, and in both.
fn two_conferences() -> impl Strategy<Value = (u64, [(usize, usize, usize); 3])> {
    // A few who are only in the one, many in both: there a difference of figures would tell something.
    let nothing = || prop_oneof![3 => Just(0_usize), 1 => 1..4_usize];
    let few = || prop_oneof![1 => Just((0, 0, 0)), 2 => (0..4_usize, 0..4_usize, nothing())];
    let many = || (2..12_usize, 2..12_usize, nothing());
    let part = || prop_oneof![3 => few(), 1 => many()];
    let both = prop_oneof![1 => few(), 3 => many()];
    (3..=6_u64, part(), part(), both).prop_map(|(min, here, there, both)| (min, [here, there, both]))
}

/// All ways in which so many people can have said yes and no.
fn ways(people: u64) -> impl Iterator<Item = (u64, u64)> {
    (0..=people).flat_map(move |yes| (0..=people - yes).map(move |no| (yes, no)))
}

/// Do so many yeses and noes of so many people agree with what is told of them?
fn agrees(told: Option<Told>, min: u64, people: u64, (yes, no): (u64, u64)) -> bool {
    let few = || (1..min).contains(&(people - yes - no));
    told.is_none_or(|told| told.yes == yes && told.no.map_or_else(few, |told| told == no))
}

/// Everything an attacker can still think possible of those only here, only there and in both, who tries
/// out every way against the figures of both conferences.
fn possible(min: u64, sizes: [u64; 3], told: [Option<Told>; 2]) -> [BTreeSet<(u64, u64)>; 3] {
    let [here, there, both] = sizes;
    let mut found: [BTreeSet<(u64, u64)>; 3] = Default::default();
    for common in ways(both) {
        let beside = |own: u64, told: Option<Told>| -> Vec<(u64, u64)> {
            let sum = |(yes, no): (u64, u64)| (yes + common.0, no + common.1);
            ways(own).filter(|way| agrees(told, min, own + both, sum(*way))).collect()
        };
        let (one, other) = (beside(here, told[0]), beside(there, told[1]));
        if !one.is_empty() && !other.is_empty() {
            found[0].extend(one);
            found[1].extend(other);
            found[2].insert(common);
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whoever puts the figures of two conferences together learns of no part of the people a number that
    /// could not have been told of it.
    #[test]
    fn no_part_of_the_people_can_be_told_from_the_figures((min, parts) in two_conferences()) {
        let mut next = 0;
        let mut people = Vec::new();
        for (yes, no, nothing) in parts {
            let part: Vec<(usize, Said)> =
                crowd(yes, no, nothing).into_iter().map(|(n, said)| (next + n, said)).collect();
            next += part.len();
            people.push(part);
        }
        let [here, there, both] = <[Vec<(usize, Said)>; 3]>::try_from(people).unwrap();
        let one = [here, both.clone()].concat();
        let other = [there, both].concat();
        let built = figures(board(min, &[("mot", one.clone()), ("hai", other)]));
        let (first, second) = (told(&built, "mot"), told(&built, "hai"));
        let parts = parts.map(|(yes, no, nothing)| (yes as u64, no as u64, nothing as u64));
        let sizes = parts.map(|(yes, no, nothing)| yes + no + nothing);
        let possible = possible(min, sizes, [first, second]);
        for (((yes, no, _), size), possible) in parts.into_iter().zip(sizes).zip(possible) {
            prop_assert!(possible.contains(&(yes, no)), "the truth is ruled out by {first:?}, {second:?}");
            let yeses: BTreeSet<u64> = possible.iter().map(|(yes, _)| *yes).collect();
            let noes: BTreeSet<u64> = possible.iter().map(|(_, no)| *no).collect();
            for (values, n) in [(yeses, yes), (noes, no)] {
                let known = size > 0 && values.len() == 1;
                let may_be = n >= min && size - n >= min;
                prop_assert!(!known || may_be, "{n} of {size} is known from {first:?}, {second:?}");
            }
        }
        // Nor is the rule a way to tell nothing: a crowd far from every limit is told as it is.
        let plenty = sizes[2] == 0 && parts[0].0 >= min && parts[0].1 >= min && parts[0].2 == 0;
        prop_assert!(!plenty || first.is_some(), "nothing is told of {one:?}");
    }
}

#[test]
fn small_numbers_are_not_told_and_large_ones_are() {
    let built = figures(board(5, &[("quan", crowd(5, 6, 0))]));
    assert_eq!(row(&built["quan/statistics.csv"], WHO, "Nữ"), ["5", "6", "0"]);
    for (yes, no, nothing) in
        [(4, 20, 0), (20, 4, 0), (0, 20, 0), (20, 0, 0), (5, 5, 1), (1, 0, 0), (0, 0, 9)]
    {
        let built = figures(board(5, &[("quan", crowd(yes, no, nothing))]));
        let file = String::from_utf8_lossy(&built["quan/statistics.csv"]).into_owned();
        assert!(!file.contains("Nữ") && !file.contains(WHO), "{yes}, {no}, {nothing}: {file}");
    }
    // A few who did not say are left out, and the men with them; many are told.
    let built = figures(board(5, &[("quan", crowd(7, 9, 2))]));
    assert_eq!(row(&built["quan/statistics.csv"], WHO, "Nữ"), ["7", WITHHELD, WITHHELD]);
    let built = figures(board(5, &[("quan", crowd(7, 9, 6))]));
    assert_eq!(row(&built["quan/statistics.csv"], WHO, "Nữ"), ["7", "9", "6"]);
    let built = figures(board(3, &[("quan", crowd(3, 4, 0))]));
    assert_eq!(row(&built["quan/statistics.csv"], WHO, "Nữ"), ["3", "4", "0"]);
}

/// A question that cannot be told stands beside one that can as a row of gaps, on the page and in the file.
#[test]
fn what_is_withheld_is_marked() {
    let mut tree = board(5, &[("quan", crowd(6, 7, 0))]);
    for n in 0..3 {
        let path = format!("content/quan/honorees/nguoi-{n}/index.md");
        let text = dossier(&name(n), "", Said::Yes).replace("\"nu\"", "\"nu\"\nparty_member = true");
        tree = tree.with(&path, text);
    }
    let built = site(tree);
    let file = &built["quan/statistics.csv"];
    assert_eq!(row(file, WHO, "Nữ"), ["6", "7", "0"]);
    assert_eq!(row(file, WHO, "Đảng viên"), [WITHHELD; 3]);
    assert_eq!(row(file, WHO, "Người dân tộc thiểu số"), [""; 0]);
    let html = page(&built, "quan/index.html");
    let gaps = html.split("Đảng viên").nth(1).unwrap().split("</tr>").next().unwrap();
    assert_eq!(gaps.matches(WITHHELD).count(), 3, "{gaps}");
    assert!(gaps.bytes().all(|b| !b.is_ascii_digit()), "{gaps}");
}

/// What a page is made from is what its view says: a private answer counts once a figure changes, and only
/// on the pages that show it.
#[test]
fn an_answer_makes_the_pages_of_figures_anew() {
    fn fingerprints(people: &[(usize, Said)]) -> BTreeMap<String, Digest> {
        let project = open(board(5, &[("quan", people.to_vec())]));
        let site = project.site.as_ref().unwrap();
        let print = |(path, output)| (String::clone(path), site.draft(path, output).fingerprint());
        site.outputs().iter().map(print).collect()
    }
    fn changed(before: &[(usize, Said)], after: &[(usize, Said)]) -> Vec<String> {
        let (before, after) = (fingerprints(before), fingerprints(after));
        assert!(before.keys().eq(after.keys()));
        after.into_iter().filter(|(path, print)| before[path] != *print).map(|(path, _)| path).collect()
    }
    // What shows whoever answered is looked at anew, as after every edit of the file.
    let wanted = "print/quan/ky-yeu-gap.pdf print/quan/ky-yeu-in.pdf print/quan/ky-yeu.pdf print/quan/panels.pdf \
                  print/quan/panels/nguoi-8.pdf quan/honorees/nguoi-8/index.html quan/index.html \
                  quan/statistics.csv";
    assert_eq!(changed(&crowd(8, 8, 0), &crowd(9, 7, 0)).join(" "), wanted);
    // Below the limit no figure shows, so none changes.
    let same = changed(&crowd(2, 14, 0), &crowd(3, 13, 0));
    assert!(same.iter().all(|path| path != "quan/index.html" && path != "quan/statistics.csv"), "{same:?}");
}

/// A board with something under every head.
fn full() -> Tree {
    let extra = "position = \"truc-tiep\"\nmovements = [\"lao-dong-gioi\", \"-x\"]\n\
         initiatives = [\n  { title = \"A\", year = 2018, scope = \"co-so\", benefit_vnd = 60_000_000 },\n  { title = \"B\", year = 2019, scope = \"quan\", benefit_vnd = 1_500_000 },\n]\n\
         awards = [{ year = 2018, award = \"giay-khen\" }, { year = 2018, award = \"lao-dong-tien-tien\" }]\n\
         honour = { award = \"giay-khen\", number = \"1\" }\n";
    let groups = "[[group]]\nid = \"quan-1\"\nlabel = \"=1+1; \\\"A\\\"\"\nkind = \"individual\"\n[[group]]\nid = \"tt\"\nlabel = \"Tập thể, tổ\"\nkind = \"collective\"\n[[group]]\nid = \"khac\"\nlabel = \"Khác\"\nkind = \"individual\"\n";
    let settings = BASE.split("-- site/site.toml --\n").nth(1).unwrap().split("-- ").next().unwrap();
    let settings = format!("{}\nsector = \"san-xuat\"\n", settings.trim_end());
    let collective =
        dossier("Tổ 1", "", Said::Nothing).replace("individual", "collective").replace("quan-1", "tt");
    base()
        .with("site/site.toml", settings)
        .with("content/quan/criteria.toml", groups)
        .with("content/quan/honorees/an/index.md", dossier("Lê An", extra, Said::Nothing))
        .with("content/quan/honorees/binh/index.md", dossier("Lê Bình", extra, Said::Nothing))
        .with("content/quan/honorees/to/index.md", collective)
}

#[test]
fn everything_is_counted() {
    let built = site(full());
    let file = &built["quan/statistics.csv"];
    let rows = |table: &str| {
        let mut rows = String::new();
        for [of, head, column, count] in lines(file) {
            if of == table {
                writeln!(rows, "{head} / {column}: {count}").unwrap();
            }
        }
        rows
    };
    assert_eq!(rows("Cá nhân và tập thể"), "Tập thể / Số gương: 1\nCá nhân / Số gương: 3\n");
    assert_eq!(
        rows("Các nhóm được tuyên dương"),
        "'=1+1; \"A\" / Số gương: 3\n'=1+1; \"A\" / Sáng kiến: 4\n'=1+1; \"A\" / Giá trị làm lợi (đồng): 123000000\n\
         Tập thể, tổ / Số gương: 1\nTập thể, tổ / Sáng kiến: 0\nTập thể, tổ / Giá trị làm lợi (đồng): 0\n\
         Khác / Số gương: 0\nKhác / Sáng kiến: 0\nKhác / Giá trị làm lợi (đồng): 0\n"
    );
    assert_eq!(
        rows("Vị trí công tác của các cá nhân"),
        "Lao động trực tiếp / Cá nhân: 2\nChưa ghi / Cá nhân: 1\n"
    );
    assert_eq!(rows("Lĩnh vực của đơn vị"), "Sản xuất / Số gương: 4\n");
    assert_eq!(rows("Phong trào thi đua"), " x / Số gương: 2\nLao động giỏi / Số gương: 2\n");
    assert_eq!(rows("Khen thưởng tại hội nghị"), "Giấy khen / Số gương: 2\n");
    assert_eq!(
        rows("Danh hiệu, khen thưởng đã đạt"),
        "Giấy khen / Lượt khen: 2\nLao động tiên tiến / Lượt khen: 2\n"
    );
    assert_eq!(
        rows("Danh hiệu, khen thưởng theo năm"),
        "Giấy khen / 2018: 2\nLao động tiên tiến / 2018: 2\n"
    );
    assert_eq!(
        rows("Sáng kiến theo cấp và năm"),
        "Cấp cơ sở / 2018: 2\nCấp cơ sở / 2019: 0\nCấp quận / 2018: 0\nCấp quận / 2019: 2\n"
    );
    assert_eq!(
        rows("Thành tích qua từng năm"),
        "2018 / Lượt khen: 4\n2018 / Sáng kiến: 2\n2018 / Giá trị làm lợi (đồng): 120000000\n\
         2019 / Lượt khen: 0\n2019 / Sáng kiến: 2\n2019 / Giá trị làm lợi (đồng): 3000000\n"
    );
    assert_eq!(rows("Đại biểu dự hội nghị"), "", "nobody counted the delegates");
}

#[test]
fn a_spreadsheet_reads_the_file() {
    let built = site(full());
    let file = &built["quan/statistics.csv"];
    let all = lines(file);
    assert_eq!(all[0], ["Bảng", "Dòng", "Cột", "Số"]);
    assert!(all.len() > 20 && all[1..].iter().all(|line| line[3].parse::<u64>().is_ok()));
    // No cell is a formula, and every line ends as the standard has it.
    let formula = |cell: &String| cell.starts_with(['=', '+', '-', '@']);
    assert_eq!(all.iter().flatten().find(|cell| formula(cell)), None);
    let text = String::from_utf8(file.clone()).unwrap();
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    // In English the decimal mark is a point, and the comma is free to separate.
    let settings = BASE.split("-- site/site.toml --\n").nth(1).unwrap().split("-- ").next().unwrap();
    let english = base().with("site/site.toml", settings.replacen('\n', "\nlanguage = \"en\"\n", 1));
    let built = site(english);
    let text = String::from_utf8(built["quan/statistics.csv"].clone()).unwrap();
    assert!(
        text.starts_with("\u{FEFF}Table,Row,Column,Number\r\nPeople and collectives,People,Honoured,1\r\n"),
        "{text}"
    );
}

#[test]
fn the_page_shows_bars_beside_its_numbers() {
    let built = site(full());
    let html = page(&built, "quan/index.html");
    assert!(html.contains("href=\"../quan/statistics.csv\""));
    let bars: Vec<u64> = html
        .split("<rect width=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().parse().unwrap())
        .collect();
    assert!(bars.len() > 5 && bars.iter().all(|bar| (1..=100).contains(bar)), "{bars:?}");
    assert_eq!(
        html.matches("<svg class=\"meter\"").count(),
        html.matches("class=\"meter\" viewBox=\"0 0 100 4\" width=\"100\" height=\"4\" aria-hidden=\"true\"")
            .count()
    );
    assert!(!html.contains("style=\""), "a style within the page");
    // Nobody honoured, nothing counted.
    let empty = base().with("content/quan/honorees/lan/index.md", "+++\nname = \"Lê Lan\"\nkind = \"individual\"\ngroup = \"quan-1\"\nunit = \"phan-xuong-may\"\njob = \"Thợ\"\n+++\nLàm 1 việc.\n");
    let built = site(empty);
    assert!(
        !built.contains_key("quan/statistics.csv") && !page(&built, "quan/index.html").contains("statistics")
    );
}
