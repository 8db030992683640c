//! From upright pixels to a JPEG of one size; the encoder gets pixels only, so nothing else can get out.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, RgbImage};

use super::{Fault, Recipe, card};

/// Enough for skin and lettering at these sizes (`research/images.md` §4).
const QUALITY: u8 = 80;

pub(super) fn size(picture: &RgbImage, recipe: &Recipe) -> Result<Vec<u8>, Fault> {
    let (left, top, width, height) = recipe.cut.area(picture.width(), picture.height());
    let (across, down) = (recipe.width, recipe.height);
    let source = ImageRef::new(picture.width(), picture.height(), picture.as_raw(), PixelType::U8x3)
        .map_err(|_| Fault::Broken)?;
    let mut resized = Image::new(across, down, PixelType::U8x3);
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(fast_image_resize::FilterType::Lanczos3))
        .crop(f64::from(left), f64::from(top), f64::from(width), f64::from(height));
    Resizer::new().resize(&source, &mut resized, &options).map_err(|_| Fault::Broken)?;
    let pixels = match &recipe.mount {
        Some(mount) => card::mounted(resized.buffer(), across, down, mount),
        None => resized.into_vec(),
    };
    let (across, down) = recipe.size();
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .encode(&pixels, across, down, ExtendedColorType::Rgb8)
        .map_err(|_| Fault::Broken)?;
    Ok(bytes)
}
