//! From a photo to what a page shows of it, and to the files that must exist for that.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::routes;
use super::view::{PictureView, SizeView};
use crate::card::{self, Pictured};
use crate::files::FilePath;
use crate::model::board::Roll;
use crate::model::honoree::{Honoree, Kind};
use crate::model::photo::Photo;
use crate::photos::{Coding, Cut, Facts, Family, Recipe};
use crate::site::{Original, Originals, Output};
use crate::theme::{Recipes, Theme};

/// The shape a picture is wanted in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// A person, cut to 4:5.
    Portrait,
    /// Many people, on a tile of 4:5.
    Group,
    /// As it is.
    Whole,
}

impl Shape {
    /// How an honouree's picture stands on the board.
    pub(super) fn on_board(honoree: &Honoree) -> Self {
        if honoree.kind == Kind::Individual { Self::Portrait } else { Self::Group }
    }

    /// How it stands on the honouree's own page, where it need not be like others: of many people, whole.
    pub(super) fn on_own_page(honoree: &Honoree) -> Self {
        if honoree.kind == Kind::Individual { Self::Portrait } else { Self::Whole }
    }
}

/// What is known of the pictures of a site.
#[derive(Clone)]
pub(super) struct Pictures {
    pub(super) originals: Arc<Originals>,
    pub(super) sizes: Sizes,
    /// What lies under pictures one can see through.
    pub(super) paper: [u8; 3],
}

/// The sizes that pages show.
#[derive(Clone)]
pub(super) struct Sizes {
    recipes: Recipes,
    /// Are there share cards?
    cards: bool,
}

/// A photo with the shape it is shown in.
type Shown<'r> = (Cow<'r, Photo>, Shape);

fn whole(photo: &Photo) -> Shown<'_> {
    (Cow::Borrowed(photo), Shape::Whole)
}

fn placed(file: &FilePath) -> Shown<'_> {
    (Cow::Owned(Photo::unnamed(file)), Shape::Whole)
}

/// Every photo that pages show of an honouree, each once.
pub(super) fn shown_of(honoree: &Honoree) -> Vec<Shown<'_>> {
    let shapes = BTreeSet::from([Shape::on_board(honoree), Shape::on_own_page(honoree)]);
    let photo = honoree.photo.as_ref();
    let portrait =
        photo.into_iter().flat_map(|photo| shapes.iter().map(|shape| (Cow::Borrowed(photo), *shape)));
    let mut shown: Vec<Shown<'_>> = portrait.collect();
    for (photo, shape) in honoree.pictures.iter().map(whole).chain(honoree.placed.iter().map(placed)) {
        if !shown.iter().any(|(other, known)| (&other.file, *known) == (&photo.file, shape)) {
            shown.push((photo, shape));
        }
    }
    shown
}

/// Every photo that pages show beside those of honourees.
pub(super) fn shown_beside(roll: &Roll) -> Vec<Shown<'_>> {
    let mut shown = Vec::new();
    for chapter in &roll.chapters {
        shown.extend(chapter.albums.iter().flat_map(|album| &album.pictures).map(whole));
        shown.extend(chapter.conference.placed.iter().map(placed));
        for keynote in &chapter.keynotes {
            shown.extend(keynote.pictures.iter().map(whole));
            shown.extend(keynote.placed.iter().map(placed));
        }
    }
    shown
}

/// What pages want of each photo.
pub(crate) fn wanted(roll: &Roll, theme: &Theme) -> impl Fn(&FilePath, &Facts) -> Vec<Family> {
    let sizes = Sizes::new(theme.pictures.clone(), roll.settings.cards);
    let mut photos: BTreeMap<FilePath, Vec<Shown<'_>>> = BTreeMap::new();
    let honorees = roll.chapters.iter().flat_map(|chapter| &chapter.honorees);
    let of_honorees = honorees.flat_map(|listed| shown_of(&listed.honoree));
    for (photo, shape) in of_honorees.chain(shown_beside(roll)) {
        photos.entry(photo.file.clone()).or_default().push((photo, shape));
    }
    move |file, facts| {
        let shown = photos.get(file).into_iter().flatten();
        shown.map(|(photo, shape)| sizes.family(photo, facts, *shape)).collect()
    }
}

