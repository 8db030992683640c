//! From a set document to the three editions of it: for the screen, for the print shop, for folding.

use std::collections::BTreeMap;

use lopdf::{Document, Object, ObjectId};
use typst::diag::SourceResult;
use typst::ecow::EcoVec;
use typst::foundations::Smart;
use typst::layout::Sides;
use typst::model::Document as _;
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::impose;
use crate::files::{Bytes, Digest};

/// The PDF for screens: tagged (PDF/UA-1), with links, the paper cut.
pub(super) fn screen(document: &PagedDocument, ident: &str) -> SourceResult<Vec<u8>> {
    let accessible = PdfStandards::new(&[PdfStandard::Ua_1]).unwrap_or_default();
    typst_pdf::pdf(&cut(document), &options(ident, accessible, true))
}

/// The PDF for a print shop: `bleed` millimetres of colour beyond the cut and marks beyond that, pictures exchanged
/// for the large ones, nothing that only a screen needs, and as many pages as saddle stitching needs.
pub(super) fn press(
    document: &PagedDocument,
    ident: &str,
    pictures: &BTreeMap<Digest, Bytes>,
    bleed: f64,
) -> Result<Vec<u8>, Fault> {
    let mut pdf = bled(document, ident, pictures, bleed)?;
    impose::pad(&mut pdf)?;
    written(pdf)
}

/// Its pages with their bleed, before anything is asked of their number.
fn bled(
    document: &PagedDocument,
    ident: &str,
    pictures: &BTreeMap<Digest, Bytes>,
    bleed: f64,
) -> Result<Document, Fault> {
    let mut pdf = flat(document, ident, pictures)?;
    for page in pages(&pdf) {
        let dictionary = pdf.get_object_mut(page).and_then(Object::as_dict_mut)?;
        dictionary.remove(b"Annots");
        // A theme's own sheet may have no bleed.
        let trim = dictionary.get(b"TrimBox").or_else(|_| dictionary.get(b"MediaBox")).and_then(rectangle)?;
        let bleed = points(bleed);
        let [left, bottom, right, top] = trim;
        let bled = [left - bleed, bottom - bleed, right + bleed, top + bleed];
        dictionary.set("BleedBox", bled.map(Object::Real).to_vec());
    }
    Ok(pdf)
}

/// The PDF of an exhibition panel: for the print shop as well, with its pictures as they are set.
pub(super) fn panel(document: &PagedDocument, ident: &str, bleed: f64) -> Result<Vec<u8>, Fault> {
    written(bled(document, ident, &BTreeMap::new(), bleed)?)
}

/// The PDF for folding: two pages a side, in the order that saddle stitching needs.
pub(super) fn folded(
    document: &PagedDocument,
    ident: &str,
    pictures: &BTreeMap<Digest, Bytes>,
) -> Result<Vec<u8>, Fault> {
    let pdf = flat(&cut(document), ident, pictures)?;
    written(impose::two_up(pdf)?)
}

/// What can go wrong with a PDF of our own making.
pub(super) enum Fault {
    /// The typesetter says so.
    Set(EcoVec<typst::diag::SourceDiagnostic>),
    /// It does not look as it should.
    Pdf(lopdf::Error),
}

impl From<lopdf::Error> for Fault {
    fn from(error: lopdf::Error) -> Self {
        Self::Pdf(error)
    }
}

impl From<EcoVec<typst::diag::SourceDiagnostic>> for Fault {
    fn from(errors: EcoVec<typst::diag::SourceDiagnostic>) -> Self {
        Self::Set(errors)
    }
}

/// The same pages without what the knife takes away.
fn cut(document: &PagedDocument) -> PagedDocument {
    let cut = |page: &Page| Page { bleed: Sides::splat(typst::layout::Abs::zero()), ..page.clone() };
    PagedDocument::new(document.pages().iter().map(cut).collect(), document.info().clone())
}

fn options(ident: &str, standards: PdfStandards, tagged: bool) -> PdfOptions {
    PdfOptions {
        // Nothing of the moment or the machine: the same board gives the same bytes.
        ident: Smart::Custom(ident.to_owned()),
        creator: Smart::Custom(Some("bangvang".to_owned())),
        timestamp: None,
        standards,
        tagged,
        ..PdfOptions::default()
    }
}

fn flat(
    document: &PagedDocument,
    ident: &str,
    pictures: &BTreeMap<Digest, Bytes>,
) -> Result<Document, Fault> {
    let bytes = typst_pdf::pdf(document, &options(ident, PdfStandards::default(), false))?;
    let mut pdf = Document::load_mem(&bytes)?;
    drop(bytes);
    for object in pdf.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        // The typesetter passes JPEGs through as they are, so each is known by its content.
        if let Some(large) = pictures.get(&Digest::of(&stream.content))
            && let Some((width, height)) = jpeg_size(large)
        {
            stream.dict.set("Width", i64::from(width));
            stream.dict.set("Height", i64::from(height));
            stream.set_content(large.to_vec());
        }
    }
    Ok(pdf)
}

/// Pixels across and down, from the frame header of a JPEG of our own.
fn jpeg_size(jpeg: &[u8]) -> Option<(u16, u16)> {
    let number = |at: usize| Some(u16::from_be_bytes([*jpeg.get(at)?, *jpeg.get(at + 1)?]));
    let mut at = 2;
    loop {
        let kind = number(at)?;
        // Start of frame, whatever the process; C4, C8 and CC in that range are tables.
        if (0xffc0..=0xffcf).contains(&kind) && !matches!(kind, 0xffc4 | 0xffc8 | 0xffcc) {
            return Some((number(at + 7)?, number(at + 5)?));
        }
        at += 2 + usize::from(number(at + 2)?);
    }
}

/// The pages in their order.
pub(super) fn pages(pdf: &Document) -> Vec<ObjectId> {
    pdf.get_pages().into_values().collect()
}

/// Left, bottom, right, top.
pub(super) fn rectangle(object: &Object) -> Result<[f32; 4], lopdf::Error> {
    let mut sides = [0.0; 4];
    for (side, number) in sides.iter_mut().zip(object.as_array()?) {
        *side = number.as_float()?;
    }
    Ok(sides)
}

fn points(millimetres: f64) -> f32 {
    // A length on paper is far from the limits of either type.
    #[expect(clippy::cast_possible_truncation)]
    let points = (millimetres * 72.0 / 25.4) as f32;
    points
}

fn written(mut pdf: Document) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).map_err(lopdf::Error::from)?;
    Ok(bytes)
}
