//! Whose face is shown: one portrait of two people was put into the wrong folder.

use rustc_hash::FxHashMap;

use crate::files::{Digest, FilePath, Files};
use crate::model::Date;
use crate::model::board::Board;
use crate::report::{Problem, Report};

/// One portrait of two people, of whom at least one is shown with it: cameras and people call all of them alike
/// (`domain.md` P4). A team may show its leader, and two teams one emblem.
pub fn twice(files: &dyn Files, board: &Board, today: Date, report: &mut Report) {
    let mut first: FxHashMap<Digest, (&str, &FilePath)> = FxHashMap::default();
    let portraits: Vec<_> = board.portraits(today).collect();
    for (name, file, _) in portraits.iter().filter(|(.., is_shown)| *is_shown) {
        // One that cannot be read has been told.
        let Ok(digest) = files.digest(file) else { continue };
        let (other, known) = *first.entry(digest).or_insert((&name.sound, file));
        if other != &*name.sound {
            report.push(Problem::warning("photo-twice").in_file(file).with("other", &**known));
        }
    }
    for (name, file, _) in portraits.iter().filter(|(.., is_shown)| !*is_shown && !first.is_empty()) {
        let shown = files.digest(file).ok().and_then(|digest| first.get(&digest));
        if let Some((_, known)) = shown.filter(|(other, _)| *other != &*name.sound) {
            let problem = Problem::warning("photo-twice").in_file(known).with("other", &***file);
            report.push(problem.with("withheld", &***file));
        }
    }
}
