//! From an original to the sizes a medium needs: upright, in sRGB, with nothing left inside but pixels.

mod card;
mod colour;
mod contain;
mod decode;
mod encode;
mod exif;
mod header;
mod heads;
mod hidden;
mod memory;
mod pieces;
mod recipe;
mod tint;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use image::RgbImage;
use serde::{Deserialize, Serialize};

use self::encode::Batch;
use self::header::Header;
use self::heads::Finder;
use self::memory::{Memory, Room};

pub use self::card::laid;
pub use self::heads::Heads;
pub use self::hidden::{hidden, is_bare};
pub use self::recipe::{Coding, Cut, Recipe};
pub use self::tint::Tint;

/// Part of every cache key and file name: raise it when the same original gives other bytes.
pub const VERSION: &str = "photo/5";

/// The largest picture that is decoded, in pixels; a header that claims more is refused before any
/// memory is taken.
const MOST_PIXELS: u64 = 120_000_000;

/// The largest file that is opened.
pub const MOST_BYTES: usize = 80 << 20;

/// What all decoding at one moment may take together, in bytes, however many photos and cores there are; a
/// single picture that needs more is decoded alone.
const MOST_MEMORY: u64 = 96 << 20;

/// What looking for heads and writing files take beside a picture, in bytes.
const TOOLS: u64 = 8 << 20;

/// Pixels that the longer side of a photo has at least when it is decoded: enough for what pages show of it. Taking a
/// file apart is most of the work, so a photo is looked at and what is wanted is made of the same pixels; and it is
/// always these, whoever asks, so that nothing comes out differently.
const DECODED: u32 = 2000;

/// Pixels on the longer side of the small picture that is looked at: for its colours and for heads.
const GLANCE: u32 = 480;

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

/// What is known of an original: what its header tells, and what one glance at it shows.
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
    /// The colours of its upper and its lower half.
    pub tints: [Tint; 2],
    /// Where heads are, if there are any.
    pub heads: Option<Heads>,
}

/// Why a picture cannot be used; the name of the rule that tells the editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// What iPhones make, and browsers cannot show.
    Heic,
    /// What some newer telephones and the web make.
    Avif,
    /// JPEG XL.
    Jxl,
    /// What scanners make.
    Tiff,
    /// Windows' bitmap.
    Bmp,
    /// Few colours, and often moving.
    Gif,
    /// A document, perhaps with a picture in it.
    Pdf,
    /// A document of Word, or another archive.
    Word,
    /// A film.
    Video,
    /// No bytes, or nothing but zeros: a copy that has not come further.
    Unfinished,
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
            Self::Heic | Self::Avif => "photo-heic",
            Self::Tiff | Self::Bmp | Self::Gif | Self::Jxl => "photo-other-format",
            Self::Pdf | Self::Word => "photo-in-document",
            Self::Video => "photo-video",
            Self::Unfinished => "photo-unfinished",
            Self::Unknown => "photo-unknown-format",
            Self::TooLarge => "photo-too-large",
            Self::Broken => "photo-broken",
        }
    }

    /// What the format is called, where that helps.
    #[must_use]
    pub fn format(self) -> Option<&'static str> {
        Some(match self {
            Self::Heic => "HEIC",
            Self::Avif => "AVIF",
            Self::Jxl => "JPEG XL",
            Self::Tiff => "TIFF",
            Self::Bmp => "BMP",
            Self::Gif => "GIF",
            Self::Pdf => "PDF",
            Self::Word => "Word",
            Self::Video | Self::Unfinished | Self::Unknown | Self::TooLarge | Self::Broken => return None,
        })
    }
}

/// All sizes of one cut that a medium shows.
pub type Family = Arc<[Recipe]>;

/// A size that was made, with its file.
pub type Made = (Recipe, Vec<u8>);

/// Where pictures are decoded and made. All threads share one, and with it the memory for decoding.
pub struct Lab {
    paper: [u8; 3],
    memory: Memory,
    finder: Finder,
}

impl Lab {
    /// A lab that lays what one can see through on paper of this colour.
    #[must_use]
    pub fn new(paper: [u8; 3]) -> Self {
        Self { paper, memory: Memory::new(MOST_MEMORY), finder: Finder::default() }
    }

    /// Red, green and blue of the paper.
    #[must_use]
    pub fn paper(&self) -> [u8; 3] {
        self.paper
    }

