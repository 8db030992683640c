//! From an original to the sizes a medium needs: upright, in sRGB, with nothing left inside but pixels.

mod card;
mod decode;
mod encode;
mod header;

use serde::{Deserialize, Serialize};

use crate::files::Digest;

/// Part of every cache key and file name: raise it when the same original gives other bytes.
pub const VERSION: &str = "photo/2";

/// Pixels across and down a share card, as Facebook and Zalo ask for (`research/web.md` §6).
pub const CARD: (u32, u32) = (1200, 630);

/// The largest picture that is decoded, in pixels; a header that claims more is refused before any
/// memory is taken.
const MOST_PIXELS: u64 = 120_000_000;

/// The largest file that is opened.
pub const MOST_BYTES: usize = 80 << 20;

/// The containers that are read, found by content and never by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
}

/// What the header of an original tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Its container.
    pub format: Format,
    /// Pixels across, upright.
    pub width: u32,
    /// Pixels down, upright.
    pub height: u32,
    /// EXIF orientation, 1 to 8.
    pub orientation: u8,
    /// It says where it was taken.
    pub has_position: bool,
}

/// Why a picture cannot be used; the name of the rule that tells the editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// Not a picture we know, or one that phones make and browsers cannot show (HEIC).
    Heic,
    /// No format we know.
    Unknown,
    /// More pixels or bytes than any camera makes.
    TooLarge,
    /// The file ends too early or is damaged.
    Broken,
}

impl Fault {
    /// The rule this is reported under.
    #[must_use]
    pub fn rule(self) -> &'static str {
        match self {
            Self::Heic => "photo-heic",
            Self::Unknown => "photo-unknown-format",
            Self::TooLarge => "photo-too-large",
            Self::Broken => "photo-broken",
        }
    }
}

/// Reads the header of an original.
///
/// # Errors
/// The reason it cannot be used.
pub fn facts(bytes: &[u8]) -> Result<Facts, Fault> {
    header::facts(bytes)
}

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
    /// To the shape of a share card around a point.
    Card {
        /// The point to keep.
        focus: (f64, f64),
    },
}

/// The ground of a share card that its picture does not fill: colours in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mount {
    /// Of the ground.
    pub ground: [u8; 3],
    /// Of the hairlines around the picture and inside the edge.
    pub line: [u8; 3],
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
    /// What it is laid on, if it is laid on a share card.
    pub mount: Option<Mount>,
}

impl Recipe {
    /// The identity of this size of an original.
    #[must_use]
    pub fn key(&self, original: &Digest) -> Digest {
        let (cut, x, y) = match self.cut {
            Cut::Whole => ("whole", 0.0, 0.0),
            Cut::Portrait { focus: (x, y) } => ("portrait", x, y),
            Cut::Card { focus: (x, y) } => ("card", x, y),
        };
        let (x, y) = (f64::to_le_bytes(x), f64::to_le_bytes(y));
        let mount = self.mount.map(|mount| [mount.ground, mount.line].concat()).unwrap_or_default();
        Digest::of_parts([
            VERSION.as_bytes(),
            original.as_bytes(),
            cut.as_bytes(),
            &x,
            &y,
            &self.width.to_le_bytes(),
            &mount,
        ])
    }

    /// Pixels across and down the file that is made.
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        if self.mount.is_some() { CARD } else { (self.width, self.height) }
    }

    /// The share card of a picture: filled with it where `cut` has the shape of a card and pixels enough,
    /// else the picture in the middle of the ground, never enlarged.
    #[must_use]
    pub fn card(cut: Cut, facts: &Facts, mount: Mount) -> Self {
        let kept = |cut: Cut| {
            let (_, _, width, height) = cut.area(facts.width, facts.height);
            (width, height)
        };
        let fills = matches!(cut, Cut::Card { .. });
        if fills && kept(cut).0 >= CARD.0 {
            return Self { cut, width: CARD.0, height: CARD.1, mount: None };
        }
        let cut = if fills { Cut::Whole } else { cut };
        let (width, height) = kept(cut);
        let (most_across, most_down) = card::ROOM;
        let across = width.min(most_across).min(scaled(width, most_down, height));
        Self { cut, width: across, height: scaled(height, across, width), mount: Some(mount) }
    }

    /// The sizes of `widths` that an original can give without being enlarged; at least one.
    #[must_use]
    pub fn sizes(cut: Cut, widths: &[u32], facts: &Facts) -> Vec<Self> {
        let (_, _, width, height) = cut.area(facts.width, facts.height);
        let mut sizes: Vec<Self> = Vec::new();
        for wanted in widths.iter().copied().filter(|w| *w > 0) {
            let across = wanted.min(width);
            if sizes.last().is_some_and(|last| last.width >= across) {
                break;
            }
            sizes.push(Self { cut, width: across, height: scaled(height, across, width), mount: None });
        }
        sizes
    }
}

impl Cut {
    /// The part of a picture of this size that is kept: left, top, width, height.
    pub(crate) fn area(self, width: u32, height: u32) -> (u32, u32, u32, u32) {
        let ((x, y), (across, down)) = match self {
            Self::Whole => return (0, 0, width, height),
            Self::Portrait { focus } => (focus, (4, 5)),
            Self::Card { focus } => (focus, (40, 21)),
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

fn scaled(height: u32, across: u32, width: u32) -> u32 {
    let (height, across, width) = (u64::from(height), u64::from(across), u64::from(width.max(1)));
    u32::try_from((height * across + width / 2) / width).unwrap_or(u32::MAX).max(1)
}

/// Makes some sizes of one original at once, decoding it a single time.
///
/// # Errors
/// The reason it cannot be used.
pub fn derive(bytes: &[u8], facts: &Facts, recipes: &[Recipe]) -> Result<Vec<Vec<u8>>, Fault> {
    // Decoders may panic on malicious input; such a picture is broken, and the others go on.
    std::panic::catch_unwind(|| {
        let picture = decode::upright(bytes, facts, recipes)?;
        recipes.iter().map(|recipe| encode::size(&picture, recipe)).collect()
    })
    .unwrap_or(Err(Fault::Broken))
}
