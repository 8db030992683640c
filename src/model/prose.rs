//! A text once and for all media: what Markdown becomes, and all that HTML and print may set.

use std::fmt;
use std::sync::{Arc, LazyLock};

use crate::files::{Digest, FilePath, Unreadable};
use crate::report::Problem;

/// A text that is taken apart when it is first looked at. Its digest stands for it wherever only its
/// identity matters, so that an unchanged text of an unchanged page is never parsed again.
pub struct Prose {
    digest: Digest,
    blocks: LazyLock<Result<Vec<Block>, Lost>, Box<Parse>>,
}

/// Takes a text apart, once.
type Parse = dyn FnOnce() -> Result<Vec<Block>, Lost> + Send;

/// A text that was not to be had when it was looked at: its file has changed, or is gone. Whatever shows it cannot be made,
/// and nothing that was made without it may be remembered.
#[derive(Clone, Debug)]
pub struct Lost(pub FilePath);

/// What stands before the file in the words of whoever carries it on.
const LOST: &str = "no text in ";

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{LOST}{}", &*self.0)
    }
}

impl Lost {
    /// What there is to tell, if these words of a serializer are about a lost text.
    #[must_use]
    pub fn problem(said: &str) -> Option<Problem> {
        let (_, file) = said.split_once(LOST)?;
        Some(Unreadable("changed".to_owned()).problem(&FilePath::new(file)))
    }
}

impl Prose {
    /// A text with this identity, taken apart by `parse` when needed.
    pub fn new(digest: Digest, parse: impl FnOnce() -> Result<Vec<Block>, Lost> + Send + 'static) -> Self {
        Self { digest, blocks: LazyLock::new(Box::new(parse)) }
    }

    /// The same text with no pictures but these.
    #[must_use]
    pub fn with_pictures(self: &Arc<Self>, kept: Vec<FilePath>) -> Self {
        let parts = [self.digest.as_bytes().as_slice(), b"with pictures"].into_iter();
        let digest = Digest::of_parts(parts.chain(kept.iter().flat_map(|file| [file.as_bytes(), b"/"])));
        let whole = Arc::clone(self);
        let bare = move |blocks: &[Block]| blocks.iter().filter_map(|block| bare(block, &kept)).collect();
        Self::new(digest, move || whole.read().map(bare))
    }

    /// The identity of the text: equal digests, equal blocks.
    #[must_use]
    pub fn digest(&self) -> &Digest {
        &self.digest
    }

    /// The text, block by block.
    ///
    /// # Errors
    /// It was not read in time.
    pub fn read(&self) -> Result<&[Block], Lost> {
        self.blocks.as_deref().map_err(Lost::clone)
    }

    /// The text, block by block; nothing of one that is lost, for whoever only asks what is in it.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        self.blocks.as_deref().unwrap_or_default()
    }
}

impl Default for Prose {
    /// No text at all.
    fn default() -> Self {
        Self::new(Digest::of(b""), || Ok(Vec::new()))
    }
}

fn bare(block: &Block, kept: &[FilePath]) -> Option<Block> {
    let all = |blocks: &[Block]| blocks.iter().filter_map(|block| bare(block, kept)).collect();
    match block {
        Block::Picture { file, .. } if !kept.contains(file) => None,
        Block::Quote(inner) => Some(Block::Quote(all(inner))),
        Block::List { start, items } => {
            Some(Block::List { start: *start, items: items.iter().map(|item| all(item)).collect() })
        }
        other => Some(other.clone()),
    }
}

/// A part of a text that stands on its own lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading; levels begin at 1 whatever the editor's first level was.
    Heading {
        /// 1 to 4.
        level: u8,
        /// The words.
        words: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list; `start` is the first number of a numbered one.
    List {
        /// The first number, or none for bullets.
        start: Option<u64>,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// A table with one line of headings.
    Table {
        /// How each column is set.
        columns: Vec<Align>,
        /// The headings.
        head: Vec<Vec<Inline>>,
        /// The rows; each as long as `columns`.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A picture where the editor placed it.
    Picture {
        /// The file in the project.
        file: FilePath,
        /// What it shows, for those who do not see it.
        alt: String,
        /// The line under it.
        caption: Option<String>,
    },
    /// Lines to be kept as typed.
    Code(String),
    /// A line across.
    Rule,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Important words.
    Strong(Vec<Inline>),
    /// Stressed words.
    Emphasis(Vec<Inline>),
    /// Words no longer valid.
    Strike(Vec<Inline>),
    /// Words as typed.
    Code(String),
    /// A link to another site; `http` and `https` only.
    Link {
        /// The address.
        href: String,
        /// The words that carry it.
        words: Vec<Inline>,
    },
    /// A new line within the paragraph.
    Break,
}

/// How a column of a table is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// At the beginning of the line.
    Start,
    /// In the middle.
    Centre,
    /// At the end of the line, as figures are.
    End,
}

/// Hands out every line of a text without its marks, captions among them.
pub fn lines(blocks: &[Block], line: &mut dyn FnMut(&str)) {
    for block in blocks {
        match block {
            Block::Heading { words, .. } | Block::Paragraph(words) => line(&plain(words)),
            Block::List { items, .. } => items.iter().for_each(|item| lines(item, line)),
            Block::Quote(inner) => lines(inner, line),
            Block::Table { head, rows, .. } => {
                head.iter().chain(rows.iter().flatten()).for_each(|cell| line(&plain(cell)));
            }
            Block::Picture { alt, caption, .. } => {
                line(alt);
                caption.iter().for_each(|caption| line(caption));
            }
            Block::Code(text) => line(text),
            Block::Rule => {}
        }
    }
}

/// The words of a line without their marks.
#[must_use]
pub fn plain(words: &[Inline]) -> String {
    let mut out = String::new();
    collect(words, &mut out);
    out
}

fn collect(words: &[Inline], out: &mut String) {
    for word in words {
        match word {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => collect(inner, out),
            Inline::Link { words, .. } => collect(words, out),
            Inline::Break => out.push(' '),
        }
    }
}
