//! Where somebody lives or comes from: a number and a street, a hamlet and a commune, with the words that make a home of them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::plain::Plain;
use super::{Claims, Kind};
use crate::vietnamese;

/// `12`, `12A`, `45/12/3`, `B7-09`, `K12/5`.
const NUMBER: &str = r"[a-z]?[0-9]{1,4}[a-z]?(?:[/.-][0-9]{1,4}[a-z]?)*";

/// Words that say that somebody lives there, whatever follows.
const LIVES: &str = "(?:ho khau|so ho khau)(?: thuong tru)?|hktt|(?:tru|sinh) quan|\
    (?:noi |dia chi |dang ky |dk )?(?:thuong|tam) tru|(?:noi )?cu tru|\
    (?:hien )?ngu|(?:noi|cho) o|que quan|nguyen quan|noi sinh|dia chi (?:nha|rieng|lien (?:he|lac)|o)(?: rieng)?|nha rieng";

/// Words after which a street with its number is a home.
const AT: &str = "hien o|song(?: o| tai)?|o tro|tro(?: o| tai)?|o|nha(?: [a-z]+){0,5}|ghe|dia chi|d/c|dc";

/// Words between a number and the name of a street.
const STREET: &str = "duong|pho|ngo|ngach|hem|kiet|khu pho|to dan pho";

/// Parts of an address in the country or in a block.
const PART: &str = "(?:to|ap|thon|xom|khu pho|kp|khom|to dan pho|ban|buon)";

/// Those an address of such parts ends in.
const BELOW: &str = "(?:xa|phuong|thi tran|p\\.|kp|khu pho|ap|thon)[ .]+";

/// Those above them.
const ABOVE: &str =
    r"(?:phuong|p\.?|khu pho|kp|khom|to dan pho|to|ap|thon|xa|thi tran|quan|q\.?|huyen|chung cu)";

/// The office of a firm, a school, a building site: an address before which one of these stands is no home.
const OFFICES: &str = "cong ty|tru so|nha may|xuong|hoi truong|van phong|truong (?:tieu hoc|thcs|thpt|mam non|mau giao|\
    cao dang|dai hoc|trung cap|nghe)|benh vien|co quan|chi nhanh|cua hang|tram y te|tram|cong vien|thi cong|cong trinh|\
    khu cong nghiep|kcn|khu che xuat|nha van hoa|trung tam|hoi nghi|to chuc|dia diem|giang duong|cong doan|sieu thi|\
    nha tre|uy ban|ubnd|tuyen|phong kham|nha hang|don vi|hop tac xa|xi nghiep|kho (?:o|tai|so|hang|bai|lanh|vat tu)|\
    bai (?:xe|do)|ben xe|nha (?:ga|tho|thi dau|sach|thuoc|kho|xuong|an|khach)|khach san|thu vien|bao tang|toa soan";

/// Words of a form that are no place, after words that ask for one.
const ASKED: &str = "que quan|noi|dia chi|ho khau|thuong tru|tam tru|dien thoai|so|cccd|cmnd|ngay|nam|email|gioi tinh|\
    ghi chu";

/// Words before which in a form stands where somebody lives, or a firm is.
const ADDRESS: [&str; 3] = ["dia chi", "d/c", "dc"];

struct Patterns {
    lives: Regex,
    numbered: Regex,
    number: Regex,
    at: Regex,
    street: Regex,
    nested: Regex,
    /// What no nested address is without: found much faster.
    below: Regex,
    offices: Regex,
    /// "là trụ sở", of what stands before it.
    serves: Regex,
    asked: Regex,
    named: Regex,
}

static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(|| {
    // The sign after the word comes first: "ngu" begins very many other words.
    let link = "[ :,(|-]+(?:(?:hien nay|hien tai|tai|o|la|so nha|nha so|so)[ :,(|-]+)*";
    let one = |pattern: &str| Regex::new(pattern).ok();
    Some(Patterns {
        lives: one(&format!("(?P<word>{LIVES}){link}(?P<it>[a-z0-9][^;()|]{{1,70}})"))?,
        numbered: one(&format!(
            "(?:(?:so nha|nha so) {NUMBER},? (?:[a-z]+[ ,.]|$)|can ho {NUMBER},? (?:chung cu|toa)|\
             (?:phong {NUMBER},? )?chung cu [a-z0-9 ]+, {ABOVE} ?[a-z0-9])"
        ))?,
        number: one(&format!("^{NUMBER}"))?,
        at: Regex::new(&format!(
            "(?:^|[^a-z0-9])(?P<word>{AT})(?: rieng| tai| o| nha)*(?: ?: ?| )(?:nha )?(?:so |phong )?$"
        ))
        .ok()?,
        street: Regex::new(&format!(
            "^,? (?:{STREET}) [a-z0-9]|^,? [a-z][a-z ]{{2,40}}(?:, ?| - | )(?:{ABOVE}) ?[a-z0-9]"
        ))
        .ok()?,
        nested: one(&format!(
            "(?:{PART} [a-z0-9][a-z0-9 ]{{0,24}}, ?(?:{PART} [a-z0-9][a-z0-9 ]{{0,24}}, ?)*\
             {BELOW}[a-z0-9]+)"
        ))?,
        below: one(&format!(", ?{BELOW}"))?,
        offices: one(&format!("(?:{OFFICES})(?:[^a-z0-9]|$)"))?,
        serves: one(&format!("^[^.;]{{0,60}} (?:la|lam|thanh) (?:noi dat )?(?:{OFFICES})(?:[^a-z0-9]|$)"))?,
        asked: one(&format!("^(?:{ASKED})(?:[^a-z0-9]|$)"))?,
        named: one("^,? [a-z]{2,} [a-z]{2,}")?,
    })
});

