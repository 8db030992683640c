//! `bangvang schema`: JSON Schemas, so that an editor completes and checks what is typed.

use std::path::Path;

use bangvang::model::Choice;
use bangvang::read::outline::Subject;
use bangvang::schema::schema;
use bangvang::words::Words;
use clap::Args;

use super::{Desk, End, Failure, is_project};
use crate::host::write;

/// Where the schemas of a project lie.
const FOLDER: &str = "schema";

/// Flags of `schema`.
#[derive(Args)]
pub(super) struct Schema {
    #[arg(value_name = "SUBJECT", value_parser = subjects())]
    subject: Option<String>,
}

fn subjects() -> Vec<&'static str> {
    Subject::WORDS.iter().map(|(word, _)| *word).collect()
}

impl Schema {
    pub(super) fn run(self, desk: &Desk) -> Result<End, Failure> {
        let words = desk.screen.words;
        if let Some(subject) = self.subject.as_deref().and_then(Subject::from_word) {
            desk.hand_over(schema(subject, words).trim_end())?;
            return Ok(End::Fine);
        }
        if !is_project(&desk.root) {
            return Err(desk.no_project());
        }
        write_all(&desk.root, words)?;
        let folder = desk.root.join(FOLDER).display().to_string();
        desk.screen.say("schema.done", &[("folder", &folder)]);
        Ok(End::Fine)
    }
}

/// Writes the schemas of all files into a project, over those of an earlier program.
pub(super) fn write_all(root: &Path, words: &Words) -> Result<(), Failure> {
    for (name, subject) in Subject::WORDS {
        let path = root.join(FOLDER).join(format!("{name}.json"));
        write::replace(&path, schema(*subject, words).as_bytes()).map_err(Failure::io("write", &path))?;
    }
    Ok(())
}
