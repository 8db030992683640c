//! From a photo to what a page shows of it, and to the files that must exist for that.

use std::sync::Arc;

use super::view::{PictureView, ShareView, SizeView};
use crate::model::photo::Photo;
use crate::photos::{Cut, Mount, Recipe};
use crate::site::{Original, Originals, Output};
use crate::theme::Recipes;

/// The shape a picture is wanted in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Cut to 4:5.
    Portrait,
    /// As it is.
    Whole,
}

/// What is known of the pictures of a site.
pub(super) struct Pictures {
    pub(super) originals: Arc<Originals>,
    pub(super) recipes: Recipes,
    /// What share cards are made with; none where the site has none.
    pub(super) mount: Option<Mount>,
}

impl Pictures {
    /// The sizes of a photo; none if its original cannot be used, which was reported.
    pub(super) fn view(&self, photo: &Photo, shape: Shape) -> Option<PictureView> {
        let original = self.originals.get(&photo.file)?;
        let recipes = self.sizes(photo, original, shape);
        let sizes: Vec<SizeView> = recipes
            .iter()
            .map(|recipe| SizeView { href: href(original, recipe), width: recipe.width })
            .collect();
        let Recipe { width, height, .. } = *recipes.last()?;
        // For browsers without `srcset`: the middle size, neither tiny nor heavy.
        let src = sizes.get(sizes.len() / 2).or(sizes.last())?.href.clone();
        Some(PictureView {
            src,
            width,
            height,
            alt: photo.alt.clone(),
            caption: photo.caption.clone(),
            credit: photo.credit.clone(),
            sizes,
        })
    }

    /// The share card of a photo.
    pub(super) fn share(&self, photo: &Photo, card: Shape) -> Option<ShareView> {
        let original = self.originals.get(&photo.file)?;
        let recipe = self.card(photo, original, card)?;
        let (width, height) = recipe.size();
        Some(ShareView { href: href(original, &recipe), width, height, alt: photo.alt.clone() })
    }

    /// The files behind [`Pictures::view`], and behind [`Pictures::share`] if a share card is wanted.
    pub(super) fn outputs(&self, photo: &Photo, shape: Shape, card: Option<Shape>) -> Vec<(String, Output)> {
        let Some(original) = self.originals.get(&photo.file) else { return Vec::new() };
        let mut family = self.sizes(photo, original, shape);
        family.extend(card.and_then(|card| self.card(photo, original, card)));
        let family: Arc<[Recipe]> = family.into();
        family
            .iter()
            .map(|recipe| {
                let output = Output::Picture {
                    original: photo.file.clone(),
                    recipe: *recipe,
                    family: Arc::clone(&family),
                };
                (href(original, recipe), output)
            })
            .collect()
    }

    fn sizes(&self, photo: &Photo, original: &Original, shape: Shape) -> Vec<Recipe> {
        let (cut, widths) = match shape {
            Shape::Whole => (Cut::Whole, &self.recipes.picture),
            Shape::Portrait => (Cut::Portrait { focus: focus(photo) }, &self.recipes.portrait),
        };
        Recipe::sizes(cut, widths, &original.facts)
    }

    /// Of a portrait, the portrait on lacquer; of any other picture, as much as fills the card.
    fn card(&self, photo: &Photo, original: &Original, shape: Shape) -> Option<Recipe> {
        let focus = focus(photo);
        let cut = match shape {
            Shape::Whole => Cut::Card { focus },
            Shape::Portrait => Cut::Portrait { focus },
        };
        Some(Recipe::card(cut, &original.facts, self.mount?))
    }
}

/// Without a word of the editor: the middle across, and above the middle where faces are.
fn focus(photo: &Photo) -> (f64, f64) {
    photo.focus.unwrap_or((0.5, 0.42))
}

/// Named by what is in it, so that another photo under the old name is another address.
fn href(original: &Original, recipe: &Recipe) -> String {
    format!("assets/pictures/{}-{}.jpg", recipe.key(&original.digest).hex(16), recipe.size().0)
}
