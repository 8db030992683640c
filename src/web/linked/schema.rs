//! The few words of schema.org that are spoken here.

use serde::Serialize;

/// Something a page is about, or names on its way.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all_fields = "camelCase")]
pub(super) enum Thing<'v> {
    WebSite(WebSite<'v>),
    BreadcrumbList { item_list_element: Vec<Thing<'v>> },
    ListItem(ListItem<'v>),
    Person(Person<'v>),
    Organization(Organization<'v>),
    Article(Article<'v>),
    Event(Event<'v>),
    Place { name: &'v str },
}

#[derive(Serialize)]
pub(super) struct WebSite<'v> {
    pub(super) name: &'v str,
    pub(super) url: &'v str,
}

#[derive(Serialize)]
pub(super) struct ListItem<'v> {
    pub(super) position: usize,
    pub(super) name: &'v str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) item: Option<String>,
}

/// A person: no more than name, job, unit, awards and portrait (`domain.md` P13).
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Person<'v> {
    pub(super) name: &'v str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) job_title: Option<&'v str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) works_for: Option<Box<Thing<'v>>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) award: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) image: Option<String>,
}

#[derive(Default, Serialize)]
pub(super) struct Organization<'v> {
    pub(super) name: &'v str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'v str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) award: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<&'v str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) telephone: Option<&'v str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) email: Option<&'v str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Article<'v> {
    pub(super) headline: &'v str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'v str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) author: Vec<Thing<'v>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) about: Vec<Thing<'v>>,
    pub(super) publisher: Box<Thing<'v>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_published: Option<&'v str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) image: Option<String>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Event<'v> {
    pub(super) name: &'v str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) start_date: Option<&'v str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) location: Option<Box<Thing<'v>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) organizer: Option<Box<Thing<'v>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) image: Option<String>,
}