/// First words of a place somebody lives in.
const PLACES: &str = "ap thon xom to khu kp khom ban buon lang xa phuong p huyen duong hem ngo ngach kiet \
    phong can chung nha so";

/// Who is posted to a place does not live there.
const POSTED: [&str; 3] = ["phong vien ", "co quan ", "van phong "];

/// Words before a number that is no house's.
const NO_HOUSES: [&str; 9] =
    ["duong ", "bac ", "bac tho ", "he so ", "hang ", "loai ", "ca ", "nhom ", "quyet dinh "];

/// Where nobody but people live.
const ALLEYS: [&str; 4] = ["hem ", "ngo ", "ngach ", "kiet "];

pub(super) fn look(plain: &Plain<'_>, claims: &mut Claims) {
    let Some(patterns) = &*PATTERNS else { return };
    let mut homes = Vec::new();
    if patterns.lives.is_match(&plain.text) {
        patterns.lived_in(plain, &mut homes);
    }
    if plain.digits > 0 {
        patterns.numbered(plain, &mut homes);
        patterns.streets(plain, &mut homes);
    }
    patterns.nested(plain, &mut homes);
    homes.into_iter().for_each(|home| claims.add(home, Kind::Home));
}

impl Patterns {
    /// "thường trú tại ấp 3, xã …": what follows is a home, if it is a place at all.
    fn lived_in(&self, plain: &Plain<'_>, homes: &mut Vec<Range<usize>>) {
        for found in self.lives.captures_iter(&plain.text) {
            let (Some(word), Some(it)) = (found.name("word"), found.name("it")) else { continue };
            // "ngủ", "ngữ" and "ngũ" are other words.
            let written = vietnamese::nfc(plain.written(word.range())).to_lowercase();
            let is_other =
                word.as_str().ends_with("ngu") && !["ngụ", "ngu"].iter().any(|end| written.ends_with(end));
            if is_other || !plain.begins(word.start()) || self.asked.is_match(it.as_str()) {
                continue;
            }
            let first = it.as_str().split([' ', ',']).next().unwrap_or_default();
            let is_part =
                PLACES.split(' ').any(|known| known == first) || it.as_str().starts_with("thi tran ");
            let is_number = first.starts_with(|c: char| c.is_ascii_digit())
                && word.as_str() != "noi sinh"
                && is_house(plain, it.start() + first.len());
            let before = plain.before(word.start(), 12);
            if POSTED.iter().any(|posted| before.ends_with(posted)) {
                continue;
            }
            if is_part || is_number || plain.is_capital(it.start()) {
                homes.push(it.start()..end_of(it.as_str(), it.start()));
            }
        }
    }

    /// "số nhà 12 đường …", "nhà số 5 ngõ …", "căn hộ 12.05 chung cư …".
    fn numbered(&self, plain: &Plain<'_>, homes: &mut Vec<Range<usize>>) {
        let found = self.numbered.find_iter(&plain.text).map(|found| found.range());
        let is_home = |range: &Range<usize>| {
            let written = plain.text.get(range.clone()).unwrap_or_default();
            let number = written.find(|c: char| c.is_ascii_digit()).unwrap_or_default();
            let rest = written.get(number..).unwrap_or_default();
            let end = rest.find([' ', ',']).map_or(range.end, |end| range.start + number + end);
            !written.contains("so nha") && !written.contains("nha so") || is_house(plain, end)
        };
        let found = found.filter(|range| plain.begins(range.start) && !self.is_workplace(plain, range));
        homes.extend(found.filter(is_home));
    }

    /// Do people work in the house that stands here: "trụ sở tại nhà số …", "nhà số … là trụ sở"?
    fn is_workplace(&self, plain: &Plain<'_>, house: &Range<usize>) -> bool {
        let before = plain.before(house.start, 80);
        let office = self.offices.find_iter(before).last().and_then(|office| before.get(office.start()..));
        office.is_some_and(|office| !office.contains([',', ';', '.']))
            || self.serves.is_match(plain.after(house.end))
    }

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

