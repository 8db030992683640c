//! Where an output folder may stand, and where its lock, stage and journal stand beside it.

use super::error::Doing;
use super::{Error, MANIFEST, Options};
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};
use std::{fs, io};

/// Name of the hidden folder beside the output.
const SIDE: &str = ".bangvang";

/// Files that systems drop into every folder they show; a folder with only these counts as empty.
const HARMLESS: [&str; 3] = ["desktop.ini", "thumbs.db", ".ds_store"];

/// Every path this module works with, all absolute and without links.
#[derive(Debug)]
pub(super) struct Place {
    /// The output folder.
    pub root: PathBuf,
    /// The folder it stands in.
    pub parent: PathBuf,
    /// `.bangvang` beside the output: hidden, and on the same disk.
    pub side: PathBuf,
    pub lock: PathBuf,
    pub stage: PathBuf,
    pub state: PathBuf,
    pub journal: PathBuf,
    /// Where a file of somebody else goes when its place was taken in the same moment.
    pub aside: PathBuf,
}

impl Place {
    /// Refuses what may never be an output; touches nothing.
    pub(super) fn choose(path: &Path, options: &Options) -> Result<Place, Error> {
        let root = resolve(path).map_err(Error::io(Doing::Read, path))?;
        let refuse = || Err(Error::Forbidden { path: root.clone() });
        let (Some(parent), Some(name)) = (root.parent(), root.file_name()) else {
            return refuse();
        };
        if root.components().any(|part| part.as_os_str() == SIDE) {
            return refuse();
        }
        let resolved = |folder: &PathBuf| resolve(folder).map_err(Error::io(Doing::Read, folder));
        for kept in options.forbidden.iter().chain(&options.sources) {
            if resolved(kept)?.starts_with(&root) {
                return refuse();
            }
        }
        // What was made there would be read again, and be published once more.
        for source in &options.sources {
            if root.starts_with(resolved(source)?) {
                return refuse();
            }
        }
        // A home that cannot be resolved protects nothing.
        if let Some(Ok(home)) =
            std::env::home_dir().filter(|h| !h.as_os_str().is_empty()).map(|h| resolve(&h))
            && home.starts_with(&root)
        {
            return refuse();
        }
        let side = parent.join(SIDE);
        let named = |before: &str, after: &str| {
            let mut full = OsString::from(before);
            full.push(name);
            full.push(after);
            side.join(full)
        };
        Ok(Place {
            lock: named("", ".lock"),
            stage: named("stage-", ""),
            state: named("stage-", ".json"),
            journal: named("journal-", ".json"),
            aside: named("found-", ""),
            parent: parent.to_path_buf(),
            root,
            side,
        })
    }

    /// The bytes of our list if the folder is ours, nothing if it is empty or not there yet.
    pub(super) fn claim(&self) -> Result<Option<Vec<u8>>, Error> {
        match fs::symlink_metadata(&self.root) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(Error::io(Doing::Read, &self.root)(e)),
            Ok(meta) if !meta.is_dir() => return Err(Error::NotAFolder { path: self.root.clone() }),
            Ok(_) => {}
        }
        let list = self.root.join(MANIFEST);
        match fs::symlink_metadata(&list) {
            Ok(meta) if meta.is_file() => fs::read(&list).map(Some).map_err(Error::io(Doing::Read, &list)),
            Ok(_) => Err(Error::BadManifest { path: list, reason: "it is not a file".to_owned() }),
            Err(e) if e.kind() == io::ErrorKind::NotFound => self.is_empty().map(|()| None),
            Err(e) => Err(Error::io(Doing::Read, &list)(e)),
        }
    }

    fn is_empty(&self) -> Result<(), Error> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.root).map_err(Error::io(Doing::Read, &self.root))? {
            names.push(entry.map_err(Error::io(Doing::Read, &self.root))?.file_name());
        }
        names.sort();
        let harmless = |name: &OsString| HARMLESS.iter().any(|h| name.eq_ignore_ascii_case(h));
        match names.into_iter().find(|name| !harmless(name)) {
            Some(name) => Err(Error::NotOurs { path: self.root.clone(), example: name.into() }),
            None => Ok(()),
        }
    }

    /// Makes the folder beside the output.
    pub(super) fn make_side(&self) -> Result<(), Error> {
        fs::create_dir_all(&self.side).map_err(Error::io(Doing::Create, &self.side))?;
        // A link could lead to another disk, or to somebody else's folder.
        match fs::symlink_metadata(&self.side) {
            Ok(meta) if meta.is_dir() => Ok(()),
            _ => Err(Error::NotAFolder { path: self.side.clone() }),
        }
    }
}

/// The absolute path without links and `..`; parts that do not exist yet are taken as they are.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut full = PathBuf::new();
    for part in std::path::absolute(path)?.components() {
        match part {
            Component::ParentDir => {
                full.pop();
            }
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir => full.push(part),
            Component::Normal(name) => {
                full.push(name);
                match fs::symlink_metadata(&full) {
                    // Also tells the true spelling where capitals do not matter, and short 8.3 names apart.
                    Ok(_) => full = fs::canonicalize(&full)?,
                    Err(e) if e.kind() == io::ErrorKind::NotFound => {}
                    Err(e) => return Err(e),
                }
            }
        }
    }
    Ok(full)
}

/// Whether every folder above `path` inside `root` is a real folder; the nearest one that is not is the error.
pub(super) fn real_folders(root: &Path, path: &str) -> Result<bool, PathBuf> {
    for (at, _) in path.match_indices('/') {
        let folder = root.join(&path[..at]);
        match fs::symlink_metadata(&folder) {
            Ok(meta) if meta.is_dir() => {}
            Ok(_) => return Err(folder),
            Err(_) => return Ok(false),
        }
    }
    Ok(true)
}
