//! What a picture file is put together from, piece by piece and without decoding: where cameras and programs hide things.

use memchr::memchr;

/// One piece of a file: a segment of JPEG, a chunk of PNG or WebP.
pub(super) struct Piece<'b> {
    /// The marker of a segment (one byte) or the four letters of a chunk.
    pub(super) name: &'b [u8],
    /// What it holds, without name, length and sum.
    pub(super) body: &'b [u8],
}

/// The pieces of a file, and what lies behind the last of them.
pub(super) struct Pieces<'b> {
    pub(super) pieces: Vec<Piece<'b>>,
    /// Nobody who shows the picture ever reads this.
    pub(super) behind: &'b [u8],
    /// The piece that ends the file was there.
    pub(super) is_whole: bool,
}

impl<'b> Pieces<'b> {
    /// The bodies of all pieces of a name.
    pub(super) fn named<'p>(&'p self, name: &'p [u8]) -> impl Iterator<Item = &'b [u8]> + 'p {
        self.pieces.iter().filter(move |piece| piece.name == name).map(|piece| piece.body)
    }
}

pub(super) const SOI: u8 = 0xd8;
pub(super) const EOI: u8 = 0xd9;
pub(super) const SOS: u8 = 0xda;

/// The segments of a JPEG (ITU T.81, annex B).
pub(super) fn jpeg(bytes: &[u8]) -> Pieces<'_> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut is_whole = false;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr(0xff, rest)) {
        at += found;
        let Some(marker) = bytes.get(at + 1) else { break };
        match *marker {
            // Filling, a stuffed byte of a scan, a restart: no segment begins here.
            0xff => at += 1,
            0x00 | 0x01 | 0xd0..=0xd7 => at += 2,
            SOI => at += 2,
            EOI => {
                at += 2;
                is_whole = true;
                break;
            }
            _ => {
                let length = bytes.get(at + 2..at + 4).map_or(0, big_endian);
                let (Some(name), Some(body)) =
                    (bytes.get(at + 1..at + 2), bytes.get(at + 4..at + 2 + length.max(2)))
                else {
                    break;
                };
                pieces.push(Piece { name, body });
                at += 2 + length.max(2);
            }
        }
    }
    Pieces { pieces, behind: if is_whole { bytes.get(at..).unwrap_or_default() } else { &[] }, is_whole }
}

/// The chunks of a PNG.
pub(super) fn png(bytes: &[u8]) -> Pieces<'_> {
    chunks(bytes, 8, b"IEND", |at| {
        let length = bytes.get(at..at + 4).map(big_endian)?;
        let body = at.checked_add(8)?..at.checked_add(8)?.checked_add(length)?;
        Some((at + 4..at + 8, body.clone(), body.end.checked_add(4)?))
    })
}

/// The chunks of a WebP; the header tells where they end.
pub(super) fn webp(bytes: &[u8]) -> Pieces<'_> {
    let length = |at: usize| -> Option<usize> {
        Some(bytes.get(at..at + 4)?.iter().rev().fold(0, |n, b| n << 8 | usize::from(*b)))
    };
    let end = length(4).and_then(|size| size.checked_add(8)).unwrap_or(0);
    let inner = bytes.get(..end);
    let mut found = chunks(inner.unwrap_or(bytes), 12, b"", |at| {
        let body = at + 8..at.checked_add(8)?.checked_add(length(at + 4)?)?;
        let next = body.end.checked_add(body.len() & 1)?;
        Some((at..at + 4, body, next))
    });
    found.is_whole = inner.is_some();
    found.behind = bytes.get(end..).unwrap_or_default();
    found
}

type Span = std::ops::Range<usize>;

/// Walks from chunk to chunk: `next` tells name, body and the place of the next.
fn chunks<'b>(
    bytes: &'b [u8],
    from: usize,
    last: &[u8],
    next: impl Fn(usize) -> Option<(Span, Span, usize)>,
) -> Pieces<'b> {
    let mut pieces = Vec::new();
    let mut at = from;
    let mut is_whole = false;
    while at < bytes.len() && !is_whole {
        let Some((name, body, after)) = next(at) else { break };
        let (Some(name), Some(body)) = (bytes.get(name), bytes.get(body)) else { break };
        pieces.push(Piece { name, body });
        is_whole = name == last;
        at = after;
    }
    Pieces { pieces, behind: if is_whole { bytes.get(at..).unwrap_or_default() } else { &[] }, is_whole }
}

/// A number of any length, the greatest byte first.
pub(super) fn big_endian(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |number, byte| number << 8 | usize::from(*byte))
}
