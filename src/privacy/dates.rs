//! Full dates of birth: a date right after a word for being born.

use std::sync::LazyLock;

use regex::Regex;

use super::plain::Plain;
use super::{Claims, Kind, people};

struct Patterns {
    birth: Regex,
    /// "12/5/1985 là ngày sinh của …".
    told: Regex,
    /// "(12/5/1985)".
    bracketed: Regex,
}

static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(|| {
    let word = r"ngay,? ?thang(?:,? nam)? sinh|ngay sinh|nam sinh|sinh nhat|sinh ra|sinh|chao doi|n/?s|sn";
    let english = r"date of birth|birth ?da(?:te|y)|born|d\.?o\.?b";
    let filler = r#"(?:,? (?:vao|dung|ngay|thang|nam|la|on|hom|cua [a-z]+(?: [a-z]+)?))*[ :.,(=|"']*"#;
    let day = r"(?:mong |mung )?[0-3]?[0-9]";
    let month = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*";
    let spoken = "[01]?[0-9]|gieng|hai|ba|tu|nam|sau|bay|tam|chin|muoi(?: mot| hai)?|chap";
    let figures = format!(r"{day} ?[/.-] ?[01]?[0-9] ?[/.-] ?(?:(?:19|20)[0-9]{{2}}|[0-9]{{2}})");
    let date = [
        &figures,
        r"(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]",
        &format!(r"{day},? thang (?:{spoken})(?:,? nam|,)? (?:19|20)[0-9]{{2}}"),
        &format!(r"(?:[0-3]?[0-9] {month}|{month} [0-3]?[0-9]),? (?:19|20)[0-9]{{2}}"),
    ]
    .join("|");
    Some(Patterns {
        birth: Regex::new(&format!(r"(?P<word>{word}|{english}){filler}(?:ngay )?(?P<it>{date})")).ok()?,
        told: Regex::new(&format!(
            r"(?P<it>{date}),? (?:la|chinh la) (?:ngay |ngay thang (?:nam )?)?sinh (?:nhat )?cua (?P<whose>[a-z])"
        ))
        .ok()?,
        bracketed: Regex::new(&format!(r"\((?P<it>{figures})\)")).ok()?,
    })
});

/// Whoever is honoured was born before; later, firms have birthdays, and ideas come to life.
const GROWN: u32 = 2008;

/// Words before "sinh" that make another word of it: vệ sinh, học sinh, phát sinh.
const OTHERS: &str = "ve hoc phat hy hi tai tuyen khai nay san y thu quan thi tiep luu du ho moi dan an giam \
    muu sat truong ky cuu hau nghiem vi bam so chung mon phai nay cong tap lam giang";

/// A midwife's work: whoever is born there is a child.
const SHIFT: &str = "ca";

/// What has a birthday as well, with its marks: "Đặng" and "Đoàn" are people's names.
const BODIES: [(&str, &str); 4] = [
    ("cong doan viet nam", "công đoàn việt nam"),
    ("dang", "đảng"),
    ("quan doi", "quân đội"),
    ("bac ho", "bác hồ"),
];

/// What may stand between such a body and that it was born.
const THEIRS: [&str; 3] = ["", " ta", " cong san viet nam"];

/// Words for a child, who may have been born late.
const CHILDREN: [&str; 6] = ["bé", "cháu", "con", "trai", "gái", "lòng"];

/// Before "Vi sinh" where that is what is looked after there, and no name.
const ROOMS: &str = "phong khoa to mon ban vien tam lop nganh le mua dem";

/// Before "Sinh" as the name of somebody.
const TITLES: &str = "anh chi ong ba co thay em bac chu di cau";

