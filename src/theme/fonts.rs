//! The two fonts of a theme: families in order of preference, the files of the first, and whether those have our letters.

use super::manifest::Said;
use crate::files::FilePath;
use crate::read::fields::Fields;
use crate::report::Problem;
use crate::vietnamese;

/// Punctuation and signs the pages write themselves; editors type them all day.
const SIGNS: &str = "“”‘’–…·₫";

/// A font for titles, or for text.
#[derive(Clone)]
pub(super) struct Font {
    /// Families in order of preference; the first is the one the files are of.
    pub(super) families: Vec<String>,
    /// Its files, one a weight.
    pub(super) files: Vec<FontFile>,
    /// May it take the place of what stands in while that is being read?
    pub(super) swap: bool,
    /// How far it reaches above and below the line of writing, in per cent of its size.
    pub(super) reach: Option<(f64, f64)>,
    /// What stands in until the files have come.
    pub(super) stand_ins: Vec<StandIn>,
    /// Its licence, published beside the files.
    pub(super) licence: Option<Said<String>>,
}

/// One weight of a font.
#[derive(Clone)]
pub(super) struct FontFile {
    /// Below `fonts/`.
    pub(super) file: Said<String>,
    pub(super) weight: u16,
    /// Worth fetching before the style sheet asks for it.
    pub(super) preload: bool,
}

/// A font of the reader's machine, stretched to the measure of ours: what is read does not move when ours comes.
#[derive(Clone)]
pub(super) struct StandIn {
    /// Its names, as systems call it.
    pub(super) local: Vec<String>,
    /// The weight it stands in for.
    pub(super) weight: u16,
    /// How much wider ours is, in per cent.
    pub(super) size: f64,
}

impl Font {
    /// Reads `[fonts.display]` or `[fonts.text]`; it replaces the one beneath it as a whole.
    pub(super) fn read(mut f: Fields<'_, '_>, own: Option<&FilePath>) -> Option<Self> {
        if !f.has("families") {
            f.report(Problem::error("missing-key").with("key", "families"), f.span());
        }
        let font = Self {
            families: f.texts("families"),
            files: f.tables("files").into_iter().filter_map(|f| file(f, own)).collect(),
            swap: f.flag("swap"),
            reach: f.decimal("ascent").zip(f.decimal("descent")),
            stand_ins: f.tables("stand_in").into_iter().filter_map(stand_in).collect(),
            licence: f.spanned_text("licence").map(|(name, span)| Said::at(name, own, span)),
        };
        f.finish();
        (!font.families.is_empty()).then_some(font)
    }
}

fn file(mut f: Fields<'_, '_>, own: Option<&FilePath>) -> Option<FontFile> {
    let file = f.need_spanned("file").map(|(name, span)| Said::at(name, own, span));
    let weight = weight(&mut f);
    let preload = f.flag("preload");
    f.finish();
    Some(FontFile { file: file?, weight: weight?, preload })
}

fn stand_in(mut f: Fields<'_, '_>) -> Option<StandIn> {
    let local = f.texts("local");
    let (weight, size) = (weight(&mut f), f.decimal("size"));
    f.finish();
    Some(StandIn { local, weight: weight?, size: size?.clamp(1.0, 1000.0) })
}

fn weight(f: &mut Fields<'_, '_>) -> Option<u16> {
    let weight = f.need_number("weight")?;
    u16::try_from(weight.clamp(1, 1000)).ok()
}

/// The letters and signs of our pages that a WOFF2 font lacks; `None` if it cannot be read as one.
///
/// A browser takes a lacking letter from another font, in the middle of a name, and says nothing.
#[must_use]
pub fn lacking(woff2: &[u8]) -> Option<String> {
    if !woff2.starts_with(b"wOF2") {
        return None;
    }
    let font = wuff::decompress_woff2(woff2).ok()?;
    let face = ttf_parser::Face::parse(&font, 0).ok()?;
    let wanted = (' '..='~').chain(vietnamese::marked_letters()).chain(SIGNS.chars());
    Some(wanted.filter(|letter| face.glyph_index(*letter).is_none()).collect())
}
