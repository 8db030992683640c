//! How a board looks: one folder for both media, the built-in one beneath, a project's files over it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::files::{Bytes, Digest, FilePath, Files};
use crate::model::settings::Language;
use crate::report::{Problem, Report, Span};

/// The contract between the program and its themes. A theme made for another number is refused.
pub const API: i64 = 1;

/// The built-in theme, inside the binary.
#[derive(rust_embed::RustEmbed)]
#[folder = "themes/sen"]
struct Sen;

/// A theme as a value.
pub struct Theme {
    /// Its name.
    pub name: String,
    /// The page templates by file name.
    pub templates: BTreeMap<String, String>,
    /// Style sheets, scripts, fonts and drawings, by their path below `web/assets/` or `fonts/`.
    pub assets: BTreeMap<String, Bytes>,
    /// The site's own words.
    pub strings: Value,
    /// The sizes pictures are made in.
    pub pictures: Recipes,
    /// The colours of share cards.
    pub cards: CardColours,
    /// The identity of the whole theme.
    pub digest: Digest,
}

/// The sizes pictures are made in, in CSS pixels of width; none is ever enlarged to.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipes {
    /// Portraits, cut to 4:5.
    pub portrait: Vec<u32>,
    /// Whole pictures.
    pub picture: Vec<u32>,
}

/// The colours of share cards that a picture does not fill: red, green and blue, 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardColours {
    /// Behind the picture.
    pub ground: [u8; 3],
    /// Of the hairlines.
    pub line: [u8; 3],
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    #[serde(rename = "name")]
    _name: String,
    api: i64,
    pictures: Option<Recipes>,
    cards: Option<CardColours>,
}

/// Loads the theme `name` in a language: the files of `themes/<name>/`, and the built-in ones where
/// it has none.
pub fn load(files: &dyn Files, name: &str, language: Language, report: &mut Report) -> Option<Theme> {
    let folder = format!("themes/{name}");
    let own = files.under(&folder);
    if own.is_empty() && name != "sen" {
        let settings = FilePath::new("site/site.toml");
        report.push(Problem::error("no-theme").in_file(&settings).with("theme", name));
        return None;
    }
    let mut parts: BTreeMap<String, Bytes> = Sen::iter()
        .filter_map(|path| Some((path.to_string(), Bytes::from(Sen::get(&path)?.data.into_owned()))))
        .collect();
    for path in own {
        let Some(part) = path.strip_prefix(&*folder).and_then(|p| p.strip_prefix('/')) else { continue };
        match files.read(path) {
            Ok(bytes) => drop(parts.insert(part.to_owned(), bytes)),
            Err(why) => report.push(Problem::error("unreadable").in_file(path).with("why", why.0)),
        }
    }
    let place = |part: &str| FilePath::new(&format!("{folder}/{part}"));
    let built_in: Manifest = parse_toml(&place("theme.toml"), built_in_file("theme.toml")?.as_ref(), report)?;
    let manifest: Manifest = parse_toml(&place("theme.toml"), parts.get("theme.toml")?, report)?;
    if manifest.api != API {
        let problem = Problem::error("theme-api").in_file(&place("theme.toml"));
        report.push(problem.with("api", manifest.api.to_string()).with("wanted", API.to_string()));
        return None;
    }
    let strings_file = format!("strings/{}.toml", language.code());
    let mut strings: Value =
        parse_toml(&place(&strings_file), built_in_file(&strings_file)?.as_ref(), report)?;
    merge(&mut strings, parse_toml(&place(&strings_file), parts.get(&strings_file)?, report)?);
    let digest = Digest::of_parts(parts.iter().flat_map(|(path, bytes)| [path.as_bytes(), bytes.as_ref()]));
    let mut theme = Theme {
        name: name.to_owned(),
        templates: BTreeMap::new(),
        assets: BTreeMap::new(),
        strings,
        pictures: manifest.pictures.or(built_in.pictures)?,
        cards: manifest.cards.or(built_in.cards)?,
        digest: Digest::of_parts([digest.as_bytes().as_slice(), language.code().as_bytes()]),
    };
    for (part, bytes) in parts {
        if let Some(asset) =
            part.strip_prefix("web/assets/").or_else(|| part.strip_prefix("fonts/").map(|_| &*part))
        {
            theme.assets.insert(asset.to_owned(), bytes);
        } else if let Some(template) = part.strip_prefix("web/") {
            match std::str::from_utf8(&bytes) {
                Ok(text) => drop(theme.templates.insert(template.to_owned(), text.to_owned())),
                Err(_) => {
                    report.push(Problem::error("not-utf8").in_file(&place(&part)).with("encoding", "?"))
                }
            }
        }
    }
    Some(theme)
}

fn built_in_file(part: &str) -> Option<Bytes> {
    Some(Bytes::from(Sen::get(part)?.data.into_owned()))
}

fn parse_toml<T: serde::de::DeserializeOwned>(
    file: &FilePath,
    bytes: &[u8],
    report: &mut Report,
) -> Option<T> {
    let text = String::from_utf8_lossy(bytes);
    match toml::from_str(&text) {
        Ok(value) => Some(value),
        Err(error) => {
            let span = error.span().map_or_else(Span::default, Span::from);
            report.push(Problem::error("toml-syntax").at(file, span).with("detail", error.message()));
            None
        }
    }
}

/// A theme that changes one word keeps all the others.
fn merge(beneath: &mut Value, over: Value) {
    match (beneath, over) {
        (Value::Object(beneath), Value::Object(over)) => {
            for (key, value) in over {
                merge(beneath.entry(key).or_insert(Value::Null), value);
            }
        }
        (beneath, over) => *beneath = over,
    }
}
