//! Nouns as they are kept between runs, each as a list of what it is made of: a dossier whose folder is the same is not read
//! again. The nouns themselves know nothing of it.

use std::sync::Arc;

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::PROGRAM;
use crate::files::{Digest, FilePath};
use crate::model::answers::{Gender, Private};
use crate::model::conference::{Decision, Level};
use crate::model::honoree::{
    Approval, AwardWon, Category, Consent, Dossier, EarlierHonour, Honoree, Honour, Initiative, Kind, MARKED,
    Name, NameOrder, Nomination, Position, Status,
};
use crate::model::keynote::{Domain, Keynote, Places, Submission};
use crate::model::photo::Photo;
use crate::model::prose::Prose;
use crate::model::{Choice, Id};
use crate::vietnamese::SortKey;

/// What becomes of a folder.
pub(super) trait Noun: Serialize + DeserializeOwned + Send + Sync {
    /// The word for it in keys.
    const KIND: &'static str;

    /// Where it was read from.
    fn file(&self) -> &FilePath;

    /// The same with its text, which is not kept.
    fn told(self, text: Prose) -> Self;
}

impl Noun for Nomination {
    const KIND: &'static str = "honoree";

    fn file(&self) -> &FilePath {
        &self.file
    }

    fn told(self, text: Prose) -> Self {
        self.with_summary(text)
    }
}

impl Noun for Submission {
    const KIND: &'static str = "keynote";

    fn file(&self) -> &FilePath {
        &self.file
    }

    fn told(self, text: Prose) -> Self {
        self.with_story(text)
    }
}

/// The identity of all that the noun of a folder depends on: this program, the names of the files there, and what stands in
/// the one that tells of it.
pub(super) fn key<T: Noun>(files: &[FilePath], digest: &Digest) -> Digest {
    let parts = [PROGRAM, T::KIND].map(str::as_bytes).into_iter().chain([digest.as_bytes().as_slice()]);
    Digest::of_parts(parts.chain(files.iter().map(|file| file.as_bytes())))
}

/// Keeps a structure as the list of its fields. Serde knows lists of up to sixteen, so they come in groups.
macro_rules! kept {
    ($($noun:ident: $(($($field:ident),+)),+ $(without $rest:ident)?;)+) => {$(
        impl Serialize for $noun {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                ($(($(&self.$field,)+),)+).serialize(to)
            }
        }

        impl<'d> Deserialize<'d> for $noun {
            fn deserialize<D: Deserializer<'d>>(from: D) -> Result<Self, D::Error> {
                let ($(($($field,)+),)+) = Deserialize::deserialize(from)?;
                Ok(Self { $($($field,)+)+ $($rest: Arc::default())? })
            }
        }
    )+};
}

kept! {
    Name: (full, given, initial, key, sound, plain);
    Initiative: (title, year, scope, recognised_by, benefit_vnd);
    AwardWon: (year, award, number, issuer);
    Decision: (number, date, issuer);
    Honour: (award, decision);
    Photo: (file, alt, caption, credit, focus, has_children, subjects_consented);
    Honoree:
        (id, name, kind, group, unit, job, lead, quote, categories, movements, position, featured, noindex),
        (mentoring, initiatives, awards, honour, photo, pictures, placed, words, has_figure)
        without summary;
    Dossier:
        (approval, consent, publish_until, received_at, previously_honoured, justification, total_benefit_vnd),
        (private, unnamed_photo, findings);
    Approval: (status, number, date, by);
    Consent: (web, photo, print, date, evidence, withdrawn_on);
    EarlierHonour: (period, level);
    Private: (gender, ethnic_minority, party_member);
    Keynote:
        (id, title, honorees, speaker, domain, presented, order, lead, pictures, video, placed, words)
        without story;
}

/// Keeps a choice by its place among all.
macro_rules! kept_choices {
    ($($choice:ident),+) => {$(
        impl Serialize for $choice {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                Self::WORDS.iter().position(|(_, choice)| choice == self).serialize(to)
            }
        }

        impl<'d> Deserialize<'d> for $choice {
            fn deserialize<D: Deserializer<'d>>(from: D) -> Result<Self, D::Error> {
                let place = Option::<usize>::deserialize(from)?.and_then(|place| Self::WORDS.get(place));
                place.map(|(_, choice)| *choice).ok_or_else(|| D::Error::custom("no such choice"))
            }
        }
    )+};
}

kept_choices!(Kind, Level, Status, Category, Position, Gender, Domain);

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(to)
    }
}

impl<'d> Deserialize<'d> for Id {
    fn deserialize<D: Deserializer<'d>>(from: D) -> Result<Self, D::Error> {
        Self::new(Deserialize::deserialize(from)?).ok_or_else(|| D::Error::custom("no id"))
    }
}

impl Serialize for NameOrder {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Person(key) => (true, key.as_bytes()).serialize(to),
            Self::Collective(key) => (false, key.as_bytes()).serialize(to),
        }
    }
}

impl<'d> Deserialize<'d> for NameOrder {
    fn deserialize<D: Deserializer<'d>>(from: D) -> Result<Self, D::Error> {
        let (is_person, key) = Deserialize::deserialize(from)?;
        let whose = if is_person { Self::Person } else { Self::Collective };
        Ok(whose(SortKey::from_bytes(key)))
    }
}

impl Serialize for Nomination {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let number = |key: &str| MARKED.iter().position(|known| *known == key);
        let marks: Vec<_> = self.marks.iter().map(|(key, place)| (number(key), place)).collect();
        let dossier: &Dossier = self;
        (&self.file, marks, dossier, self.for_check()).serialize(to)
    }
}

impl<'d> Deserialize<'d> for Nomination {
    fn deserialize<D: Deserializer<'d>>(from: D) -> Result<Self, D::Error> {
        let (file, marks, dossier, honoree) = Deserialize::deserialize(from)?;
        let marks: Vec<(Option<usize>, _)> = marks;
        let named = |(number, place): (Option<usize>, _)| Some((*MARKED.get(number?)?, place));
        Ok(Self::new(file, marks.into_iter().filter_map(named).collect(), dossier, honoree))
    }
}

impl Serialize for Submission {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Places { honorees, speaker, approval, whole } = &self.places;
        let places = (honorees, [speaker, approval, whole]);
        (&self.file, places, &self.approval, &self.findings, self.for_check()).serialize(to)
    }
}

impl<'d> Deserialize<'d> for Submission {
    fn deserialize<D: Deserializer<'d>>(from: D) -> Result<Self, D::Error> {
        let (file, places, approval, findings, keynote) = Deserialize::deserialize(from)?;
        let (honorees, [speaker, asked, whole]) = places;
        let places = Places { honorees, speaker, approval: asked, whole };
        Ok(Self::new(file, places, approval, findings, keynote))
    }
}
