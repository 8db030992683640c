//! Honourees, and the nominations that decide whether they may be shown.

use std::sync::Arc;

use jiff::Timestamp;

use super::answers::Private;
use super::conference::{Decision, Level};
use super::photo::Photo;
use super::prose::Prose;
use super::{Choice, Date, Id};
use crate::files::FilePath;
use crate::privacy::Finding;
use crate::report::Span;
use crate::vietnamese::{NameKey, TextKey};

/// A person or a collective (plan I.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Tập thể; shown first, as is the custom.
    Collective,
    /// Cá nhân.
    Individual,
}

impl Choice for Kind {
    const WORDS: &'static [(&'static str, Self)] =
        &[("individual", Self::Individual), ("collective", Self::Collective)];
}

/// Where an honouree stands at work (plan II.3: direct workers and staff without posts come first).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    /// The word for it in addresses, and in the keys of the site's strings.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Staff => "staff",
            Self::Manager => "manager",
            Self::UnionOfficer => "union-officer",
        }
    }
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
    /// As it sounds: namesakes have the same wherever their tones are put.
    pub sound: String,
}

/// People are ordered by given name, collectives as texts are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameOrder {
    /// A person.
    Person(NameKey),
    /// A collective.
    Collective(TextKey),
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
    /// Emulation movements (plan III.1.2).
    pub movements: Vec<Id>,
    /// Where they stand at work.
    pub position: Option<Position>,
    /// Shown on the home page.
    pub featured: bool,
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

/// Where an approval stands (plan V: bình chọn, trình, Thường trực duyệt).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Đề cử.
    Proposed,
    /// Bình chọn.
    Elected,
    /// Trình.
    Submitted,
    /// Duyệt: the only one that may be shown.
    Approved,
    /// Từ chối.
    Rejected,
    /// Rút.
    Withdrawn,
    /// Thu hồi.
    Revoked,
}

impl Choice for Status {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("proposed", Self::Proposed),
        ("elected", Self::Elected),
        ("submitted", Self::Submitted),
        ("approved", Self::Approved),
        ("rejected", Self::Rejected),
        ("withdrawn", Self::Withdrawn),
        ("revoked", Self::Revoked),
    ];
}

/// A recorded fact, never inferred (`domain.md` §0.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Approval {
    /// Where it stands; nothing recorded is no approval.
    pub status: Option<Status>,
    /// The number of the notice.
    pub number: Option<String>,
    /// Its date.
    pub date: Option<Date>,
    /// Who approved.
    pub by: Option<String>,
}

impl Approval {
    /// May it be shown, as far as approval goes?
    ///
    /// # Errors
    /// The reason why not.
    pub fn standing(&self) -> Result<(), Withheld> {
        match self.status {
            Some(Status::Approved) => Ok(()),
            other => Err(Withheld::NotApproved(other)),
        }
    }
}

/// Consent and its scope; absent consent is no consent (`domain.md` P4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consent {
    /// To the website, and so to being shown at all.
    pub web: bool,
    /// To the photo.
    pub photo: bool,
    /// To print.
    pub print: bool,
    /// When it was given.
    pub date: Option<Date>,
    /// The paper that proves it.
    pub evidence: Option<String>,
    /// When it was taken back.
    pub withdrawn_on: Option<Date>,
}

/// An earlier honour that was declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierHonour {
    /// The term, as written: `2010-2014`.
    pub period: String,
    /// The level of the organiser.
    pub level: Option<Level>,
}

/// Why an honouree or a keynote is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withheld {
    /// The approval is missing or says something else than `approved`.
    NotApproved(Option<Status>),
    /// No consent to the website.
    NoConsent,
    /// Consent was taken back.
    ConsentWithdrawn,
    /// Past `publish_until`.
    Expired,
}

/// Keys of the front matter that rules point at.
pub const MARKED: [&str; 16] = [
    "name",
    "kind",
    "group",
    "unit",
    "sort",
    "photo",
    "initiatives",
    "awards",
    "honour",
    "approval",
    "consent",
    "publish_until",
    "mentoring",
    "received_at",
    "previously_honoured",
    "total_benefit_vnd",
];

/// Where the keys of [`MARKED`] stand that are there.
pub type Marks = Box<[(&'static str, Span)]>;

/// An honouree with everything that decides about publishing it.
pub struct Nomination {
    /// Where it was read from.
    pub file: FilePath,
    /// Where its keys stand there.
    pub marks: Marks,
    /// The approval.
    pub approval: Approval,
    /// The consent.
    pub consent: Consent,
    /// The last day it may be shown.
    pub publish_until: Option<Date>,
    /// When the dossier arrived.
    pub received_at: Option<Timestamp>,
    /// Earlier honours.
    pub previously_honoured: Vec<EarlierHonour>,
    /// What all initiatives are worth together, as the dossier says, in đồng.
    pub total_benefit_vnd: Option<u64>,
    /// For checks and totals only.
    pub private: Private,
    /// What is personal in what may be shown, by its place in the file.
    pub findings: Box<[Finding]>,
    pub(super) honoree: Arc<Honoree>,
}

/// The decision parts of a nomination, as they are read.
#[derive(Default)]
pub struct Dossier {
    /// The approval.
    pub approval: Approval,
    /// The consent.
    pub consent: Consent,
    /// The last day it may be shown.
    pub publish_until: Option<Date>,
    /// When the dossier arrived.
    pub received_at: Option<Timestamp>,
    /// Earlier honours.
    pub previously_honoured: Vec<EarlierHonour>,
    /// What all initiatives are worth together, as the dossier says, in đồng.
    pub total_benefit_vnd: Option<u64>,
    /// For checks and totals only.
    pub private: Private,
    /// What is personal in what may be shown.
    pub findings: Box<[Finding]>,
}

impl Nomination {
    /// A nomination as it was read.
    #[must_use]
    pub fn new(file: FilePath, marks: Marks, dossier: Dossier, honoree: Honoree) -> Self {
        let Dossier { approval, consent, publish_until, received_at, previously_honoured, .. } = dossier;
        let Dossier { total_benefit_vnd, private, findings, .. } = dossier;
        Self {
            file,
            marks,
            approval,
            consent,
            publish_until,
            received_at,
            previously_honoured,
            total_benefit_vnd,
            private,
            findings,
            honoree: Arc::new(honoree),
        }
    }

    /// The honouree for checking; what may be shown is in [`super::board::Roll`].
    #[must_use]
    pub fn for_check(&self) -> &Honoree {
        &self.honoree
    }

    /// Where a key of the front matter stands, or the top of the file.
    #[must_use]
    pub fn mark(&self, key: &str) -> Span {
        self.marks.iter().find(|(k, _)| *k == key).map_or_else(Span::default, |(_, span)| *span)
    }

    /// May it be shown on `today`? The gate of `content-format.md`.
    ///
    /// # Errors
    /// The first reason why not.
    pub fn standing(&self, today: Date) -> Result<(), Withheld> {
        self.approval.standing()?;
        if self.consent.withdrawn_on.is_some() {
            return Err(Withheld::ConsentWithdrawn);
        }
        if !self.consent.web {
            return Err(Withheld::NoConsent);
        }
        match self.publish_until {
            Some(last) if today > last => Err(Withheld::Expired),
            _ => Ok(()),
        }
    }
}
