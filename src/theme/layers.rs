//! The folders a theme is made of, one over the other: the built-in theme, what it extends, its own.

use std::collections::BTreeMap;

use super::manifest::{Manifest, Said};
use super::{API, BUILT_IN, Sen};
use crate::files::{Bytes, FilePath, Files};
use crate::model::nearest;
use crate::read::is_litter;
use crate::report::{Problem, Report};

/// One folder with the files in it.
pub(super) struct Layer {
    /// `themes/<name>`.
    pub(super) folder: FilePath,
    /// Is it the one inside the program?
    pub(super) built_in: bool,
    /// Its files, by their path within it.
    pub(super) parts: BTreeMap<String, Bytes>,
    /// Its `theme.toml`.
    pub(super) manifest: Manifest,
}

impl Layer {
    /// A file of the layer as the project names it.
    pub(super) fn file(&self, part: &str) -> FilePath {
        self.folder.join(part)
    }

    fn new(
        folder: FilePath,
        built_in: bool,
        parts: BTreeMap<String, Bytes>,
        report: &mut Report,
    ) -> Option<Self> {
        let mut layer = Self { folder, built_in, parts, manifest: Manifest::default() };
        if let Some(bytes) = layer.parts.get("theme.toml") {
            layer.manifest = Manifest::read(&layer.file("theme.toml"), bytes, built_in, report);
        }
        if let Some(api) = layer.manifest.api.as_ref().filter(|api| api.value != API) {
            let mut problem = Problem::error("theme-api")
                .with("api", api.value.to_string())
                .with("wanted", API.to_string());
            problem.place.clone_from(&api.place);
            report.push(problem);
            return None;
        }
        Some(layer)
    }
}

/// The layers of a theme, the lowest first; `None` if one of them cannot be had.
pub(super) fn layers(files: &dyn Files, name: &Said<String>, report: &mut Report) -> Option<Vec<Layer>> {
    let mut wanted = name.clone();
    let mut layers: Vec<Layer> = Vec::new();
    while wanted.value != BUILT_IN {
        let folder = FilePath::new(&format!("themes/{}", wanted.value));
        if files.under(&folder).is_empty() {
            report.push(unknown(files, &wanted));
            return None;
        }
        if layers.iter().any(|layer| layer.folder == folder) {
            let mut problem = Problem::error("theme-circle").with("theme", &wanted.value);
            problem.place = wanted.place;
            report.push(problem);
            return None;
        }
        let layer = Layer::new(folder.clone(), false, parts(files, &folder, report), report)?;
        wanted = layer.manifest.extends.clone().unwrap_or(Said { value: BUILT_IN.to_owned(), place: None });
        layers.push(layer);
    }
    let folder = FilePath::new(&format!("themes/{BUILT_IN}"));
    if !files.under(&folder).is_empty() {
        let layer = Layer::new(folder.clone(), false, parts(files, &folder, report), report)?;
        if let Some(extends) = &layer.manifest.extends {
            let mut problem = Problem::error("theme-circle").with("theme", &extends.value);
            problem.place.clone_from(&extends.place);
            report.push(problem);
        }
        layers.push(layer);
    }
    let embedded = Sen::iter()
        .filter_map(|path| Some((path.to_string(), Bytes::from(Sen::get(&path)?.data.into_owned()))))
        .collect();
    layers.push(Layer::new(folder, true, embedded, report)?);
    layers.reverse();
    Some(layers)
}

fn parts(files: &dyn Files, folder: &FilePath, report: &mut Report) -> BTreeMap<String, Bytes> {
    let mut parts = BTreeMap::new();
    for path in files.under(folder) {
        let Some(part) = path.strip_prefix(&**folder).and_then(|p| p.strip_prefix('/')) else { continue };
        if is_litter(path.name()) {
            continue;
        }
        match files.read(path) {
            Ok(bytes) => drop(parts.insert(part.to_owned(), bytes)),
            Err(why) => report.push(why.problem(path)),
        }
    }
    parts
}

/// Nobody has made this theme; the settings or a `theme.toml` ask for it.
fn unknown(files: &dyn Files, wanted: &Said<String>) -> Problem {
    let mut problem = Problem::error("no-theme").with("theme", &wanted.value);
    let names = files.under("themes").iter().filter_map(|path| path.split('/').nth(1)).chain([BUILT_IN]);
    if let Some(near) = nearest(&wanted.value, names) {
        problem = problem.with("near", near);
    }
    // A folder below `themes/` has a plain name.
    if !wanted.value.contains(['/', '\\', '.']) {
        problem = problem.with("folder", &wanted.value);
    }
    match &wanted.place {
        Some(place) => problem.place = Some(place.clone()),
        None => problem = problem.in_file(&FilePath::new("site/site.toml")),
    }
    problem
}
