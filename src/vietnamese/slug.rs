//! Names of pages and files: small ASCII letters, digits and single hyphens, safe on every system.

use super::fold::fold;

/// The longest slug, in characters.
const LONGEST: usize = 80;

/// Stands for a text of which no letter is left, and behind a name that we may not use.
const FALLBACK: &str = "muc";

/// The slug of a text (`domain.md` §3c): `Nguyễn Thị Hà` → `nguyen-thi-ha`.
///
/// Always matches `^[a-z0-9]+(-[a-z0-9]+)*$`, at most 80 characters, cut between words where
/// there is a gap. A text without Latin letters or digits gives `muc`; `index` and the device
/// names of Windows (`con`, `aux`, `com1` …) get `-muc` behind them. Different texts may share a
/// slug (Hà, Hạ, Hả): an address needs the person's id as well.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    for character in fold(text).chars() {
        let mut ascii = [0; 4];
        let spelled = match character {
            'a'..='z' | '0'..='9' => &*character.encode_utf8(&mut ascii),
            other => spelled_out(other),
        };
        if gap && !slug.is_empty() && !spelled.is_empty() {
            slug.push('-');
        }
        gap = spelled.is_empty();
        slug.push_str(spelled);
    }
    if slug.len() > LONGEST {
        let gap = slug.get(..=LONGEST).and_then(|start| start.rfind('-'));
        slug.truncate(gap.unwrap_or(LONGEST));
    }
    if slug.is_empty() {
        return FALLBACK.to_owned();
    }
    if is_reserved(&slug) {
        slug.push('-');
        slug.push_str(FALLBACK);
    }
    slug
}

/// Latin letters of foreign names that Unicode does not take apart; empty for all else.
fn spelled_out(letter: char) -> &'static str {
    match letter {
        'ø' => "o",
        'ł' => "l",
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => "",
    }
}

/// `index` is the page of a folder itself; Windows opens a device for the others, whatever the
/// file ending, also for port 0.
fn is_reserved(slug: &str) -> bool {
    match slug.strip_prefix("com").or_else(|| slug.strip_prefix("lpt")) {
        Some(port) => matches!(port.as_bytes(), [b'0'..=b'9']),
        None => matches!(slug, "index" | "con" | "prn" | "aux" | "nul"),
    }
}
