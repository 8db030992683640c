//! A dossier as a row of the desk: where it stands, what is missing, what to write.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::problems::ProblemView;
use super::standing::{GATE, Standing};
use super::{Asked, Shown};
use crate::files::FilePath;
use crate::model::board::{Board, Dossiers};
use crate::model::honoree::{Approval, Kind, Nomination, Status};
use crate::model::keynote::Submission;
use crate::model::photo::Photo;
use crate::model::{Id, is_unwritten};
use crate::report::{Problem, Report, Severity, rulebook};
use crate::vietnamese;
use crate::web::routes;
use crate::words::Words;

/// What is wrong, by file.
pub(super) type ByFile<'r> = BTreeMap<&'r FilePath, Vec<&'r Problem>>;

/// Sorts what is wrong by file.
pub(super) fn by_file(report: &Report) -> ByFile<'_> {
    let mut by_file = ByFile::new();
    for problem in report.problems() {
        if let Some(place) = &problem.place {
            by_file.entry(&place.file).or_default().push(problem);
        }
    }
    by_file
}

/// An honouree or a keynote on the desk.
#[derive(Serialize)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) about: Vec<String>,
    pub(super) file: String,
    /// Its page, from the top of the host.
    pub(super) href: Option<String>,
    pub(super) is_draft: bool,
    pub(super) portrait: Option<String>,
    pub(super) initial: String,
    /// A word of [`Standing`].
    pub(super) standing: &'static str,
    pub(super) status: String,
    /// How the approval is recorded, in words.
    pub(super) approval: Option<String>,
    /// What consent there is, in words; keynotes have none of their own.
    pub(super) consent: Option<String>,
    /// How long the summary is for the plan's form, in words.
    pub(super) form: Option<String>,
    /// Is it longer?
    pub(super) is_over: bool,
    pub(super) missing: Vec<String>,
    /// Where it stands in print.
    pub(super) prints: Vec<Link>,
    /// Which lines to write.
    pub(super) write: Vec<String>,
    pub(super) problems: Vec<ProblemView>,
    /// How many there are of both.
    pub(super) to_do: usize,
    /// Does one of the problems keep the site from being built?
    pub(super) has_errors: bool,
}

/// Words that lead somewhere, from the top of the host.
#[derive(Serialize)]
pub(super) struct Link {
    pub(super) href: String,
    pub(super) label: String,
}

