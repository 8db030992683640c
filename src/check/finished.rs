//! Checks of what was made: every link leads somewhere, every id is one, nothing private is inside.

use std::collections::{BTreeMap, BTreeSet};

use super::private;
use crate::report::Problem;

/// What a finished page says about others and about itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Paths within the site it leads to, with the anchor there, if any.
    pub links: BTreeSet<(String, Option<String>)>,
    /// Its anchors.
    pub ids: BTreeSet<String>,
    /// What is wrong with the page by itself.
    pub problems: Vec<Problem>,
}

/// What a finished file is looked through with.
#[derive(Clone, Debug, Default)]
pub struct Ground<'g> {
    /// Where the site will stand on its host, beginning and ending in `/`.
    pub base_path: &'g str,
    /// The office's own phone and e-mail, the only ones allowed.
    pub allowed: Vec<&'g str>,
}

/// Looks through a finished file.
#[must_use]
pub fn look(path: &str, bytes: &[u8], ground: &Ground<'_>) -> Facts {
    let mut facts = Facts::default();
    let base_path = ground.base_path;
    let text = [".html", ".json", ".xml", ".webmanifest"].iter().any(|end| path.ends_with(end));
    if text {
        for finding in private::find(&String::from_utf8_lossy(bytes), &ground.allowed) {
            let problem = Problem::error("private-in-output").with("path", path).with("what", finding.what);
            facts.problems.push(problem.with("found", finding.found));
        }
    }
    if path.ends_with(".html") {
        let html = String::from_utf8_lossy(bytes);
        attributes(&html, |name, value| match name {
            "href" | "src" => facts.link(path, value, base_path),
            "srcset" => {
                for part in value.split(", ") {
                    facts.link(path, part.split(' ').next().unwrap_or_default(), base_path);
                }
            }
            "id" if !facts.ids.insert(value.to_owned()) => {
                facts.problems.push(Problem::error("page-double-id").with("path", path).with("id", value));
            }
            _ => {}
        });
    } else if path.starts_with("assets/pictures/") && has_metadata(bytes) {
        facts.problems.push(Problem::error("picture-with-metadata").with("path", path));
    }
    facts
}

impl Facts {
    fn link(&mut self, from: &str, link: &str, base_path: &str) {
        let link = unescape(link);
        if link.contains("://") || link.starts_with("mailto:") || link.starts_with("tel:") {
            return;
        }
        let (address, anchor) = match link.split_once('#') {
            Some((address, anchor)) => (address, Some(anchor.to_owned())),
            None => (&*link, None),
        };
        match resolve(from, address, base_path) {
            Some(target) => drop(self.links.insert((target, anchor))),
            None => self.problems.push(broken(from, &link)),
        }
    }
}

/// The path a link leads to; none if it leaves the site.
fn resolve(from: &str, address: &str, base_path: &str) -> Option<String> {
    let address = address.split('?').next().unwrap_or_default();
    if address.is_empty() {
        return Some(from.to_owned());
    }
    if address.starts_with('/') {
        return address.strip_prefix(base_path).map(str::to_owned);
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            other => parts.push(other),
        }
    }
    Some(parts.join("/"))
}

/// Calls `visit` with every attribute of every tag. The pages are our own, so this need not mend what
/// browsers mend: attribute values stand in double quotes and text is escaped.
fn attributes(html: &str, mut visit: impl FnMut(&str, &str)) {
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        rest = rest.get(open + 1..).unwrap_or_default();
        while let Some(at) = rest.find(['=', '>']) {
            let name = rest.get(..at).unwrap_or_default();
            if rest.get(at..).is_some_and(|r| r.starts_with('>')) {
                rest = rest.get(at + 1..).unwrap_or_default();
                break;
            }
            let Some(value_onwards) = rest.get(at + 1..).and_then(|r| r.strip_prefix('"')) else {
                rest = rest.get(at + 1..).unwrap_or_default();
                continue;
            };
            let end = value_onwards.find('"').unwrap_or(value_onwards.len());
            let name = name.rsplit([' ', '\n']).next().unwrap_or_default();
            visit(name, value_onwards.get(..end).unwrap_or_default());
            rest = value_onwards.get(end + 1..).unwrap_or_default();
        }
    }
}

fn unescape(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// Blocks that cameras and programs hide in pictures (`domain.md` P6).
fn has_metadata(bytes: &[u8]) -> bool {
    const MARKS: [&[u8]; 5] = [b"Exif\0", b"http://ns.adobe.com/xap", b"Photoshop 3.0", b"GPSLatitude", b"8BIM"];
    MARKS.iter().any(|mark| bytes.windows(mark.len()).any(|window| window == *mark))
}

fn broken(from: &str, link: &str) -> Problem {
    Problem::error("broken-link").with("path", from).with("link", link)
}

/// Checks the links of pages against the whole site.
///
/// `pages` are the pages looked through; `exists` knows every path of the site. An anchor is checked only
/// where its page was looked through as well.
#[must_use]
pub fn links(pages: &BTreeMap<String, Facts>, exists: impl Fn(&str) -> bool) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, facts) in pages {
        problems.extend(facts.problems.iter().cloned());
        for (target, anchor) in &facts.links {
            if !exists(target) {
                problems.push(broken(path, target));
            } else if let (Some(anchor), Some(page)) = (anchor, pages.get(target))
                && !anchor.is_empty()
                && !page.ids.contains(anchor)
            {
                problems.push(broken(path, &format!("{target}#{anchor}")));
            }
        }
    }
    problems
}
