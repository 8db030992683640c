//! The colours of a theme: what each is for, how one is written, and whether a reader can tell text from ground.

use std::collections::BTreeMap;
use std::fmt;

use super::manifest::Said;
use crate::read::fields::Fields;
use crate::report::{Problem, Report};
use crate::vietnamese::DECIMAL_MARK;

/// The names of the colours, in the order `theme.toml` of the built-in theme explains them in.
pub const TOKENS: [&str; 19] = [
    "paper", "paper2", "card", "ink", "ink2", "link", "gold", "rule", "focus", "son", "son1", "son2", "son3",
    "onson", "leaf", "leaf1", "leaf2", "onleaf", "hair",
];

/// What is written in one colour on another, and how much they must differ: text 4.5, marks 3 (WCAG 2.2, 1.4.3
/// and 1.4.11). The hairlines `rule`, `leaf2` and `hair` are ornament.
const PAIRS: [(&str, &[&str], f64); 8] = [
    ("ink", &["paper", "paper2", "card"], 4.5),
    ("ink2", &["paper", "paper2", "card"], 4.5),
    ("link", &["paper", "paper2", "card"], 4.5),
    ("gold", &["paper"], 4.5),
    ("focus", &["paper", "paper2", "card"], 3.0),
    ("onson", &["son", "son1", "son2", "son3"], 4.5),
    ("leaf", &["son", "son1", "son2", "son3"], 4.5),
    ("onleaf", &["leaf", "leaf1"], 4.5),
];

/// A colour: red, green and blue.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

impl Colour {
    /// A colour from `#rgb` or `#rrggbb`. Nothing else is read, so nothing else can get into a style sheet.
    fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let short = digits.len() == 3;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) || !(short || digits.len() == 6) {
            return None;
        }
        let number = u32::from_str_radix(digits, 16).ok()?;
        let part = |place: u32| {
            let value = if short { (number >> (4 * place) & 15) * 17 } else { number >> (8 * place) & 255 };
            u8::try_from(value).unwrap_or(u8::MAX)
        };
        Some(Self([part(2), part(1), part(0)]))
    }

    /// Red, green and blue, from 0 to 255.
    pub(super) fn parts(self) -> [u8; 3] {
        self.0
    }

    /// How bright it is: from 0 to 1 (WCAG 2.2, relative luminance).
    fn luminance(self) -> f64 {
        let linear = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        linear.iter().zip([0.2126, 0.7152, 0.0722]).map(|(part, weight)| part * weight).sum()
    }

    /// How far two colours lie apart: from 1 to 21.
    fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// The colour nearest to this one that can be read on all these grounds: darker or brighter, as they allow.
    fn readable_on(self, grounds: &[Self], wanted: f64) -> Option<Self> {
        let towards = |end: u8| {
            (1..=100u16).find_map(|step| {
                let part = |p: u8| (u16::from(p) * (100 - step) + u16::from(end) * step) / 100;
                let mixed = Self(self.0.map(|p| u8::try_from(part(p)).unwrap_or(end)));
                grounds.iter().all(|ground| mixed.contrast(*ground) >= wanted).then_some((step, mixed))
            })
        };
        let ends = [towards(0), towards(255)];
        ends.into_iter().flatten().min_by_key(|(step, _)| *step).map(|(_, colour)| colour)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// Colours by name.
pub(super) type Palette = BTreeMap<&'static str, Said<Colour>>;

/// The colours in a table, and the table `dark` within it.
pub(super) fn palettes(mut f: Fields<'_, '_>, file: Option<&crate::files::FilePath>) -> [Palette; 2] {
    let dark = f.table("dark").map(|mut f| {
        let dark = palette(&mut f, file);
        f.finish();
        dark
    });
    let light = palette(&mut f, file);
    f.finish();
    [light, dark.unwrap_or_default()]
}

fn palette(f: &mut Fields<'_, '_>, file: Option<&crate::files::FilePath>) -> Palette {
    let mut palette = Palette::new();
    for token in TOKENS {
        let Some((text, span)) = f.spanned_text(token) else { continue };
        match Colour::parse(&text) {
            Some(colour) => drop(palette.insert(token, Said::at(colour, file, span))),
            None => {
                let problem = Problem::error("not-a-colour").with("key", token).with("value", &text);
                let hashed = format!("#{}", text.trim_start_matches('#'));
                let problem = problem.with_some("near", Colour::parse(&hashed).map(|near| near.to_string()));
                f.report(problem, span);
            }
        }
    }
    palette
}

/// A contrast as Vietnamese writes it: 4,5.
fn shown(ratio: f64) -> String {
    ratio.to_string().replace('.', &DECIMAL_MARK.to_string())
}

/// Names the colours of text that a reader could not tell from their ground, each with its worst. What the
/// built-in theme says alone is not looked at here: a test does.
pub(super) fn check(light: &Palette, dark: &Palette, report: &mut Report) {
    let in_dark: Palette = light.iter().chain(dark).map(|(token, said)| (*token, said.clone())).collect();
    for (table, palette) in [("colors", light), ("colors.dark", &in_dark)] {
        for (text, grounds, wanted) in PAIRS {
            let Some(ink) = palette.get(text) else { continue };
            let grounds: Vec<_> = grounds.iter().filter_map(|ground| palette.get_key_value(ground)).collect();
            let ratio = |ground: &Said<Colour>| ink.value.contrast(ground.value);
            let worst = grounds.iter().min_by(|a, b| ratio(a.1).total_cmp(&ratio(b.1)));
            let Some((name, ground)) = worst.filter(|(_, ground)| ratio(ground) < wanted) else { continue };
            // The one that is not the built-in theme's is the one to change.
            let Some(place) = ink.place.as_ref().or(ground.place.as_ref()) else { continue };
            let mut problem = Problem::warning("low-contrast")
                .with("table", table)
                .with("text", text)
                .with("ground", **name)
                .with("ratio", shown((ratio(ground) * 10.0).floor() / 10.0))
                .with("wanted", shown(wanted));
            let grounds: Vec<Colour> = grounds.iter().map(|(_, ground)| ground.value).collect();
            if let Some(near) = ink.value.readable_on(&grounds, wanted) {
                problem = problem.with("near", near.to_string());
            }
            problem.place = Some(place.clone());
            report.push(problem);
        }
    }
}
