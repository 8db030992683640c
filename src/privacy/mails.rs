//! E-mail addresses, also with an `(at)` for the @.

use std::sync::LazyLock;

use memchr::memchr3;
use regex::Regex;

use super::plain::Plain;
use super::{Claims, Kind};

static MAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let at = r"(?: ?@ ?| ?[(\[] ?(?:at|a cong) ?[)\]] ?)";
    Regex::new(&format!(r"([a-z0-9._%+-]*[a-z0-9_]){at}((?:[a-z0-9-]+\.)+[a-z]{{2,12}})")).ok()
});

/// What looks like the end of a host and is the kind of a file: `logo@2x.png`.
const FILES: [&str; 8] = ["png", "jpg", "jpeg", "webp", "svg", "gif", "css", "js"];

pub(super) fn look(plain: &Plain<'_>, claims: &mut Claims) {
    if memchr3(b'@', b'(', b'[', plain.text.as_bytes()).is_none() {
        return;
    }
    let Some(mail) = &*MAIL else { return };
    for found in mail.captures_iter(&plain.text) {
        let end = found.get(2).and_then(|host| host.as_str().rsplit('.').next());
        if let (Some(all), Some(end)) = (found.get(0), end)
            && !FILES.contains(&end)
        {
            claims.add(all.range(), Kind::Email);
        }
    }
}
