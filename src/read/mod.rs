//! From bytes to nouns: every file of `content/` and `site/` is read, nothing fails, everything is reported.

mod address;
mod alike;
mod awards;
mod called;
mod conference;
mod criteria;
pub(crate) mod fields;
mod honoree;
mod kept;
mod keynote;
mod leaf;
mod markdown;
pub mod outline;
mod personal;
mod photos;
mod settings;
mod subjects;
pub(crate) mod text;
pub(crate) mod toml;

use std::collections::BTreeSet;
use std::sync::Arc;

use self::leaf::Desktop;
pub use self::settings::tidy_base_url;
use self::subjects::subjects;
pub use self::subjects::{Reading, Since};
use crate::files::{FilePath, Files, Memo};
use crate::model::Id;
use crate::model::board::{Board, Dossiers};
use crate::model::settings::Settings;
use crate::report::{Problem, Report};
use crate::vietnamese;

/// How far the texts of honourees are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texts {
    /// Each when a page first shows it. Of a text that is not remembered only its pictures are known, nothing that is
    /// wrong or personal in it, nor how long it is: for a preview of very many people that shows its first page before it
    /// has read everything.
    Later,
    /// All of them.
    Read,
}

/// Reads the whole board. Files nobody reads are named, not skipped.
///
/// `None` only if `site/site.toml` cannot be used at all; the report then says why.
pub fn board(files: &Arc<dyn Files>, memo: &dyn Memo) -> (Option<Board>, Report) {
    let (board, report, _) = board_since(files, memo, Texts::Read, None);
    (board, report)
}

/// The same, where only what has changed is read; and what was read, for the next time.
pub fn board_since(
    files: &Arc<dyn Files>,
    memo: &dyn Memo,
    texts: Texts,
    since: Option<Since<'_>>,
) -> (Option<Board>, Report, Reading) {
    let clean = since.map(|since| Arc::clone(&since.reading.clean)).unwrap_or_default();
    let mut reading = Reading { clean: Arc::clone(&clean), ..Reading::default() };
    let mut report = Report::default();
    report.extend(files.faults());
    let world =
        Desktop { files, memo, clean: &clean, since, there: files.paths(), texts: Texts::Read, sketch: None };
    let read = settings::settings_since(&world);
    report.extend(read.problems.iter().cloned());
    let settings = read.noun.clone();
    reading.settings = Some(read);
    name_others(files, &mut report);
    let (mut conferences, mut unread) = (Vec::new(), Vec::new());
    let mut is_empty = true;
    for id in files.names_in("content") {
        let folder = FilePath::new(&format!("content/{id}"));
        if files.under(&folder).is_empty() {
            // A file directly in content/, as the editors' README.
            if id != "README.md" && !is_litter(id) {
                report.push(Problem::warning("file-not-read").in_file(&folder));
            }
            continue;
        }
        is_empty = false;
        let Some(id) = folder_id(&folder, &mut report) else { continue };
        let known = settings.as_ref().map(|(settings, _)| &**settings);
        let (dossiers, is_whole) = dossiers(&world, id, known, texts, &mut reading, &mut report);
        if is_whole { conferences.push(dossiers) } else { unread.push(dossiers) }
    }
    // A content/ with only its README is a mistake and no empty board: somebody moved the last conference away.
    if is_empty {
        report.push(Problem::error("no-content"));
    }
    let board = settings.map(|(settings, findings)| Board { settings, conferences, unread, findings });
    (board, report, reading)
}