impl Pictures {
    /// The sizes of a photo; none if its original cannot be used, which was reported.
    pub(super) fn view(&self, photo: &Photo, shape: Shape) -> Option<PictureView> {
        let original = self.originals.get(&photo.file)?;
        let recipes = self.sizes.all(photo, &original.facts, shape);
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
        let recipe = self.sizes.on_card(photo, &original.facts, shape)?;
        let key = recipe.key(&original.digest, self.paper);
        let family = self.sizes.family(photo, &original.facts, shape);
        Some(Pictured { original: photo.file.clone(), key, recipe, family })
    }

    /// The files behind [`Pictures::view`].
    pub(super) fn outputs(&self, photo: &Photo, shape: Shape) -> Vec<(String, Output)> {
        let Some(original) = self.originals.get(&photo.file) else { return Vec::new() };
        let family = self.sizes.family(photo, &original.facts, shape);
        let sizes = self.sizes.all(photo, &original.facts, shape);
        let output = |recipe: &Recipe| {
            let family = Arc::clone(&family);
            Output::Picture { original: photo.file.clone(), recipe: *recipe, family }
        };
        sizes.iter().map(|recipe| (self.href(original, recipe), output(recipe))).collect()
    }

    /// Named by what is in it, so that another photo under the old name is another address.
    fn href(&self, original: &Original, recipe: &Recipe) -> String {
        let name = recipe.key(&original.digest, self.paper).hex(16);
        format!("{}{name}-{}.{}", routes::PICTURES, recipe.width, recipe.extension())
    }
}

impl Sizes {
    /// The sizes of a theme; with those for share cards, if there are any.
    pub(super) fn new(recipes: Recipes, cards: bool) -> Self {
        Self { recipes, cards }
    }

    /// All that is made when the photo is decoded: what pages show of it, and what a share card does.
    fn family(&self, photo: &Photo, facts: &Facts, shape: Shape) -> Family {
        let mut family = self.all(photo, facts, shape);
        family.extend(self.on_card(photo, facts, shape).filter(|size| !family.contains(size)));
        family.into()
    }

    /// The size for a share card; a picture shown whole is on none.
    fn on_card(&self, photo: &Photo, facts: &Facts, shape: Shape) -> Option<Recipe> {
        let (_, _, across, _) = card::PICTURE;
        let cut = Self::cut(photo, facts, shape);
        let sizes = Recipe::sizes(cut, &[across], facts);
        sizes.into_iter().next().filter(|_| self.cards && shape != Shape::Whole)
    }

    /// One JPEG of the middle size, neither tiny nor heavy, for whoever knows nothing else; then WebP of all sizes,
    /// the smallest first.
    fn all(&self, photo: &Photo, facts: &Facts, shape: Shape) -> Vec<Recipe> {
        let cut = Self::cut(photo, facts, shape);
        let widths = if shape == Shape::Whole { &self.recipes.picture } else { &self.recipes.portrait };
        let middle = widths.get(widths.len() / 2).map_or(&[][..], std::slice::from_ref);
        let plain = Recipe::sizes(cut, middle, facts);
        let modern = Recipe::sizes(cut, widths, facts);
        plain.into_iter().chain(modern.into_iter().map(|recipe| recipe.coded(Coding::WebP))).collect()
    }

    fn cut(photo: &Photo, facts: &Facts, shape: Shape) -> Cut {
        match shape {
            Shape::Whole => Cut::Whole,
            Shape::Portrait => Cut::portrait(facts, photo.focus),
            Shape::Group => Cut::group(facts, photo.focus),
        }
    }
}
