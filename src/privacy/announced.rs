//! Words before a number that say what it is: a telephone's, a paper's, an account's, a code.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::people;
use super::plain::{Plain, is_unmarked};
use super::shape::Shape;
use crate::vietnamese;

/// What a word before a number says that it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Announced {
    Phone,
    /// "gọi", "liên hệ": a phone, if it looks like one.
    Contact,
    Paper,
    /// A card of insurance, for health or old age.
    Insurance,
    Passport,
    Account,
    /// A bank, "tài khoản", "chuyển khoản": an account, if it does not look like money.
    Bank,
    /// A bank by its kind, a gift: an account, if nothing else is as likely.
    Given,
    /// A code of things or firms: tax, series, goods, decisions.
    Code,
    /// A driver's licence, a tax code of a person.
    Licence,
}

/// Announcing words as the plain reading has them.
const WORDS: [(Announced, &str); 10] = [
    (
        Announced::Phone,
        "(?:so )?(?:dien thoai|dt)(?: ban| nha(?: rieng)?| rieng| di dong)?|sdt|dtdd|di dong|so may|may ban|hotline|\
         zalo|viber|whatsapp|phone|mobile|tel|alo",
    ),
    (Announced::Contact, "lien he|lien lac|goi|nhan(?: tin)? cho|so cua|so lien"),
    (
        Announced::Paper,
        "cccd|cmnd|cmtnd|cmt|can cuoc|chung minh(?: nhan dan| thu| thu nhan dan)?|dinh danh|giay to tuy than|so cc|id",
    ),
    (Announced::Insurance, "bhxh|bao hiem xa hoi|bhyt|bao hiem y te|so (?:so )?bao hiem"),
    (Announced::Passport, "ho chieu|passport"),
    (
        Announced::Account,
        "(?:stk|so tai khoan|so tk|tk so|tai khoan so)(?:(?: [a-z]+){0,4} ngan hang)?|so the(?: atm)?|the atm",
    ),
    (
        Announced::Bank,
        "(?:tai khoan|tk|chuyen khoan|ck)(?:(?: [a-z]+){0,4} ngan hang)?|vietcombank|vcb|agribank|bidv|vietinbank|techcombank|sacombank|acb|mb ?bank|mb|\
         tpbank|vpbank|hdbank|shb|eximbank|ocb|msb|seabank|vib|scb|tcb|lpbank|nam a bank|momo",
    ),
    (Announced::Given, "ngan hang|ung ho"),
    (
        Announced::Code,
        "mst|ma so(?: thue| doanh nghiep| thiet bi| may| id)?|ma (?:so )?(?:don vi|doanh nghiep)(?: bhxh)?|\
         ma (?:hang|vat tu|san pham|don|vach|thiet bi|may|phu tung|linh kien|mau|nhan vien|du an|khach hang|giao dich|\
         hieu|phieu|kho|chung tu|ho so|tai san|cong trinh)|\
         so (?:ho so|bien nhan|chung tu|tham chieu|phieu|kiem dinh|khung)|phieu(?: (?:thu|chi|xuat|nhap|giao|kham|dat|kiem|yeu cau|bao hanh))? so|don hang|model|danh bo|\
         dong ho(?: (?:nuoc|dien|gas|do))? so|so hieu|so seri|seri(?:al)?|giay phep(?: [a-z]+){0,3} so|so dang ky|hoa don|hop dong|lenh(?: san xuat)?|\
         lo(?: hang)?(?: so)?|ma van don|van don(?: so)?|buu (?:pham|gui|kien)(?: so)?|bien lai(?: so)?|benh an(?: so)?|\
         (?:so )?cong to(?: so)?|po|ban ve|khuon|bien so|so bao danh|quyet dinh|cong van so|qr|\
         (?:tien|cuoc|phi)(?: [a-z]+)? dien thoai",
    ),
    // After codes: of two words that are as long the later one counts.
    (
        Announced::Licence,
        "(?:mst|ma so thue)(?: thu nhap)? ca nhan|(?:mst|ma so thue) tncn|gplx|\
         giay phep lai xe(?: so)?|bang lai(?: xe)?",
    ),
];

/// Whoever takes an order may be reached by the number after it.
const TAKEN: [&str; 4] = ["nhan don hang", "dat don hang", "giao don hang", "phu trach don hang"];

/// Codes whose names are those of people and other things without their marks, as they are written with them.
const MARKED: [(&str, &str); 7] = [
    ("don hang", "đơn hàng"),
    ("ma", "mã"),
    ("lo", "lô"),
    ("ban ve", "bản vẽ"),
    ("cong to", "công tơ"),
    ("khuon", "khuôn"),
    ("lenh", "lệnh"),
];

struct Patterns {
    announcers: Vec<(Announced, Regex)>,
    /// Any of them: most numbers follow none, which is known in one go.
    any: Regex,
}

static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(|| {
    let announcer = |words: &str| Regex::new(&format!("(?:^|[^a-z0-9])({words})(?:[^a-z0-9]|$)"));
    let announcers = WORDS.iter().map(|(what, words)| Some((*what, announcer(words).ok()?)));
    Some(Patterns {
        announcers: announcers.collect::<Option<_>>()?,
        any: announcer(&WORDS.map(|(_, words)| words).join("|")).ok()?,
    })
});

