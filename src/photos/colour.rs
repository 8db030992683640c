//! From the colours a file means to sRGB, which is what every screen is sent and every press is told to expect.

use image::{DynamicImage, RgbImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// Reads a profile for pixels of so many colours; what cannot be read is as if it were not there, and so is
/// sRGB itself.
fn profile(icc: Option<&[u8]>, space: DataColorSpace) -> Option<ColorProfile> {
    let icc = icc?;
    // The profile nearly every camera writes that writes one; 128 bytes of head come before any name.
    if memchr::memmem::find(icc.get(128..)?, b"sRGB IEC61966-2").is_some() {
        return None;
    }
    ColorProfile::new_from_slice(icc).ok().filter(|profile| profile.color_space == space)
}

/// Converts pixels row by row; `None` if this profile cannot be used.
fn convert(from: &[u8], width: u32, profile: &ColorProfile, ways: (Layout, Layout)) -> Option<Vec<u8>> {
    let (source, target) = ways;
    let channels = |layout: Layout| match layout {
        Layout::Gray => 1,
        Layout::Rgb => 3,
        _ => 4,
    };
    let srgb = ColorProfile::new_srgb();
    let way = profile.create_transform_8bit(source, &srgb, target, TransformOptions::default()).ok()?;
    let width = width as usize;
    let mut converted = vec![0; from.len() / channels(source) * channels(target)];
    let rows = from.chunks_exact(width * channels(source));
    for (row, out) in rows.zip(converted.chunks_exact_mut(width * channels(target))) {
        way.transform(row, out).ok()?;
    }
    Some(converted)
}

/// Red, green and blue.
pub(super) fn rgb(pixels: Vec<u8>, width: u32, icc: Option<&[u8]>) -> Vec<u8> {
    let profile = profile(icc, DataColorSpace::Rgb);
    let converted = profile.and_then(|p| convert(&pixels, width, &p, (Layout::Rgb, Layout::Rgb)));
    converted.unwrap_or(pixels)
}

/// Grey.
pub(super) fn grey(pixels: &[u8], width: u32, icc: Option<&[u8]>) -> Vec<u8> {
    let profile = profile(icc, DataColorSpace::Gray);
    let converted = profile.and_then(|p| convert(pixels, width, &p, (Layout::Gray, Layout::Rgb)));
    converted.unwrap_or_else(|| pixels.iter().flat_map(|grey| [*grey; 3]).collect())
}

/// Ink: cyan, magenta, yellow, black, 255 is full.
pub(super) fn ink(pixels: &[u8], width: u32, icc: Option<&[u8]>) -> Vec<u8> {
    let profile = profile(icc, DataColorSpace::Cmyk);
    // Four channels are called so whatever they mean.
    let converted = profile.and_then(|p| convert(pixels, width, &p, (Layout::Rgba, Layout::Rgb)));
    let unprofiled = |ink: &[u8]| match ink {
        [c, m, y, k] => [*c, *m, *y].map(|ink| product(255 - ink, 255 - *k)),
        _ => [0; 3],
    };
    converted.unwrap_or_else(|| pixels.chunks_exact(4).flat_map(unprofiled).collect())
}

fn product(a: u8, b: u8) -> u8 {
    u8::try_from((u16::from(a) * u16::from(b) + 127) / 255).unwrap_or(u8::MAX)
}

/// Pixels of any kind, on paper of this colour where one can see through them.
pub(super) fn any(picture: DynamicImage, icc: Option<&[u8]>, paper: [u8; 3]) -> Option<RgbImage> {
    let (width, height) = (picture.width(), picture.height());
    if picture.color().has_alpha() {
        // Grey with a profile of its own: the profile is for one channel.
        if !picture.color().has_color() && profile(icc, DataColorSpace::Gray).is_some() {
            let alpha = picture.to_luma_alpha8();
            let plain: Vec<u8> = alpha.pixels().map(|pixel| pixel.0[0]).collect();
            let rgb = grey(&plain, width, icc);
            let seen = rgb.chunks_exact(3).zip(alpha.pixels()).flat_map(|(rgb, pixel)| match rgb {
                [r, g, b] => [*r, *g, *b, pixel.0[1]],
                _ => [0; 4],
            });
            return Some(laid_on(&RgbaImage::from_raw(width, height, seen.collect())?, paper));
        }
        let pixels = picture.into_rgba8();
        let profile = profile(icc, DataColorSpace::Rgb);
        let converted = profile.and_then(|p| convert(&pixels, width, &p, (Layout::Rgba, Layout::Rgba)));
        let pixels = match converted {
            Some(converted) => RgbaImage::from_raw(width, height, converted)?,
            None => pixels,
        };
        return Some(laid_on(&pixels, paper));
    }
    let rgb = if picture.color().has_color() {
        rgb(picture.into_rgb8().into_raw(), width, icc)
    } else {
        grey(&picture.into_luma8(), width, icc)
    };
    RgbImage::from_raw(width, height, rgb)
}

fn laid_on(pixels: &RgbaImage, paper: [u8; 3]) -> RgbImage {
    RgbImage::from_fn(pixels.width(), pixels.height(), |x, y| {
        let [r, g, b, a] = pixels.get_pixel(x, y).0;
        let mixed = |colour: u8, paper: u8| {
            let (colour, paper, a) = (u32::from(colour), u32::from(paper), u32::from(a));
            u8::try_from((colour * a + paper * (255 - a) + 127) / 255).unwrap_or(u8::MAX)
        };
        let [on_r, on_g, on_b] = paper;
        image::Rgb([mixed(r, on_r), mixed(g, on_g), mixed(b, on_b)])
    })
}
