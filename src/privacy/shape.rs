//! How a number is written, and what it may be by that alone.

use std::sync::LazyLock;

use regex::Regex;

/// Accounts in books, by the first two digits of their classes (Thông tư 200/2014/TT-BTC).
static BOOKS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let class = "(?:1[1-7]|2[1-4]|3[3-5]|4[1-6]|5[125]|6[1-4]|[78][12]|91)[0-9]{1,2}";
    Regex::new(&format!("^{class}(?:[ ,-]+{class})+$")).ok()
});

/// Days, and years from one to another: `12.05.2018`, `2015-2019`.
static TIMES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let year = "(?:19|20)[0-9]{2}";
    let day = format!("(?:[0-3]?[0-9][.-][01]?[0-9][.-]{year}|{year}-[01][0-9]-[0-3][0-9])");
    Regex::new(&format!("^(?:{day}(?: ?- ?{day})?|{year}(?: ?- ?{year}){{1,5}})")).ok()
});

/// How many bytes of a run of digits are a time, which is no number; nothing, if the run goes on in the same way.
pub(super) fn time(run: &str) -> Option<usize> {
    let end = TIMES.as_ref()?.find(run)?.end();
    let mut signs = run.get(end..)?.chars();
    let goes_on = match signs.next() {
        Some('.' | '-') => signs.next().is_some_and(|sign| sign.is_ascii_digit()),
        Some(sign) => sign.is_ascii_digit(),
        None => false,
    };
    (!goes_on).then_some(end)
}

/// The digits of a phone number as they are dialled within the country: `+84 (0)903…` and `0084903…` are `0903…`.
pub(super) fn national(written: &str) -> String {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let abroad = digits.strip_prefix("0084").or_else(|| {
        let is_abroad = written.contains('+') || digits.len() == 11 && !written.trim_start().starts_with('0');
        digits.strip_prefix("84").filter(|_| is_abroad)
    });
    abroad.map(|rest| format!("0{}", rest.strip_prefix('0').unwrap_or(rest))).unwrap_or(digits)
}

/// How a number is written.
pub(super) struct Shape {
    written: String,
    /// As it is dialled within the country.
    pub(super) national: String,
    /// Digits of each group.
    pub(super) groups: Vec<usize>,
    dotted: bool,
    listed: bool,
    abroad: bool,
}

impl Shape {
    /// Takes a number apart.
    pub(super) fn of(written: &str) -> Self {
        let groups = written.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|n| *n > 0);
        Self {
            written: written.to_owned(),
            national: national(written),
            groups: groups.collect(),
            dotted: written.contains('.'),
            listed: written.contains(','),
            abroad: written.contains('+') || written.starts_with("00"),
        }
    }

    /// `300.000.000`.
    pub(super) fn is_money(&self) -> bool {
        let mut later = self.groups.iter().skip(1);
        self.dotted && self.groups.len() > 1 && later.all(|n| *n == 3) && !self.national.starts_with('0')
    }

    /// `1121-1331-6421`: numbers of accounts in books, of three or four digits, by their classes.
    pub(super) fn are_books(&self) -> bool {
        BOOKS.as_ref().is_some_and(|books| books.is_match(&self.written))
    }

    /// A number within a town, without its area code, in one piece.
    pub(super) fn is_local(&self) -> bool {
        matches!(*self.groups, [7 | 8])
    }

    /// Of a sum one sees its thousands.
    pub(super) fn is_amount(&self) -> bool {
        self.is_money() || self.national.ends_with("000")
    }

    /// The number of a card as a spreadsheet leaves it, without the zero it began with.
    pub(super) fn has_lost_a_zero(&self) -> bool {
        matches!(*self.groups, [8 | 11]) && !self.national.starts_with('0')
    }

    /// Twelve digits, the first three a province, the fourth a century and sex (Thông tư 59/2021/TT-BCA, điều 4).
    pub(super) fn is_card(&self) -> bool {
        let mut digits = self.national.bytes();
        let shape = matches!(*self.groups, [12] | [3, 3, 3, 3] | [3, 3, 6] | [3, 1, 2, 6]);
        shape && digits.next() == Some(b'0') && digits.nth(2).is_some_and(|b| b <= b'3')
    }

    /// A number that needs no word to be known as a telephone's: mobiles of today and of before 2018, landlines.
    pub(super) fn is_phone(&self) -> bool {
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
    pub(super) fn is_dialled(&self, between: &str) -> bool {
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
