//! How a board looks: one folder for both media, laid over the theme inside the program, key by key and file by file.

mod colours;
mod fonts;
mod layers;
mod manifest;
mod menu;
mod panel;
mod paper;
mod references;
mod sheet;
mod strings;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use self::colours::Palette;
use self::fonts::Font;
use self::layers::Layer;
use self::manifest::{Manifest, Said};
use crate::files::{Bytes, Digest, FilePath, Files, is_portable};
use crate::model::settings::{Language, Settings};
use crate::model::{Choice as _, nearest};
use crate::read::text;
use crate::report::{Problem, Report, Span};

pub use self::colours::{Colour, TOKENS};
pub use self::fonts::lacking;
pub use self::menu::MenuEntry;
pub use self::panel::Panel;
pub use self::paper::Paper;
pub use self::references::references;

/// The contract between the program and its themes. A theme made for another number is refused.
pub const API: i64 = 1;

/// The built-in theme, beneath all others.
const BUILT_IN: &str = "sen";

/// The built-in theme, inside the binary.
#[derive(rust_embed::RustEmbed)]
#[folder = "themes/sen"]
struct Sen;

/// A theme as a value.
pub struct Theme {
    /// Where its files stand, for what is wrong with them.
    pub parts: Arc<Parts>,
    /// The page templates by file name.
    pub templates: BTreeMap<String, String>,
    /// Style sheets, scripts, fonts and drawings, by their path below `web/assets/` or `fonts/`.
    pub assets: BTreeMap<String, Bytes>,
    /// The site's own words.
    pub strings: Value,
    /// Texts that the project's own layers say, with their places.
    pub spoken: Vec<(FilePath, Span, String)>,
    /// The sizes pictures are made in.
    pub pictures: Recipes,
    /// What sheets are printed on.
    pub paper: Paper,
    /// What sheets are made with, by path in the theme: templates and fonts below `print/`, the emblem.
    pub print: BTreeMap<String, Bytes>,
    /// The drawing beside the title, an asset.
    pub emblem: String,
    /// The drawing of the browser's tab, an asset.
    pub icon: String,
    /// The menu.
    pub menu: Vec<MenuEntry>,
    /// The identity of the whole theme.
    pub digest: Digest,
    /// The identity of what is set with it: the files of print, words, colours, the paper.
    pub print_digest: Digest,
    light: Palette,
    dark: Palette,
    display: Font,
    text: Font,
}

/// Where the files of a theme stand, which may lie in another one beneath it.
#[derive(Debug, Default)]
pub struct Parts {
    theme: String,
    files: BTreeMap<String, FilePath>,
}

impl Parts {
    /// The file behind a part of the theme, as `web/home.html`; of what it has not, where that would be.
    #[must_use]
    pub fn file(&self, part: &str) -> FilePath {
        let own = || FilePath::new(&format!("themes/{}/{part}", self.theme));
        self.files.get(part).cloned().unwrap_or_else(own)
    }
}

/// The sizes pictures are made in, in CSS pixels of width; none is ever enlarged to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipes {
    /// Portraits, cut to 4:5.
    pub portrait: Vec<u32>,
    /// Whole pictures.
    pub picture: Vec<u32>,
}

impl Theme {
    /// A colour by its name, light and dark.
    #[must_use]
    pub fn colour(&self, token: &str) -> Option<[Colour; 2]> {
        let light = self.light.get(token)?.value;
        Some([light, self.dark.get(token).map_or(light, |said| said.value)])
    }

    /// What lies under pages, and under pictures one can see through: red, green and blue.
    #[must_use]
    pub fn paper(&self) -> Option<[u8; 3]> {
        Some(self.colour("paper")?[0].parts())
    }

    /// The colours of print: all by name, as `#861619`; paper is never dark.
    #[must_use]
    pub fn inks(&self) -> BTreeMap<&'static str, String> {
        self.light.iter().map(|(token, said)| (*token, said.value.to_string())).collect()
    }

    /// The fonts worth fetching before the style sheet asks for them, as assets.
    pub fn preload(&self) -> impl Iterator<Item = String> {
        let files = [&self.display, &self.text].into_iter().flat_map(|font| &font.files);
        files.filter(|file| file.preload).map(|file| asset(&file.file.value))
    }

    /// What stands before the style sheet: fonts and colours as CSS. `href` tells where an asset lies, seen
    /// from the sheet.
    #[must_use]
    pub fn style(&self, href: impl Fn(&str) -> Option<String>) -> String {
        let font = |file: &str| href(&asset(file));
        sheet::write([&self.display, &self.text], [&self.light, &self.dark], &font)
    }
}

