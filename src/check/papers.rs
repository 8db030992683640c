//! Documents of `site/static/`, which are published as they are: what is personal in them, what they tell of who wrote
//! them, and which of them cannot be looked through.

use lopdf::{Document, Object};

use super::{private, texts};
use crate::files::FilePath;
use crate::privacy::{self, Allowed, Finding};
use crate::report::{Problem, Severity};

/// Made by an office: notes, changes, the names of those who wrote are inside, and nothing of it is looked through.
const OFFICE: [&str; 14] =
    ["doc", "docx", "docm", "dot", "dotx", "rtf", "odt", "xls", "xlsx", "xlsm", "ods", "ppt", "pptx", "odp"];

/// Files with files in them.
const ARCHIVES: [&str; 5] = ["zip", "rar", "7z", "gz", "tar"];

/// Files that are read as text by everybody.
const PLAIN: [&str; 18] = [
    "txt",
    "md",
    "csv",
    "tsv",
    "html",
    "htm",
    "xml",
    "svg",
    "json",
    "webmanifest",
    "ics",
    "vcf",
    "css",
    "js",
    "toml",
    "yaml",
    "yml",
    "log",
];

/// Is it worth opening a file of this ending?
#[must_use]
pub fn may_hide(ending: &str) -> bool {
    ending == "pdf" || [&OFFICE[..], &ARCHIVES, &PLAIN].iter().any(|endings| endings.contains(&ending))
}

/// What is personal in a document, at its place there; at none where it stands otherwise in the file. All that would be
/// found in the finished site is found here.
#[must_use]
pub fn personal(file: &FilePath, bytes: &[u8]) -> Vec<Finding> {
    let read = texts::of(file, bytes);
    let source = std::str::from_utf8(bytes).unwrap_or_default();
    let mut found = privacy::scan(&read);
    found.sort_by_key(|finding| finding.range.start);
    let mut from = 0;
    for finding in &mut found {
        let words = read.get(finding.range.clone()).filter(|words| !words.is_empty());
        let place = words.and_then(|words| texts::place(source, words, from));
        from = place.as_ref().map_or(from, |place| place.end);
        finding.range = place.unwrap_or_default();
    }
    found
}

/// What a document tells that is personal, in its words and in its name, but for what the office says of itself.
#[must_use]
pub fn told(file: &FilePath, found: &[Finding], allowed: &Allowed) -> Vec<Problem> {
    let inside = found.iter().filter(|finding| !allowed.has(finding));
    let inside = inside.map(|finding| private::told(file, finding, Severity::Error));
    inside.chain(private::named(file, file, allowed, Severity::Error)).collect()
}

/// What there is to say of a document: the rule, and a word for what it is about.
#[must_use]
pub fn look(ending: &str, bytes: &[u8]) -> Vec<(&'static str, &'static str)> {
    const HIDDEN: &str = "static-document-hidden";
    const UNREAD: &str = "static-unread";
    match ending {
        "pdf" => {
            let Ok(document) = Document::load_mem(bytes) else { return vec![(UNREAD, "locked")] };
            let mut found = Vec::new();
            if has_author(&document) {
                found.push((HIDDEN, "author"));
            }
            if document.is_encrypted() {
                found.push((UNREAD, "locked"));
            } else if texts::of("a.pdf", bytes).trim().is_empty() {
                found.push((UNREAD, "scan"));
            }
            found
        }
        _ if OFFICE.contains(&ending) => vec![(HIDDEN, "office")],
        _ if ARCHIVES.contains(&ending) => vec![(UNREAD, "archive")],
        "md" | "txt" if is_dossier(bytes) => vec![("static-dossier", "dossier")],
        _ if PLAIN.contains(&ending) && texts::letters(bytes).is_none() => vec![(UNREAD, "encoding")],
        _ => Vec::new(),
    }
}

/// Is it the text of a dossier or a keynote: what says of itself whether it is approved?
fn is_dossier(bytes: &[u8]) -> bool {
    const OWN: [&str; 4] = ["approval", "[approval]", "consent", "[private]"];
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.trim_start_matches('\u{feff}').trim_start().lines().map(str::trim);
    lines.next() == Some("+++")
        && lines.take_while(|line| *line != "+++").any(|line| OWN.iter().any(|own| line.starts_with(own)))
}

/// Does a PDF say who wrote it?
fn has_author(document: &Document) -> bool {
    let info = document.trailer.get(b"Info").ok().and_then(|info| match info {
        Object::Reference(id) => document.get_dictionary(*id).ok(),
        other => other.as_dict().ok(),
    });
    let author = info.and_then(|info| info.get(b"Author").ok()).and_then(|author| author.as_str().ok());
    author.is_some_and(|author| author.iter().any(|byte| byte.is_ascii_alphanumeric()))
}
