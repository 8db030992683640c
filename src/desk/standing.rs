//! Where a dossier stands, in one word: approval, consent and term together.

use crate::model::Date;
use crate::model::board::{Dossiers, standing_of};
use crate::model::honoree::{Nomination, Status, Withheld};
use crate::model::keynote::Submission;

/// The rules that say why a dossier is not shown.
pub(super) const GATE: [&str; 3] = ["not-approved", "no-consent", "expired"];

/// Where a dossier stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Approved and agreed to: shown.
    Shown,
    /// The approval has not come.
    Waiting,
    /// Approved, and the consent has not come.
    NoConsent,
    /// A keynote that is approved while one of its honourees is not shown.
    Held,
    /// Past its last day.
    Expired,
    /// Refused.
    Rejected,
    /// Taken back by who proposed it.
    Withdrawn,
    /// The consent was taken back.
    ConsentWithdrawn,
    /// The honour was taken back.
    Revoked,
}

impl Standing {
    /// In the order they are offered.
    pub const ALL: [Self; 9] = [
        Self::Shown,
        Self::Waiting,
        Self::NoConsent,
        Self::Held,
        Self::Expired,
        Self::Rejected,
        Self::Withdrawn,
        Self::ConsentWithdrawn,
        Self::Revoked,
    ];

    /// Its word in addresses, and in the keys of the program's words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Waiting => "waiting",
            Self::NoConsent => "no_consent",
            Self::Held => "held",
            Self::Expired => "expired",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::ConsentWithdrawn => "consent_withdrawn",
            Self::Revoked => "revoked",
        }
    }

    /// Of an honouree.
    #[must_use]
    pub fn of(nomination: &Nomination, dossiers: &Dossiers, today: Date) -> Self {
        // Whoever took consent back has done so whatever the approval says.
        if nomination.consent.withdrawn_on.is_some() {
            return Self::ConsentWithdrawn;
        }
        nomination.standing(&dossiers.conference, today).map_or_else(Self::because, |()| Self::Shown)
    }

    /// Of a keynote.
    #[must_use]
    pub fn of_keynote(submission: &Submission, dossiers: &Dossiers, today: Date) -> Self {
        match (submission.standing(), standing_of(submission, dossiers, today)) {
            (Err(why), _) => Self::because(why),
            (Ok(()), Err(_)) => Self::Held,
            (Ok(()), Ok(())) => Self::Shown,
        }
    }

    fn because(why: Withheld) -> Self {
        match why {
            Withheld::NotApproved(Some(Status::Rejected)) => Self::Rejected,
            Withheld::NotApproved(Some(Status::Withdrawn)) => Self::Withdrawn,
            Withheld::NotApproved(Some(Status::Revoked)) => Self::Revoked,
            Withheld::NotApproved(_) => Self::Waiting,
            Withheld::NoConsent => Self::NoConsent,
            Withheld::ConsentWithdrawn => Self::ConsentWithdrawn,
            Withheld::Expired => Self::Expired,
        }
    }

    /// The rules whose hints say which lines to write so that it may be shown.
    pub(super) fn asks(self, has_consent: bool) -> Vec<&'static str> {
        match self {
            Self::Waiting if has_consent => vec!["not-approved"],
            Self::Waiting => vec!["not-approved", "no-consent"],
            Self::NoConsent => vec!["no-consent"],
            Self::Expired => vec!["expired"],
            _ => Vec::new(),
        }
    }
}
