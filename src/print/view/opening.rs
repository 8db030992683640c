//! How a text begins, sentence by sentence: a panel shows as many as there is room for.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::text::{WordView, breakable, line};
use crate::model::prose::{Block, Inline, Prose, plain};
use crate::vietnamese;

/// The paragraphs a text begins with, each taken apart into its sentences. Headings and pictures between them are left
/// out, and paragraphs that are no whole sentence, as greetings are; a list, a table or a quotation ends them.
pub struct Opening(Arc<Prose>);

impl Opening {
    pub(crate) fn new(prose: &Arc<Prose>) -> Self {
        Self(Arc::clone(prose))
    }

    fn paragraphs(&self) -> Vec<Vec<Vec<WordView<'_>>>> {
        let mut paragraphs = Vec::new();
        for block in self.0.blocks() {
            match block {
                Block::Paragraph(words) if is_whole(words) => paragraphs.push(sentences(words)),
                Block::Paragraph(_) | Block::Heading { .. } | Block::Picture { .. } | Block::Rule => {}
                _ => break,
            }
        }
        paragraphs
    }
}

impl Serialize for Opening {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            self.paragraphs().serialize(serializer)
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
fn sentences(words: &[Inline]) -> Vec<Vec<WordView<'_>>> {
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
