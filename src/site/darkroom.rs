//! The darkroom: looks at each original before anything is made of it, and makes the sizes that are asked for,
//! decoding each photo once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use rayon::prelude::*;

use crate::files::{Bytes, Digest, FilePath, Files, Memo};
use crate::model::board::Roll;
use crate::model::honoree::Kind;
use crate::model::photo::Photo;
use crate::photos::{self, Cut, Facts, Family, Fault, Lab, Recipe};
use crate::report::{Problem, Report};

/// So many photos are looked at side by side at most, however many cores there are: each thread that has ever decoded
/// one keeps some memory for the next, and decoding alone takes up to three cores.
const AT_ONCE: usize = 4;

/// An original photo that may be shown.
#[derive(Clone, Debug)]
pub struct Original {
    /// Its identity.
    pub digest: Digest,
    /// What its header tells, and what one glance at it shows.
    pub facts: Facts,
}

/// The originals that may be shown, each looked at when it is first asked for.
pub struct Originals {
    /// By file: whether it is cut anywhere, and what was seen in it.
    seen: BTreeMap<FilePath, (bool, OnceLock<Result<Original, Problem>>)>,
    files: Arc<dyn Files>,
    memo: Arc<dyn Memo>,
    lab: Lab,
}

impl Originals {
    /// An original that can be used.
    #[must_use]
    pub fn get(&self, file: &FilePath) -> Option<&Original> {
        self.at_sight(file, &|_, _| Vec::new())
    }

    fn at_sight(&self, file: &FilePath, wanted: &Wanted<'_>) -> Option<&Original> {
        let (will_be_cut, seen) = self.seen.get(file)?;
        seen.get_or_init(|| self.look(file, *will_be_cut, wanted)).as_ref().ok()
    }

    /// Looks at an original, and makes of it what is wanted while it is open.
    fn look(&self, file: &FilePath, will_be_cut: bool, wanted: &Wanted<'_>) -> Result<Original, Problem> {
        let Self { files, memo, lab, .. } = self;
        let digest = files.digest(file).map_err(|why| why.problem(file))?;
        let what: &[u8] = if will_be_cut { b"facts" } else { b"glance" };
        let key = Digest::of_parts([what, photos::VERSION.as_bytes(), &lab.paper(), digest.as_bytes()]);
        let known = memo.recall(&key).and_then(|b| postcard::from_bytes::<Result<Facts, Fault>>(&b).ok());
        let facts = match known {
            Some(facts) => facts,
            None => {
                let bytes = files.read(file).map_err(|why| why.problem(file))?;
                let looked = lab.looked(&bytes, will_be_cut, |facts| wanted(file, facts));
                let facts = looked.map(|(facts, made)| {
                    for (recipe, picture) in made {
                        memo.keep_picture(recipe.key(&digest, lab.paper()), &picture);
                    }
                    facts
                });
                if let Ok(bytes) = postcard::to_stdvec(&facts) {
                    memo.keep(key, &bytes);
                }
                facts
            }
        };
        facts.map(|facts| Original { digest, facts }).map_err(|fault| told(fault, file))
    }
}

/// What is wanted of an original that shows this.
pub(super) type Wanted<'w> = dyn Fn(&FilePath, &Facts) -> Vec<Family> + Sync + 'w;

/// The photos of a site, and how to make pictures of them.
pub struct Darkroom {
    originals: Arc<Originals>,
    /// One photo is decoded once though its sizes are asked for by several threads.
    turns: Vec<Mutex<()>>,
}

impl Darkroom {
    /// Lists every photo of the roll that may be shown; the others are never opened. `paper` lies under what one
    /// can see through.
    pub fn new(files: &Arc<dyn Files>, memo: &Arc<dyn Memo>, paper: [u8; 3], roll: &Roll) -> Self {
        let (cut, whole) = shown(roll);
        let seen =
            whole.into_iter().map(|file| (file, false)).chain(cut.into_iter().map(|file| (file, true)));
        let seen = seen.map(|(file, will_be_cut)| (file.clone(), (will_be_cut, OnceLock::new()))).collect();
        let (files, memo) = (Arc::clone(files), Arc::clone(memo));
        Self {
            originals: Arc::new(Originals { seen, files, memo, lab: Lab::new(paper) }),
            turns: (0..64).map(|_| Mutex::new(())).collect(),
        }
    }

