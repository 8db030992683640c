//! A picture in the middle of a share card: lacquer around it, gold hairlines, nothing else.

use super::{CARD, Mount};

/// The most a picture takes of a card, across and down: Zalo may show the middle square alone.
pub(super) const ROOM: (u32, u32) = (1080, 520);
/// From the edge of the card to its hairline.
const EDGE: u32 = 24;
/// From the picture to the hairline around it.
const GAP: u32 = 8;
/// How thick a hairline is.
const LINE: u32 = 2;

/// Lays the pixels of a picture of this size on a card.
pub(super) fn mounted(picture: &[u8], across: u32, down: u32, mount: &Mount) -> Vec<u8> {
    let (left, top) = (CARD.0.saturating_sub(across) / 2, CARD.1.saturating_sub(down) / 2);
    let around = |x: u32, y: u32, by: u32| {
        x + by >= left && x < left + across + by && y + by >= top && y < top + down + by
    };
    let mut card = Vec::with_capacity((CARD.0 * CARD.1 * 3) as usize);
    for y in 0..CARD.1 {
        for x in 0..CARD.0 {
            let from_edge = x.min(y).min(CARD.0 - 1 - x).min(CARD.1 - 1 - y);
            let is_line =
                (EDGE..EDGE + LINE).contains(&from_edge) || around(x, y, GAP + LINE) && !around(x, y, GAP);
            card.extend(if is_line { mount.line } else { mount.ground });
        }
    }
    let row = (across * 3) as usize;
    for (line, pixels) in picture.chunks_exact(row.max(1)).enumerate() {
        let from = ((top as usize + line) * CARD.0 as usize + left as usize) * 3;
        if let Some(place) = card.get_mut(from..from + row) {
            place.copy_from_slice(pixels);
        }
    }
    card
}
