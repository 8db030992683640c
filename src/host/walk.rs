//! The way through the folders of a project: which files there are, and what tells each from another one.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{fs, io};

use bangvang::files::FilePath;
use bangvang::report::{Problem, Severity};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use walkdir::WalkDir;

use super::reason;

/// What tells a changed file from one that is the same: a swap by renaming changes inode and change time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    pub(super) size: u64,
    modified: i64,
    changed: i64,
    inode: u64,
}

impl Stamp {
    /// When it was last touched, in nanoseconds since 1970.
    pub(super) fn latest(self) -> i64 {
        self.modified.max(self.changed)
    }
}

/// A way through folders of a project.
pub(super) struct Walk<'d> {
    /// The project.
    pub(super) root: &'d Path,
    /// The same without links.
    pub(super) inside: &'d Path,
}

/// What was seen on the way.
#[derive(Default)]
pub(super) struct Seen {
    /// Files, with where they are on the disk.
    pub(super) files: Vec<(FilePath, PathBuf, Stamp)>,
    /// Links that lead astray, folders nobody may look into.
    pub(super) faults: Vec<Problem>,
    /// Was a link followed?
    pub(super) has_links: bool,
}

impl Seen {
    fn unreadable(&mut self, path: &FilePath, why: &str) {
        self.faults.push(Problem::error("unreadable").in_file(path).with("why", why));
    }

    fn file(&mut self, root: &Path, place: PathBuf, meta: &fs::Metadata) {
        let path = relative(root, &place);
        // An address cannot be made of a name that is not Unicode, as old archives leave them: it is told and passed over.
        if place.strip_prefix(root).unwrap_or(&place).to_str().is_none() {
            let is_nobodys = path.name().starts_with(['.', '~']);
            // Nothing of it is published, so nothing has to stop.
            let told = Problem { severity: Severity::Warning, ..Problem::error("file-name") };
            let told = told.in_file(&path).with("name", path.name());
            self.faults.extend((!is_nobodys).then_some(told));
            return;
        }
        self.files.push((path, place, stamp(meta)));
    }

    fn with(mut self, mut other: Self) -> Self {
        self.files.append(&mut other.files);
        self.faults.append(&mut other.faults);
        self.has_links |= other.has_links;
        self
    }
}

/// How deep folders are gone through side by side: conferences, their rooms, the dossiers in those, of which a board has
/// very many. What lies in folders of dossiers is gone through from top to bottom.
const WIDE: usize = 4;

impl Walk<'_> {
    /// Goes through a place and all that lies below it; hidden folders are passed over.
    pub(super) fn all(&self, place: &Path) -> Seen {
        if place.is_symlink() { self.deep(place) } else { self.wide(place, WIDE) }
    }

    /// Goes through what lies in a folder side by side: each may be on a disk that takes its time.
    fn wide(&self, folder: &Path, levels: usize) -> Seen {
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        // What is no folder, or cannot be listed so, is looked at by itself.
        let Ok(entries) = entries else { return self.deep(folder) };
        let look = |mut seen: Seen, entry: fs::DirEntry| {
            let place = entry.path();
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            // Hidden folders, and what a program leaves beside a file that is open: a link to nowhere.
            if is_hidden(&entry.file_name()) && !place.is_file() {
                return seen;
            }
            if is_folder && levels > 1 {
                return seen.with(self.wide(&place, levels - 1));
            }
            match entry.metadata() {
                Ok(meta) if meta.is_file() => seen.file(self.root, place, &meta),
                _ => return seen.with(self.deep(&place)),
            }
            seen
        };
        entries.into_par_iter().fold(Seen::default, look).reduce(Seen::default, Seen::with)
    }

    /// Goes through a place from top to bottom, wherever links lead.
    fn deep(&self, place: &Path) -> Seen {
        let mut seen = Seen::default();
        let mut walk = WalkDir::new(place).follow_links(true).into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = relative(self.root, error.path().unwrap_or(self.root));
                    if !is_hidden(OsStr::new(path.name())) {
                        seen.unreadable(&path, &why(&error));
                    }
                    continue;
                }
            };
            let is_folder = entry.file_type().is_dir();
            let is_astray = entry.path_is_symlink() && !self.may_follow(entry.path(), &mut seen);
            if is_folder && (is_astray || entry.depth() > 0 && is_hidden(entry.file_name())) {
                walk.skip_current_dir();
            } else if !is_folder && !is_astray {
                match entry.metadata() {
                    Ok(meta) if meta.is_file() => seen.file(self.root, entry.into_path(), &meta),
                    Ok(_) if is_hidden(entry.file_name()) => {}
                    // To open a pipe or a device is to wait for its other end.
                    Ok(_) => seen.unreadable(&relative(self.root, entry.path()), "no-file"),
                    Err(error) => seen.unreadable(&relative(self.root, entry.path()), &why(&error)),
                }
            }
        }
        seen
    }

    /// May a link be followed? Not out of the project, and not back to where it lies.
    fn may_follow(&self, link: &Path, seen: &mut Seen) -> bool {
        let path = relative(self.root, link);
        let Some(target) = link.canonicalize().ok().filter(|target| target.starts_with(self.inside)) else {
            seen.faults.push(Problem::error("link-outside").in_file(&path).with("file", &*path));
            return false;
        };
        let lies_in = link.parent().and_then(|folder| folder.canonicalize().ok());
        let is_loop = lies_in.is_some_and(|folder| folder.starts_with(&target));
        if is_loop {
            seen.unreadable(&path, CIRCLE);
        }
        seen.has_links |= !is_loop;
        !is_loop
    }
}

/// The word for a link that leads back to a folder above it.
const CIRCLE: &str = "circle";

/// Why something could not be read: what is no error of the system is a circle.
fn why(error: &walkdir::Error) -> String {
    error.io_error().map_or_else(|| CIRCLE.to_owned(), reason)
}

/// Folders that storage boxes, Windows and macOS leave in those of people.
const SYSTEMS: [&str; 7] = [
    "@eaDir",
    "#recycle",
    "#snapshot",
    "$RECYCLE.BIN",
    "System Volume Information",
    "__MACOSX",
    "lost+found",
];

/// Is it the name of something that is passed over, unless it is a file?
pub(super) fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".") && name != ".well-known"
        || SYSTEMS.iter().any(|folder| name.eq_ignore_ascii_case(folder))
}

/// The path of a file in a project.
pub(super) fn relative(root: &Path, path: &Path) -> FilePath {
    let inner = path.strip_prefix(root).unwrap_or(path).to_string_lossy();
    FilePath::new(&inner.replace(std::path::MAIN_SEPARATOR, "/"))
}

#[cfg(unix)]
pub(super) fn stamp(meta: &fs::Metadata) -> Stamp {
    use std::os::unix::fs::MetadataExt;
    let nanos = |seconds: i64, nanos: i64| seconds.saturating_mul(1_000_000_000).saturating_add(nanos);
    Stamp {
        size: meta.len(),
        modified: nanos(meta.mtime(), meta.mtime_nsec()),
        changed: nanos(meta.ctime(), meta.ctime_nsec()),
        inode: meta.ino(),
    }
}

#[cfg(not(unix))]
pub(super) fn stamp(meta: &fs::Metadata) -> Stamp {
    let since = |time: io::Result<std::time::SystemTime>| {
        let time = time.ok().and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok());
        time.map_or(0, |d| i64::try_from(d.as_nanos()).unwrap_or(i64::MAX))
    };
    Stamp { size: meta.len(), modified: since(meta.modified()), changed: since(meta.created()), inode: 0 }
}
