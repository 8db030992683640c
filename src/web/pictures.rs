//! From a photo to what a page shows of it, and to the files that must exist for that.

use std::sync::Arc;

use super::view::{PictureView, SizeView};
use crate::model::photo::Photo;
use crate::photos::{Cut, Recipe};
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
}

impl Pictures {
    /// The sizes of a photo; none if its original cannot be used, which was reported.
    pub(super) fn view(&self, photo: &Photo, shape: Shape) -> Option<PictureView> {
        let original = self.originals.get(&photo.file)?;
        let recipes = self.sizes(photo, original, shape);
        let sizes: Vec<SizeView> = recipes
            .iter()
            .map(|recipe| SizeView {
                href: href(original, recipe),
                width: recipe.width,
                height: recipe.height,
            })
            .collect();
        let largest = sizes.last()?;
        let (width, height) = (largest.width, largest.height);
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

    /// The files behind [`Pictures::view`].
    pub(super) fn outputs(&self, photo: &Photo, shape: Shape) -> Vec<(String, Output)> {
        let Some(original) = self.originals.get(&photo.file) else { return Vec::new() };
        let family: Arc<[Recipe]> = self.sizes(photo, original, shape).into();
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
            // Without a word of the editor: the middle across, and above the middle where faces are.
            Shape::Portrait => {
                (Cut::Portrait { focus: photo.focus.unwrap_or((0.5, 0.42)) }, &self.recipes.portrait)
            }
        };
        Recipe::sizes(cut, widths, &original.facts)
    }
}

/// Named by what is in it, so that another photo under the old name is another address.
fn href(original: &Original, recipe: &Recipe) -> String {
    format!("assets/pictures/{}-{}.jpg", recipe.key(&original.digest).hex(16), recipe.width)
}
