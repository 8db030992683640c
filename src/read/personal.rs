//! What is personal in a file of an editor, and whom it names, by its place: in the values that may be shown and in the
//! story, not in comments.

use std::ops::Range;

use super::toml::{Entry, Node, Value};
use crate::privacy::{Clean, Finding, Findings, Named, Names, named, scan_new};

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
pub(super) fn findings(bytes: &[u8], table: &[Entry], story: Range<usize>, clean: &Clean) -> Findings {
    let mut found = Found::default();
    let told = table.iter().filter(|entry| !UNTOLD.contains(&&*entry.key));
    told.for_each(|entry| value(bytes, &entry.node, clean, &mut found));
    part(bytes, story, clean, &mut found);
    Findings { personal: found.0.into(), names: found.1 }
}

/// What has been found so far.
#[derive(Default)]
struct Found(Vec<Finding>, Names);

fn value(bytes: &[u8], node: &Node, clean: &Clean, found: &mut Found) {
    match &node.value {
        Value::Text(_) => part(bytes, node.span.from as usize..node.span.to as usize, clean, found),
        Value::List(items) => items.iter().for_each(|item| value(bytes, item, clean, found)),
        Value::Table(entries) => entries.iter().for_each(|entry| value(bytes, &entry.node, clean, found)),
        _ => {}
    }
}

fn part(bytes: &[u8], range: Range<usize>, clean: &Clean, found: &mut Found) {
    let from = range.start;
    let text = bytes.get(range).and_then(|part| std::str::from_utf8(part).ok()).unwrap_or_default();
    let moved = |range: Range<usize>| range.start + from..range.end + from;
    let personal = scan_new(text, clean).into_iter();
    found.0.extend(personal.map(|finding| Finding { range: moved(finding.range.clone()), ..finding }));
    for named in named(text) {
        found.1.add(&Named { range: moved(named.range.clone()), ..named });
    }
}
