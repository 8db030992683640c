//! The list of what was taken down, with its day: evidence for the duty to do so in time (`domain.md` P5), kept beside the project and never published.
//!
//! A line is noted before the new site takes the place of the old, and written into the list only when it has: by the
//! same run, or by a later one if this one is killed in between or cannot write.

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

/// What is still to be written into the list.
#[derive(Serialize, Deserialize)]
struct Note {
    /// What the list begins with, if it has to begin.
    head: String,
    /// What is true already.
    due: Vec<String>,
    /// What will be true once the site stands whose list of files has this digest.
    planned: Option<(String, Vec<String>)>,
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
        let due = self.noted()?.map_or(Vec::new(), |note| note.due);
        self.keep(&Note { head: head.to_owned(), due, planned: Some((identity(manifest)?, lines)) })
    }

    /// Writes what was noted into the list if that site stands, and forgets it if another one does. What cannot be
    /// written now is due until it can.
    pub(crate) fn settle(&self, stands: &Manifest) -> io::Result<()> {
        let Some(mut note) = self.noted()? else { return Ok(()) };
        if let Some((site, lines)) = note.planned.take()
            && site == identity(stands)?
        {
            note.due.extend(lines);
        }
        if !note.due.is_empty()
            && let Err(error) = self.append(&note)
        {
            self.keep(&note)?;
            return Err(error);
        }
        fs::remove_file(&self.note)
    }

    /// What is still to be written; a note that cannot be understood is put aside, for it must not keep anybody online.
    fn noted(&self) -> io::Result<Option<Note>> {
        match fs::read(&self.note) {
            Ok(bytes) => match serde_json::from_slice(&bytes) {
                Ok(note) => Ok(Some(note)),
                Err(_) => fs::rename(&self.note, self.note.with_extension("bad")).map(|()| None),
            },
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn keep(&self, note: &Note) -> io::Result<()> {
        write::replace(&self.note, &serde_json::to_vec(note)?)
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
        for line in note.due.iter().filter(|line| !written.contains(line.as_str())) {
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