/// A dossier before it is a row: of many, few are shown.
pub(super) enum Dossier<'b> {
    Honoree(&'b Nomination),
    Keynote(&'b Submission),
}

impl Dossier<'_> {
    pub(super) fn standing(&self, dossiers: &Dossiers, asked: &Asked<'_>) -> Standing {
        match self {
            Self::Honoree(nomination) => Standing::of(nomination, dossiers, asked.today),
            Self::Keynote(submission) => Standing::of_keynote(submission, dossiers, asked.today),
        }
    }

    /// The unit of an honouree, or of all those a keynote tells of.
    pub(super) fn units<'d>(&'d self, dossiers: &'d Dossiers) -> impl Iterator<Item = &'d Id> + use<'d> {
        let units: BTreeSet<&Id> = match self {
            Self::Honoree(nomination) => BTreeSet::from([&nomination.for_check().unit]),
            Self::Keynote(submission) => {
                let whose = submission.for_check().honorees.iter();
                whose.filter_map(|id| dossiers.nomination(id)).map(|n| &n.for_check().unit).collect()
            }
        };
        units.into_iter()
    }

    /// Its name or title, in small letters without marks.
    pub(super) fn plain(&self) -> Cow<'_, str> {
        match self {
            Self::Honoree(nomination) => Cow::Borrowed(&nomination.for_check().name.plain),
            Self::Keynote(submission) => Cow::Owned(vietnamese::fold(&submission.for_check().title)),
        }
    }

    /// The id of a nomination.
    pub(super) fn nominee(&self) -> Option<&Id> {
        match self {
            Self::Honoree(nomination) => Some(&nomination.for_check().id),
            Self::Keynote(_) => None,
        }
    }

    /// May a portrait be seen here: of somebody who is shown, or may be one day?
    fn has_portrait(&self, standing: Standing) -> bool {
        let may_come = matches!(standing, Standing::Shown | Standing::Waiting | Standing::NoConsent);
        let has_photo =
            |n: &Nomination| n.consent.photo && n.for_check().photo.as_ref().is_some_and(Photo::may_be_shown);
        may_come && matches!(self, Self::Honoree(nomination) if has_photo(nomination))
    }

    /// The panel on the wall and the page in the booklet, where they are made.
    fn prints(&self, dossiers: &Dossiers, asked: &Asked<'_>) -> Vec<Link> {
        let conference = &dossiers.conference.id;
        let there = |path: &str| (asked.page)(path).is_some();
        let (panel, page) = match self {
            Self::Honoree(nomination) => {
                let id = &nomination.for_check().id;
                (routes::panel(conference, id), routes::in_booklet(conference, &format!("honoree-{id}")))
            }
            Self::Keynote(submission) => {
                let id = &submission.for_check().id;
                let taken = there(&routes::honoree(conference, id));
                let panel = routes::keynote_panel(conference, id, taken);
                (panel, routes::in_booklet(conference, &format!("keynote-{id}")))
            }
        };
        let mut prints = Vec::new();
        // Who is printed has both, unless the conference is too large for a booklet.
        if there(&panel) {
            prints.push((panel, "desk.panel"));
            prints.extend(there(&routes::booklet(conference)).then_some((page, "desk.in_booklet")));
        }
        let link = |(path, word): (String, &str)| Link {
            href: format!("{}{path}", asked.base_path),
            label: asked.words.say(word, &[]),
        };
        prints.into_iter().map(link).collect()
    }

    pub(super) fn row(
        &self,
        dossiers: &Dossiers,
        asked: &Asked<'_>,
        by_file: &ByFile<'_>,
        over_form: &BTreeMap<Id, u64>,
    ) -> Row {
        let standing = self.standing(dossiers, asked);
        let words = asked.words;
        let (file, path, approval, asks) = match self {
            Self::Honoree(n) => {
                let path = routes::honoree(&dossiers.conference.id, &n.for_check().id);
                (&n.file, path, &n.approval, standing.asks(n.consent.web))
            }
            Self::Keynote(s) => {
                let path = routes::keynote(&dossiers.conference.id, &s.for_check().id);
                (&s.file, path, &s.approval, standing.asks(true))
            }
        };
        let own = by_file.get(file).map(Vec::as_slice).unwrap_or_default();
        // Of its photos, what somebody has to do about them.
        let beside = by_file.iter().filter(|(other, _)| other.folder() == file.folder() && **other != file);
        let beside = beside.flat_map(|(_, problems)| problems).filter(|p| p.severity != Severity::Info);
        let found: Vec<&Problem> = own.iter().chain(beside).copied().collect();
        // Why it is not shown, its standing says already.
        let told = found.iter().filter(|p| !(GATE.contains(&&*p.rule) && is_usual(p)));
        let problems: Vec<_> = told.map(|p| ProblemView::new(p, asked.files, words)).collect();
        let write: Vec<_> = asks.iter().filter_map(|rule| words.explain(&Problem::info(rule)).1).collect();
        let shown = (asked.page)(&path);
        let is_draft = shown.as_ref().is_some_and(|shown| shown.is_draft);
        let at = |inner: &str| format!("{}{inner}", asked.base_path);
        let portrait = self.has_portrait(standing).then(|| format!("{}{path}", super::PORTRAITS));
        let mut row = Row {
            name: String::new(),
            about: Vec::new(),
            file: file.to_string(),
            href: shown.map(|_: Shown| at(routes::public(&path))),
            is_draft,
            portrait,
            initial: String::new(),
            standing: standing.word(),
            status: status(standing, approval, words),
            approval: recorded(approval, words),
            consent: None,
            form: None,
            is_over: false,
            missing: Vec::new(),
            prints: self.prints(dossiers, asked),
            to_do: write.len() + problems.len(),
            has_errors: problems.iter().any(|problem| problem.severity == Severity::Error),
            write,
            problems,
        };
        match self {
            Self::Honoree(nomination) => {
                of_honoree(&mut row, nomination, dossiers, asked);
                let pages = dossiers.conference.criteria.limits.summary_a4_pages.unwrap_or(1);
                let over =
                    over_form.get(&nomination.for_check().id).filter(|_| nomination.for_check().words > 0);
                row.form = over.map(|lines| form(pages, *lines, words));
                row.is_over = over.is_some_and(|lines| *lines > 0);
            }
            Self::Keynote(submission) => of_keynote(&mut row, submission, dossiers, words),
        }
        row
    }
}

/// Does a problem matter as much as its rule usually does?
fn is_usual(problem: &Problem) -> bool {
    rulebook::find(&problem.rule).is_some_and(|rule| rule.severity == problem.severity)
}

