//! From bytes to text: UTF-8 with or without a BOM is read, everything else is named with the way to save it right.

use std::ops::Range;

use memchr::memmem;

use crate::files::FilePath;
use crate::report::{Problem, Report, Span};

/// A text file longer than this is no text an editor wrote; it also bounds every parser behind it.
const LONGEST: usize = 4 << 20;

/// The text of a file. The text begins `skip` bytes into the file (a byte order mark).
pub(crate) struct Source<'a> {
    pub(crate) text: &'a str,
    pub(crate) skip: u32,
}

/// Reads bytes as text.
pub(crate) fn source<'a>(file: &FilePath, bytes: &'a [u8], report: &mut Report) -> Option<Source<'a>> {
    if bytes.len() > LONGEST {
        let limit = format!("{} MiB", LONGEST >> 20);
        report.push(Problem::error("text-too-long").in_file(file).with("limit", limit));
        return None;
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        report.push(Problem::error("not-utf8").in_file(file).with("encoding", "UTF-16"));
        return None;
    }
    let (content, skip) = match bytes.strip_prefix(&[0xef, 0xbb, 0xbf]) {
        Some(rest) => (rest, 3),
        None => (bytes, 0),
    };
    match std::str::from_utf8(content) {
        Ok(text) => Some(Source { text, skip }),
        Err(error) => {
            let at = error.valid_up_to() + skip as usize;
            let problem = Problem::error("not-utf8").at(file, (at..at + 1).into());
            // A document of Word, of today or of before 2007.
            let is_word =
                [&b"PK\x03\x04"[..], b"\xd0\xcf\x11\xe0"].iter().any(|head| content.starts_with(head));
            report.push(if is_word {
                problem.with("encoding", "?").with("word", file.name())
            } else if is_damaged(content) {
                problem.with("encoding", "?").with("damaged", "UTF-8")
            } else {
                problem.with("encoding", guess(content, error.valid_up_to()))
            });
            None
        }
    }
}

/// Is it UTF-8 but for a few letters? In another encoding hardly any letter with marks would be right.
fn is_damaged(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let wrong = text.matches(char::REPLACEMENT_CHARACTER).count();
    text.chars().filter(|c| !c.is_ascii()).count() > 4 * wrong
}

/// Old Vietnamese files are mostly Windows-1258; a few words read that way let the editor recognise them.
fn guess(bytes: &[u8], at: usize) -> String {
    let line_start = bytes.get(..at).and_then(|b| b.iter().rposition(|c| *c == b'\n')).map_or(0, |n| n + 1);
    let line = bytes.get(line_start..).unwrap_or_default();
    let line = line.split(|c| *c == b'\n').next().unwrap_or_default();
    let (decoded, _, wrong) = encoding_rs::WINDOWS_1258.decode(line);
    if wrong {
        return "?".to_owned();
    }
    let words: String = crate::vietnamese::clean(&decoded).chars().take(40).collect();
    format!("Windows-1258: “{words}…”")
}

/// A file parted behind what looks like the line that closes its front matter.
pub(super) fn at_fence(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let open = memmem::find(bytes, b"+++")? + 3;
    let close = memmem::find(bytes.get(open..)?, b"\n+++")? + open + 1;
    let end = memchr::memchr(b'\n', bytes.get(close..)?).map_or(bytes.len(), |line| close + line + 1);
    bytes.split_at_checked(end)
}

/// The two parts of a file with front matter, as stretches of its text.
pub(super) struct Parts {
    pub(super) front: Range<usize>,
    pub(super) body: Range<usize>,
}

/// Takes a file apart at its two `+++` lines.
pub(super) fn parts(file: &FilePath, source: &Source<'_>, report: &mut Report) -> Option<Parts> {
    let mut fences = Vec::new();
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        // In a text of more lines one that is set in is no end of the head.
        let is_fence = line.trim_end() == "+++" || fences.is_empty() && line.trim() == "+++";
        if fences.is_empty() && !is_fence && !line.trim().is_empty() {
            break;
        }
        if is_fence {
            fences.push(at..at + line.len());
            if fences.len() == 2 {
                break;
            }
        }
        at += line.len();
    }
    match fences.as_slice() {
        [open, close] => Some(Parts { front: open.end..close.start, body: close.end..source.text.len() }),
        [open] => {
            let place = Span::from(open.start..open.start + 3).after(source.skip);
            report.push(Problem::error("front-matter-unclosed").at(file, place));
            None
        }
        _ => {
            let problem = Problem::error("front-matter-missing").at(file, (0..0).into());
            let is_fence = |line: &&str| line.trim() == "+++";
            let has_both = source.text.lines().filter(is_fence).count() > 1;
            let mut above = source.text.lines().take_while(|line| !is_fence(line));
            let first = source.text.lines().map(str::trim).find(|line| !line.is_empty());
            report.push(match first {
                Some(fence @ ("---" | ";;;" | "```toml")) => problem.with("fence", fence),
                // Both are there, with something above them. What stands above one alone are the keys.
                Some(_) if has_both && !above.any(|line| line.contains('=')) => problem.with("above", "+++"),
                _ => problem,
            });
            None
        }
    }
}
