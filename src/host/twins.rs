//! Names that are one: on systems where capitals do not matter, or in another spelling of Unicode.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use bangvang::files::FilePath;
use bangvang::report::Problem;
use rayon::prelude::*;

const RULE: &str = "name-clash";

/// Names that differ only in letter case, which are one on Windows and macOS.
pub(super) fn of_case(paths: &[FilePath]) -> Vec<Problem> {
    let mut small: Vec<(String, &FilePath)> =
        paths.par_iter().map(|path| (path.to_lowercase(), path)).collect();
    small.par_sort();
    let mut told: Vec<Problem> = Vec::new();
    for pair in small.windows(2) {
        if let [(one, other), (two, path)] = pair
            && one == two
        {
            // Where two folders are one, each of their files is in both.
            let mut parts = path.split('/').zip(other.split('/'));
            let (name, other) = parts.find(|(a, b)| a != b).unwrap_or((path.name(), other.name()));
            let problem = Problem::error(RULE).in_file(path).with("file", name).with("other", other);
            if told.last().is_none_or(|last| last.args != problem.args) {
                told.push(problem);
            }
        }
    }
    told
}

/// Reports two files, or the folders they are in, whose names are two spellings of one in Unicode, NFC and NFD.
pub(super) fn of_spelling(told: &mut Vec<Problem>, path: &FilePath, one: &Path, other: &Path) {
    let same = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let parts: Vec<&str> = path.split('/').collect();
    let at = FilePath::new(&parts.get(..parts.len().saturating_sub(same)).unwrap_or_default().join("/"));
    // Of two folders each file is in both.
    let mut last = told.iter().rev().take_while(|problem| problem.rule == RULE);
    if last.all(|problem| problem.file() != Some(&at)) {
        told.push(Problem::error(RULE).in_file(&at).with("file", at.name()).with("other", at.name()));
    }
}

/// These places, none within another. Of a name that may be spelled in two ways the whole folder is one place: listed
/// alone, the one spelling would hide the other.
pub(super) fn apart(places: &BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
    let is_plain = |part: &&OsStr| part.as_encoded_bytes().is_ascii();
    let wide = |place: &PathBuf| match place.iter().take_while(is_plain).collect::<PathBuf>() {
        folder if folder.as_os_str().is_empty() => place.clone(),
        folder => folder,
    };
    let mut apart: BTreeSet<PathBuf> = BTreeSet::new();
    // What lies within a folder follows it.
    for place in places.iter().map(wide).collect::<BTreeSet<_>>() {
        if apart.last().is_none_or(|folder| !place.starts_with(folder)) {
            apart.insert(place);
        }
    }
    apart
}
