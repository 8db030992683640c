//! The way through the folders of a project: which files there are, and what tells each from another one.

use std::fs;
#[cfg(not(unix))]
use std::io;
use std::path::{Path, PathBuf};

use bangvang::files::FilePath;
use bangvang::report::Problem;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use walkdir::{DirEntry, WalkDir};

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
}

impl Seen {
    fn unreadable(&mut self, path: &FilePath, why: &str) {
        self.faults.push(Problem::error("unreadable").in_file(path).with("why", why));
    }
}

impl Walk<'_> {
    /// Goes through a place and all that lies below it; hidden folders are passed over.
    pub(super) fn all(&self, place: &Path) -> Seen {
        let (mut seen, mut files) = (Seen::default(), Vec::new());
        let mut walk = WalkDir::new(place).follow_links(true).into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = relative(self.root, error.path().unwrap_or(self.root));
                    seen.unreadable(&path, &error.to_string());
                    continue;
                }
            };
            let is_folder = entry.file_type().is_dir();
            let is_astray = entry.path_is_symlink() && !self.may_follow(entry.path(), &mut seen);
            let is_hidden = entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
            if is_folder && (is_astray || is_hidden) {
                walk.skip_current_dir();
            } else if !is_folder && !is_astray {
                files.push(entry);
            }
        }
        // Each may be on a disk that takes its time.
        let look = |entry: DirEntry| {
            let path = relative(self.root, entry.path());
            match entry.metadata() {
                Ok(meta) => Ok((path, entry.into_path(), stamp(&meta))),
                Err(why) => Err((path, why.to_string())),
            }
        };
        for looked in files.into_par_iter().map(look).collect::<Vec<_>>() {
            match looked {
                Ok(file) => seen.files.push(file),
                Err((path, why)) => seen.unreadable(&path, &why),
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
            seen.unreadable(
                &path,
                &format!("a link to {}, in which it lies", relative(self.inside, &target)),
            );
        }
        !is_loop
    }
}

/// The path of a file in a project.
pub(super) fn relative(root: &Path, path: &Path) -> FilePath {
    let inner = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> =
        inner.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
    FilePath::new(&parts.join("/"))
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
