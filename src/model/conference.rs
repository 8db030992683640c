//! A conference: its term, its documents, its people on the stage, and the criteria it honours by.

use std::fmt;
use std::sync::Arc;

use super::honoree::Kind;
use super::limits::Limits;
use super::prose::Prose;
use super::{Choice, Date, Id};
use crate::files::FilePath;
use crate::report::{Marks, Span};
use crate::vietnamese;

/// The level of a union, from the grass roots up (`domain.md` §2.2); historic levels stay readable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Cơ sở.
    GrassRoots,
    /// Phường, xã, đặc khu.
    Ward,
    /// Quận, huyện.
    District,
    /// Ngành.
    Sector,
    /// Tỉnh, thành phố.
    City,
    /// Trung ương.
    National,
}

impl Choice for Level {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("co-so", Self::GrassRoots),
        ("phuong-xa", Self::Ward),
        ("quan", Self::District),
        ("nganh", Self::Sector),
        ("thanh-pho", Self::City),
        ("trung-uong", Self::National),
    ];
}

/// The years a conference looks back on, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// The first year.
    pub from: i16,
    /// The last year.
    pub to: i16,
}

impl Term {
    /// Does the year lie inside?
    #[must_use]
    pub fn holds(&self, year: i16) -> bool {
        (self.from..=self.to).contains(&year)
    }

    /// `2010-2014`, `2010 – 2014`, `2010`: a term, however it is written.
    #[must_use]
    pub fn written(text: &str) -> Option<Self> {
        let mut years = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        let from = years.next()?.parse().ok()?;
        let to = years.next().map_or(Some(from), |year| year.parse().ok())?;
        (years.next().is_none() && from <= to).then_some(Self { from, to })
    }
}

/// `2015–2019`, and `2020` where it is one year.
impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to {
            write!(f, "{}", self.from)
        } else {
            write!(f, "{}–{}", self.from, self.to)
        }
    }
}

/// A numbered document: a decision, a plan that is the basis of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// As `105/KH-LĐLĐ`.
    pub number: String,
    /// Its day.
    pub date: Option<Date>,
    /// Who issued it.
    pub issuer: Option<String>,
}

/// Who signs for the publisher (plan, at its end: "TM. BAN THƯỜNG VỤ / CHỦ TỊCH").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// For whom.
    pub body: Option<String>,
    /// In which office.
    pub office: Option<String>,
    /// The name.
    pub name: String,
}

/// Somebody in the chair of the conference (plan III.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresidiumMember {
    /// The name.
    pub name: String,
    /// The office.
    pub role: Option<String>,
    /// Chiến sĩ thi đua.
    pub emulation_fighter: bool,
}

/// The forms the plan names (II.1); the site has words for them.
pub const FORMS: [&str; 3] = ["tuyen-duong", "bieu-duong", "gap-mat"];

/// How many came (plan II.3: about 70 % honourees).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delegates {
    /// Điển hình tiên tiến.
    pub honorees: u64,
    /// Khách mời; none where nobody says how many.
    pub guests: Option<u64>,
}

/// Leave to invite more than the limit (plan II.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LargeUnitApproval {
    /// The number of the approval.
    pub number: String,
    /// How many work in the unit.
    pub workers: Option<u64>,
}

/// What else belonged to a conference (plan III.6: dialogues, exchanges, performances).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideEvent {
    /// What it was.
    pub title: String,
    /// The day.
    pub date: Option<Date>,
    /// Where.
    pub place: Option<String>,
    /// The address of a report on it.
    pub link: Option<String>,
}

/// The keys of a conference's front matter whose places are kept, for reports about them.
pub const MARKED: [&str; 5] = ["held_on", "decision", "delegates", "presidium", "signature"];

/// What is known of a conference.
#[derive(Clone)]
pub struct Conference {
    /// Where the keys of [`MARKED`] stand in its file.
    pub marks: Marks,
    /// Its folder's name.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// Its form (plan II.1): a word of [`FORMS`], or as the editor calls it.
    pub form: Option<String>,
    /// Its level.
    pub level: Level,
    /// Its term.
    pub term: Term,
    /// The day it was held.
    pub held_on: Option<Date>,
    /// Where.
    pub place: Option<String>,
    /// Who held it, when that is not the site's publisher.
    pub publisher: Option<String>,
    /// What it was held in honour of.
    pub occasions: Vec<String>,
    /// What the imprint of its booklet says of the printing: where, how many, under which licence (`domain.md` §2.3).
    pub imprint: Vec<String>,
    /// The documents it rests on.
    pub basis: Vec<Decision>,
    /// The decision to commend.
    pub decision: Option<Decision>,
    /// How many came.
    pub delegates: Option<Delegates>,
    /// Leave to be larger.
    pub large_unit_approval: Option<LargeUnitApproval>,
    /// Who sat in the chair.
    pub presidium: Vec<PresidiumMember>,
    /// What else belonged to it.
    pub events: Vec<SideEvent>,
    /// The last day it shows people: its stage, its albums, and honourees whose dossiers say nothing (`domain.md` P12).
    pub publish_until: Option<Date>,
    /// Who signs the foreword.
    pub signature: Option<Signature>,
    /// Lời nói đầu.
    pub foreword: Arc<Prose>,
    /// The pictures the foreword places.
    pub placed: Vec<FilePath>,
    /// By what it honours.
    pub criteria: Criteria,
}

impl Conference {
    /// Where a key of the front matter stands, or the top of the file.
    #[must_use]
    pub fn mark(&self, key: &str) -> Span {
        self.marks.at(key)
    }

