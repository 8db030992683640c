//! What the first bytes of a picture tell, found before any pixel is decoded and any memory taken.

use super::exif::Exif;
use super::pieces::{self, Pieces, SOS, big_endian};
use super::{Fault, Format, MOST_BYTES, MOST_PIXELS};

/// What is known before decoding.
#[derive(Clone, Copy, Debug)]
pub(super) struct Header {
    pub(super) format: Format,
    /// Pixels across as they are stored.
    pub(super) width: u32,
    /// Pixels down as they are stored.
    pub(super) height: u32,
    pub(super) exif: Exif,
    /// Ink is stored the wrong way round, as Adobe does (`transform` of APP14 tells only the rest).
    pub(super) is_adobe: bool,
    /// Most bytes that decoding takes for one stored pixel, whatever it is scaled to.
    pub(super) weight: u64,
    /// Most pixels that one byte of this format can tell.
    density: u64,
}

/// What one picture may take while it is decoded, in bytes.
const MOST_TAKEN: u64 = 768 << 20;

/// Pixels that may be claimed by however few bytes.
const SMALL: u64 = 1 << 22;

impl Header {
    /// Pixels across and down, upright.
    pub(super) fn upright(&self) -> (u32, u32) {
        if self.exif.orientation >= 5 { (self.height, self.width) } else { (self.width, self.height) }
    }
}

/// Reads the header; every limit is kept here, before anybody believes what it says.
pub(super) fn read(bytes: &[u8]) -> Result<Header, Fault> {
    if bytes.len() > MOST_BYTES {
        return Err(Fault::TooLarge);
    }
    let format = format(bytes)?;
    let header = match format {
        Format::Jpeg => jpeg(&pieces::jpeg(before_scan(bytes))),
        Format::Png => png(&pieces::png(bytes)),
        Format::WebP => webp(&pieces::webp(bytes)),
    };
    let header = header.ok_or(Fault::Broken)?;
    if header.width == 0 || header.height == 0 {
        return Err(Fault::Broken);
    }
    let pixels = u64::from(header.width) * u64::from(header.height);
    if pixels > MOST_PIXELS || pixels * header.weight > MOST_TAKEN {
        return Err(Fault::TooLarge);
    }
    // What claims more than its bytes can tell is torn or lies, and would take memory for nothing.
    if pixels > SMALL && pixels > bytes.len() as u64 * header.density {
        return Err(Fault::Broken);
    }
    Ok(header)
}

/// Containers by their first bytes, with what is said of those that are not read.
fn format(bytes: &[u8]) -> Result<Format, Fault> {
    let at = |from: usize, mark: &[u8]| bytes.get(from..).is_some_and(|b| b.starts_with(mark));
    // What a copy that has not come further looks like: no bytes, or room for them.
    if bytes.iter().take(4096).all(|byte| *byte == 0) {
        return Err(Fault::Unfinished);
    }
    let brand = bytes.get(8..12).filter(|_| at(4, b"ftyp"));
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Ok(Format::Jpeg),
        _ if at(0, b"\x89PNG\r\n\x1a\n") => Ok(Format::Png),
        _ if at(0, b"RIFF") && at(8, b"WEBP") => Ok(Format::WebP),
        _ if brand == Some(b"avif") || brand == Some(b"avis") => Err(Fault::Avif),
        _ if brand.is_some_and(|brand| {
            brand.starts_with(b"he") || [b"mif1", b"msf1"].iter().any(|b| *b == brand)
        }) =>
        {
            Err(Fault::Heic)
        }
        _ if brand.is_some() || at(4, b"moov") || at(4, b"mdat") || at(4, b"wide") => Err(Fault::Video),
        [0xff, 0x0a, ..] => Err(Fault::Jxl),
        _ if at(4, b"JXL ") => Err(Fault::Jxl),
        _ if at(0, b"II*\0") || at(0, b"MM\0*") => Err(Fault::Tiff),
        _ if at(0, b"GIF8") => Err(Fault::Gif),
        _ if at(0, b"BM") => Err(Fault::Bmp),
        _ if at(0, b"%PDF") => Err(Fault::Pdf),
        _ if at(0, b"PK\x03\x04") || at(0, b"\xd0\xcf\x11\xe0") => Err(Fault::Word),
        _ => Err(Fault::Unknown),
    }
}

