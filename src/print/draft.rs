//! A booklet about to be: its view, and the setting that its three editions share.

use std::sync::{Arc, PoisonError};

use super::fit::{Fit, Rule};
use super::pdf::Fault;
use super::plates::{self, Plates};
use super::view::{BookletView, HonoreeView};
use super::wall::{PanelDraft, WallDraft};
use super::world;
use super::{Edition, Print, Sheet, Typeset, pdf};
use crate::draft::{Draft, fingerprint};
use crate::files::Digest;
use crate::model::board::Chapter;
use crate::model::honoree::Honoree;
use crate::report::Problem;

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
        let last = print.last.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, typeset)) = last.filter(|(known, _)| *known == setting) {
            return Ok(typeset);
        }
        // Room for the next one.
        *print.last.lock().unwrap_or_else(PoisonError::into_inner) = None;
        if self.plates.len() > plates::MOST {
            return Err(print.press().problem("too many pictures"));
        }
        if let (Some(chapter), Some(view)) = (print.roll.chapters.get(self.chapter), &mut self.view) {
            let honorees = super::booklet::printed(chapter);
            let fits = print.fits("/print/fit.typ", chapter, &honorees)?;
            for honoree in view.sections.iter_mut().flat_map(|section| &mut section.honorees) {
                let at = honorees.iter().position(|known| *known.id == *honoree.id);
                honoree.size = at.and_then(|at| fits.get(at)).map(|fit| fit.size);
            }
        }
        let press = print.press();
        let data = super::data(&print.sheet(&self.view), press);
        let pictures = plates::develop(&self.plates, &print.darkroom)?;
        let document = world::Sheet::new(press, "/print/booklet.typ", data, pictures)?.set()?;
        world::forget_the_old();
        let typeset = Arc::new(Typeset { document, plates: std::mem::take(&mut self.plates) });
        let mut last = print.last.lock().unwrap_or_else(PoisonError::into_inner);
        *last = Some((setting, Arc::clone(&typeset)));
        Ok(typeset)
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
        let Typeset { document, plates } = &*typeset;
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
                match world::Sheet::new(print.press(), "/print/booklet.typ", Vec::new(), Vec::new()) {
                    Ok(sheet) => sheet.first(&errors),
                    Err(problem) => problem,
                }
            }
            Fault::Pdf(error) => print.press().problem(&error.to_string()),
        })
    }
}
