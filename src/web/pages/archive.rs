//! The archive: every conference by its term, with a few of the people of each.

use crate::model::Choice as _;
use crate::model::board::{Chapter, count_kinds};
use crate::web::chrome::Web;
use crate::web::contract;
use crate::web::draft::{Draft, Shared};
use crate::web::routes;
use crate::web::view::{ArchiveTerm, ArchiveView, ArchivedConference, Card};

/// People shown of a conference: a row of the gallery.
const SHOWN: usize = 6;

impl Web {
    pub(super) fn archive(&self, path: &str) -> Box<dyn Draft + '_> {
        let mut terms: Vec<ArchiveTerm> = Vec::new();
        for (at, chapter) in self.roll.chapters.iter().enumerate() {
            let term = chapter.conference.term.to_string();
            let archived = self.archived(at, chapter);
            // The roll has the newest term first, and conferences of one term side by side.
            match terms.last_mut().filter(|last| last.term == term) {
                Some(last) => last.conferences.push(archived),
                None => terms.push(ArchiveTerm { term, conferences: vec![archived] }),
            }
        }
        let page =
            self.meta(path, "conference", &self.word("archive.title"), self.word("archive.description"));
        self.page(&contract::ARCHIVE, page, ArchiveView { terms })
    }

    fn archived(&self, at: usize, chapter: &Chapter) -> ArchivedConference {
        let conference = &chapter.conference;
        let (persons, collectives) = count_kinds(chapter.honorees.iter().map(|l| &l.honoree));
        let has_pictures = chapter.albums.iter().any(|album| !album.pictures.is_empty());
        ArchivedConference {
            conference: self.conference_link(chapter),
            level: self.word(&format!("level.{}", conference.level.word())),
            held_on: conference.held_on.map(|date| self.day_view(date)),
            honoured: self.honoured(persons, collectives),
            board: routes::gallery(&conference.id),
            keynotes: (!chapter.keynotes.is_empty()).then(|| routes::keynotes(&conference.id)),
            photos: has_pictures.then(|| routes::photos(&conference.id)),
            featured: self.of_note(at, chapter),
        }
    }

    /// A row of the honourees of a conference: the featured ones and, where they do not fill it, the first by name;
    /// in the order of the gallery.
    fn of_note(&self, at: usize, chapter: &Chapter) -> Vec<Shared<Card>> {
        let is_featured = |place: &usize| chapter.honorees.get(*place).is_some_and(|l| l.honoree.featured);
        let (featured, others): (Vec<usize>, Vec<usize>) = chapter.places().partition(is_featured);
        let mut places: Vec<usize> = featured.into_iter().chain(others).take(SHOWN).collect();
        places.sort_by(|a, b| chapter.in_gallery(*a, *b));
        self.cards_of(at, places)
    }
}
