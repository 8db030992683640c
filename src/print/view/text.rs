//! From [`Prose`] to what `parts.typ` sets: blocks and words with their kind beside them, never markup.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::ser::Error as _;
use serde::{Serialize, Serializer};

use super::super::settle::GAP;
use super::PictureView;
use crate::files::FilePath;
use crate::model::prose::{Align, Block, Inline, Prose};

/// A text with the pictures it places. In fingerprints its digest stands for it, so that it is taken apart only
/// when it is set.
pub struct Text {
    prose: Arc<Prose>,
    pictures: BTreeMap<FilePath, PictureView>,
}

impl Text {
    pub(crate) fn new(prose: &Arc<Prose>, pictures: BTreeMap<FilePath, PictureView>) -> Self {
        Self { prose: Arc::clone(prose), pictures }
    }
}

impl Text {
    /// The text as it was read.
    pub(crate) fn prose(&self) -> &Prose {
        &self.prose
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            self.blocks(self.prose.read().map_err(S::Error::custom)?).serialize(serializer)
        } else {
            let pictures: Vec<&PictureView> = self.pictures.values().collect();
            (self.prose.digest(), pictures).serialize(serializer)
        }
    }
}

#[derive(Serialize)]
#[serde(tag = "is", rename_all = "lowercase")]
enum BlockView<'t> {
    Heading { level: u8, words: Vec<WordView<'t>> },
    Paragraph { words: Vec<WordView<'t>> },
    List { start: Option<u64>, items: Vec<Vec<BlockView<'t>>> },
    Quote { blocks: Vec<BlockView<'t>> },
    Table { columns: Vec<&'static str>, head: Cells<'t>, rows: Vec<Cells<'t>> },
    Picture { picture: PictureView },
    Code { text: Cow<'t, str> },
    Rule,
}

type Cells<'t> = Vec<Vec<WordView<'t>>>;

#[derive(Serialize)]
#[serde(tag = "is", rename_all = "lowercase")]
pub(super) enum WordView<'t> {
    Text { text: Cow<'t, str> },
    Strong { words: Vec<WordView<'t>> },
    Emphasis { words: Vec<WordView<'t>> },
    Strike { words: Vec<WordView<'t>> },
    Code { text: Cow<'t, str> },
    Link { href: &'t str, words: Vec<WordView<'t>> },
    Break,
}

impl Text {
    fn blocks<'t>(&'t self, blocks: &'t [Block]) -> Vec<BlockView<'t>> {
        blocks.iter().filter_map(|block| self.block(block)).collect()
    }

    fn block<'t>(&'t self, block: &'t Block) -> Option<BlockView<'t>> {
        Some(match block {
            Block::Heading { level, words } => BlockView::Heading { level: *level, words: line(words) },
            Block::Paragraph(words) => BlockView::Paragraph { words: line(words) },
            Block::List { start, items } => {
                BlockView::List { start: *start, items: items.iter().map(|item| self.blocks(item)).collect() }
            }
            Block::Quote(inner) => BlockView::Quote { blocks: self.blocks(inner) },
            Block::Table { columns, head, rows } => BlockView::Table {
                columns: columns.iter().map(align).collect(),
                head: cells(head),
                rows: rows.iter().map(|row| cells(row)).collect(),
            },
            Block::Picture { file, alt, caption } => {
                let mut picture = self.pictures.get(file)?.clone();
                if !alt.is_empty() {
                    picture.alt.clone_from(alt);
                }
                if caption.is_some() {
                    picture.caption.clone_from(caption);
                }
                BlockView::Picture { picture }
            }
            Block::Code(text) => BlockView::Code { text: breakable(text) },
            Block::Rule => BlockView::Rule,
        })
    }
}

fn cells(row: &[Vec<Inline>]) -> Cells<'_> {
    row.iter().map(|cell| line(cell)).collect()
}

fn align(align: &Align) -> &'static str {
    match align {
        Align::Start => "start",
        Align::Centre => "centre",
        Align::End => "end",
    }
}

pub(super) fn line(words: &[Inline]) -> Vec<WordView<'_>> {
    words.iter().map(word).collect()
}

fn word(word: &Inline) -> WordView<'_> {
    match word {
        Inline::Text(text) => WordView::Text { text: breakable(text) },
        Inline::Strong(inner) => WordView::Strong { words: line(inner) },
        Inline::Emphasis(inner) => WordView::Emphasis { words: line(inner) },
        Inline::Strike(inner) => WordView::Strike { words: line(inner) },
        Inline::Code(text) => WordView::Code { text: breakable(text) },
        Inline::Link { href, words } => WordView::Link { href, words: line(words) },
        Inline::Break => WordView::Break,
    }
}

/// A word longer than this is none: an address, the dots of a form to be filled in.
const LONGEST_WORD: usize = 40;

/// After so many letters it may be parted.
const PIECE: usize = 10;

/// A line of paper ends where the paper does: what has no gap may be parted there, and is never cut off.
pub(crate) fn breakable(text: &str) -> Cow<'_, str> {
    let is_long = |word: &str| word.len() > LONGEST_WORD && word.chars().count() > LONGEST_WORD;
    // An address is parted there by itself.
    let ends = |letter: char| letter.is_whitespace() || matches!(letter, '/' | '-');
    if !text.split(ends).any(is_long) {
        return Cow::Borrowed(text);
    }
    let mut parted = String::with_capacity(text.len() * 2);
    for piece in text.split_inclusive(ends) {
        let is_long = is_long(piece.trim_end_matches(ends));
        for (at, letter) in piece.chars().enumerate() {
            if is_long && at > 0 && at % PIECE == 0 {
                parted.push(GAP);
            }
            parted.push(letter);
        }
    }
    Cow::Owned(parted)
}
