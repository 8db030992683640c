//! Who stands where: the paths of a site while they are being given away. A path claimed twice is a problem, never a race.

use std::collections::BTreeSet;

use imbl::OrdMap;
use rayon::prelude::*;

use super::{Output, statics};
use crate::files::FilePath;
use crate::report::{Problem, Report};
use crate::web;

/// What has been claimed so far.
pub struct Claims<'r> {
    claimed: Vec<(String, Output)>,
    report: &'r mut Report,
}

impl<'r> Claims<'r> {
    /// Nothing is claimed yet; problems go to `report`.
    pub(super) fn new(report: &'r mut Report) -> Self {
        Self { claimed: Vec::new(), report }
    }

    /// Puts an output at a path.
    pub fn add(&mut self, path: String, output: Output) {
        self.claimed.push((path, output));
    }

    /// Puts many outputs at their paths.
    pub fn add_all(&mut self, claims: impl IntoParallelIterator<Item = (String, Output)>) {
        self.claimed.par_extend(claims);
    }

    /// Reports a problem of planning.
    pub fn report(&mut self, problem: Problem) {
        self.report.push(problem);
    }

    /// The sheets that are claimed, of those that may be led to.
    pub(super) fn sheets(&self, there: Option<&BTreeSet<String>>) -> BTreeSet<String> {
        let sheets = self.claimed.iter().filter(|(_, output)| matches!(output, Output::Sheet(_)));
        let sheets =
            sheets.map(|(path, _)| path).filter(|path| there.is_none_or(|there| there.contains(*path)));
        sheets.cloned().collect()
    }

    /// Everything at its path, and the paths that several have claimed.
    pub(super) fn settled(mut self) -> (OrdMap<String, Output>, BTreeSet<String>) {
        // Of two at one path, the one that was claimed first still comes first.
        self.claimed.par_sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut settled: Vec<(String, Output)> = Vec::with_capacity(self.claimed.len());
        let mut shared = BTreeSet::new();
        for (path, output) in self.claimed {
            match settled.last_mut().filter(|(taken, _)| *taken == path) {
                None => settled.push((path, output)),
                Some((path, first)) => {
                    contend(path, first, output, self.report);
                    shared.insert(path.clone());
                }
            }
        }
        (settled.into_iter().collect(), shared)
    }
}

/// Two outputs claim one path: one keeps it.
fn contend(path: &str, first: &mut Output, second: Output, report: &mut Report) {
    let problem = Problem::error("path-taken").with("path", path);
    match (&second, &*first) {
        // One picture in two places is one file, as are two cards that say the same: names are contents.
        (Output::Picture { .. }, Output::Picture { .. }) | (Output::Card(_), Output::Card(_)) => {}
        // Who looks after the server knows better what it must say.
        (Output::Static(_), Output::Page(web::Page::Headers(_))) => *first = second,
        (Output::Static(file), _) => report.push(problem.in_file(file)),
        _ => report.push(problem),
    }
}

/// A file cannot stand where a folder must: `units` beside `units/index.html`; nor, where capitals are no other letters,
/// `Index.html` beside `index.html`. Only files of `site/static/` can be called so.
pub(super) fn name_folders(outputs: &OrdMap<String, Output>, statics: &[&FilePath], report: &mut Report) {
    let places = statics.iter().filter_map(|file| Some((statics::place(file)?, file)));
    let is_there = |path: &str| matches!(outputs.get(path), Some(Output::Static(_)));
    for (path, file) in places.filter(|(path, _)| is_there(path)) {
        // What is ours is written small.
        let small = path.to_lowercase();
        let is_ours = |path: &str| outputs.get(path).is_some_and(|o| !matches!(o, Output::Static(_)));
        let mut folders = small.match_indices('/').filter_map(|(at, _)| small.get(..at));
        let below = format!("{small}/");
        let mut after = outputs.range(below.clone()..);
        let taken = if is_ours(&small) || after.next().is_some_and(|(other, _)| other.starts_with(&below)) {
            Some(&*small)
        } else {
            folders.find(|folder| is_ours(folder))
        };
        if let Some(taken) = taken {
            report.push(Problem::error("path-taken").in_file(file).with("path", taken));
        }
    }
}
