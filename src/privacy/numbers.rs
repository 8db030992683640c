//! Runs of digits: a telephone, a paper, an account or none, by their shape and the nearest word that announces them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::plain::Plain;
use super::shape::Shape;
use super::{Claims, Kind};
use crate::vietnamese;

/// Fewer digits are no number of this kind.
const FEWEST: usize = 6;

/// No number is written in more groups of digits.
const MOST_GROUPS: usize = 10;

/// What stands before a number in the address of a link that calls it.
const DIALLED: [&str; 11] =
    ["zalo.me/", "wa.me/", "tel:", "sms:", "t.me/", ".click/", "phone=", "tel=", "sdt=", "mobile=", "cccd="];

/// Of two numbers with nothing but a dash or a comma between them, shorter ones are parts of a code or a decimal.
const LONG: usize = 9;

/// What a word before a number says that it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Announced {
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
    /// A code of things or firms: tax, series, goods, decisions.
    Code,
    /// A driver's licence, a tax code of a person.
    Licence,
}

/// Announcing words as the plain reading has them.
const WORDS: [(Announced, &str); 9] = [
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
    (Announced::Insurance, "bhxh|bao hiem xa hoi|bhyt|bao hiem y te"),
    (Announced::Passport, "ho chieu|passport"),
    (Announced::Account, "stk|so tai khoan|so tk|tk so|tai khoan so|so the(?: atm)?|the atm"),
    (
        Announced::Bank,
        "tai khoan|tk|chuyen khoan|ck|vietcombank|vcb|agribank|bidv|vietinbank|techcombank|sacombank|acb|mb ?bank|mb|\
         tpbank|vpbank|hdbank|shb|eximbank|ocb|msb|seabank|vib|scb|momo",
    ),
    (
        Announced::Code,
        "mst|ma so(?: thue| doanh nghiep| thiet bi| may)?|ma (?:hang|vat tu|san pham|don|vach|doanh nghiep|thiet bi|may)|\
         so hieu|so seri|seri(?:al)?|giay phep(?: [a-z]+){0,3} so|so dang ky|hoa don|hop dong|lenh(?: san xuat)?|\
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

/// Words that make an amount of the number before them; a comrade (`đồng chí`, `đ/c`) is none.
const UNITS: &str = r"^ ?(?:dong|d|vnd|usd|trieu|ty|ti|nguoi|lan|luot|san pham|tan|kg|km|m|kwh|gio|ho|chiec|cai)(?:[^a-z0-9]|$)";
const COMRADES: &str = "^ ?(?:dong (?:chi|nghiep|doi|bao|huong|mon)|d/c)(?:[^a-z]|$)";

/// Codes whose names are those of people and other things without their marks, as they are written with them.
const MARKED: [(&str, &str); 5] =
    [("lo", "lô"), ("ban ve", "bản vẽ"), ("cong to", "công tơ"), ("khuon", "khuôn"), ("lenh", "lệnh")];

const BANK_AFTER: &str = r"^[ ,(-]{1,3}(?:tai |ngan hang |nh )?(?:vietcombank|vcb|agribank|bidv|vietinbank|techcombank|sacombank|acb|mb|tpbank|vpbank|hdbank|shb)(?:[^a-z]|$)";

struct Patterns {
    announcers: Vec<(Announced, Regex)>,
    /// Any of them: most numbers follow none, which is known in one go.
    any: Regex,
    units: Regex,
    comrades: Regex,
    bank_after: Regex,
    /// What must be there for a letter before digits to mean something.
    lettered_after: Regex,
    lettered: Regex,
}

static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(|| {
    let announcer = |words: &str| Regex::new(&format!("(?:^|[^a-z0-9])({words})(?:[^a-z0-9]|$)"));
    let announcers = WORDS.iter().map(|(what, words)| Some((*what, announcer(words).ok()?)));
    Some(Patterns {
        announcers: announcers.collect::<Option<_>>()?,
        any: announcer(&WORDS.map(|(_, words)| words).join("|")).ok()?,
        units: Regex::new(UNITS).ok()?,
        comrades: Regex::new(COMRADES).ok()?,
        bank_after: Regex::new(BANK_AFTER).ok()?,
        lettered_after: Regex::new("711a|ho chieu|passport|bhyt|bao hiem y te").ok()?,
        lettered: Regex::new(
            r"(?:^|[^a-z0-9])([a-z] ?[0-9]{7}|711a[0-9 ]{7,12}[0-9]|[a-z]{2}(?: ?[0-9]){13})(?:[^a-z0-9]|$)",
        )
        .ok()?,
    })
});

pub(super) fn look(plain: &Plain<'_>, claims: &mut Claims) {
    // The shortest account has as many.
    if plain.digits < FEWEST {
        return;
    }
    let Some(patterns) = &*PATTERNS else { return };
    let lettered = patterns.lettered_after.is_match(&plain.text);
    let text = if lettered { plain.text.as_str() } else { "" };
    for found in patterns.lettered.captures_iter(text).filter_map(|c| c.get(1)) {
        match patterns.announced(plain, found.start()) {
            Some(Label { what: Announced::Passport | Announced::Insurance, .. }) => {
                claims.add(found.range(), Kind::Paper);
            }
            Some(Label { what: Announced::Account | Announced::Bank, .. }) => {
                claims.add(found.range(), Kind::Account);
            }
            _ => {}
        }
    }
    for groups in runs(&plain.text) {
        let mut from = 0;
        while from < groups.len() {
            let ends = (from + 1..=groups.len().min(from + MOST_GROUPS)).rev();
            let mut judged = ends.filter_map(|to| {
                let range = number(plain, groups.get(from..to)?, to - from == groups.len())?;
                let kind = patterns.judge(plain, &range).filter(|_| claims.is_free(&range))?;
                Some((to, range, kind))
            });
            let Some((to, range, kind)) = judged.next() else {
                from += 1;
                continue;
            };
            claims.add(range, kind);
            from = to;
        }
    }
}

/// Groups of digits as one number, if they can be: all of what is written together, or what is written alike within it,
/// `0908.123.456` in `Tổ 5 - 0908.123.456 45 áo`.
fn number(plain: &Plain<'_>, groups: &[Range<usize>], is_all: bool) -> Option<Range<usize>> {
    let (first, last) = (groups.first()?, groups.last()?);
    let range = first.start..last.end;
    let written = plain.text.get(range.clone())?;
    let digits = written.bytes().filter(u8::is_ascii_digit).count();
    if digits < FEWEST || written.len() < 7 || !stands_alone(plain, &range) {
        return None;
    }
    let gaps = groups.windows(2).filter_map(|pair| plain.text.get(pair.first()?.end..pair.get(1)?.start));
    let gaps: Vec<&str> = gaps.collect();
    // An area code may stand in brackets.
    let usual = gaps.get(usize::from(gaps.first().is_some_and(|gap| gap.contains(')'))));
    let is_alike = gaps.iter().skip(1).all(|gap| usual == Some(gap)) && first.len() > 2;
    (is_all || is_alike).then_some(range)
}

/// Digits with at most three separators between them, group by group; to the first belongs what stands before a number
/// that is dialled: `+84 (0)903 …`. Those that are long enough.
fn runs(text: &str) -> Vec<Vec<Range<usize>>> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(first) = bytes.get(at..).and_then(|rest| rest.iter().position(u8::is_ascii_digit)) {
        let first = at + first;
        let before = text.get(..first).unwrap_or_default();
        let prefix = ["(+", "+ ", "( ", "+", "("].into_iter().find(|prefix| before.ends_with(prefix));
        let mut groups = Vec::new();
        let (mut start, mut end) = (first - prefix.map_or(0, str::len), first + 1);
        while let Some(gap) = (0..=3).find(|gap| is_digit(end + gap))
            && bytes.get(end..end + gap).is_some_and(is_gap)
        {
            if gap > 0 {
                groups.push(start..end);
                start = end + gap;
            }
            end += gap + 1;
        }
        groups.push(start..end);
        at = end;
        let digits: usize = groups.iter().map(Range::len).sum();
        if digits >= FEWEST {
            runs.push(groups);
        }
    }
    runs
}

/// May this stand between two groups of one number? A comma with a space is one of a list.
fn is_gap(signs: &[u8]) -> bool {
    signs == b"," || signs.iter().all(|sign| b" .()_-".contains(sign))
}

/// Is it a word of its own, and no part of a code or an address of the web?
fn stands_alone(plain: &Plain<'_>, run: &Range<usize>) -> bool {
    let before = plain.before(run.start, 10);
    let after = plain.after(run.end);
    let dialled = DIALLED.iter().any(|link| before.ends_with(link));
    let mut signs = before.chars().rev();
    let begins = match (signs.next(), signs.next()) {
        (Some(sign), _) if sign.is_alphanumeric() => false,
        (Some('-' | ','), Some(_)) if is_long(before.chars().rev().skip(1)) => true,
        (Some('-'), Some(sign)) => !sign.is_alphanumeric(),
        // A decimal, but not a field of a list.
        (Some(','), Some(sign)) => !sign.is_ascii_digit(),
        (Some('/' | '=' | '#' | '_' | '%' | '&'), _) => dialled,
        _ => true,
    };
    let mut signs = after.chars();
    let ends = match (signs.next(), signs.next()) {
        (Some('/'), Some(sign)) => sign == '0' || sign == ' ',
        (Some('-'), Some(_)) if is_long(after.chars().skip(1)) => true,
        (Some('-' | '_'), Some(sign)) => !sign.is_alphanumeric(),
        (Some('.'), _) => ![".html", ".pdf", ".jpg", ".png", ".doc"].iter().any(|end| after.starts_with(end)),
        (Some(sign), _) => !sign.is_alphanumeric() && sign != '_' && sign != '=',
        (None, _) => true,
    };
    begins && ends
}

/// Is it a long number that comes here?
fn is_long(signs: impl Iterator<Item = char>) -> bool {
    signs.take_while(char::is_ascii_digit).take(LONG).count() == LONG
}

/// A word before a number that says what it is, as it is written, and what stands between.
struct Label<'p> {
    what: Announced,
    word: &'p str,
    between: &'p str,
    /// All of it as it is written, from somewhat before the word up to the number.
    context: &'p str,
}

