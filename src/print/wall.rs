//! Panels about to be: each is set by itself, and all of a conference are the finished ones one after the other.

use lopdf::{Document, Object, ObjectId, dictionary, text_string};
use rayon::prelude::*;

use super::panel::{Subject, panels};
use super::pdf::{self, Fault};
use super::plates::{self, Plate, Plates};
use super::view::PanelView;
use super::{Print, Sheet, world};
use crate::draft::{Draft, fingerprint};
use crate::files::Digest;
use crate::report::Problem;

/// The template of a panel.
const TEMPLATE: &str = "/print/panel.typ";

/// One panel about to be.
pub(super) struct PanelDraft<'s> {
    print: &'s Print,
    path: String,
    view: Option<PanelView>,
    plates: Vec<Plate>,
}

impl<'s> PanelDraft<'s> {
    pub(super) fn new(print: &'s Print, path: &str, at: usize, subject: &Subject) -> Self {
        let mut plates = Plates::new(&print.darkroom, &print.paper);
        let view = print.panel(at, subject, &mut plates);
        Self { print, path: path.to_owned(), view, plates: plates.into_plates() }
    }

    /// The finished panel, from memory if it has been there before: all of a conference are made of the same.
    fn made(&self) -> Result<Vec<u8>, Box<Problem>> {
        let print = self.print;
        let key = Digest::of_parts([b"panel".as_slice(), self.fingerprint().as_bytes()]);
        if let Some(known) = print.memo.recall(&key) {
            return Ok(known.to_vec());
        }
        let data = super::data(&print.sheet(&self.view), print.press())?;
        let pictures = world::pictures(plates::develop(&self.plates, &print.darkroom)?);
        let sheet = world::Sheet::new(print.press(), TEMPLATE, data, pictures)?;
        let document = sheet.set()?;
        world::forget_the_old();
        let ident = format!("{}{}", print.site.url, self.path);
        let made = pdf::panel(&document, &ident, print.paper.panel.bleed).map_err(|fault| match fault {
            Fault::Set(errors) => sheet.first(&errors),
            Fault::Pdf(error) => print.press().problem(&error.to_string()),
        })?;
        print.memo.keep(key, &made);
        Ok(made)
    }
}

impl Draft for PanelDraft<'_> {
    fn plain(&self) -> Option<Vec<u8>> {
        super::data(&self.print.sheet(&self.view), self.print.press()).ok()
    }

    fn fingerprint(&self) -> Digest {
        let view = fingerprint(&(&self.print.site, &self.view));
        Digest::of_parts([self.print.digest.as_bytes().as_slice(), view.as_bytes(), self.path.as_bytes()])
    }

    fn render(self: Box<Self>) -> Result<Vec<u8>, Box<Problem>> {
        self.made()
    }
}

/// All panels of a conference about to be one file.
pub(super) struct WallDraft<'s> {
    print: &'s Print,
    path: String,
    chapter: usize,
}

impl<'s> WallDraft<'s> {
    pub(super) fn new(print: &'s Print, path: &str, chapter: usize) -> Self {
        Self { print, path: path.to_owned(), chapter }
    }

    fn title(&self) -> String {
        let conference = self.print.roll.chapters.get(self.chapter).map(|chapter| &chapter.conference);
        conference.map(|own| format!("{} {}", own.title, own.term)).unwrap_or_default()
    }

    /// The panels that are in it, with their paths.
    fn panels(&self) -> Vec<(String, Sheet)> {
        let chapter = self.print.roll.chapters.get(self.chapter);
        chapter.map(|chapter| panels(self.chapter, chapter)).unwrap_or_default()
    }

    /// One of them, about to be made.
    fn panel(&self, (path, sheet): &(String, Sheet)) -> Option<PanelDraft<'s>> {
        match sheet {
            Sheet::Panel(at, subject) => Some(PanelDraft::new(self.print, path, *at, subject)),
            // There is no other kind among them.
            _ => None,
        }
    }
}

