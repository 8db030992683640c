//! From upright pixels to files of several sizes; encoders get pixels only, so nothing else can get out.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::RgbImage;
use mozjpeg_rs::{Encoder as Jpeg, PixelDensity, Subsampling};
use webpx::{EncoderConfig, Unstoppable};

use super::contain::contained;
use super::{Coding, Cut, Fault, Recipe};

/// Both look the same at these (`docs/pictures.md`).
const JPEG: u8 = 66;
const WEBP: f32 = 76.0;
/// Paper shows more than a screen.
const PRESS: u8 = 92;
/// Of 0 to 6. More would take twice the time to save one byte of a hundred.
const EFFORT: u8 = 2;

/// Makes all sizes. A small one is made from a larger one of the same cut, if that has twice its pixels
/// across: nobody sees a difference, and most of the work is saved.
pub(super) fn sizes(picture: &RgbImage, recipes: &[Recipe]) -> Result<Vec<Vec<u8>>, Fault> {
    let mut made: Vec<(Cut, RgbImage)> = Vec::new();
    let mut order: Vec<&Recipe> = recipes.iter().collect();
    order.sort_by_key(|recipe| std::cmp::Reverse(recipe.width));
    for recipe in order {
        let is_there = |(cut, size): &(Cut, RgbImage)| *cut == recipe.cut && size.width() == recipe.width;
        if made.iter().any(is_there) {
            continue;
        }
        let wanted = (recipe.width, recipe.height);
        let larger = made.iter().filter(|(cut, size)| *cut == recipe.cut && size.width() / 2 >= recipe.width);
        let size = match larger.min_by_key(|(_, size)| size.width()) {
            Some((_, size)) => resized(size, (0, 0, size.width(), size.height()), wanted)?,
            None if recipe.cut == Cut::Contained => contained(picture, wanted)?,
            None => resized(picture, recipe.cut.area(picture.width(), picture.height()), wanted)?,
        };
        made.push((recipe.cut, size));
    }
    let of = |recipe: &Recipe| {
        made.iter()
            .find(|(cut, size)| *cut == recipe.cut && size.width() == recipe.width)
            .ok_or(Fault::Broken)
    };
    recipes.iter().map(|recipe| file(&of(recipe)?.1, recipe)).collect()
}

/// A part of a picture (left, top, width, height) in another size.
pub(super) fn resized(
    from: &RgbImage,
    area: (u32, u32, u32, u32),
    (across, down): (u32, u32),
) -> Result<RgbImage, Fault> {
    let (left, top, width, height) = area;
    let source = ImageRef::new(from.width(), from.height(), from.as_raw(), PixelType::U8x3)
        .map_err(|_| Fault::Broken)?;
    let mut size = Image::new(across, down, PixelType::U8x3);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).crop(
        f64::from(left),
        f64::from(top),
        f64::from(width),
        f64::from(height),
    );
    Resizer::new().resize(&source, &mut size, &options).map_err(|_| Fault::Broken)?;
    RgbImage::from_raw(across, down, size.into_vec()).ok_or(Fault::Broken)
}

fn file(size: &RgbImage, recipe: &Recipe) -> Result<Vec<u8>, Fault> {
    let (pixels, width, height) = (size.as_raw(), recipe.width, recipe.height);
    match recipe.coding {
        Coding::Jpeg => {
            let encoder = Jpeg::fastest().optimize_huffman(true).quality(JPEG);
            encoder.encode_rgb(pixels, width, height).ok()
        }
        Coding::Press => {
            let encoder = Jpeg::fastest().optimize_huffman(true).subsampling(Subsampling::S444);
            let encoder = encoder.quality(PRESS).pixel_density(PixelDensity::dpi(300, 300));
            encoder.encode_rgb(pixels, width, height).ok()
        }
        Coding::WebP => {
            let settings = EncoderConfig::new().quality(WEBP).method(EFFORT);
            settings.encode_rgb(pixels, width, height, Unstoppable).ok()
        }
    }
    .ok_or(Fault::Broken)
}
