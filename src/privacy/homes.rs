//! Where somebody lives or comes from: a hamlet and a commune, a house, with the words that make a home of them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Match, Regex};

use super::plain::Plain;
use super::{Claims, Kind, offices, people, shape, streets};
use crate::vietnamese;

/// `12`, `12A`, `45/12/3`, `B7-09`, `K12/5`.
pub(super) const NUMBER: &str = r"[a-z]?[0-9]{1,4}[a-z]?(?:[/.-][0-9]{1,4}[a-z]?)*";

/// Words that say that somebody lives there, whatever follows.
const LIVES: &str = "(?:ho khau|so ho khau)(?: thuong tru)?|hktt|(?:tru|sinh) quan|\
    (?:noi |dia chi |dang ky |dk )?(?:thuong|tam) tru|(?:noi )?cu tru|\
    (?:hien )?ngu|(?:noi|cho) o|que (?:quan|goc)|nguyen quan|noi sinh|dia chi (?:nha|rieng|lien (?:he|lac)|o)(?: rieng)?|\
    nha rieng|que";

/// Those after which the mere name of a place is one.
const ORIGINS: [&str; 6] = ["ngu", "quan", "goc", "noi sinh", "hktt", "nha rieng"];

/// Words that say so of somebody who stands before them, if a place follows that can be lived in.
const SETTLED: &str = "(?:hien )?tru (?:o|tai)|song (?:o|tai)|sinh ra (?:va lon len )?(?:o|tai)|(?:thue |o )tro (?:o|tai)|\
    que(?: (?:anh|chi|ong|ba|co|em|toi|noi|ngoai|nha|cha|me|chong|vo|goc)){0,2} (?:o|tai)|o";

/// Parts of an address in the country or in a block.
const PART: &str = "(?:to|ap|thon|xom|khu pho|kp|khom|to dan pho|ban|buon)";

/// Those an address of such parts ends in.
const BELOW: &str = "(?:xa|phuong|thi tran|p\\.|kp|khu pho|ap|thon)[ .]+";

/// Of parts whose letters are those of other words, what they are with their marks: "bàn giao", "áp dụng".
const MARKED: [(&str, &str); 12] = [
    ("ban", "bản"),
    ("ap", "ấp"),
    ("to", "tổ"),
    ("thon", "thôn"),
    ("buon", "buôn"),
    ("xa", "xã"),
    ("phuong", "phường"),
    ("lang", "làng"),
    ("ngo", "ngõ"),
    ("quan", "quận"),
    ("tinh", "tỉnh"),
    ("thanh", "thành"),
];

/// What may stand between such a part and its number or its name: "tổ dân phố 5", "thị trấn Xóm Tre", "nhà trọ 94".
const WITHIN: &str = "pho dan nhan tu quan cu tran ho tro so tap the xa luu nha duong";

/// No part has more words before its name.
const LONGEST_PART: usize = 4;

/// Words of a form that are no place, after words that ask for one.
const ASKED: &str = "que quan|dan toc|ton giao|noi|dia chi|ho khau|thuong tru|tam tru|dien thoai|so|cccd|cmnd|ngay|nam|email|gioi tinh|\
    ghi chu";

/// Who deals with the papers of others does not live where that is done.
const PAPERWORK: &str = "(?:thu tuc|khai bao|huong dan|giai quyet|quan ly|phu trach|ho so|cap)[a-z ]{0,16}$";

/// Who is posted to a place does not live there.
const POSTED: &str = "(?:phong vien|co quan|van phong) $";

/// Words before "quê" that make of it the country: "vùng quê", "đường quê".
const COUNTRY: &str = "vung mien lang dong huong cho duong cau tham";

/// Words before "trú" that make of it a stay: "lưu trú", "nội trú".
const STAYS: [&str; 5] = ["lưu", "nội", "ngoại", "bán", "đồn"];

