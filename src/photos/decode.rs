//! From a file to upright pixels, no larger than what is asked of them.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, RgbImage};

use super::{Facts, Fault, Format, Recipe};

/// Decodes a picture once, at the smallest scale that is still enough for each of the recipes.
pub(super) fn upright(bytes: &[u8], facts: &Facts, recipes: &[Recipe]) -> Result<RgbImage, Fault> {
    let mut picture = match facts.format {
        Format::Jpeg => DynamicImage::ImageRgb8(jpeg(bytes, facts, recipes)?),
        Format::Png => other(bytes, image::ImageFormat::Png)?,
        Format::WebP => other(bytes, image::ImageFormat::WebP)?,
    };
    if let Some(orientation) = Orientation::from_exif(facts.orientation) {
        picture.apply_orientation(orientation);
    }
    Ok(flat(picture))
}

/// JPEG is decoded by `jpeg-decoder`: it reports truncated files, which `image`'s own fills with grey,
/// and it scales while decoding.
fn jpeg(bytes: &[u8], facts: &Facts, recipes: &[Recipe]) -> Result<RgbImage, Fault> {
    let mut decoder = jpeg_decoder::Decoder::new(Cursor::new(bytes));
    decoder.read_info().map_err(|_| Fault::Broken)?;
    let (stored_width, stored_height) = match facts.orientation {
        5.. => (facts.height, facts.width),
        _ => (facts.width, facts.height),
    };
    // Twice the pixels asked for, so that the resampling that follows has something to work with.
    let wanted = |whole: u32| {
        let needed = recipes.iter().map(|recipe| {
            let (_, _, kept, _) = recipe.cut.area(facts.width, facts.height);
            u64::from(whole) * u64::from(recipe.width) * 2 / u64::from(kept.max(1))
        });
        let needed = needed.max().unwrap_or(1);
        u16::try_from(needed.clamp(1, u64::from(u16::MAX))).unwrap_or(u16::MAX)
    };
    let (width, height) =
        decoder.scale(wanted(stored_width), wanted(stored_height)).map_err(|_| Fault::Broken)?;
    let pixels = decoder.decode().map_err(|_| Fault::Broken)?;
    let info = decoder.info().ok_or(Fault::Broken)?;
    let rgb: Vec<u8> = match info.pixel_format {
        jpeg_decoder::PixelFormat::RGB24 => pixels,
        jpeg_decoder::PixelFormat::L8 => pixels.iter().flat_map(|grey| [*grey; 3]).collect(),
        jpeg_decoder::PixelFormat::L16 => {
            pixels.chunks_exact(2).flat_map(|p| [p.first().copied().unwrap_or(0); 3]).collect()
        }
        jpeg_decoder::PixelFormat::CMYK32 => pixels
            .chunks_exact(4)
            .flat_map(|p| match p {
                // jpeg-decoder hands out ink inverted, as Adobe stores it: 255 is no ink.
                [c, m, y, k] => [*c, *m, *y].map(|ink| multiply(ink, *k)),
                _ => [0; 3],
            })
            .collect(),
    };
    RgbImage::from_raw(u32::from(width), u32::from(height), rgb).ok_or(Fault::Broken)
}

fn multiply(a: u8, b: u8) -> u8 {
    u8::try_from(u16::from(a) * u16::from(b) / 255).unwrap_or(u8::MAX)
}

fn other(bytes: &[u8], format: image::ImageFormat) -> Result<DynamicImage, Fault> {
    let decoder =
        ImageReader::with_format(Cursor::new(bytes), format).into_decoder().map_err(|_| Fault::Broken)?;
    // `from_decoder` checks no limit; the header was checked before (`header::facts`), the depth is here.
    if decoder.total_bytes() > super::MOST_PIXELS * 8 {
        return Err(Fault::TooLarge);
    }
    DynamicImage::from_decoder(decoder).map_err(|_| Fault::Broken)
}

/// On white paper, eight bits a colour.
fn flat(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let see_through = picture.into_rgba8();
    RgbImage::from_fn(see_through.width(), see_through.height(), |x, y| {
        let image::Rgba([r, g, b, a]) = *see_through.get_pixel(x, y);
        let on_white = |c: u8| {
            let (c, a) = (u32::from(c), u32::from(a));
            u8::try_from((c * a + 255 * (255 - a) + 127) / 255).unwrap_or(u8::MAX)
        };
        image::Rgb([r, g, b].map(on_white))
    })
}
