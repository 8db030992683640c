//! The words of a line: joined, kept together, counted.

use std::borrow::Cow;
use std::str::Chars;

use super::Facts;
use super::pasted;
use crate::model::prose::{Block, Inline, plain};
use crate::vietnamese;

/// Is there nothing to read in a line?
pub(super) fn is_blank(words: &[Inline]) -> bool {
    words.iter().all(|word| match word {
        Inline::Text(text) | Inline::Code(text) => vietnamese::is_blank(text),
        Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => is_blank(inner),
        Inline::Link { words, .. } => is_blank(words),
        Inline::Break => true,
    })
}

pub(super) fn trimmed(html: &str) -> String {
    seen(html.trim_end()).into_owned()
}

/// What a reader sees of a text: signs that only change its direction, or nothing, would show it otherwise on paper than
/// on a screen.
pub(super) fn seen(text: &str) -> Cow<'_, str> {
    match vietnamese::visible(text) {
        Cow::Borrowed(text) => vietnamese::nfc(text),
        Cow::Owned(text) => Cow::Owned(vietnamese::nfc(&text).into_owned()),
    }
}

/// Adds words, joining what the parser cut at entities and line ends: a number and its unit may stand
/// on both sides of the cut.
pub(super) fn push_text(words: &mut Vec<Inline>, text: &str) {
    let mut text = seen(text).into_owned();
    // What parts columns where it was copied from is nothing at all on paper.
    if text.contains('\t') {
        text = text.replace('\t', " ");
    }
    match words.last_mut() {
        Some(Inline::Text(last)) => last.push_str(&text),
        _ => words.push(Inline::Text(text)),
    }
}

/// May the `next` line begin an item: after another one, after a colon, or as a new sentence after another?
pub(super) fn tells_items(words: &[Inline], next: &str) -> bool {
    let line = words.rsplit(|word| *word == Inline::Break).next().unwrap_or_default();
    let is_item = matches!(line.first(), Some(Inline::Text(text)) if pasted::is_item(text));
    let last = line.last().map(|word| plain(std::slice::from_ref(word))).unwrap_or_default();
    is_item || last.trim_end().ends_with(':') || pasted::begins_anew(next) && pasted::ends(&last)
}

/// Keeps numbers and units on one line, also where one of the two is set off: **300** triệu đồng.
pub(super) fn keep_together(words: &mut [Inline]) {
    if let [Inline::Text(text)] = words {
        if let Cow::Owned(kept) = vietnamese::keep_together(text) {
            *text = kept;
        }
        return;
    }
    let mut whole = String::new();
    flatten(words, &mut whole);
    if let Cow::Owned(kept) = vietnamese::keep_together(&whole) {
        spread(words, &mut kept.chars());
    }
}

/// The words of all levels in a row; what is no text is a line end, across which nothing belongs together.
fn flatten(words: &[Inline], whole: &mut String) {
    for word in words {
        match word {
            Inline::Text(text) => whole.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => flatten(inner, whole),
            Inline::Link { words, .. } => flatten(words, whole),
            Inline::Code(_) | Inline::Break => whole.push('\n'),
        }
    }
}

/// Puts a row of as many characters back where [`flatten`] took them.
fn spread(words: &mut [Inline], kept: &mut Chars<'_>) {
    for word in words {
        match word {
            Inline::Text(text) => *text = kept.by_ref().take(text.chars().count()).collect(),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => spread(inner, kept),
            Inline::Link { words, .. } => spread(words, kept),
            Inline::Code(_) | Inline::Break => drop(kept.next()),
        }
    }
}

pub(super) fn count(mut facts: Facts, blocks: &[Block]) -> Facts {
    for block in blocks {
        match block {
            Block::Heading { words, .. } | Block::Paragraph(words) => facts = count_line(facts, words),
            Block::Quote(inner) => facts = count(facts, inner),
            Block::List { items, .. } => facts = items.iter().fold(facts, |f, item| count(f, item)),
            Block::Table { head, rows, .. } => {
                let cells = head.iter().chain(rows.iter().flatten());
                facts = cells.fold(facts, |f, cell| count_line(f, cell));
            }
            Block::Picture { .. } | Block::Code(_) | Block::Rule => {}
        }
    }
    facts
}

fn count_line(mut facts: Facts, words: &[Inline]) -> Facts {
    for word in words {
        match word {
            Inline::Text(text) | Inline::Code(text) => {
                facts.words += u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX);
                facts.has_figure |= text.bytes().any(|b| b.is_ascii_digit());
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => {
                facts = count_line(facts, inner);
            }
            Inline::Link { words, .. } => facts = count_line(facts, words),
            Inline::Break => {}
        }
    }
    facts
}
