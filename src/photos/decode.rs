//! From a file to pixels in sRGB, no larger than what is asked of them; and upright.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageReader, RgbImage};

use super::header::Header;
use super::{Fault, Format, colour};

/// Decodes a picture once, at the smallest scale that has at least `wanted` pixels on its longer side, as it is stored.
pub(super) fn stored(bytes: &[u8], header: &Header, wanted: u32, paper: [u8; 3]) -> Result<RgbImage, Fault> {
    match header.format {
        Format::Jpeg => jpeg(bytes, header, wanted),
        Format::Png => other(bytes, image::ImageFormat::Png, paper),
        Format::WebP => other(bytes, image::ImageFormat::WebP, paper),
    }
}

/// A picture as it is stored, turned as it is meant (EXIF orientation): lines become columns where it lies on its side, and
/// left and right, top and bottom are exchanged. Telephones lay most of their photos on the side.
pub(super) fn upright(mut stored: RgbImage, header: &Header) -> RgbImage {
    let (is_lying, mirrored, upended) = match header.exif.orientation {
        2 => (false, true, false),
        3 => (false, true, true),
        4 => (false, false, true),
        5 => (true, false, false),
        6 => (true, true, false),
        7 => (true, true, true),
        8 => (true, false, true),
        _ => return stored,
    };
    if is_lying {
        return raised(&stored, mirrored, upended);
    }
    let across = stored.width() as usize;
    let (pixels, _) = stored.as_chunks_mut::<3>();
    match (mirrored, upended) {
        (true, true) => pixels.reverse(),
        (true, false) => pixels.chunks_exact_mut(across).for_each(<[_]>::reverse),
        _ => {
            let (upper, lower) = pixels.split_at_mut(pixels.len() / across / 2 * across);
            let lower = lower.chunks_exact_mut(across).rev();
            upper.chunks_exact_mut(across).zip(lower).for_each(|(a, b)| a.swap_with_slice(b));
        }
    }
    stored
}

/// Lines that become columns in one go: so few that the processor fetches all of them ahead of time.
const BAND: usize = 8;

/// Every line as a column, the first of them on the right if `mirrored`, its end on top if `upended`.
fn raised(lying: &RgbImage, mirrored: bool, upended: bool) -> RgbImage {
    let (across, down) = (lying.width() as usize, lying.height() as usize);
    let mut picture = RgbImage::new(lying.height(), lying.width());
    let (places, pixels) = (picture.as_chunks_mut::<3>().0, lying.as_chunks::<3>().0);
    for first in (0..down).step_by(BAND) {
        let end = (first + BAND).min(down);
        let (left, line, step) = if mirrored {
            (down - end, end - 1, 0_usize.wrapping_sub(across))
        } else {
            (first, first, across)
        };
        for (y, row) in places.chunks_exact_mut(down).enumerate() {
            let mut from = line * across + if upended { across - 1 - y } else { y };
            for place in row.iter_mut().skip(left).take(end - first) {
                if let Some(pixel) = pixels.get(from) {
                    *place = *pixel;
                }
                from = from.wrapping_add(step);
            }
        }
    }
    picture
}

/// JPEG is decoded by `jpeg-decoder`: it reports truncated files, which others fill with grey, and it scales
/// while decoding.
fn jpeg(bytes: &[u8], header: &Header, wanted: u32) -> Result<RgbImage, Fault> {
    let mut decoder = jpeg_decoder::Decoder::new(Cursor::new(bytes));
    let longer = u64::from(header.width.max(header.height));
    let part = |whole: u32| {
        let pixels = (u64::from(whole) * u64::from(wanted)).div_ceil(longer.max(1));
        u16::try_from(pixels.max(1)).unwrap_or(u16::MAX)
    };
    let (width, height) =
        decoder.scale(part(header.width), part(header.height)).map_err(|_| Fault::Broken)?;
    let pixels = decoder.decode().map_err(|_| Fault::Broken)?;
    let kind = decoder.info().ok_or(Fault::Broken)?.pixel_format;
    let icc = decoder.icc_profile();
    let (width, icc) = (u32::from(width), icc.as_deref());
    let rgb = match kind {
        jpeg_decoder::PixelFormat::RGB24 => colour::rgb(pixels, width, icc),
        jpeg_decoder::PixelFormat::L8 => colour::grey(&pixels, width, icc),
        jpeg_decoder::PixelFormat::L16 => {
            let high: Vec<u8> = pixels
                .chunks_exact(2)
                .map(|pair| u16::from_ne_bytes([pair[0], pair[1]]).to_be_bytes()[0])
                .collect();
            colour::grey(&high, width, icc)
        }
        jpeg_decoder::PixelFormat::CMYK32 => {
            // The decoder turns ink round for everybody; only Adobe's is stored that way.
            let turn = if header.is_adobe { 0 } else { 255 };
            let ink: Vec<u8> = pixels.iter().map(|ink| ink ^ turn).collect();
            colour::ink(&ink, width, icc)
        }
    };
    RgbImage::from_raw(width, u32::from(height), rgb).ok_or(Fault::Broken)
}

fn other(bytes: &[u8], format: image::ImageFormat, paper: [u8; 3]) -> Result<RgbImage, Fault> {
    // `from_decoder` checks no limit; the header was checked before (`header::read`).
    let mut decoder =
        ImageReader::with_format(Cursor::new(bytes), format).into_decoder().map_err(|_| Fault::Broken)?;
    let icc = decoder.icc_profile().ok().flatten();
    let picture = DynamicImage::from_decoder(decoder).map_err(|_| Fault::Broken)?;
    colour::any(picture, icc.as_deref(), paper).ok_or(Fault::Broken)
}
