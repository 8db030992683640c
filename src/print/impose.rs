//! Imposition for saddle stitching: two pages a side, so that a pile of sheets, folded once, reads from front to back.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::pdf::{pages, rectangle};

/// Which pages, counted from 1, stand left and right on each side of the sheets, front and back in turn.
///
/// Blank pages that are needed for a multiple of four come before the last page, which is the back cover.
#[must_use]
pub fn sides(pages: usize) -> Vec<[Option<usize>; 2]> {
    let padded = pages.next_multiple_of(4);
    let page = |place: usize| match place {
        place if place == padded => Some(pages),
        place if place < pages => Some(place),
        _ => None,
    };
    let sheet = |sheet: usize| {
        let (first, last) = (2 * sheet + 1, padded - 2 * sheet);
        [[page(last), page(first)], [page(first + 1), page(last - 1)]]
    };
    (0..padded / 4).flat_map(sheet).collect()
}

/// Puts blank pages before the last, the back cover, until they are a multiple of four (`domain.md` §2.3).
pub(super) fn pad(pdf: &mut Document) -> Result<(), lopdf::Error> {
    let all = pages(pdf);
    let Some(cover) = all.last().copied() else { return Ok(()) };
    let of_cover = pdf.get_dictionary(cover)?;
    let mut blank = dictionary! { "Type" => "Page", "Resources" => Dictionary::new() };
    for key in ["Parent", "MediaBox", "CropBox", "BleedBox", "TrimBox"] {
        if let Ok(value) = of_cover.get(key.as_bytes()) {
            blank.set(key, value.clone());
        }
    }
    let mut above = of_cover.get(b"Parent").and_then(Object::as_reference);
    let blanks = all.len().next_multiple_of(4) - all.len();
    let blanks: Vec<Object> = (0..blanks).map(|_| pdf.add_object(blank.clone()).into()).collect();
    let added = i64::try_from(blanks.len()).unwrap_or(0);
    if let Ok(parent) = above {
        let kids = pdf.get_dictionary_mut(parent)?.get_mut(b"Kids").and_then(Object::as_array_mut)?;
        let at = kids.iter().position(|kid| kid.as_reference().ok() == Some(cover)).unwrap_or(kids.len());
        kids.splice(at..at, blanks);
    }
    // Every branch above counts its leaves.
    while let Ok(branch) = above {
        let branch = pdf.get_dictionary_mut(branch)?;
        let count = branch.get(b"Count").and_then(Object::as_i64)?;
        branch.set("Count", count + added);
        above = branch.get(b"Parent").and_then(Object::as_reference);
    }
    Ok(())
}

/// Lays the pages of a PDF two a side, for printing on both sides, turned at the short edge.
pub(super) fn two_up(mut pdf: Document) -> Result<Document, lopdf::Error> {
    let originals = pages(&pdf);
    let mut forms = Vec::with_capacity(originals.len());
    for page in originals {
        forms.push(form(&mut pdf, page)?);
    }
    let Some((_, (width, height))) = forms.first().copied() else { return Ok(pdf) };
    let tree = pdf.new_object_id();
    let mut kids: Vec<Object> = Vec::new();
    for side in sides(forms.len()) {
        let mut names = Dictionary::new();
        let mut drawing = Vec::new();
        for (place, page) in side.into_iter().enumerate() {
            let Some((form, _)) = page.and_then(|page| forms.get(page.checked_sub(1)?)) else { continue };
            let (name, left) = if place == 0 { ("L", 0.0) } else { ("R", width) };
            names.set(name, *form);
            let matrix = [1.0, 0.0, 0.0, 1.0, left, 0.0].map(Object::Real).to_vec();
            drawing.push(Operation::new("q", Vec::new()));
            drawing.push(Operation::new("cm", matrix));
            drawing.push(Operation::new("Do", vec![Object::Name(name.into())]));
            drawing.push(Operation::new("Q", Vec::new()));
        }
        let drawing = Content { operations: drawing }.encode()?;
        let contents = pdf.add_object(Stream::new(Dictionary::new(), drawing));
        let sheet = [0.0, 0.0, width * 2.0, height].map(Object::Real).to_vec();
        let page = dictionary! {
            "Type" => "Page",
            "Parent" => tree,
            "MediaBox" => sheet,
            "Contents" => contents,
            "Resources" => dictionary! { "XObject" => names },
        };
        kids.push(pdf.add_object(page).into());
    }
    let count = i64::try_from(kids.len()).unwrap_or(i64::MAX);
    pdf.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let catalog = pdf.catalog_mut()?;
    // What leads to single pages leads nowhere on a sheet of two.
    for key in ["Outlines", "Names", "Dests", "PageLabels", "OpenAction", "PageMode"] {
        catalog.remove(key.as_bytes());
    }
    catalog.set("Pages", tree);
    catalog.set(
        "ViewerPreferences",
        dictionary! { "Duplex" => "DuplexFlipShortEdge", "DisplayDocTitle" => true },
    );
    pdf.prune_objects();
    pdf.renumber_objects();
    Ok(pdf)
}

/// A page as something to be drawn, with its width and height.
fn form(pdf: &mut Document, page: ObjectId) -> Result<(ObjectId, (f32, f32)), lopdf::Error> {
    let content = pdf.get_page_content(page);
    let dictionary = pdf.get_dictionary(page)?;
    let [left, bottom, right, top] = dictionary.get(b"MediaBox").and_then(rectangle)?;
    let resources = dictionary.get(b"Resources")?.clone();
    let mut form = Stream::new(
        dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => [left, bottom, right, top].map(Object::Real).to_vec(),
            "Matrix" => [1.0, 0.0, 0.0, 1.0, -left, -bottom].map(Object::Real).to_vec(),
            "Resources" => resources,
        },
        content,
    );
    form.compress()?;
    Ok((pdf.add_object(form), (right - left, top - bottom)))
}