struct Patterns {
    lives: Regex,
    settled: Regex,
    numbered: Regex,
    nested: Regex,
    /// What no nested address is without: found much faster.
    below: Regex,
    asked: Regex,
    paperwork: Regex,
    posted: Regex,
}

static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(|| {
    // The sign after the word comes first: "ngu" begins very many other words.
    let link = "[ :(|-]+(?:(?:hien nay|hien tai|tai|o|la|so nha|nha so|so|\
                cua (?:anh|chi|ong|ba|co|em|toi|gia dinh)(?: [a-z]+)?)[ :,(|-]+)*";
    let one = |pattern: &str| Regex::new(pattern).ok();
    Some(Patterns {
        lives: one(&format!("(?P<word>{LIVES})(?P<link>{link})(?P<it>[a-z0-9][^;()|]{{1,70}})"))?,
        settled: one(&format!(
            "(?:^|[^a-z0-9])(?P<word>{SETTLED}) (?P<it>(?:{PLACES_OF_MANY})[ .]+[a-z0-9][^;()|]{{0,70}})"
        ))?,
        numbered: one(&format!(
            "(?:(?:so nha|nha so) {NUMBER},? (?:[a-z]+[ ,.]|$)|\
             (?:can ho|can|phong) {NUMBER},? (?:chung cu|toa) )"
        ))?,
        nested: one(&format!(
            "{PART} [a-z0-9][a-z0-9 ]{{0,24}}, ?(?:{PART} [a-z0-9][a-z0-9 ]{{0,24}}, ?){{0,4}}{BELOW}[a-z0-9]+"
        ))?,
        below: one(&format!(", ?{BELOW}"))?,
        asked: one(&format!("^(?:{ASKED})(?:[^a-z0-9]|$)"))?,
        paperwork: one(PAPERWORK)?,
        posted: one(POSTED)?,
    })
});

/// Where many live, and among them somebody.
const PLACES_OF_MANY: &str =
    "ap|thon|xom|khu pho|kp|khom|lang|xa|phuong|thi tran|hem|ngo|ngach|kiet|chung cu|to dan pho|to";

/// First words of a larger one.
const TOWNS: &str = "quan tinh tp thanh";

/// First words of a place somebody lives in.
const PLACES: &str = "ap thon xom to khu kp khom ban buon lang xa phuong p huyen duong hem ngo ngach kiet \
    phong can chung nha so thi";

pub(super) fn look(plain: &Plain<'_>, claims: &mut Claims) {
    let Some(patterns) = &*PATTERNS else { return };
    let mut homes = Vec::new();
    each(&patterns.lives, plain, &mut homes, |found| patterns.lived_in(plain, found));
    each(&patterns.settled, plain, &mut homes, |found| patterns.settled_in(plain, found));
    if plain.digits > 0 {
        patterns.numbered(plain, &mut homes);
        streets::look(plain, &mut homes);
    }
    patterns.nested(plain, &mut homes);
    homes.into_iter().for_each(|home| claims.add(home, Kind::Home));
}

