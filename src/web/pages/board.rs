//! The gallery of a conference, whole and by facet, page by page. Order is by name: nobody is ranked.

use super::PER_PAGE;
use crate::model::board::Chapter;
use crate::web::chrome::Web;
use crate::web::contract;
use crate::web::draft::{Draft, Shared};
use crate::web::facets::Facet;
use crate::web::routes;
use crate::web::view::{BoardView, LinkView, PagerView};

impl Web {
    pub(super) fn board(
        &self,
        path: &str,
        at: usize,
        chapter: &Chapter,
        facet: &Facet,
        number: usize,
    ) -> Box<dyn Draft + '_> {
        let id = &chapter.conference.id;
        let prepared = self.conferences.get(at);
        let places = prepared.and_then(|p| p.choices.get(facet)).map_or(&[][..], Vec::as_slice);
        let pages = places.len().div_ceil(PER_PAGE).max(1);
        let shown = places.chunks(PER_PAGE).nth(number - 1).unwrap_or_default();
        let choice = (*facet != Facet::All).then(|| self.facet_label(chapter, facet));
        let conference = self.conference_link(chapter);
        let term = chapter.conference.term.to_string();
        // A movement and a category may be called alike.
        let mut title = match (&choice, facet.kind()) {
            (Some(choice), Some(kind)) => format!("{}: {choice}", self.word(kind)),
            _ => self.word("board.title"),
        };
        let mut told = choice.clone().unwrap_or_else(|| title.clone());
        if number > 1 {
            told = self.phrase("board.page_title", &[("title", &told), ("n", &number.to_string())]);
            title = self.phrase("board.page_title", &[("title", &title), ("n", &number.to_string())]);
        }
        let total = self.count(places.len());
        let gaps =
            [("n", total.as_str()), ("title", &told), ("conference", &conference.label), ("term", &term)];
        let mut page = self.meta(path, "board", &title, self.phrase("board.description", &gaps));
        page.crumbs.push(self.conference_crumb(chapter));
        page.context = Some(self.conference_crumb(chapter).label);
        if choice.is_some() || number > 1 {
            let href = routes::gallery(id);
            page.crumbs.push(LinkView { href, label: self.word("board.title") });
        }
        let link = |n: usize| routes::board(id, facet, n);
        let pager = (pages > 1).then(|| PagerView {
            current: number,
            links: pager_links(number, pages, &link),
            previous: (number > 1).then(|| link(number - 1)),
            next: (number < pages).then(|| link(number + 1)),
        });
        let view = BoardView {
            conference,
            term,
            total,
            facets: prepared.map_or_else(
                || Shared::new(Vec::new()),
                |p| if *facet == Facet::All && number == 1 { p.facets.clone() } else { p.brief.clone() },
            ),
            chosen: routes::board(id, facet, 1),
            choice,
            cards: self.cards_of(at, shown.iter().copied()),
            pager,
        };
        self.page(&contract::BOARD, page, view)
    }
}

fn pager_links(current: usize, pages: usize, link: &dyn Fn(usize) -> String) -> Vec<LinkView> {
    let mut links = Vec::new();
    let mut last = 0;
    for n in around(current, pages) {
        if n > last + 1 {
            links.push(LinkView { href: String::new(), label: "…".to_owned() });
        }
        links.push(LinkView { href: link(n), label: n.to_string() });
        last = n;
    }
    links
}

/// Which pages belong in a gallery's pager: the first, the last and those around the current one.
fn around(current: usize, pages: usize) -> Vec<usize> {
    (1..=pages).filter(|n| *n == 1 || *n == pages || n.abs_diff(current) <= 2).collect()
}
