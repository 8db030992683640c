//! Who and what was taken down: nothing goes on but ids.

use super::{Board, Dossiers, Subjects, standing_of};
use crate::model::Date;
use crate::model::honoree::{Approval, Nomination, Status};
use crate::model::keynote::Submission;

/// Who and what was shown before `today` and is not any more: only their ids go on.
pub(super) fn gone(dossiers: &Dossiers, today: Date) -> Subjects {
    let honorees = dossiers.nominations.iter().filter(|n| has_gone(n, dossiers, today));
    let keynotes = dossiers.submissions.iter().filter(|s| has_gone_too(s, dossiers, today));
    Subjects {
        honorees: honorees.map(|n| n.honoree.id.clone()).collect(),
        keynotes: keynotes.map(|s| s.keynote.id.clone()).collect(),
    }
}

impl Board {
    /// Other dossiers by which whoever has this name may be shown: of the same unit, or at another conference, before which
    /// they may have changed it. Two of one name and two units at one conference are two.
    pub fn shown_as<'b>(
        &'b self,
        nomination: &'b Nomination,
        today: Date,
    ) -> impl Iterator<Item = &'b Nomination> + use<'b> {
        let honoree = &nomination.honoree;
        let is_other = move |other: &&Nomination| {
            let told = &other.honoree;
            let may_be_one = told.unit == honoree.unit || conference(other) != conference(nomination);
            (told.kind, &told.name.sound) == (honoree.kind, &honoree.name.sound)
                && may_be_one
                && other.file != nomination.file
        };
        self.conferences.iter().flat_map(move |dossiers| {
            let all = dossiers.nominations.iter().map(|other| &**other).filter(is_other);
            all.filter(move |other| other.standing(&dossiers.conference, today).is_ok())
        })
    }
}

/// The folder of the conference a dossier is of.
fn conference(nomination: &Nomination) -> Option<&str> {
    nomination.file.split('/').nth(1)
}

/// Somebody who was never approved or never agreed had no page, and a page without a name would only tell that there
/// was a dossier.
fn has_gone(nomination: &Nomination, dossiers: &Dossiers, today: Date) -> bool {
    let consent = &nomination.consent;
    nomination.standing(&dossiers.conference, today).is_err()
        && was_approved(&nomination.approval)
        && (consent.web || consent.withdrawn_on.is_some())
}

/// A keynote goes by itself or with those it tells of.
fn has_gone_too(submission: &Submission, dossiers: &Dossiers, today: Date) -> bool {
    let was_shown =
        |n: &Nomination| n.standing(&dossiers.conference, today).is_ok() || has_gone(n, dossiers, today);
    standing_of(submission, dossiers, today).is_err()
        && was_approved(&submission.approval)
        && submission.keynote.honorees.iter().all(|id| dossiers.nomination(id).is_some_and(was_shown))
}

/// Was it approved at some time? Whoever withdrew before the decision has no number and no day of one.
fn was_approved(approval: &Approval) -> bool {
    match approval.status {
        Some(Status::Approved | Status::Revoked) => true,
        Some(Status::Withdrawn) => approval.number.is_some() || approval.date.is_some(),
        _ => false,
    }
}
