//! Everything that was read, and the gate that lets through what may be shown.

mod gone;
mod moved;
mod order;
mod pictures;
mod retold;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use imbl::Vector;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use self::gone::gone;
pub use self::moved::Move;
use self::moved::list;
pub use self::order::Record;
pub(crate) use self::order::move_in;
use self::pictures::shown_keynote;
use super::answers::{self, Person, Question, Told};
use super::conference::{Conference, Term};
use super::honoree::{Approval, Fragment, Honoree, Kind, Nomination, Status, Withheld};
use super::keynote::{Keynote, Submission};
use super::photo::{Album, Photo};
use super::settings::Settings;
use super::{Date, Id};
use crate::files::FilePath;
use crate::privacy::Findings;

/// Everything that was read, published or not: for checks and for the desk, never for output.
pub struct Board {
    /// Who we are.
    pub settings: Arc<Settings>,
    /// The conferences in the order of their folders.
    pub conferences: Vec<Dossiers>,
    /// Those that lack a title, a level or a term: rules look at their dossiers, and nothing of them is ever shown.
    pub unread: Vec<Dossiers>,
    /// What is personal in the settings, by its place in their file.
    pub findings: Findings,
}

/// All that was handed in for one conference.
pub struct Dossiers {
    /// The conference.
    pub conference: Arc<Conference>,
    /// Its term; none where it could not be read.
    pub term: Option<Term>,
    /// The nominations in the order of their folders.
    pub nominations: Vector<Arc<Nomination>>,
    /// The folders of those that are none, each with what could be read of it.
    pub unread: BTreeMap<Id, Option<Arc<Fragment>>>,
    /// Could all dossiers be read to the last word?
    pub sound: bool,
    /// The keynotes in the order of their folders.
    pub submissions: Vector<Arc<Submission>>,
    /// The albums in the editor's order.
    pub albums: Vec<Album>,
    /// What is personal in the files of the conference itself.
    pub findings: Vec<(FilePath, Findings)>,
}

impl Dossiers {
    /// What could be read of those that are none.
    pub fn fragments(&self) -> impl Iterator<Item = &Fragment> {
        self.unread.values().flatten().map(|fragment| &**fragment)
    }

    /// The nomination with this id.
    #[must_use]
    pub fn nomination(&self, id: &Id) -> Option<&Nomination> {
        // By its file: folders sort as "an-2/" before "an/", ids the other way round.
        let folder = FilePath::new(self.conference.file().folder()).join("honorees");
        let file = folder.join(id).join("index.md");
        let at = self.nominations.binary_search_by(|n| n.file.cmp(&file)).ok()?;
        self.nominations.get(at).map(|n| &**n)
    }

    /// Is the last day of the conference past, and that of everybody?
    #[must_use]
    pub fn is_over(&self, today: Date) -> bool {
        self.conference.is_past(today)
            && self.nominations.iter().all(|n| n.standing(&self.conference, today).is_err())
    }

    /// The nominations that may be shown on `today`.
    fn passed(&self, today: Date) -> Vec<&Nomination> {
        self.nominations
            .par_iter()
            .map(|n| &**n)
            .filter(|n| n.standing(&self.conference, today).is_ok())
            .collect()
    }

    /// The nominations that wait: with approval and consent they would be shown on `today`.
    fn waiting(&self, today: Date) -> Vec<&Nomination> {
        let waits =
            |n: &&Nomination| n.standing(&self.conference, today).is_err() && may_wait(n, self, today);
        self.nominations.iter().map(|n| &**n).filter(waits).collect()
    }
}

/// What may be shown on a certain day. Web and print are made from this alone: whoever the gate
/// withholds does not exist in it (`content-format.md`, "Only approved …").
#[derive(Clone)]
pub struct Roll {
    /// Who we are.
    pub settings: Arc<Settings>,
    /// The conferences, the newest term first.
    pub chapters: Vec<Chapter>,
    /// Everyone once more, by given name; collectives after the persons.
    pub everyone: Arc<Vec<Entry>>,
    /// Everyone by unit, in the order of [`Roll::everyone`].
    pub by_unit: Arc<BTreeMap<Id, Vec<Entry>>>,
    /// Everyone by award, in the order of [`Roll::everyone`].
    pub by_award: Arc<BTreeMap<Id, Vec<Entry>>>,
    /// Are those among them who wait?
    is_of_drafts: bool,
    /// Those whom several conferences honour, once somebody asks for them.
    again: Arc<OnceLock<FxHashMap<Entry, Arc<[Entry]>>>>,
}