    /// Looks at every photo, and makes what is wanted of those never looked at before; those that cannot be used, that
    /// carry a position or were cut by guess are reported.
    pub fn survey(&self, roll: &Roll, wanted: &Wanted<'_>, report: &mut Report) {
        let originals = &*self.originals;
        let all: Vec<_> = originals.seen.iter().collect();
        let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        (0..AT_ONCE).into_par_iter().for_each(|_| {
            while let Some((file, _)) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                let _ = originals.at_sight(file, wanted);
                originals.files.looked_at(done.fetch_add(1, Ordering::Relaxed) + 1, all.len());
            }
        });
        for (file, (_, seen)) in all {
            match seen.get() {
                Some(Ok(original)) if original.facts.has_position => {
                    report.push(Problem::info("photo-position").in_file(file));
                }
                Some(Err(problem)) => report.push(problem.clone()),
                _ => {}
            }
        }
        portraits(roll, originals, report);
        twice(roll, originals, report);
    }

    /// The photos that can be used.
    #[must_use]
    pub fn originals(&self) -> &Arc<Originals> {
        &self.originals
    }

    /// The identity of one size of a photo.
    #[must_use]
    pub fn key(&self, original: &FilePath, recipe: &Recipe) -> Digest {
        let digest = self.originals.get(original).map_or_else(|| Digest::of(b""), |o| o.digest);
        recipe.key(&digest, self.originals.lab.paper())
    }

    /// Makes one size of a photo, and all of its family with it: decoding is paid once.
    ///
    /// # Errors
    /// The photo cannot be read or is damaged.
    pub fn develop(
        &self,
        original: &FilePath,
        recipe: &Recipe,
        family: &[Recipe],
    ) -> Result<Bytes, Box<Problem>> {
        let problem = |rule: &'static str| Box::new(Problem::error(rule).in_file(original));
        let Originals { files, memo, lab, .. } = &*self.originals;
        let known = self.originals.get(original).ok_or_else(|| problem("photo-broken"))?;
        let key = self.key(original, recipe);
        if let Some(bytes) = memo.recall(&key) {
            return Ok(bytes);
        }
        let turn = known.digest.as_bytes().first().copied().unwrap_or(0) % 64;
        let _turn = self.turns.get(usize::from(turn)).map(|m| m.lock());
        if let Some(bytes) = memo.recall(&key) {
            return Ok(bytes);
        }
        let bytes = files.read(original).map_err(|why| Box::new(why.problem(original)))?;
        // Two media may ask for the same size of a small photo; what is there is not made again.
        let is_new = |other: &Recipe| memo.recall(&self.key(original, other)).is_none();
        let made = lab.derive(&bytes, family, is_new).map_err(|fault| Box::new(told(fault, original)))?;
        let mut wanted = None;
        for (other, picture) in made {
            memo.keep_picture(self.key(original, &other), &picture);
            if other == *recipe {
                wanted = Some(Bytes::from(picture));
            }
        }
        wanted.ok_or_else(|| problem("photo-broken"))
    }
}

/// The photos that pages and sheets show: those that are cut to a tile somewhere, and those that are whole anywhere.
fn shown(roll: &Roll) -> (BTreeSet<&FilePath>, BTreeSet<&FilePath>) {
    let (mut cut, mut whole) = (BTreeSet::new(), BTreeSet::new());
    for chapter in &roll.chapters {
        let honorees = || chapter.honorees.iter().map(|listed| &listed.honoree);
        cut.extend(honorees().filter_map(|honoree| honoree.photo.as_ref()).map(|photo| &photo.file));
        let keynotes = chapter.keynotes.iter().flat_map(|k| &k.pictures);
        let albums = chapter.albums.iter().flat_map(|a| &a.pictures);
        let others = honorees().flat_map(|honoree| &honoree.pictures).chain(keynotes).chain(albums);
        whole.extend(others.map(|photo: &Photo| &photo.file));
        whole.extend(honorees().flat_map(|honoree| &honoree.placed));
        whole.extend(&chapter.conference.placed);
        whole.extend(chapter.keynotes.iter().flat_map(|k| &k.placed));
    }
    (cut, whole)
}

/// Portraits that were cut by guess or not at all, for the editor to look at.
fn portraits(roll: &Roll, originals: &Originals, report: &mut Report) {
    let shown = roll.chapters.iter().flat_map(|chapter| &chapter.honorees);
    let photos = shown.filter_map(|listed| Some((listed.honoree.kind, listed.honoree.photo.as_ref()?)));
    for (kind, photo) in photos {
        let Some(original) = originals.get(&photo.file).filter(|_| photo.focus.is_none()) else { continue };
        let cut = match kind {
            Kind::Individual => Cut::portrait(&original.facts, None),
            Kind::Collective => Cut::group(&original.facts, None),
        };
        let heads = original.facts.heads;
        let problem = if cut == Cut::Contained {
            let why = match heads {
                _ if Cut::portrait(&original.facts, None) != cut => "group",
                Some(_) => "heads",
                None => "wide",
            };
            Problem::info("photo-contained").with("whole", why)
        } else if heads.is_none() && cut.loss(&original.facts) > 0.1 {
            Problem::info("photo-no-face")
        } else {
            continue;
        };
        report.push(problem.in_file(&photo.file));
    }
}

/// One portrait of two people: cameras and people call all of them alike, and one was put into the wrong folder.
fn twice(roll: &Roll, originals: &Originals, report: &mut Report) {
    let mut first: BTreeMap<Digest, (&str, &FilePath)> = BTreeMap::new();
    // A team may show its leader, and two teams one emblem.
    let listed = roll.chapters.iter().flat_map(|chapter| &chapter.honorees);
    for honoree in listed.map(|listed| &listed.honoree).filter(|honoree| honoree.kind == Kind::Individual) {
        let Some(photo) = honoree.photo.as_ref() else { continue };
        let Some(original) = originals.get(&photo.file) else { continue };
        let name = &*honoree.name.sound;
        let (other, file) = *first.entry(original.digest).or_insert((name, &photo.file));
        if other != name {
            report.push(Problem::warning("photo-twice").in_file(&photo.file).with("other", &**file));
        }
    }
}

/// A picture that cannot be used, told to the editor.
fn told(fault: Fault, file: &FilePath) -> Problem {
    let problem = Problem::error(fault.rule()).in_file(file);
    problem.with_some("format", fault.format())
}
