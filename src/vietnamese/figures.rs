//! Dates, counts and money as Vietnamese documents write them, and the spaces that must not break.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memchr_iter;
use rustc_hash::FxHashSet;

use super::compounds::is_word;

const BILLION: u64 = 1_000_000_000;
const MILLION: u64 = 1_000_000;

/// What stands before decimals: 1,25.
pub const DECIMAL_MARK: char = ',';

/// `ngày 15 tháng 5 năm 2020`; days below 10 and months 1 and 2 with a leading zero.
///
/// The zero rule is that of Nghị định 30/2020/NĐ-CP (`domain.md` §3f). `month` is 1–12, `day`
/// 1–31; the caller has checked that the date exists.
pub fn date_in_words(year: u16, month: u8, day: u8) -> String {
    let month = if month < 3 { format!("{month:02}") } else { month.to_string() };
    format!("ngày {day:02} tháng {month} năm {year}")
}

/// `1.234.567`: points between the thousands (`domain.md` §3f).
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

/// An amount for a headline, number and unit apart: `("1,25", "tỉ đồng")`, `("620", "triệu đồng")`, in the unit that the
/// `least` amount of its list takes.
///
/// At most two decimals, rounded half up, no zeros at the end; below a million the exact amount
/// in `đồng`. What rounds to a thousand million is a `tỉ`.
pub fn money_short(dong: u64, least: u64) -> (String, &'static str) {
    if hundredths(least, MILLION) >= 100 * (BILLION / MILLION) {
        (decimal(hundredths(dong, BILLION)), "tỉ đồng")
    } else if least >= MILLION {
        (decimal(hundredths(dong, MILLION)), "triệu đồng")
    } else {
        (thousands(dong), "đồng")
    }
}

/// How many hundredths of `unit` there are, rounded half up.
fn hundredths(dong: u64, unit: u64) -> u64 {
    let step = unit / 100;
    dong / step + u64::from(dong % step >= step / 2)
}

fn decimal(hundredths: u64) -> String {
    let whole = thousands(hundredths / 100);
    match (hundredths / 10 % 10, hundredths % 10) {
        (0, 0) => whole,
        (tenth, 0) => format!("{whole},{tenth}"),
        (tenth, hundredth) => format!("{whole},{tenth}{hundredth}"),
    }
}

/// Words after which a number is a label: "Quận 1", "năm 2019", "số 12/QĐ", "khóa XII", "thứ IX".
static LABELS: Words = LazyLock::new(|| {
    words(
        "quận phường tổ khóm tầng lô đường số năm tháng ngày quý thứ lần khóa khoá đợt nhóm hạng cấp loại điều khoản \
         mục chương phần bảng hình trang",
    )
});

/// Units that stay with the number before them; of what a board counts in two syllables ("đoàn viên", "tập thể",
/// "cá nhân", "sáng kiến", "kết quả"), the first, to which the second is bound.
static UNITS: Words = LazyLock::new(|| {
    words(
        "% ‰ đồng đ ₫ vnđ vnd usd nghìn ngàn triệu tỉ tỷ giờ phút giây ngày tuần tháng năm tuổi người đoàn tập cá \
         gương sáng đề giải lao cán bài kết cuộc buổi suất lượt lần mm cm m km m² m2 m³ m3 ha g kg tạ tấn lít kw kwh \
         mw",
    )
});

/// Units that multiply, and so take a second unit: "300 triệu đồng".
static SCALES: Words = LazyLock::new(|| words("nghìn ngàn triệu tỉ tỷ"));
static CURRENCIES: Words = LazyLock::new(|| words("đồng usd vnđ"));

/// Ranks of orders and medals: "Huân chương Lao động hạng Ba".
static RANKS: Words = LazyLock::new(|| words("nhất nhì ba"));

