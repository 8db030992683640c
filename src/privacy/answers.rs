//! What the law calls sensitive (`domain.md` §0.5, §5.1): a people, a faith, a party, a marriage, health, each as a form asks
//! it, a label with its answer, or as a sentence tells it of somebody.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memchr3;
use regex::Regex;

use super::plain::Plain;
use super::{Claims, Kind, people};

/// The peoples of Vietnam as forms write them.
const PEOPLES: &str = "kinh|tay|thai|muong|khmer|kho me|hoa|nung|h['’]?mong|dao|gia rai|jrai|e de|ede|ba na|bana|xo dang|xe dang|\
    san chay|cao lan|cham|co ho|k['’]?ho|san diu|hre|ra ?glai|m['’]?nong|tho|x?s?tieng|kho mu|bru|van kieu|co tu|giay|ta oi|ma|\
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
        format!("theo (?:dao )?({CHURCHES})"),
        format!("theo dao ({FAITHS}|hoi)"),
        "(phieu (?:tin nhiem|bau|dong y))".to_owned(),
    ];
    Regex::new(&format!("(?:{})(?:[^a-z0-9]|$)", told.join("|"))).ok()
});

/// What tells it only right after somebody: "chị vào Đảng …", and not "lễ kết nạp Đảng"; some of it also where it begins a
/// clause: "sinh năm 1985, vào Đảng năm 2010".
static TOLD_OF: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let told = [
        format!("dan toc ({PEOPLES})"),
        format!("la nguoi ({PEOPLES})"),
        "(?:(?:duoc )?ket nap|vao)(?: vao)? (dang)(?: cong san viet nam)?(?P<since>,? (?:tu )?(?:nam|ngay|thang) [0-9][0-9./-]*)?".to_owned(),
        format!("(?:bi |mac |nhiem |mang )+(?:can )?(?:benh )?({ILLS})"),
    ];
    Regex::new(&format!("(?:{})(?:[^a-z0-9]|$)", told.join("|"))).ok()
});

/// Faiths whose names are no other words.
const CHURCHES: &str = "phat giao|cong giao|thien chua giao|tin lanh|hoi giao|an do giao";

const ILLS: &str = "hiv|aids|ung thu|viem gan|lao phoi|tieu duong|suy than|tam than|tram cam|dong kinh";

/// Words before which a people is counted: "12 người dân tộc …", "tỷ lệ người dân tộc …".
const COUNTS: [&str; 4] = ["ty le", "ti le", " so", "nhieu"];

/// So long is what stands before votes: "98 phần trăm số ".
const VOTED: usize = 24;

pub(super) fn look(plain: &Plain<'_>, claims: &mut Claims) {
    told(plain, claims);
    told_of(plain, claims);
    asked(plain, claims);
}

fn told(plain: &Plain<'_>, claims: &mut Claims) {
    let Some(told) = &*TOLD else { return };
    for found in told.captures_iter(&plain.text) {
        let Some((whole, said)) = found.get(0).zip(found.iter().skip(1).flatten().next()) else { continue };
        // Votes are a result only with their number, a people is told of nobody with one.
        let is_votes = said.start() == whole.start();
        let before = plain.before(said.start(), VOTED).trim_end().trim_end_matches("so").trim_end();
        let number = before.trim_end_matches("phan tram").trim_end_matches([' ', '%']);
        let is_told = if is_votes { ends_in_number(number) } else { !is_counted(plain, whole.start()) };
        if is_told && plain.begins(whole.start()) {
            claims.add(said.range(), Kind::Sensitive);
        }
    }
}

fn told_of(plain: &Plain<'_>, claims: &mut Claims) {
    let Some(told) = &*TOLD_OF else { return };
    for found in told.captures_iter(&plain.text) {
        let Some((whole, said)) = found.get(0).zip(found.iter().skip(1).flatten().next()) else { continue };
        let (at, after) = (whole.start(), plain.after(said.end()));
        let (is_told, begins_clause) = (people::told_of(plain, at), people::may_be_told_of(plain, at));
        let is_meant = match whole.as_str() {
            // "người thợ" is of no people, and "người Thái Bình" of a province.
            words if words.starts_with("la nguoi") => {
                let is_place = after.starts_with(' ') && plain.is_capital(said.end() + 1);
                is_told && plain.is_capital(said.start()) && !is_place
            }
            // "Dân tộc Chăm có nhiều lễ hội" tells of nobody.
            words if words.starts_with("dan toc") => {
                let ends_clause = !after.starts_with(' ') && plain.is_capital(said.start());
                is_told || begins_clause && ends_clause
            }
            words if said.as_str() == "dang" => {
                let has_day = found.name("since").is_some();
                // To bring others in tells of nobody: "kết nạp Đảng cho 3 công nhân", "… năm 2019: 12 người".
                let is_of_one =
                    (has_day || !words.starts_with("ket nap")) && !counts(plain.after(whole.end()));
                is_party(plain, said.range()) && is_of_one && (is_told || begins_clause && has_day)
            }
            _ => is_told,
        };
        if is_meant && plain.begins(at) {
            claims.add(said.range(), Kind::Sensitive);
        }
    }
}

/// Does a number follow, of those it is told of?
fn counts(after: &str) -> bool {
    let after = after.trim_start_matches([' ', ':', ',']);
    let words = ["duoc ", "la ", "co ", "gom "];
    let after = words.iter().find_map(|word| after.strip_prefix(word)).unwrap_or(after);
    after.starts_with(|sign: char| sign.is_ascii_digit())
}

/// Is it the Party, and not a body of it ("Đảng bộ") or a list one is put on ("đăng")?
fn is_party(plain: &Plain<'_>, word: Range<usize>) -> bool {
    let next = plain.words_from(word.end).next().and_then(|next| plain.text.get(next));
    plain.is_word(word, "đảng") && !next.is_some_and(|next| matches!(next, "bo" | "uy" | "vien" | "doan"))
}

fn ends_in_number(before: &str) -> bool {
    before.ends_with(|sign: char| sign.is_ascii_digit())
}

fn is_counted(plain: &Plain<'_>, at: usize) -> bool {
    let before = plain.before(at, VOTED).trim_end();
    ends_in_number(before) || COUNTS.iter().any(|word| before.ends_with(word))
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
        if is_label && plain.begins(found.start()) && from < to && is_one_answer(plain, from..to) {
            claims.add(from..to, Kind::Sensitive);
        }
    }
}

/// Is it what one person answers: "Phật" and no other word, one group of blood and no list of them?
fn is_one_answer(plain: &Plain<'_>, answer: Range<usize>) -> bool {
    let after = plain.after(answer.end).trim_start_matches([',', ' ']);
    let group = after.split(|sign: char| !sign.is_alphanumeric()).next().unwrap_or_default();
    match plain.text.get(answer.clone()) {
        Some("phat") => plain.is_word(answer, "phật") || group == "giao",
        Some("a" | "b" | "ab" | "o") => !matches!(group, "a" | "b" | "ab" | "o"),
        _ => true,
    }
}
