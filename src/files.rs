//! What the engine sees of the world: files by path, as bytes; a disk, a folder in a string or a theme inside the binary.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::report::Problem;
use crate::vietnamese;

/// The content of one file.
pub type Bytes = Arc<[u8]>;

/// A path inside the project: relative, `/` between parts, NFC. Names that macOS delivers
/// decomposed compare equal to the references an editor typed (`domain.md` §3d).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FilePath(Arc<str>);

impl FilePath {
    /// A path from text; normalised to NFC, never resolved against anything.
    #[must_use]
    pub fn new(path: &str) -> Self {
        Self(Arc::from(vietnamese::nfc(path).as_ref()))
    }

    /// `self` with one more part.
    #[must_use]
    pub fn join(&self, part: &str) -> Self {
        Self::new(&format!("{}/{part}", self.0))
    }

    /// The folder this file lies in; empty at the top.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last part.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// What follows the last dot of the name, in lower case.
    #[must_use]
    pub fn extension(&self) -> String {
        self.name().rsplit_once('.').map_or_else(String::new, |(_, end)| end.to_lowercase())
    }
}

impl Deref for FilePath {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

/// Can a file be written at this path on every system we know, meaning the same there? Windows takes `\` and `:` for
/// something else, and drops a dot or a space at an end, which would turn `.. ` into `..`.
#[must_use]
pub fn is_portable(path: &str) -> bool {
    let is_sign = |byte| byte < 0x20 || matches!(byte, b'\\' | b':' | 0x7f);
    !path.bytes().any(is_sign) && path.split('/').all(|part| !part.is_empty() && !part.ends_with(['.', ' ']))
}

/// SHA-256 of some bytes: what a cache key, a file name and a fingerprint are made of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of the next `size` bytes of a stream, which are never all in memory.
    ///
    /// # Errors
    /// The stream fails, or ends before.
    pub fn of_stream(stream: &mut impl io::Read, size: u64) -> io::Result<Self> {
        let (mut hasher, mut left) = (Sha256::new(), size);
        let mut piece = vec![0; 64 << 10];
        while left > 0 {
            let most = usize::try_from(left).map_or(piece.len(), |left| left.min(piece.len()));
            let Some(piece) = piece.get_mut(..most) else { break };
            stream.read_exact(piece)?;
            hasher.update(&*piece);
            left -= piece.len() as u64;
        }
        Ok(Self(hasher.finalize().into()))
    }

    /// The digest of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The digest of several parts; where one ends and the next begins counts.
    #[must_use]
    pub fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        Self(hash.finalize().into())
    }

    /// A digest read back from the cache.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The first `length` hexadecimal digits (64 at most).
    #[must_use]
    pub fn hex(&self, length: usize) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |half: u8| char::from(DIGITS.get(usize::from(half)).copied().unwrap_or(b'0'));
        self.0.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).take(length).collect()
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex(16))
    }
}

/// Why a listed file could not be read: a word after `why.` in the words of the program, or the machine's own text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(pub String);

impl Unreadable {
    /// It was never listed, or is not there any more.
    #[must_use]
    pub fn not_found() -> Self {
        Self("not-found".to_owned())
    }

    /// What there is to tell of the file.
    #[must_use]
    pub fn problem(self, file: &FilePath) -> Problem {
        Problem::error("unreadable").in_file(file).with("why", self.0)
    }
}

/// The whole outside world of the engine. Listing is a snapshot: what it names stays named for the run.
pub trait Files: Send + Sync {
    /// Every file, in the order of its path.
    fn paths(&self) -> &[FilePath];

    /// One file's content.
    ///
    /// # Errors
    /// The file is gone, not ours to read, or keeps changing while it is read.
    fn read(&self, path: &FilePath) -> Result<Bytes, Unreadable>;

    /// The digest of one file's content; an implementation may know it without opening the file.
    ///
    /// # Errors
    /// As [`Files::read`].
    fn digest(&self, path: &FilePath) -> Result<Digest, Unreadable> {
        self.read(path).map(|bytes| Digest::of(&bytes))
    }