    /// Looks at an original; for heads only where it will be cut, which is much of the work.
    ///
    /// # Errors
    /// The reason it cannot be used.
    pub fn facts(&self, bytes: &[u8], will_be_cut: bool) -> Result<Facts, Fault> {
        Ok(self.looked(bytes, will_be_cut, |_| Vec::new())?.0)
    }

    /// Looks at an original and makes at once what is `wanted` of one like it, as far as its pixels are at hand.
    ///
    /// # Errors
    /// The reason it cannot be used.
    pub fn looked(
        &self,
        bytes: &[u8],
        will_be_cut: bool,
        wanted: impl FnOnce(&Facts) -> Vec<Family>,
    ) -> Result<(Facts, Vec<Made>), Fault> {
        contained(|| {
            let header = header::read(bytes)?;
            let (width, height) = header.upright();
            let (stored, mut room) = self.decoded(bytes, &header, DECODED)?;
            let small = decode::upright(encode::glance(&stored, GLANCE)?, &header);
            let heads = || self.finder.heads(&small, (width, height));
            let facts = Facts {
                format: header.format,
                width,
                height,
                orientation: header.exif.orientation,
                has_position: header.exif.has_position,
                tints: tint::of(&small)?,
                heads: if will_be_cut { heads() } else { None },
            };
            let at_hand = |family: &Family| needed(family, &header) <= stored.width().max(stored.height());
            let families: Vec<Family> = wanted(&facts).into_iter().filter(at_hand).collect();
            // What cannot be made is told when it is asked for; what was seen is true all the same.
            let made = contained(|| made_of(stored, &header, bytes, &mut room, &families));
            Ok((facts, made.unwrap_or_default()))
        })
    }

    /// Makes those sizes of a family that are not there yet, decoding the original a single time.
    ///
    /// # Errors
    /// The reason it cannot be used.
    pub fn derive(
        &self,
        bytes: &[u8],
        family: &[Recipe],
        is_new: impl Fn(&Recipe) -> bool,
    ) -> Result<Vec<Made>, Fault> {
        contained(|| {
            let header = header::read(bytes)?;
            let wanted = needed(family, &header).max(DECODED);
            let (stored, mut room) = self.decoded(bytes, &header, wanted)?;
            let picture = decode::upright(stored, &header);
            let batch = Batch::of(&picture, family)?;
            done_with(picture, bytes, &mut room, std::slice::from_ref(&batch));
            batch.files(is_new)
        })
    }

    /// Decodes as soon as there is room for it, and keeps as much room as the picture and its sizes take.
    fn decoded(&self, bytes: &[u8], header: &Header, wanted: u32) -> Result<(RgbImage, Room<'_>), Fault> {
        let pixels = u64::from(header.width) * u64::from(header.height);
        let mut room = self.memory.room(pixels * header.weight + bytes.len() as u64);
        let stored = decode::stored(bytes, header, wanted, self.paper)?;
        room.keep((stored.len() * 2 + bytes.len()) as u64 + TOOLS);
        Ok((stored, room))
    }
}

/// All sizes of these families, of a picture as it is stored.
fn made_of(
    stored: RgbImage,
    header: &Header,
    bytes: &[u8],
    room: &mut Room<'_>,
    families: &[Family],
) -> Result<Vec<Made>, Fault> {
    if families.is_empty() {
        return Ok(Vec::new());
    }
    let picture = decode::upright(stored, header);
    let batches: Result<Vec<Batch>, Fault> =
        families.iter().map(|family| Batch::of(&picture, family)).collect();
    let batches = batches?;
    done_with(picture, bytes, room, &batches);
    let files: Result<Vec<_>, Fault> = batches.iter().map(|batch| batch.files(|_| true)).collect();
    Ok(files?.into_iter().flatten().collect())
}

/// Lets go of a picture of which all sizes are made, and of its room but for theirs and what their files take.
fn done_with(picture: RgbImage, bytes: &[u8], room: &mut Room<'_>, batches: &[Batch]) {
    drop(picture);
    room.keep(batches.iter().map(Batch::bytes).sum::<u64>() * 2 + bytes.len() as u64 + TOOLS);
}

/// Pixels on the longer side that a family needs.
fn needed(family: &[Recipe], header: &Header) -> u32 {
    let (width, height) = header.upright();
    family.iter().map(|recipe| recipe.needs(width, height)).max().unwrap_or(1)
}

/// Decoders may panic on malicious input; such a picture is broken, and the others go on.
fn contained<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Fault::Broken))
}
