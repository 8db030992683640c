//! From a photo to what a page shows of it, and to the files that must exist for that.

use std::sync::Arc;

use super::routes;
use super::view::{PictureView, SizeView};
use crate::card::{self, Pictured};
use crate::model::photo::Photo;
use crate::photos::{Coding, Cut, Recipe};
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
    /// Are there share cards?
    pub(super) cards: bool,
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

    /// A photo as it lies on a share card; `shape` is the one that pages show it in.
    pub(super) fn on_card(&self, photo: &Photo, shape: Shape) -> Option<Pictured> {
        let original = self.originals.get(&photo.file)?;
        let recipe = self.card_size(photo, original, shape)?;
        let key = recipe.key(&original.digest, self.paper);
        let family = self.family(photo, original, shape);
        Some(Pictured { original: photo.file.clone(), key, recipe, family })
    }

    /// The files behind [`Pictures::view`].
    pub(super) fn outputs(&self, photo: &Photo, shape: Shape) -> Vec<(String, Output)> {
        let Some(original) = self.originals.get(&photo.file) else { return Vec::new() };
        let family = self.family(photo, original, shape);
        let sizes = self.sizes(photo, original, shape);
        let output = |recipe: &Recipe| {
            let family = Arc::clone(&family);
            Output::Picture { original: photo.file.clone(), recipe: *recipe, family }
        };
        sizes.iter().map(|recipe| (self.href(original, recipe), output(recipe))).collect()
    }

    /// All that is made when the photo is decoded: what pages show of it, and what a share card does.
    fn family(&self, photo: &Photo, original: &Original, shape: Shape) -> Arc<[Recipe]> {
        let mut family = self.sizes(photo, original, shape);
        family.extend(self.card_size(photo, original, shape).filter(|size| !family.contains(size)));
        family.into()
    }

    /// The size for a share card; a picture shown whole is on none.
    fn card_size(&self, photo: &Photo, original: &Original, shape: Shape) -> Option<Recipe> {
        let (_, _, across, _) = card::PICTURE;
        let cut = Self::cut(photo, original, shape);
        let sizes = Recipe::sizes(cut, &[across], &original.facts);
        sizes.into_iter().next().filter(|_| self.cards && shape != Shape::Whole)
    }

    /// One JPEG of the middle size, neither tiny nor heavy, for whoever knows nothing else; then WebP of all sizes,
    /// the smallest first.
    fn sizes(&self, photo: &Photo, original: &Original, shape: Shape) -> Vec<Recipe> {
        let cut = Self::cut(photo, original, shape);
        let widths = if shape == Shape::Whole { &self.recipes.picture } else { &self.recipes.portrait };
        let middle = widths.get(widths.len() / 2).map_or(&[][..], std::slice::from_ref);
        let plain = Recipe::sizes(cut, middle, &original.facts);
        let modern = Recipe::sizes(cut, widths, &original.facts);
        plain.into_iter().chain(modern.into_iter().map(|recipe| recipe.coded(Coding::WebP))).collect()
    }

    fn cut(photo: &Photo, original: &Original, shape: Shape) -> Cut {
        match shape {
            Shape::Whole => Cut::Whole,
            Shape::Portrait => Cut::portrait(&original.facts, photo.focus),
            Shape::Group => Cut::group(&original.facts, photo.focus),
        }
    }

    /// Named by what is in it, so that another photo under the old name is another address.
    fn href(&self, original: &Original, recipe: &Recipe) -> String {
        let name = recipe.key(&original.digest, self.paper).hex(16);
        format!("{}{name}-{}.{}", routes::PICTURES, recipe.width, recipe.extension())
    }
}
