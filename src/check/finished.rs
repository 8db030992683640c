//! Checks of what was made: every link leads somewhere, every id is one, nothing private is inside.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use memchr::{memchr, memchr3};
use percent_encoding::percent_decode_str;

use super::texts::{self, Said};
use crate::photos;
use crate::privacy::{self, Allowed, Clean, Finding, Kind};
use crate::report::{Problem, Severity};

/// An anchor, known by a hash of its name: a site has very many, and they are only compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Anchor(u64);

impl Anchor {
    fn of(name: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        name.hash(&mut hasher);
        Self(hasher.finish())
    }
}

/// What a finished page says about others and about itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Anchors of other pages it leads to: path and anchor.
    pub anchored: Vec<(String, String)>,
    /// Its own anchors.
    pub ids: BTreeSet<Anchor>,
    /// What is wrong with the page by itself, broken links among it.
    pub problems: Vec<Problem>,
}

/// What a finished file is looked through with.
pub struct Ground<'g> {
    /// The full address of the site, ending in `/`: editors lead to files of their own by it.
    pub base_url: &'g str,
    /// Where the site will stand on its host, beginning and ending in `/`.
    pub base_path: &'g str,
    /// What the office says of itself, all that may be told.
    pub allowed: &'g Allowed,
    /// What other files of the site say as well, and was looked through there.
    pub clean: &'g Clean,
    /// Knows every path of the site.
    pub exists: &'g (dyn Fn(&str) -> bool + Sync),
}

/// Looks through a finished file; `plain` is what was set in it, as JSON, where its bytes are hard to read.
#[must_use]
pub fn look(path: &str, bytes: &[u8], plain: Option<&[u8]>, ground: &Ground<'_>) -> Facts {
    let mut facts = Facts::default();
    facts.personal(path, &texts::name(path), ground);
    match plain {
        // What was set is read as it was given: in a finished PDF a column may go on in its neighbour.
        Some(plain) => {
            facts.personal(path, &texts::strings(&String::from_utf8_lossy(plain)), ground);
        }
        // A page of ours is UTF-8, which is known faster than what else it may be.
        None if path.ends_with(".html") => {
            let page =
                std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed);
            facts.page(path, &page, ground);
        }
        None => {
            facts.personal(path, &texts::of(path, bytes), ground);
        }
    }
    facts
}

/// Looks at a picture or a share card that was made: nothing is in it but what is seen.
#[must_use]
pub fn look_at_picture(path: &str, bytes: &[u8]) -> Facts {
    let hidden =
        (!photos::is_bare(bytes)).then(|| Problem::error("picture-with-metadata").with("path", path));
    Facts { problems: hidden.into_iter().collect(), ..Facts::default() }
}

impl Facts {
    /// Looks through a page: what it says, where it leads, its anchors.
    fn page(&mut self, path: &str, page: &str, ground: &Ground<'_>) {
        let mut target = String::with_capacity(160);
        for (part, is_shared) in texts::parts(page) {
            let is_known = is_shared && ground.clean.has(part.as_bytes());
            let mut said = if is_known { Said::unheard() } else { Said::default() };
            texts::walk(part, &mut said, |name, value| match name {
                "href" | "src" => self.link(path, value, ground, &mut target),
                "srcset" => {
                    for part in value.split(", ") {
                        self.link(path, part.split(' ').next().unwrap_or_default(), ground, &mut target);
                    }
                    true
                }
                "id" if !self.ids.insert(Anchor::of(value)) => {
                    self.problems.push(Problem::error("page-double-id").with("path", path).with("id", value));
                    false
                }
                _ => false,
            });
            if !is_known && self.personal(path, &said.text(), ground) && is_shared {
                ground.clean.note(part.as_bytes());
            }
        }
    }

    /// Notes what is personal in a text of this file; true if nothing is.
    fn personal(&mut self, path: &str, text: &str, ground: &Ground<'_>) -> bool {
        let mut nothing = true;
        // Answers to a form are for people to judge, who are told of them where they are written.
        let may_be_told = |finding: &&Finding| finding.kind == Kind::Sensitive || ground.allowed.has(finding);
        for finding in privacy::scan_new(text, ground.clean).iter().filter(|finding| !may_be_told(finding)) {
            nothing = false;
            let problem = Problem::error("private-in-output").with("path", path);
            let problem = problem.with("what", finding.kind.word()).with("found", finding.masked());
            if !self.problems.contains(&problem) {
                self.problems.push(problem);
            }
        }
        nothing
    }

