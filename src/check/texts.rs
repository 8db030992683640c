//! The texts of a finished file, as a reader meets them: tables stay tables, everything else is apart by empty lines.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::{Encoding, UTF_8};
use lopdf::Document;
use memchr::{memchr, memchr2, memmem};
use rayon::prelude::*;

use super::finished::unescape;

/// Is this a tag in the middle of a sentence?
fn is_inline(tag: &str) -> bool {
    matches!(
        tag,
        "abbr"
            | "b"
            | "bdi"
            | "cite"
            | "code"
            | "del"
            | "em"
            | "i"
            | "ins"
            | "mark"
            | "q"
            | "s"
            | "strong"
            | "sub"
            | "sup"
            | "u"
            | "wbr"
    )
}

/// Does this tag put its words in a place of their own, beside what stands before and after it? Marks of emphasis may stand in
/// the middle of a word or a number; these do not.
fn is_beside(tag: &str) -> bool {
    matches!(tag, "a" | "small" | "span" | "time")
}

/// Does this attribute hold no words: names for programs, lengths, shapes, lists of our own pictures?
fn is_wordless(attribute: &str) -> bool {
    matches!(
        &*small(attribute),
        "class"
            | "style"
            | "d"
            | "viewbox"
            | "points"
            | "transform"
            | "srcset"
            | "sizes"
            | "integrity"
            | "nonce"
            | "width"
            | "height"
            | "charset"
            | "cx"
    )
}

/// A name in small letters, as our own pages have it already.
fn small(name: &str) -> Cow<'_, str> {
    match name.bytes().any(|b| b.is_ascii_uppercase()) {
        true => Cow::Owned(name.to_ascii_lowercase()),
        false => Cow::Borrowed(name),
    }
}

/// A page in the parts that are looked through one after another, and whether other pages have the same part: the frame of
/// a page stands around all of its kind.
pub(super) fn parts(page: &str) -> Vec<(&str, bool)> {
    let marks = ["<body", "<main", "</main"].map(|mark| memmem::find(page.as_bytes(), mark.as_bytes()));
    let [Some(body), Some(main), Some(end)] = marks else { return vec![(page, false)] };
    if !(body < main && main < end) {
        return vec![(page, false)];
    }
    let part = |from: usize, to: usize| page.get(from..to).unwrap_or_default();
    let around = |from, to| (part(from, to), true);
    let of_its_own = |from, to| (part(from, to), false);
    vec![of_its_own(0, body), around(body, main), of_its_own(main, end), around(end, page.len())]
}

/// The texts of a file; none of a picture, of a font, of what is no UTF-8.
pub(super) fn of<'b>(path: &str, bytes: &'b [u8]) -> Cow<'b, str> {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    if ending == "pdf" {
        return Cow::Owned(pdf(bytes).unwrap_or_default());
    }
    let Some(text) = letters(bytes) else { return Cow::Borrowed("") };
    match &*ending {
        "html" | "htm" | "xml" | "svg" => {
            let mut said = Said::default();
            walk(&text, &mut said, |_, _| false);
            Cow::Owned(said.text())
        }
        "json" | "webmanifest" => Cow::Owned(strings(&text)),
        "csv" | "tsv" => Cow::Owned(table(&text)),
        _ => text,
    }
}

/// The letters of a plain file: in UTF-8, or in UTF-16 as spreadsheets save "Unicode text".
pub(super) fn letters(bytes: &[u8]) -> Option<Cow<'_, str>> {
    match Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding != UTF_8 => {
            encoding.decode_without_bom_handling_and_without_replacement(bytes.get(mark..)?)
        }
        _ => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
    }
}

/// The name of a file as links have it, and as words.
pub(super) fn name(path: &str) -> String {
    format!("{path}\n\n{}", path.replace(['/', '-', '_', '.'], " "))
}

/// Where words stand in a file that was read, if they are written there as they were read: after those that were found
/// before them, which end at `from`.
pub(super) fn place(source: &str, words: &str, from: usize) -> Option<Range<usize>> {
    let at = from + memmem::find(source.as_bytes().get(from..)?, words.as_bytes())?;
    Some(at..at + words.len())
}

