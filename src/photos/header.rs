//! What the first bytes of a picture tell, found before any pixel is decoded and any memory taken.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{ImageDecoder, ImageReader};

use super::{Facts, Fault, Format, MOST_BYTES, MOST_PIXELS};

pub(super) fn facts(bytes: &[u8]) -> Result<Facts, Fault> {
    if bytes.len() > MOST_BYTES {
        return Err(Fault::TooLarge);
    }
    let format = format(bytes)?;
    let kind = match format {
        Format::Jpeg => image::ImageFormat::Jpeg,
        Format::Png => image::ImageFormat::Png,
        Format::WebP => image::ImageFormat::WebP,
    };
    let reader = ImageReader::with_format(Cursor::new(bytes), kind);
    let mut decoder = reader.into_decoder().map_err(|_| Fault::Broken)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(Fault::Broken);
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Fault::TooLarge);
    }
    let exif = decoder.exif_metadata().ok().flatten();
    let orientation =
        exif.as_deref().and_then(Orientation::from_exif_chunk).unwrap_or(Orientation::NoTransforms);
    let orientation = orientation.to_exif();
    let (width, height) = if orientation >= 5 { (height, width) } else { (width, height) };
    let has_position = exif.as_deref().is_some_and(has_position);
    Ok(Facts { format, width, height, orientation, has_position })
}

fn format(bytes: &[u8]) -> Result<Format, Fault> {
    let at = |from: usize, mark: &[u8]| bytes.get(from..).is_some_and(|b| b.starts_with(mark));
    if at(0, &[0xff, 0xd8, 0xff]) {
        Ok(Format::Jpeg)
    } else if at(0, b"\x89PNG\r\n\x1a\n") {
        Ok(Format::Png)
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Ok(Format::WebP)
    } else if at(4, b"ftyp") {
        Err(Fault::Heic)
    } else {
        Err(Fault::Unknown)
    }
}

/// Is there a GPS directory (tag 0x8825) in the first directory of this EXIF block?
fn has_position(exif: &[u8]) -> bool {
    let little = exif.starts_with(b"II");
    let read = |at: usize, length: usize| -> Option<usize> {
        let bytes = exif.get(at..at + length)?;
        let number = |n: usize, b: &u8| n << 8 | usize::from(*b);
        Some(if little { bytes.iter().rev().fold(0, number) } else { bytes.iter().fold(0, number) })
    };
    let Some(directory) = read(4, 4) else { return false };
    let entries = read(directory, 2).unwrap_or(0).min(512);
    (0..entries).any(|entry| read(directory + 2 + entry * 12, 2) == Some(0x8825))
}
