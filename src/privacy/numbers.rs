//! Runs of digits: a telephone, a paper, an account or none, by their shape and the nearest word that announces them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::plain::Plain;
use super::{Claims, Kind};

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
         (?:so )?cong to(?: so)?|po|ban ve|khuon|bien so|so bao danh|quyet dinh|cong van|qr|\
         (?:tien|cuoc|phi)(?: [a-z]+)? dien thoai",
    ),
    // After codes: of two words that are as long the later one counts.
    (
        Announced::Licence,
        "(?:mst|ma so thue)(?: thu nhap)? ca nhan|(?:mst|ma so thue) tncn|gplx|\
         giay phep lai xe(?: so)?|bang lai(?: xe)?",
    ),
];

/// Words that make an amount of the number before them.
const UNITS: &str = r"^ ?(?:dong|d|vnd|usd|trieu|ty|ti|nguoi|lan|luot|san pham|tan|kg|km|m|kwh|gio|ho|chiec|cai)(?:[^a-z0-9]|$)";

const BANK_AFTER: &str = r"^[ ,(-]{1,3}(?:tai |ngan hang |nh )?(?:vietcombank|vcb|agribank|bidv|vietinbank|techcombank|sacombank|acb|mb|tpbank|vpbank|hdbank|shb)(?:[^a-z]|$)";

struct Patterns {
    announcers: Vec<(Announced, Regex)>,
    /// Any of them: most numbers follow none, which is known in one go.
    any: Regex,
    units: Regex,
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
        bank_after: Regex::new(BANK_AFTER).ok()?,
        lettered_after: Regex::new("711a|ho chieu|passport|bhyt|bao hiem y te").ok()?,
        lettered: Regex::new(
            r"(?:^|[^a-z0-9])([a-z] ?[0-9]{7}|711a[0-9 ]{7,12}[0-9]|[a-z]{2}(?: ?[0-9]){13})(?:[^a-z0-9]|$)",
        )
        .ok()?,
    })
});

/// The digits of a phone number as they are dialled within the country: `+84 (0)903…` and `0084903…` are `0903…`.
pub(super) fn national(written: &str) -> String {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let abroad = digits.strip_prefix("0084").or_else(|| {
        let is_abroad = written.contains('+') || digits.len() == 11 && !written.trim_start().starts_with('0');
        digits.strip_prefix("84").filter(|_| is_abroad)
    });
    abroad.map(|rest| format!("0{}", rest.strip_prefix('0').unwrap_or(rest))).unwrap_or(digits)
}

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
            Some((Announced::Passport | Announced::Insurance, _)) => claims.add(found.range(), Kind::Paper),
            Some((Announced::Account | Announced::Bank, _)) => claims.add(found.range(), Kind::Account),
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

impl Patterns {
    /// The nearest word before a place that says what the number there is, and what stands between.
    fn announced<'p>(&self, plain: &'p Plain<'_>, at: usize) -> Option<(Announced, &'p str)> {
        let before = plain.before(at, 48);
        if !self.any.is_match(before) {
            return None;
        }
        let last = |(what, regex): &(Announced, Regex)| {
            let found = regex.captures_iter(before).filter_map(|c| c.get(1)).last()?;
            Some((found.end(), found.len(), *what))
        };
        let nearest =
            self.announcers.iter().filter_map(last).max_by_key(|(end, length, _)| (*end, *length))?;
        let between = before.get(nearest.0..).unwrap_or_default();
        Some((nearest.2, between)).filter(|(_, between)| between.len() <= 34)
    }

    fn judge(&self, plain: &Plain<'_>, range: &Range<usize>) -> Option<Kind> {
        let written = plain.text.get(range.clone())?;
        let after = plain.after(range.end);
        if self.units.is_match(after) {
            return None;
        }
        let shape = Shape::of(written);
        let announced = self.announced(plain, range.start);
        let close = announced.is_some_and(|(_, between)| !between.bytes().any(|b| b.is_ascii_digit()));
        let digits = shape.groups.iter().sum::<usize>();
        match announced.filter(|_| close).map(|(what, _)| what) {
            Some(Announced::Phone) if shape.is_dialled(announced.map_or("", |(_, between)| between)) => {
                Some(Kind::Phone)
            }
            Some(Announced::Paper) if digits == 12 || digits == 9 && !shape.is_money() => Some(Kind::Paper),
            Some(Announced::Insurance) if digits == 10 => Some(Kind::Paper),
            Some(Announced::Licence) if digits == 10 || digits == 12 => Some(Kind::Paper),
            Some(Announced::Account) if (6..=19).contains(&digits) => Some(Kind::Account),
            Some(Announced::Bank) if (8..=19).contains(&digits) && !shape.is_money() => Some(Kind::Account),
            Some(Announced::Code) => None,
            _ if (9..=19).contains(&digits) && self.bank_after.is_match(after) => Some(Kind::Account),
            _ if shape.is_card() => Some(Kind::Paper),
            _ if shape.is_phone() => Some(Kind::Phone),
            _ => None,
        }
    }
}