impl Label<'_> {
    /// Is the word the code's, and not somebody's name or another word without its marks?
    fn is_meant(&self) -> bool {
        let told = vietnamese::clean(self.word).to_lowercase();
        let plain = vietnamese::fold(&told);
        let of_code = |word: &&(&str, &str)| plain == word.0 || plain.starts_with(&format!("{} ", word.0));
        let is_marked = |(_, marked): &(&str, &str)| told.starts_with(marked) || self.context.is_ascii();
        MARKED.iter().find(of_code).is_none_or(is_marked)
    }

    /// Does it make a code of such a number? One in groups, as telephones are told, only right before it; else anywhere
    /// before it in its part of the sentence.
    fn makes_a_code(&self, shape: &Shape) -> bool {
        let is_near = !self.between.bytes().any(|b| b.is_ascii_alphabetic());
        let is_in_groups = shape.groups.len() > 1 && shape.national.starts_with('0');
        let goes_on = !self.between.contains([',', ';']) && !self.between.contains(". ");
        self.is_meant() && if is_in_groups { is_near } else { is_near || goes_on }
    }
}

impl Patterns {
    /// The nearest word before a place that says what the number there is.
    fn announced<'p>(&self, plain: &'p Plain<'_>, at: usize) -> Option<Label<'p>> {
        let before = plain.before(at, 48);
        if !self.any.is_match(before) {
            return None;
        }
        let last = |(what, regex): &(Announced, Regex)| {
            let found = regex.captures_iter(before).filter_map(|c| c.get(1)).last()?;
            Some((found.range(), *what))
        };
        let (word, what) =
            self.announcers.iter().filter_map(last).max_by_key(|(word, _)| (word.end, word.len()))?;
        let between = before.get(word.end..).unwrap_or_default();
        let start = at - before.len();
        let context = plain.written(start..at);
        let word = plain.written(start + word.start..start + word.end);
        Some(Label { what, word, between, context }).filter(|label| label.between.len() <= 34)
    }

