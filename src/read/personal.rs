//! What is personal in a file of an editor, and whom it names, by its place: in the values that may be shown and in the
//! story, not in comments.

use std::ops::Range;

use super::text::Source;
use super::toml::{Entry, Node, Value};
use crate::privacy::{Clean, Finding, Findings, Names, scan_new};

/// Keys whose values no output ever tells (`model::honoree::Dossier`).
const UNTOLD: [&str; 8] = [
    "approval",
    "consent",
    "private",
    "publish_until",
    "received_at",
    "previously_honoured",
    "total_benefit_vnd",
    "justification",
];

/// Looks through a file that could be taken apart into `table` and a `story`, which is there in the file; what holds
/// nothing is noted.
pub(super) fn findings(source: &Source<'_>, table: &[Entry], story: Range<usize>, clean: &Clean) -> Findings {
    let mut told = Vec::new();
    let shown = table.iter().filter(|entry| !UNTOLD.contains(&&*entry.key));
    shown.for_each(|entry| texts(&entry.node, &mut told));
    told.push(story);
    let (mut personal, mut names) = (Vec::new(), Names::default());
    for range in told {
        let from = range.start;
        let above = source.skip as usize;
        let inside = from.checked_sub(above).zip(range.end.checked_sub(above));
        let text = inside.and_then(|(from, to)| source.text.get(from..to)).unwrap_or_default();
        personal.extend(scan_new(text, clean).into_iter().map(|finding| Finding {
            range: finding.range.start + from..finding.range.end + from,
            ..finding
        }));
        names.look(text, from);
    }
    Findings { personal: personal.into(), names }
}

/// Where the texts of a value stand.
fn texts(node: &Node, found: &mut Vec<Range<usize>>) {
    match &node.value {
        Value::Text(_) => found.push(node.span.from as usize..node.span.to as usize),
        Value::List(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Table(entries) => entries.iter().for_each(|entry| texts(&entry.node, found)),
        _ => {}
    }
}
