//! The pictures of a sheet: which there are, in which sizes, and under which names the templates find them.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::view::PictureView;
use crate::files::{Bytes, Digest, FilePath};
use crate::model::honoree::{Honoree, Kind};
use crate::model::photo::Photo;
use crate::photos::{Coding, Cut, Facts, Family, Recipe};
use crate::report::Problem;
use crate::site::Darkroom;
use crate::theme::Paper;

/// A sheet of more pictures than this is refused: the typesetter numbers files by 16 bits.
pub(super) const MOST: usize = 20_000;

/// One picture: as it is set, and as the print shop gets it.
pub(super) struct Plate {
    original: FilePath,
    screen: Recipe,
    press: Recipe,
}

/// The pictures of a sheet in the order in which they were asked for.
pub(super) struct Plates<'d> {
    darkroom: &'d Darkroom,
    paper: &'d Paper,
    /// On a sheet that only measures, pictures have a shape and no file.
    blind: bool,
    plates: Vec<Plate>,
    places: BTreeMap<Digest, usize>,
}

impl<'d> Plates<'d> {
    pub(super) fn new(darkroom: &'d Darkroom, paper: &'d Paper) -> Self {
        Self { darkroom, paper, blind: false, plates: Vec::new(), places: BTreeMap::new() }
    }

    pub(super) fn blind(darkroom: &'d Darkroom, paper: &'d Paper) -> Self {
        Self { blind: true, ..Self::new(darkroom, paper) }
    }

    pub(super) fn into_plates(self) -> Vec<Plate> {
        self.plates
    }

    /// An honouree's picture on a tile of 4:5.
    pub(super) fn portrait(&mut self, photo: &Photo, kind: Kind, name: &str) -> Option<PictureView> {
        let (cut, _) = self.cut(photo, kind)?;
        self.plate(photo, cut, self.paper.portrait, name)
    }

    /// Pixels across that the print shop gets of an honouree's picture, and those it needs, where they are too few.
    pub(super) fn too_few(&self, photo: &Photo, kind: Kind) -> Option<(u32, u32)> {
        let (cut, facts) = self.cut(photo, kind)?;
        let need = pixels(self.paper.portrait, f64::from(self.paper.press_dpi));
        let have = Recipe::sizes(cut, &[need], facts).pop()?.width;
        (have < need).then_some((have, need))
    }

    fn cut(&self, photo: &Photo, kind: Kind) -> Option<(Cut, &'d Facts)> {
        let facts = &self.darkroom.originals().get(&photo.file)?.facts;
        Some((cut(photo, kind, facts), facts))
    }

    /// A whole picture, at most `part` of the text wide.
    pub(super) fn whole(&mut self, photo: &Photo, part: f64, name: &str) -> Option<PictureView> {
        self.plate(photo, Cut::Whole, self.paper.text_width() * part, name)
    }

    /// The picture of a panel, a portrait or whole: one size for the wall alone, as wide as it stands there.
    pub(super) fn hung(&mut self, photo: &Photo, portrait: bool, name: &str) -> Option<PictureView> {
        let cut = if portrait { self.cut(photo, Kind::Individual)?.0 } else { Cut::Whole };
        let (original, panel) = (self.darkroom.originals().get(&photo.file)?, &self.paper.panel);
        let shape = Recipe::sizes(cut, &[u32::MAX], &original.facts).pop()?;
        let across = panel.picture * f64::from(shape.width) / f64::from(shape.height.max(1));
        let width = pixels(across.min(panel.line()), panel.dpi);
        let press = Recipe::sizes(cut, &[width], &original.facts).pop()?.coded(Coding::Press);
        Some(self.view(photo, press, press, name))
    }

    /// The pictures a text places.
    pub(super) fn placed(
        &mut self,
        photos: &[Photo],
        placed: &[FilePath],
        part: f64,
        name: &str,
    ) -> BTreeMap<FilePath, PictureView> {
        let mut views = BTreeMap::new();
        for file in placed {
            let unnamed = Photo::unnamed(file);
            let photo = photos.iter().find(|photo| photo.file == *file).unwrap_or(&unnamed);
            if let Some(view) = self.whole(photo, part, name) {
                views.insert(file.clone(), view);
            }
        }
        views
    }

    fn plate(&mut self, photo: &Photo, cut: Cut, millimetres: f64, name: &str) -> Option<PictureView> {
        let original = self.darkroom.originals().get(&photo.file)?;
        let [screen, press] = pair(self.paper, cut, millimetres, &original.facts)?;
        Some(self.view(photo, screen, press, name))
    }