/// Adds the homes that words for one lead to. Within what follows a word that leads to none another one may stand.
fn each(
    words: &Regex,
    plain: &Plain<'_>,
    homes: &mut Vec<Range<usize>>,
    home: impl Fn(&Captures<'_>) -> Option<Range<usize>>,
) {
    let mut from = 0;
    while let Some(found) = words.captures_at(&plain.text, from) {
        let home = home(&found);
        from = home
            .as_ref()
            .map(|home| home.end)
            .or(found.name("word").map(|word| word.end()))
            .unwrap_or(plain.text.len());
        homes.extend(home);
    }
}

impl Patterns {
    /// "thường trú tại ấp 3, xã …": what follows is a home, if it is a place at all.
    fn lived_in(&self, plain: &Plain<'_>, found: &Captures<'_>) -> Option<Range<usize>> {
        let (word, link, it) = (found.name("word")?, found.name("link")?.as_str(), found.name("it")?);
        // In a table the cell beside it answers what stands alone in its own, and not the end of a job.
        let is_form = link.contains(':') || link.contains('|') && plain.word_before(word.start()).is_none();
        if !plain.begins(word.start())
            || !is_meant(plain, &word.range(), is_form)
            || self.asked.is_match(it.as_str())
            || self.posted.is_match(plain.before(word.start(), 12))
            || offices::begin(it.as_str())
        {
            return None;
        }
        let house = house(plain, it.start()).filter(|_| word.as_str() != "noi sinh");
        if house != Some(House::OfStreet) && !is_form && self.is_of_others(plain, word.start()) {
            return None;
        }
        let leads = is_form || link.contains(|c: char| c.is_ascii_alphabetic());
        // "Đội Thường trú – Bảng vàng" goes on with something else.
        let is_cut = !leads && link.contains(['-', '|']) && plain.word_before(word.start()).is_some();
        let is_place = house.is_some()
            || !is_cut && self.is_part(plain, it)
            || leads && is_known_part(plain, it.start());
        let is_origin = leads || !is_cut && ORIGINS.iter().any(|end| word.as_str().ends_with(end));
        let is_home = match is_name(plain, &word.range(), it.start()) {
            true => is_place && leads,
            false => is_place || is_origin && plain.is_capital(it.start()),
        };
        is_home.then(|| it.start()..end_of(it.as_str(), it.start()))
    }

    /// Do the words before "thường trú" tell of papers, or of several?
    fn is_of_others(&self, plain: &Plain<'_>, word: usize) -> bool {
        self.paperwork.is_match(plain.before(word, 40)) || people::counted_before(plain, word)
    }

    /// Does a place somebody can live in begin here?
    fn is_part(&self, plain: &Plain<'_>, it: Match<'_>) -> bool {
        is_part(plain, it.start()) || self.nests(it.as_str())
    }

    /// "chị sống ở ấp 3, xã …", "quê anh ở xã …": what follows is a place somebody can live in.
    fn settled_in(&self, plain: &Plain<'_>, found: &Captures<'_>) -> Option<Range<usize>> {
        let (word, it) = (found.name("word")?, found.name("it")?);
        let is_told = || people::told_of(plain, word.start());
        let is_meant = match word.as_str() {
            // Who is at one place may work there.
            "o" => (self.nests(it.as_str()) || it.as_str().starts_with("chung cu")) && is_told(),
            words if words.starts_with("que") => {
                is_written(plain, &word.range(), "quê") && !is_country(plain, word.start())
            }
            words if words.contains("tru ") => {
                is_written(plain, &word.range(), "trú") && !is_stay(plain, word.start())
            }
            _ => is_told(),
        };
        let is_home = is_meant && self.is_part(plain, it) && !self.is_of_others(plain, word.start());
        is_home.then(|| it.start()..end_of(it.as_str(), it.start()))
    }

    /// Does an address of several parts begin here?
    fn nests(&self, it: &str) -> bool {
        self.nested.find(it).is_some_and(|found| found.start() == 0)
    }

    /// "số nhà 12 đường …", "nhà số 5 ngõ …", "căn hộ 12.05 chung cư …".
    fn numbered(&self, plain: &Plain<'_>, homes: &mut Vec<Range<usize>>) {
        let found = self.numbered.find_iter(&plain.text).map(|found| found.range());
        let is_home = |range: &Range<usize>| {
            let written = plain.text.get(range.clone()).unwrap_or_default();
            let number = written.find(|c: char| c.is_ascii_digit()).unwrap_or_default();
            let rest = written.get(number..).unwrap_or_default();
            let end = rest.find([' ', ',']).map_or(range.end, |end| range.start + number + end);
            match written.contains("so nha") || written.contains("nha so") {
                true => house_before(plain, end).is_some(),
                false => plain.is_capital(range.end),
            }
        };
        let found = found.filter(|range| plain.begins(range.start) && !is_workplace(plain, range));
        homes.extend(found.filter(is_home));
    }

    /// "tổ 5, ấp 2, xã …" by itself, or after somebody.
    fn nested(&self, plain: &Plain<'_>, homes: &mut Vec<Range<usize>>) {
        if !self.below.is_match(&plain.text) {
            return;
        }
        let mut from = 0;
        while let Some(found) = self.nested.find_at(&plain.text, from) {
            // Where none begins, one may begin within: "Bàn giao cầu ấp 3, xã …".
            from = found.start() + found.as_str().find(' ').unwrap_or_default() + 1;
            if !plain.begins(found.start()) || !is_part(plain, found.start()) {
                continue;
            }
            from = found.end();
            let end = end_of_name(plain, found.end());
            let before = plain.before(found.start(), 80);
            let sign = before.trim_end_matches([' ', '"', '\'']);
            // "Khu phố 3, phường 12 không còn rác": a sentence that goes on tells of a place.
            let next = plain.after(end).strip_prefix(' ').unwrap_or_default();
            let goes_on = next.starts_with(char::is_alphanumeric) && !is_part(plain, end + 1);
            let by_itself = !goes_on && (sign.is_empty() || sign.ends_with([':', ',', ';', '-', '|', '(']));
            let after_somebody =
                found.as_str().matches(',').count() > 1 && people::named_before(plain, found.start());
            if (by_itself || after_somebody) && !offices::are_in(before) {
                homes.push(found.start()..end);
            }
        }
    }
}

/// Are these the words they are taken for: "ngụ" and not "ngủ", "quê" and not "quế"?
fn is_meant(plain: &Plain<'_>, word: &Range<usize>, is_form: bool) -> bool {
    match plain.text.get(word.clone()) {
        Some(read) if read.ends_with("ngu") => is_written(plain, word, "ngụ"),
        Some("cho o") => is_written(plain, word, "chỗ"),
        Some("noi o") => is_written(plain, word, "nơi"),
        // By itself it is a word of a form.
        Some("que") => is_form && is_written(plain, word, "quê"),
        _ => true,
    }
}

/// Is one of some words this one, marks and all?
fn is_written(plain: &Plain<'_>, words: &Range<usize>, marked: &str) -> bool {
    let read = plain.text.get(words.clone()).unwrap_or_default();
    let bare = vietnamese::fold(marked);
    read.find(&bare).is_some_and(|at| plain.is_word(words.start + at..words.start + at + bare.len(), marked))
}

/// Is the "trú" that stands here a stay, and no home?
pub(super) fn is_stay(plain: &Plain<'_>, tru: usize) -> bool {
    plain.word_before(tru).is_some_and(|word| STAYS.iter().any(|stay| plain.is_word(word.clone(), stay)))
}

/// Does "quê" tell of the country at large: "vùng quê ở xã …"?
fn is_country(plain: &Plain<'_>, que: usize) -> bool {
    let before = plain.word_before(que).and_then(|word| plain.text.get(word));
    before.is_some_and(|word| COUNTRY.split(' ').any(|known| known == word))
}

/// Is "Ngụ" somebody's name here: "Anh Ngụ", "Nguyễn Văn Ngụ", "Ngụ Thị Mai"?
fn is_name(plain: &Plain<'_>, word: &Range<usize>, next: usize) -> bool {
    let is_ngu = plain.text.get(word.clone()) == Some("ngu") && plain.is_capital(word.start);
    let is_address = || is_part(plain, next) || house(plain, next).is_some();
    is_ngu
        && (people::named_before(plain, word.start)
            || next == word.end + 1 && plain.is_capital(next) && !is_address())
}

/// Is it the word for a part of an address that stands here?
fn is_known_part(plain: &Plain<'_>, at: usize) -> bool {
    let mut words = plain.words_from(at);
    let Some(first) = words.next() else { return false };
    let read = plain.text.get(first.clone()).unwrap_or_default();
    let next = words.next().and_then(|word| plain.text.get(word)).unwrap_or_default();
    // "Thị" alone is a part of a name.
    if read == "thi" && !["tran", "xa"].contains(&next) {
        return false;
    }
    let mut marked = MARKED.iter().filter(|(bare, _)| *bare == read);
    PLACES.split(' ').chain(TOWNS.split(' ')).any(|known| known == read)
        && marked.all(|(_, marked)| plain.is_word(first.clone(), marked))
}

/// Is it a part of an address that begins here, with its number or its name?
fn is_part(plain: &Plain<'_>, at: usize) -> bool {
    let mut words = plain.words_from(at);
    let Some(first) = words.next() else { return false };
    let read = plain.text.get(first).unwrap_or_default();
    let is_other = |word: &Range<usize>| {
        let read = plain.text.get(word.clone()).unwrap_or_default();
        !WITHIN.split(' ').any(|known| known == read) || plain.is_capital(word.start)
    };
    is_known_part(plain, at)
        && words.take(LONGEST_PART).find(is_other).is_some_and(|word| {
            // "Tổ Cơ điện" is a team.
            let is_name = plain.is_capital(word.start) && read != "to";
            is_name
                || plain.text.get(word).is_some_and(|word| word.contains(|sign: char| sign.is_ascii_digit()))
        })
}

/// Do people work in the house that stands here: "trụ sở tại nhà số …", "nhà số … là trụ sở"?
fn is_workplace(plain: &Plain<'_>, house: &Range<usize>) -> bool {
    let before = plain.before(house.start, 80);
    let office = offices::last_in(before).and_then(|office| before.get(office.start()..));
    office.is_some_and(|office| !office.contains([',', ';', '.']))
        || offices::are_there(plain.after(house.end))
}

/// Where the name of a place ends of which one word ends here: others with capitals belong to it.
fn end_of_name(plain: &Plain<'_>, mut end: usize) -> usize {
    while plain.after(end).starts_with(' ') && plain.is_capital(end + 1) {
        let word = plain.after(end + 1);
        end += 1 + word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
    }
    end
}

/// A number of a house.
#[derive(Clone, Copy, PartialEq, Eq)]
enum House {
    /// Its street, or nothing, comes after it.
    OfStreet,
    /// A part of an address, or something that can be counted: "12 khu trọ".
    OfPart,
}

/// The house whose number begins here, if there is one.
fn house(plain: &Plain<'_>, at: usize) -> Option<House> {
    let first = plain.after(at).split([' ', ',']).next().unwrap_or_default();
    let is_number = first.starts_with(|c: char| c.is_ascii_digit());
    let is_year = matches!(first.parse(), Ok(1900..2100)) || shape::time(first).is_some();
    (is_number && !is_year).then(|| house_before(plain, at + first.len())).flatten()
}

/// The house whose number ends here, if it may be one. After it comes a name or a word for a street: "15 ngày" is another
/// number.
fn house_before(plain: &Plain<'_>, end: usize) -> Option<House> {
    let after = plain.after(end);
    let name = after.trim_start_matches([' ', ',']);
    let first = name.split([' ', ',']).next().unwrap_or_default();
    let is_street = streets::STREET.split('|').any(|known| known == first);
    let is_capital = plain.is_capital(end + after.len() - name.len());
    match name.is_empty() || after.starts_with([',', '.']) || is_street || is_capital {
        true => Some(House::OfStreet),
        false => PLACES.split(' ').any(|known| known == first).then_some(House::OfPart),
    }
}

/// The end of an address that begins here: a full stop before a space ends it, if it is no short form.
fn end_of(text: &str, start: usize) -> usize {
    let stop = text.match_indices(". ").find(|(at, _)| {
        let word = text.get(..*at).and_then(|before| before.rsplit([' ', ',']).next()).unwrap_or_default();
        word.len() > 2
    });
    start + stop.map_or(text.len(), |(at, _)| at)
}
