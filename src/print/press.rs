//! The press: what all sheets of a site are set with. Type, the typesetter's library, the theme's print files.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::{ThreadPool, ThreadPoolBuilder};
use typst::foundations::Bytes as Shared;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};

use crate::files::{Bytes, FilePath};
use crate::report::Problem;
use crate::theme::Parts;
use crate::vietnamese;

/// The plan's form: its template and its type.
const FORM: [(&str, &[u8]); 2] =
    [("form.typ", include_bytes!("form/form.typ")), ("form.ttf", include_bytes!("form/Tinos-Regular.ttf"))];

/// What all sheets are set with.
pub(super) struct Press {
    /// What Typst itself defines.
    pub(super) standard: LazyHash<Library>,
    pub(super) book: LazyHash<FontBook>,
    pub(super) fonts: Vec<Font>,
    pub(super) sources: HashMap<FileId, Source>,
    pub(super) files: HashMap<FileId, Shared>,
    /// Every character some face has.
    letters: BTreeSet<char>,
    parts: Arc<Parts>,
    /// Where sheets are set; none if the system gives no threads.
    hands: Option<ThreadPool>,
}

/// Bytes of stack of each thread that sets. While one waits for a part of its sheet it may begin another on top of it.
const STACK: usize = 64 << 20;

impl Press {
    /// Sets up the press with the files of a theme.
    pub(super) fn new(parts: &Arc<Parts>, files: &BTreeMap<String, Bytes>) -> Self {
        let mut press = Self {
            standard: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::new()),
            fonts: Vec::new(),
            sources: HashMap::new(),
            files: HashMap::new(),
            letters: BTreeSet::new(),
            parts: Arc::clone(parts),
            hands: ThreadPoolBuilder::new().stack_size(STACK).build().ok(),
        };
        // In the order of their names, as everything: of two faces that serve alike, the first is taken. The plan's
        // form is no matter of taste and so not of the theme.
        let form = FORM.map(|(path, bytes)| (path, Bytes::from(bytes)));
        let form = form.iter().map(|(path, bytes)| (*path, bytes));
        for (path, bytes) in files.iter().map(|(path, bytes)| (path.as_str(), bytes)).chain(form) {
            let Some(id) = file_id(path) else { continue };
            let shared = Shared::new(Arc::clone(bytes));
            if [".ttf", ".otf"].iter().any(|end| path.ends_with(end)) {
                press.fonts.extend(Font::iter(shared));
            } else if path.ends_with(".typ") {
                let text = String::from_utf8_lossy(bytes).into_owned();
                press.sources.insert(id, Source::new(id, text));
            } else {
                press.files.insert(id, shared);
            }
        }
        press.book = LazyHash::new(FontBook::from_fonts(&press.fonts));
        let covered = press.fonts.iter().flat_map(|font| font.info().coverage.iter());
        press.letters = covered.filter_map(char::from_u32).collect();
        press
    }

    /// Can this character be set?
    pub(super) fn has(&self, c: char) -> bool {
        // A letter no face has, the typesetter builds from its base and marks, if those are there.
        self.letters.contains(&c) || {
            let parts = vietnamese::parts(c);
            parts.chars().count() > 1 && parts.chars().all(|part| self.letters.contains(&part))
        }
    }

    /// Does some setting where there is stack enough for it.
    pub(super) fn at_work<R: Send>(&self, setting: impl FnOnce() -> R + Send) -> R {
        match &self.hands {
            Some(hands) => hands.install(setting),
            None => setting(),
        }
    }

    /// The file of the theme behind a path inside the sheet, for problems to be placed at.
    pub(super) fn place(&self, path: &str) -> FilePath {
        self.parts.file(path)
    }

    /// A problem with the theme's print files as a whole.
    pub(super) fn problem(&self, detail: &str) -> Box<Problem> {
        Box::new(Problem::error("print-failed").in_file(&self.place("print")).with("detail", detail))
    }
}

/// The typesetter's number for a file.
pub(super) fn file_id(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}
