//! The office's own pages, for the preview alone: what is wrong, and where every dossier of a conference stands.

mod filter;
mod limits;
mod problems;
mod rows;
mod standing;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Serialize;
use tera::{Context, Tera, escape_html};

use self::filter::{Filter, pair};
use self::limits::{LimitView, limits};
pub use self::problems::{Instead, ProblemView, errors, problems_page, views};
use self::rows::{Dossier, Row, by_file, unit_name};
pub use self::standing::Standing;
use crate::files::{FilePath, Files};
use crate::model::board::{Board, Dossiers};
use crate::model::settings::Unit;
use crate::model::{Date, Id};
use crate::report::{Place, Report, Severity};
use crate::vietnamese;
use crate::words::Words;

/// More errors than these nobody reads before the dossiers.
const MOST_ERRORS: usize = 20;

/// How many dossiers a page holds.
const PER_PAGE: usize = 50;

/// The templates of these pages are part of the program: a theme is made for readers.
static TEMPLATES: LazyLock<Tera> = LazyLock::new(|| {
    let mut tera = Tera::default();
    // Lines of files are shown as they are, but for signs no page may hold.
    tera.set_escape_fn(|text, page| escape_html(&vietnamese::visible(text), page));
    // A test renders them all.
    let _ = tera.add_raw_templates([
        ("frame.html", include_str!("frame.html")),
        ("problems.html", include_str!("problems.html")),
        ("desk.html", include_str!("desk.html")),
        ("parts.html", include_str!("parts.html")),
    ]);
    tera
});

/// The style sheet of these pages.
pub const STYLE: &str = include_str!("desk.css");

/// Where it is asked for.
pub const STYLE_PATH: &str = "/_desk/desk.css";

/// Where the desk is asked for.
pub const PATH: &str = "/_desk/";

/// Where the portrait of somebody is asked for, before the path of their page.
pub const PORTRAITS: &str = "/_desk/portrait/";

/// What the desk is asked, and what it looks at.
pub struct Asked<'a> {
    /// Everything that was read.
    pub board: &'a Board,
    /// What is wrong with it.
    pub report: &'a Report,
    /// The files it was read from.
    pub files: &'a dyn Files,
    /// In which words to answer.
    pub words: &'a Words,
    /// "Today".
    pub today: Date,
    /// The path part of the site's address, beginning and ending in `/`.
    pub base_path: &'a str,
    /// What the preview shows at a path of the site.
    pub page: &'a dyn Fn(&str) -> Option<Shown>,
    /// By how many lines the summaries of some honourees of a conference go over the plan's form, of those who are shown or
    /// wait for it: asked of those in sight alone.
    pub over_form: &'a OverForm<'a>,
    /// Are drafts shown?
    pub drafts: bool,
    /// Which conference: its id; the latest, if none or another is said.
    pub conference: &'a str,
    /// Only dossiers that stand like this: the word of a [`Standing`].
    pub status: &'a str,
    /// Only dossiers of this unit: its id.
    pub unit: &'a str,
    /// Only dossiers in whose name or title each of these words begins one; marks do not count.
    pub name: &'a str,
    /// Which page of them, from 1.
    pub number: usize,
}

/// Of a conference and some of its honourees, by how many lines each one's summary goes over.
pub type OverForm<'a> = dyn Fn(&str, &[&Id]) -> BTreeMap<Id, u64> + 'a;

/// A page the preview shows.
pub struct Shown {
    /// Is it a draft?
    pub is_draft: bool,
}

/// What a template gets.
#[derive(Serialize)]
struct Sheet<'w, V> {
    /// The program's words for these pages, by what follows `desk.` in their keys.
    t: BTreeMap<&'w str, &'w str>,
    style: &'static str,
    this: V,
}

fn render<V: Serialize>(template: &str, words: &Words, this: V) -> Vec<u8> {
    let t = words.said.iter().filter_map(|(key, text)| Some((key.strip_prefix("desk.")?, text.as_str())));
    let sheet = Sheet { t: t.collect(), style: STYLE_PATH, this };
    let page = Context::from_serialize(&sheet).and_then(|context| TEMPLATES.render(template, &context));
    page.unwrap_or_else(|error| error.to_string()).into_bytes()
}

