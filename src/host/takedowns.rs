//! The list of what was taken down, with its day: evidence for the duty to do so in time (`domain.md` P5), kept beside the project and never published.
//!
//! A line is noted before the new site takes the place of the old, and written into the list only when it has: by the
//! same run, or by the next one if this one is killed in between.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use bangvang::files::Digest;
use serde::{Deserialize, Serialize};

use super::folder::Manifest;
use super::write;

/// The list, in the project's folder.
pub(crate) const LIST: &str = "takedowns.md";

/// The lists of one project.
pub(crate) struct Takedowns {
    list: PathBuf,
    note: PathBuf,
}

/// What will be true once a site stands.
#[derive(Serialize, Deserialize)]
struct Note {
    /// The digest of the list of files of that site.
    site: String,
    /// What the list begins with, if it has to begin.
    head: String,
    lines: Vec<String>,
}

impl Takedowns {
    /// The list of the project at `root`, for the site in `output`.
    pub(crate) fn new(root: &Path, output: &Path) -> Self {
        let output = fs::canonicalize(output).unwrap_or_else(|_| output.to_path_buf());
        // Each output has runs of its own, and none forgets what another has noted.
        let name = Digest::of(output.as_os_str().as_encoded_bytes()).hex(8);
        let note = root.join(".bangvang").join(format!("takedowns-{name}.json"));
        Self { list: root.join(LIST), note }
    }

    /// Notes what is taken down as soon as the site of `manifest` stands.
    pub(crate) fn note(&self, manifest: &Manifest, head: &str, lines: Vec<String>) -> io::Result<()> {
        let note = Note { site: identity(manifest)?, head: head.to_owned(), lines };
        write::replace(&self.note, &serde_json::to_vec(&note)?)
    }

    /// Writes what was noted into the list if that site stands, and forgets it if another one does.
    pub(crate) fn settle(&self, stands: &Manifest) -> io::Result<()> {
        let note: Note = match fs::read(&self.note) {
            Ok(bytes) => serde_json::from_slice(&bytes)?,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        if note.site == identity(stands)? {
            self.append(&note)?;
        }
        fs::remove_file(&self.note)
    }

    fn append(&self, note: &Note) -> io::Result<()> {
        let known = match fs::read_to_string(&self.list) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        let mut text = if known.is_empty() { note.head.clone() } else { String::new() };
        // Whoever has added a note of their own may have left its line open.
        if !known.is_empty() && !known.ends_with('\n') {
            text.push('\n');
        }
        let written: BTreeSet<&str> = known.lines().collect();
        // A run killed right here has written them already.
        for line in note.lines.iter().filter(|line| !written.contains(line.as_str())) {
            text.push_str(line);
            text.push('\n');
        }
        let mut list = fs::OpenOptions::new().create(true).append(true).open(&self.list)?;
        list.write_all(text.as_bytes())?;
        list.sync_all()
    }
}

fn identity(manifest: &Manifest) -> io::Result<String> {
    Ok(Digest::of(&manifest.to_bytes()?).hex(64))
}