fn dossiers(
    world: &Desktop<'_>,
    id: Id,
    settings: Option<&Settings>,
    texts: Texts,
    reading: &mut Reading,
    report: &mut Report,
) -> (Dossiers, bool) {
    let folder = &FilePath::new(&format!("content/{id}"));
    let mut told = Report::default();
    let measured = folder.join("criteria.toml");
    let (criteria, in_criteria) = criteria::criteria(world, &measured, &mut told);
    let file = folder.join("conference.md");
    let conference = conference::conference(world, id, &file, criteria.clone(), &mut told);
    let (honorees, keynotes) = (folder.join("honorees"), folder.join("keynotes"));
    let known = world.since.map(|since| (&since.reading.honorees, since.changed));
    // Of all files of a board nearly all are theirs.
    let found = subjects(&Desktop { texts, ..*world }, &honorees, known, honoree::nomination);
    told.extend(found.problems().cloned());
    let (nominations, unread, sound) = (found.nouns.clone(), found.fragments(), found.is_sound());
    reading.honorees.insert(honorees, found);
    let known = world.since.map(|since| (&since.reading.keynotes, since.changed));
    let found = subjects(world, &keynotes, known, |world, folder, report| {
        keynote::submission(world, folder, report).ok_or(None)
    });
    told.extend(found.problems().cloned());
    let submissions = found.nouns.clone();
    reading.keynotes.insert(keynotes, found);
    let pictures = folder.join("photos");
    let (albums, in_albums) = photos::albums(world, &pictures, &mut told);
    let strays = strays(world, folder, &file, &conference.conference.placed);
    told.extend(strays.iter().map(unread_file));
    reading.strays.insert(folder.clone(), strays);
    let meant = |told| called::meant(told, settings, &criteria, &nominations);
    report.extend(told.into_problems().into_iter().map(meant));
    let conference::Read { conference, findings: in_it, term, is_whole } = conference;
    let findings = vec![(file, in_it), (measured, in_criteria), (pictures.join(photos::ALBUMS), in_albums)];
    let conference = Arc::new(conference);
    (Dossiers { conference, term, nominations, unread, sound, submissions, albums, findings }, is_whole)
}

/// The id a folder's name is, or a problem that proposes one.
fn folder_id(folder: &FilePath, report: &mut Report) -> Option<Id> {
    let id = Id::new(folder.name());
    if id.is_none() {
        let near = vietnamese::slug(folder.name());
        let problem = Problem::error("folder-not-an-id").in_file(folder).with("id", folder.name());
        let problem = problem.with("near", near).with("most", Id::LONGEST.to_string());
        report.push(if is_copy(folder.name()) { problem.with("copy", folder.name()) } else { problem });
    }
    id
}

/// The files of a conference that no reader knows, so that a misplaced photo does not go unseen; `placed` are those its
/// `file` shows.
fn strays(
    world: &Desktop<'_>,
    folder: &FilePath,
    file: &FilePath,
    placed: &[FilePath],
) -> BTreeSet<FilePath> {
    const ROOMS: [&str; 2] = ["honorees", "keynotes"];
    const FILES: [&str; 2] = ["conference.md", "criteria.toml"];
    let is_stray = |path: &&FilePath| {
        let inner = path.get(folder.len() + 1..).unwrap_or_default();
        let known = match inner.split_once('/') {
            None => FILES.contains(&inner) || placed.contains(path),
            Some(("photos", picture)) => !picture.contains('/'),
            Some((room, below)) => ROOMS.contains(&room) && below.contains('/'),
        };
        !known && !is_litter(path.name())
    };
    let known = world.since.filter(|since| !since.changed.contains(file));
    let known = known.and_then(|since| Some((since.reading.strays.get(folder)?, since.changed)));
    let Some((known, changed)) = known else {
        return world.files.under(folder).iter().filter(is_stray).cloned().collect();
    };
    let inside = format!("{folder}/");
    let come = changed.iter().filter(|path| path.starts_with(&inside) && world.files.has(path));
    known.difference(changed).chain(come.filter(is_stray)).cloned().collect()
}

fn unread_file(path: &FilePath) -> Problem {
    let problem = Problem::warning("file-not-read").in_file(path);
    // A whole dossier in a folder of another name, or beside that of all others.
    let is_dossier = path.name() == subjects::INDEX;
    if is_dossier { problem.with("dossier", FilePath::new(path.folder()).name()) } else { problem }
}

/// Names what lies beside the settings and is not read: a second `site.toml`, settings of another name.
fn name_others(files: &Arc<dyn Files>, report: &mut Report) {
    let is_known = |path: &&FilePath| &***path == settings::FILE || path.starts_with("site/static/");
    let others = files.under("site").iter().filter(|path| !is_known(path) && !is_litter(path.name()));
    let others = others.filter(|path| path.name() != "README.md");
    report.extend(others.map(|path| Problem::warning("file-not-read").in_file(path)));
}

/// Does a name say that something was copied to be kept, by hand or by a file manager?
fn is_copy(name: &str) -> bool {
    let plain = format!(" {} ", vietnamese::fold(name));
    let is_numbered = name.ends_with(')') && name.contains('(');
    is_numbered
        || [" copy ", " ban sao ", " sao luu ", " backup ", " du phong "]
            .iter()
            .any(|word| plain.contains(word))
}

/// What file managers leave behind, and programs beside a file that is open.
pub(crate) fn is_litter(name: &str) -> bool {
    [".", "~$", "~lock."].iter().any(|sign| name.starts_with(sign))
        || matches!(name, "Thumbs.db" | "desktop.ini")
}