    fn judge(&self, plain: &Plain<'_>, range: &Range<usize>) -> Option<Kind> {
        let written = plain.text.get(range.clone())?;
        let after = plain.after(range.end);
        let shape = Shape::of(written);
        let label = self.announced(plain, range.start);
        let label = label.filter(|label| !label.between.bytes().any(|b| b.is_ascii_digit()));
        let what = label.as_ref().map(|label| label.what);
        // No amount begins with a zero, or is announced as an account.
        let may_be_amount = !written.starts_with(['0', '+', '(']) && what != Some(Announced::Account);
        if may_be_amount && self.units.is_match(after) && !self.comrades.is_match(after) {
            return None;
        }
        let digits = shape.groups.iter().sum::<usize>();
        match what {
            Some(Announced::Phone) if label.as_ref().is_some_and(|label| shape.is_dialled(label.between)) => {
                Some(Kind::Phone)
            }
            Some(Announced::Paper) if digits == 12 || digits == 9 && !shape.is_money() => Some(Kind::Paper),
            Some(Announced::Insurance) if digits == 10 => Some(Kind::Paper),
            Some(Announced::Licence) if digits == 10 || digits == 12 => Some(Kind::Paper),
            Some(Announced::Account) if (6..=19).contains(&digits) => Some(Kind::Account),
            Some(Announced::Bank) if (8..=19).contains(&digits) && !shape.is_money() => Some(Kind::Account),
            Some(Announced::Code) if label.is_some_and(|label| label.makes_a_code(&shape)) => None,
            _ if (9..=19).contains(&digits) && self.bank_after.is_match(after) => Some(Kind::Account),
            _ if shape.is_card() => Some(Kind::Paper),
            _ if shape.is_phone() => Some(Kind::Phone),
            _ => None,
        }
    }
}