    /// A number with a street: a home after a word for one; and by itself, where it lies in an alley.
    fn streets(&self, plain: &Plain<'_>, homes: &mut Vec<Range<usize>>) {
        let numbers = self.numbers(&plain.text).filter(|number| plain.begins(number.start));
        for number in numbers.filter(|number| plain.after(number.end).starts_with([' ', ','])) {
            let before = plain.before(number.start, 80);
            // "đường 30/4" is a street, "bậc 6/7" the grade of a trade.
            if NO_HOUSES.iter().any(|word| before.ends_with(word)) {
                continue;
            }
            let at = self.at.is_match(before).then(|| self.at.captures(before)).flatten();
            let at = at.and_then(|found| found.name("word"));
            let slashed = plain.text.get(number.clone()).is_some_and(|written| written.contains('/'));
            let in_alley = |words: &str| ALLEYS.iter().any(|alley| words.contains(alley));
            // Most numbers are no houses, which is known without looking for their streets.
            if at.is_none() && !slashed && !in_alley(plain.after(number.end)) {
                continue;
            }
            let is_asked = before.contains(':') && at.is_some_and(|at| ADDRESS.contains(&at.as_str()));
            let street = self.street.find(plain.after(number.end));
            let street = street.or_else(|| self.named.find(plain.after(number.end)).filter(|_| is_asked));
            let Some(street) = street else { continue };
            let name = number.end + street.as_str().find(|c: char| c.is_ascii_alphabetic()).unwrap_or(0);
            let word = street.as_str().trim_start_matches([',', ' ']);
            let is_street = STREET.split('|').any(|known| word.starts_with(known));
            if !is_street && !plain.is_capital(name) {
                continue;
            }
            let office = self.offices.find_iter(before).last();
            let of_office =
                office.is_some_and(|office| is_asked || at.is_none_or(|at| at.start() <= office.end() + 12));
            let serves = self.serves.is_match(plain.after(number.end + street.end()));
            if !of_office && !serves && (at.is_some() || slashed || in_alley(word)) {
                homes.push(number.start..number.end + street.end());
            }
        }
    }

    /// "tổ 5, ấp 2, xã …" by itself.
    fn nested(&self, plain: &Plain<'_>, homes: &mut Vec<Range<usize>>) {
        if !self.below.is_match(&plain.text) {
            return;
        }
        for found in self.nested.find_iter(&plain.text).filter(|found| plain.begins(found.start())) {
            let before = plain.before(found.start(), 80);
            // "xây nhà ở ấp 2, xã …" tells of a place; three levels, or an address by itself, of a home.
            let by_itself =
                before.trim_end().is_empty() || before.trim_end().ends_with([':', ',', ';', '-', '|', '(']);
            let levels = found.as_str().matches(',').count();
            // "Nhờ chị, tổ 5, khu phố 3 sạch nhất phường": a sentence that goes on; "Tổ Cơ điện, phường 3": a team.
            let end = end_of_name(plain, found.end());
            let next = plain.after(end).strip_prefix(' ').unwrap_or_default();
            let goes_on = before.trim_end().ends_with(',') && next.starts_with(char::is_alphabetic);
            let team = found.as_str().split(',').next().and_then(|first| first.strip_prefix("to "));
            let is_team = team.is_some_and(|team| !team.contains(|c: char| c.is_ascii_digit()));
            let by_itself = by_itself && !goes_on && !is_team;
            if (by_itself || levels > 1) && !self.offices.is_match(before) {
                homes.push(found.start()..end);
            }
        }
    }
}

/// Where the name of a place ends of which one word ends here: others with capitals belong to it.
fn end_of_name(plain: &Plain<'_>, mut end: usize) -> usize {
    while plain.after(end).starts_with(' ') && plain.is_capital(end + 1) {
        let word = plain.after(end + 1);
        end += 1 + word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
    }
    end
}

/// Do these words name where people work?
pub(super) fn name_office(words: &str) -> bool {
    PATTERNS.as_ref().is_some_and(|patterns| patterns.offices.is_match(&Plain::of(words).text))
}

/// May the number that ends here be that of a house? After it comes a name or a word for a street: "15 ngày" is another
/// number.
fn is_house(plain: &Plain<'_>, end: usize) -> bool {
    let after = plain.after(end);
    let name = after.trim_start_matches([' ', ',']);
    let first = name.split([' ', ',']).next().unwrap_or_default();
    let is_place = PLACES.split(' ').chain(STREET.split('|')).any(|known| known == first);
    name.is_empty()
        || after.starts_with([',', '.'])
        || is_place
        || plain.is_capital(end + after.len() - name.len())
}

/// The end of an address that begins here: a full stop before a space ends it, if it is no short form.
fn end_of(text: &str, start: usize) -> usize {
    let stop = text.match_indices(". ").find(|(at, _)| {
        let word = text.get(..*at).and_then(|before| before.rsplit([' ', ',']).next()).unwrap_or_default();
        word.len() > 2
    });
    start + stop.map_or(text.len(), |(at, _)| at)
}
