//! The words of a site: the built-in ones, and over them those a theme says otherwise.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::layers::Layer;
use crate::files::FilePath;
use crate::model::nearest;
use crate::read::toml::{self as written, Entry};
use crate::report::{Problem, Report, Span};
use crate::words::gaps_of;

/// The table in which a theme keeps words for its own templates; nobody else knows them.
const OWN: &str = "own";

/// The words of all layers, the lowest first; and those that were written for this project, with their places.
pub(super) fn strings(
    layers: &[Layer],
    part: &str,
    report: &mut Report,
) -> (Value, Vec<(FilePath, Span, String)>) {
    let (mut words, mut spoken) = (Value::Object(Map::new()), Vec::new());
    for layer in layers {
        let Some(bytes) = layer.parts.get(part) else { continue };
        let file = layer.file(part);
        let Some((_, table)) = written::file(&file, bytes, report) else { continue };
        if !layer.built_in {
            texts(&file, &table, &mut spoken);
        }
        let mut reader = Reader { file: &file, free: layer.built_in, report };
        reader.table(&mut words, table);
    }
    (words, spoken)
}

fn texts(file: &FilePath, table: &[Entry], spoken: &mut Vec<(FilePath, Span, String)>) {
    for Entry { node, .. } in table {
        match &node.value {
            written::Value::Text(text) => spoken.push((file.clone(), node.span, text.clone())),
            written::Value::Table(inner) => texts(file, inner, spoken),
            _ => {}
        }
    }
}

struct Reader<'r> {
    file: &'r FilePath,
    /// May there be words that are not known beneath?
    free: bool,
    report: &'r mut Report,
}

impl Reader<'_> {
    /// Lays words over those beneath; a slip of the pen must not pass for a word of its own.
    fn table(&mut self, beneath: &mut Value, table: Vec<Entry>) {
        let Value::Object(beneath) = beneath else { return };
        for Entry { key, key_span, node } in table {
            let own = self.free || key == OWN;
            if !own && !beneath.contains_key(&key) {
                self.unknown(&key, key_span, beneath);
                continue;
            }
            let expected =
                |expected: &str| Problem::error("wrong-type").with("key", &*key).with("expected", expected);
            match (node.value, beneath.get_mut(&key)) {
                (written::Value::Broken, _) => {}
                (written::Value::Table(inner), None | Some(Value::Object(_))) => {
                    let was_free = std::mem::replace(&mut self.free, own);
                    self.table(beneath.entry(key).or_insert_with(|| Value::Object(Map::new())), inner);
                    self.free = was_free;
                }
                (written::Value::Text(text), Some(Value::String(known))) => {
                    if let Some(gap) = gaps_of(&text).find(|gap| !gaps_of(known).any(|k| k == *gap)) {
                        let mut problem = Problem::error("unknown-gap").with("gap", gap);
                        let gaps: BTreeSet<&str> = gaps_of(known).collect();
                        if !gaps.is_empty() {
                            problem = problem.with("known", gaps.into_iter().collect::<Vec<_>>().join(", "));
                        }
                        self.report.push(problem.at(self.file, node.span));
                    }
                    *known = text;
                }
                (written::Value::Text(text), None) => drop(beneath.insert(key, Value::String(text))),
                (_, Some(Value::Object(_))) => self.report.push(expected("table").at(self.file, node.span)),
                _ => self.report.push(expected("text").at(self.file, node.span)),
            }
        }
    }

    fn unknown(&mut self, key: &str, span: Span, beneath: &Map<String, Value>) {
        let problem = Problem::error("unknown-key").with("key", key);
        let keys = || beneath.keys().map(String::as_str);
        let problem = match nearest(key, keys()) {
            Some(near) => problem.with("near", near),
            None => problem.with("known", keys().collect::<Vec<_>>().join(", ")),
        };
        self.report.push(problem.at(self.file, span));
    }
}
