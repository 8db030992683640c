//! How another site shows the board, for those who look after one.

use crate::web::chrome::Web;
use crate::web::contract;
use crate::web::draft::Draft;
use crate::web::html::escape;
use crate::web::view::{EmbedView, KeyTable, KeyView};
use crate::web::{machine, routes};

impl Web {
    pub(super) fn embed(&self, path: &str) -> Box<dyn Draft + '_> {
        let settings = &self.roll.settings;
        let mut page = self.meta(path, "embed", &self.word("embed.title"), self.word("embed.description"));
        page.canonical = None;
        let mut frame = format!("<iframe src=\"{}{}\"\n  title=\"", settings.base_url, routes::WIDGET);
        escape(&settings.title, &mut frame);
        frame.push_str("\"\n  width=\"100%\" height=\"560\" style=\"border:0\" loading=\"lazy\"></iframe>");
        let host = settings.base_url.strip_suffix(self.base_path()).unwrap_or(&settings.base_url);
        let tables = [
            table(self.word("embed.file"), &machine::FILE_KEYS, |key| {
                self.word(&format!("embed_file.{key}"))
            }),
            table(self.word("embed.conference"), &machine::CONFERENCE_KEYS, |key| {
                self.word(&format!("embed_conference.{key}"))
            }),
            table(self.word("embed.honoree"), &machine::HONOREE_KEYS, |key| {
                self.word(&format!("embed_honoree.{key}"))
            }),
        ];
        let view = EmbedView { frame, frame_policy: format!("frame-src {host}"), tables: tables.into() };
        self.page(&contract::EMBED, page, view)
    }
}

fn table(title: String, keys: &[&str], meaning: impl Fn(&str) -> String) -> KeyTable {
    let key = |key: &&str| KeyView { name: (*key).to_owned(), meaning: meaning(key) };
    KeyTable { title, keys: keys.iter().map(key).collect() }
}
