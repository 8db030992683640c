//! The beginning of a site's style sheet, written from `theme.toml`: fonts to fetch, families, colours.

use std::fmt::Write as _;

use super::colours::{Palette, TOKENS};
use super::fonts::{Font, StandIn};
use crate::photos::Tint;

/// Family names that CSS knows by itself; in quotes they would be fonts of that name.
const GENERIC: [&str; 10] = [
    "serif",
    "sans-serif",
    "monospace",
    "cursive",
    "fantasy",
    "system-ui",
    "ui-serif",
    "ui-sans-serif",
    "ui-rounded",
    "math",
];

/// What the built-in style sheet calls the two fonts.
const ROLES: [&str; 2] = ["disp", "text"];

/// Writes it; `href` tells where a font file lies, seen from the style sheet.
pub(super) fn write(
    fonts: [&Font; 2],
    [light, dark]: [&Palette; 2],
    href: &dyn Fn(&str) -> Option<String>,
) -> String {
    let mut css = String::new();
    for font in fonts {
        let Some(family) = font.families.first() else { continue };
        let late = if font.swap { "swap" } else { "optional" };
        for file in &font.files {
            let Some(href) = href(&file.file.value) else { continue };
            let (family, href, weight) = (quoted(family), quoted(&href), file.weight);
            line(
                &mut css,
                &format!(
                    "@font-face{{font-family:{family};src:url({href}) format(\"woff2\");font-weight:{weight};font-display:{late}}}"
                ),
            );
        }
        for (name, StandIn { local, weight, size }) in standing_in(font) {
            let local: Vec<String> = local.iter().map(|name| format!("local({})", quoted(name))).collect();
            let (name, local) = (quoted(&name), local.join(","));
            let reach = font.reach.map_or_else(String::new, |(above, below)| {
                // The browser stretches these with the letters, so they are said as if they were not.
                let [above, below] = [above, below].map(|part| (part / size * 1e4).round() / 100.0);
                format!(";ascent-override:{above}%;descent-override:{below}%;line-gap-override:0%")
            });
            line(
                &mut css,
                &format!(
                    "@font-face{{font-family:{name};src:{local};font-weight:{weight};size-adjust:{size}%{reach}}}"
                ),
            );
        }
    }
    let mut root = colours(light);
    for (role, font) in ROLES.iter().zip(fonts) {
        let mut families: Vec<String> = font.families.iter().map(|name| family(name)).collect();
        let mut names: Vec<String> = standing_in(font).map(|(name, _)| quoted(&name)).collect();
        names.sort();
        names.dedup();
        families.splice(1..1, names);
        let _ = write!(root, "--{role}:{};", families.join(","));
    }
    line(&mut css, &format!(":root{{{}}}", root.trim_end_matches(';')));
    waiting(&mut css);
    let dark = colours(dark);
    line(&mut css, &format!("@media(prefers-color-scheme:dark){{:root{{{}}}}}", dark.trim_end_matches(';')));
    css
}

/// What waits for a picture (`photos::Tint`): a class for each colour above and below.
fn waiting(css: &mut String) {
    for tint in Tint::all() {
        let _ = write!(css, ".u{tint}{{--up:#{tint}}}.d{tint}{{--down:#{tint}}}");
    }
    css.push('\n');
}

fn line(css: &mut String, text: &str) {
    css.push_str(text);
    css.push('\n');
}

/// The stand-ins of a font with a name for each: the second of one weight has another than the first, so that a
/// system without the first one takes the second.
fn standing_in(font: &Font) -> impl Iterator<Item = (String, &StandIn)> {
    let family = font.families.first().map_or("", String::as_str);
    font.stand_ins.iter().enumerate().map(move |(at, stand_in)| {
        let before = font.stand_ins.iter().take(at).filter(|other| other.weight == stand_in.weight).count();
        (format!("{family} fallback {}", before + 1), stand_in)
    })
}

fn colours(palette: &Palette) -> String {
    let mut text = String::new();
    for token in TOKENS {
        if let Some(colour) = palette.get(token) {
            let _ = write!(text, "--{token}:{};", colour.value);
        }
    }
    text
}

fn family(name: &str) -> String {
    if GENERIC.contains(&name) { name.to_owned() } else { quoted(name) }
}

/// A CSS string. Whatever could end it, or the sheet, is written as its number (CSS Syntax 3, §4.3.7), so that a
/// name stays a name.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        if letter.is_control() || matches!(letter, '"' | '\\' | '<' | '>') {
            let _ = write!(quoted, "\\{:x} ", u32::from(letter));
        } else {
            quoted.push(letter);
        }
    }
    quoted.push('"');
    quoted
}
