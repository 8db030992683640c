//! What stands where there is nothing, or nothing any more.

use crate::model::board::Chapter;
use crate::web::chrome::Web;
use crate::web::contract;
use crate::web::draft::Draft;
use crate::web::routes;
use crate::web::view::{GoneView, LinkView, PlainView};

impl Web {
    /// The page for wrong addresses is served at any depth, so its links begin at the top of the host.
    pub(super) fn not_found(&self, path: &str) -> Box<dyn Draft + '_> {
        let title = self.word("not_found.title");
        let description = self.word("not_found.description");
        let mut page = self.meta(path, "not_found", &title, description);
        page.root = self.base_path().to_owned();
        page.canonical = None;
        self.page(&contract::NOT_FOUND, page, PlainView {})
    }

    /// What a page of a conference leaves behind (`domain.md` P5). All that tells one from the other is where it
    /// stands, and nothing of that is written on it.
    pub(super) fn gone<'s>(&'s self, path: &str, chapter: &'s Chapter) -> Box<dyn Draft + 's> {
        let mut page = self.meta(path, "gone", &self.word("gone.title"), self.word("gone.description"));
        page.canonical = None;
        page.share = None;
        let board = routes::gallery(&chapter.conference.id);
        let to_board = LinkView { href: board.clone(), label: self.word("board.title") };
        page.crumbs.extend([self.conference_crumb(chapter), to_board]);
        self.page(&contract::GONE, page, GoneView { conference: self.conference_link(chapter), board })
    }
}
