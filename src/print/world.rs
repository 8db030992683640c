//! All that the typesetter sees: the press and the files of one sheet. No disk, no network, no system fonts, no clock.

use std::collections::HashMap;
use std::sync::Arc;

use typst::World;
use typst::comemo;
use typst::diag::{FileError, FileResult, Severity, SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, WorldExt};
use typst_layout::PagedDocument;

use super::plates::File;
use super::press::{Press, file_id};
use crate::report::{Problem, Span};

/// The world of one sheet.
pub(super) struct Sheet<'p> {
    press: &'p Press,
    main: FileId,
    files: HashMap<FileId, Bytes>,
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
        pictures: Vec<File>,
    ) -> Result<Self, Box<Problem>> {
        let main = file_id(main).ok_or_else(|| press.problem(main))?;
        let data = ("/data/sheet.json".to_owned(), Arc::from(data));
        let files = pictures.into_iter().chain([data]);
        let files = files.filter_map(|(path, bytes)| Some((file_id(&path)?, Bytes::new(bytes))));
        Ok(Self { press, main, files: files.collect() })
    }

    /// Sets the sheet.
    ///
    /// # Errors
    /// The first thing that is wrong with the templates.
    pub(super) fn set(&self) -> Result<PagedDocument, Box<Problem>> {
        let Warned { output, warnings: _ } = self.press.at_work(|| typst::compile::<PagedDocument>(self));
        output.map_err(|errors| self.first(&errors))
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
        &self.press.library
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
        let file = self.files.get(&id).or_else(|| self.press.files.get(&id));
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
