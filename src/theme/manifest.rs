//! What one `theme.toml` says, and what two of them say, one laid over the other.

use super::colours::{self, Palette};
use super::fonts::Font;
use super::menu::MenuEntry;
use super::paper::Printed;
use crate::files::FilePath;
use crate::model::Choice as _;
use crate::read;
use crate::read::fields::{Desk, Fields};
use crate::report::{Place, Problem, Report, Span};

/// A value with the place it was written at; none for what the built-in theme says.
#[derive(Clone)]
pub(super) struct Said<T> {
    pub(super) value: T,
    pub(super) place: Option<Place>,
}

impl<T> Said<T> {
    pub(super) fn at(value: T, file: Option<&FilePath>, span: Span) -> Self {
        Self { value, place: file.map(|file| Place { file: file.clone(), span: Some(span) }) }
    }
}

/// What a `theme.toml` says; all of it may be left out.
#[derive(Default)]
pub(super) struct Manifest {
    pub(super) api: Option<Said<i64>>,
    pub(super) extends: Option<Said<String>>,
    pub(super) emblem: Option<Said<String>>,
    pub(super) icon: Option<Said<String>>,
    pub(super) menu: Option<Vec<MenuEntry>>,
    pub(super) light: Palette,
    pub(super) dark: Palette,
    pub(super) display: Option<Font>,
    pub(super) text: Option<Font>,
    pub(super) portrait: Option<Vec<u32>>,
    pub(super) picture: Option<Vec<u32>>,
    pub(super) print: Printed,
}

impl Manifest {
    /// Reads a `theme.toml`. The built-in one has no places: no editor can open it.
    pub(super) fn read(file: &FilePath, bytes: &[u8], built_in: bool, report: &mut Report) -> Self {
        let Some((span, table)) = read::toml::file(file, bytes, report) else { return Self::default() };
        let desk = Desk::new(file, report);
        let mut f = Fields::new(&desk, span, table);
        let own = (!built_in).then_some(file);
        let said = |(value, span)| Said::at(value, own, span);
        let mut manifest = Self {
            api: f.has("api").then(|| f.signed("api")).flatten().map(|api| Said::at(api, own, span)),
            extends: f.spanned_text("extends").map(said),
            emblem: f.spanned_text("emblem").map(said),
            icon: f.spanned_text("icon").map(said),
            ..Self::default()
        };
        if let Some(mut menu) = f.table("menu") {
            manifest.menu = entries(&mut menu);
            menu.finish();
        }
        if let Some(colors) = f.table("colors") {
            [manifest.light, manifest.dark] = colours::palettes(colors, own);
        }
        if let Some(mut fonts) = f.table("fonts") {
            manifest.display = fonts.table("display").and_then(|f| Font::read(f, own));
            manifest.text = fonts.table("text").and_then(|f| Font::read(f, own));
            fonts.finish();
        }
        if let Some(mut pictures) = f.table("pictures") {
            manifest.portrait = widths(&mut pictures, "portrait");
            manifest.picture = widths(&mut pictures, "picture");
            pictures.finish();
        }
        if let Some(print) = f.table("print") {
            manifest.print = Printed::read(print);
        }
        f.finish();
        manifest
    }

    /// This one laid over another: colour by colour, font by font, all else as a whole.
    pub(super) fn over(self, beneath: Self) -> Self {
        let lay = |over: Palette, mut beneath: Palette| {
            beneath.extend(over);
            beneath
        };
        Self {
            api: self.api,
            extends: self.extends,
            emblem: self.emblem.or(beneath.emblem),
            icon: self.icon.or(beneath.icon),
            menu: self.menu.or(beneath.menu),
            light: lay(self.light, beneath.light),
            dark: lay(self.dark, beneath.dark),
            display: self.display.or(beneath.display),
            text: self.text.or(beneath.text),
            portrait: self.portrait.or(beneath.portrait),
            picture: self.picture.or(beneath.picture),
            print: self.print.over(beneath.print),
        }
    }
}

fn entries(menu: &mut Fields<'_, '_>) -> Option<Vec<MenuEntry>> {
    menu.has("entries").then(|| {
        let mut entries: Vec<MenuEntry> = Vec::new();
        for (entry, span) in menu.choices("entries") {
            if entries.contains(&entry) {
                menu.report(Problem::error("duplicate-id").with("id", entry.word()), span);
            } else {
                entries.push(entry);
            }
        }
        entries
    })
}

/// Widths, the smallest first; without any there would be no picture at all.
fn widths(f: &mut Fields<'_, '_>, key: &'static str) -> Option<Vec<u32>> {
    let mut widths = f.numbers(key);
    widths.sort_unstable();
    widths.dedup();
    (!widths.is_empty()).then_some(widths)
}
