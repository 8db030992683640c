//! What a panel on the wall tells: of an honouree or of a keynote.

use serde::Serialize;

use super::{Code, FigureView, Opening, PictureView};

/// An exhibition panel.
#[derive(Serialize)]
pub struct PanelView {
    /// `person`, `collective` or `keynote`.
    pub of: &'static str,
    /// The conference's title.
    pub conference: String,
    /// Its term.
    pub term: String,
    /// Who held it.
    pub publisher: String,
    /// The group of an honouree; of a keynote, whether it was read or sent, and its field.
    pub above: String,
    /// The name or the title.
    pub title: String,
    /// The letter that stands in for a missing portrait.
    pub initial: String,
    /// What they do and where; who told a keynote and whose story it is.
    pub about: Vec<String>,
    /// One line of why; the opening lines of a keynote.
    pub lead: Option<String>,
    /// In their own words; of a keynote, what it quotes first.
    pub quote: Option<String>,
    /// Numbers worth showing.
    pub figures: Vec<FigureView>,
    /// The highest honours, each with its year.
    pub honours: Vec<HonourLine>,
    /// The portrait, the group, or the first picture of a keynote.
    pub picture: Option<PictureView>,
    /// How the text begins.
    pub text: Opening,
    /// The page on the web.
    pub url: String,
    /// Its address as it is printed.
    pub address: String,
    /// The same as a QR code: an SVG; none if it is too long for one.
    pub code: Code,
}

/// An honour in one line.
#[derive(Serialize)]
pub struct HonourLine {
    /// The award.
    pub award: String,
    /// The year.
    pub year: String,
}
