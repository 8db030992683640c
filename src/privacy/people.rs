//! Of whom a sentence tells: the title or the name that stands before a word, and whether several are counted there.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::plain::Plain;

/// Words for people, in the letters of the plain reading and with their marks: "ống" is no "ông".
const TITLES: [(&str, &str); 14] = [
    ("anh", "anh"),
    ("chi", "chị"),
    ("ong", "ông"),
    ("ba", "bà"),
    ("co", "cô"),
    ("thay", "thầy"),
    ("em", "em"),
    ("bac", "bác"),
    ("chu", "chú"),
    ("di", "dì"),
    ("cau", "cậu"),
    ("toi", "tôi"),
    ("thim", "thím"),
    ("mo", "mợ"),
];

/// Words for those of a family, and for where they are at home.
const FAMILY: [(&str, &str); 14] = [
    ("me", "mẹ"),
    ("ma", "má"),
    ("cha", "cha"),
    ("bo", "bố"),
    ("vo", "vợ"),
    ("chong", "chồng"),
    ("con", "con"),
    ("chau", "cháu"),
    ("be", "bé"),
    ("dinh", "đình"),
    ("noi", "nội"),
    ("ngoai", "ngoại"),
    ("minh", "mình"),
    ("ho", "họ"),
];

/// Words that have a name after them like people and are places, teams or things.
const THINGS: [(&str, &str); 34] = [
    ("le", "lễ"),
    ("cho", "chợ"),
    ("quan", "quán"),
    ("ben", "bến"),
    ("tru", "trụ"),
    ("bep", "bếp"),
    ("san", "sân"),
    ("rap", "rạp"),
    ("cong", "cống"),
    ("cot", "cột"),
    ("cau", "cầu"),
    ("duong", "đường"),
    ("pho", "phố"),
    ("phuong", "phường"),
    ("xa", "xã"),
    ("quan", "quận"),
    ("huyen", "huyện"),
    ("ap", "ấp"),
    ("diem", "điểm"),
    ("chua", "chùa"),
    ("toa", "toà"),
    ("lop", "lớp"),
    ("truong", "trường"),
    ("tram", "trạm"),
    ("doi", "đội"),
    ("to", "tổ"),
    ("ban", "ban"),
    ("hang", "hãng"),
    ("tiem", "tiệm"),
    ("hieu", "hiệu"),
    ("kenh", "kênh"),
    ("nut", "nút"),
    ("khu", "khu"),
    ("cuc", "cục"),
];

/// Words between somebody and what is told of them.
const BETWEEN: [&str; 22] = [
    "vinh", "du", "ve", "den", "sang", "chuyen", "hien", "nay", "dang", "van", "cung", "deu", "da", "tung",
    "con", "thuong", "von", "tuoi", "duoc", "bi", "ay", "don",
];

/// Several, with their number.
static COUNTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let several = "ho|nguoi|cong nhan|doan vien|lao dong|chi em|anh em|hoc sinh|sinh vien";
    // A family has few members, and a midwife few children.
    let counted = format!("[0-9]{{2,3}} (?:{several})|[0-9]{{1,3}} (?:em be|be|tre)");
    Regex::new(&format!("(?:^|[^0-9])(?:{counted}) [a-z ]{{0,20}}$")).ok()
});

const LONGEST_COUNT: usize = 48;

/// The name of somebody has no more words, with a title and what it may be the name of.
const MOST_WORDS: usize = 6;

/// Is a word one of these, marks and all?
pub(super) fn is_one(plain: &Plain<'_>, word: &Range<usize>, known: &[(&str, &str)]) -> bool {
    let read = plain.text.get(word.clone()).unwrap_or_default();
    known.iter().any(|(bare, marked)| *bare == read && plain.is_word(word.clone(), marked))
}

/// Is it a word for somebody?
fn is_person(plain: &Plain<'_>, word: &Range<usize>) -> bool {
    is_one(plain, word, &TITLES) || is_one(plain, word, &FAMILY)
}

