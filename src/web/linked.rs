//! What a page says to search engines (JSON-LD, schema.org), drawn from the page's own view: nothing that the
//! page does not show can be in it.

mod schema;
mod views;

use self::schema::{Event, ListItem, Thing, WebSite};
use super::chrome::Web;
use super::draft::Html;
use super::routes;
use super::view::{LinkView, Meta};
use crate::model::Choice as _;
use serde::Serialize;

/// A view that can tell machines what its page is about.
pub(super) trait Linked {
    /// What the page is about.
    fn told<'v>(&'v self, page: &'v Meta, web: &'v Web) -> Told<'v>;
}

/// What is told of a page.
pub(super) struct Told<'v> {
    /// `WebPage`, or a kind of it.
    kind: &'static str,
    /// What the page is called at the end of the way to it.
    here: &'v str,
    /// The one thing it describes.
    main_entity: Option<Thing<'v>>,
    /// What all that it lists belongs to.
    about: Option<Thing<'v>>,
    /// Who publishes the site; on the home page.
    publisher: Option<Thing<'v>>,
}

impl<'v> Told<'v> {
    fn page(page: &'v Meta) -> Self {
        Self { kind: "WebPage", here: &page.title, main_entity: None, about: None, publisher: None }
    }

    /// A page that describes one thing.
    fn of(page: &'v Meta, thing: Thing<'v>) -> Self {
        Self { main_entity: Some(thing), ..Self::page(page) }
    }

    fn list(page: &'v Meta) -> Self {
        Self { kind: "CollectionPage", ..Self::page(page) }
    }

    /// A list of what belongs to a conference.
    fn list_of(page: &'v Meta, conference: &'v LinkView, web: &Web) -> Self {
        let url = Some(absolute(web, &conference.href));
        let event = Event { name: &conference.label, url, ..Event::default() };
        Self { about: Some(Thing::Event(event)), ..Self::list(page) }
    }
}

/// The JSON-LD of a page; none of pages that must not be found.
pub(super) fn linked<V: Linked>(web: &Web, page: &Meta, view: &V) -> Option<Html> {
    let url = page.canonical.as_deref()?;
    let settings = &web.roll.settings;
    let told = view.told(page, web);
    let is_site = told.kind == "WebSite";
    let site = WebSite { name: &settings.title, url: &settings.base_url };
    let node = Node {
        context: "https://schema.org",
        kind: told.kind,
        url,
        name: &page.title,
        in_language: settings.language.word(),
        is_part_of: (!is_site).then_some(Thing::WebSite(site)),
        breadcrumb: (!page.crumbs.is_empty()).then(|| way(web, page, told.here)),
        main_entity: told.main_entity,
        about: told.about,
        publisher: told.publisher,
    };
    // Our own structs of text and numbers cannot fail to serialise.
    Some(Html::ready(contained(&serde_json::to_string(&node).unwrap_or_default())))
}

/// JSON that can stand in a `script` element whatever its texts say: nothing in it ends the element, begins a
/// comment, or is a line end to JavaScript and not to JSON.
fn contained(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 64);
    for letter in json.chars() {
        match letter {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            other => out.push(other),
        }
    }
    out
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Node<'v> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    url: &'v str,
    name: &'v str,
    in_language: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_part_of: Option<Thing<'v>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    breadcrumb: Option<Thing<'v>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    main_entity: Option<Thing<'v>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<Thing<'v>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Thing<'v>>,
}

/// The way to a page, the page itself at the end.
fn way<'v>(web: &Web, page: &'v Meta, here: &'v str) -> Thing<'v> {
    let crumbs = page.crumbs.iter().map(|crumb| (crumb.label.as_str(), Some(absolute(web, &crumb.href))));
    let steps = crumbs.chain([(here, None)]).zip(1..);
    let step = |((name, item), position)| Thing::ListItem(ListItem { position, name, item });
    Thing::BreadcrumbList { item_list_element: steps.map(step).collect() }
}

fn absolute(web: &Web, path: &str) -> String {
    format!("{}{}", web.roll.settings.base_url, routes::public(path))
}
