//! Whoever is shown, with those pictures alone that may be shown as well.

use std::sync::Arc;

use super::{Board, Dossiers};
use crate::files::FilePath;
use crate::model::Date;
use crate::model::honoree::{Honoree, Kind, Name, Nomination};
use crate::model::keynote::{Keynote, Submission};
use crate::model::photo::Photo;

/// The honouree as it may be shown: without any picture where the photo is not agreed to, and without each that
/// may not be shown itself.
pub(super) fn shown(nomination: &Nomination) -> Arc<Honoree> {
    let (honoree, agreed) = (&nomination.honoree, nomination.consent.photo);
    let all = || honoree.photo.iter().chain(&honoree.pictures);
    if agreed && all().all(Photo::may_be_shown) {
        return Arc::clone(honoree);
    }
    let is_shut =
        |file: &FilePath| !agreed || all().any(|photo| photo.file == *file && !photo.may_be_shown());
    let (pictures, placed) = open(&honoree.pictures, &honoree.placed, is_shut);
    let bare = Honoree {
        photo: honoree.photo.clone().filter(|photo| !is_shut(&photo.file)),
        pictures,
        summary: Arc::new(honoree.summary.with_pictures(placed.clone())),
        placed,
        ..Honoree::clone(honoree)
    };
    Arc::new(bare)
}

impl Board {
    /// The portraits of persons, each with whose it is, and whether it may be shown.
    pub fn portraits(&self, today: Date) -> impl Iterator<Item = (&Name, &FilePath, bool)> {
        self.conferences.iter().flat_map(move |dossiers| {
            let persons = dossiers.nominations.iter().filter(|n| n.honoree.kind == Kind::Individual);
            persons.filter_map(move |n| {
                let photo = n.honoree.photo.as_ref()?;
                let is_shown = n.standing(&dossiers.conference, today).is_ok() && n.consent.photo;
                Some((&n.honoree.name, &photo.file, is_shown && photo.may_be_shown()))
            })
        })
    }
}

/// A keynote as it may be shown: without pictures when one of its honourees does not agree to photos.
pub(super) fn shown_keynote(submission: &Submission, dossiers: &Dossiers) -> Arc<Keynote> {
    let keynote = &submission.keynote;
    let mut whose = keynote.honorees.iter().filter_map(|id| dossiers.nomination(id));
    let agreed = whose.all(|n| n.consent.photo);
    if agreed && keynote.pictures.iter().all(Photo::may_be_shown) {
        return Arc::clone(keynote);
    }
    let is_shut = |file: &FilePath| {
        !agreed || keynote.pictures.iter().any(|photo| photo.file == *file && !photo.may_be_shown())
    };
    let (pictures, placed) = open(&keynote.pictures, &keynote.placed, is_shut);
    let bare = Keynote {
        pictures,
        story: Arc::new(keynote.story.with_pictures(placed.clone())),
        placed,
        ..Keynote::clone(keynote)
    };
    Arc::new(bare)
}

/// Those pictures that may be shown, and those of the places where a text has them. What is said of a file once counts
/// wherever it is shown.
fn open(
    pictures: &[Photo],
    placed: &[FilePath],
    is_shut: impl Fn(&FilePath) -> bool,
) -> (Vec<Photo>, Vec<FilePath>) {
    let pictures = pictures.iter().filter(|photo| !is_shut(&photo.file)).cloned();
    let placed = placed.iter().filter(|file| !is_shut(file)).cloned();
    (pictures.collect(), placed.collect())
}
