//! The nouns of an honour board, with no thought of files, HTML or PDF.
//!
//! One noun keeps one word on every floor. The glossary:
//!
//! | here | Vietnamese | what it is |
//! |---|---|---|
//! | [`board::Board`] | bảng vàng | everything that was read, published or not |
//! | [`board::Roll`] | danh sách tuyên dương | what may be shown: the board behind the gate |
//! | [`conference::Conference`] | hội nghị điển hình tiên tiến | one event that honours people of one term |
//! | [`conference::Term`] | giai đoạn | the years a conference looks back on |
//! | [`conference::Group`] | đối tượng | a group of honourees with its conditions |
//! | [`conference::Decision`] | quyết định, căn cứ | a numbered document: number, date, issuer |
//! | [`honoree::Honoree`] | gương điển hình tiên tiến | the public side of a person or collective honoured |
//! | [`honoree::Nomination`] | đề cử, hồ sơ | an honouree with what decides about publishing it |
//! | [`honoree::Initiative`] | sáng kiến | an improvement recognised by a council, with its benefit |
//! | [`honoree::AwardWon`] | danh hiệu, hình thức khen thưởng | a title or commendation received in a year |
//! | [`settings::Award`] | danh mục khen thưởng | an entry of the vocabulary of titles |
//! | [`answers::Answers`] | khai báo riêng | what people answered in private, as totals |
//! | [`statistics::Table`] | bảng số liệu | the figures of a conference |
//! | [`settings::Unit`] | đơn vị, công đoàn cơ sở | where an honouree works |
//! | [`keynote::Keynote`] | tham luận | a story told, or sent, to the conference |
//! | [`photo::Photo`] | hình ảnh | a picture with its words |
//! | [`photo::Album`] | hình ảnh hội nghị | pictures of one occasion |
//! | [`prose::Prose`] | bài viết, tóm tắt thành tích | a text in paragraphs, tables, lists and pictures |

pub mod answers;
pub mod board;
pub mod conference;
pub mod honoree;
pub mod keynote;
pub mod limits;
pub mod photo;
pub mod prose;
pub mod settings;
pub mod statistics;

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

pub use jiff::civil::Date;

/// The name of a folder, of a unit, of an award: `[a-z0-9-]`, stable for ever, part of addresses.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// No id has more characters.
    pub const LONGEST: usize = 100;

    /// An id, if the text is one: characters of `a-z`, `0-9`, `-`.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let fits = (1..=Self::LONGEST).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        fits.then(|| Self(Arc::from(text)))
    }
}

impl Deref for Id {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

/// A fixed set of words an editor chooses from. `WORDS` pairs each with what is written in files.
pub trait Choice: Copy + Sized + 'static {
    /// Every choice with its word in the files.
    const WORDS: &'static [(&'static str, Self)];
    /// What people say instead, folded, with the word that is meant.
    const SAID: &'static [(&'static str, &'static str)] = &[];

    /// The choice written with this word.
    #[must_use]
    fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(w, _)| *w == word).map(|(_, choice)| *choice)
    }

    /// Its word in the files, and often in addresses and in the keys of the site's strings.
    #[must_use]
    fn word(self) -> &'static str
    where
        Self: PartialEq,
    {
        Self::WORDS.iter().find(|(_, choice)| *choice == self).map_or("", |(word, _)| word)
    }
}

/// How like one word is to another. Of a short word one slip of the pen is a large part.
fn likeness(word: &str, candidate: &str) -> f64 {
    let likeness = strsim::jaro_winkler(word, candidate);
    let is_one_slip = word.len() > 2 && strsim::osa_distance(word, candidate) == 1;
    if is_one_slip { likeness.max(0.9) } else { likeness }
}

/// May one id be another with a few slips? Two with other numbers in them are two, and so are two of which a large part
/// differs, however alike they begin.
#[must_use]
pub fn may_be(id: &str, other: &str) -> bool {
    let digits = |id: &str| id.chars().filter(char::is_ascii_digit).collect::<String>();
    let longest = id.chars().count().max(other.chars().count());
    digits(id).trim_start_matches('0') == digits(other).trim_start_matches('0')
        && strsim::osa_distance(id, other) * 5 <= longest * 2
}

/// Has nobody written this text yet? New files hold `…` where something is to come.
#[must_use]
pub fn is_unwritten(text: &str) -> bool {
    matches!(text, "" | "…" | "...")
}

/// The known word an unknown one was probably meant to be.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // To many a photo is a foto.
    let heard = |word: &str| word.replace("ph", "f");
    known
        .into_iter()
        .map(|candidate| (likeness(&heard(word), &heard(candidate)), candidate))
        .filter(|(likeness, _)| *likeness > 0.82)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
