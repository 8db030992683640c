//! A nomination: an honouree with what decides about publishing it.

use std::ops::Deref;
use std::sync::Arc;

use jiff::Timestamp;

use super::{AwardWon, Honoree, Honour};
use crate::files::FilePath;
use crate::model::answers::Private;
use crate::model::conference::{Conference, Level};
use crate::model::prose::Prose;
use crate::model::{Choice, Date, Id};
use crate::privacy::Findings;
use crate::report::{Marks, Span};

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

impl Status {
    /// Was it decided that it is not to be? Then nothing is waited for.
    #[must_use]
    pub fn is_against(self) -> bool {
        matches!(self, Self::Rejected | Self::Withdrawn | Self::Revoked)
    }
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
    const SAID: &'static [(&'static str, &'static str)] = &[
        ("de nghi", "proposed"),
        ("de xuat", "proposed"),
        ("binh chon", "elected"),
        ("cho duyet", "submitted"),
        ("da gui", "submitted"),
        ("duyet", "approved"),
        ("da duyet", "approved"),
        ("tu choi", "rejected"),
        ("khong duyet", "rejected"),
        ("rut", "withdrawn"),
        ("da rut", "withdrawn"),
        ("thu hoi", "revoked"),
        ("da thu hoi", "revoked"),
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
pub const MARKED: [&str; 18] = [
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
    "job",
    "movements",
];

/// What could be read of a dossier that lacks what each must have: rules look at it, and nothing of it is ever shown.
pub struct Fragment {
    /// Where it was read from.
    pub file: FilePath,
    /// Where its keys stand there.
    pub marks: Marks,
    /// What would decide about publishing it.
    pub dossier: Dossier,
    /// Its group, if that could be read.
    pub group: Option<Id>,
    /// Its unit, if that could be read.
    pub unit: Option<Id>,
    /// Titles and commendations.
    pub awards: Vec<AwardWon>,
    /// What the conference conferred.
    pub honour: Option<Honour>,
}

/// An honouree with everything that decides about publishing it.
pub struct Nomination {
    /// Where it was read from.
    pub file: FilePath,
    /// Where its keys stand there.
    pub marks: Marks,
    dossier: Dossier,
    pub(in crate::model) honoree: Arc<Honoree>,
}

/// What decides is its own.
impl Deref for Nomination {
    type Target = Dossier;
    fn deref(&self) -> &Dossier {
        &self.dossier
    }
}

/// The part of a nomination that decides about publishing it, and that rules look at; no page tells of it.
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
    /// Why somebody is commended whom nobody voted for (plan IV.1).
    pub justification: Option<String>,
    /// What all initiatives are worth together, as the dossier says, in đồng.
    pub total_benefit_vnd: Option<u64>,
    /// For checks and totals only.
    pub private: Private,
    /// A picture that lies beside a dossier without a photo, and that nothing names.
    pub unnamed_photo: Option<String>,
    /// What was found in what may be shown.
    pub findings: Findings,
}

impl Dossier {
    /// The last day it may be shown: its own, or that of its conference (`domain.md` P12).
    #[must_use]
    pub fn last_day(&self, conference: &Conference) -> Option<Date> {
        self.publish_until.or(conference.publish_until)
    }

    /// May it be shown on `today`? The gate of `content-format.md`.
    ///
    /// # Errors
    /// The first reason why not.
    pub fn standing(&self, conference: &Conference, today: Date) -> Result<(), Withheld> {
        self.approval.standing()?;
        if self.consent.withdrawn_on.is_some() {
            return Err(Withheld::ConsentWithdrawn);
        }
        if !self.consent.web {
            return Err(Withheld::NoConsent);
        }
        match self.last_day(conference) {
            Some(last) if today > last => Err(Withheld::Expired),
            _ => Ok(()),
        }
    }
}

impl Nomination {
    /// A nomination as it was read.
    #[must_use]
    pub fn new(file: FilePath, marks: Marks, dossier: Dossier, honoree: Honoree) -> Self {
        Self { file, marks, dossier, honoree: Arc::new(honoree) }
    }

    /// The same with this summary.
    #[must_use]
    pub fn with_summary(mut self, summary: Prose) -> Self {
        Arc::make_mut(&mut self.honoree).summary = Arc::new(summary);
        self
    }

    /// Does it open the gate as `before` did, and let the same honouree through but for what is told of them?
    #[must_use]
    pub fn is_retold(&self, before: &Self) -> bool {
        let opens = |nomination: &Self| {
            let Consent { web, photo, print, withdrawn_on, date: _, evidence: _ } = &nomination.consent;
            (*web, *photo, *print, *withdrawn_on, nomination.publish_until)
        };
        opens(self) == opens(before)
            && self.approval == before.approval
            && self.private == before.private
            && self.honoree.is_retold(&before.honoree)
    }

    /// The honouree for checking; what may be shown is in [`super::board::Roll`].
    #[must_use]
    pub fn for_check(&self) -> &Honoree {
        &self.honoree
    }

    /// Where a key of the front matter stands, or the top of the file.
    #[must_use]
    pub fn mark(&self, key: &str) -> Span {
        self.marks.at(key)
    }
}
