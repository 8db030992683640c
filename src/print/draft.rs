//! A booklet about to be: its view, and the setting that its three editions share.

use std::sync::Arc;

use typst::introspection::Introspector;

use super::bind::{self, Part};
use super::fit::{Fit, Rule};
use super::pdf::Fault;
use super::plates::{self, Plates};
use super::size::Search;
use super::view::{self, BookletView, HonoreeView, PartView, StretchView};
use super::wall::{PanelDraft, WallDraft};
use super::world::{self, Pictures};
use super::{Edition, Print, Sheet, Typeset, pdf};
use crate::draft::{Draft, fingerprint};
use crate::files::{Bytes, Digest};
use crate::model::board::Chapter;
use crate::model::honoree::Honoree;
use crate::report::Problem;

/// The template of a booklet.
const TEMPLATE: &str = "/print/booklet.typ";

impl Print {
    /// A sheet about to be made.
    pub(crate) fn draft<'s>(&'s self, path: &str, sheet: &Sheet) -> Box<dyn Draft + 's> {
        let (at, edition) = match sheet {
            Sheet::Booklet(at, edition) => (*at, *edition),
            Sheet::Panel(at, subject) => return Box::new(PanelDraft::new(self, path, *at, subject)),
            Sheet::Panels(at) => return Box::new(WallDraft::new(self, path, *at)),
        };
        let mut pictures = Plates::new(&self.darkroom, &self.paper);
        let view = self.roll.chapters.get(at).map(|chapter| self.booklet(chapter, &mut pictures));
        let plates = pictures.into_plates();
        Box::new(BookletDraft { print: self, path: path.to_owned(), edition, view, plates })
    }

    /// How some honourees fit, in the booklet's smallest type or the plan's form.
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
        let last = print.last.lock().take();
        if let Some((known, typeset)) = &last
            && *known == setting
        {
            let typeset = Arc::clone(typeset);
            *print.last.lock() = last;
            return Ok(typeset);
        }
        // Parts that are as they were need not be set again.
        let known = last.map(|(_, typeset)| typeset.parts.clone()).unwrap_or_default();
        if self.plates.len() > plates::MOST {
            return Err(print.press().problem("too many pictures"));
        }
        let Some(view) = &self.view else {
            return Err(print.press().problem("?"));
        };
        let pictures = world::pictures(plates::develop(&self.plates, &print.darkroom)?);
        let views = view::parts(view, |honoree| print.search(honoree));
        let parts: Vec<Part<'_>> =
            views.iter().map(|(name, part)| print.part(name, part, &pictures)).collect();
        let (document, parts) = bind::bind(&parts, &known)?;
        views.iter().filter_map(|(_, part)| part.honorees.as_ref()).for_each(|some| print.keep(some));
        let typeset = Arc::new(Typeset { document, parts, plates: std::mem::take(&mut self.plates) });
        let mut last = print.last.lock();
        *last = Some((setting, Arc::clone(&typeset)));
        Ok(typeset)
    }
}

impl Print {
    fn size_key(&self, honoree: &HonoreeView) -> Digest {
        let view = fingerprint(honoree);
        Digest::of_parts([b"size".as_slice(), self.digest.as_bytes(), view.as_bytes()])
    }

    /// What is remembered of an honouree's size of type.
    pub(super) fn known_size(&self, honoree: &HonoreeView) -> Option<Bytes> {
        self.memo.recall(&self.size_key(honoree))
    }

    /// The search for an honouree's size of type, over already if it was ever found.
    fn search(&self, honoree: &HonoreeView) -> Search {
        let known =
            self.known_size(honoree).and_then(|bytes| postcard::from_bytes(&bytes).ok()).map(Search::ended);
        known.unwrap_or_else(|| Search::new(honoree, &self.paper))
    }

    /// Keeps the sizes that were found.
    fn keep(&self, some: &StretchView<'_>) {
        for honoree in some.people {
            let found = some.sizes.found(&honoree.id).map(|size| postcard::to_stdvec(&size));
            if let Some(Ok(bytes)) = found {
                self.memo.keep(self.size_key(honoree), &bytes);
            }
        }
    }

    /// A part of a booklet about to be set.
    fn part<'p>(&'p self, name: &str, view: &'p PartView<'p>, pictures: &Pictures) -> Part<'p> {
        let pictures = Arc::clone(pictures);
        let sheet = move || {
            let data = super::data(&self.sheet(view), self.press())?;
            world::Sheet::new(self.press(), TEMPLATE, data, Arc::clone(&pictures))
        };
        let seen = fingerprint(&(&self.site, view));
        let key = Digest::of_parts([self.digest.as_bytes().as_slice(), name.as_bytes(), seen.as_bytes()]);
        let again = move |pages: &dyn Introspector| {
            let down = self.paper.text_height() * 72.0 / 25.4;
            view.honorees.as_ref().is_some_and(|some| some.sizes.look(pages, down))
        };
        Part { name: name.to_owned(), key, sheet: Box::new(sheet), again: Box::new(again) }
    }
}

impl Draft for BookletDraft<'_> {
    fn plain(&self) -> Option<Vec<u8>> {
        super::data(&self.print.sheet(&self.view), self.print.press()).ok()
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
