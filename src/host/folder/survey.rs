//! One walk over the output: which of our files still stand, and what there is that is not ours.

use super::error::Doing;
use super::place::Place;
use super::{Error, MANIFEST, Manifest};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs::{self, DirEntry, FileType};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What stands in the output folder.
#[derive(Debug)]
pub(crate) struct Survey {
    /// Our files whose size is wrong or which were changed after the list was written.
    pub altered: BTreeSet<String>,
    /// Our files that are not there, or have become something that is not a file.
    pub missing: BTreeSet<String>,
    /// What is not ours, by its path in the output; folders come before what is in them.
    pub foreign: BTreeMap<PathBuf, Foreign>,
    /// When the survey began, by the clock of the disk.
    pub(super) began: SystemTime,
}

/// A thing that is not ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Foreign {
    /// A file, a link or anything else that is no folder.
    File,
    Folder,
}

impl Survey {
    /// Whether all our files stand as we left them.
    pub(crate) fn is_whole(&self) -> bool {
        self.altered.is_empty() && self.missing.is_empty()
    }

    /// Whether a file of the list stands as we left it; the path must be in the list.
    pub(crate) fn is_intact(&self, path: &str) -> bool {
        !self.altered.contains(path) && !self.missing.contains(path)
    }
}

pub(super) fn survey(place: &Place, manifest: &Manifest, began: SystemTime) -> Result<Survey, Error> {
    let mut found =
        Survey { altered: BTreeSet::new(), missing: BTreeSet::new(), foreign: BTreeMap::new(), began };
    let written = match fs::symlink_metadata(place.root.join(MANIFEST)).and_then(|m| m.modified()) {
        Ok(time) => time,
        // Without a list nothing is ours.
        Err(_) => SystemTime::UNIX_EPOCH,
    };
    let mut walk = Walk {
        manifest,
        ours: manifest.folders().into_iter().collect(),
        written,
        seen: Vec::new(),
        todo: Vec::new(),
    };
    walk.todo.push(Below::Ours(String::new()));
    while let Some(below) = walk.todo.pop() {
        let folder = match &below {
            Below::Ours(path) => place.root.join(path),
            Below::Theirs(path) => place.root.join(path),
        };
        match walk.folder(&folder, below, &mut found) {
            Ok(()) => {}
            // Nothing stands at the root yet, or somebody just removed the folder.
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(e) => return Err(Error::io(Doing::Read, &folder)(e)),
        }
    }
    if walk.seen.len() < manifest.entries.len() {
        let seen: HashSet<&str> = walk.seen.into_iter().collect();
        found.missing =
            manifest.entries.keys().filter(|path| !seen.contains(path.as_str())).cloned().collect();
    }
    Ok(found)
}

struct Walk<'m> {
    manifest: &'m Manifest,
    ours: HashSet<&'m str>,
    written: SystemTime,
    seen: Vec<&'m str>,
    todo: Vec<Below>,
}

/// A folder to look at.
enum Below {
    /// Its path as a prefix: empty, or with a slash at the end.
    Ours(String),
    Theirs(PathBuf),
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path, below: Below, found: &mut Survey) -> io::Result<()> {
        let (mut path, theirs) = match below {
            Below::Ours(prefix) => (prefix, None),
            Below::Theirs(path) => (String::new(), Some(path)),
        };
        let prefix = path.len();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let (name, kind) = (entry.file_name(), entry.file_type()?);
            if theirs.is_none()
                && let Some(name) = name.to_str()
            {
                path.truncate(prefix);
                path.push_str(name);
                if self.is_ours(&path, &entry, kind, found)? {
                    continue;
                }
            }
            path.truncate(prefix);
            let path = theirs.as_deref().unwrap_or(Path::new(&path)).join(&name);
            if kind.is_dir() {
                self.todo.push(Below::Theirs(path.clone()));
            }
            found.foreign.insert(path, if kind.is_dir() { Foreign::Folder } else { Foreign::File });
        }
        Ok(())
    }

    fn is_ours(
        &mut self,
        path: &str,
        entry: &DirEntry,
        kind: FileType,
        found: &mut Survey,
    ) -> io::Result<bool> {
        if kind.is_dir() {
            let ours = self.ours.contains(path);
            if ours {
                self.todo.push(Below::Ours(format!("{path}/")));
            }
            return Ok(ours);
        }
        if !kind.is_file() {
            return Ok(false);
        }
        let Some((path, owned)) = self.manifest.entries.get_key_value(path) else {
            return Ok(path == MANIFEST);
        };
        let meta = entry.metadata()?;
        self.seen.push(path);
        if meta.len() != owned.size || meta.modified()? > self.written {
            found.altered.insert(path.clone());
        }
        Ok(true)
    }
}