#[derive(Serialize)]
struct DeskView {
    title: String,
    term: String,
    home: String,
    conferences: Vec<Choice>,
    conference: String,
    statuses: Vec<Choice>,
    /// What keeps an address to the chosen unit and the words looked for, and these words.
    of_filter: String,
    name: String,
    units: Vec<Choice>,
    drafts: bool,
    found: String,
    honorees: Vec<Row>,
    keynotes: Vec<Row>,
    limits: Vec<LimitView>,
    within_limits: bool,
    unread: Option<String>,
    errors: Vec<ProblemView>,
    more_errors: Option<String>,
    others: Vec<ProblemView>,
    more: Option<String>,
    previous: Option<String>,
    next: Option<String>,
}

/// One of several to choose from.
#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
    count: usize,
    chosen: bool,
}

/// The desk: a conference's dossiers, filtered as asked. Without any conference, what is wrong.
#[must_use]
pub fn page(asked: &Asked<'_>) -> Vec<u8> {
    let mut conferences: Vec<&Dossiers> = asked.board.conferences.iter().collect();
    conferences.sort_by_key(|d| std::cmp::Reverse((d.conference.term.to, d.conference.held_on)));
    let chosen = conferences.iter().find(|d| *d.conference.id == *asked.conference);
    let Some(dossiers) = chosen.or(conferences.first()).copied() else {
        return problems_page(asked.report, asked.files, Instead::Site, asked.words);
    };
    let by_file = by_file(asked.report);
    let all = in_order(dossiers);
    let mut counts: BTreeMap<Standing, usize> = BTreeMap::new();
    let mut found: Vec<&Dossier<'_>> = Vec::new();
    // The chosen filter stays in the list when it matches nobody any more.
    if let Some(standing) = Standing::ALL.into_iter().find(|standing| standing.word() == asked.status) {
        counts.insert(standing, 0);
    }
    let filter = Filter::of(asked);
    for dossier in all.iter().filter(|dossier| filter.finds(dossier, dossiers)) {
        let standing = dossier.standing(dossiers, asked);
        *counts.entry(standing).or_default() += 1;
        if asked.status.is_empty() || asked.status == standing.word() {
            found.push(dossier);
        }
    }
    let (mut honorees, mut keynotes) = (Vec::new(), Vec::new());
    let pages = found.len().div_ceil(PER_PAGE).max(1);
    let number = asked.number.clamp(1, pages);
    let in_sight = found.chunks(PER_PAGE).nth(number - 1).unwrap_or_default();
    let ids: Vec<&Id> = in_sight.iter().filter_map(|dossier| dossier.nominee()).collect();
    let over_form = (asked.over_form)(&dossiers.conference.id, &ids);
    for dossier in in_sight {
        let row = dossier.row(dossiers, asked, &by_file, &over_form);
        if matches!(dossier, Dossier::Honoree(_)) { honorees.push(row) } else { keynotes.push(row) }
    }
    let (of_status, of_filter) = (pair("status", asked.status), filter.address());
    let link = |number: usize| {
        let id = &dossiers.conference.id;
        format!("{PATH}?conference={id}{of_status}{of_filter}&page={number}#dossiers")
    };
    let conference = |d: &&Dossiers| Choice {
        value: d.conference.id.to_string(),
        label: format!("{} {}", d.conference.title, d.conference.term),
        count: d.nominations.len(),
        chosen: d.conference.id == dossiers.conference.id,
    };
    let status = |(standing, count): (&Standing, &usize)| Choice {
        value: standing.word().to_owned(),
        label: asked.words.say(&format!("desk.status_{}", standing.word()), &[]),
        count: *count,
        chosen: asked.status == standing.word(),
    };
    let limits = limits(dossiers, asked.today, asked.words);
    let (others, more) = others(dossiers, asked);
    // What keeps the whole site from being made is told whichever dossiers are looked for.
    let errors = errors(asked.report);
    let more_errors = errors.len().saturating_sub(MOST_ERRORS);
    let unread = dossiers.unread.len();
    let rest = |n: usize| (n > 0).then(|| asked.words.say("desk.more", &[("n", &n.to_string())]));
    let view = DeskView {
        title: dossiers.conference.title.clone(),
        term: dossiers.conference.term.to_string(),
        home: asked.base_path.to_owned(),
        conferences: conferences.iter().map(conference).collect(),
        conference: dossiers.conference.id.to_string(),
        statuses: counts.iter().map(status).collect(),
        of_filter: of_filter.clone(),
        name: asked.name.to_owned(),
        units: units(&all, dossiers, asked),
        drafts: asked.drafts,
        found: asked
            .words
            .say("desk.found", &[("n", &found.len().to_string()), ("all", &all.len().to_string())]),
        honorees,
        keynotes,
        within_limits: limits.iter().all(|limit| limit.kept),
        limits,
        unread: (unread > 0).then(|| asked.words.say("desk.unread", &[("n", &unread.to_string())])),
        errors: views(&errors, MOST_ERRORS, asked.files, asked.words),
        more_errors: rest(more_errors),
        others,
        more: rest(more),
        previous: (number > 1).then(|| link(number - 1)),
        next: (number < pages).then(|| link(number + 1)),
    };
    render("desk.html", asked.words, view)
}