impl Theme {
    fn of_print(&self) -> Digest {
        // Texts and numbers cannot fail to serialise.
        let said = serde_json::to_vec(&(&self.paper, &self.strings, self.inks())).unwrap_or_default();
        let files = self.print.iter().flat_map(|(path, bytes)| [path.as_bytes(), bytes.as_ref()]);
        Digest::of_parts(std::iter::once(said.as_slice()).chain(files))
    }

    /// Takes the files off the shelf: templates as text, all else as it is. Fonts nobody asks for any more, as
    /// those of a theme beneath, are left.
    fn unpack(&mut self, shelf: Shelf, report: &mut Report) {
        let (mut fonts, mut dressing) = (BTreeMap::new(), Vec::new());
        for (part, (bytes, file)) in shelf.0 {
            if !is_portable(&file) {
                report.push(Problem::error("file-name").in_file(&file).with("name", file.name()));
            }
            if part.starts_with("print/") || part.strip_prefix("web/assets/") == Some(&self.emblem) {
                self.print.insert(part.clone(), Arc::clone(&bytes));
            }
            if part.starts_with("fonts/") {
                fonts.insert(part, bytes);
            } else if let Some(asset) = part.strip_prefix("web/assets/") {
                let mut bytes = bytes;
                // Something will stand before a sheet, so a byte order mark must not stay.
                if asset.ends_with(".css")
                    && let Some(source) = text::source(&file, &bytes, report)
                {
                    let skip = source.skip;
                    bytes = source.text.as_bytes().into();
                    dressing.push((file, skip, Arc::clone(&bytes)));
                }
                self.assets.insert(asset.to_owned(), bytes);
            } else if let Some(template) = part.strip_prefix("web/")
                && let Some(source) = text::source(&file, &bytes, report)
            {
                self.templates.insert(template.to_owned(), source.text.to_owned());
            }
        }
        let sheets: Vec<(&FilePath, u32, &str)> = dressing
            .iter()
            .filter_map(|(file, skip, css)| Some((file, *skip, std::str::from_utf8(css).ok()?)))
            .collect();
        let named = |part: &str| {
            let fonts = [&self.display, &self.text];
            let files = fonts.iter().flat_map(|font| font.files.iter().map(|file| &file.file));
            let mut said = files.chain(fonts.iter().filter_map(|font| font.licence.as_ref()));
            said.any(|said| asset(&said.value) == part) || sheets.iter().any(|(.., css)| css.contains(part))
        };
        fonts.retain(|part, _| named(part));
        self.assets.extend(fonts);
        sheets.iter().for_each(|(file, skip, css)| references::check(file, *skip, css, &self.assets, report));
    }
}

/// A file of `fonts/` as an asset.
fn asset(font: &str) -> String {
    format!("fonts/{font}")
}

/// Loads the theme the settings name, in their language; `None` if there is none that could be shown.
pub fn load(files: &dyn Files, settings: &Settings, report: &mut Report) -> Option<Theme> {
    let (name, language) = (&settings.theme, settings.language);
    let place = settings.theme_place.unwrap_or_default();
    let wanted = Said::at(name.clone(), Some(&FilePath::new("site/site.toml")), place);
    let mut layers = layers::layers(files, &wanted, report)?;
    let (strings, spoken) = strings::strings(&layers, &format!("strings/{}.toml", language.word()), report);
    let digest = digest(&layers, language);
    let manifest = layers
        .iter_mut()
        .map(|layer| std::mem::take(&mut layer.manifest))
        .reduce(|beneath, over| over.over(beneath))?;
    let Manifest { emblem, icon, menu, light, dark, display, text, portrait, picture, print, .. } = manifest;
    let (emblem, icon, display, text) = (emblem?, icon?, display?, text?);
    colours::check(&light, &dark, report);
    let shelf = Shelf::new(layers, report);
    shelf.need(&emblem, "web/assets", &["svg", "png", "webp"], report);
    shelf.need(&icon, "web/assets", &["svg"], report);
    for font in [&display, &text] {
        shelf.need_font(font, report);
    }
    let files = shelf.0.iter().map(|(part, (_, file))| (part.clone(), file.clone())).collect();
    let mut theme = Theme {
        parts: Arc::new(Parts { theme: name.to_owned(), files }),
        templates: BTreeMap::new(),
        assets: BTreeMap::new(),
        strings,
        spoken,
        pictures: Recipes { portrait: portrait?, picture: picture? },
        paper: print.paper()?,
        print: BTreeMap::new(),
        emblem: emblem.value,
        icon: icon.value,
        menu: menu?,
        digest,
        print_digest: Digest::of(b""),
        light,
        dark,
        display,
        text,
    };
    theme.unpack(shelf, report);
    theme.print_digest = theme.of_print();
    Some(theme)
}

