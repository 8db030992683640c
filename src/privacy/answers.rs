//! What the law calls sensitive (`domain.md` §0.5, §5.1): a people, a faith, a party, a marriage, health, each as a form asks
//! it, a label with its answer, or as a sentence tells it of somebody.

use std::sync::LazyLock;

use memchr::memchr3;
use regex::Regex;

use super::plain::Plain;
use super::{Claims, Kind};

/// The peoples of Vietnam as forms write them.
const PEOPLES: &str = "kinh|tay|thai|muong|khmer|kho me|hoa|nung|h'?mong|dao|gia rai|jrai|e de|ede|ba na|bana|xo dang|xe dang|\
    san chay|cao lan|cham|co ho|k'?ho|san diu|hre|ra ?glai|m'?nong|tho|x?s?tieng|kho mu|bru|van kieu|co tu|giay|ta oi|ma|\
    gie[ -]trieng|co|cho ?ro|xinh mun|ha nhi|chu ?ru|lao|la chi|khang|phu la|la hu|la ha|pa then|lu|ngai|chut|lo lo|mang|\
    brau|o du|ro mam|bo y|pu peo|si la|co lao|thieu so";

const FAITHS: &str =
    "phat|cong giao|thien chua|tin lanh|cao dai|hoa hao|hoi giao|islam|ba la mon|an do giao|khong|luong";

const MARRIAGES: &str = "doc than|da ket hon|chua ket hon|da lap gia dinh|chua lap gia dinh|co gia dinh|co vo|co chong|ly hon|\
    da ly hon|ly than|goa";

/// What is asked, and what the answer is known by.
const ASKED: [(&str, &str); 8] = [
    ("dan toc", PEOPLES),
    ("(?:ton giao|dao)", FAITHS),
    ("(?:tinh trang )?hon nhan", MARRIAGES),
    (
        "ngay (?:vao|ket nap(?: vao)?) dang(?: cong san viet nam| csvn)?(?: chinh thuc| du bi)?",
        "[0-9]{1,4}[0-9/. -]*",
    ),
    ("dang vien", "co|khong|chinh thuc|du bi|x"),
    ("nhom mau", "a|b|ab|o"),
    ("(?:tinh trang suc khoe|tien su benh|benh nen|benh ly)", "[a-z][a-z ]*"),
    ("quan diem chinh tri", "[a-z][a-z ]*"),
];

static ANSWERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let asked = ASKED.map(|(label, answer)| format!("{label} ?[:=|]+[ \"']*(?:{answer})"));
    Regex::new(&format!("(?:{})(?:[^a-z0-9]|$)", asked.join("|"))).ok()
});

/// How a sentence tells the same of somebody: words that lead to it, and what is told.
static TOLD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let told = [
        "la (dang vien)".to_owned(),
        format!("nguoi dan toc ({PEOPLES})"),
        format!("theo dao ({FAITHS})"),
        "(phieu (?:tin nhiem|bau|dong y))".to_owned(),
    ];
    Regex::new(&format!("(?:{})(?:[^a-z0-9]|$)", told.join("|"))).ok()
});

/// So long is what stands before votes: "98 phần trăm số ".
const VOTED: usize = 24;

pub(super) fn look(plain: &Plain<'_>, claims: &mut Claims) {
    told(plain, claims);
    asked(plain, claims);
}

fn told(plain: &Plain<'_>, claims: &mut Claims) {
    let Some(told) = &*TOLD else { return };
    for found in told.captures_iter(&plain.text) {
        let Some((whole, said)) = found.get(0).zip(found.iter().skip(1).flatten().next()) else { continue };
        // Votes are a result only with their number.
        let before = plain.before(said.start(), VOTED).trim_end().trim_end_matches("so").trim_end();
        let number = before.trim_end_matches("phan tram").trim_end_matches([' ', '%']);
        let is_told = said.start() > whole.start() || number.ends_with(|sign: char| sign.is_ascii_digit());
        if is_told && plain.begins(whole.start()) {
            claims.add(said.range(), Kind::Sensitive);
        }
    }
}

fn asked(plain: &Plain<'_>, claims: &mut Claims) {
    if memchr3(b':', b'=', b'|', plain.text.as_bytes()).is_none() {
        return;
    }
    let Some(answers) = &*ANSWERS else { return };
    for found in answers.find_iter(&plain.text) {
        let before = plain.before(found.start(), 8).trim_end();
        // "công tác dân tộc: …" asks nothing.
        let is_label = !before.ends_with(char::is_alphanumeric) || plain.is_capital(found.start());
        let answer =
            found.as_str().rfind([':', '=', '|']).map_or(found.start(), |sign| found.start() + sign + 1);
        let rest = plain.text.get(answer..found.end()).unwrap_or_default();
        let from = answer + rest.len() - rest.trim_start_matches([' ', '"', '\'']).len();
        let to = answer + rest.trim_end_matches(|sign: char| !sign.is_alphanumeric()).len();
        if is_label && plain.begins(found.start()) && from < to {
            claims.add(from..to, Kind::Sensitive);
        }
    }
}