    /// What is wrong with the listing itself: names that clash, links that leave the project.
    fn faults(&self) -> Vec<Problem> {
        Vec::new()
    }

    /// Told while photos are looked at, which takes its time: how many of how many are done.
    fn looked_at(&self, _done: usize, _all: usize) {}

    /// Is there such a file?
    fn has(&self, path: &FilePath) -> bool {
        self.paths().binary_search(path).is_ok()
    }

    /// The names of what lies directly in a folder, files and folders, in the order of their paths.
    fn names_in<'a>(&'a self, folder: &str) -> Vec<&'a str> {
        let (mut rest, below) = (self.under(folder), folder.len() + 1);
        let mut names = Vec::new();
        while let Some(first) = rest.first() {
            let inner = first.get(below..).unwrap_or_default();
            let name = inner.split_once('/').map_or(inner, |(name, _)| name);
            names.push(name);
            let end = first.get(..below + name.len() + 1);
            let beyond = end.map_or(1, |end| rest.partition_point(|path| path.starts_with(end)));
            rest = rest.get(beyond..).unwrap_or_default();
        }
        names
    }

    /// The files in a folder and below it.
    fn under<'a>(&'a self, folder: &str) -> &'a [FilePath] {
        let all = self.paths();
        let prefix = format!("{folder}/");
        let from = all.partition_point(|p| **p < *prefix);
        let rest = all.get(from..).unwrap_or_default();
        rest.get(..rest.partition_point(|p| p.starts_with(&prefix))).unwrap_or_default()
    }
}

/// A folder as a value.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    paths: Vec<FilePath>,
    files: BTreeMap<FilePath, Bytes>,
}

impl Tree {
    /// A folder holding these files.
    #[must_use]
    pub fn new(files: impl IntoIterator<Item = (FilePath, Bytes)>) -> Self {
        let files: BTreeMap<_, _> = files.into_iter().collect();
        Self { paths: files.keys().cloned().collect(), files }
    }

    /// A whole board in one string: every `-- path --` line begins a file.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut files: Vec<(FilePath, String)> = Vec::new();
        for line in text.split_inclusive('\n') {
            let mark = line.trim_end().strip_prefix("-- ").and_then(|l| l.strip_suffix(" --"));
            match (mark, files.last_mut()) {
                (Some(path), _) => files.push((FilePath::new(path), String::new())),
                (None, Some((_, content))) => content.push_str(line),
                (None, None) => {}
            }
        }
        Self::new(files.into_iter().map(|(path, content)| (path, Bytes::from(content.into_bytes()))))
    }

    /// This folder with one file more, or another content for it.
    #[must_use]
    pub fn with(self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = Bytes::from(bytes.into());
        Self::new(self.files.into_iter().chain([(FilePath::new(path), bytes)]))
    }
}

impl Files for Tree {
    fn paths(&self) -> &[FilePath] {
        &self.paths
    }

    fn read(&self, path: &FilePath) -> Result<Bytes, Unreadable> {
        self.files.get(path).cloned().ok_or_else(Unreadable::not_found)
    }
}

/// What pure functions said before, kept by the machine between runs: a key names the function, its
/// version and the content it was given, so an answer can be missing but never stale.
pub trait Memo: Send + Sync {
    /// The answer kept under this key.
    fn recall(&self, key: &Digest) -> Option<Bytes>;
    /// Keeps an answer.
    fn keep(&self, key: Digest, answer: &[u8]);
    /// Keeps a picture: there are many, and all together they are large.
    fn keep_picture(&self, key: Digest, picture: &[u8]) {
        self.keep(key, picture);
    }
}

/// Remembers nothing.
pub struct NoMemo;

impl Memo for NoMemo {
    fn recall(&self, _: &Digest) -> Option<Bytes> {
        None
    }
    fn keep(&self, _: Digest, _: &[u8]) {}
}