    /// Is its last day past? Then what it shows of people besides their dossiers, its stage and its albums, goes as well.
    #[must_use]
    pub fn is_past(&self, today: Date) -> bool {
        self.publish_until.is_some_and(|last| today > last)
    }

    /// What is left of it when its last day is past: nobody on its stage, below its foreword or in it as a picture.
    #[must_use]
    pub fn without_people(&self) -> Self {
        Self {
            presidium: Vec::new(),
            signature: None,
            foreword: Arc::new(self.foreword.with_pictures(Vec::new())),
            placed: Vec::new(),
            publish_until: None,
            ..self.clone()
        }
    }

    /// Its file.
    #[must_use]
    pub fn file(&self) -> FilePath {
        FilePath::new(&format!("content/{}/conference.md", self.id))
    }

    /// The file of its criteria.
    #[must_use]
    pub fn criteria_file(&self) -> FilePath {
        FilePath::new(&format!("content/{}/criteria.toml", self.id))
    }

    /// How many delegates it may have at most; none where the criteria say nothing (plan II.3).
    /// Leave for a large unit is for conferences at the grass roots, and lifts the usual limit.
    #[must_use]
    pub fn delegates_max(&self) -> Option<u64> {
        let limits = &self.criteria.limits;
        // "Trên 500": exactly 500 is not large, and neither is what nobody has counted.
        let is_large = self.large_unit_approval.as_ref().is_some_and(|leave| {
            self.level == Level::GrassRoots
                && limits.large_unit_workers.is_none_or(|large| leave.workers.is_some_and(|n| n > large))
        });
        if is_large { limits.delegates_max_large_unit } else { limits.delegates_max }
    }

    /// Those in the chair, and the emulation fighters among them (plan III.5).
    #[must_use]
    pub fn chair(&self) -> (u64, u64) {
        let fighters = self.presidium.iter().filter(|member| member.emulation_fighter);
        (self.presidium.len() as u64, fighters.count() as u64)
    }
}

impl Delegates {
    /// All of them.
    #[must_use]
    pub fn all(&self) -> u64 {
        self.honorees.saturating_add(self.guests.unwrap_or(0))
    }

    /// The share of honourees; none where nobody came, or nobody said how many guests.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        let known = self.guests.is_some() && self.all() > 0;
        known.then(|| self.honorees as f64 / self.all() as f64)
    }
}

/// The conditions of a conference: data of the term, never code (`domain.md` §1.7).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Criteria {
    /// Limits of the whole; what is absent is not checked.
    pub limits: Limits,
    /// The groups in the order of the file.
    pub groups: Vec<Group>,
    /// Could they be read to the last one?
    pub whole: bool,
    /// The awards they ask for, each with its place.
    pub awards: Vec<(Id, Span)>,
    /// How many each unit was asked to send.
    pub allocations: Vec<Allocation>,
}

/// How many a unit was asked to send (plan III.4: "phân bổ số lượng").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation {
    /// The unit.
    pub unit: Id,
    /// So many persons.
    pub people: u64,
    /// Where it stands in the criteria.
    pub place: Span,
}

impl Criteria {
    /// The group with this id.
    #[must_use]
    pub fn group(&self, id: &Id) -> Option<&Group> {
        self.groups.iter().find(|g| g.id == *id)
    }

    /// Is there such a group, or may there be one among those that could not be read?
    #[must_use]
    pub fn may_have_group(&self, id: &Id) -> bool {
        self.group(id).is_some() || !self.whole
    }

    /// The group of this label.
    #[must_use]
    pub fn group_called(&self, name: &str) -> Option<&Id> {
        let slug = vietnamese::slug(name);
        self.groups.iter().find(|group| vietnamese::slug(&group.label) == slug).map(|group| &group.id)
    }
}

/// Chosen by vote, by office, or as a guest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Bình chọn.
    Elected,
    /// Đương nhiên.
    ExOfficio,
    /// Khách mời.
    Guest,
}

impl Choice for Selection {
    const WORDS: &'static [(&'static str, Self)] =
        &[("elected", Self::Elected), ("ex-officio", Self::ExOfficio), ("guest", Self::Guest)];
    const SAID: &'static [(&'static str, &'static str)] =
        &[("binh chon", "elected"), ("duong nhien", "ex-officio"), ("khach moi", "guest")];
}

/// A group of honourees (đối tượng): its number means something only together with the level.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its id.
    pub id: Id,
    /// Its number in the plan.
    pub number: Option<u64>,
    /// Its name.
    pub label: String,
    /// Of persons or of collectives.
    pub kind: Kind,
    /// How it is chosen.
    pub selection: Option<Selection>,
    /// At least so many initiatives.
    pub min_initiatives: Option<u64>,
    /// Recognised at least this far.
    pub initiative_scope: Option<Level>,
    /// Worth at least this many đồng in all, inclusive.
    pub min_benefit_vnd: Option<u64>,
    /// With help given to colleagues.
    pub requires_mentoring: bool,
    /// With one of these awards.
    pub requires_award: Option<RequiredAward>,
    /// With one of these in every year of the term.
    pub requires_each_year: Vec<Id>,
    /// For the reader of a report.
    pub roles: Vec<String>,
}

impl Group {
    /// Is there anything a dossier of this group can be measured by?
    #[must_use]
    pub fn asks_something(&self) -> bool {
        self.min_initiatives.is_some()
            || self.min_benefit_vnd.is_some()
            || self.requires_award.is_some()
            || !self.requires_each_year.is_empty()
    }
}

/// One of several awards a group asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredAward {
    /// Any of these.
    pub any: Vec<Id>,
    /// Received within the term.
    pub within_period: bool,
}
