//! Addresses of the web, as editors type and paste them.

use crate::vietnamese;

/// Longer ones lead nowhere a reader could go, and no PDF can hold them.
const LONGEST: usize = 2000;

/// An address of the web as a browser takes it; none if it is not one.
pub(super) fn web_address(typed: &str) -> Option<String> {
    let mut address = String::with_capacity(typed.len());
    for letter in typed.trim().chars().filter(|letter| !vietnamese::is_invisible(*letter)) {
        if letter.is_whitespace() { address.push_str("%20") } else { address.push(letter) }
    }
    let (scheme, rest) = address.split_once("://")?;
    let is_web = ["https", "http"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    let has_host = rest.starts_with(|first: char| first.is_alphanumeric() || first == '[');
    (is_web && has_host && address.len() <= LONGEST).then_some(address)
}
