//! Documents of `site/static/`, which are published as they are: what they tell of who wrote them, and which of them
//! cannot be looked through.

use lopdf::{Document, Object};

use super::texts;
use crate::files::FilePath;
use crate::privacy::{self, Finding};
use crate::report::Problem;

/// Made by an office: notes, changes, the names of those who wrote are inside, and nothing of it is looked through.
const OFFICE: [&str; 14] =
    ["doc", "docx", "docm", "dot", "dotx", "rtf", "odt", "xls", "xlsx", "xlsm", "ods", "ppt", "pptx", "odp"];

/// Files with files in them.
const ARCHIVES: [&str; 5] = ["zip", "rar", "7z", "gz", "tar"];

/// Files that are read as text by everybody.
const PLAIN: [&str; 8] = ["txt", "md", "csv", "html", "htm", "xml", "svg", "json"];

/// Is it worth opening a file of this ending?
#[must_use]
pub fn may_hide(ending: &str) -> bool {
    ending == "pdf" || [&OFFICE[..], &ARCHIVES, &PLAIN].iter().any(|endings| endings.contains(&ending))
}

/// What the name of a file tells that is personal (`domain.md` P7).
#[must_use]
pub fn named(file: &FilePath) -> Vec<Problem> {
    let told = |finding: Finding| {
        let problem = Problem::error("private-in-text").in_file(file);
        problem.with("what", finding.kind.word()).with("found", finding.masked())
    };
    privacy::scan(&texts::name(file)).into_iter().map(told).collect()
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
        _ if PLAIN.contains(&ending) && std::str::from_utf8(bytes).is_err() => vec![(UNREAD, "encoding")],
        _ => Vec::new(),
    }
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
