//! Numbers of houses with the street or the alley they stand in.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Match, Regex};

use super::homes::{NUMBER, is_stay};
use super::plain::Plain;
use super::{offices, people};

/// Words after which a street with its number is a home.
const AT: &str = "hien o|song(?: o| tai)?|(?:hien )?tru(?: o| tai)?|o tro|tro(?: o| tai)?|o|nha(?: [a-z]+){0,5}|ghe|\
    dia chi(?: [a-z]+){0,3}|d/c|dc";

/// Of those that are other words without their marks, "hỗ trợ 12 hẻm", how they are written.
const MARKED: [(&str, &str); 6] =
    [("o", "ở"), ("tro", "trọ"), ("tru", "trú"), ("song", "sống"), ("ghe", "ghé"), ("nha", "nhà")];

/// Words between a number and the name of a street.
pub(super) const STREET: &str = "duong|pho|ngo|ngach|hem|kiet|khu pho|to dan pho";

/// Parts of an address that may stand after the name of a street.
const ABOVE: &str =
    r"(?:phuong|p\.?|khu pho|kp|khom|to dan pho|to|ap|thon|xa|thi tran|quan|q\.?|huyen|chung cu)";

/// Words before which in a form stands where somebody lives, or a firm is.
const ADDRESS: [&str; 3] = ["dia chi", "d/c", "dc"];

/// The same as they are written, by which a street with such a name begins no other part.
const PARTS: [(&str, &str); 10] = [
    ("phuong", "phường"),
    ("xa", "xã"),
    ("quan", "quận"),
    ("huyen", "huyện"),
    ("to", "tổ"),
    ("ap", "ấp"),
    ("thon", "thôn"),
    ("khu", "khu"),
    ("p", "p"),
    ("q", "q"),
];

/// The name of a street has no more words that need be looked at.
const MOST_WORDS: usize = 4;

/// Words before a number that is no house's.
const NO_HOUSES: &str =
    "duong|bac|bac tho|he so|hang|loai|ca|nhom|quyet dinh|ngay|lop|quy|ky|dot|thang|sang|chieu|dat";

/// An office after which an address comes within so many bytes is there.
const NEAR_OFFICE: usize = 12;

/// Words right before a number that stands in an address without a word for a home.
const LEADS: [&str; 9] = ["so", "tai", "ve", "den", "toi", "can", "phong", "nha", "hem"];

/// Where nobody but people live.
const ALLEYS: [&str; 4] = ["hem ", "ngo ", "ngach ", "kiet "];

/// So far after a number an alley is looked for.
const NEAR: usize = 80;

struct Patterns {
    number: Regex,
    at: Regex,
    street: Regex,
    named: Regex,
}

static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(|| {
    Some(Patterns {
        number: Regex::new(&format!("^{NUMBER}")).ok()?,
        at: Regex::new(&format!(
            "(?:^|[^a-z0-9])(?P<word>{AT})(?: rieng| tai| o| nha)*(?: ?: ?| )(?:nha )?(?:so |phong )?$"
        ))
        .ok()?,
        street: Regex::new(&format!(
            "^,? (?:{STREET}) [a-z0-9]|^,? [a-z][a-z ]{{2,40}}(?:, ?| - | )(?:{ABOVE}) ?[a-z0-9]"
        ))
        .ok()?,
        named: Regex::new("^,? [a-z]{2,} [a-z]{2,}").ok()?,
    })
});

/// A number with a street: a home after a word for one; and by itself, where it lies in an alley.
pub(super) fn look(plain: &Plain<'_>, homes: &mut Vec<Range<usize>>) {
    let Some(patterns) = &*PATTERNS else { return };
    let numbers = patterns.numbers(&plain.text).filter(|number| plain.begins(number.start));
    let numbers = numbers.filter(|number| plain.after(number.end).starts_with([' ', ',']));
    homes.extend(numbers.filter_map(|number| patterns.home(plain, number)));
}