/// A word before a number that says what it is, as it is written, and what stands between.
struct Label<'p> {
    what: Announced,
    word: &'p str,
    /// The word in the plain reading.
    read: &'p str,
    between: &'p str,
    /// All of it as it is written, from somewhat before the word up to the number.
    context: &'p str,
    /// Is somebody named from the word on: "mã hàng hỏi chị Lan"?
    is_of_somebody: bool,
}

/// What the nearest word before a number says of it, and what stands between.
pub(super) struct Said<'p> {
    pub(super) what: Announced,
    pub(super) between: &'p str,
    /// Does it stand right before the number?
    pub(super) is_near: bool,
}

/// What the words before a place say that the number there is, with that shape.
pub(super) fn said<'p>(plain: &'p Plain<'_>, at: usize, shape: &Shape) -> Option<Said<'p>> {
    let label = PATTERNS.as_ref()?.label(plain, at)?;
    // Of what stands after another number that one is told.
    let is_its = !label.between.bytes().any(|b| b.is_ascii_digit());
    let what = is_its.then(|| label.of(shape)).flatten()?;
    Some(Said { what, between: label.between, is_near: label.is_near() })
}

/// What the words before a place say that is written there, whatever its shape.
pub(super) fn announced(plain: &Plain<'_>, at: usize) -> Option<Announced> {
    PATTERNS.as_ref()?.label(plain, at).map(|label| label.what)
}

impl Patterns {
    /// The nearest word before a place that says what the number there is.
    fn label<'p>(&self, plain: &'p Plain<'_>, at: usize) -> Option<Label<'p>> {
        let before = plain.before(at, 48);
        if !self.any.is_match(before) {
            return None;
        }
        let last = |(what, regex): &(Announced, Regex)| {
            let found = regex.captures_iter(before).filter_map(|c| c.get(1)).last()?;
            Some((found.range(), *what))
        };
        let weight =
            |(word, what): &(Range<usize>, Announced)| (*what != Announced::Given, word.end, word.len());
        let (word, what) = self.announcers.iter().filter_map(last).max_by_key(weight)?;
        let (read, between) = (before.get(word.clone())?, before.get(word.end..)?);
        let start = at - before.len();
        let last = start + before.trim_end_matches(|sign: char| !sign.is_alphanumeric()).len();
        let label = Label {
            what,
            word: plain.written(start + word.start..start + word.end),
            read,
            between,
            context: plain.written(start..at),
            is_of_somebody: people::has_title(plain, start + word.start..last),
        };
        (between.len() <= 34).then_some(label)
    }
}

impl Label<'_> {
    /// What it says of a number of such a shape; nothing, if the word is then another.
    fn of(&self, shape: &Shape) -> Option<Announced> {
        let is_asked = self.between.contains(':');
        match self.what {
            // A person has a tax code as well, which begins with an eight.
            Announced::Code if self.is_tax() && self.is_of_somebody && shape.national.starts_with('8') => {
                Some(Announced::Licence)
            }
            // Who is a member has a code as well, and the number of a card is one whatever it is called.
            Announced::Code if self.read.starts_with("ma ") && !self.is_tax() && shape.is_card() => {
                Some(Announced::Paper)
            }
            Announced::Code => self.makes_a_code(shape).then_some(Announced::Code),
            // So are scales and files called.
            Announced::Paper if matches!(self.read, "id" | "so cc") => {
                (is_asked || self.is_of_somebody || shape.is_card()).then_some(Announced::Paper)
            }
            Announced::Bank if matches!(self.read, "tk" | "tai khoan") && !is_asked && shape.are_books() => {
                None
            }
            // A machine has a number as well.
            Announced::Phone if self.read == "so may" && shape.is_local() => is_asked.then_some(self.what),
            what => Some(what),
        }
    }

    fn is_tax(&self) -> bool {
        self.read.starts_with("mst") || self.read.ends_with("thue")
    }

    /// Is the word the code's, and not somebody's name or another word without its marks?
    fn is_meant(&self) -> bool {
        let told = vietnamese::clean(self.word).to_lowercase();
        let plain = vietnamese::fold(&told);
        let of_code = |word: &&(&str, &str)| plain == word.0 || plain.starts_with(&format!("{} ", word.0));
        let is_marked = |(_, marked): &(&str, &str)| told.starts_with(marked) || is_unmarked(self.context);
        MARKED.iter().find(of_code).is_none_or(is_marked)
    }

    /// Does nothing stand between it and the number but signs, or "số"?
    fn is_near(&self) -> bool {
        let mut words =
            self.between.split(|sign: char| !sign.is_ascii_alphabetic()).filter(|word| !word.is_empty());
        match words.next() {
            None => true,
            Some(word) => word == "so" && words.next().is_none() && !self.between.contains([',', ';', '.']),
        }
    }

    /// Does it make a code of such a number? One in groups, as telephones are told, only right before it; else anywhere
    /// before it in its part of the sentence, if nobody is named there.
    fn makes_a_code(&self, shape: &Shape) -> bool {
        let is_in_groups = shape.groups.len() > 1 && shape.national.starts_with('0');
        let goes_on = !self.between.contains([',', ';']) && !self.between.contains(". ");
        let told = vietnamese::fold(self.context);
        let is_taken = TAKEN.iter().any(|taken| told.contains(taken));
        let is_somebodys = self.is_of_somebody && !self.is_tax() || is_taken;
        self.is_meant() && !is_somebodys && (self.is_near() || goes_on && !is_in_groups)
    }
}
