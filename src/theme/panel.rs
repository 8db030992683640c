//! What exhibition panels are printed on: the table `[print.panel]` of a `theme.toml`.

use crate::model::Choice;
use crate::read::fields::Fields;

/// The sheet of an exhibition panel: lengths in millimetres, type in points.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Panel {
    /// Across, when cut.
    pub width: f64,
    /// Down, when cut.
    pub height: f64,
    /// What stays free at the sides and above.
    pub margin: f64,
    /// What stays free below: the foot of a roll-up is inside its case.
    pub foot: f64,
    /// The smallest type of what is read from two metres away.
    pub text: f64,
    /// The type of what is read before the panel itself: addresses, who took a picture.
    pub note: f64,
    /// How high a picture may be.
    pub picture: f64,
    /// How wide the QR code is.
    pub code: f64,
    /// Colour beyond the cut.
    pub bleed: f64,
    /// Dots an inch of the picture.
    pub dpi: f64,
}

impl Panel {
    /// How wide a line may be.
    #[must_use]
    pub fn line(&self) -> f64 {
        self.width - 2.0 * self.margin
    }
}

/// A size of panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    A3,
    A2,
    A1,
    RollUp,
}

impl Choice for Format {
    const WORDS: &'static [(&'static str, Self)] =
        &[("a3", Self::A3), ("a2", Self::A2), ("a1", Self::A1), ("rollup", Self::RollUp)];
}

/// The keys of a format, in the order of [`Panel`].
const LENGTHS: [&str; 10] =
    ["width", "height", "margin", "foot", "text", "note", "picture", "code", "bleed", "dpi"];

type Lengths = [Option<f64>; LENGTHS.len()];

/// The table `[print.panel]`; all of it may be left out.
#[derive(Default)]
pub(super) struct Hung {
    format: Option<Format>,
    sizes: [Lengths; 4],
}

impl Hung {
    pub(super) fn read(mut f: Fields<'_, '_>) -> Self {
        let hung = Self {
            format: f.choice("format"),
            sizes: ["a3", "a2", "a1", "rollup"].map(|format| super::paper::lengths(f.table(format), LENGTHS)),
        };
        f.finish();
        hung
    }

    /// This one laid over another.
    pub(super) fn over(self, mut beneath: Self) -> Self {
        let sizes = beneath.sizes.iter_mut().flatten().zip(self.sizes.into_iter().flatten());
        sizes.for_each(|(length, over)| *length = over.or(*length));
        Self { format: self.format.or(beneath.format), ..beneath }
    }

    /// The panel of the format that is asked for; none while anything of it is not said.
    pub(super) fn panel(self) -> Option<Panel> {
        let [a3, a2, a1, rollup] = self.sizes;
        let lengths = match self.format? {
            Format::A3 => a3,
            Format::A2 => a2,
            Format::A1 => a1,
            Format::RollUp => rollup,
        };
        let [width, height, margin, foot, text, note, picture, code, bleed, dpi] = lengths;
        Some(Panel {
            width: width?,
            height: height?,
            margin: margin?,
            foot: foot?,
            text: text?,
            note: note?,
            picture: picture?,
            code: code?,
            bleed: bleed?,
            dpi: dpi?,
        })
    }
}
