//! The darkroom: looks into the photos that may be shown, and makes the sizes the media ask for, decoding each once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use crate::files::{Bytes, Digest, FilePath, Files, Memo, Unreadable};
use crate::model::board::Roll;
use crate::model::photo::Photo;
use crate::photos::{self, Facts, Fault, Recipe};
use crate::report::{Problem, Report};

/// An original photo that may be shown.
#[derive(Clone, Debug)]
pub struct Original {
    /// Its identity.
    pub digest: Digest,
    /// What its header tells.
    pub facts: Facts,
}

/// Originals by file.
pub type Originals = BTreeMap<FilePath, Original>;

/// The photos of a site, and how to make pictures of them.
pub struct Darkroom {
    originals: Arc<Originals>,
    files: Arc<dyn Files>,
    memo: Arc<dyn Memo>,
    /// One photo is decoded once though its sizes are asked for by several threads.
    turns: Vec<Mutex<()>>,
}

impl Darkroom {
    /// Looks into every photo of the roll; those that cannot be used are reported.
    pub fn new(files: &Arc<dyn Files>, memo: &Arc<dyn Memo>, roll: &Roll, report: &mut Report) -> Self {
        Self {
            originals: Arc::new(originals(&**files, &**memo, roll, report)),
            files: Arc::clone(files),
            memo: Arc::clone(memo),
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
        recipe.key(&digest)
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
        let key = recipe.key(&known.digest);
        if let Some(bytes) = self.memo.recall(&key) {
            return Ok(bytes);
        }
        let turn = known.digest.as_bytes().first().copied().unwrap_or(0) % 64;
        let _turn = self.turns.get(usize::from(turn)).map(|m| m.lock());
        if let Some(bytes) = self.memo.recall(&key) {
            return Ok(bytes);
        }
        let bytes = self.files.read(original).map_err(|_| problem("unreadable"))?;
        // Two media may ask for the same size of a small photo; what is there is not made again.
        let is_new = |other: &&Recipe| self.memo.recall(&other.key(&known.digest)).is_none();
        let family: Vec<Recipe> = family.iter().filter(is_new).copied().collect();
        let made = photos::derive(&bytes, &known.facts, &family).map_err(|fault| problem(fault.rule()))?;
        let mut wanted = None;
        for (other, picture) in family.iter().zip(made) {
            self.memo.keep(other.key(&known.digest), &picture);
            if other == recipe {
                wanted = Some(Bytes::from(picture));
            }
        }
        wanted.ok_or_else(|| problem("photo-broken"))
    }
}

/// Looks into every photo that may be shown; the others are not even opened.
fn originals(files: &dyn Files, memo: &dyn Memo, roll: &Roll, report: &mut Report) -> Originals {
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
    let looked: Vec<(FilePath, Result<Original, Problem>)> =
        wanted.par_iter().map(|file| ((*file).clone(), look(files, memo, file))).collect();
    let mut originals = Originals::new();
    for (file, result) in looked {
        match result {
            Ok(original) => drop(originals.insert(file, original)),
            Err(problem) => report.push(problem),
        }
    }
    originals
}

fn look(files: &dyn Files, memo: &dyn Memo, file: &FilePath) -> Result<Original, Problem> {
    let unreadable = |why: Unreadable| Problem::error("unreadable").in_file(file).with("why", why.0);
    let digest = files.digest(file).map_err(unreadable)?;
    let key = Digest::of_parts([b"facts".as_slice(), photos::VERSION.as_bytes(), digest.as_bytes()]);
    let known = memo.recall(&key).and_then(|b| postcard::from_bytes::<Result<Facts, Fault>>(&b).ok());
    let facts = match known {
        Some(facts) => facts,
        None => {
            let facts = photos::facts(&files.read(file).map_err(unreadable)?);
            if let Ok(bytes) = postcard::to_stdvec(&facts) {
                memo.keep(key, &bytes);
            }
            facts
        }
    };
    facts.map(|facts| Original { digest, facts }).map_err(|fault| Problem::error(fault.rule()).in_file(file))
}
