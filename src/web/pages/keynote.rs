//! Keynotes: their list and each one's page.

use std::sync::Arc;

use rayon::prelude::*;

use crate::model::board::Chapter;
use crate::model::honoree::Kind;
use crate::model::keynote::Keynote;
use crate::web::chrome::Web;
use crate::web::contract;
use crate::web::draft::{Draft, Written};
use crate::web::pictures::Shape;
use crate::web::routes;
use crate::web::view::{KeynoteCard, KeynoteView, KeynotesView, LinkView, WhoView};

/// Words an unhurried reader reads in a minute: Vietnamese words are syllables.
const WORDS_A_MINUTE: u32 = 200;

impl Web {
    pub(super) fn keynotes(&self, path: &str, chapter: &Chapter) -> Box<dyn Draft + '_> {
        let conference = self.conference_link(chapter);
        let title = self.word("keynotes.title");
        let description = self.phrase("keynotes.description", &[("title", &conference.label)]);
        let mut page = self.meta(path, "keynotes", &title, description);
        page.crumbs.push(self.conference_crumb(chapter));
        page.context = Some(self.conference_crumb(chapter).label);
        let (presented, sent): (Vec<_>, Vec<_>) = chapter.keynotes.iter().partition(|k| k.presented);
        let cards = |keynotes: Vec<&Arc<Keynote>>| {
            keynotes.into_iter().map(|keynote| self.keynote_card(chapter, keynote)).collect()
        };
        let (presented, sent) = (cards(presented), cards(sent));
        self.page(&contract::KEYNOTES, page, KeynotesView { conference, presented, sent })
    }

    pub(super) fn keynote<'s>(
        &'s self,
        path: &str,
        at: usize,
        chapter: &'s Chapter,
        place: usize,
    ) -> Box<dyn Draft + 's> {
        let Some(keynote) = chapter.keynotes.get(place) else {
            return Box::new(Written(Vec::new()));
        };
        let id = &chapter.conference.id;
        let conference = self.conference_link(chapter);
        let by = self.by(chapter, keynote);
        let description = match &keynote.lead {
            Some(lead) => lead.clone(),
            None => self.phrase("keynote.description", &[("by", &by), ("title", &conference.label)]),
        };
        let mut page = self.meta(path, "keynotes", &keynote.title, description);
        let list = LinkView { href: routes::keynotes(id), label: self.word("keynotes.title") };
        page.crumbs.extend([self.conference_crumb(chapter), list]);
        page.kind = "article";
        page.share = self.keynote_share_card(chapter, keynote).map(|card| self.share(&card));
        let photos: Vec<_> = keynote.pictures.iter().collect();
        let unplaced = keynote.pictures.iter().filter(|p| !keynote.placed.contains(&p.file));
        let neighbour = |at: Option<usize>| {
            let other = chapter.keynotes.get(at?)?;
            Some(LinkView { href: routes::keynote(id, &other.id), label: other.title.clone() })
        };
        let places: Vec<usize> = keynote.honorees.iter().filter_map(|id| chapter.place(id)).collect();
        let whose = places.iter().filter_map(|at| chapter.honorees.get(*at)).map(|listed| WhoView {
            href: routes::honoree(id, &listed.honoree.id),
            name: listed.honoree.name.full.clone(),
            person: listed.honoree.kind == Kind::Individual,
        });
        let taken = chapter.place(&keynote.id).is_some();
        let view = KeynoteView {
            title: keynote.title.clone(),
            lead: keynote.lead.clone(),
            speaker: keynote.speaker.clone(),
            domain: keynote.domain.map(|domain| self.domain(domain)),
            presented: keynote.presented,
            told_on: chapter.conference.held_on.filter(|_| keynote.presented).map(|day| self.day_view(day)),
            minutes: minutes(keynote),
            whose: whose.collect(),
            story: self.html(path, &keynote.story, 2, &photos, &keynote.placed),
            honorees: self.cards_of(at, places),
            pictures: unplaced.filter_map(|p| self.pictures.view(p, Shape::Whole)).collect(),
            video: keynote.video.clone(),
            prints: self.prints_of(
                id,
                &format!("keynote-{}", keynote.id),
                routes::keynote_panel(id, &keynote.id, taken),
            ),
            previous: neighbour(place.checked_sub(1)),
            next: neighbour(Some(place + 1)),
        };
        self.page(&contract::KEYNOTE, page, view)
    }

    /// The first keynotes of a conference, at most so many, as they stand in lists.
    pub(super) fn keynote_cards(&self, chapter: &Chapter, most: usize) -> Vec<KeynoteCard> {
        chapter.keynotes.par_iter().take(most).map(|keynote| self.keynote_card(chapter, keynote)).collect()
    }

    fn keynote_card(&self, chapter: &Chapter, keynote: &Keynote) -> KeynoteCard {
        KeynoteCard {
            href: routes::keynote(&chapter.conference.id, &keynote.id),
            title: keynote.title.clone(),
            lead: keynote.lead.clone(),
            by: self.by(chapter, keynote),
            minutes: minutes(keynote),
            picture: keynote.pictures.first().and_then(|p| self.pictures.view(p, Shape::Whole)),
        }
    }
}

fn minutes(keynote: &Keynote) -> u32 {
    keynote.words.div_ceil(WORDS_A_MINUTE).max(1)
}
