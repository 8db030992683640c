//! All that the typesetter sees: the press and the files of one sheet. No disk, no network, no system fonts, no clock.

use std::collections::HashMap;
use std::sync::Arc;

use typst::World;
use typst::comemo::{self, Track};
use typst::diag::{FileError, FileResult, Severity, SourceDiagnostic, SourceResult, Warned};
use typst::ecow::EcoVec;
use typst::engine::{Engine, Route, Sink, Traced};
use typst::foundations::{
    Bytes, Content, Datetime, Duration, Label, NativeElement, Selector, StyleChain, Target, TargetElem,
};
use typst::introspection::{Introspector, Locator};
use typst::layout::PagebreakElem;
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::{LazyHash, PicoStr, Protected};
use typst::{Library, WorldExt};
use typst_layout::{PagedDocument, layout_document_for_bundle};

use super::bind::Asked;
use super::plates::File;
use super::press::{Press, file_id};
use crate::report::{Problem, Span};

/// The pictures of a sheet by their number; all parts of a booklet have the same.
pub(super) type Pictures = Arc<HashMap<FileId, Bytes>>;

/// The world of one sheet.
pub(super) struct Sheet<'p> {
    press: &'p Press,
    main: FileId,
    data: (Option<FileId>, Bytes),
    pictures: Pictures,
}

/// Pictures as sheets have them.
pub(super) fn pictures(files: Vec<File>) -> Pictures {
    Arc::new(
        files.into_iter().filter_map(|(path, bytes)| Some((file_id(&path)?, Bytes::new(bytes)))).collect(),
    )
}

impl<'p> Sheet<'p> {
    /// A sheet made by the template `main` from `data` and pictures.
    ///
    /// # Errors
    /// The template's name cannot be one.
    pub(super) fn new(
        press: &'p Press,
        main: &str,
        data: Vec<u8>,
        pictures: Pictures,
    ) -> Result<Self, Box<Problem>> {
        let main = file_id(main).ok_or_else(|| press.problem(main))?;
        Ok(Self { press, main, data: (file_id("/data/sheet.json"), Bytes::new(data)), pictures })
    }

    /// Sets the sheet.
    ///
    /// # Errors
    /// The first thing that is wrong with the templates.
    pub(super) fn set(&self) -> Result<PagedDocument, Box<Problem>> {
        let Warned { output, warnings: _ } = self.press.at_work(|| typst::compile::<PagedDocument>(self));
        output.map_err(|errors| self.first(&errors))
    }

    /// Sets the sheet as a part of a document, in the typesetter's own steps: `name` tells its places from those of
    /// other parts, and `asks` what stands where, as far as it is known. What begins on a left page is set with a page
    /// before it. Beside it come errors that may vanish when more is known.
    ///
    /// # Errors
    /// The first thing that is wrong with the templates.
    pub(super) fn set_part(
        &self,
        name: &str,
        is_left: bool,
        asks: &dyn Introspector,
        asked: &Asked,
    ) -> Result<(PagedDocument, EcoVec<SourceDiagnostic>), Box<Problem>> {
        let set = || self.laid_out(name, is_left, asks, asked);
        self.press.at_work(set).map_err(|errors| self.first(&errors))
    }

    fn laid_out(
        &self,
        name: &str,
        is_left: bool,
        asks: &dyn Introspector,
        asked: &Asked,
    ) -> SourceResult<(PagedDocument, EcoVec<SourceDiagnostic>)> {
        let (standard, traced, mut sink) = (&self.press.standard, Traced::default(), Sink::new());
        let world = (self as &dyn World).track();
        let Some(main) = self.press.sources.get(&self.main) else { return Err(EcoVec::new()) };
        let route = Route::default();
        let content =
            typst_eval::eval(world, standard, traced.track(), sink.track_mut(), route.track(), main)?
                .content();
        let content =
            if is_left { Content::sequence([PagebreakElem::new().pack(), content]) } else { content };
        let base = StyleChain::new(&standard.styles);
        let target = TargetElem::target.set(Target::Paged).wrap();
        let mut engine = Engine {
            library: standard,
            world,
            introspector: Protected::new(asks.track_with(asked)),
            traced: traced.track(),
            sink: sink.track_mut(),
            route: Route::default(),
        };
        let locator = Locator::root().split().next(&name);
        let document = layout_document_for_bundle(&mut engine, &content, locator, base.chain(&target))?;
        Ok((document, sink.delayed()))
    }

    /// What cannot be read in any template, whether this sheet asks for it or not.
    pub(super) fn misspelt(&self) -> Vec<Problem> {
        let errors = self.press.sources.values().flat_map(|source| source.root().errors_and_warnings().0);
        errors.map(|error| self.problem(&SourceDiagnostic::from(error))).collect()
    }

    /// The first error as a problem at its place.
    pub(super) fn first(&self, errors: &[SourceDiagnostic]) -> Box<Problem> {
        let error = errors.iter().find(|e| e.severity == Severity::Error).or(errors.first());
        error.map_or_else(|| self.press.problem("?"), |error| Box::new(self.problem(error)))
    }

    fn problem(&self, error: &SourceDiagnostic) -> Problem {
        let hints = error.hints.iter().map(|hint| hint.v.as_str());
        let detail: Vec<&str> = std::iter::once(error.message.as_str()).chain(hints).collect();
        let problem = Problem::error("print-failed").with("detail", detail.join("; "));
        let Some(id) = error.span.id() else { return problem.in_file(&self.press.place("print")) };
        let file = self.press.place(id.vpath().get_without_slash());
        match self.range(error.span) {
            Some(range) => problem.at(&file, Span::from(range)),
            None => problem.in_file(&file),
        }
    }
}

/// What templates say under a label.
pub(super) fn said(pages: &dyn Introspector, label: &str) -> EcoVec<Content> {
    let label = Label::new(PicoStr::intern(label)).map(Selector::Label);
    label.map(|label| pages.query(&label)).unwrap_or_default()
}

/// Forgets what the typesetter remembered of sheets not set for a while: a live process would grow for ever.
pub(super) fn forget_the_old() {
    comemo::evict(4);
}

/// Forgets all the typesetter remembered. Of many sheets set but once it would remember some megabytes each.
pub(super) fn forget() {
    comemo::evict(0);
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.standard
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.press.sources.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let data = (self.data.0 == Some(id)).then_some(&self.data.1);
        let file = data.or_else(|| self.pictures.get(&id)).or_else(|| self.press.files.get(&id));
        file.cloned().ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_with_slash().into())
}