    fn view(&mut self, photo: &Photo, screen: Recipe, press: Recipe, name: &str) -> PictureView {
        let key = self.darkroom.key(&photo.file, &press);
        let path = (!self.blind).then(|| {
            let next = self.places.len();
            let at = *self.places.entry(key).or_insert(next);
            if at == self.plates.len() {
                self.plates.push(Plate { original: photo.file.clone(), screen, press });
            }
            path(at, "svg")
        });
        // Readers who do not see it are at least told whose picture it is.
        let alt = [Some(&photo.alt), photo.caption.as_ref()].into_iter().flatten().find(|t| !t.is_empty());
        PictureView {
            path,
            key: key.hex(32),
            width: press.width,
            height: press.height,
            alt: alt.map_or(name, String::as_str).to_owned(),
            caption: photo.caption.clone(),
            credit: photo.credit.clone(),
        }
    }
}

/// How an honouree's picture is cut.
fn cut(photo: &Photo, kind: Kind, facts: &Facts) -> Cut {
    match kind {
        Kind::Individual => Cut::portrait(facts, photo.focus),
        Kind::Collective => Cut::group(facts, photo.focus),
    }
}

/// A picture of this width as it is set, and as the print shop gets it.
fn pair(paper: &Paper, cut: Cut, millimetres: f64, facts: &Facts) -> Option<[Recipe; 2]> {
    let size = |dpi: u32| Recipe::sizes(cut, &[pixels(millimetres, dpi.into())], facts).pop();
    Some([size(paper.screen_dpi)?.coded(Coding::Jpeg), size(paper.press_dpi)?.coded(Coding::Press)])
}

/// What booklets want of each honouree's picture.
pub(super) fn wanted<'r>(
    honorees: impl Iterator<Item = &'r Honoree>,
    paper: &Paper,
) -> impl Fn(&FilePath, &Facts) -> Vec<Family> {
    let pictures = honorees.filter_map(|honoree| Some((honoree.photo.as_ref()?, honoree.kind)));
    let pictures: BTreeMap<&FilePath, (&Photo, Kind)> =
        pictures.map(|(photo, kind)| (&photo.file, (photo, kind))).collect();
    move |file, facts| {
        let shown = pictures.get(file);
        let pair =
            shown.and_then(|(photo, kind)| pair(paper, cut(photo, *kind, facts), paper.portrait, facts));
        pair.map(Arc::from).into_iter().collect()
    }
}

/// Where the templates find picture `at`. Sheets share these names, since the typesetter never forgets one.
fn path(at: usize, end: &str) -> String {
    format!("/data/{at}.{end}")
}

/// How many pixels this length has at so many dots an inch.
fn pixels(millimetres: f64, dpi: f64) -> u32 {
    let pixels = (millimetres / 25.4 * dpi).ceil().clamp(1.0, 20_000.0);
    // Whole and in range by the line above.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let pixels = pixels as u32;
    pixels
}

/// A file of a sheet: its path and its content.
pub(super) type File = (String, Bytes);

/// Makes the pictures as they are set: each as a JPEG and an SVG of one line around it. The typesetter unpacks
/// every JPEG it is given and keeps the pixels; inside an SVG it passes it through (`research/print.md` §2).
pub(super) fn develop(plates: &[Plate], darkroom: &Darkroom) -> Result<Vec<File>, Box<Problem>> {
    let made: Result<Vec<[File; 2]>, Box<Problem>> = plates
        .par_iter()
        .enumerate()
        .map(|(at, plate)| {
            let jpeg = plate.develop(darkroom, &plate.screen)?;
            let Recipe { width, height, .. } = plate.press;
            // The typesetter knows a picture by this text alone, in whatever sheet: what is set is named, and what it is
            // exchanged for.
            let keys = [plate.screen, plate.press].map(|recipe| darkroom.key(&plate.original, &recipe));
            let key = Digest::of_parts(keys.each_ref().map(|key| key.as_bytes().as_slice())).hex(32);
            let svg = format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"p{key}\" viewBox=\"0 0 {width} {height}\">\
                 <image href=\"{at}.jpg\" width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"none\"/></svg>"
            );
            Ok([(path(at, "jpg"), jpeg), (path(at, "svg"), svg.into_bytes().into())])
        })
        .collect();
    Ok(made?.into_iter().flatten().collect())
}

/// The pictures as the print shop gets them, by the digest of those that are set.
pub(super) fn exchange(
    plates: &[Plate],
    darkroom: &Darkroom,
) -> Result<BTreeMap<Digest, Bytes>, Box<Problem>> {
    let pair = |plate: &Plate| -> Result<(Digest, Bytes), Box<Problem>> {
        let set = plate.develop(darkroom, &plate.screen)?;
        Ok((Digest::of(&set), plate.develop(darkroom, &plate.press)?))
    };
    plates.par_iter().map(pair).collect()
}

impl Plate {
    fn develop(&self, darkroom: &Darkroom, recipe: &Recipe) -> Result<Bytes, Box<Problem>> {
        let family: Family = Arc::new([self.screen, self.press]);
        darkroom.develop(&self.original, recipe, &family)
    }
}
