//! Honourees, and the nominations that decide whether they may be shown.

mod nomination;

use std::sync::Arc;

pub use self::nomination::{
    Approval, Consent, Dossier, EarlierHonour, Fragment, MARKED, Nomination, Status, Withheld,
};
use super::conference::{Decision, Level};
use super::photo::Photo;
use super::prose::Prose;
use super::{Choice, Id};
use crate::files::FilePath;
use crate::vietnamese::SortKey;

/// A person or a collective (plan I.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Tập thể; shown first, as is the custom.
    Collective,
    /// Cá nhân.
    Individual,
}

impl Choice for Kind {
    const WORDS: &'static [(&'static str, Self)] =
        &[("individual", Self::Individual), ("collective", Self::Collective)];
    const SAID: &'static [(&'static str, &'static str)] =
        &[("ca nhan", "individual"), ("tap the", "collective")];
}

/// Where an honouree stands at work (plan II.3: direct workers and staff without posts come first).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Position {
    /// Trực tiếp sản xuất.
    Direct,
    /// Không giữ chức vụ quản lý.
    Staff,
    /// Quản lý.
    Manager,
    /// Cán bộ công đoàn.
    UnionOfficer,
}

impl Choice for Position {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("truc-tiep", Self::Direct),
        ("khong-quan-ly", Self::Staff),
        ("quan-ly", Self::Manager),
        ("cong-doan", Self::UnionOfficer),
    ];
}

impl Position {
    /// Its name in addresses, and in the keys of the site's strings; [`Choice::word`](super::Choice::word) is the editors'.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Staff => "staff",
            Self::Manager => "manager",
            Self::UnionOfficer => "union-officer",
        }
    }
}

/// As what somebody is honoured: the kinds of delegates and of examples the plan names (II.3, III.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Điển hình tiên tiến.
    Example,
    /// Nhân tố mới.
    NewFactor,
    /// Người tốt, việc tốt.
    GoodDeed,
    /// Chiến sĩ thi đua.
    EmulationFighter,
    /// Lao động sáng tạo.
    CreativeWorker,
    /// Cán bộ công đoàn tiêu biểu.
    UnionOfficer,
    /// Đại diện cho tập thể xuất sắc.
    Collective,
}

impl Choice for Category {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("dien-hinh-tien-tien", Self::Example),
        ("nhan-to-moi", Self::NewFactor),
        ("nguoi-tot-viec-tot", Self::GoodDeed),
        ("chien-si-thi-dua", Self::EmulationFighter),
        ("lao-dong-sang-tao", Self::CreativeWorker),
        ("can-bo-cong-doan", Self::UnionOfficer),
        ("tap-the-xuat-sac", Self::Collective),
    ];
}

/// A name and what order and index need of it (`domain.md` §3a).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As shown.
    pub full: String,
    /// The given name, which people are listed and called by.
    pub given: String,
    /// The letter of the index it stands under.
    pub initial: char,
    /// The key that orders.
    pub key: NameOrder,
    /// As it sounds: namesakes have the same wherever their tones are put, and whatever title stands before.
    pub sound: String,
    /// In small letters without marks: two names that are alike in this may be one, written in two ways.
    pub plain: String,
}

/// People are ordered by given name, collectives as texts are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameOrder {
    /// A person.
    Person(SortKey),
    /// A collective.
    Collective(SortKey),
}

impl NameOrder {
    /// Where it begins to differ from most others, as a number: of two that differ in it, the smaller is the smaller. To
    /// sort thousands by this first is quick.
    #[must_use]
    pub fn head(&self) -> u128 {
        let key = match self {
            Self::Person(key) => key.as_bytes(),
            Self::Collective(key) => key.as_bytes(),
        };
        let mut head = [0; 16];
        head.iter_mut().zip(key).for_each(|(place, byte)| *place = *byte);
        u128::from_be_bytes(head)
    }
}

/// An improvement recognised by a council (sáng kiến).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Initiative {
    /// What it is.
    pub title: String,
    /// The year it was recognised.
    pub year: i16,
    /// How far it was recognised.
    pub scope: Option<Level>,
    /// By whom.
    pub recognised_by: Option<String>,
    /// The benefit in đồng.
    pub benefit_vnd: Option<u64>,
}

