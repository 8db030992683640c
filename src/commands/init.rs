//! `bangvang init`: a small board that builds at once, to be written over.

use std::path::PathBuf;

use clap::Args;

use super::new::{Blank, fill};
use super::{Desk, End, Failure};
use crate::host::write;

const SITE: &str = include_str!("starter/site.toml");
const IGNORE: &str = include_str!("starter/gitignore");
const GUIDE: &str = include_str!("../../content/README.md");

/// Flags of `init`.
#[derive(Args)]
pub(super) struct Init {
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Init {
    pub(super) fn run(self, desk: &Desk) -> Result<End, Failure> {
        let shown = self.folder.display().to_string();
        if self.folder.is_file() || !write::names(&self.folder).is_empty() {
            return Err(Failure::Usage(desk.screen.words.say("init.not-empty", &[("folder", &shown)])));
        }
        let person = Blank { group: "co-so-1", unit: "phan-xuong-1", approved: true, ..Blank::default() };
        let story = Blank { honorees: "\"nguyen-thi-mau\"", ..person };
        let conference = "content/hoi-nghi-2020-2024";
        let files = [
            ("site/site.toml".to_owned(), SITE.to_owned()),
            (".gitignore".to_owned(), IGNORE.to_owned()),
            ("content/README.md".to_owned(), GUIDE.to_owned()),
            (format!("{conference}/conference.md"), fill(super::new::CONFERENCE, "", &person)),
            (format!("{conference}/criteria.toml"), super::new::CRITERIA.to_owned()),
            (
                format!("{conference}/honorees/nguyen-thi-mau/index.md"),
                fill(super::new::HONOREE, "Nguyễn Thị Mẫu", &person),
            ),
            (
                format!("{conference}/keynotes/bai-mau/index.md"),
                fill(super::new::KEYNOTE, "Một bài tham luận mẫu", &story),
            ),
        ];
        for (path, text) in files {
            let path = self.folder.join(path);
            write::create(&path, text.as_bytes()).map_err(Failure::io("create", &path))?;
        }
        super::schema::write_all(&self.folder, desk.screen.words)?;
        desk.screen.say("init.done", &[("folder", &shown)]);
        Ok(End::Fine)
    }
}