/// A sheet as a table, its cells between bars: the first row of more than one is the head of its columns.
fn table(sheet: &str) -> String {
    let marks = [';', '\t', ','];
    let first = sheet.lines().find(|line| line.contains(marks)).unwrap_or_default();
    let mark = marks.into_iter().rev().max_by_key(|mark| first.matches(*mark).count()).unwrap_or(',');
    let mut table = String::with_capacity(sheet.len() + sheet.len() / 8);
    let (mut is_quoted, mut is_headed) = (false, false);
    table.push('|');
    for sign in sheet.chars() {
        match sign {
            '"' => {
                is_quoted = !is_quoted;
                table.push(' ');
            }
            '\n' if !is_quoted => {
                table.push_str("|\n");
                let row = table.trim_end().rsplit('\n').next().unwrap_or_default();
                if !is_headed && row.split('|').filter(|cell| !cell.trim().is_empty()).count() > 1 {
                    is_headed = true;
                    table.push_str("|--|\n");
                }
                table.push('|');
            }
            _ if sign == mark && !is_quoted => table.push('|'),
            '|' => table.push('/'),
            '\n' | '\r' => table.push(' '),
            other => table.push(other),
        }
    }
    table
}

/// Longer values of a JSON text say by themselves what they are.
const SHORT: usize = 100;

/// Does a value that the key before it tells the meaning of come next: a short string, a number?
fn is_answer(rest: &str) -> bool {
    let value = rest.trim_start();
    value.strip_prefix('"').is_some_and(|inside| inside.bytes().take(SHORT + 1).any(|byte| byte == b'"'))
        || value.starts_with(|sign: char| sign.is_ascii_digit())
}

/// The strings of a JSON text: keys and values, each by itself, but for keys whose values are short.
pub(super) fn strings(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(open) = memchr(b'"', rest.as_bytes()) {
        let inside = rest.get(open + 1..).unwrap_or_default();
        let mut end = 0;
        while let Some(found) = inside.as_bytes().get(end..).and_then(|from| memchr2(b'"', b'\\', from)) {
            end += found;
            if inside.as_bytes().get(end) == Some(&b'"') {
                break;
            }
            end += 2;
        }
        let string = inside.get(..end).unwrap_or_default();
        if memchr(b'\\', string.as_bytes()).is_none() {
            out.push_str(string);
        } else {
            let meant = serde_json::from_str(&format!("\"{string}\""));
            out.push_str(&meant.unwrap_or_else(|_| string.replace('\\', " ")));
        }
        rest = inside.get(end + 1..).unwrap_or_default();
        match rest.trim_start().strip_prefix(':').filter(|value| is_answer(value)) {
            Some(value) => {
                out.push_str(": ");
                let value = value.trim_start();
                if !value.starts_with('"') {
                    out.push_str(value.split([',', '}', '\n']).next().unwrap_or_default());
                    out.push_str("\n\n");
                }
            }
            None => out.push_str("\n\n"),
        }
    }
    out
}

/// Walks through markup: gathers what it says, and hands out every attribute with its value. Where `visit` answers that the
/// value is known to say nothing, it is not gathered.
pub(super) fn walk<'s>(source: &'s str, said: &mut Said, mut visit: impl FnMut(&'s str, &'s str) -> bool) {
    let mut rest = source;
    while let Some(open) = memchr(b'<', rest.as_bytes()) {
        said.say(rest.get(..open).unwrap_or_default());
        rest = rest.get(open + 1..).unwrap_or_default();
        if let Some(aside) = rest.strip_prefix('!') {
            if let Some((words, after)) =
                aside.strip_prefix("[CDATA[").and_then(|rest| rest.split_once("]]>"))
            {
                said.say(words);
                rest = after;
                continue;
            }
            if let Some(comment) = aside.strip_prefix("--") {
                let (words, after) = comment.split_once("-->").unwrap_or((comment, ""));
                said.apart(words);
                rest = after;
                continue;
            }
        }
        let goes_on = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'!' | b'-' | b':');
        let end = rest.bytes().position(|b| !goes_on(&b)).unwrap_or(rest.len());
        let tag = small(rest.get(..end).unwrap_or_default());
        rest = attributes(rest.get(end..).unwrap_or_default(), said, &mut visit);
        said.tag(tag.trim_end_matches('/'));
        if tag == "script" || tag == "style" {
            let (code, after) = rest.split_at(end_of(rest, &tag));
            if tag == "script" {
                said.data(code);
            }
            rest = after.split_once('>').map_or("", |(_, after)| after);
        }
    }
    said.say(rest);
}

/// Where the end tag begins of an element whose content is no markup.
fn end_of(content: &str, tag: &str) -> usize {
    let ends =
        |at: &usize| content.get(at + 2..at + 2 + tag.len()).is_some_and(|end| end.eq_ignore_ascii_case(tag));
    memmem::find_iter(content.as_bytes(), b"</").find(ends).unwrap_or(content.len())
}

