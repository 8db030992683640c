//! What is made of an original: which part of it, how large, and in which format.

use super::{Facts, Heads, VERSION};
use crate::files::Digest;

/// How a picture is cut.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cut {
    /// As it is.
    Whole,
    /// To 4:5 around a point given in parts of width and height.
    Portrait {
        /// The point to keep.
        focus: (f64, f64),
    },
    /// Not at all: whole on a tile of 4:5, before a ground of its own colours.
    Contained,
}

/// How pixels become bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// JPEG for screens, which everybody can show.
    Jpeg,
    /// WebP, a fifth smaller.
    WebP,
    /// JPEG for the press.
    Press,
}

/// One size of a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recipe {
    /// How it is cut.
    pub cut: Cut,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// What it is written as.
    pub coding: Coding,
}

impl Recipe {
    /// The identity of this size of an original on paper of this colour.
    #[must_use]
    pub fn key(&self, original: &Digest, paper: [u8; 3]) -> Digest {
        let (cut, x, y) = match self.cut {
            Cut::Whole => ("whole", 0.0, 0.0),
            Cut::Contained => ("contained", 0.0, 0.0),
            Cut::Portrait { focus: (x, y) } => ("portrait", x, y),
        };
        let (x, y) = (f64::to_le_bytes(x), f64::to_le_bytes(y));
        let coding = match self.coding {
            Coding::Jpeg => "jpeg",
            Coding::WebP => "webp",
            Coding::Press => "press",
        };
        Digest::of_parts([
            VERSION.as_bytes(),
            original.as_bytes(),
            &paper,
            cut.as_bytes(),
            &x,
            &y,
            &self.width.to_le_bytes(),
            coding.as_bytes(),
        ])
    }

    /// The end of its file's name.
    #[must_use]
    pub fn extension(&self) -> &'static str {
        match self.coding {
            Coding::Jpeg | Coding::Press => "jpg",
            Coding::WebP => "webp",
        }
    }

    /// The same size in another format.
    #[must_use]
    pub fn coded(self, coding: Coding) -> Self {
        Self { coding, ..self }
    }

    /// The sizes of `widths` that an original can give without being enlarged; at least one.
    #[must_use]
    pub fn sizes(cut: Cut, widths: &[u32], facts: &Facts) -> Vec<Self> {
        let (width, height) = cut.shape(facts.width, facts.height);
        let mut sizes: Vec<Self> = Vec::new();
        for wanted in widths.iter().copied().filter(|w| *w > 0) {
            let across = wanted.min(width);
            if sizes.last().is_some_and(|last| last.width >= across) {
                break;
            }
            let height = scaled(height, across, width);
            sizes.push(Self { cut, width: across, height, coding: Coding::Jpeg });
        }
        sizes
    }

    /// Pixels that the longer side of the whole upright picture must have for this size: a few more than it
    /// takes, so that the resampling that follows has something to work with.
    pub(super) fn needs(&self, width: u32, height: u32) -> u32 {
        let (kept, _) = self.cut.shape(width, height);
        let whole = u64::from(width.max(height)) * u64::from(self.width) * 5 / 4;
        u32::try_from(whole.div_ceil(u64::from(kept.max(1)))).unwrap_or(u32::MAX).max(1)
    }
}

impl Cut {
    /// The cut to 4:5 that loses no head: around the editor's point, else around the heads, with eyes a little above
    /// the middle; contained where they do not fit.
    #[must_use]
    pub fn portrait(facts: &Facts, focus: Option<(f64, f64)>) -> Self {
        let cut = |focus| Self::Portrait { focus };
        match (focus, facts.heads) {
            (Some(focus), _) => cut(focus),
            (None, Some(heads)) => facts.around(heads, cut).unwrap_or(Self::Contained),
            // A long row of people, whose heads are too small to be found.
            (None, None) if facts.width / 2 > facts.height => Self::Contained,
            (None, None) => {
                // Whoever stands in a picture stands in its middle, and heads are above.
                let (_, _, _, kept) = cut((0.5, 0.5)).area(facts.width, facts.height);
                let from = f64::from(facts.height - kept) * 0.2 + f64::from(kept) / 2.0;
                cut((0.5, from / f64::from(facts.height.max(1))))
            }
        }
    }

