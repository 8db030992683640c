//! Makes the outputs of a site whose fingerprints are new, and checks what was made.

use std::collections::BTreeMap;
use std::path::Path;

use parking_lot::Mutex;

use bangvang::check::finished::{self, Facts, Ground};
use bangvang::report::Problem;
use bangvang::site::{Output, Site};
use rayon::prelude::*;

use super::Medium;
use crate::commands::{Failure, takedown};
use crate::host::folder::{Entry, Stage};

/// What was made of a site.
#[derive(Default)]
pub(super) struct Made {
    pub(super) entries: BTreeMap<String, Entry>,
    /// What the pages made in this run say.
    pages: BTreeMap<String, Facts>,
    /// Pages that stay as they were.
    kept: Vec<String>,
    problems: Vec<Problem>,
}

impl Made {
    fn add(&mut self, path: &str, one: One) {
        match one {
            One::Kept(entry) => {
                self.entries.insert(path.to_owned(), entry);
                if path.ends_with(".html") {
                    self.kept.push(path.to_owned());
                }
            }
            One::New(entry, facts) => {
                self.entries.insert(path.to_owned(), entry);
                self.pages.insert(path.to_owned(), facts);
            }
            One::Failed(problem) => self.problems.push(*problem),
        }
    }
}

/// What came of one output.
enum One {
    /// It stands as it would be made.
    Kept(Entry),
    /// It was made, and says this.
    New(Entry, Facts),
    /// It cannot be made.
    Failed(Box<Problem>),
}

/// Makes every output of a medium, or of both, whose fingerprint is new. Pages are made one at a time on each core,
/// none held after it is written. Whatever is typeset, sheets and share cards, comes one after the other beside them:
/// editions share a setting, setting takes all cores by itself, and a thread that waits for a part of one must not
/// begin another on top of it. What belongs to the other medium is kept as it stands.
pub(super) fn make(
    site: &Site,
    only: Option<Medium>,
    stage: &Stage<'_>,
    ground: &Ground<'_>,
    tick: &(dyn Fn() + Sync),
) -> Result<Made, Failure> {
    let made = Mutex::new(Made::default());
    let make = |(path, output): (&String, &Output)| -> Result<(), Failure> {
        let one = one(site, path, output, stage, ground)?;
        made.lock().add(path, one);
        tick();
        Ok(())
    };
    let asked = site.outputs().iter().filter(|(_, output)| Medium::is_asked(only, output));
    let is_set = |output: &Output| matches!(output, Output::Sheet(_) | Output::Card(_));
    let (set, pages): (Vec<_>, Vec<_>) = asked.partition(|(_, output)| is_set(output));
    std::thread::scope(|scope| {
        let set = scope.spawn(|| set.into_iter().try_for_each(make));
        let pages = pages.into_par_iter().try_for_each(make);
        // A panic in that thread is passed on.
        pages.and(set.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })?;
    let mut made = made.into_inner();
    if let Some(only) = only {
        // The sheet of somebody who is printed no more does not wait for the next time sheets are made.
        let stays = |path: &&String| match site.outputs().get(*path) {
            Some(output) => Medium::of(output) != only,
            None => only == Medium::Print && Medium::at(path) == Medium::Web,
        };
        for path in stage.manifest().entries.keys().filter(stays) {
            if let Some(entry) = stage.keep(path)? {
                made.entries.insert(path.clone(), entry.clone());
            }
        }
    }
    Ok(made)
}

/// Keeps one output if it stands as it would be made; else makes it, looks through it and stages it.
fn one(
    site: &Site,
    path: &str,
    output: &Output,
    stage: &Stage<'_>,
    ground: &Ground<'_>,
) -> Result<One, Failure> {
    let draft = site.draft(path, output);
    let from = draft.fingerprint().hex(32);
    if stage.standing(path).is_some_and(|entry| entry.from == from)
        && let Some(entry) = stage.keep(path)?
    {
        return Ok(One::Kept(entry.clone()));
    }
    let plain = draft.plain();
    let bytes = match draft.render() {
        Ok(bytes) => bytes,
        Err(problem) => return Ok(One::Failed(problem)),
    };
    let facts = match output {
        Output::Picture { .. } | Output::Card(_) => finished::look_at_picture(path, &bytes),
        // Files of the theme tell of nobody.
        Output::Asset(_) => Facts::default(),
        // Editors write anchors in more ways than are read here.
        Output::Static(_) => Facts { anchored: Vec::new(), ..finished::look(path, &bytes, None, ground) },
        _ => finished::look(path, &bytes, plain.as_deref(), ground),
    };
    let written = stage.write(path, &bytes)?;
    let class = site.class(path, output).word().to_owned();
    // What is only warned of is told each time: such a page is made anew.
    let from = if facts.problems.is_empty() { from } else { String::new() };
    Ok(One::New(Entry { size: written.size, sha256: written.sha256, class, from }, facts))
}

/// Checks what was made. Pages that stay were checked when they were made and need it again only when
/// something they may lead to has gone.
pub(super) fn check(made: &mut Made, stage: &Stage<'_>, output: &Path, ground: &Ground<'_>) -> Vec<Problem> {
    if !made.kept.is_empty() && something_went(made, stage, output, ground) {
        let looked = made.kept.par_iter().filter_map(|path| {
            let bytes = stage.read(path).ok()?;
            Some((path.clone(), finished::look(path, &bytes, None, ground)))
        });
        let looked: Vec<(String, Facts)> = looked.collect();
        made.pages.extend(looked);
    }
    let mut problems = std::mem::take(&mut made.problems);
    problems.extend(finished::problems(&made.pages));
    problems
}

/// Has a path or an anchor of the old site gone?
fn something_went(made: &Made, stage: &Stage<'_>, output: &Path, ground: &Ground<'_>) -> bool {
    if takedown::gone(stage.manifest(), &made.entries).next().is_some() {
        return true;
    }
    // Only pages have anchors.
    made.pages.iter().filter(|(path, _)| path.ends_with(".html")).any(|(path, new)| {
        stage.standing(path).is_some()
            && crate::host::write::read(&output.join(path))
                .is_ok_and(|old| !finished::look(path, &old, None, ground).ids.is_subset(&new.ids))
    })
}
