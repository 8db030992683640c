//! Full dates of birth: a date right after a word for being born.

use std::sync::LazyLock;

use regex::Regex;

use super::plain::Plain;
use super::{Claims, Kind};

static BIRTH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let word = r"ngay,? ?thang(?:,? nam)? sinh|ngay sinh|nam sinh|sinh nhat|sinh|chao doi|n/?s|sn";
    let english = r"date of birth|birth ?da(?:te|y)|born|d\.?o\.?b";
    let filler = r#"(?:,? (?:vao|ngay|thang|nam|la|on|hom|cua [a-z]+(?: [a-z]+)?))*[ :.,(=|"']*"#;
    let day = r"(?:mong |mung )?[0-3]?[0-9]";
    let month = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*";
    let date = [
        &format!(r"{day} ?[/.-] ?[01]?[0-9] ?[/.-] ?(?:(?:19|20)[0-9]{{2}}|[0-9]{{2}})"),
        r"(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]",
        &format!(r"{day},? thang [01]?[0-9](?:,? nam|,)? (?:19|20)[0-9]{{2}}"),
        &format!(r"(?:[0-3]?[0-9] {month}|{month} [0-3]?[0-9]),? (?:19|20)[0-9]{{2}}"),
    ]
    .join("|");
    Regex::new(&format!(r"(?P<word>{word}|{english}){filler}(?:ngay )?(?P<it>{date})")).ok()
});

/// Words before "sinh" that make another word of it: vệ sinh, học sinh, phát sinh.
const OTHERS: &str = "ve hoc phat hy hi tai tuyen khai nay san y thu quan thi tiep luu du ho moi dan an giam \
    muu sat truong ky cuu hau nghiem vi bam so chung mon phai nay cong tap lam giang";

/// Before "Vi sinh" where that is what is looked after there, and no name.
const ROOMS: &str = "phong khoa to mon ban vien tam lop nganh le mua dem";

/// Before "Sinh" as the name of somebody.
const TITLES: &str = "anh chi ong ba co thay em bac chu di cau";

pub(super) fn look(plain: &Plain<'_>, claims: &mut Claims) {
    // The shortest date has four digits.
    let Some(birth) = BIRTH.as_ref().filter(|birth| plain.digits > 3 && birth.is_match(&plain.text)) else {
        return;
    };
    for found in birth.captures_iter(&plain.text) {
        let (Some(word), Some(it)) = (found.name("word"), found.name("it")) else { continue };
        if !plain.begins(word.start()) {
            continue;
        }
        let other = word.as_str() == "sinh" && is_other(plain, word.start());
        // Firms have birthdays, and celebrate those of many.
        let year = it.as_str().get(it.as_str().len() - 4..).and_then(|year| year.parse::<u32>().ok());
        let feast = word.as_str() == "sinh nhat" && year.is_some_and(|year| year > 2008);
        let goes_on = plain.after(it.end()).starts_with(|c: char| c.is_ascii_digit());
        if !other && !feast && !goes_on {
            claims.add(it.range(), Kind::Birth);
        }
    }
}

/// Is the "sinh" that stands here part of another word, or the name of somebody? After a name of such a word,
/// "chị Thu", "Lê Văn Hậu", somebody is born.
fn is_other(plain: &Plain<'_>, sinh: usize) -> bool {
    let has = |list: &str, word: &str| list.split_whitespace().any(|known| known == word);
    let before = plain.before(sinh, 40);
    let from = sinh - before.len();
    let (above, last) = before.trim_end().rsplit_once([' ', '(', ',']).unwrap_or(("", before.trim_end()));
    let above_it = above.rsplit([' ', '(', ',']).next().unwrap_or_default();
    let is_surname = || plain.is_capital(from + above.len() - above_it.len()) && !has(ROOMS, above_it);
    let is_name = !above_it.is_empty()
        && plain.is_capital(from + above.len() + 1)
        && (is_surname() || has(TITLES, above_it));
    plain.is_capital(sinh) && has(TITLES, last) || has(OTHERS, last) && !is_name
}
