//! Where a tone mark sits in hòa/hoà, khỏe/khoẻ, thủy/thuỷ: two spellings of one word.

use super::letters::{Mark, Tone, letter, with_tone};

/// Where a tone goes in open syllables that end in oa, oe, uy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// On the second vowel: `hoà`, `khoẻ`, `thuỷ`, `uỷ`.
    New,
    /// On the first vowel: `hòa`, `khỏe`, `thủy`, `ủy`.
    Old,
}

/// The text in NFC with every tone where `style` puts it; case is kept (`domain.md` §3b).
/// Give it clean text.
///
/// Only open syllables in oa, oe, uy differ: not `hoàn`, and not after q (`quý` is right in both).
/// For comparing spellings: on the page the author's spelling stays.
pub fn tone_placement(text: &str, style: Style) -> String {
    let characters: Vec<char> = super::nfc(text).chars().collect();
    let mut placed = String::with_capacity(text.len());
    let in_word = |c: &char| c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36F}');
    for run in characters.chunk_by(|a, b| in_word(a) == in_word(b)) {
        let (head, ending) = run.split_at(run.len().saturating_sub(2));
        let moved = match ending {
            &[first, second] => moved_tone(head.last().copied(), first, second, style),
            _ => None,
        };
        placed.extend(head);
        match moved {
            Some(vowels) => placed.extend(vowels),
            None => placed.extend(ending),
        }
    }
    placed
}

fn moved_tone(before: Option<char>, first: char, second: char, style: Style) -> Option<[char; 2]> {
    if matches!(before, Some('q' | 'Q')) {
        return None;
    }
    let (left, right) = (letter(first)?, letter(second)?);
    let open = matches!((left.base, right.base), ('o', 'a' | 'e') | ('u', 'y'));
    if !open || left.mark != Mark::Plain || right.mark != Mark::Plain {
        return None;
    }
    let tone = match (left.tone, right.tone) {
        (tone, Tone::Ngang) | (Tone::Ngang, tone) => tone,
        _ => return None,
    };
    let (on_first, on_second) = match style {
        Style::Old => (tone, Tone::Ngang),
        Style::New => (Tone::Ngang, tone),
    };
    Some([with_tone(first, left, on_first)?, with_tone(second, right, on_second)?])
}
