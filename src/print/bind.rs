//! Binds a booklet: its parts are set one after the other, and what is remembered of one is forgotten before the next.
//!
//! The typesetter would hold all it remembers of a whole booklet at once, megabytes for each page. Here it holds the
//! pages that are done and one part. Parts ask each other on which pages things stand, so after all have been set,
//! those that had no answer yet, or another one, are set again.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::Arc;

use typst::comemo::{Constraint, Track};
use typst::diag::{SourceDiagnostic, StrResult};
use typst::ecow::{EcoString, EcoVec};
use typst::foundations::{Content, Label, Selector};
use typst::introspection::{DocumentPosition, EmptyIntrospector, Introspector, Location, PagedPosition};
use typst::model::{DocumentInfo, Numbering};
use typst::syntax::VirtualPath;
use typst_layout::{Page, PagedDocument, PagedIntrospector};

use super::world;
use crate::files::Digest;
use crate::report::Problem;

/// So often a part, and so often all of them, may be set until every page number is right.
const ROUNDS: usize = 5;

/// Where more parts than these are to be set, the typesetter forgets each: another change to a few it may remember.
const FEW: usize = 3;

/// What was asked of the introspector, with the answers.
pub(super) type Asked = Constraint<<dyn Introspector as Track>::Call>;

/// Looks at pages; true if they are to be set again.
type Again<'p> = dyn Fn(&dyn Introspector) -> bool + Sync + 'p;

/// A part that is to be set.
pub(super) struct Part<'p> {
    /// Its name: no other part of the booklet has it.
    pub(super) name: String,
    /// The identity of all that it shows but page numbers.
    pub(super) key: Digest,
    /// Makes its sheet.
    pub(super) sheet: Box<dyn Fn() -> Result<world::Sheet<'p>, Box<Problem>> + Sync + 'p>,
    /// Looks at it when it has been set by itself; true if its sheet is another now.
    pub(super) again: Box<Again<'p>>,
}

/// A part that has been set.
pub(super) struct Bound {
    key: Digest,
    /// How many pages come before it, when it was set.
    before: usize,
    pages: EcoVec<Page>,
    info: DocumentInfo,
    asked: Asked,
    /// What may have been wrong only because other parts were not there yet.
    delayed: EcoVec<SourceDiagnostic>,
}

