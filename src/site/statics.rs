//! Files of `site/static/`, which editors publish as they are: what is personal and what is hidden in them is told.

use rayon::prelude::*;

use crate::PROGRAM;
use crate::check::papers;
use crate::files::{Digest, FilePath, Files, Memo, is_portable};
use crate::photos;
use crate::privacy::{Allowed, Finding};
use crate::read::is_litter;
use crate::report::{Problem, Report, rulebook};
use crate::web;

/// Where they lie.
const FOLDER: &str = "site/static";

/// Where one of them is published.
pub(super) fn place(file: &FilePath) -> Option<&str> {
    file.strip_prefix(FOLDER)?.strip_prefix('/')
}

/// Files whose names begin with a dot and that servers look for.
const KNOWN: [&str; 2] = [web::routes::APACHE, ".nojekyll"];

/// What such names begin with that nobody wrote.
const LEFT: [&str; 3] = [".DS_Store", "._", ".git"];

/// Is it to be published, and not something that file managers leave behind or somebody hides?
fn is_meant(path: &FilePath) -> bool {
    !is_litter(path.name()) || KNOWN.contains(&path.name())
}

/// Those that are published.
pub(super) fn meant(files: &dyn Files) -> Vec<&FilePath> {
    files.under(FOLDER).iter().filter(|path| is_meant(path)).collect()
}

/// Names what could not be written.
pub(super) fn named(statics: &[&FilePath], report: &mut Report) {
    let unportable = statics.iter().filter(|path| !is_portable(path));
    report.extend(unportable.map(|path| Problem::error("file-name").in_file(path).with("name", path.name())));
}

/// Names what somebody hides, which is not published; what file managers and versions leave behind nobody asks for.
pub(super) fn passed_over(files: &dyn Files, report: &mut Report) {
    let is_left = |name: &str| LEFT.iter().any(|left| name.starts_with(left));
    let hides = |path: &&FilePath| path.name().starts_with('.') && !is_meant(path) && !is_left(path.name());
    let hidden = files.under(FOLDER).iter().filter(hides);
    report
        .extend(hidden.map(|path| Problem::warning("file-not-read").in_file(path).with("name", path.name())));
}

/// What there is to say of a file: rules with a word for what they are about, and what is personal in it.
type Seen = (Vec<(String, String)>, Vec<Finding>);

/// Looks at every file that may hide something; each is opened once.
pub(super) fn look(
    files: &dyn Files,
    memo: &dyn Memo,
    statics: &[&FilePath],
    allowed: &Allowed,
    report: &mut Report,
) {
    let problems = statics.par_iter().flat_map_iter(|file| {
        let (told, personal) = seen(files, memo, file);
        let told = told.into_iter().filter_map(|(rule, what)| {
            let rule = rulebook::find(&rule)?;
            let severity = rule.severity;
            Some(Problem { severity, ..Problem::warning(rule.code) }.in_file(file).with("what", what))
        });
        told.chain(papers::told(file, &personal, allowed)).collect::<Vec<_>>()
    });
    report.extend(problems.collect::<Vec<_>>());
}

fn seen(files: &dyn Files, memo: &dyn Memo, file: &FilePath) -> Seen {
    // By their names, so that large films are not opened for this.
    let ending = file.extension();
    let is_picture = ["jpg", "jpeg", "jpe", "jfif", "png", "webp"].contains(&&*ending);
    if !is_picture && !papers::may_hide(&ending) {
        return Seen::default();
    }
    let Ok(digest) = files.digest(file) else { return Seen::default() };
    let parts = [PROGRAM, &*ending].map(str::as_bytes).into_iter();
    let key =
        Digest::of_parts([b"seen".as_slice()].into_iter().chain(parts).chain([digest.as_bytes().as_slice()]));
    let known = memo.recall(&key).and_then(|bytes| postcard::from_bytes::<Seen>(&bytes).ok());
    let found = known.or_else(|| {
        let bytes = files.read(file).ok()?;
        let found = match is_picture {
            true => (picture(&bytes), Vec::new()),
            false => (document(&ending, &bytes), papers::personal(file, &bytes)),
        };
        if let Ok(bytes) = postcard::to_stdvec(&found) {
            memo.keep(key, &bytes);
        }
        Some(found)
    });
    found.unwrap_or_default()
}

fn picture(bytes: &[u8]) -> Vec<(String, String)> {
    let hidden = photos::hidden(bytes).unwrap_or_default().join(", ");
    if hidden.is_empty() { Vec::new() } else { vec![("static-picture-hidden".to_owned(), hidden)] }
}

fn document(ending: &str, bytes: &[u8]) -> Vec<(String, String)> {
    let own = |(rule, what): (&str, &str)| (rule.to_owned(), what.to_owned());
    papers::look(ending, bytes).into_iter().map(own).collect()
}
