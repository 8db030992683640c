//! What waits in a picture's place until it has come: the colours of its upper and its lower half, as classes of the
//! style sheet, because pages may carry no style of their own.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::RgbImage;
use serde::{Deserialize, Serialize};

use super::Fault;

/// The hexadecimal digits a colour is rounded to: near enough for a moment, and few enough for a style sheet.
const TINTS: [char; 5] = ['0', '4', '8', 'b', 'f'];

/// A colour of a few: three digits of [`TINTS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tint([char; 3]);

impl Tint {
    /// Every one there is.
    pub fn all() -> impl Iterator<Item = Self> {
        let digits = || TINTS.into_iter();
        digits().flat_map(move |r| digits().flat_map(move |g| digits().map(move |b| Self([r, g, b]))))
    }
}

impl std::fmt::Display for Tint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|digit| write!(f, "{digit}"))
    }
}

/// The mean colours of both halves.
pub(super) fn of(picture: &RgbImage) -> Result<[Tint; 2], Fault> {
    let source = ImageRef::new(picture.width(), picture.height(), picture.as_raw(), PixelType::U8x3)
        .map_err(|_| Fault::Broken)?;
    let mut halves = Image::new(1, 2, PixelType::U8x3);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Box));
    Resizer::new().resize(&source, &mut halves, &options).map_err(|_| Fault::Broken)?;
    match halves.buffer() {
        [r, g, b, below_r, below_g, below_b] => {
            Ok([[*r, *g, *b], [*below_r, *below_g, *below_b]].map(|colour| Tint(colour.map(nearest))))
        }
        _ => Err(Fault::Broken),
    }
}

fn nearest(part: u8) -> char {
    let value = |digit: char| u8::try_from(digit.to_digit(16).unwrap_or(0) * 17).unwrap_or(u8::MAX);
    TINTS.into_iter().min_by_key(|digit| value(*digit).abs_diff(part)).unwrap_or('8')
}