/// How a number is written.
struct Shape {
    national: String,
    /// Digits of each group.
    groups: Vec<usize>,
    dotted: bool,
    listed: bool,
    abroad: bool,
}

impl Shape {
    fn of(written: &str) -> Self {
        let groups = written.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|n| *n > 0);
        Self {
            national: national(written),
            groups: groups.collect(),
            dotted: written.contains('.'),
            listed: written.contains(','),
            abroad: written.contains('+') || written.starts_with("00"),
        }
    }

    /// `300.000.000`.
    fn is_money(&self) -> bool {
        let mut later = self.groups.iter().skip(1);
        self.dotted && self.groups.len() > 1 && later.all(|n| *n == 3) && !self.national.starts_with('0')
    }

    /// Twelve digits, the first three a province, the fourth a century and sex (Thông tư 59/2021/TT-BCA, điều 4).
    fn is_card(&self) -> bool {
        let mut digits = self.national.bytes();
        let shape = matches!(*self.groups, [12] | [3, 3, 3, 3] | [3, 3, 6] | [3, 1, 2, 6]);
        shape && digits.next() == Some(b'0') && digits.nth(2).is_some_and(|b| b <= b'3')
    }

    /// A number that needs no word to be known as a telephone's: mobiles of today and of before 2018, landlines.
    fn is_phone(&self) -> bool {
        let digits = self.national.as_bytes();
        let (second, third) = (digits.get(1).copied(), digits.get(2).copied());
        let fits = match (digits.first(), digits.len()) {
            (Some(b'0'), 10) => matches!(second, Some(b'3' | b'5' | b'7' | b'8' | b'9')),
            (Some(b'0'), 11) => {
                second == Some(b'2')
                    || second == Some(b'1') && matches!(third, Some(b'2' | b'6' | b'8' | b'9'))
            }
            _ => false,
        };
        // 08.05.2020 10 is a day and something more.
        let is_date = matches!(*self.groups, [2, 2, 4, ..]);
        // 08,09,10,11,12 are five.
        let are_several = self.listed && self.groups.iter().any(|group| *group < 3);
        fits && !is_date && !are_several
    }

    /// A number after a word for a telephone.
    fn is_dialled(&self, between: &str) -> bool {
        let digits = self.national.as_bytes();
        let known = |b: &u8| matches!(b, b'3' | b'5' | b'7' | b'8' | b'9');
        match digits.len() {
            9..=11 if digits.starts_with(b"0") => true,
            // 908.123.456 is money, but where a form asks for a number to dial.
            9 => digits.first().is_some_and(known) && (!self.is_money() || between.contains(':')),
            // Local numbers, right after the word.
            7 | 8 => {
                let service = self.national.starts_with("1900") || self.national.starts_with("1800");
                let near = between.bytes().all(|b| !b.is_ascii_alphabetic())
                    || between.trim_start().starts_with('(');
                near && !service && !self.abroad && !digits.starts_with(b"0")
            }
            _ => false,
        }
    }
}