/// Sets all parts and binds them; `known` are those of a booklet before this one.
///
/// # Errors
/// The first thing that is wrong with the templates.
pub(super) fn bind(
    parts: &[Part<'_>],
    known: &[Arc<Bound>],
) -> Result<(PagedDocument, Vec<Arc<Bound>>), Box<Problem>> {
    let known: BTreeMap<Digest, &Arc<Bound>> = known.iter().map(|bound| (bound.key, bound)).collect();
    let are_many = parts.iter().filter(|part| !known.contains_key(&part.key)).count() > FEW;
    let rest = || if are_many { world::forget() } else { world::forget_the_old() };
    let mut bound: Vec<Arc<Bound>> = Vec::with_capacity(parts.len());
    let mut before = 0;
    for part in parts {
        // A left page has its margins at other sides.
        let same = known.get(&part.key).filter(|known| known.before % 2 == before % 2);
        let set = match same {
            Some(same) => Arc::clone(same),
            None => {
                let set = Arc::new(first(part, before)?);
                rest();
                set
            }
        };
        before += set.pages.len();
        bound.push(set);
    }
    let mut document = whole(&bound);
    for _ in 0..ROUNDS {
        let all: Arc<PagedIntrospector> = Arc::clone(document.introspector());
        let (mut before, mut again) = (0, 0);
        for (part, place) in parts.iter().zip(&mut bound) {
            let stays = place.before % 2 == before % 2 && place.asked.validate(&*all as &dyn Introspector);
            if !stays {
                *place = Arc::new(set(part, &(part.sheet)()?, before, &*all)?);
                rest();
                again += 1;
            }
            before += place.pages.len();
        }
        if again == 0 {
            break;
        }
        document = whole(&bound);
    }
    match parts.iter().zip(&bound).find(|(_, bound)| !bound.delayed.is_empty()) {
        Some((part, bound)) => Err((part.sheet)()?.first(&bound.delayed)),
        None => Ok((document, bound)),
    }
}

/// Sets a part by itself, until it is as it should be and knows on which pages it stands.
fn first(part: &Part<'_>, before: usize) -> Result<Bound, Box<Problem>> {
    let mut sheet = (part.sheet)()?;
    let mut bound = set(part, &sheet, before, &EmptyIntrospector)?;
    let mut rounds = 1;
    loop {
        let alone = Alone { pages: PagedIntrospector::new(&bound.pages), before };
        if (part.again)(&alone) {
            sheet = (part.sheet)()?;
        } else if rounds == ROUNDS || bound.asked.validate(&alone as &dyn Introspector) {
            break;
        } else {
            rounds += 1;
        }
        bound = set(part, &sheet, before, &alone)?;
    }
    Ok(bound)
}

/// Sets a part as what follows so many pages.
fn set(
    part: &Part<'_>,
    sheet: &world::Sheet<'_>,
    before: usize,
    asks: &dyn Introspector,
) -> Result<Bound, Box<Problem>> {
    let asked = Asked::new();
    let is_left = before % 2 == 1;
    let (document, delayed) = sheet.set_part(&part.name, is_left, asks, &asked)?;
    let pages = document.pages().iter().skip(usize::from(is_left)).cloned().collect();
    let info = typst::model::Document::info(&document).clone();
    Ok(Bound { key: part.key, before, pages, info, asked, delayed })
}

/// All parts as one document.
fn whole(bound: &[Arc<Bound>]) -> PagedDocument {
    let all = bound.iter().flat_map(|part| &part.pages);
    let numbered = all.zip(1..).map(|(page, number)| Page { number, ..page.clone() });
    let info = bound.first().map(|part| part.info.clone()).unwrap_or_default();
    PagedDocument::new(numbered.collect(), info)
}

/// What a part knows before the others are there: itself, and how many pages come before.
struct Alone {
    pages: PagedIntrospector,
    before: usize,
}

impl Introspector for Alone {
    fn query(&self, selector: &Selector) -> EcoVec<Content> {
        self.pages.query(selector)
    }

    fn query_first(&self, selector: &Selector) -> Option<Content> {
        self.pages.query_first(selector)
    }

    fn query_unique(&self, selector: &Selector) -> StrResult<Content> {
        self.pages.query_unique(selector)
    }

    fn query_label(&self, label: Label) -> StrResult<&Content> {
        self.pages.query_label(label)
    }

    fn query_labelled(&self) -> EcoVec<Content> {
        self.pages.query_labelled()
    }

    fn query_count_before(&self, selector: &Selector, end: Location) -> usize {
        self.pages.query_count_before(selector, end)
    }

    fn label_count(&self, label: Label) -> usize {
        self.pages.label_count(label)
    }

    fn locator(&self, key: u128, base: Location) -> Option<Location> {
        self.pages.locator(key, base)
    }

    fn pages(&self, location: Location) -> Option<NonZeroUsize> {
        self.pages.pages(location)?.checked_add(self.before)
    }

    fn page(&self, location: Location) -> Option<NonZeroUsize> {
        self.pages.page(location)?.checked_add(self.before)
    }

    fn position(&self, location: Location) -> Option<DocumentPosition> {
        let PagedPosition { page, point } = self.pages.position(location)?;
        Some(DocumentPosition::Paged(PagedPosition { page: page.checked_add(self.before)?, point }))
    }

    fn page_numbering(&self, location: Location) -> Option<&Numbering> {
        self.pages.page_numbering(location)
    }

    fn page_supplement(&self, location: Location) -> Option<&Content> {
        self.pages.page_supplement(location)
    }

    fn anchor(&self, location: Location) -> Option<&EcoString> {
        self.pages.anchor(location)
    }

    fn document(&self, location: Location) -> Option<Location> {
        self.pages.document(location)
    }

    fn path(&self, location: Location) -> Option<&VirtualPath> {
        self.pages.path(location)
    }
}