/// Collectives, persons by given name, then keynotes in their order: as readers see them.
fn in_order(dossiers: &Dossiers) -> Vec<Dossier<'_>> {
    let mut nominations: Vec<_> = dossiers.nominations.iter().map(|n| &**n).collect();
    nominations.sort_by(|a, b| {
        let (a, b) = (a.for_check(), b.for_check());
        (a.kind, &a.name.key, &a.unit, &a.id).cmp(&(b.kind, &b.name.key, &b.unit, &b.id))
    });
    let mut submissions: Vec<_> = dossiers.submissions.iter().map(|s| &**s).collect();
    submissions.sort_by_key(|s| {
        let keynote = s.for_check();
        (!keynote.presented, keynote.order.unwrap_or(i64::MAX), keynote.id.clone())
    });
    let honorees = nominations.into_iter().map(Dossier::Honoree);
    honorees.chain(submissions.into_iter().map(Dossier::Keynote)).collect()
}

/// The units of a conference, each with how much is found of it.
fn units(all: &[Dossier<'_>], dossiers: &Dossiers, asked: &Asked<'_>) -> Vec<Choice> {
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for unit in all.iter().flat_map(|dossier| dossier.units(dossiers)) {
        *counts.entry(unit).or_default() += 1;
    }
    let mut units: Vec<_> = counts.into_iter().collect();
    units.sort_by_cached_key(|(id, _)| {
        (asked.board.settings.units.get(*id).map(Unit::short_key), (*id).clone())
    });
    let choice = |(id, count): (&Id, usize)| Choice {
        value: id.to_string(),
        label: unit_name(asked.board, id),
        count,
        chosen: asked.unit == &**id,
    };
    units.into_iter().map(choice).collect()
}

/// What is to be looked at besides the dossiers in this list: in the conference itself, the settings, the theme, and how
/// much there is more. Other conferences have lists of their own; whoever looks for some dossiers does not look for these.
fn others(dossiers: &Dossiers, asked: &Asked<'_>) -> (Vec<ProblemView>, usize) {
    if [asked.status, asked.unit, asked.name].iter().any(|wanted| !wanted.is_empty()) {
        return (Vec::new(), 0);
    }
    let own =
        dossiers.nominations.iter().map(|n| &n.file).chain(dossiers.submissions.iter().map(|s| &s.file));
    let own: BTreeSet<&str> = own.map(FilePath::folder).collect();
    let known = asked.board.conferences.iter().map(|other| &other.conference.id);
    let elsewhere: Vec<String> =
        known.filter(|id| **id != dossiers.conference.id).map(|id| format!("content/{id}/")).collect();
    let is_listed = |place: &Place| {
        own.contains(place.file.folder()) || elsewhere.iter().any(|folder| place.file.starts_with(folder))
    };
    let mut problems = asked.report.problems();
    problems.retain(|problem| {
        problem.severity != Severity::Error && !problem.place.as_ref().is_some_and(is_listed)
    });
    problems.sort_by_key(|problem| problem.severity);
    let more = problems.len().saturating_sub(PER_PAGE);
    let shown = problems.into_iter().take(PER_PAGE);
    (shown.map(|problem| ProblemView::new(problem, asked.files, asked.words)).collect(), more)
}
