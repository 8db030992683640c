//! What has been looked through and holds nothing: what ten thousand pages say alike is read once, and what was read in a
//! dossier is not read again on its page.

use std::hash::{DefaultHasher, Hasher as _};

use parking_lot::{Mutex, MutexGuard};

use rustc_hash::FxHashSet;

use super::segments::Read;

/// What is known to hold nothing.
///
/// Texts are known by a hash of 64 bits. Of a million of them, one that holds something is taken for another with a
/// chance of one in ten billion.
#[derive(Debug, Default)]
pub struct Clean(Mutex<FxHashSet<u64>>);

impl Clean {
    /// Is this known to hold nothing?
    #[must_use]
    pub fn has(&self, text: &[u8]) -> bool {
        self.known().contains(&hash(text))
    }

    /// Notes that this holds nothing.
    pub fn note(&self, text: &[u8]) {
        self.known().insert(hash(text));
    }

    pub(super) fn known(&self) -> MutexGuard<'_, FxHashSet<u64>> {
        self.0.lock()
    }

    /// Those of some texts that are not known to hold nothing, with what they are known by.
    pub(super) fn unknown<'t>(&self, read: Vec<Read<'t>>) -> Vec<(u64, Read<'t>)> {
        let mut tidy = Vec::new();
        let hashed: Vec<(u64, Read<'t>)> =
            read.into_iter().map(|read| (hash(tidied(&read.text, &mut tidy)), read)).collect();
        let known = self.known();
        hashed.into_iter().filter(|(hash, _)| !known.contains(hash)).collect()
    }
}

/// A text as the rules see it but for its letters, so that a paragraph in a dossier and on a page are one: without marks of
/// emphasis, with one plain space wherever there are spaces, and without the quotation marks of a value. Most texts are
/// so already; of the others `tidy` holds what they become.
fn tidied<'b>(text: &'b str, tidy: &'b mut Vec<u8>) -> &'b [u8] {
    let bytes = text.trim_matches('"').as_bytes();
    tidy.clear();
    let (mut kept, mut after_space) = (0, false);
    for (at, byte) in bytes.iter().enumerate() {
        let (length, is_space) = match byte {
            b' ' if !after_space => {
                after_space = true;
                continue;
            }
            b' ' | b'\t' | b'\n' | b'\r' => (1, true),
            b'*' | b'`' | b'\\' => (1, false),
            // U+00A0, between a number and its unit.
            0xc2 if bytes.get(at + 1) == Some(&0xa0) => (2, true),
            // The second half of it.
            _ if at < kept => continue,
            _ => {
                after_space = false;
                continue;
            }
        };
        tidy.extend_from_slice(bytes.get(kept..at).unwrap_or_default());
        if is_space && !after_space {
            tidy.push(b' ');
        }
        after_space |= is_space;
        kept = at + length;
    }
    let rest = bytes.get(kept..).unwrap_or_default();
    if kept == 0 {
        return rest;
    }
    tidy.extend_from_slice(rest);
    tidy
}

fn hash(text: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(text);
    hasher.finish()
}