/// One conference of the roll.
#[derive(Clone)]
pub struct Chapter {
    /// The conference.
    pub conference: Arc<Conference>,
    /// Its honourees by their ids: where one stands here does not change with the name.
    pub honorees: Vector<Listed>,
    /// Their places in the order in which they are shown: collectives first, then persons by given name.
    order: Arc<order::Order>,
    /// Its keynotes in order.
    pub keynotes: Vec<Arc<Keynote>>,
    /// Its albums.
    pub albums: Vec<OpenAlbum>,
    /// Who and what of these waits to be let through; nothing but in a roll [with drafts](Roll::with_drafts).
    pub drafts: Subjects,
    /// Who and what was taken down and leaves a page without a name; nothing where the settings ask for none.
    pub gone: Subjects,
    /// What its persons answered in private: totals, and only what may be told of them.
    pub answers: Vec<(Question, Option<Told>)>,
}

impl Chapter {
    /// The place of an honouree.
    #[must_use]
    pub fn place(&self, id: &Id) -> Option<usize> {
        self.search(id).ok()
    }

    /// The place of an honouree, or where it would be.
    fn search(&self, id: &Id) -> Result<usize, usize> {
        self.honorees.binary_search_by(|listed| listed.honoree.id.cmp(id))
    }
}

/// Honourees and keynotes of a conference, by nothing but their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subjects {
    /// Honourees.
    pub honorees: BTreeSet<Id>,
    /// Keynotes.
    pub keynotes: BTreeSet<Id>,
}

/// An honouree that may be shown.
#[derive(Clone)]
pub struct Listed {
    /// The honouree, already without a photo where that is not agreed to.
    pub honoree: Arc<Honoree>,
    /// May it be printed?
    pub print: bool,
}

/// An album of pictures that may be shown.
#[derive(Clone)]
pub struct OpenAlbum {
    /// Its title.
    pub title: String,
    /// The day.
    pub date: Option<Date>,
    /// The pictures.
    pub pictures: Vec<Photo>,
}

/// A place in the roll: which chapter, which honouree of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry {
    /// Index into [`Roll::chapters`].
    pub chapter: usize,
    /// Index into [`Chapter::honorees`].
    pub honoree: usize,
}

impl Roll {
    /// Opens the gate for what may be shown on `today`.
    #[must_use]
    pub fn open(board: &Board, today: Date) -> Self {
        Self::opened(board, today, false)
    }

    /// The same with those who wait for approval or consent, so that the office sees what they would look
    /// like (`domain.md` P14). Nothing that is published is made from this. Whoever was refused, has been
    /// withdrawn or took consent back waits for nothing and is not in it.
    #[must_use]
    pub fn with_drafts(board: &Board, today: Date) -> Self {
        Self::opened(board, today, true)
    }

    fn opened(board: &Board, today: Date, with_drafts: bool) -> Self {
        let passed: Vec<_> = board.conferences.iter().map(|dossiers| dossiers.passed(today)).collect();
        let again = answers::shown_again(&passed);
        let open = |(dossiers, passed): (_, &Vec<_>)| {
            open_chapter(dossiers, passed, &again, &board.settings, today, with_drafts)
        };
        let mut chapters: Vec<Chapter> = board.conferences.iter().zip(&passed).map(open).collect();
        chapters.sort_by(|a, b| {
            // Of one term, the publisher's own conference comes before those it only reports on.
            let own = |c: &Conference| c.publisher.as_ref().is_none_or(|p| *p == board.settings.publisher);
            let key = |c: &Chapter| (c.conference.term.to, own(&c.conference), c.conference.held_on);
            key(b).cmp(&key(a)).then_with(|| a.conference.id.cmp(&b.conference.id))
        });
        let mut everyone: Vec<Entry> = Vec::new();
        for (chapter, content) in chapters.iter().enumerate() {
            everyone.extend(content.places().map(|honoree| Entry { chapter, honoree }));
        }
        let roll = Self {
            settings: Arc::clone(&board.settings),
            chapters,
            everyone: Arc::default(),
            by_unit: Arc::default(),
            by_award: Arc::default(),
            is_of_drafts: with_drafts,
            again: Arc::default(),
        };
        roll.sort_by_name(&mut everyone);
        let (by_unit, by_award) = rayon::join(
            || roll.listed_by(&everyone, |honoree| [&honoree.unit]),
            || roll.listed_by(&everyone, Honoree::held),
        );
        let (by_unit, by_award) = (Arc::new(by_unit), Arc::new(by_award));
        Self { everyone: Arc::new(everyone), by_unit, by_award, ..roll }
    }

