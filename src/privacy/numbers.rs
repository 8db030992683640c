//! Runs of digits: a telephone, a paper, an account or none, by their shape and the nearest word that announces them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::announced::{Announced, announced, said};
use super::plain::Plain;
use super::shape::{Shape, time};
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

/// Words that make an amount of the number before them; a comrade (`đồng chí`, `đ/c`) is none.
const UNITS: &str = r"^ ?(?:dong|d|vnd|usd|trieu|ty|ti|nguoi|lan|luot|san pham|tan|kg|km|m|kwh|gio|ho|chiec|cai)(?:[^a-z0-9]|$)";
const COMRADES: &str = "^ ?(?:dong (?:chi|nghiep|doi|bao|huong|mon)|d/c)(?:[^a-z]|$)";

/// A bank after the number of an account.
const BANK_AFTER: &str = r"^[ ,(-]{1,3}(?:tai )?(?:(?:ngan hang|nh) [a-z]|(?:vietcombank|vcb|agribank|bidv|vietinbank|techcombank|tcb|sacombank|acb|mb|tpbank|vpbank|hdbank|shb|lpbank)(?:[^a-z]|$))";

struct Patterns {
    units: Regex,
    comrades: Regex,
    bank_after: Regex,
    /// What must be there for a letter before digits to mean something.
    lettered_after: Regex,
    lettered: Regex,
    /// `0912/345/678`, of which every other rule would make parts.
    slashed: Regex,
}

static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(|| {
    Some(Patterns {
        units: Regex::new(UNITS).ok()?,
        comrades: Regex::new(COMRADES).ok()?,
        bank_after: Regex::new(BANK_AFTER).ok()?,
        lettered_after: Regex::new("711a|ho chieu|passport|bhyt|bao hiem y te").ok()?,
        lettered: Regex::new(
            r"(?:^|[^a-z0-9])([a-z] ?[0-9]{7}|711a[0-9 ]{7,12}[0-9]|[a-z]{2}(?: ?[0-9]){13})(?:[^a-z0-9]|$)",
        )
        .ok()?,
        slashed: Regex::new("0[35789][0-9]{2}/[0-9]{3}/[0-9]{3}").ok()?,
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
        match announced(plain, found.start()) {
            Some(Announced::Passport | Announced::Insurance) => claims.add(found.range(), Kind::Paper),
            Some(Announced::Account | Announced::Bank) => claims.add(found.range(), Kind::Account),
            _ => {}
        }
    }
    for range in patterns.slashed.find_iter(&plain.text).map(|found| found.range()) {
        if stands_alone(plain, &range) && announced(plain, range.start) != Some(Announced::Code) {
            claims.add(range, Kind::Phone);
        }
    }
    for groups in runs(&plain.text) {
        let mut from = 0;
        while from < groups.len() {
            if let Some(next) = after_time(plain, &groups, from) {
                from = next;
                continue;
            }
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

/// The first group after a time that begins with this one: "2015–2019" is no number.
fn after_time(plain: &Plain<'_>, groups: &[Range<usize>], from: usize) -> Option<usize> {
    let (first, last) = (groups.get(from)?, groups.get(groups.len().min(from + MOST_GROUPS) - 1)?);
    let end = first.start + time(plain.text.get(first.start..last.end)?)?;
    let place = groups.iter().skip(from).take(MOST_GROUPS).position(|group| group.end == end)?;
    Some(from + place + 1)
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
        // A code in the address of a link is written in one piece.
        (Some('='), _) => dialled || plain.text.get(run.clone()).is_some_and(|run| run.contains(' ')),
        (Some('/' | '#' | '_' | '%' | '&'), _) => dialled,
        _ => true,
    };
    let mut signs = after.chars();
    let ends = match (signs.next(), signs.next()) {
        (Some('/'), Some(sign)) => sign == '0' || sign == ' ' || after.starts_with("/ca "),
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
    fn judge(&self, plain: &Plain<'_>, range: &Range<usize>) -> Option<Kind> {
        let written = plain.text.get(range.clone())?;
        let after = plain.after(range.end);
        let shape = Shape::of(written);
        let said = said(plain, range.start, &shape);
        let what = said.as_ref().map(|said| said.what);
        let is_near = said.as_ref().is_some_and(|said| said.is_near);
        // No amount begins with a zero, or is announced as an account.
        let may_be_amount = !written.starts_with(['0', '+', '(']) && what != Some(Announced::Account);
        if may_be_amount && self.units.is_match(after) && !self.comrades.is_match(after) {
            return None;
        }
        let digits = shape.groups.iter().sum::<usize>();
        match what {
            Some(Announced::Phone) if said.as_ref().is_some_and(|said| shape.is_dialled(said.between)) => {
                Some(Kind::Phone)
            }
            Some(Announced::Paper) if digits == 12 || digits == 9 && !shape.is_money() => Some(Kind::Paper),
            Some(Announced::Paper) if is_near && shape.has_lost_a_zero() => Some(Kind::Paper),
            Some(Announced::Insurance) if digits == 10 => Some(Kind::Paper),
            Some(Announced::Licence) if digits == 10 || digits == 12 => Some(Kind::Paper),
            Some(Announced::Account) if (6..=19).contains(&digits) => Some(Kind::Account),
            Some(Announced::Bank) if (8..=19).contains(&digits) && !shape.is_money() => Some(Kind::Account),
            Some(Announced::Code) => None,
            _ if (9..=19).contains(&digits) && self.bank_after.is_match(after) => Some(Kind::Account),
            _ if shape.is_card() => Some(Kind::Paper),
            _ if shape.is_phone() => Some(Kind::Phone),
            Some(Announced::Given) if (10..=19).contains(&digits) && !shape.is_amount() => {
                Some(Kind::Account)
            }
            _ => None,
        }
    }
}
