//! What each kind of page is about.

use super::schema::{Article, Event, Organization, Person, Thing};
use super::{Linked, Told, absolute};
use crate::web::chrome::Web;
use crate::web::view::{
    ArchiveView, BoardView, ConferenceView, EmbedView, EveryoneView, GoneView, HoldersView, HomeView,
    HonoreeView, KeynoteView, KeynotesView, ListView, Meta, PhotosView, PlainView, PrivacyView,
};

impl Linked for HomeView {
    /// The site, and the office as it stands at the foot of every page.
    fn told<'v>(&'v self, page: &'v Meta, web: &'v Web) -> Told<'v> {
        let settings = &web.roll.settings;
        let publisher = Thing::Organization(Organization {
            name: &settings.publisher,
            address: settings.contact.address.as_deref(),
            telephone: settings.contact.phone.as_deref(),
            email: settings.contact.email.as_deref(),
            ..Organization::default()
        });
        Told { kind: "WebSite", publisher: Some(publisher), ..Told::page(page) }
    }
}

impl Linked for HonoreeView {
    fn told<'v>(&'v self, page: &'v Meta, web: &'v Web) -> Told<'v> {
        let won = self.awards.iter().map(|won| format!("{} ({})", won.award.label, won.year));
        let honour = self.honour.iter().map(|honour| format!("{} ({})", honour.award.label, self.term));
        let award = honour.chain(won).collect();
        let image = self.picture.as_ref().map(|picture| absolute(web, &picture.src));
        let name = &self.name;
        let thing = if self.person {
            let (job_title, works_for) = (Some(self.job.as_str()), Some(organization(&self.unit.label)));
            Thing::Person(Person { name, job_title, works_for, award, image, ..Person::default() })
        } else {
            let description = self.lead.as_deref();
            Thing::Organization(Organization { name, description, award, image, ..Organization::default() })
        };
        Told { here: name, ..Told::of(page, thing) }
    }
}

impl Linked for KeynoteView {
    fn told<'v>(&'v self, page: &'v Meta, web: &'v Web) -> Told<'v> {
        let whose = self.whose.iter().map(|who| {
            let (name, url) = (who.name.as_str(), Some(absolute(web, &who.href)));
            if who.person {
                Thing::Person(Person { name, url, ..Person::default() })
            } else {
                Thing::Organization(Organization { name, url, ..Organization::default() })
            }
        });
        // A speaker who is named tells of the honourees; otherwise they tell of themselves.
        let (author, about) = match &self.speaker {
            Some(name) => (vec![Thing::Person(Person { name, ..Person::default() })], whose.collect()),
            None => (whose.collect(), Vec::new()),
        };
        Told::of(
            page,
            Thing::Article(Article {
                headline: &self.title,
                description: self.lead.as_deref(),
                author,
                about,
                publisher: organization(&web.roll.settings.publisher),
                date_published: self.told_on.as_ref().map(|day| day.iso.as_str()),
                image: picture(page, web),
            }),
        )
    }
}

impl Linked for ConferenceView {
    fn told<'v>(&'v self, page: &'v Meta, web: &'v Web) -> Told<'v> {
        Told::of(
            page,
            Thing::Event(Event {
                name: &self.title,
                start_date: self.held_on.as_ref().map(|day| day.iso.as_str()),
                location: self.place.as_deref().map(|name| Box::new(Thing::Place { name })),
                organizer: Some(organization(&self.publisher)),
                image: picture(page, web),
                ..Event::default()
            }),
        )
    }
}

impl Linked for BoardView {
    fn told<'v>(&'v self, page: &'v Meta, web: &'v Web) -> Told<'v> {
        Told::list_of(page, &self.conference, web)
    }
}

impl Linked for KeynotesView {
    fn told<'v>(&'v self, page: &'v Meta, web: &'v Web) -> Told<'v> {
        Told::list_of(page, &self.conference, web)
    }
}

impl Linked for PhotosView {
    fn told<'v>(&'v self, page: &'v Meta, web: &'v Web) -> Told<'v> {
        Told::list_of(page, &self.conference, web)
    }
}

impl Linked for EveryoneView {
    fn told<'v>(&'v self, page: &'v Meta, _: &'v Web) -> Told<'v> {
        Told::list(page)
    }
}

impl Linked for ListView {
    fn told<'v>(&'v self, page: &'v Meta, _: &'v Web) -> Told<'v> {
        Told::list(page)
    }
}

impl Linked for ArchiveView {
    fn told<'v>(&'v self, page: &'v Meta, _: &'v Web) -> Told<'v> {
        Told::list(page)
    }
}

impl Linked for HoldersView {
    fn told<'v>(&'v self, page: &'v Meta, _: &'v Web) -> Told<'v> {
        Told::list(page)
    }
}

impl Linked for PlainView {
    fn told<'v>(&'v self, page: &'v Meta, _: &'v Web) -> Told<'v> {
        Told::page(page)
    }
}

impl Linked for PrivacyView {
    fn told<'v>(&'v self, page: &'v Meta, _: &'v Web) -> Told<'v> {
        Told::page(page)
    }
}

impl Linked for GoneView {
    fn told<'v>(&'v self, page: &'v Meta, _: &'v Web) -> Told<'v> {
        Told::page(page)
    }
}

impl Linked for EmbedView {
    fn told<'v>(&'v self, page: &'v Meta, _: &'v Web) -> Told<'v> {
        Told::page(page)
    }
}

fn organization(name: &str) -> Box<Thing<'_>> {
    Box::new(Thing::Organization(Organization { name, ..Organization::default() }))
}

/// The share card of a page, where it shows something of its own.
fn picture(page: &Meta, web: &Web) -> Option<String> {
    let of_all = web.share.as_ref().map(|share| &share.href);
    let own = page.share.as_ref().filter(|share| Some(&share.href) != of_all);
    own.map(|share| absolute(web, &share.href))
}