impl Patterns {
    /// Every number as houses have them.
    fn numbers<'p>(&'p self, text: &'p str) -> impl Iterator<Item = Range<usize>> + 'p {
        let mut at = 0;
        std::iter::from_fn(move || {
            let digit = at + text.as_bytes().get(at..)?.iter().position(u8::is_ascii_digit)?;
            let lettered = digit.checked_sub(1).filter(|before| {
                *before >= at && text.as_bytes().get(*before).is_some_and(u8::is_ascii_lowercase)
            });
            let start = lettered.unwrap_or(digit);
            at = start + self.number.find(text.get(start..)?)?.len();
            Some(start..at)
        })
    }

    /// The home whose number stands here, if it is one.
    fn home(&self, plain: &Plain<'_>, number: Range<usize>) -> Option<Range<usize>> {
        let site = self.site(plain, number)?;
        let after = plain.after(site.number.end);
        // Most numbers are no houses, which is known without looking for their streets.
        if site.at.is_none() && !site.is_slashed() && !is_near_alley(after) {
            return None;
        }
        let street =
            self.street.find(after).or_else(|| self.named.find(after).filter(|_| site.is_any_street()));
        let end = site.number.end + street?.end();
        let name = site.number.end + after.find(|c: char| c.is_ascii_alphabetic())?;
        let is_street = STREET.split('|').any(|known| plain.after(name).starts_with(known));
        let is_home = match site.at {
            Some(_) => is_street || is_proper(plain, name) || street.is_some() && plain.is_capital(name),
            None if is_street => is_numbered(plain, end) && !site.is_count(),
            None => site.is_slashed() && is_proper(plain, name) && !site.is_count(),
        };
        (is_home && !site.is_of_office(end)).then_some(site.number.start..end)
    }

    /// What stands around a number, if it may be a house's.
    fn site<'p>(&self, plain: &'p Plain<'p>, number: Range<usize>) -> Option<Site<'p>> {
        let before = plain.before(number.start, 80);
        // "đường 30/4" is a street, "bậc 6/7" the grade of a trade, "quý 1/2019" a time.
        if NO_HOUSES.split('|').any(|word| before.trim_end().ends_with(word)) || is_of_year(plain, &number) {
            return None;
        }
        let at = self.at.is_match(before).then(|| self.at.captures(before)).flatten();
        let place = |at: Match<'_>| number.start - before.len() + at.start();
        let at = at.and_then(|found| found.name("word")).filter(|at| is_meant(plain, place(*at), at.len()));
        // "vỡ ống ở 45 …": of whoever lives somewhere the words before it tell.
        let is_told = |at: Match<'_>| match at.as_str() {
            "o" => is_origin(plain, place(at)) || people::may_be_told_of(plain, place(at)),
            words => !words.starts_with("tru") || !is_stay(plain, place(at)),
        };
        at.is_none_or(is_told).then_some(Site { plain, number, before, at })
    }
}

/// Is the "ở" here of a home by the word before it: "quê ở 12/5 …", "thuê ở …"?
fn is_origin(plain: &Plain<'_>, at: usize) -> bool {
    let before = plain.word_before(at).and_then(|word| plain.text.get(word));
    before.is_some_and(|word| ["que", "thue", "tro"].contains(&word))
}

/// A number that may be a house's, with what stands around it.
struct Site<'p> {
    plain: &'p Plain<'p>,
    number: Range<usize>,
    before: &'p str,
    /// The word for a home before it.
    at: Option<Match<'p>>,
}

