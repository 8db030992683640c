//! All that templates, typesetter and data files can ever be given: each field is on a list, and none is of a kind that is private.
//!
//! `UPDATE=1 cargo test views` writes `tests/suite/views.txt` anew. A field that comes is a decision: read the difference
//! before you commit it (`domain.md` P1, P2).

use std::collections::BTreeSet;
use std::fs;

use syn::{Attribute, GenericArgument, Item, ItemStruct, PathArguments, Type};

use crate::sources::sources;

/// What is never told of anybody, as parts of a field's name.
const PRIVATE: [&str; 28] = [
    "phone",
    "telephone",
    "mobile",
    "email",
    "mail",
    "birth",
    "born",
    "age",
    "cccd",
    "cmnd",
    "passport",
    "identity",
    "address",
    "home",
    "native",
    "gender",
    "sex",
    "ethnic",
    "party",
    "religion",
    "marital",
    "account",
    "vote",
    "consent",
    "approval",
    "evidence",
    "private",
    "received",
];

/// Fields that have such a name and tell of no person, each with its reason.
const HARMLESS: &[(&str, &str)] = &[
    ("print HonoreeView.address", "where the page is on the web"),
    ("print PanelView.address", "where the page is on the web"),
    ("print SiteView.address", "the office's own, or the site's on the web"),
    ("print SiteView.email", "the office's own"),
    ("print SiteView.phone", "the office's own"),
    ("web Feed.home_page_url", "where the site stands"),
    ("web SiteView.address", "the office's own"),
    ("web SiteView.email", "the office's own"),
    ("web SiteView.phone", "the office's own"),
    ("web Organization.address", "the office's own"),
    ("web Organization.email", "the office's own"),
    ("web Organization.telephone", "the office's own"),
];

fn is_serialised(attributes: &[Attribute]) -> bool {
    let mut found = false;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        attribute
            .parse_nested_meta(|meta| {
                found |= meta.path.segments.last().is_some_and(|last| last.ident == "Serialize");
                Ok(())
            })
            .unwrap();
    }
    found
}

/// Every structure that can leave the engine, wherever it is declared.
fn structs() -> Vec<(String, ItemStruct)> {
    let mut structs = Vec::new();
    for source in sources("src/web").into_iter().chain(sources("src/print")) {
        for item in syn::parse_file(&source.text).unwrap().items {
            if let Item::Struct(item) = item
                && (is_serialised(&item.attrs) || source.path.contains("/view"))
            {
                let side = source.path.split('/').nth(1).unwrap().to_owned();
                structs.push((side, item));
            }
        }
    }
    structs
}

fn fields() -> BTreeSet<String> {
    let mut fields = BTreeSet::new();
    for (side, item) in structs() {
        for (at, field) in item.fields.iter().enumerate() {
            let name = field.ident.as_ref().map_or_else(|| at.to_string(), ToString::to_string);
            fields.insert(format!("{side} {}.{name}", item.ident));
        }
    }
    fields
}

#[test]
fn what_can_be_told_is_on_the_list() {
    let path = format!("{}/tests/suite/views.txt", env!("CARGO_MANIFEST_DIR"));
    let fields = fields();
    assert!(fields.len() > 150, "the views could not be read: {}", fields.len());
    let written = fields.iter().map(|field| format!("{field}\n")).collect::<String>();
    if std::env::var_os("UPDATE").is_some() {
        return fs::write(path, written).unwrap();
    }
    let listed = fs::read_to_string(path).unwrap_or_default();
    let known: BTreeSet<String> = listed.lines().map(str::to_owned).collect();
    let new: Vec<&String> = fields.difference(&known).collect();
    let gone: Vec<&String> = known.difference(&fields).collect();
    assert!(new.is_empty() && gone.is_empty(), "not on the list: {new:#?}; on it and gone: {gone:#?}");
}

#[test]
fn nothing_on_the_list_is_private() {
    let private = |field: &String| {
        let (_, name) = field.split_once('.').unwrap();
        let parts: Vec<&str> = name.split('_').collect();
        PRIVATE.iter().any(|word| parts.contains(word))
    };
    let (found, harmless): (Vec<String>, Vec<String>) = fields()
        .into_iter()
        .filter(private)
        .partition(|field| !HARMLESS.iter().any(|(known, _)| *known == field.as_str()));
    assert!(found.is_empty(), "{found:#?}");
    assert_eq!(harmless.len(), HARMLESS.len(), "take off the list what is no more");
}

/// What the gate judges by, and what it lets through: kept between runs, and so able to be written, but for no reader.
const NOUNS: [&str; 12] = [
    "Honoree",
    "Name",
    "Initiative",
    "AwardWon",
    "Honour",
    "Keynote",
    "Photo",
    "Nomination",
    "Submission",
    "Consent",
    "Approval",
    "Private",
];

/// The names in a type.
fn names(of: &Type, found: &mut BTreeSet<String>) {
    match of {
        Type::Path(path) => {
            for segment in &path.path.segments {
                found.insert(segment.ident.to_string());
                if let PathArguments::AngleBracketed(inner) = &segment.arguments {
                    for argument in &inner.args {
                        if let GenericArgument::Type(inner) = argument {
                            names(inner, found);
                        }
                    }
                }
            }
        }
        Type::Reference(inner) => names(&inner.elem, found),
        Type::Slice(inner) => names(&inner.elem, found),
        Type::Array(inner) => names(&inner.elem, found),
        Type::Tuple(inner) => inner.elems.iter().for_each(|inner| names(inner, found)),
        _ => panic!("a view holds a type of a kind that is not looked into"),
    }
}

#[test]
fn what_can_be_told_is_made_of_texts_numbers_and_views() {
    for (side, item) in structs() {
        let mut found = BTreeSet::new();
        item.fields.iter().for_each(|field| names(&field.ty, &mut found));
        let nouns: Vec<_> = NOUNS.iter().filter(|noun| found.contains(**noun)).collect();
        assert!(nouns.is_empty(), "{side} {} holds {nouns:?}", item.ident);
    }
}

/// And whoever draws up views does not even know them.
#[test]
fn no_view_holds_a_noun_of_the_dossier() {
    for source in sources("src/web").into_iter().chain(sources("src/print")) {
        if source.path.contains("/view") {
            for noun in NOUNS.iter().chain(&["Settings"]) {
                let named = source.text.lines().any(|line| {
                    line.starts_with("use ")
                        && line.split(|c: char| !c.is_alphanumeric()).any(|word| word == *noun)
                });
                assert!(!named, "{} names {noun}", source.path);
            }
        }
    }
}