/// The part of a JPEG before its first scan, which is all that is read here.
fn before_scan(bytes: &[u8]) -> &[u8] {
    let mut at = 2;
    while let Some([0xff, marker, high, low]) = bytes.get(at..at + 4) {
        if *marker == SOS {
            break;
        }
        at += if *marker == 0xff { 1 } else { 2 + big_endian(&[*high, *low]).max(2) };
    }
    bytes.get(..at).unwrap_or(bytes)
}

fn jpeg(file: &Pieces<'_>) -> Option<Header> {
    // Frames of all kinds; those that cannot be decoded are refused when it is tried.
    let is_frame = |name: u8| matches!(name, 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf);
    let (kind, frame) = file.pieces.iter().find_map(|piece| match piece.name {
        [name] if is_frame(*name) => Some((*name, piece.body)),
        _ => None,
    })?;
    let exif = file.named(&[0xe1]).find(|body| body.starts_with(b"Exif\0")).map_or(Exif::NONE, Exif::read);
    let told = file.named(&[0xe1]).any(tells_position);
    let parts = u64::from(*frame.get(5)?);
    Some(Header {
        format: Format::Jpeg,
        width: size(frame.get(3..5)?)?,
        height: size(frame.get(1..3)?)?,
        exif: Exif { has_position: exif.has_position || told, ..exif },
        is_adobe: file.named(&[0xee]).any(|body| body.starts_with(b"Adobe")),
        // All but the plainest keep every coefficient of the picture until its last scan.
        weight: if kind <= 0xc1 { parts } else { parts * 3 },
        // A block of 8 by 8 takes a bit at the least, and four of six of them carry the light.
        density: 512,
    })
}

fn png(file: &Pieces<'_>) -> Option<Header> {
    let head = file.named(b"IHDR").next()?;
    let exif = file.named(b"eXIf").next().map_or(Exif::NONE, Exif::read);
    let told = file.named(b"iTXt").any(tells_position);
    // Eight bits of red, green, blue and alpha beside what is stored, which may be sixteen.
    let weight = if *head.get(8)? > 8 { 12 } else { 8 };
    Some(Header {
        format: Format::Png,
        width: size(head.get(..4)?)?,
        height: size(head.get(4..8)?)?,
        exif: Exif { has_position: exif.has_position || told, ..exif },
        is_adobe: false,
        weight,
        // Deflate repeats a byte 1,032 times at most, and a byte may be eight pixels.
        density: 1032 * 8,
    })
}

fn webp(file: &Pieces<'_>) -> Option<Header> {
    let little = |bytes: &[u8]| bytes.iter().rev().fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    let first = file.pieces.first()?;
    let (width, height) = match first.name {
        b"VP8X" => (little(first.body.get(4..7)?) + 1, little(first.body.get(7..10)?) + 1),
        b"VP8 " => (little(first.body.get(6..8)?) & 0x3fff, little(first.body.get(8..10)?) & 0x3fff),
        b"VP8L" => {
            let bits = little(first.body.get(1..5)?);
            ((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1)
        }
        _ => return None,
    };
    let exif = file.named(b"EXIF").next().map_or(Exif::NONE, Exif::read);
    let told = file.named(b"XMP ").any(tells_position);
    Some(Header {
        format: Format::WebP,
        width,
        height,
        exif: Exif { has_position: exif.has_position || told, ..exif },
        is_adobe: false,
        weight: 10,
        // An even ground has no end; photos are not that.
        density: 1 << 14,
    })
}

/// Does a packet of XMP say where?
fn tells_position(body: &[u8]) -> bool {
    memchr::memmem::find(body, b"GPSLatitude").is_some()
}

fn size(bytes: &[u8]) -> Option<u32> {
    u32::try_from(big_endian(bytes)).ok()
}