    /// Follows one link; `target` is a place to write in, lent again and again. True if it says no more than the path of
    /// a file of the site, which is looked through with that file.
    fn link(&mut self, from: &str, link: &str, ground: &Ground<'_>, target: &mut String) -> bool {
        // Most links climb to the top of the site and go down again, with nothing to take apart.
        if memchr3(b'&', b'#', b'?', link.as_bytes()).is_none()
            && link.starts_with("../")
            && resolve(from, link, ground.base_path, target)
            && (ground.exists)(target)
        {
            return true;
        }
        let unescaped = unescape(link);
        let link = unescaped.trim();
        if leads_elsewhere(link) {
            let inner = link.strip_prefix(ground.base_url);
            // On the same host may be what this program does not know.
            if inner.is_some_and(|inner| !leads("", before_anchor(inner), ground, target)) {
                self.problems.push(Problem { severity: Severity::Warning, ..broken(from, link) });
            }
            return false;
        }
        let (address, anchor) =
            link.split_once('#').map_or((link, ""), |(address, anchor)| (address, anchor));
        let is_own = address.is_empty();
        if !(is_own || self::leads(from, address, ground, target)) {
            self.problems.push(broken(from, link));
        } else if !anchor.is_empty() {
            let page = if is_own { from } else { target.as_str() };
            self.anchored.push((page.to_owned(), anchor.to_owned()));
        }
        false
    }
}

/// Does an address name another host, or no place at all, as `mailto:` and `data:` do?
fn leads_elsewhere(address: &str) -> bool {
    let scheme = address.split_once([':', '/', '?', '#']).map_or("", |(scheme, _)| scheme);
    let is_scheme = address.as_bytes().get(scheme.len()) == Some(&b':')
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    is_scheme || address.starts_with("//")
}

/// An address without its place in the page.
fn before_anchor(address: &str) -> &str {
    address.split_once('#').map_or(address, |(address, _)| address)
}

/// Does an address lead to a file of the site, or a folder to its page? Its path is then in `target`.
fn leads(from: &str, address: &str, ground: &Ground<'_>, target: &mut String) -> bool {
    let address = address.split('?').next().unwrap_or_default();
    let address = percent_decode_str(address).decode_utf8_lossy();
    if !resolve(from, &address, ground.base_path, target) {
        return false;
    }
    if (ground.exists)(target) {
        return true;
    }
    target.truncate(target.trim_end_matches('/').len());
    target.push_str(if target.is_empty() { "index.html" } else { "/index.html" });
    (ground.exists)(target)
}

/// Writes the path a link leads to into `target`; false if it leaves the site.
fn resolve(from: &str, address: &str, base_path: &str, target: &mut String) -> bool {
    target.clear();
    if let Some(inner) = address.strip_prefix(base_path).filter(|_| address.starts_with('/')) {
        target.push_str(inner);
        return true;
    }
    if address.starts_with('/') {
        return false;
    }
    let mut folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut address = address;
    while let (Some(rest), false) = (address.strip_prefix("../"), folder.is_empty()) {
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        address = rest;
    }
    target.push_str(folder);
    for part in address.split('/') {
        match part {
            "." => {}
            ".." if target.is_empty() => return false,
            ".." => target.truncate(target.rfind('/').unwrap_or(0)),
            other => {
                if !target.is_empty() {
                    target.push('/');
                }
                target.push_str(other);
            }
        }
    }
    true
}

/// A text of markup with its references to characters made the characters they are.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + 1..).unwrap_or_default();
        let end = rest.bytes().take(LONGEST).position(|byte| byte == b';');
        let referred = end.and_then(|end| Some((end, character(rest.get(..end)?)?)));
        if let Some((end, character)) = referred {
            out.push(character);
            rest = rest.get(end + 1..).unwrap_or_default();
        } else {
            out.push('&');
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// No reference to a character that says something personal is longer.
const LONGEST: usize = 10;

fn character(name: &str) -> Option<char> {
    let number = |digits, base| u32::from_str_radix(digits, base).ok().and_then(char::from_u32);
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        "commat" => '@',
        "period" => '.',
        "plus" => '+',
        other => {
            let digits = other.strip_prefix('#')?;
            let hexadecimal = digits.strip_prefix(['x', 'X']).map(|digits| number(digits, 16));
            return hexadecimal.unwrap_or_else(|| number(digits, 10));
        }
    })
}

fn broken(from: &str, link: &str) -> Problem {
    Problem::error("broken-link").with("path", from).with("link", link)
}

/// The problems of the pages that were looked through, anchors among them that no page has. An anchor is
/// checked only where its page was looked through as well.
#[must_use]
pub fn problems(pages: &BTreeMap<String, Facts>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, facts) in pages {
        problems.extend(facts.problems.iter().cloned());
        // What stands after the # of a PDF is its reader's affair.
        for (target, anchor) in facts.anchored.iter().filter(|(target, _)| target.ends_with(".html")) {
            if pages.get(target).is_some_and(|page| !page.ids.contains(&Anchor::of(anchor))) {
                problems.push(broken(path, &format!("{target}#{anchor}")));
            }
        }
    }
    problems
}
