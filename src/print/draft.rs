//! A booklet about to be: its view, and the setting that its three editions share.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use super::bind::{self, Part};
use super::fit::{Fit, Rule};
use super::pdf::Fault;
use super::plates::{self, Plates};
use super::view::{self, BookletView, HonoreeView, PartView};
use super::wall::{PanelDraft, WallDraft};
use super::world::{self, Pictures};
use super::{Edition, Print, Sheet, Typeset, pdf};
use crate::draft::{Draft, fingerprint};
use crate::files::Digest;
use crate::model::board::Chapter;
use crate::model::honoree::Honoree;
use crate::report::Problem;

/// The template of a booklet.
const TEMPLATE: &str = "/print/booklet.typ";

impl Print {
    /// A sheet about to be made.
    pub(crate) fn draft<'s>(&'s self, path: &str, sheet: &Sheet) -> Box<dyn Draft + 's> {
        let (at, edition) = match *sheet {
            Sheet::Booklet(at, edition) => (at, edition),
            Sheet::Panel(at, subject) => return Box::new(PanelDraft::new(self, path, at, subject)),
            Sheet::Panels(at) => return Box::new(WallDraft::new(self, path, at)),
        };
        let mut pictures = Plates::new(&self.darkroom, &self.paper);
        let view = self.roll.chapters.get(at).map(|chapter| self.booklet(chapter, &mut pictures));
        let plates = pictures.into_plates();
        Box::new(BookletDraft { print: self, path: path.to_owned(), chapter: at, edition, view, plates })
    }

    /// How the pages of some honourees are filled, as the booklet or the plan's form has them.
    pub(super) fn fits(
        &self,
        template: &'static str,
        chapter: &Chapter,
        honorees: &[&Honoree],
    ) -> Result<Vec<Fit>, Box<Problem>> {
        let mut blind = Plates::blind(&self.darkroom, &self.paper);
        let views: Vec<HonoreeView> =
            honorees.iter().map(|honoree| self.honoree(chapter, honoree, &mut blind)).collect();
        Rule { template, print: self }.fits(&views)
    }
}

struct BookletDraft<'s> {
    print: &'s Print,
    path: String,
    chapter: usize,
    edition: Edition,
    /// None for a chapter that is not there, which no plan names.
    view: Option<BookletView>,
    plates: Vec<plates::Plate>,
}

impl BookletDraft<'_> {
    /// The identity of what all editions share.
    fn setting(&self) -> Digest {
        let view = fingerprint(&(&self.print.site, &self.view));
        Digest::of_parts([self.print.digest.as_bytes().as_slice(), view.as_bytes()])
    }

    /// The set booklet: the last one set, if it is that. The lock is never held while something is set, since the
    /// typesetter's threads may be those that wait for it.
    fn typeset(&mut self) -> Result<Arc<Typeset>, Box<Problem>> {
        let print = self.print;
        let setting = self.setting();
        let last = print.last.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((known, typeset)) = &last
            && *known == setting
        {
            let typeset = Arc::clone(typeset);
            *print.last.lock().unwrap_or_else(PoisonError::into_inner) = last;
            return Ok(typeset);
        }
        // Parts that are as they were need not be set again.
        let known = last.map(|(_, typeset)| typeset.parts.clone()).unwrap_or_default();
        if self.plates.len() > plates::MOST {
            return Err(print.press().problem("too many pictures"));
        }
        let Some((chapter, view)) = print.roll.chapters.get(self.chapter).zip(self.view.as_mut()) else {
            return Err(print.press().problem("?"));
        };
        let honorees = super::booklet::printed(chapter);
        let sizes: BTreeMap<&str, f64> = honorees
            .iter()
            .zip(print.fits("/print/fit.typ", chapter, &honorees)?)
            .map(|(honoree, fit)| (&*honoree.id, fit.size))
            .collect();
        for honoree in view.sections.iter_mut().flat_map(|section| &mut section.honorees) {
            honoree.size = sizes.get(&*honoree.id).copied();
        }
        let pictures = world::pictures(plates::develop(&self.plates, &print.darkroom)?);
        let parts = view::parts(view);
        let parts: Vec<Part<'_>> =
            parts.iter().map(|(name, part)| print.part(name, part, &pictures)).collect();
        let (document, parts) = bind::bind(&parts, &known)?;
        let typeset = Arc::new(Typeset { document, parts, plates: std::mem::take(&mut self.plates) });
        let mut last = print.last.lock().unwrap_or_else(PoisonError::into_inner);
        *last = Some((setting, Arc::clone(&typeset)));
        Ok(typeset)
    }
}

impl Print {
    /// A part of a booklet about to be set.
    fn part<'p>(&'p self, name: &str, view: &'p PartView<'p>, pictures: &Pictures) -> Part<'p> {
        let pictures = Arc::clone(pictures);
        let sheet = move || {
            let data = super::data(&self.sheet(view), self.press());
            world::Sheet::new(self.press(), TEMPLATE, data, Arc::clone(&pictures))
        };
        let seen = fingerprint(&(&self.site, view));
        let key = Digest::of_parts([self.digest.as_bytes().as_slice(), name.as_bytes(), seen.as_bytes()]);
        Part { name: name.to_owned(), key, sheet: Box::new(sheet) }
    }
}

impl Draft for BookletDraft<'_> {
    fn plain(&self) -> Option<Vec<u8>> {
        Some(super::data(&self.print.sheet(&self.view), self.print.press()))
    }

    fn fingerprint(&self) -> Digest {
        let edition = [self.edition as u8];
        Digest::of_parts([self.setting().as_bytes().as_slice(), &edition, self.path.as_bytes()])
    }

    fn render(mut self: Box<Self>) -> Result<Vec<u8>, Box<Problem>> {
        let typeset = self.typeset()?;
        let Typeset { document, plates, .. } = &*typeset;
        let print = self.print;
        let ident = format!("{}{}", print.site.url, self.path);
        let large = || plates::exchange(plates, &print.darkroom);
        let made = match self.edition {
            Edition::Screen => pdf::screen(document, &ident).map_err(Fault::Set),
            Edition::Press => pdf::press(document, &ident, &large()?, print.paper.bleed),
            Edition::Folded => pdf::folded(document, &ident, &large()?),
        };
        made.map_err(|fault| match fault {
            Fault::Set(errors) => {
                match world::Sheet::new(print.press(), TEMPLATE, Vec::new(), Arc::default()) {
                    Ok(sheet) => sheet.first(&errors),
                    Err(problem) => problem,
                }
            }
            Fault::Pdf(error) => print.press().problem(&error.to_string()),
        })
    }
}
