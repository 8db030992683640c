//! The list of what we own in the output folder: `.bangvang.json` at its root.

use super::Error;
use bangvang::files::{Digest, is_portable};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Name of the list at the root of the output.
pub(crate) const MANIFEST: &str = ".bangvang.json";

const FORMAT: u32 = 1;

/// Every file of the site, by its path: relative, forward slashes, no `.` or `..`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Manifest {
    /// Who made the site, for instance `bangvang 1.2.0`.
    pub generator: String,
    /// Digest of everything the site was made from; opaque here.
    pub inputs: String,
    pub entries: BTreeMap<String, Entry>,
}

/// One file of the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    /// In bytes.
    pub size: u64,
    /// 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// What kind of file it is; opaque here.
    pub class: String,
    /// Fingerprint of what the file was made from; opaque here.
    pub from: String,
}

/// Size and digest of some bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    /// In bytes.
    pub size: u64,
    /// 64 lower-case hexadecimal digits.
    pub sha256: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    format: u32,
    generator: String,
    inputs: String,
    entries: BTreeMap<String, Entry>,
}

impl Manifest {
    /// Reads the list; the error is a short English reason.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Manifest, String> {
        let shape: Shape = serde_json::from_slice(bytes).map_err(|e| e.to_string())?;
        if shape.format != FORMAT {
            return Err(format!("it has format {}, this program knows {FORMAT}", shape.format));
        }
        let manifest = Manifest { generator: shape.generator, inputs: shape.inputs, entries: shape.entries };
        manifest.check().map_err(|e| e.to_string())?;
        Ok(manifest)
    }

    /// One entry a line, sorted: the same list always gives the same bytes.
    pub(crate) fn to_bytes(&self) -> io::Result<Vec<u8>> {
        let mut out = Vec::with_capacity(128 + 256 * self.entries.len());
        out.extend_from_slice(format!("{{\n\"format\": {FORMAT},\n\"generator\": ").as_bytes());
        serde_json::to_writer(&mut out, &self.generator)?;
        out.extend_from_slice(b",\n\"inputs\": ");
        serde_json::to_writer(&mut out, &self.inputs)?;
        out.extend_from_slice(b",\n\"entries\": {");
        for (n, (path, entry)) in self.entries.iter().enumerate() {
            out.extend_from_slice(if n == 0 { b"\n" } else { b",\n" });
            serde_json::to_writer(&mut out, path)?;
            out.extend_from_slice(b": ");
            serde_json::to_writer(&mut out, entry)?;
        }
        out.extend_from_slice(b"\n}}\n");
        Ok(out)
    }

    /// Every path is plain, and none is a folder of another.
    pub(super) fn check(&self) -> Result<(), Error> {
        for (path, entry) in &self.entries {
            check_path(path)?;
            let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
            if entry.sha256.len() != 64 || !entry.sha256.bytes().all(hex) {
                return Err(bad(path, "its digest is not a SHA-256"));
            }
        }
        for folder in self.folders() {
            if self.entries.contains_key(folder) {
                return Err(bad(folder, "it is a file and a folder at once"));
            }
        }
        Ok(())
    }

    /// Every folder that holds an entry at any depth; the root is not among them.
    pub(super) fn folders(&self) -> BTreeSet<&str> {
        folders_above(self.entries.keys())
    }
}

/// Every folder above any of these paths, which come in order.
pub(super) fn folders_above<'a>(paths: impl Iterator<Item = &'a String>) -> BTreeSet<&'a str> {
    let mut folders = BTreeSet::new();
    let mut last = "";
    for path in paths {
        let folder = parent(path);
        if folder != last {
            last = folder;
            for above in ancestors(path) {
                // What is above a known folder is known too.
                if !folders.insert(above) {
                    break;
                }
            }
        }
    }
    folders
}

impl Written {
    /// Size and digest of `bytes`.
    pub(crate) fn of(bytes: &[u8]) -> Written {
        Written { size: bytes.len() as u64, sha256: digest(bytes) }
    }

    pub(super) fn is(&self, entry: &Entry) -> bool {
        self.size == entry.size && self.sha256 == entry.sha256
    }
}

/// SHA-256 in lower-case hexadecimal.
pub(super) fn digest(bytes: &[u8]) -> String {
    Digest::of(bytes).hex(64)
}

/// The folders above a path, nearest first, without the root: `a/b/c` gives `a/b`, `a`.
pub(super) fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at])
}

/// The folder a path stands in, or the empty string for the root.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Refuses every path that could mean something else, or something outside, on any system we know.
pub(super) fn check_path(path: &str) -> Result<(), Error> {
    if !is_portable(path) {
        return Err(bad(path, "some systems cannot write it, or take it for another"));
    }
    if path.eq_ignore_ascii_case(MANIFEST) || ancestors(path).any(|a| a.eq_ignore_ascii_case(MANIFEST)) {
        return Err(bad(path, "this name is kept for the list of files"));
    }
    Ok(())
}

fn bad(path: &str, reason: &'static str) -> Error {
    Error::BadPath { path: path.to_owned(), reason }
}
