//! Writing a file so that it is there whole or not at all.

use std::fs;
use std::io;
use std::path::Path;

/// Puts `bytes` in place of the file at `path`, making its folder if need be.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let aside = path.with_extension(format!("{}.part", std::process::id()));
    // On a full disk the half of a file must go again: each run would leave one more.
    let done = fs::write(&aside, bytes).and_then(|()| fs::rename(&aside, path));
    done.inspect_err(|_| drop(fs::remove_file(&aside)))
}

/// The bytes of a file.
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}

/// Makes a file that is not there yet; its folder too.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    // On a full disk the half of a file must go again: it would count as there.
    io::Write::write_all(&mut file, bytes).inspect_err(|_| drop(fs::remove_file(path)))
}

/// The names in a folder, sorted; none if it is not there.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Removes the caches: only what [`super::cache::Cache`] writes, should anything else lie there.
pub(crate) fn remove_cache(folder: &Path) -> io::Result<()> {
    let gone = |result: io::Result<()>| match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    };
    // What a run that was killed was writing.
    for name in names(folder).iter().filter(|name| name.ends_with(".part")) {
        gone(fs::remove_file(folder.join(name)))?;
    }
    gone(fs::remove_file(folder.join("pack")))?;
    gone(fs::remove_file(folder.join("index")))?;
    gone(fs::remove_dir_all(folder.join("large")))
}
