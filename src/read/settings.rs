//! Reading `site/site.toml`.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use super::awards;
use super::fields::{Desk, Fields};
use super::leaf::{Desktop, Shape, leaf};
use crate::files::{Digest, FilePath};
use crate::model::answers::{LEAST_MIN_CELL, MIN_CELL};
use crate::model::settings::{Contact, Settings, Unit, Weight, Whole};
use crate::model::{Id, nearest};
use crate::privacy::Findings;
use crate::report::{Problem, Report, Span, Weights, rulebook};

/// Where they stand.
pub(super) const FILE: &str = "site/site.toml";

/// The settings as they were read, kept for the next time.
pub(super) struct Read {
    /// The identity of the file; none if it could not be read.
    digest: Option<Digest>,
    /// What it holds, and what is personal in it.
    pub(super) noun: Option<(Arc<Settings>, Findings)>,
    pub(super) problems: Arc<[Problem]>,
}

/// The settings: of an unchanged file, as they were read before. A large board has thousands of units in them.
pub(super) fn settings_since(world: &Desktop<'_>) -> Arc<Read> {
    let digest = world.files.digest(&FilePath::new(FILE)).ok();
    let before = world.since.and_then(|since| since.reading.settings.as_ref());
    if let Some(before) = before.filter(|before| digest.is_some() && before.digest == digest) {
        return Arc::clone(before);
    }
    let mut report = Report::default();
    let noun = settings(world, &mut report).map(|(settings, findings)| (Arc::new(settings), findings));
    // What could not be read may be read the next time.
    let digest = digest.filter(|_| noun.is_some());
    Arc::new(Read { digest, noun, problems: report.into_problems().into() })
}

/// Reads the settings; without a title, a publisher and an address there is no site, but what names units and awards can be
/// compared with them.
pub(super) fn settings(world: &Desktop<'_>, report: &mut Report) -> Option<(Settings, Findings)> {
    let file = FilePath::new(FILE);
    if !world.files.has(&file) {
        report.push(Problem::error("no-settings").in_file(&file));
        return None;
    }
    let leaf = leaf(world, &file, Shape::Settings, report)?;
    let desk = world.desk(&file, report);
    let mut f = Fields::new(&desk, leaf.span, leaf.table);
    let title = f.need_text("title");
    let publisher = f.need_text("publisher");
    let base_url = f.need_spanned("base_url").and_then(|(url, span)| base_url(&desk, &url, span));
    let theme_place = f.marks(&["theme"]).get("theme");
    let theme = f.text("theme").unwrap_or_else(|| "sen".to_owned());
    let language = f.choice("language").unwrap_or_default();
    let notice = f.text("notice");
    let cards = f.maybe_flag("cards").unwrap_or(true);
    let tombstones = f.flag("tombstones");
    let contact = f.table("contact").map(contact).unwrap_or_default();
    let min_cell = f.table("statistics").and_then(min_cell).unwrap_or(MIN_CELL);
    let weights = f.table("rules").map(weights).unwrap_or_default();
    let (units, all_units) = units(&desk, f.all_tables("unit"));
    let (movements, all_movements) = movements(&desk, f.all_tables("movement"));
    let (awards, all_awards) = awards::vocabulary(&desk, f.all_tables("award"));
    f.finish();
    let usable = title.is_some() && publisher.is_some() && base_url.is_some();
    let settings = Settings {
        title: title.unwrap_or_default(),
        publisher: publisher.unwrap_or_default(),
        base_url: base_url.unwrap_or_default(),
        theme,
        theme_place,
        language,
        notice,
        cards,
        tombstones,
        contact,
        min_cell,
        weights,
        units,
        movements,
        awards,
        whole: Whole {
            units: all_units && leaf.is_sound,
            movements: all_movements && leaf.is_sound,
            awards: all_awards && leaf.is_sound,
        },
        usable,
    };
    Some((settings, leaf.findings))
}

