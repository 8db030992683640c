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

/// A picture as it is stored, turned as it is meant (EXIF orientation): sides exchanged, then left and right, then top and
/// bottom. Telephones lay most of their photos on the side, and pixel by pixel that takes a tenth of all the work.
pub(super) fn upright(stored: RgbImage, header: &Header) -> RgbImage {
    let (lying, mirrored, upended) = match header.exif.orientation {
        2 => (false, true, false),
        3 => (false, true, true),
        4 => (false, false, true),
        5 => (true, false, false),
        6 => (true, true, false),
        7 => (true, true, true),
        8 => (true, false, true),
        _ => return stored,
    };
    let mut picture = if lying { exchanged(&stored) } else { stored };
    let across = picture.width() as usize;
    let (pixels, _) = picture.as_chunks_mut::<3>();
    match (mirrored, upended) {
        (true, true) => pixels.reverse(),
        (true, false) => pixels.chunks_exact_mut(across).for_each(<[_]>::reverse),
        (false, true) => {
            let (upper, lower) = pixels.split_at_mut(pixels.len() / across / 2 * across);
            let lower = lower.chunks_exact_mut(across).rev();
            upper.chunks_exact_mut(across).zip(lower).for_each(|(a, b)| a.swap_with_slice(b));
        }
        (false, false) => {}
    }
    picture
}

/// Lines and columns that are exchanged in one go: so few that they stay close to the processor.
const BAND: usize = 32;

/// Every line as a column.
fn exchanged(picture: &RgbImage) -> RgbImage {
    let (across, down) = (picture.width() as usize, picture.height() as usize);
    let mut turned = RgbImage::new(picture.height(), picture.width());
    let (places, (pixels, _)) = (turned.as_chunks_mut::<3>().0, picture.as_chunks::<3>());
    for (left, columns) in places.chunks_mut(down * BAND).enumerate() {
        for (upper, lines) in pixels.chunks(across * BAND).enumerate() {
            for (x, column) in columns.chunks_exact_mut(down).enumerate() {
                let places = column.iter_mut().skip(upper * BAND);
                let line = lines.get(left * BAND + x..).unwrap_or_default().iter().step_by(across);
                places.zip(line).for_each(|(place, pixel)| *place = *pixel);
            }
        }
    }
    turned
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