    /// Those who have something in common, by what it is, each of them once and in the order of `everyone`.
    fn listed_by<'r, I: IntoIterator<Item = &'r Id>>(
        &'r self,
        everyone: &[Entry],
        common: impl Fn(&'r Honoree) -> I,
    ) -> BTreeMap<Id, Vec<Entry>> {
        let mut lists: FxHashMap<&Id, Vec<Entry>> = FxHashMap::default();
        for entry in everyone {
            let Some((_, honoree)) = self.get(*entry) else { continue };
            for id in common(honoree) {
                let list = lists.entry(id).or_default();
                if list.last() != Some(entry) {
                    list.push(*entry);
                }
            }
        }
        lists.into_iter().map(|(id, list)| (id.clone(), list)).collect()
    }

    /// The honouree at a place, with its chapter.
    #[must_use]
    pub fn get(&self, entry: Entry) -> Option<(&Chapter, &Arc<Honoree>)> {
        let chapter = self.chapters.get(entry.chapter)?;
        Some((chapter, &chapter.honorees.get(entry.honoree)?.honoree))
    }
}

fn open_chapter(
    dossiers: &Dossiers,
    passed: &[&Nomination],
    again: &FxHashSet<Person<'_>>,
    settings: &Settings,
    today: Date,
    with_drafts: bool,
) -> Chapter {
    let waiting = if with_drafts { dossiers.waiting(today) } else { Vec::new() };
    let mut honorees: Vec<_> = passed.par_iter().chain(&waiting).map(|n| list(n)).collect();
    honorees.par_sort_by(|a, b| a.honoree.id.cmp(&b.honoree.id));
    let (mut keynotes, mut drafts) = (Vec::new(), Subjects::default());
    drafts.honorees.extend(waiting.iter().map(|n| n.honoree.id.clone()));
    for submission in &dossiers.submissions {
        if standing_of(submission, dossiers, today).is_err() {
            if !with_drafts || !may_wait_for(submission, dossiers, today) {
                continue;
            }
            drafts.keynotes.insert(submission.keynote.id.clone());
        }
        keynotes.push(shown_keynote(submission, dossiers));
    }
    keynotes.sort_by(|a, b| {
        let key = |k: &Keynote| (!k.presented, k.order.unwrap_or(i64::MAX), k.id.clone());
        key(a).cmp(&key(b))
    });
    let mut conference = Arc::clone(&dossiers.conference);
    let is_past = conference.is_past(today);
    if is_past {
        conference = Arc::new(conference.without_people());
    }
    let pictures = || dossiers.albums.iter().flat_map(|album| &album.pictures);
    let shut: FxHashSet<&FilePath> =
        pictures().filter(|p| !p.may_be_shown()).map(|p| &p.photo.file).collect();
    let albums = dossiers.albums.iter().filter(|_| !is_past).map(|album| OpenAlbum {
        title: album.title.clone(),
        date: album.date,
        pictures: album
            .pictures
            .iter()
            .filter(|p| !shut.contains(&p.photo.file))
            .map(|p| p.photo.clone())
            .collect(),
    });
    Chapter {
        conference,
        order: Arc::new(order::shown(&honorees)),
        honorees: honorees.into(),
        keynotes,
        albums: albums.filter(|a| !a.pictures.is_empty()).collect(),
        drafts,
        gone: if settings.tombstones { gone(dossiers, today) } else { Subjects::default() },
        answers: answers::told(passed, again, settings.min_cell),
    }
}

/// Does the approval still come, or has it come?
fn is_open(approval: &Approval) -> bool {
    !approval.status.is_some_and(Status::is_against)
}

/// Is there nothing against showing it but that approval or consent has not come?
fn may_wait(nomination: &Nomination, dossiers: &Dossiers, today: Date) -> bool {
    is_open(&nomination.approval)
        && nomination.consent.withdrawn_on.is_none()
        && nomination.last_day(&dossiers.conference).is_none_or(|last| today <= last)
}

fn may_wait_for(submission: &Submission, dossiers: &Dossiers, today: Date) -> bool {
    let mut whose = submission.keynote.honorees.iter().map(|id| dossiers.nomination(id));
    !is_past(submission, dossiers, today)
        && is_open(&submission.approval)
        && whose.all(|n| n.is_some_and(|n| may_wait(n, dossiers, today)))
}

/// Has a keynote's last day passed that has no honouree to have one?
fn is_past(submission: &Submission, dossiers: &Dossiers, today: Date) -> bool {
    submission.keynote.honorees.is_empty() && dossiers.conference.is_past(today)
}

/// May a keynote be shown on `today`? It tells of its honourees by name, so only when all of them are.
///
/// # Errors
/// Its own reason, or that of the first of its honourees who may not be shown.
pub fn standing_of(submission: &Submission, dossiers: &Dossiers, today: Date) -> Result<(), Withheld> {
    submission.standing()?;
    if is_past(submission, dossiers, today) {
        return Err(Withheld::Expired);
    }
    for id in &submission.keynote.honorees {
        let nomination = dossiers.nomination(id).ok_or(Withheld::NotApproved(None))?;
        nomination.standing(&dossiers.conference, today)?;
    }
    Ok(())
}

/// How many persons and collectives there are among these.
#[must_use]
pub fn count_kinds<'a>(honorees: impl IntoIterator<Item = &'a Arc<Honoree>>) -> (usize, usize) {
    honorees.into_iter().fold((0, 0), |(persons, collectives), honoree| match honoree.kind {
        Kind::Individual => (persons + 1, collectives),
        Kind::Collective => (persons, collectives + 1),
    })
}