/// The text with U+00A0 where a line must not break (`domain.md` §3g): between a number and its
/// unit ("300 triệu đồng", "38 %") and between a label and its number ("Quận 1", "hạng Ba").
///
/// Wants NFC. Knows only the word lists above and touches only single plain spaces, so it rather
/// leaves a space than glues half a line: of "ngày 03 tháng 12" it makes two pieces, not one.
/// Borrowed when nothing changes; a second run changes nothing.
pub fn keep_together(text: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut copied = 0;
    let mut after_amount = false;
    for space in memchr_iter(b' ', text.as_bytes()) {
        let is_counted = std::mem::take(&mut after_amount);
        if !is_counted && !may_belong_together(text.as_bytes(), space) {
            continue;
        }
        let (head, tail) = text.split_at(space);
        let mut words_before = head.rsplit(char::is_whitespace);
        let left = words_before.next().unwrap_or("");
        let before = words_before.next().unwrap_or("");
        // The tail begins with the space itself.
        let right = tail.split(char::is_whitespace).nth(1).unwrap_or("");
        if belong_together(before, left, right) || is_counted && is_word(left, right) {
            after_amount = is_number(left.trim_start_matches(OPENING));
            kept.push_str(text.get(copied..space).unwrap_or(""));
            kept.push('\u{A0}');
            copied = space + 1;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    kept.push_str(text.get(copied..).unwrap_or(""));
    Cow::Owned(kept)
}

/// Tells from three bytes that most spaces stand between plain words: texts are long, figures few.
fn may_belong_together(text: &[u8], space: usize) -> bool {
    let sign = |at: Option<usize>| at.and_then(|at| text.get(at)).copied().unwrap_or(b' ');
    let (last, next) = (sign(space.checked_sub(1)), sign(space.checked_add(1)));
    let ends_with = |word: &str| text.get(..space).is_some_and(|head| head.ends_with(word.as_bytes()));
    match next {
        b'0'..=b'9' | b'I' | b'V' | b'X' => true,
        _ if last.is_ascii_digit() => true,
        // "hạng Ba", "hạng Nhì"
        b'N' | b'n' | b'B' | b'b' => ends_with("ạng") || ends_with("ẠNG"),
        // "300 triệu đồng": a scale ends in n, u, ỉ or ỷ; đ and Đ begin with this byte.
        0xc4 | b'U' | b'u' | b'v' => matches!(last, b'n' | b'u' | 0x89 | 0xb7 | b'N' | b'U' | 0x88 | 0xb6),
        _ => false,
    }
}

fn belong_together(before: &str, left: &str, right: &str) -> bool {
    let before = before.trim_start_matches(OPENING);
    let left = left.trim_start_matches(OPENING);
    let right = right.trim_end_matches(CLOSING);

    // Most words are no numbers; looking for figures first keeps long texts quick.
    let counted = right.starts_with(|c: char| c.is_ascii_digit()) || is_roman(right);
    let label = counted && is_one_of(left.trim_end_matches(':'), &LABELS);
    let rank = left.len() == "hạng".len() && is_one_of(right, &RANKS) && left.to_lowercase() == "hạng";
    // "ngày 03 tháng 12": the 03 belongs to its label; but "tổng số 300 triệu" is an amount.
    let labelled = || is_one_of(before, &LABELS) && before.to_lowercase() != "số";
    let unit = right.split('/').next().unwrap_or(right);
    let amount = is_number(left) && is_one_of(unit, &UNITS) && !labelled();
    let currency = is_number(before) && is_one_of(left, &SCALES) && is_one_of(unit, &CURRENCIES);
    label || rank || amount || currency
}

const OPENING: [char; 4] = ['(', '“', '"', '['];
const CLOSING: [char; 10] = ['.', ',', ';', ':', '!', '?', ')', ']', '”', '"'];

/// `05`, `28.000`, `1,25`, `70-80`: a digit at both ends.
fn is_number(word: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    word.starts_with(digit)
        && word.ends_with(digit)
        && word.chars().all(|c| digit(c) || matches!(c, '.' | ',' | '-' | '–'))
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// Words in small letters, looked up for every space in every text.
type Words = LazyLock<FxHashSet<&'static str>>;

fn words(list: &'static str) -> FxHashSet<&'static str> {
    list.split(' ').collect()
}

/// Is the word, in small letters, one of these?
fn is_one_of(word: &str, words: &Words) -> bool {
    // No listed word is longer; most words end the question here.
    if word.is_empty() || word.len() > 12 {
        return false;
    }
    if word.chars().any(char::is_uppercase) {
        words.contains(&*word.to_lowercase())
    } else {
        words.contains(word)
    }
}
