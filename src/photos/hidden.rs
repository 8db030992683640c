//! What a picture file carries besides its pixels (`domain.md` P6).

use super::pieces::{self, EOI, Pieces, SOS};

/// What a file of a picture hides, in words for people: none of it is needed to show the picture. `None` if it
/// is no picture.
#[must_use]
pub fn hidden(bytes: &[u8]) -> Option<Vec<&'static str>> {
    let (file, names): (Pieces<'_>, &[(&[u8], &str)]) = match bytes {
        [0xff, 0xd8, 0xff, ..] => (pieces::jpeg(bytes), &[]),
        _ if bytes.starts_with(b"\x89PNG\r\n\x1a\n") => (
            pieces::png(bytes),
            &[(b"eXIf", "EXIF"), (b"tEXt", "text"), (b"zTXt", "text"), (b"iTXt", "text"), (b"tIME", "time")],
        ),
        _ if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => {
            (pieces::webp(bytes), &[(b"EXIF", "EXIF"), (b"XMP ", "XMP")])
        }
        _ => return None,
    };
    let mut found: Vec<&str> = file
        .pieces
        .iter()
        .filter_map(|piece| match piece.name {
            [marker] => segment(*marker, piece.body),
            name => names.iter().find(|(other, _)| *other == name).map(|(_, word)| *word),
        })
        .collect();
    if !file.behind.is_empty() {
        found.push("trailer");
    }
    found.sort_unstable();
    found.dedup();
    Some(found)
}

/// What a segment of a JPEG hides. Colour profiles and the marks of JFIF and Adobe say how to show it.
fn segment(marker: u8, body: &[u8]) -> Option<&'static str> {
    let begins = |mark: &[u8]| body.starts_with(mark);
    match marker {
        0xe1 if begins(b"Exif\0") => Some("EXIF"),
        0xe1 if begins(b"http://ns.adobe.com/") => Some("XMP"),
        0xed => Some("IPTC"),
        0xfe => Some("comment"),
        // A small picture: JFIF has room for one, and JFXX is one.
        0xe0 if !begins(b"JFIF\0") || body.len() > 14 => Some("thumbnail"),
        0xe2 if begins(b"ICC_PROFILE\0") => None,
        0xee if begins(b"Adobe") => None,
        0xe1..=0xef => Some("maker"),
        _ => None,
    }
}

/// Is this a JPEG or WebP of nothing but pixels, as ours are? Said by what may be there, so that what nobody has
/// thought of is found too.
#[must_use]
pub fn is_bare(bytes: &[u8]) -> bool {
    let (file, may_be) = match bytes {
        [0xff, 0xd8, 0xff, ..] => (pieces::jpeg(bytes), segment_is_needed as fn(&[u8], &[u8]) -> bool),
        _ if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => {
            (pieces::webp(bytes), (|name, _| name == b"VP8 ") as fn(&[u8], &[u8]) -> bool)
        }
        _ => return false,
    };
    file.is_whole && file.behind.is_empty() && file.pieces.iter().all(|piece| may_be(piece.name, piece.body))
}

/// Tables, one frame, its scans, restarts; and the mark of JFIF without a small picture.
fn segment_is_needed(name: &[u8], body: &[u8]) -> bool {
    match name {
        [0xe0] => body.starts_with(b"JFIF\0") && body.len() == 14,
        [0xc0..=0xc2 | 0xc4 | 0xdb | 0xdd | SOS | EOI] => true,
        _ => false,
    }
}
