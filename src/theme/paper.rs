//! What sheets are printed on: the table `[print]` of a `theme.toml`, laid key by key over those beneath.

use super::panel::{Hung, Panel};
use crate::model::Choice;
use crate::read::fields::Fields;

/// What sheets are printed on and with: lengths in millimetres, type in points.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Paper {
    /// Across the page, when cut.
    pub width: f64,
    /// Down the page, when cut.
    pub height: f64,
    /// The margin above the text.
    pub top: f64,
    /// The margin below it.
    pub bottom: f64,
    /// The margin at the spine.
    pub inner: f64,
    /// The margin at the edge.
    pub outer: f64,
    /// The size of type.
    pub text: f64,
    /// The smallest it may become for a long summary to fit its page.
    pub least: f64,
    /// How wide a portrait is.
    pub portrait: f64,
    /// How wide a QR code is.
    pub code: f64,
    /// The families of titles, in order of preference.
    pub display_fonts: Vec<String>,
    /// The families of all else.
    pub text_fonts: Vec<String>,
    /// Colour beyond the cut.
    pub bleed: f64,
    /// Room for the marks beyond that.
    pub slug: f64,
    /// Dots an inch of pictures for screens.
    pub screen_dpi: u32,
    /// Dots an inch of pictures for print shops.
    pub press_dpi: u32,
    /// Of a conference with more people than these nothing is printed.
    pub most: u32,
    /// What exhibition panels are printed on.
    pub panel: Panel,
}

impl Paper {
    /// How wide a line of text is.
    #[must_use]
    pub fn text_width(&self) -> f64 {
        self.width - self.inner - self.outer
    }

    /// How far down a page of text goes.
    #[must_use]
    pub fn text_height(&self) -> f64 {
        self.height - self.top - self.bottom
    }
}

/// A size of booklet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    A4,
    A5,
}

impl Choice for Format {
    const WORDS: &'static [(&'static str, Self)] = &[("a4", Self::A4), ("a5", Self::A5)];
}

/// The keys of a format, in the order of [`Paper`].
const LENGTHS: [&str; 10] =
    ["width", "height", "top", "bottom", "inner", "outer", "text", "least", "portrait", "code"];

/// The table `[print]`; all of it may be left out.
#[derive(Default)]
pub(super) struct Printed {
    format: Option<Format>,
    display: Vec<String>,
    text: Vec<String>,
    bleed: Option<f64>,
    slug: Option<f64>,
    screen_dpi: Option<u32>,
    press_dpi: Option<u32>,
    most: Option<u32>,
    a4: [Option<f64>; LENGTHS.len()],
    a5: [Option<f64>; LENGTHS.len()],
    panel: Hung,
}

impl Printed {
    pub(super) fn read(mut f: Fields<'_, '_>) -> Self {
        let mut fonts = f.table("fonts");
        let mut families = |key| fonts.as_mut().map(|f| f.texts(key)).unwrap_or_default();
        let (display, text) = (families("display"), families("text"));
        if let Some(fonts) = fonts {
            fonts.finish();
        }
        let printed = Self {
            display,
            text,
            format: f.choice("format"),
            bleed: f.length("bleed"),
            slug: f.length("slug"),
            screen_dpi: count(&mut f, "screen_dpi"),
            press_dpi: count(&mut f, "press_dpi"),
            most: count(&mut f, "most"),
            a4: lengths(f.table("a4"), LENGTHS),
            a5: lengths(f.table("a5"), LENGTHS),
            panel: f.table("panel").map(Hung::read).unwrap_or_default(),
        };
        f.finish();
        printed
    }

    /// This one laid over another.
    pub(super) fn over(self, beneath: Self) -> Self {
        let lay = |over: [Option<f64>; LENGTHS.len()], beneath: [Option<f64>; LENGTHS.len()]| {
            let mut laid = beneath;
            laid.iter_mut().zip(over).for_each(|(length, over)| *length = over.or(*length));
            laid
        };
        Self {
            format: self.format.or(beneath.format),
            display: if self.display.is_empty() { beneath.display } else { self.display },
            text: if self.text.is_empty() { beneath.text } else { self.text },
            bleed: self.bleed.or(beneath.bleed),
            slug: self.slug.or(beneath.slug),
            screen_dpi: self.screen_dpi.or(beneath.screen_dpi),
            press_dpi: self.press_dpi.or(beneath.press_dpi),
            most: self.most.or(beneath.most),
            a4: lay(self.a4, beneath.a4),
            a5: lay(self.a5, beneath.a5),
            panel: self.panel.over(beneath.panel),
        }
    }

    /// The paper of the format that is asked for; none while anything of it is not said.
    pub(super) fn paper(self) -> Option<Paper> {
        let lengths = match self.format? {
            Format::A4 => self.a4,
            Format::A5 => self.a5,
        };
        let [width, height, top, bottom, inner, outer, text, least, portrait, code] = lengths;
        Some(Paper {
            width: width?,
            height: height?,
            top: top?,
            bottom: bottom?,
            inner: inner?,
            outer: outer?,
            text: text?,
            least: least?,
            portrait: portrait?,
            code: code?,
            display_fonts: self.display,
            text_fonts: self.text,
            bleed: self.bleed?,
            slug: self.slug?,
            screen_dpi: self.screen_dpi?,
            press_dpi: self.press_dpi?,
            most: self.most?,
            panel: self.panel.panel()?,
        })
    }
}

fn count(f: &mut Fields<'_, '_>, key: &'static str) -> Option<u32> {
    f.number(key).and_then(|count| u32::try_from(count).ok())
}

/// The lengths of a table by these keys.
pub(super) fn lengths<const N: usize>(
    table: Option<Fields<'_, '_>>,
    keys: [&'static str; N],
) -> [Option<f64>; N] {
    let Some(mut f) = table else { return [None; N] };
    let lengths = keys.map(|key| f.length(key));
    f.finish();
    lengths
}
