//! From upright pixels to files of several sizes; encoders get pixels only, so nothing else can get out.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::RgbImage;
use mozjpeg_rs::{Encoder as Jpeg, PixelDensity, Subsampling};
use webpx::{Encoder, Unstoppable, YuvPlanesRef};
use zenyuv::{Matrix, Range, YuvContext};

use super::contain::contained;
use super::recipe::scaled;
use super::{Coding, Cut, Family, Fault, Made, Recipe};

/// Both look the same at these (`docs/pictures.md`).
const JPEG: u8 = 66;
const WEBP: f32 = 76.0;
/// Paper shows more than a screen.
const PRESS: u8 = 92;
/// Of 0 to 6. More would take twice the time to save one byte of a hundred.
const EFFORT: u8 = 2;

/// The sizes of a family, each once for all formats.
pub(super) struct Batch {
    family: Family,
    made: Vec<(Cut, RgbImage)>,
}

impl Batch {
    /// Makes all sizes of a family, whichever are asked for, so that each is the same whatever is missing. A small one is
    /// made from a larger one of the same cut, if that has half as many pixels again across: nobody sees a difference
    /// (`docs/pictures.md`), and most of the work is saved.
    pub(super) fn of(picture: &RgbImage, family: &[Recipe]) -> Result<Self, Fault> {
        let mut made: Vec<(Cut, RgbImage)> = Vec::new();
        let mut order: Vec<&Recipe> = family.iter().collect();
        order.sort_by_key(|recipe| std::cmp::Reverse(recipe.width));
        for recipe in order {
            let is_there = |(cut, size): &(Cut, RgbImage)| *cut == recipe.cut && size.width() == recipe.width;
            if made.iter().any(is_there) {
                continue;
            }
            let wanted = (recipe.width, recipe.height);
            let larger =
                made.iter().filter(|(cut, size)| *cut == recipe.cut && size.width() / 3 * 2 >= recipe.width);
            let size = match larger.min_by_key(|(_, size)| size.width()) {
                Some((_, size)) => resized(size, (0, 0, size.width(), size.height()), wanted)?,
                None if recipe.cut == Cut::Contained => contained(picture, wanted)?,
                None => resized(picture, recipe.cut.area(picture.width(), picture.height()), wanted)?,
            };
            made.push((recipe.cut, size));
        }
        Ok(Self { family: family.into(), made })
    }

    /// How many bytes they take.
    pub(super) fn bytes(&self) -> u64 {
        self.made.iter().map(|(_, size)| size.len() as u64).sum()
    }

    /// Writes the files that are new.
    pub(super) fn files(&self, is_new: impl Fn(&Recipe) -> bool) -> Result<Vec<Made>, Fault> {
        let of = |recipe: &Recipe| {
            self.made
                .iter()
                .find(|(cut, size)| *cut == recipe.cut && size.width() == recipe.width)
                .ok_or(Fault::Broken)
        };
        let new = self.family.iter().filter(|recipe| is_new(recipe));
        new.map(|recipe| Ok((*recipe, file(&of(recipe)?.1, recipe)?))).collect()
    }
}

/// The whole picture, its longer side no longer than this.
pub(super) fn glance(picture: &RgbImage, side: u32) -> Result<RgbImage, Fault> {
    let (width, height) = (picture.width(), picture.height());
    let longer = width.max(height);
    if longer <= side {
        return Ok(picture.clone());
    }
    // Each pixel is the mean of those it stands for, as a camera of fewer pixels would see it.
    let small = (scaled(width, side, longer), scaled(height, side, longer));
    resampled(picture, (0, 0, width, height), small, FilterType::Box)
}

/// A part of a picture (left, top, width, height) in another size.
pub(super) fn resized(
    from: &RgbImage,
    area: (u32, u32, u32, u32),
    size: (u32, u32),
) -> Result<RgbImage, Fault> {
    resampled(from, area, size, FilterType::Lanczos3)
}

fn resampled(
    from: &RgbImage,
    (left, top, width, height): (u32, u32, u32, u32),
    (across, down): (u32, u32),
    filter: FilterType,
) -> Result<RgbImage, Fault> {
    let source = ImageRef::new(from.width(), from.height(), from.as_raw(), PixelType::U8x3)
        .map_err(|_| Fault::Broken)?;
    let mut size = Image::new(across, down, PixelType::U8x3);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(filter)).crop(
        f64::from(left),
        f64::from(top),
        f64::from(width),
        f64::from(height),
    );
    Resizer::new().resize(&source, &mut size, &options).map_err(|_| Fault::Broken)?;
    RgbImage::from_raw(across, down, size.into_vec()).ok_or(Fault::Broken)
}

/// Light and colour are taken apart here: the encoder would copy all pixels for that.
fn webp(size: &RgbImage) -> Option<Vec<u8>> {
    let (width, height) = (size.width() as usize, size.height() as usize);
    let (across, down) = (width.div_ceil(2), height.div_ceil(2));
    let mut light = vec![0; width * height];
    let [mut blue, mut red] = [vec![0; across * down], vec![0; across * down]];
    let mut colours = YuvContext::new(Range::Limited, Matrix::WebpEncoder);
    colours.encode_420_u8(size, &mut light, &mut blue, &mut red, width, height);
    let planes = YuvPlanesRef {
        y: &light,
        y_stride: width,
        u: &blue,
        u_stride: across,
        v: &red,
        v_stride: across,
        a: None,
        a_stride: 0,
        width: size.width(),
        height: size.height(),
    };
    Encoder::new_yuv(planes).quality(WEBP).method(EFFORT).encode(Unstoppable).ok()
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
        Coding::WebP => webp(size),
    }
    .ok_or(Fault::Broken)
}
