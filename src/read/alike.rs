//! The name of a dossier as its own text writes it: in one way, wherever it occurs.

use super::toml::{Entry, Value};
use crate::files::FilePath;
use crate::report::{Problem, Report, Span};
use crate::vietnamese;

/// Reports where a story writes the `name` above it otherwise; `base` is where the story begins in the file.
pub(super) fn own_name(file: &FilePath, story: &str, base: u32, table: &[Entry], report: &mut Report) {
    let name = table.iter().find(|entry| entry.key == "name").map(|entry| &entry.node.value);
    let Some(Value::Text(name)) = name else { return };
    for place in vietnamese::Spelling::new(name).otherwise(story) {
        let other = story.get(place.clone()).unwrap_or_default();
        let rule =
            if vietnamese::has_tone_elsewhere(name, other) { "tone-placement" } else { "name-differs" };
        let problem = Problem::warning(rule).at(file, Span::from(place).after(base));
        report.push(problem.with("name", other).with("other", &*vietnamese::clean(name)));
    }
}
