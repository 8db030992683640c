//! What a run is asked for.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::Date;
use crate::read::Texts;

/// What a run is asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// "Today", for what may be published.
    pub today: Date,
    /// Another address than the settings'.
    pub base_url: Option<String>,
    /// The sheets that will stand beside the pages, where that is not all of them: pages lead to no other.
    pub sheets: Option<Arc<BTreeSet<String>>>,
    /// How far the texts of honourees are read.
    pub texts: Texts,
    /// How far photos are taken while the site is laid out.
    pub photos: Photos,
}

impl Options {
    /// Everything is read and looked at, with every sheet, at the address of the settings.
    #[must_use]
    pub const fn on(today: Date) -> Self {
        Self { today, base_url: None, sheets: None, texts: Texts::Read, photos: Photos::Looked }
    }
}

/// How far photos are taken while the site is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Photos {
    /// Each is looked at when a page first shows it; pictures and share cards are not laid out and nothing is said of
    /// photos: for a preview that shows its first page before it has looked at everything.
    Later,
    /// All are looked at.
    Looked,
    /// And while one is open that was never looked at before, what will be asked for is made of it, for rendering to
    /// find: taking a photo apart is most of the work.
    Made {
        /// What pages show.
        pages: bool,
        /// What sheets show.
        sheets: bool,
    },
}
