//! From a photo to what a page shows of it, and to the files that must exist for that.

use std::sync::Arc;

use super::view::{PictureView, ShareView, SizeView};
use crate::model::photo::Photo;
use crate::photos::{Coding, Cut, Mount, Recipe};
use crate::site::{Original, Originals, Output};
use crate::theme::Recipes;

/// The shape a picture is wanted in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A person, cut to 4:5.
    Portrait,
    /// Many people, on a tile of 4:5.
    Group,
    /// As it is.
    Whole,
}

/// What is known of the pictures of a site.
pub(super) struct Pictures {
    pub(super) originals: Arc<Originals>,
    pub(super) recipes: Recipes,
    /// What lies under pictures one can see through.
    pub(super) paper: [u8; 3],
    /// What share cards are made with; none where the site has none.
    pub(super) mount: Option<Mount>,
}

impl Pictures {
    /// The sizes of a photo; none if its original cannot be used, which was reported.
    pub(super) fn view(&self, photo: &Photo, shape: Shape) -> Option<PictureView> {
        let original = self.originals.get(&photo.file)?;
        let recipes = self.sizes(photo, original, shape);
        let (plain, modern) = recipes.split_first()?;
        let sizes = modern
            .iter()
            .map(|recipe| SizeView { href: self.href(original, recipe), width: recipe.width })
            .collect();
        let Recipe { width, height, .. } = *modern.last()?;
        let [above, below] = original.facts.tints;
        Some(PictureView {
            src: self.href(original, plain),
            tints: format!("u{above} d{below}"),
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
        Some(ShareView { href: self.href(original, &recipe), width, height, alt: photo.alt.clone() })
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
                (self.href(original, recipe), output)
            })
            .collect()
    }

    /// One JPEG of the middle size, neither tiny nor heavy, for whoever knows nothing else; then WebP of all sizes,
    /// the smallest first.
    fn sizes(&self, photo: &Photo, original: &Original, shape: Shape) -> Vec<Recipe> {
        let (cut, widths) = match shape {
            Shape::Whole => (Cut::Whole, &self.recipes.picture),
            Shape::Portrait => (Cut::portrait(&original.facts, photo.focus), &self.recipes.portrait),
            Shape::Group => (Cut::group(&original.facts, photo.focus), &self.recipes.portrait),
        };
        let middle = widths.get(widths.len() / 2).map_or(&[][..], std::slice::from_ref);
        let plain = Recipe::sizes(cut, middle, &original.facts);
        let modern = Recipe::sizes(cut, widths, &original.facts);
        plain.into_iter().chain(modern.into_iter().map(|recipe| recipe.coded(Coding::WebP))).collect()
    }

    /// Of a portrait, the portrait on lacquer; of any other picture, as much as fills the card.
    fn card(&self, photo: &Photo, original: &Original, shape: Shape) -> Option<Recipe> {
        let cut = match shape {
            Shape::Whole | Shape::Group => Cut::share(&original.facts, photo.focus),
            Shape::Portrait => Cut::portrait(&original.facts, photo.focus),
        };
        Some(Recipe::card(cut, &original.facts, self.mount?))
    }

    /// Named by what is in it, so that another photo under the old name is another address.
    fn href(&self, original: &Original, recipe: &Recipe) -> String {
        let name = recipe.key(&original.digest, self.paper).hex(16);
        format!("assets/pictures/{name}-{}.{}", recipe.size().0, recipe.extension())
    }
}