/// A title or commendation received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwardWon {
    /// The year.
    pub year: i16,
    /// The entry of the vocabulary.
    pub award: Id,
    /// The number of the decision.
    pub number: Option<String>,
    /// Who decided.
    pub issuer: Option<String>,
}

/// What this conference conferred (plan IV.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Honour {
    /// The entry of the vocabulary.
    pub award: Id,
    /// The decision.
    pub decision: Decision,
}

/// The public side of a person or collective: all that any output may ever tell (`domain.md` P1).
#[derive(Clone)]
pub struct Honoree {
    /// Its folder's name.
    pub id: Id,
    /// The name.
    pub name: Name,
    /// Person or collective.
    pub kind: Kind,
    /// The group of the conference's criteria.
    pub group: Id,
    /// The unit.
    pub unit: Id,
    /// What they do.
    pub job: String,
    /// One line under the name.
    pub lead: Option<String>,
    /// In their own words.
    pub quote: Option<String>,
    /// As what they are honoured (plan II.3, III.1.1); one may be several.
    pub categories: Vec<Category>,
    /// Emulation movements (plan III.1.2).
    pub movements: Vec<Id>,
    /// Where they stand at work.
    pub position: Option<Position>,
    /// Shown on the home page.
    pub featured: bool,
    /// Search engines are asked not to keep the page (`domain.md` P13).
    pub noindex: bool,
    /// How they helped colleagues along.
    pub mentoring: Option<String>,
    /// Improvements.
    pub initiatives: Vec<Initiative>,
    /// Titles and commendations.
    pub awards: Vec<AwardWon>,
    /// What this conference conferred.
    pub honour: Option<Honour>,
    /// The portrait; taken away by the gate where the photo may not be shown.
    pub photo: Option<Photo>,
    /// Further pictures; as the portrait.
    pub pictures: Vec<Photo>,
    /// The summary of one page.
    pub summary: Arc<Prose>,
    /// The pictures the summary places.
    pub placed: Vec<FilePath>,
    /// How many words the summary has.
    pub words: u32,
    /// Does the summary hold a figure (plan III.2: "số liệu dẫn chứng cụ thể")?
    pub has_figure: bool,
}

/// What initiatives are worth together in đồng, where any says so.
pub fn benefit<'i>(initiatives: impl IntoIterator<Item = &'i Initiative>) -> Option<u64> {
    initiatives.into_iter().filter_map(|initiative| initiative.benefit_vnd).reduce(u64::saturating_add)
}

impl Honoree {
    /// What all its initiatives are worth together in đồng, where any says so.
    #[must_use]
    pub fn benefit(&self) -> Option<u64> {
        benefit(&self.initiatives)
    }

    /// The awards they hold, in the order in which they are told; some perhaps several times.
    pub fn held(&self) -> impl Iterator<Item = &Id> {
        let won = self.awards.iter().map(|won| &won.award);
        won.chain(self.honour.iter().map(|honour| &honour.award))
    }

    /// Is it on the same lists as `before` and with the same pictures? What is told of it there and on its own page may be
    /// something else, and so may its name, which gives it its place there.
    #[must_use]
    pub fn is_retold(&self, before: &Self) -> bool {
        // All of them, so that a key that comes is decided about.
        let Self {
            id,
            name: _,
            kind,
            group,
            unit,
            job: _,
            lead: _,
            quote: _,
            categories,
            movements,
            position,
            featured: _,
            noindex,
            mentoring: _,
            initiatives: _,
            awards,
            honour,
            photo,
            pictures,
            summary: _,
            placed,
            words: _,
            has_figure: _,
        } = self;
        let won = |awards: &[AwardWon]| awards.iter().map(|won| won.award.clone()).collect::<Vec<_>>();
        (id, kind, group, unit) == (&before.id, &before.kind, &before.group, &before.unit)
            && (categories, movements, position) == (&before.categories, &before.movements, &before.position)
            && (noindex, honour, won(awards)) == (&before.noindex, &before.honour, won(&before.awards))
            && (photo, pictures, placed) == (&before.photo, &before.pictures, &before.placed)
    }
}
