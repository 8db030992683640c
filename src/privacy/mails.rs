//! E-mail addresses, also with an `(at)` for the @ and a `[dot]` for the full stop.

use std::sync::LazyLock;

use memchr::memchr3;
use regex::Regex;

use super::plain::Plain;
use super::{Claims, Kind};

static MAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let name = "[a-z0-9._%+-]*[a-z0-9_]";
    let at = r"(?: ?@ ?| ?[(\[] ?(?:@|at|a cong|a moc) ?[)\]] ?)";
    let dot = r"(?:\.| ?[(\[] ?(?:dot|cham) ?[)\]] ?)";
    // In words alone an address is known by who keeps the mailbox.
    let spoken = r"(?:gmail|yahoo|hotmail|outlook|icloud)(?: (?:dot|cham) |\.)com(?:[ .](?:cham |dot )?vn)?";
    Regex::new(&format!(r"{name}{at}((?:[a-z0-9-]+{dot})+[a-z]{{2,12}})|{name} {AT} {spoken}")).ok()
});

/// The @ said in words.
const AT: &str = "(?:at|a cong|a moc)";

/// What no address is without, beside the signs for it.
const SPOKEN: [&str; 3] = [" at ", " a cong ", " a moc "];

/// What looks like the end of a host and is the kind of a file: `logo@2x.png`.
const FILES: [&str; 8] = ["png", "jpg", "jpeg", "webp", "svg", "gif", "css", "js"];

pub(super) fn look(plain: &Plain<'_>, claims: &mut Claims) {
    let is_spoken = || SPOKEN.iter().any(|at| plain.text.contains(at));
    if memchr3(b'@', b'(', b'[', plain.text.as_bytes()).is_none() && !is_spoken() {
        return;
    }
    let Some(mail) = &*MAIL else { return };
    for found in mail.captures_iter(&plain.text) {
        let end = found.get(1).and_then(|host| host.as_str().rsplit('.').next());
        let is_file = end.is_some_and(|end| FILES.contains(&end));
        if let Some(all) = found.get(0).filter(|_| !is_file) {
            claims.add(all.range(), Kind::Email);
        }
    }
}