    /// The cut of a picture of many: around the editor's point, else not at all. In a row of people some heads are
    /// always too small, turned or hidden to be found, and nobody may be cut off.
    #[must_use]
    pub fn group(facts: &Facts, focus: Option<(f64, f64)>) -> Self {
        match focus {
            None if u64::from(facts.width) * 5 > u64::from(facts.height) * 4 => Self::Contained,
            _ => Self::portrait(facts, focus),
        }
    }

    /// How much of a picture is cut off, from 0 to 1.
    #[must_use]
    pub fn loss(self, facts: &Facts) -> f64 {
        let (_, _, width, height) = self.area(facts.width, facts.height);
        let area = |width: u32, height: u32| f64::from(width) * f64::from(height);
        1.0 - area(width, height) / area(facts.width, facts.height).max(1.0)
    }

    /// Width and height of what becomes of a picture of this size, before it is made smaller.
    fn shape(self, width: u32, height: u32) -> (u32, u32) {
        let (_, _, kept, high) = self.area(width, height);
        match self {
            Self::Contained if u64::from(width) * 5 >= u64::from(height) * 4 => (width, scaled(5, width, 4)),
            Self::Contained => (scaled(4, height, 5), height),
            _ => (kept, high),
        }
    }

    /// The part of a picture of this size that is kept: left, top, width, height.
    pub(crate) fn area(self, width: u32, height: u32) -> (u32, u32, u32, u32) {
        let ((x, y), (across, down)) = match self {
            Self::Whole | Self::Contained => return (0, 0, width, height),
            Self::Portrait { focus } => (focus, (4, 5)),
        };
        // As wide or as high as the picture allows.
        let (w, h) = if u64::from(width) * u64::from(down) > u64::from(height) * u64::from(across) {
            ((height / down * across).max(1), (height / down * down).max(1))
        } else {
            (width, (width * down / across).clamp(1, height))
        };
        let place = |middle: f64, size: u32, whole: u32| {
            let most = f64::from(whole - size);
            // In range by the clamp, and a whole number of pixels by the rounding.
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let start = (middle * f64::from(whole) - f64::from(size) / 2.0).round().clamp(0.0, most) as u32;
            start
        };
        (place(x, w, width), place(y, h, height), w, h)
    }
}

impl Facts {
    /// The cut around these heads; none if it would go through one.
    fn around(&self, heads: Heads, cut: impl Fn((f64, f64)) -> Cut) -> Option<Cut> {
        let (_, _, across, down) = cut((0.5, 0.5)).area(self.width, self.height);
        if heads.right - heads.left > across || heads.bottom - heads.top > down {
            return None;
        }
        let middle = |from: f64, (low, high): (u32, u32), size: u32, whole: u32| {
            // Over all heads, and inside the picture.
            let over = (f64::from(high) - f64::from(size), f64::from(low));
            let start = from.clamp(over.0.max(0.0), over.1.max(0.0));
            (start.min(f64::from(whole - size)) + f64::from(size) / 2.0) / f64::from(whole.max(1))
        };
        let left = (f64::from(heads.left) + f64::from(heads.right) - f64::from(across)) / 2.0;
        let top = f64::from(heads.eyes) - f64::from(down) * 0.42;
        let x = middle(left, (heads.left, heads.right), across, self.width);
        Some(cut((x, middle(top, (heads.top, heads.bottom), down, self.height))))
    }
}

/// `height` as it becomes when `width` becomes `across`.
pub(super) fn scaled(height: u32, across: u32, width: u32) -> u32 {
    let (height, across, width) = (u64::from(height), u64::from(across), u64::from(width.max(1)));
    u32::try_from((height * across + width / 2) / width).unwrap_or(u32::MAX).max(1)
}
