//! A card of three layers: a ground, a picture on it, words over both.

use image::RgbImage;
use mozjpeg_rs::{Encoder, Subsampling};

use super::{Fault, decode, header};

/// Gold on red needs every pixel of colour, and fine strokes more than a photo does.
const QUALITY: u8 = 82;

/// Lays a picture, a file of our own making, in the middle of an area of the ground (left, top, width, height), then
/// the words over all; returns the JPEG. `ground` has red, green and blue of each pixel, `words` also how much they
/// cover, by which their colours are multiplied already.
///
/// # Errors
/// Layers of different sizes, or a broken picture.
pub fn laid(
    ground: &[u8],
    picture: Option<&[u8]>,
    area: (u32, u32, u32, u32),
    words: &[u8],
    (width, height): (u32, u32),
) -> Result<Vec<u8>, Fault> {
    let mut card = RgbImage::from_raw(width, height, ground.to_vec()).ok_or(Fault::Broken)?;
    if let Some(bytes) = picture {
        let header = header::read(bytes)?;
        let picture = decode::stored(bytes, &header, header.width.max(header.height), [0; 3])?;
        let (left, top, across, down) = area;
        let left = left + across.saturating_sub(picture.width()) / 2;
        let top = top + down.saturating_sub(picture.height()) / 2;
        image::imageops::replace(&mut card, &picture, left.into(), top.into());
    }
    if words.len() != card.len() / 3 * 4 {
        return Err(Fault::Broken);
    }
    for (under, over) in card.chunks_exact_mut(3).zip(words.chunks_exact(4)) {
        let &[red, green, blue, cover] = over else { continue };
        if cover > 0 {
            for (under, over) in under.iter_mut().zip([red, green, blue]) {
                let left = u16::from(*under) * u16::from(255 - cover) / 255;
                *under = over.saturating_add(u8::try_from(left).unwrap_or(u8::MAX));
            }
        }
    }
    let encoder = Encoder::fastest().optimize_huffman(true).subsampling(Subsampling::S444).quality(QUALITY);
    encoder.encode_rgb(&card, width, height).map_err(|_| Fault::Broken)
}