/// The identity of a theme: of all its files, in the order in which they lie over each other.
fn digest(layers: &[Layer], language: Language) -> Digest {
    let parts = layers.iter().flat_map(|layer| {
        let files = layer.parts.iter().flat_map(|(path, bytes)| [path.as_bytes(), bytes.as_ref()]);
        std::iter::once(layer.folder.as_bytes()).chain(files)
    });
    Digest::of_parts(parts.chain([language.word().as_bytes()]))
}

/// Does anybody look for a file there?
fn has_a_place(part: &str) -> bool {
    let name = part.rsplit('/').next().unwrap_or(part);
    matches!(part, "theme.toml" | "strings/vi.toml" | "strings/en.toml")
        || ["web/", "fonts/", "print/"].iter().any(|folder| part.starts_with(folder))
        || ["README", "LICENSE", "."].iter().any(|beginning| name.starts_with(beginning))
}

/// All files of a theme, the uppermost of each name, with the place it came from.
struct Shelf(BTreeMap<String, (Bytes, FilePath)>);

impl Shelf {
    fn new(layers: Vec<Layer>, report: &mut Report) -> Self {
        let mut shelf = BTreeMap::new();
        for layer in layers {
            for (part, bytes) in &layer.parts {
                let file = layer.file(part);
                if !layer.built_in && !has_a_place(part) {
                    report.push(Problem::warning("theme-file-not-read").in_file(&file));
                }
                shelf.insert(part.clone(), (Arc::clone(bytes), file));
            }
        }
        Self(shelf)
    }

    /// A file that `theme.toml` names must be there, and of a kind that can be used so.
    fn need(
        &self,
        said: &Said<String>,
        folder: &str,
        kinds: &[&str],
        report: &mut Report,
    ) -> Option<&(Bytes, FilePath)> {
        let found = self.0.get(&format!("{folder}/{}", said.value));
        let (rule, filling) = match found {
            None => ("no-theme-file", folder.to_owned()),
            Some((_, file)) if !kinds.contains(&&*file.extension()) => {
                ("theme-file-kind", kinds.join(", ").to_uppercase())
            }
            Some(_) => return found,
        };
        let mut problem = Problem::error(rule).with("file", &said.value).with("needed", filling);
        if found.is_none() {
            let there = || self.0.keys().filter_map(|part| part.strip_prefix(folder)?.strip_prefix('/'));
            if let Some(near) = nearest(&said.value, there()) {
                problem = problem.with("near", near);
            }
        }
        problem.place.clone_from(&said.place);
        report.push(problem);
        None
    }

    fn need_font(&self, font: &Font, report: &mut Report) {
        if let Some(licence) = &font.licence {
            self.need(licence, "fonts", &["txt"], report);
        }
        for file in &font.files {
            let name = &file.file;
            let Some((bytes, _)) = self.need(name, "fonts", &["woff2"], report) else { continue };
            // The built-in fonts are proven by a test, and need not be unpacked on every run.
            if Sen::get(&asset(&name.value)).is_some_and(|own| *own.data == **bytes) {
                continue;
            }
            let mut problem = match fonts::lacking(bytes) {
                None => Problem::error("theme-file-kind").with("needed", "WOFF2"),
                Some(letters) if letters.is_empty() => continue,
                Some(letters) => {
                    let first: Vec<String> = letters.chars().take(20).map(String::from).collect();
                    Problem::warning("font-lacks-letters").with("letters", first.join(" "))
                }
            };
            problem = problem.with("file", &name.value);
            problem.place.clone_from(&name.place);
            report.push(problem);
        }
    }
}
