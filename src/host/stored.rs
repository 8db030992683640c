//! A file as an answer: what is asked for of it is read when it is sent, however large it is.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom, Write};

use bangvang::files::Digest;

/// So much of a file that is open.
pub(crate) struct Stored {
    pub(super) file: File,
    /// The digest of all of it.
    pub(super) digest: Digest,
    /// The first byte that is wanted, and how many from there.
    pub(super) from: u64,
    pub(super) size: u64,
}

impl Stored {
    /// Sends what is wanted of it.
    pub(super) fn write(mut self, to: &mut dyn Write) -> std::io::Result<()> {
        self.file.seek(SeekFrom::Start(self.from))?;
        std::io::copy(&mut self.file.take(self.size), &mut { to }).map(|_| ())
    }
}
