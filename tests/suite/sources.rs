//! The sources of the repository as tests read them: files, what stands in quotes, and the code without it.

use std::fs;
use std::ops::Range;
use std::path::Path;

/// A file of ours.
pub(crate) struct Source {
    /// From the top of the repository, `/` between parts.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// The Rust files below a folder of the repository, sorted.
pub(crate) fn sources(folder: &str) -> Vec<Source> {
    below(folder).into_iter().filter(|source| source.path.ends_with(".rs")).collect()
}

/// The text files below a folder of the repository, sorted.
pub(crate) fn below(folder: &str) -> Vec<Source> {
    let mut sources = Vec::new();
    let full = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut entries: Vec<_> = fs::read_dir(full).into_iter().flatten().map(|entry| entry.unwrap()).collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            sources.extend(below(&path));
        } else if let Ok(text) = fs::read_to_string(entry.path()) {
            sources.push(Source { path, text });
        }
    }
    sources
}

/// Where the string literals of a Rust text are, without their quotes; and where its comments are.
fn literals_and_comments(text: &str) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let (mut literals, mut comments) = (Vec::new(), Vec::new());
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text[at..];
        if rest.starts_with("//") {
            let end = at + rest.find('\n').unwrap_or(rest.len());
            comments.push(at..end);
            at = end;
        } else if let Some(inner) = rest.strip_prefix("r#\"") {
            let end = at + 3 + inner.find("\"#").unwrap();
            literals.push(at + 3..end);
            at = end + 2;
        } else if bytes[at] == b'"' {
            let mut end = at + 1;
            while bytes[end] != b'"' {
                end += if bytes[end] == b'\\' { 2 } else { 1 };
            }
            literals.push(at + 1..end);
            at = end + 1;
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\") {
            at += 3;
        } else {
            at += rest.chars().next().unwrap().len_utf8();
        }
    }
    (literals, comments)
}

/// The string literals of a Rust text, as they are written.
pub(crate) fn strings(text: &str) -> Vec<&str> {
    literals_and_comments(text).0.into_iter().map(|range| &text[range]).collect()
}

/// A Rust text without its comments and without what stands in quotes.
pub(crate) fn code(text: &str) -> String {
    let (literals, comments) = literals_and_comments(text);
    let mut out = text.as_bytes().to_vec();
    for range in literals.into_iter().chain(comments) {
        out[range].iter_mut().filter(|b| **b != b'\n').for_each(|b| *b = b' ');
    }
    String::from_utf8(out).unwrap()
}
