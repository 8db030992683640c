//! The darkroom: looks at each original before anything is made of it, and makes the sizes that are asked for,
//! decoding each photo once.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use imbl::OrdMap;
use rayon::prelude::*;

use crate::files::{Bytes, Digest, FilePath, Files, Memo};
use crate::model::board::{Move, Roll};
use crate::model::honoree::{Honoree, Kind};
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
#[derive(Clone)]
pub struct Originals {
    seen: OrdMap<FilePath, Arc<Seen>>,
    files: Arc<dyn Files>,
    memo: Arc<dyn Memo>,
    lab: Arc<Lab>,
}

/// What was seen in an original.
struct Seen {
    /// Is it cut anywhere?
    will_be_cut: bool,
    what: OnceLock<Result<Original, Problem>>,
}

impl Seen {
    fn not_yet(will_be_cut: bool) -> Arc<Self> {
        Arc::new(Self { will_be_cut, what: OnceLock::new() })
    }

    /// What there is to tell of it.
    fn remark(&self, file: &FilePath) -> Option<Problem> {
        match self.what.get()? {
            Ok(original) if original.facts.has_position => {
                Some(Problem::info("photo-position").in_file(file))
            }
            Ok(_) => None,
            Err(problem) => Some(problem.clone()),
        }
    }
}

impl Originals {
    /// An original that can be used.
    #[must_use]
    pub fn get(&self, file: &FilePath) -> Option<&Original> {
        self.at_sight(file, &|_, _| Vec::new())
    }

    fn at_sight(&self, file: &FilePath, wanted: &Wanted<'_>) -> Option<&Original> {
        let seen = self.seen.get(file)?;
        seen.what.get_or_init(|| self.look(file, seen.will_be_cut, wanted)).as_ref().ok()
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
    turns: Arc<[Mutex<()>]>,
}

impl Darkroom {
    /// Lists every photo of the roll that may be shown; the others are never opened. `paper` lies under what one
    /// can see through.
    pub fn new(files: &Arc<dyn Files>, memo: &Arc<dyn Memo>, paper: [u8; 3], roll: &Roll) -> Self {
        let (cut, whole) = shown(roll);
        let seen =
            whole.into_iter().map(|file| (file, false)).chain(cut.into_iter().map(|file| (file, true)));
        let seen = seen.map(|(file, will_be_cut)| (file.clone(), Seen::not_yet(will_be_cut))).collect();
        let (files, memo) = (Arc::clone(files), Arc::clone(memo));
        Self {
            originals: Arc::new(Originals { seen, files, memo, lab: Arc::new(Lab::new(paper)) }),
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
        report.extend(all.into_iter().filter_map(|(file, seen)| seen.remark(file)));
        let shown = roll.chapters.iter().flat_map(|chapter| &chapter.honorees);
        report.extend(shown.filter_map(|listed| portrait(&listed.honoree, originals)));
    }

    /// The photos of a roll into which somebody has come, or from which somebody has gone, with what there is to tell of
    /// theirs; none if somebody else has their portrait as well.
    pub fn moved(&self, files: &Arc<dyn Files>, moved: &Move) -> Option<(Self, Vec<Problem>)> {
        let honoree = &moved.listed.honoree;
        let (mut originals, mut remarks) = (Originals::clone(&self.originals), Vec::new());
        originals.files = Arc::clone(files);
        if moved.has_come {
            for (file, will_be_cut) in photos(honoree) {
                originals.seen.insert(file.clone(), Seen::not_yet(will_be_cut));
            }
        }
        let of_other = |file: &FilePath| photos(honoree).all(|(own, _)| own != file);
        if let Some(own) = honoree.photo.as_ref().and_then(|photo| originals.get(&photo.file)) {
            let is_same = |seen: &Seen| matches!(seen.what.get(), Some(Ok(o)) if o.digest == own.digest);
            if originals.seen.iter().any(|(file, seen)| is_same(seen) && of_other(file)) {
                return None;
            }
        }
        if moved.has_come {
            let files: BTreeSet<&FilePath> = photos(honoree).map(|(file, _)| file).collect();
            for file in files {
                let _ = originals.get(file);
                remarks.extend(originals.seen.get(file).and_then(|seen| seen.remark(file)));
            }
            remarks.extend(portrait(honoree, &originals));
        } else {
            photos(honoree).for_each(|(file, _)| drop(originals.seen.remove(file)));
        }
        Some((Self { originals: Arc::new(originals), turns: Arc::clone(&self.turns) }, remarks))
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
        for (file, will_be_cut) in chapter.honorees.iter().flat_map(|listed| photos(&listed.honoree)) {
            if will_be_cut {
                cut.insert(file)
            } else {
                whole.insert(file)
            };
        }
        let keynotes = chapter.keynotes.iter().flat_map(|k| &k.pictures);
        let albums = chapter.albums.iter().flat_map(|a| &a.pictures);
        whole.extend(keynotes.chain(albums).map(|photo: &Photo| &photo.file));
        whole.extend(&chapter.conference.placed);
        whole.extend(chapter.keynotes.iter().flat_map(|k| &k.placed));
    }
    (cut, whole)
}

/// The photos of an honouree, each with whether it is cut to a tile somewhere: those that are come last.
fn photos(honoree: &Honoree) -> impl Iterator<Item = (&FilePath, bool)> {
    let whole = honoree.pictures.iter().map(|photo| &photo.file).chain(&honoree.placed);
    let cut = honoree.photo.iter().map(|photo| (&photo.file, true));
    whole.map(|file| (file, false)).chain(cut)
}

/// A portrait that was cut by guess or not at all, for the editor to look at.
fn portrait(honoree: &Honoree, originals: &Originals) -> Option<Problem> {
    let photo = honoree.photo.as_ref().filter(|photo| photo.focus.is_none())?;
    let original = originals.get(&photo.file)?;
    let cut = match honoree.kind {
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
        return None;
    };
    Some(problem.in_file(&photo.file))
}

/// A picture that cannot be used, told to the editor.
fn told(fault: Fault, file: &FilePath) -> Problem {
    let problem = Problem::error(fault.rule()).in_file(file);
    problem.with_some("format", fault.format())
}
