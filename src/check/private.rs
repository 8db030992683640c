//! Finding what must not be told: phone numbers and e-mail addresses other than the office's own (`domain.md` P7).

use std::borrow::Cow;

use memchr::{memchr_iter, memchr2};

/// Something private in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// `phone` or `email`.
    pub what: &'static str,
    /// As it stands there.
    pub found: String,
}

impl Finding {
    /// Enough of it to find it by, not enough to spread it further (`domain.md` P15).
    #[must_use]
    pub fn masked(&self) -> String {
        let all: Vec<char> = self.found.chars().collect();
        let shown = all.len().min(4);
        let hidden = "•".repeat(all.len() - shown);
        format!("{}{hidden}", all.iter().take(shown).collect::<String>())
    }
}

/// Words after which digits are a telephone number, folded.
const PHONE_WORDS: [&str; 9] =
    ["dt", "sdt", "dien thoai", "di dong", "hotline", "zalo", "phone", "tel", "mobile"];

/// Looks through a text. `allowed` are the office's own phone and e-mail.
#[must_use]
pub fn find(text: &[u8], allowed: &[&str]) -> Vec<Finding> {
    let mut findings = Vec::new();
    emails(text, allowed, &mut findings);
    phones(text, allowed, &mut findings);
    findings
}

fn emails(text: &[u8], allowed: &[&str], findings: &mut Vec<Finding>) {
    let part = |b: &u8| b.is_ascii_alphanumeric() || b"._%+-".contains(b);
    for at in memchr_iter(b'@', text) {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
        let name_start = before.iter().rposition(|b| !part(b)).map_or(0, |n| n + 1);
        let host_end = after.iter().position(|b| !part(b)).unwrap_or(after.len());
        let name = words(before.get(name_start..));
        let host = words(after.get(..host_end));
        let host = host.trim_end_matches('.');
        let is_host = host.rsplit_once('.').is_some_and(|(front, end)| {
            !front.is_empty() && end.len() >= 2 && end.bytes().all(|b| b.is_ascii_alphabetic())
        });
        let found = format!("{name}@{host}");
        if !name.is_empty() && is_host && !allowed.contains(&found.as_str()) {
            findings.push(Finding { what: "email", found });
        }
    }
}

fn words(bytes: Option<&[u8]>) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes.unwrap_or_default())
}

/// A number is taken for a telephone's when it has a mobile's or a landline's digits and is written like
/// one: in groups, with +84, or after a word for "telephone". Ten digits in one lump may be a tax code.
fn phones(bytes: &[u8], allowed: &[&str], findings: &mut Vec<Finding>) {
    let digits_of = |s: &str| s.bytes().filter(u8::is_ascii_digit).map(char::from).collect::<String>();
    let mut at = 0;
    while let Some(next) = bytes.get(at..).and_then(|rest| memchr2(b'0', b'+', rest)) {
        at += next;
        let starts = !at
            .checked_sub(1)
            .and_then(|b| bytes.get(b))
            .is_some_and(|b| b.is_ascii_alphanumeric() || b"./,-_#=\"".contains(b));
        if !starts {
            at += 1;
            continue;
        }
        let end = run_end(bytes, at);
        let found = words(bytes.get(at..end));
        let digits = digits_of(&found);
        let next = bytes.get(end).copied().unwrap_or(b' ');
        let clear_after = !(next.is_ascii_alphanumeric() || next == b'/' || next == b'-');
        let ours = allowed.iter().any(|a| digits_of(a) == digits);
        if clear_after && !ours && is_phone(&found, &digits, &words(bytes.get(at.saturating_sub(60)..at))) {
            findings.push(Finding { what: "phone", found: found.into_owned() });
        }
        at = end.max(at + 1);
    }
}

/// The end of a run of digits with single separators.
fn run_end(bytes: &[u8], from: usize) -> usize {
    let (mut end, mut at) = (from + 1, from + 1);
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii_digit() {
            at += 1;
            end = at;
        } else if b" .-".contains(byte) && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
            at += 1;
        } else {
            break;
        }
    }
    end
}

fn is_phone(found: &str, digits: &str, before: &str) -> bool {
    let national = match digits.strip_prefix("84").filter(|_| found.starts_with('+')) {
        Some(rest) => format!("0{rest}"),
        None if found.starts_with('+') => return false,
        None => digits.to_owned(),
    };
    let second = national.as_bytes().get(1).copied().unwrap_or(b'0');
    let is_mobile = national.len() == 10 && b"35789".contains(&second);
    let is_landline = national.len() == 11 && second == b'2';
    if !(is_mobile || is_landline) {
        return false;
    }
    let in_groups = found.bytes().any(|b| b" .-".contains(&b));
    let tail: String = before.chars().rev().take(24).collect::<Vec<_>>().into_iter().rev().collect();
    let tail = crate::vietnamese::fold(&tail);
    let announced = PHONE_WORDS.iter().any(|word| tail.trim_end().ends_with(word));
    in_groups || found.starts_with('+') || announced
}