pub(super) fn look(plain: &Plain<'_>, claims: &mut Claims) {
    // The shortest date has four digits.
    let Some(patterns) = PATTERNS.as_ref().filter(|_| plain.digits > 3) else { return };
    if patterns.birth.is_match(&plain.text) {
        patterns.announced(plain, claims);
    }
    for found in patterns.told.captures_iter(&plain.text) {
        let (Some(it), Some(whose)) = (found.name("it"), found.name("whose")) else { continue };
        if plain.begins(it.start()) && !is_late(it.as_str()) && !is_body(plain, whose.start()) {
            claims.add(it.range(), Kind::Birth);
        }
    }
    for found in patterns.bracketed.captures_iter(&plain.text).filter_map(|found| found.name("it")) {
        let told = plain.before(found.start(), 40);
        let is_thing = ["ho", "ton"].iter().any(|name| told.ends_with(&format!("bac {name} (")));
        let is_somebodys = people::is_titled(plain, found.start() - 1) && !is_thing;
        if is_somebodys && !is_late(found.as_str()) {
            claims.add(found.range(), Kind::Birth);
        }
    }
}

impl Patterns {
    /// A date right after a word for being born.
    fn announced(&self, plain: &Plain<'_>, claims: &mut Claims) {
        for found in self.birth.captures_iter(&plain.text) {
            let (Some(word), Some(it)) = (found.name("word"), found.name("it")) else { continue };
            if !plain.begins(word.start()) || word.as_str() == "sinh ra" && is_after_body(plain, word.start())
            {
                continue;
            }
            let is_late = is_late(it.as_str());
            let other = word.as_str().starts_with("sinh") && is_other(plain, word.start(), is_late);
            let feast = match word.as_str() {
                "sinh nhat" => true,
                "sinh ra" | "chao doi" => !is_child(plain, word.start()),
                _ => false,
            };
            let goes_on = plain.after(it.end()).starts_with(|c: char| c.is_ascii_digit());
            if !(other || goes_on || feast && is_late) {
                claims.add(it.range(), Kind::Birth);
            }
        }
    }
}

/// Does the name of a body begin here?
fn is_body(plain: &Plain<'_>, at: usize) -> bool {
    let begins = |(bare, marked): &(&str, &str)| {
        plain.after(at).starts_with(bare) && plain.is_word(at..at + bare.len(), marked)
    };
    BODIES.iter().any(begins)
}

/// Does the name of a body end right before a word?
fn is_after_body(plain: &Plain<'_>, word: usize) -> bool {
    let before = plain.before(word, 40).trim_end();
    let from = word - plain.before(word, 40).len();
    let bodies = THEIRS.iter().filter_map(|theirs| before.strip_suffix(theirs));
    let ends = |body: &str| {
        BODIES.iter().any(|(bare, _)| body.ends_with(bare) && is_body(plain, from + body.len() - bare.len()))
    };
    bodies.into_iter().any(ends)
}

/// Is it too late for the birth of a grown-up?
fn is_late(date: &str) -> bool {
    let year = date.get(date.len().saturating_sub(4)..).and_then(|year| year.parse::<u32>().ok());
    year.is_some_and(|year| year > GROWN)
}

/// Does somebody small stand right before a word?
fn is_child(plain: &Plain<'_>, at: usize) -> bool {
    plain.word_before(at).is_some_and(|word| CHILDREN.iter().any(|child| plain.is_word(word.clone(), child)))
}

/// Is the "sinh" that stands here part of another word, or the name of somebody? After a name of such a word,
/// "chị Thu", "Lê Văn Hậu", somebody is born.
fn is_other(plain: &Plain<'_>, sinh: usize, is_late: bool) -> bool {
    let has = |list: &str, word: &str| list.split_whitespace().any(|known| known == word);
    let before = plain.before(sinh, 40);
    let from = sinh - before.len();
    let (above, last) = before.trim_end().rsplit_once([' ', '(', ',']).unwrap_or(("", before.trim_end()));
    let above_it = above.rsplit([' ', '(', ',']).next().unwrap_or_default();
    let is_surname = || plain.is_capital(from + above.len() - above_it.len()) && !has(ROOMS, above_it);
    let is_name = !above_it.is_empty()
        && plain.is_capital(from + above.len() + 1)
        && (is_surname() || has(TITLES, above_it));
    // "Tổ trưởng sinh ngày …" is of somebody, "trường sinh" is not.
    let is_head = plain.word_before(sinh).is_some_and(|word| plain.is_word(word, "trưởng"));
    let is_childs = is_late && (last == SHIFT || people::counted_before(plain, sinh));
    plain.is_capital(sinh) && has(TITLES, last) || has(OTHERS, last) && !is_name && !is_head || is_childs
}
