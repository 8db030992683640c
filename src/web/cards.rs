//! What share cards say, and which pages have one of their own.

use rayon::prelude::*;

use super::chrome::Web;
use super::pictures::Shape;
use super::routes;
use super::view::ShareView;
use crate::card::{self, Pictured, Said, ShareCard};
use crate::model::board::Chapter;
use crate::model::honoree::Honoree;
use crate::model::keynote::Keynote;
use crate::vietnamese::unbroken;

/// In a larger conference an honouree without a picture is shared with the card of the conference: drawing thousands
/// of cards of words alone would outweigh all else that is built.
const MOST_OF_WORDS: usize = 1_000;

/// Are cards of words alone drawn for the honourees of a conference?
pub(super) fn are_drawn_of_words(chapter: &Chapter) -> bool {
    chapter.honorees.len() <= MOST_OF_WORDS
}

impl Web {
    /// Of the site: for all pages without a card of their own.
    pub(super) fn site_share_card(&self) -> Option<ShareCard> {
        let settings = &self.roll.settings;
        let (title, publisher) = (unbroken(&settings.title).into_owned(), settings.publisher.clone());
        let said = Said { above: None, title, lines: Vec::new(), publisher };
        settings.cards.then_some(ShareCard { said, picture: None })
    }

    /// Of a conference.
    pub(super) fn conference_share_card(&self, chapter: &Chapter) -> Option<ShareCard> {
        let conference = &chapter.conference;
        let day = conference.held_on.map(|date| self.day(date));
        let lines = conference.place.clone().into_iter().chain(day).collect();
        self.told(chapter, self.of_term(chapter), &conference.title, lines, None)
    }

    /// Of an honouree.
    pub(super) fn honoree_share_card(&self, chapter: &Chapter, honoree: &Honoree) -> Option<ShareCard> {
        let picture = self.pictured(honoree);
        if picture.is_none() && !are_drawn_of_words(chapter) {
            return None;
        }
        let lines = [honoree.job.clone(), self.unit_short(&honoree.unit)];
        let lines = lines.into_iter().filter(|line| !line.is_empty()).collect();
        self.told(chapter, self.of_term(chapter), &honoree.name.full, lines, picture)
    }

    /// Of a keynote, with the portrait of who gave it.
    pub(super) fn keynote_share_card(&self, chapter: &Chapter, keynote: &Keynote) -> Option<ShareCard> {
        let honorees = keynote.honorees.iter().filter_map(|id| chapter.honorees.get(chapter.place(id)?));
        let picture = honorees.filter_map(|listed| self.pictured(&listed.honoree)).next();
        let above = format!("{} \u{b7} {}", self.word("keynotes.title"), self.of_term(chapter));
        self.told(chapter, above, &keynote.title, vec![self.by(chapter, keynote)], picture)
    }

    fn told(
        &self,
        chapter: &Chapter,
        above: String,
        title: &str,
        lines: Vec<String>,
        picture: Option<Pictured>,
    ) -> Option<ShareCard> {
        let settings = &self.roll.settings;
        let publisher = chapter.conference.publisher.as_ref().unwrap_or(&settings.publisher).clone();
        let said = Said { above: Some(above), title: unbroken(title).into_owned(), lines, publisher };
        settings.cards.then_some(ShareCard { said, picture })
    }

    fn of_term(&self, chapter: &Chapter) -> String {
        format!("{} {}", self.roll.settings.title, chapter.conference.term)
    }

    fn pictured(&self, honoree: &Honoree) -> Option<Pictured> {
        self.pictures.on_card(honoree.photo.as_ref()?, Shape::on_board(honoree))
    }

    /// The card a conference's page names.
    pub(super) fn conference_share(&self, at: usize) -> Option<ShareView> {
        self.conferences.get(at)?.share.clone()
    }

    /// The card an honouree's page names.
    pub(super) fn honoree_share(&self, at: usize, chapter: &Chapter, honoree: &Honoree) -> Option<ShareView> {
        let own = self.honoree_share_card(chapter, honoree).map(|card| self.share(&card));
        own.or_else(|| self.conference_share(at))
    }

    /// A card as a page names it.
    pub(super) fn share(&self, card: &ShareCard) -> ShareView {
        ShareView {
            href: format!("{}{}.jpg", routes::CARDS, card.key(&self.card_press).hex(16)),
            width: card::SIZE.0,
            height: card::SIZE.1,
            alt: card.alt(),
        }
    }

    /// All cards there are.
    pub(super) fn share_cards(&self) -> impl ParallelIterator<Item = ShareCard> {
        let cards = self.roll.chapters.par_iter().flat_map(|chapter| self.cards_around(chapter));
        rayon::iter::once(self.site_share_card()).chain(cards).flatten()
    }

    /// Those of a conference, its honourees and its keynotes.
    fn cards_around<'w>(
        &'w self,
        chapter: &'w Chapter,
    ) -> impl ParallelIterator<Item = Option<ShareCard>> + use<'w> {
        let honorees = chapter.honorees.par_iter();
        let honorees = honorees.map(|listed| self.honoree_share_card(chapter, &listed.honoree));
        let keynotes = chapter.keynotes.par_iter().map(|keynote| self.keynote_share_card(chapter, keynote));
        rayon::iter::once(self.conference_share_card(chapter)).chain(honorees).chain(keynotes)
    }
}