/// An address search engines and Zalo can follow: `http(s)`, a host, and a `/` at the end. As a browser shows that of a
/// home page, its file may follow. Nothing after the host is written as `%` and digits: servers compare such a path with
/// what it stands for.
#[must_use]
pub fn tidy_base_url(url: &str) -> Option<String> {
    let (scheme, rest) = url.strip_suffix("/index.html").unwrap_or(url).split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let host = rest.split('/').next().unwrap_or_default();
    let fits = matches!(&*scheme, "http" | "https")
        && !host.is_empty()
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~:[]@".contains(&b))
        && rest.bytes().skip(host.len()).all(|b| b.is_ascii_alphanumeric() || b"-._~:/@".contains(&b))
        && !rest.contains("//");
    let end = if rest.ends_with('/') { "" } else { "/" };
    fits.then(|| format!("{scheme}://{rest}{end}"))
}

fn base_url(desk: &Desk<'_>, url: &str, span: Span) -> Option<String> {
    let tidy = tidy_base_url(url);
    if tidy.is_none() {
        desk.push(Problem::error("base-url").with("url", url), span);
    }
    tidy
}

fn contact(mut f: Fields<'_, '_>) -> Contact {
    let contact = Contact { address: f.text("address"), phone: f.text("phone"), email: f.text("email") };
    f.finish();
    contact
}

fn min_cell(mut f: Fields<'_, '_>) -> Option<u64> {
    let marks = f.marks(&["min_cell"]);
    let (large, small) = match f.number("min_cell") {
        Some(number) if number < LEAST_MIN_CELL => (None, Some(number)),
        number => (number, None),
    };
    if let (Some(small), Some(span)) = (small, marks.get("min_cell")) {
        let problem = Problem::error("min-cell").with("n", small.to_string());
        f.report(problem.with("least", LEAST_MIN_CELL.to_string()), span);
    }
    f.finish();
    large
}

/// What the board makes of rules: as much as it wishes, but not less of those that guard people or the site.
fn weights(mut f: Fields<'_, '_>) -> Weights {
    let mut weights = Weights::new();
    for rule in rulebook::all() {
        let place = f.marks(&[rule.code]).get(rule.code);
        let (Some(Weight(weight)), Some(span)) = (f.choice(rule.code), place) else { continue };
        let is_less = weight.is_none_or(|weight| weight > rule.severity);
        match rule.guards {
            Some(guarded) if is_less => {
                let problem = Problem::error("rule-guarded").with("rule", rule.code);
                f.report(problem.with("guarded", guarded.word()), span);
            }
            _ => drop(weights.insert(rule.code, weight)),
        }
    }
    for (code, span) in f.rest() {
        let problem = Problem::error("unknown-rule").with("rule", &code);
        let near = nearest(&code, rulebook::all().map(|rule| rule.code));
        f.report(problem.with_some("near", near), span);
    }
    f.finish();
    weights
}

/// The movements, and whether every one could be read.
fn movements(
    desk: &Desk<'_>,
    (tables, mut is_whole): (Vec<Fields<'_, '_>>, bool),
) -> (BTreeMap<Id, String>, bool) {
    let mut movements = BTreeMap::new();
    for mut f in tables {
        let (id, name) = (f.need_id("id"), f.need_text("name"));
        f.finish();
        let (Some((id, span)), Some(name)) = (id, name) else {
            is_whole = false;
            continue;
        };
        match movements.entry(id) {
            Entry::Occupied(taken) => {
                desk.push(Problem::error("duplicate-id").with("id", &**taken.key()), span)
            }
            Entry::Vacant(free) => drop(free.insert(name)),
        }
    }
    (movements, is_whole)
}

/// The units, and whether every one could be read.
fn units(desk: &Desk<'_>, (tables, mut is_whole): (Vec<Fields<'_, '_>>, bool)) -> (BTreeMap<Id, Unit>, bool) {
    let mut units = BTreeMap::new();
    for mut f in tables {
        let id = f.need_id("id");
        let name = f.need_text("name");
        let (short, workers) = (f.text("short"), f.number("workers"));
        let (sector, aliases) = (f.text("sector"), f.texts("aliases"));
        f.finish();
        let (Some((id, span)), Some(name)) = (id, name) else {
            is_whole = false;
            continue;
        };
        if units.contains_key(&id) {
            desk.push(Problem::error("duplicate-id").with("id", &*id), span);
            continue;
        }
        let key = crate::vietnamese::text_key(&name);
        units.insert(id.clone(), Unit { id, name, short, workers, sector, aliases, key });
    }
    (units, is_whole)
}
