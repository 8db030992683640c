//! What a style sheet refers to: the files in its `url(…)`, so that they are found under the names they are published by.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::files::{Bytes, FilePath};
use crate::model::nearest;
use crate::report::{Problem, Report, Span};

/// A comment, or a reference with the name in it.
static REFERENCE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?s)/\*.*?\*/|url\(\s*["']?(?:\./)?([^"')\s?#]+)[^"')]*["']?\s*\)"#).ok());

/// The names in the references of a sheet, in their order, each as the path of a file below the sheet; what lies elsewhere
/// is not among them.
pub fn references(css: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let found = REFERENCE.iter().flat_map(|reference| reference.captures_iter(css));
    found.filter_map(|captures| {
        let path = captures.get(1)?;
        let lies_elsewhere = path.as_str().contains([':', '%']) || path.as_str().starts_with(['/', '.']);
        (!lies_elsewhere).then(|| (path.range(), path.as_str()))
    })
}

/// Names what a sheet refers to and the theme does not have.
/// The sheet begins `skip` bytes into its file.
pub(super) fn check(
    file: &FilePath,
    skip: u32,
    css: &str,
    assets: &BTreeMap<String, Bytes>,
    report: &mut Report,
) {
    for (range, name) in references(css).filter(|(_, name)| !assets.contains_key(*name)) {
        let problem = Problem::error("no-theme-file").with("file", name).with("needed", "web/assets");
        let problem = problem.with_some("near", nearest(name, assets.keys().map(String::as_str)));
        report.push(problem.at(file, Span::from(range).after(skip)));
    }
}