impl Draft for WallDraft<'_> {
    /// What the panels say is looked through with each of them.
    fn plain(&self) -> Option<Vec<u8>> {
        Some(Vec::new())
    }

    fn fingerprint(&self) -> Digest {
        let panels = self.panels();
        let parts: Vec<Digest> =
            panels.par_iter().filter_map(|panel| Some(self.panel(panel)?.fingerprint())).collect();
        let parts = parts.iter().map(|part| part.as_bytes().as_slice());
        Digest::of_parts(parts.chain([self.path.as_bytes(), self.title().as_bytes()]))
    }

    fn render(self: Box<Self>) -> Result<Vec<u8>, Box<Problem>> {
        let print = self.print;
        // One after the other: a thread that waits for a part of one must not begin another on top of it.
        // All of a wall are many megabytes: the booklet that was set last makes room, and can be set again.
        *print.last.lock() = None;
        world::forget();
        let panels = self.panels();
        let ident = format!("{}{}", print.site.url, self.path);
        let title = self.title();
        let mut wall = Wall::new(&title);
        for draft in panels.iter().filter_map(|panel| self.panel(panel)) {
            wall.hang(&draft.made()?).map_err(|error| print.press().problem(&error.to_string()))?;
        }
        wall.written(&ident).map_err(|error| print.press().problem(&error.to_string()))
    }
}

/// PDFs one after the other as one, with the author of the first. Of each only its objects are held.
struct Wall<'t> {
    title: &'t str,
    all: Document,
    tree: ObjectId,
    kids: Vec<Object>,
}

impl<'t> Wall<'t> {
    fn new(title: &'t str) -> Self {
        let mut all = Document::with_version("1.7");
        let tree = all.new_object_id();
        Self { title, all, tree, kids: Vec::new() }
    }

    fn hang(&mut self, pdf: &[u8]) -> Result<(), lopdf::Error> {
        let Self { title, all, tree, kids } = self;
        let tree = *tree;
        let mut pdf = Document::load_mem(pdf)?;
        pdf.renumber_objects_with(all.max_id + 1);
        let pages = pdf::pages(&pdf);
        let catalog = pdf.trailer.get(b"Root").and_then(Object::as_reference).ok();
        let language = pdf.catalog().and_then(|catalog| catalog.get(b"Lang")).cloned();
        if let (true, Ok(info)) = (kids.is_empty(), pdf.trailer.get(b"Info").and_then(Object::as_reference)) {
            pdf.get_object_mut(info).and_then(Object::as_dict_mut)?.set("Title", text_string(title));
            all.trailer.set("Info", info);
        }
        for page in &pages {
            pdf.get_object_mut(*page).and_then(Object::as_dict_mut)?.set("Parent", tree);
        }
        all.max_id = pdf.max_id;
        all.objects.extend(pdf.objects.into_iter().filter(|(id, _)| Some(*id) != catalog));
        kids.extend(pages.into_iter().map(Object::from));
        if let (false, Ok(language)) = (all.trailer.has(b"Root"), language) {
            let catalog = dictionary! { "Type" => "Catalog", "Pages" => tree, "Lang" => language,
            "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true } };
            let catalog = all.add_object(catalog);
            all.trailer.set("Root", catalog);
        }
        Ok(())
    }

    fn written(self, ident: &str) -> Result<Vec<u8>, lopdf::Error> {
        let Self { mut all, tree, kids, .. } = self;
        if !all.trailer.has(b"Root") {
            let catalog = all.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
            all.trailer.set("Root", catalog);
        }
        let count = i64::try_from(kids.len()).unwrap_or(i64::MAX);
        all.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
        let name = Object::string_literal(
            Digest::of(ident.as_bytes()).as_bytes().get(..16).unwrap_or_default().to_vec(),
        );
        all.trailer.set("ID", vec![name.clone(), name]);
        all.prune_objects();
        all.renumber_objects();
        let mut bytes = Vec::new();
        all.save_to(&mut bytes)?;
        Ok(bytes)
    }
}