/// Is it a word for a place or a thing? After another name it is one: "Nguyễn Văn Trường".
fn is_thing(plain: &Plain<'_>, word: &Range<usize>) -> bool {
    let is_within = |before: Range<usize>| plain.is_capital(before.start) || is_person(plain, &before);
    let is_named = plain.is_capital(word.start) && plain.word_before(word.start).is_some_and(is_within);
    !is_named && is_one(plain, word, &THINGS)
}

/// The words before a place, the nearest first, up to the next sign.
fn words_before<'p>(plain: &'p Plain<'_>, at: usize) -> impl Iterator<Item = Range<usize>> + 'p {
    std::iter::successors(plain.word_before(at), |word| plain.word_before(word.start))
}

/// Is what stands right before a place somebody: a title, or a name that is not that of a place or a thing?
pub(super) fn named_before(plain: &Plain<'_>, at: usize) -> bool {
    let mut names = 0;
    let mut words = words_before(plain, at).take(MOST_WORDS);
    let other = words.find(|word| {
        let is_name = plain.is_capital(word.start) && !is_person(plain, word) && !is_thing(plain, word);
        names += usize::from(is_name);
        !is_name
    });
    match other {
        Some(word) if is_person(plain, &word) => true,
        Some(word) => names > 0 && !is_thing(plain, &word),
        None => names > 0,
    }
}

/// Does the name of somebody, after a title, end right before a place?
pub(super) fn is_titled(plain: &Plain<'_>, at: usize) -> bool {
    let mut words = words_before(plain, at).take(MOST_WORDS);
    let title = words.find(|word| !plain.is_capital(word.start) || is_person(plain, word));
    title.is_some_and(|word| is_one(plain, &word, &TITLES) && plain.is_capital(word.end + 1))
}

/// May a word stand between somebody and what is told of them?
fn is_between(plain: &Plain<'_>, word: &Range<usize>) -> bool {
    let read = plain.text.get(word.clone()).unwrap_or_default();
    let is_name = plain.is_capital(word.start) && word.start > 0;
    BETWEEN.contains(&read) && !is_person(plain, word) && !is_name
        || read.bytes().all(|sign| sign.is_ascii_digit())
}

/// Does a sentence tell of somebody what begins at this place: "chị vẫn ở …", "Lan, 45 tuổi, ở …"?
pub(super) fn told_of(plain: &Plain<'_>, at: usize) -> bool {
    let mut end = at;
    for _ in 0..MOST_WORDS {
        let before = plain.before(end, 3).trim_end();
        let skipped = plain.before(end, 3).len() - before.len();
        let comma = usize::from(before.ends_with(','));
        let Some(word) = plain.word_before(end - skipped - comma) else { return false };
        if !is_between(plain, &word) {
            return named_before(plain, word.end);
        }
        end = word.start;
    }
    false
}

/// The same, or does it begin a clause of its own, whose subject may stand further up: "Chị Hoa, công nhân, ở …", "Hiện nay
/// ở …"?
pub(super) fn may_be_told_of(plain: &Plain<'_>, at: usize) -> bool {
    let is_apart = words_before(plain, at).take(MOST_WORDS).all(|word| is_between(plain, &word));
    is_apart || told_of(plain, at)
}

/// Are there several, told by their number: "45 công nhân tạm trú …"?
pub(super) fn counted_before(plain: &Plain<'_>, at: usize) -> bool {
    COUNTED.as_ref().is_some_and(|counted| counted.is_match(plain.before(at, LONGEST_COUNT)))
}

/// Does a stretch name somebody by a title: "mã hàng hỏi chị Lan", "của chị"? The "em" of "áo trẻ em" is nobody.
pub(super) fn has_title(plain: &Plain<'_>, range: Range<usize>) -> bool {
    let words = words_before(plain, range.end).take(MOST_WORDS);
    words.take_while(|word| word.start >= range.start).any(|word| {
        let is_named = plain.is_capital(word.end + 1) || plain.before(word.start, 4) == "cua ";
        is_named && is_one(plain, &word, &TITLES)
    })
}
