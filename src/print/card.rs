//! Share cards: the typesetter draws the words of each, and once what lies under all of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use parking_lot::Mutex;
use serde::Serialize;
use typst_render::RenderOptions;

use super::{Print, world};
use crate::card::{self, Said, ShareCard};
use crate::draft::Draft;
use crate::files::{Bytes, Digest};
use crate::photos;
use crate::report::Problem;

/// The theme's template.
const TEMPLATE: &str = "/print/card.typ";
/// After so many cards the typesetter forgets them: it would remember a fifth of a megabyte of each.
const REMEMBERED: usize = 64;

/// The grounds of cards without and with a picture, drawn when the first of their kind is.
#[derive(Default)]
pub(super) struct Grounds {
    drawn: Mutex<[Option<Bytes>; 2]>,
    cards: AtomicUsize,
}

/// What the template may see. Lengths are pixels.
#[derive(Serialize)]
struct CardView<'v> {
    width: u32,
    height: u32,
    /// Where the picture lies: from the left, from above, across, down. None where there is none.
    picture: Option<[u32; 4]>,
    /// What to draw: the words on nothing; nothing, if the ground is wanted.
    said: Option<&'v Said>,
}

impl Print {
    /// A share card about to be made.
    pub(crate) fn card<'s>(&'s self, card: &'s ShareCard) -> Box<dyn Draft + 's> {
        Box::new(CardDraft { print: self, card })
    }

    /// The ground, as red, green and blue.
    fn ground(&self, has_picture: bool) -> Result<Bytes, Box<Problem>> {
        let at = usize::from(has_picture);
        let known = |drawn: &[Option<Bytes>; 2]| drawn.get(at).cloned().flatten();
        if let Some(ground) = known(&self.grounds.drawn.lock()) {
            return Ok(ground);
        }
        let pixels = self.layer(has_picture, None)?;
        let ground: Vec<u8> =
            pixels.chunks_exact(4).flat_map(|pixel| pixel.iter().take(3)).copied().collect();
        let ground = Bytes::from(ground);
        let mut drawn = self.grounds.drawn.lock();
        if let Some(place) = drawn.get_mut(at) {
            *place = Some(Arc::clone(&ground));
        }
        Ok(ground)
    }

    /// One layer of a card: red, green, blue and cover of each pixel.
    fn layer(&self, has_picture: bool, said: Option<&Said>) -> Result<Vec<u8>, Box<Problem>> {
        let (width, height) = card::SIZE;
        let (left, top, across, down) = card::PICTURE;
        let picture = has_picture.then_some([left, top, across, down]);
        let view = CardView { width, height, picture, said };
        let press = self.press();
        let data = super::data(&self.sheet(&view), press)?;
        let document = world::Sheet::new(press, TEMPLATE, data, Arc::default())?.set()?;
        let page = document.pages().first().ok_or_else(|| press.problem(TEMPLATE))?;
        // A point of the template is a pixel.
        let options = RenderOptions { pixel_per_pt: 1.0.into(), render_bleed: false };
        let layer = typst_render::render(page, &options).take();
        let is_whole = layer.len() == width as usize * height as usize * 4;
        is_whole.then_some(layer).ok_or_else(|| press.problem(TEMPLATE))
    }
}

struct CardDraft<'s> {
    print: &'s Print,
    card: &'s ShareCard,
}

// All its words stand on the page that names it too, where what may not be said is looked for.
impl Draft for CardDraft<'_> {
    fn fingerprint(&self) -> Digest {
        self.card.key(&self.print.card_press)
    }

    fn render(self: Box<Self>) -> Result<Vec<u8>, Box<Problem>> {
        let Self { print, card } = *self;
        let key = self.fingerprint();
        if let Some(known) = print.memo.recall(&key) {
            return Ok(known.to_vec());
        }
        let picture = card.picture.as_ref();
        let picture = picture.map(|it| print.darkroom.develop(&it.original, &it.recipe, &it.family));
        let picture = picture.transpose()?;
        let ground = print.ground(picture.is_some())?;
        let words = print.layer(picture.is_some(), Some(&card.said))?;
        let made = photos::laid(&ground, picture.as_deref(), card::PICTURE, &words, card::SIZE);
        let made = made.map_err(|_| print.press().problem(TEMPLATE))?;
        print.memo.keep_picture(key, &made);
        if print.grounds.cards.fetch_add(1, Ordering::Relaxed) % REMEMBERED == REMEMBERED - 1 {
            world::forget();
        }
        Ok(made)
    }
}