/// Reads attributes up to the end of their tag, and returns what follows. Our own pages put values in double quotes.
fn attributes<'s>(
    mut rest: &'s str,
    said: &mut Said,
    visit: &mut impl FnMut(&'s str, &'s str) -> bool,
) -> &'s str {
    while let Some(mark) = memchr2(b'"', b'>', rest.as_bytes()) {
        let before = rest.get(..mark).unwrap_or_default();
        let is_end = rest.as_bytes().get(mark) == Some(&b'>');
        rest = rest.get(mark + 1..).unwrap_or_default();
        if is_end {
            // Themes of others may use other quotes.
            if memchr(b'\'', before.as_bytes()).is_some() {
                said.apart(before);
            }
            return rest;
        }
        let end = memchr(b'"', rest.as_bytes()).unwrap_or(rest.len());
        let (value, after) = (rest.get(..end).unwrap_or_default(), rest.get(end + 1..).unwrap_or_default());
        let name = before.trim_end_matches('=');
        let from = name.bytes().rposition(|b| b.is_ascii_whitespace()).map_or(0, |at| at + 1);
        let name = name.get(from..).unwrap_or_default();
        if !visit(name, value) && !is_wordless(name) {
            said.apart(value);
        }
        rest = after;
    }
    ""
}

/// What markup says.
#[derive(Default)]
pub(super) struct Said {
    is_unheard: bool,
    text: String,
    /// What is said beside the text: attributes, comments, data.
    aside: String,
    in_row: bool,
    /// Has the table its head? Its first row may be one.
    is_headed: bool,
}

impl Said {
    /// For markup of which nobody wants to know what it says.
    pub(super) fn unheard() -> Self {
        Self { is_unheard: true, ..Self::default() }
    }

    /// All of it.
    pub(super) fn text(mut self) -> String {
        self.text.push_str("\n\n");
        self.text.push_str(&self.aside);
        self.text
    }

    fn say(&mut self, words: &str) {
        if self.is_unheard {
            return;
        }
        let words = unescape(words);
        let mut rest = &*words;
        while let Some(end) = memchr(b'\n', rest.as_bytes()) {
            self.text.push_str(rest.get(..end).unwrap_or_default());
            self.text.push(' ');
            rest = rest.get(end + 1..).unwrap_or_default().trim_start();
        }
        self.text.push_str(rest);
    }

    fn apart(&mut self, words: &str) {
        if self.is_unheard {
            return;
        }
        self.aside.push_str(&unescape(words));
        self.aside.push_str("\n\n");
    }

    fn data(&mut self, code: &str) {
        if self.is_unheard {
            return;
        }
        // What is data to a page of ours may be a program in one of somebody else.
        match code.trim_start().starts_with(['{', '[']) {
            true => self.aside.push_str(&strings(code)),
            false => self.apart(code),
        }
    }

    fn tag(&mut self, tag: &str) {
        if tag == "tr" {
            // Between two rows there is nothing, wherever the lines of the source end.
            self.text.truncate(self.text.trim_end_matches(' ').len());
        }
        let mark = match tag {
            _ if self.is_unheard => return,
            "tr" if self.text.ends_with('\n') => "|",
            "tr" => "\n|",
            "/tr" if !self.is_headed => "\n|--|\n",
            "/tr" | "br" => "\n",
            "/td" | "/th" => " |",
            "/thead" => "|--|\n",
            "table" | "/table" => "\n\n",
            "td" | "th" | "thead" | "tbody" | "/tbody" => "",
            // What stands there may ask what comes next.
            "/dt" | "/h1" | "/h2" | "/h3" | "/h4" | "/h5" | "/h6" if !self.in_row => ":\n\n",
            other if is_beside(other.trim_start_matches('/')) => " ",
            other if is_inline(other.trim_start_matches('/')) => "",
            _ if self.in_row => " ",
            _ => "\n\n",
        };
        self.is_headed = match tag {
            "/tr" => true,
            "table" => false,
            _ => self.is_headed,
        };
        self.in_row = match tag {
            "tr" => true,
            "/tr" => false,
            _ => self.in_row,
        };
        self.text.push_str(mark);
    }
}

/// The text of a PDF, page by page. What cannot be read is passed over: pictures of texts, locked files.
fn pdf(bytes: &[u8]) -> Option<String> {
    let document = Document::load_mem(bytes).ok()?;
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let texts: Vec<String> =
        pages.par_iter().map(|page| document.extract_text(&[*page]).unwrap_or_default()).collect();
    Some(texts.join("\n\n"))
}
