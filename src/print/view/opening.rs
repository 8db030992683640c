//! How a text begins, sentence by sentence: a panel shows as many as there is room for.

use std::sync::Arc;

use serde::ser::Error as _;
use serde::{Serialize, Serializer};

use super::text::{WordView, breakable, line};
use crate::model::prose::{Block, Inline, Prose, plain};
use crate::vietnamese;

/// The paragraphs a text begins with, each taken apart into its sentences. Headings and pictures between them are left
/// out, and paragraphs that are no whole sentence, as greetings are; a list, a table or a quotation ends them. A text that
/// begins with one of these goes on behind it, and one that is nothing but a list tells its items.
pub struct Opening(Arc<Prose>);

/// A paragraph by its sentences.
type Paragraph<'p> = Vec<Vec<WordView<'p>>>;

impl Opening {
    pub(crate) fn new(prose: &Arc<Prose>) -> Self {
        Self(Arc::clone(prose))
    }
}

fn paragraphs(blocks: &[Block]) -> Vec<Paragraph<'_>> {
    let mut whole = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(words) if is_whole(words) => whole.push(sentences(words)),
            Block::Paragraph(_) | Block::Heading { .. } | Block::Picture { .. } | Block::Rule => {}
            _ if whole.is_empty() => {}
            _ => break,
        }
    }
    if whole.is_empty() { listed(blocks) } else { whole }
}

/// The items of the first list of a text, the first behind what announces them; without a list its paragraphs, though
/// nobody has ended their sentences.
fn listed(blocks: &[Block]) -> Vec<Paragraph<'_>> {
    let at = blocks.iter().position(|block| matches!(block, Block::List { .. }));
    let Some((at, Block::List { items, .. })) = at.and_then(|at| Some((at, blocks.get(at)?))) else {
        return blocks.iter().filter_map(paragraph).collect();
    };
    let mut told: Vec<_> = items.iter().filter_map(|item| paragraph(item.first()?)).collect();
    let above = at.checked_sub(1).and_then(|above| paragraph(blocks.get(above)?));
    if let (Some(above), Some(first)) = (above, told.first_mut().and_then(|item| item.first_mut())) {
        let gap = WordView::Text { text: " ".into() };
        first.splice(0..0, above.into_iter().flatten().chain([gap]));
    }
    told
}

fn paragraph(block: &Block) -> Option<Paragraph<'_>> {
    match block {
        Block::Paragraph(words) => Some(sentences(words)),
        _ => None,
    }
}

impl Serialize for Opening {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            paragraphs(self.0.read().map_err(S::Error::custom)?).serialize(serializer)
        } else {
            self.0.digest().serialize(serializer)
        }
    }
}

/// Does a paragraph say a whole sentence? What greets the hall or announces a list does not.
fn is_whole(words: &[Inline]) -> bool {
    vietnamese::is_whole(&plain(words))
}

/// A paragraph by sentences. What is set apart by its type stays with the sentence it begins in.
fn sentences(words: &[Inline]) -> Paragraph<'_> {
    let mut sentences = vec![Vec::new()];
    for word in words {
        let Inline::Text(text) = word else {
            if let Some(last) = sentences.last_mut() {
                last.extend(line(std::slice::from_ref(word)));
            }
            continue;
        };
        for (at, sentence) in vietnamese::sentences(text).into_iter().enumerate() {
            if at > 0 {
                sentences.push(Vec::new());
            }
            if let Some(last) = sentences.last_mut() {
                last.push(WordView::Text { text: breakable(sentence) });
            }
        }
    }
    sentences
}
