//! A conference and its pictures.

use crate::model::Choice as _;
use crate::model::board::Chapter;
use crate::web::chrome::Web;
use crate::web::contract;
use crate::web::draft::Draft;
use crate::web::pictures::Shape;
use crate::web::routes;
use crate::web::view::{AlbumView, ConferenceView, EventView, PhotosView, PictureView, PresidiumView};

/// Pictures of the album on the conference's own page.
const PREVIEW: usize = 4;

impl Web {
    pub(super) fn conference(&self, path: &str, at: usize, chapter: &Chapter) -> Box<dyn Draft + '_> {
        let conference = &chapter.conference;
        let id = &conference.id;
        let publisher = conference.publisher.clone().unwrap_or_else(|| self.roll.settings.publisher.clone());
        let term = conference.term.to_string();
        let gaps = [("title", conference.title.as_str()), ("term", &term), ("publisher", &publisher)];
        let mut page =
            self.meta(path, "conference", &conference.title, self.phrase("conference.description", &gaps));
        page.share = self.conference_share(at);
        let presidium = conference.presidium.iter().map(|member| PresidiumView {
            name: member.name.clone(),
            role: member.role.clone(),
            fighter: member.emulation_fighter,
        });
        let events = conference
            .events
            .iter()
            .map(|event| EventView { words: self.side_event(event), link: event.link.clone() });
        let all_pictures: Vec<PictureView> = chapter
            .albums
            .iter()
            .flat_map(|album| &album.pictures)
            .filter_map(|photo| self.pictures.view(photo, Shape::Whole))
            .collect();
        let featured = chapter.places().zip(chapter.listed()).filter(|(_, l)| l.honoree.featured);
        let view = ConferenceView {
            title: conference.title.clone(),
            form: conference.form.as_deref().map(|form| self.form(form)),
            level: self.word(&format!("level.{}", conference.level.word())),
            term,
            held_on: conference.held_on.map(|date| self.day_view(date)),
            place: conference.place.clone(),
            publisher,
            occasions: conference.occasions.clone(),
            basis: conference.basis.iter().map(|document| self.document(document)).collect(),
            decision: conference.decision.as_ref().map(|decision| self.document(decision)),
            foreword: (!conference.foreword.blocks().is_empty())
                .then(|| self.html(path, &conference.foreword, 3, &[], &conference.placed)),
            figures: self.figure_views(chapter.records()),
            statistics: self.statistics(at, chapter),
            presidium: presidium.collect(),
            events: events.collect(),
            keynotes: self.keynote_cards(chapter, usize::MAX),
            photos: (!all_pictures.is_empty()).then(|| routes::photos(id)),
            pictures: all_pictures.into_iter().take(PREVIEW).collect(),
            prints: self.prints([
                (routes::booklet(id), "print.booklet_file"),
                (routes::booklet_for_press(id), "print.press_file"),
                (routes::booklet_folded(id), "print.folded_file"),
                (routes::panels(id), "print.panels"),
            ]),
            board: routes::gallery(id),
            featured: self.cards_of(at, featured.map(|(place, _)| place)),
        };
        self.page(&contract::CONFERENCE, page, view)
    }

    pub(super) fn photos(&self, path: &str, at: usize, chapter: &Chapter) -> Box<dyn Draft + '_> {
        let title = self.word("photos.title");
        let conference = self.conference_link(chapter);
        let description = self.phrase("photos.description", &[("title", &conference.label)]);
        let mut page = self.meta(path, "conference", &title, description);
        page.crumbs.push(self.conference_crumb(chapter));
        page.context = Some(self.conference_crumb(chapter).label);
        page.share = self.conference_share(at);
        let albums = chapter.albums.iter().map(|album| AlbumView {
            title: album.title.clone(),
            date: album.date.map(|date| self.day(date)),
            pictures: album.pictures.iter().filter_map(|p| self.pictures.view(p, Shape::Whole)).collect(),
        });
        let albums = albums.collect();
        self.page(&contract::PHOTOS, page, PhotosView { conference, albums })
    }
}
