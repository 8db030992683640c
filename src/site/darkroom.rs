//! The darkroom: looks at every original before anything is made of it, and makes the sizes that are asked for,
//! decoding each photo once.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use crate::files::{Bytes, Digest, FilePath, Files, Memo, Unreadable};
use crate::model::board::Roll;
use crate::model::honoree::Kind;
use crate::model::photo::Photo;
use crate::photos::{self, Cut, Facts, Fault, Lab, Recipe};
use crate::report::{Problem, Report};

/// An original photo that may be shown.
#[derive(Clone, Debug)]
pub struct Original {
    /// Its identity.
    pub digest: Digest,
    /// What its header tells, and what one glance at it shows.
    pub facts: Facts,
}

/// Originals by file.
pub type Originals = BTreeMap<FilePath, Original>;

/// The photos of a site, and how to make pictures of them.
pub struct Darkroom {
    originals: Arc<Originals>,
    files: Arc<dyn Files>,
    memo: Arc<dyn Memo>,
    lab: Lab,
    /// One photo is decoded once though its sizes are asked for by several threads.
    turns: Vec<Mutex<()>>,
}

impl Darkroom {
    /// Looks at every photo of the roll; those that cannot be used are reported. `paper` lies under what one can
    /// see through.
    pub fn new(
        files: &Arc<dyn Files>,
        memo: &Arc<dyn Memo>,
        paper: [u8; 3],
        roll: &Roll,
        report: &mut Report,
    ) -> Self {
        let lab = Lab::new(paper);
        Self {
            originals: Arc::new(originals(&**files, &**memo, &lab, roll, report)),
            files: Arc::clone(files),
            memo: Arc::clone(memo),
            lab,
            turns: (0..64).map(|_| Mutex::new(())).collect(),
        }
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
        recipe.key(&digest, self.lab.paper())
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
        let problem = |rule: &str| Box::new(Problem::error(rule).in_file(original));
        let known = self.originals.get(original).ok_or_else(|| problem("photo-broken"))?;
        let key = self.key(original, recipe);
        if let Some(bytes) = self.memo.recall(&key) {
            return Ok(bytes);
        }
        let turn = known.digest.as_bytes().first().copied().unwrap_or(0) % 64;
        let _turn = self.turns.get(usize::from(turn)).map(|m| m.lock());
        if let Some(bytes) = self.memo.recall(&key) {
            return Ok(bytes);
        }
        let bytes = self.files.read(original).map_err(|why| Box::new(unreadable(original, why)))?;
        // Two media may ask for the same size of a small photo; what is there is not made again.
        let is_new = |other: &&Recipe| self.memo.recall(&self.key(original, other)).is_none();
        let family: Vec<Recipe> = family.iter().filter(is_new).copied().collect();
        let made = self.lab.derive(&bytes, &family).map_err(|fault| Box::new(told(fault, original)))?;
        let mut wanted = None;
        for (other, picture) in family.iter().zip(made) {
            self.memo.keep_picture(self.key(original, other), &picture);
            if other == recipe {
                wanted = Some(Bytes::from(picture));
            }
        }
        wanted.ok_or_else(|| problem("photo-broken"))
    }
}

/// Looks at every photo that may be shown; the others are not even opened.
fn originals(files: &dyn Files, memo: &dyn Memo, lab: &Lab, roll: &Roll, report: &mut Report) -> Originals {
    let mut wanted: Vec<&FilePath> = Vec::new();
    let mut prose: Vec<FilePath> = Vec::new();
    for chapter in &roll.chapters {
        let honorees =
            chapter.honorees.iter().flat_map(|l| l.honoree.photo.iter().chain(&l.honoree.pictures));
        let keynotes = chapter.keynotes.iter().flat_map(|k| &k.pictures);
        let albums = chapter.albums.iter().flat_map(|a| &a.pictures);
        wanted.extend(honorees.chain(keynotes).chain(albums).map(|photo: &Photo| &photo.file));
        prose.extend(chapter.honorees.iter().flat_map(|l| l.honoree.placed.iter().cloned()));
        prose.extend(chapter.conference.placed.iter().cloned());
        prose.extend(chapter.keynotes.iter().flat_map(|k| k.placed.iter().cloned()));
    }
    wanted.extend(&prose);
    wanted.sort();
    wanted.dedup();
    let done = AtomicUsize::new(0);
    let one = |file: &&FilePath| {
        let looked = look(files, memo, lab, file);
        files.looked_at(done.fetch_add(1, Ordering::Relaxed) + 1, wanted.len());
        ((*file).clone(), looked)
    };
    let looked: Vec<(FilePath, Result<Original, Problem>)> = wanted.par_iter().map(one).collect();
    let mut originals = Originals::new();
    for (file, result) in looked {
        match result {
            Ok(original) => {
                if original.facts.has_position {
                    report.push(Problem::info("photo-position").in_file(&file));
                }
                originals.insert(file, original);
            }
            Err(problem) => report.push(problem),
        }
    }
    portraits(roll, &originals, report);
    originals
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
        let rule = match original.facts.heads {
            _ if cut == Cut::Contained => "photo-contained",
            None if cut.loss(&original.facts) > 0.1 => "photo-no-face",
            _ => continue,
        };
        report.push(Problem::info(rule).in_file(&photo.file));
    }
}

fn look(files: &dyn Files, memo: &dyn Memo, lab: &Lab, file: &FilePath) -> Result<Original, Problem> {
    let digest = files.digest(file).map_err(|why| unreadable(file, why))?;
    let parts = [b"facts".as_slice(), photos::VERSION.as_bytes(), &lab.paper(), digest.as_bytes()];
    let key = Digest::of_parts(parts);
    let known = memo.recall(&key).and_then(|b| postcard::from_bytes::<Result<Facts, Fault>>(&b).ok());
    let facts = match known {
        Some(facts) => facts,
        None => {
            let facts = lab.facts(&files.read(file).map_err(|why| unreadable(file, why))?);
            if let Ok(bytes) = postcard::to_stdvec(&facts) {
                memo.keep(key, &bytes);
            }
            facts
        }
    };
    facts.map(|facts| Original { digest, facts }).map_err(|fault| told(fault, file))
}

fn unreadable(file: &FilePath, why: Unreadable) -> Problem {
    Problem::error("unreadable").in_file(file).with("why", why.0)
}

/// A picture that cannot be used, told to the editor.
fn told(fault: Fault, file: &FilePath) -> Problem {
    let problem = Problem::error(fault.rule()).in_file(file);
    match fault.format() {
        Some(format) => problem.with("format", format),
        None => problem,
    }
}
