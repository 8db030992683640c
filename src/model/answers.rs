//! What people answered in private, as totals of a conference, and what of these totals may be told.
//!
//! Private answers become public figures here and nowhere else (`domain.md` P8, plan II.3). Names, units,
//! groups and positions are no secret: everybody's page tells them, and so they may be counted freely. With
//! `min` for the site's smallest cell, 5 unless the settings say otherwise:
//!
//! 1. There are totals over the persons of one conference only: none by group, unit or year.
//! 2. A question is told when at least `min` said yes and at least `min` said no. A small number points at
//!    people, and so does a small remainder; none is small too, for it answers for everybody at once.
//! 3. Whoever did not answer is counted apart. From 1 to `min - 1` of them are a small cell: it is left out,
//!    and the noes with it, because the number of persons is public and one gap among numbers with a known
//!    sum is none (complementary suppression). It is always the noes: to leave out the next smallest number
//!    would tell which one that is. The two together must be `2 * min` or more, or the question is not told.
//! 4. Conferences share people. Where two are nearly the same crowd, their totals differ by the answers of a
//!    few. So those who are in no other conference must pass 2 and 3 by themselves.
//!
//! Whoever knows the figures, the names and these rules still finds every number from nobody to everybody
//! possible where a question is not told, and every number from 1 to `min - 1` where those who did not
//! answer are left out. No rule over one edition of a site guards against keeping an older one: where a
//! single person left in between, the totals differ by that person.

use rustc_hash::{FxBuildHasher, FxHashSet};

use super::honoree::{Kind, NameOrder, Nomination};
use super::{Choice, Id};

/// The smallest cell of a site that does not say otherwise.
pub const MIN_CELL: u64 = 5;

/// No site may go below this: with less, a gap would have only one filling.
pub const LEAST_MIN_CELL: u64 = 3;

/// Read for checks and totals, never in any output (`domain.md` P2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Private {
    /// Woman or man, as recorded.
    pub gender: Option<Gender>,
    /// Of an ethnic minority.
    pub ethnic_minority: Option<bool>,
    /// A member of the Party.
    pub party_member: Option<bool>,
}

/// Nữ, nam.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gender {
    /// Nữ.
    Woman,
    /// Nam.
    Man,
}

impl Choice for Gender {
    const WORDS: &'static [(&'static str, Self)] = &[("nu", Self::Woman), ("nam", Self::Man)];
}

/// What a report upwards asks about persons, and no page tells of anyone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// Nữ.
    Woman,
    /// Dân tộc thiểu số.
    EthnicMinority,
    /// Đảng viên.
    PartyMember,
}

impl Question {
    /// Every question.
    pub const ALL: [Self; 3] = [Self::Woman, Self::EthnicMinority, Self::PartyMember];

    fn answer(self, private: &Private) -> Option<bool> {
        match self {
            Self::Woman => private.gender.map(|gender| gender == Gender::Woman),
            Self::EthnicMinority => private.ethnic_minority,
            Self::PartyMember => private.party_member,
        }
    }
}

/// How many answered a question in which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Said yes.
    pub yes: u64,
    /// Said no.
    pub no: u64,
    /// Did not say.
    pub undeclared: u64,
}

/// What may be told of [`Answers`]; what is left out is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Said yes.
    pub yes: u64,
    /// Said no.
    pub no: Option<u64>,
    /// Did not say.
    pub undeclared: Option<u64>,
}

impl Answers {
    /// What may be told: rules 2 and 3 of this module.
    #[must_use]
    pub fn told(self, min: u64) -> Option<Told> {
        let Self { yes, no, undeclared } = self;
        if yes < min || no < min {
            return None;
        }
        if undeclared == 0 || undeclared >= min {
            return Some(Told { yes, no: Some(no), undeclared: Some(undeclared) });
        }
        let hidden = no.saturating_add(undeclared);
        (hidden >= min.saturating_mul(2)).then_some(Told { yes, no: None, undeclared: None })
    }

    fn count(&mut self, answer: Option<bool>) {
        match answer {
            Some(true) => self.yes += 1,
            Some(false) => self.no += 1,
            None => self.undeclared += 1,
        }
    }
}

/// A person as far as two conferences can know that it is the same: the same name in the same unit.
pub(super) type Person<'n> = (&'n NameOrder, &'n Id);

fn person(nomination: &Nomination) -> Person<'_> {
    (&nomination.honoree.name.key, &nomination.honoree.unit)
}

/// Those who are shown more than once, as far as what they answered may be told.
pub(super) fn shown_again<'n>(shown: &[Vec<&'n Nomination>]) -> FxHashSet<Person<'n>> {
    // Where nobody answered anything there is nothing to tell.
    if shown.iter().flatten().all(|nomination| nomination.private == Private::default()) {
        return FxHashSet::default();
    }
    let most = shown.iter().map(Vec::len).sum();
    let mut once = FxHashSet::with_capacity_and_hasher(most, FxBuildHasher);
    let persons = shown.iter().flatten().map(|nomination| person(nomination));
    persons.filter(|person| !once.insert(*person)).collect()
}

/// The questions that somebody answered, with what may be told of the answers: all rules of this module.
pub(super) fn told(
    shown: &[&Nomination],
    again: &FxHashSet<Person<'_>>,
    min: u64,
) -> Vec<(Question, Option<Told>)> {
    let mut totals = Question::ALL.map(|question| (question, Answers::default(), Answers::default()));
    for nomination in shown.iter().filter(|n| n.honoree.kind == Kind::Individual) {
        let is_only_here = !again.contains(&person(nomination));
        for (question, answers, only_here) in &mut totals {
            let answer = question.answer(&nomination.private);
            answers.count(answer);
            if is_only_here {
                only_here.count(answer);
            }
        }
    }
    let answered = |(question, answers, only_here): (Question, Answers, Answers)| {
        let told = only_here.told(min).and_then(|_| answers.told(min));
        (answers.yes + answers.no > 0).then_some((question, told))
    };
    totals.into_iter().filter_map(answered).collect()
}