/// Does a summary fit the plan's form?
fn form(pages: u64, lines: u64, words: &Words) -> String {
    let (pages, over) = (pages.to_string(), lines.to_string());
    let key = if lines == 0 { "desk.form_fits" } else { "desk.form_over" };
    words.say(key, &[("pages", &pages), ("lines", &over)])
}

fn of_honoree(row: &mut Row, nomination: &Nomination, dossiers: &Dossiers, asked: &Asked<'_>) {
    let (honoree, words) = (nomination.for_check(), asked.words);
    row.name.clone_from(&honoree.name.full);
    row.initial = honoree.name.initial.to_string();
    let group = dossiers.conference.criteria.group(&honoree.group);
    row.about = vec![honoree.job.clone(), unit_name(asked.board, &honoree.unit)];
    row.about.push(group.map_or_else(|| honoree.group.to_string(), |group| group.label.clone()));
    if honoree.kind == Kind::Collective {
        row.about.insert(0, words.say("desk.collective", &[]));
    }
    let consent = &nomination.consent;
    let given = [("web", consent.web), ("photo", consent.photo), ("print", consent.print)];
    let given: Vec<String> = given
        .iter()
        .filter(|(_, yes)| *yes)
        .map(|(what, _)| words.say(&format!("desk.for_{what}"), &[]))
        .collect();
    let mut said = match given.as_slice() {
        [] => words.say("desk.no_consent", &[]),
        given => given.join(", "),
    };
    if let Some(day) = consent.withdrawn_on {
        said = words.say("desk.consent_withdrawn", &[("date", &day.strftime("%d/%m/%Y").to_string())]);
    }
    row.consent = Some(said);
    // Of whoever is not to be shown nothing is waited for.
    if consent.withdrawn_on.is_some() || nomination.approval.status.is_some_and(Status::is_against) {
        return;
    }
    let missing = [
        ("job", is_unwritten(&honoree.job)),
        ("photo", honoree.photo.is_none()),
        ("summary", honoree.words == 0),
        ("figure", honoree.words > 0 && !honoree.has_figure),
        ("evidence", consent.web && consent.evidence.is_none()),
        (
            "received",
            nomination.received_at.is_none() && dossiers.conference.criteria.limits.dossier_before.is_some(),
        ),
    ];
    let missing = missing.iter().filter(|(_, missing)| *missing);
    row.missing = missing.map(|(what, _)| words.say(&format!("desk.missing_{what}"), &[])).collect();
    if let (Some(limit), Some(came)) =
        (dossiers.conference.criteria.limits.dossier_before, nomination.received_at)
        && came >= limit
    {
        row.missing.push(words.say("desk.late", &[]));
    }
}

fn of_keynote(row: &mut Row, submission: &Submission, dossiers: &Dossiers, words: &Words) {
    let keynote = submission.for_check();
    row.name.clone_from(&keynote.title);
    row.initial = vietnamese::initial(&keynote.title).to_string();
    let name = |id: &Id| dossiers.nomination(id).map(|n| n.for_check().name.full.clone());
    let whose: Vec<String> = keynote.honorees.iter().filter_map(name).collect();
    if !whose.is_empty() {
        row.about.push(whose.join(", "));
    }
    let told = if keynote.presented { "desk.presented" } else { "desk.sent" };
    row.about.push(words.say(told, &[]));
    if keynote.words == 0 {
        row.missing.push(words.say("desk.missing_story", &[]));
    }
}

/// What a unit is called.
pub(super) fn unit_name(board: &Board, id: &Id) -> String {
    let unit = board.settings.units.get(id);
    unit.map_or_else(|| id.to_string(), |unit| unit.short.as_ref().unwrap_or(&unit.name).clone())
}

/// Where it stands, in words; of what waits, how far it has come.
fn status(standing: Standing, approval: &Approval, words: &Words) -> String {
    let step = match (standing, approval.status) {
        (Standing::Waiting, Some(Status::Elected)) => "elected",
        (Standing::Waiting, Some(Status::Submitted)) => "submitted",
        (Standing::Waiting, Some(Status::Proposed)) => "proposed",
        _ => standing.word(),
    };
    words.say(&format!("desk.status_{step}"), &[])
}

fn recorded(approval: &Approval, words: &Words) -> Option<String> {
    let date = approval.date.map(|day| day.strftime("%d/%m/%Y").to_string());
    let parts = [approval.number.clone(), date, approval.by.clone()];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| words.say("desk.approved_by", &[("what", &parts.join(", "))]))
}
