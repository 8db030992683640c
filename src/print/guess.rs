//! How far down a page an honouree's text goes, about: where the search for its size of type begins. Letters are counted
//! and none is set. The numbers are those of the built-in `honoree.typ`, fitted until most first tries were right on the
//! sample and the benchmark's board; a theme that sets otherwise costs tries, and comes to its own sizes all the same.

use super::view::{AwardView, HonoreeView};
use crate::model::prose::{Block, Inline, plain};
use crate::theme::Paper;

/// The width of a letter on average, in sizes of type.
const LETTER: f64 = 0.488;

/// From line to line, in sizes of type.
const LINE: f64 = 1.46;

/// What a paragraph takes beside its lines, in sizes of type.
const PARAGRAPH: f64 = 0.23;

/// The height of a picture in a summary at the most, in millimetres.
const PICTURE: f64 = 50.0;

/// How far down the page of an honouree may go, in millimetres.
pub(super) fn room(paper: &Paper) -> f64 {
    paper.text_height() - paper.code - 2.0
}

/// How far down it goes at a size of type in points, in millimetres.
pub(super) fn height(it: &HonoreeView, paper: &Paper, points: f64) -> f64 {
    let size = points * 25.4 / 72.0;
    let across = paper.text_width() / size;
    let mut down = 2.3 + all(it.summary.prose().blocks(), across, size);
    down += it.mentoring.as_ref().map_or(0.0, |text| paragraph(letters(text), across));
    // Titles stand further apart than text.
    down += it.quote.as_ref().map_or(0.0, |text| lines(letters(text), across / 1.14) * 1.37 + 1.9);
    // Tables are set in smaller type, and below a title.
    let cells = across / 0.9;
    let row = |lines: f64| lines * 1.08 + 0.31;
    if !it.initiatives.is_empty() {
        let sum = if it.benefit.is_some() && it.initiatives.len() > 1 { 1.4 } else { 0.0 };
        let rows = it.initiatives.iter().map(|one| row(lines(letters(&one.title), cells - 16.0)));
        down += 3.8 + sum + rows.sum::<f64>();
    }
    if !it.awards.is_empty() {
        let half = (cells - 4.0) / 2.0;
        let decided = |won: &AwardView| {
            [&won.number, &won.issuer].into_iter().flatten().map(|text| letters(text)).sum()
        };
        let rows = it.awards.iter().map(|won| row(lines(letters(&won.award).max(decided(won)), half)));
        down += 3.8 + rows.sum::<f64>();
    }
    paper.portrait * 1.25 + 1.5 + down * size
}

/// The blocks of a text, in sizes of type.
fn all(blocks: &[Block], across: f64, size: f64) -> f64 {
    let down = |block: &Block| match block {
        Block::Heading { words, .. } => lines(letters(&plain(words)), across / 1.2) * 1.46 + 0.65,
        Block::Paragraph(words) => paragraph(letters(&plain(words)), across),
        // Items stand closer together than paragraphs.
        Block::List { items, .. } => items.iter().map(|item| all(item, across - 1.6, size) - 0.25).sum(),
        Block::Quote(inner) => all(inner, across - 1.0, size) + 0.1,
        Block::Table { columns, head, rows } => {
            let across = across / 0.92 / columns.len().max(1) as f64;
            let cell = |cell: &Vec<Inline>| lines(letters(&plain(cell)), across);
            let row = |row: &Vec<Vec<Inline>>| row.iter().map(cell).fold(1.0, f64::max) * 1.1 + 0.31;
            [head].into_iter().chain(rows).map(row).sum::<f64>() + 1.2
        }
        Block::Picture { .. } => PICTURE / size + 3.5,
        Block::Code(text) => text.lines().count() as f64 * LINE + PARAGRAPH,
        Block::Rule => 2.0,
    };
    blocks.iter().map(down).sum()
}

fn paragraph(letters: usize, across: f64) -> f64 {
    lines(letters, across) * LINE + PARAGRAPH
}

fn letters(text: &str) -> usize {
    text.chars().count()
}

fn lines(letters: usize, across: f64) -> f64 {
    (letters as f64 * LETTER / across.max(1.0)).ceil().max(1.0)
}