impl Site<'_> {
    fn is_slashed(&self) -> bool {
        self.plain.text.get(self.number.clone()).is_some_and(|written| written.contains('/'))
    }

    /// Is the word one of those for any address?
    fn is_address(&self) -> bool {
        self.at.is_some_and(|at| ADDRESS.iter().any(|word| at.as_str().starts_with(word)))
    }

    /// Does a form ask for it?
    fn is_asked(&self) -> bool {
        self.before.contains(':') && self.is_address()
    }

    /// Do the words right before it tell of a home, whatever the street is called?
    fn is_any_street(&self) -> bool {
        let leads = self.before.trim_end().trim_end_matches(" so");
        let is_led = [" o", " tai", ":"].iter().any(|end| leads.ends_with(end));
        self.is_asked() || is_led && self.at.is_some() && !self.is_address()
    }

    /// May it be a day or a share, "8/3", "45/45", and no house?
    fn is_count(&self) -> bool {
        let written = self.plain.text.get(self.number.clone()).unwrap_or_default();
        let mut parts = written.split('/').map_while(|part| part.parse::<u32>().ok());
        let is_count = match (parts.next(), parts.next()) {
            (Some(first), Some(second)) => first <= second || first <= 31 && second <= 12,
            _ => false,
        };
        is_count && !self.is_apart()
    }

    /// Does an address begin here, with nothing that its number could count: after a sign, a word that leads to one, a name?
    fn is_apart(&self) -> bool {
        let (plain, at) = (self.plain, self.number.start);
        let Some(last) = plain.word_before(at) else { return true };
        let is_lead = plain.text.get(last.clone()).is_some_and(|read| LEADS.contains(&read));
        // One word alone has its capital as the first of a sentence: "Chiều 12/5 …".
        is_lead || plain.word_before(last.start).is_some() && people::named_before(plain, at)
    }

    /// Is it where people work?
    fn is_of_office(&self, end: usize) -> bool {
        let is_its = |office: Match<'_>| {
            self.is_asked() || self.at.is_none_or(|at| at.start() <= office.end() + NEAR_OFFICE)
        };
        offices::last_in(self.before).is_some_and(is_its) || offices::are_there(self.plain.after(end))
    }
}

/// Are the words of that length that begin here those they are taken for?
fn is_meant(plain: &Plain<'_>, at: usize, length: usize) -> bool {
    let words = plain.words_from(at).take_while(|word| word.end <= at + length);
    words.into_iter().all(|word| {
        let read = plain.text.get(word.clone()).unwrap_or_default();
        MARKED.iter().all(|(bare, marked)| *bare != read || plain.is_word(word.clone(), marked))
    })
}

/// "1/2019" is a quarter or a month.
fn is_of_year(plain: &Plain<'_>, number: &Range<usize>) -> bool {
    let written = plain.text.get(number.clone()).unwrap_or_default();
    let year = written.rsplit_once('/').and_then(|(_, year)| year.parse::<u32>().ok());
    year.is_some_and(|year| (1900..2100).contains(&year))
}

/// Does a word for an alley come soon?
fn is_near_alley(after: &str) -> bool {
    let end = after.char_indices().nth(NEAR).map_or(after.len(), |(end, _)| end);
    ALLEYS.iter().any(|alley| after.get(..end).is_some_and(|near| near.contains(alley)))
}

/// After a word for a street, of which the first sign ends here, comes its number or its name: "45 ngõ xóm" are counted.
fn is_numbered(plain: &Plain<'_>, end: usize) -> bool {
    let first = end.saturating_sub(1);
    let is_number = plain.text.as_bytes().get(first).is_some_and(u8::is_ascii_digit);
    is_number || plain.is_capital(first) || plain.after(first).starts_with("so ")
}

/// Is it the name of a street that begins here: capitals up to the next part of the address, and no office? "LĐLĐ" is none.
fn is_proper(plain: &Plain<'_>, name: usize) -> bool {
    let words = plain.words_from(name).take_while(|word| !people::is_one(plain, word, &PARTS));
    let words: Vec<Range<usize>> = words.take(MOST_WORDS).collect();
    let is_small = |word: &Range<usize>| plain.written(word.clone()).contains(char::is_lowercase);
    words.iter().all(|word| plain.is_capital(word.start))
        && (words.len() > 1 || words.iter().any(is_small))
        && !offices::begin(plain.after(name))
}
