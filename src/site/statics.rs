//! Files of `site/static/`, which editors publish as they are: what is hidden in them is told.

use rayon::prelude::*;

use crate::check::papers;
use crate::files::{Digest, FilePath, Files, Memo};
use crate::photos;
use crate::read::is_litter;
use crate::report::{Problem, Report, rulebook};
use crate::web;

/// The folder in which what the program makes lies as well.
const ASSETS: &str = "site/static/assets/";

/// Files whose names begin with a dot and that servers look for.
const KNOWN: [&str; 2] = [web::routes::APACHE, ".nojekyll"];

/// What such names begin with that nobody wrote.
const LEFT: [&str; 3] = [".DS_Store", "._", ".git"];

/// Is it to be published, and not something that file managers leave behind or somebody hides?
pub(super) fn is_meant(path: &FilePath) -> bool {
    !is_litter(path.name()) || KNOWN.contains(&path.name())
}

/// Names what somebody hides, which is not published; what file managers and versions leave behind nobody asks for.
pub(super) fn passed_over(files: &dyn Files, report: &mut Report) {
    let is_left = |name: &str| LEFT.iter().any(|left| name.starts_with(left));
    let hides = |path: &&FilePath| path.name().starts_with('.') && !is_meant(path) && !is_left(path.name());
    let hidden = files.under("site/static").iter().filter(hides);
    report
        .extend(hidden.map(|path| Problem::warning("file-not-read").in_file(path).with("name", path.name())));
}

/// Looks at every file that may hide something; each is opened once.
pub(super) fn look(files: &dyn Files, memo: &dyn Memo, statics: &[&FilePath], report: &mut Report) {
    let problems = statics.par_iter().flat_map_iter(|file| one(files, memo, file));
    report.extend(problems.collect::<Vec<_>>());
}

fn one(files: &dyn Files, memo: &dyn Memo, file: &FilePath) -> Vec<Problem> {
    // Names outside `assets/` are looked through with all that is made; inside, most are digests.
    let mut problems = if file.starts_with(ASSETS) { papers::named(file) } else { Vec::new() };
    problems.extend(hidden(files, memo, file));
    problems
}

fn hidden(files: &dyn Files, memo: &dyn Memo, file: &FilePath) -> Vec<Problem> {
    // By their names, so that large films are not opened for this.
    let ending = file.extension();
    let is_picture = ["jpg", "jpeg", "jpe", "jfif", "png", "webp"].contains(&&*ending);
    if !is_picture && !papers::may_hide(&ending) {
        return Vec::new();
    }
    let Ok(digest) = files.digest(file) else { return Vec::new() };
    let parts = [b"hidden/2".as_slice(), photos::VERSION.as_bytes(), ending.as_bytes(), digest.as_bytes()];
    let key = Digest::of_parts(parts);
    let known =
        memo.recall(&key).and_then(|bytes| postcard::from_bytes::<Vec<(String, String)>>(&bytes).ok());
    let found = known.or_else(|| {
        let bytes = files.read(file).ok()?;
        let found = if is_picture { picture(&bytes) } else { document(&ending, &bytes) };
        if let Ok(bytes) = postcard::to_stdvec(&found) {
            memo.keep(key, &bytes);
        }
        Some(found)
    });
    let told = |(rule, what): (String, String)| {
        let rule = rulebook::find(&rule)?;
        let severity = rule.severity;
        Some(Problem { severity, ..Problem::warning(rule.code) }.in_file(file).with("what", what))
    };
    found.unwrap_or_default().into_iter().filter_map(told).collect()
}

fn picture(bytes: &[u8]) -> Vec<(String, String)> {
    let hidden = photos::hidden(bytes).unwrap_or_default().join(", ");
    if hidden.is_empty() { Vec::new() } else { vec![("static-picture-hidden".to_owned(), hidden)] }
}

fn document(ending: &str, bytes: &[u8]) -> Vec<(String, String)> {
    let own = |(rule, what): (&str, &str)| (rule.to_owned(), what.to_owned());
    papers::look(ending, bytes).into_iter().map(own).collect()
}
