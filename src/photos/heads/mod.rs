//! Where heads are in a picture, so that no cut goes through one. Faces are found and at once forgotten: what is kept is
//! one rectangle around all of them (`domain.md` P9).

mod network;

use std::sync::OnceLock;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, Resizer};
use image::RgbImage;
use ndarray::Array2;
use serde::{Deserialize, Serialize};

use self::network::{Network, Plane};

/// Pixels on the longer side of the picture that is looked at first. Near faces are found there better than in a larger
/// one, in which they are larger than the network knows faces.
const NEAR: u32 = 160;
/// The same of the one that is looked at where no face is near: faces of a thirtieth of it are still found.
const FAR: u32 = 320;
/// A face at least this high, in pixels of the first picture, is near; all faces that count are then found in that picture.
const HIGH: f32 = 19.0;
/// The network halves its picture five times.
const STEP: u32 = 32;
/// How sure the network must be, from 0 to 1.
const SURE: f32 = 0.35;
/// Two boxes that share more than this of what they cover are one face.
const SHARED: f32 = 0.3;
/// A face this much smaller than the largest is somebody passing by.
const PASSING: f32 = 0.3;

/// The part of a picture in which all heads are, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heads {
    /// The left edge.
    pub left: u32,
    /// The upper edge, above the hair.
    pub top: u32,
    /// The right edge.
    pub right: u32,
    /// The lower edge, below the chins.
    pub bottom: u32,
    /// How far down the eyes are.
    pub eyes: u32,
}

/// The network, unpacked when the first picture is looked at.
#[derive(Default)]
pub(super) struct Finder(OnceLock<Option<Network>>);

impl Finder {
    /// The heads in an upright picture, in the pixels of an original of this size.
    pub(super) fn heads(&self, picture: &RgbImage, (width, height): (u32, u32)) -> Option<Heads> {
        let network = self.0.get_or_init(Network::load).as_ref()?;
        let mut seen = faces(network, picture, NEAR)?;
        if seen.largest() < HIGH {
            let far = faces(network, picture, FAR)?;
            if !far.faces.is_empty() {
                seen = far;
            }
        }
        let least = seen.largest() * PASSING;
        seen.faces.retain(|face| face.height > least);
        let (across, down) = seen.size;
        let scale = (f64::from(width) / across as f64, f64::from(height) / down as f64);
        around(&seen.faces, scale, (width, height))
    }
}

/// The faces in a small picture of this size.
struct Faces {
    faces: Vec<Face>,
    size: (usize, usize),
}

impl Faces {
    /// The height of the largest.
    fn largest(&self) -> f32 {
        self.faces.iter().map(|face| face.height).fold(0.0, f32::max)
    }
}

fn faces(network: &Network, picture: &RgbImage, side: u32) -> Option<Faces> {
    let small = reduced(picture, side)?;
    let [faces, sizes, offsets] = network.run(&small);
    Some(Faces { faces: found(&faces, &sizes, &offsets), size: (small.width, small.height) })
}

/// A face in the small picture: its middle and its size.
#[derive(Clone, Copy)]
struct Face {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
    sure: f32,
}

impl Face {
    /// What two faces share of what they cover together.
    fn shared(&self, other: &Self) -> f32 {
        let along = |a: f32, a_size: f32, b: f32, b_size: f32| {
            ((a + a_size / 2.0).min(b + b_size / 2.0) - (a - a_size / 2.0).max(b - b_size / 2.0)).max(0.0)
        };
        let both = along(self.x, self.width, other.x, other.width)
            * along(self.y, self.height, other.y, other.height);
        both / (self.width * self.height + other.width * other.height - both).max(f32::EPSILON)
    }
}

/// The picture as the network takes it, its longer side no longer than this.
fn reduced(picture: &RgbImage, side: u32) -> Option<Plane> {
    let longer = picture.width().max(picture.height()).max(1);
    let most = longer.next_multiple_of(STEP).min(side);
    let fitted = |side: u32| {
        let steps = (f64::from(side) * f64::from(most) / f64::from(longer) / f64::from(STEP)).round();
        // A few steps at most: `most` is no more than `FAR`.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let steps = steps.max(1.0) as u32;
        steps * STEP
    };
    let (width, height) = (fitted(picture.width()), fitted(picture.height()));
    let source = ImageRef::new(picture.width(), picture.height(), picture.as_raw(), PixelType::U8x3).ok()?;
    let mut small = Image::new(width, height, PixelType::U8x3);
    Resizer::new().resize(&source, &mut small, None).ok()?;
    let (pixels, _) = small.buffer().as_chunks::<3>();
    let channels = (0..3).flat_map(|part| pixels.iter().map(move |pixel| f32::from(pixel[part])));
    let channels = Array2::from_shape_vec((3, pixels.len()), channels.collect()).ok()?;
    Some(Plane { width: width as usize, height: height as usize, channels })
}

/// Reads faces out of what the network says, the surest of several that share their place.
fn found(faces: &Plane, sizes: &Plane, offsets: &Plane) -> Vec<Face> {
    let mut found: Vec<Face> = Vec::new();
    for (at, heat) in faces.channels.iter().enumerate() {
        let sure = 1.0 / (1.0 + (-heat).exp());
        if sure < SURE {
            continue;
        }
        let of = |plane: &Plane, part: usize| plane.channels.get((part, at)).copied().unwrap_or(0.0);
        let (column, row) = ((at % faces.width) as f32, (at / faces.width) as f32);
        found.push(Face {
            x: (column + of(offsets, 1) + 0.5) * 4.0,
            y: (row + of(offsets, 0) + 0.5) * 4.0,
            width: of(sizes, 1).exp() * 4.0,
            height: of(sizes, 0).exp() * 4.0,
            sure,
        });
    }
    found.sort_by(|a, b| b.sure.total_cmp(&a.sure));
    let mut kept: Vec<Face> = Vec::new();
    for face in found {
        if face.width.is_finite() && face.height.is_finite() && kept.iter().all(|k| k.shared(&face) < SHARED)
        {
            kept.push(face);
        }
    }
    kept
}

/// What all heads take: a head is more than its face, and hair most of what it is more.
fn around(faces: &[Face], (across, down): (f64, f64), (width, height): (u32, u32)) -> Option<Heads> {
    let edge = |pick: fn(&Face) -> f32, most: bool| {
        let values = faces.iter().map(pick);
        f64::from(if most { values.fold(f32::MIN, f32::max) } else { values.fold(f32::MAX, f32::min) })
    };
    if faces.is_empty() {
        return None;
    }
    let eyes =
        faces.iter().map(|face| f64::from(face.y - face.height * 0.1)).sum::<f64>() / faces.len() as f64;
    // Rounded to a two hundredth, so that the last bit of a sum on another processor moves nothing.
    let pixels = |value: f64, scale: f64, whole: u32| {
        let step = (f64::from(whole) / 200.0).max(1.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let pixels = ((value * scale / step).round() * step).clamp(0.0, f64::from(whole)) as u32;
        pixels
    };
    Some(Heads {
        left: pixels(edge(|f| f.x - f.width * 0.75, false), across, width),
        top: pixels(edge(|f| f.y - f.height * 0.95, false), down, height),
        right: pixels(edge(|f| f.x + f.width * 0.75, true), across, width),
        bottom: pixels(edge(|f| f.y + f.height * 0.65, true), down, height),
        eyes: pixels(eyes, down, height),
    })
}
