//! Who and what goes with the next build: told on the screen, and noted for the list of takedowns.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use bangvang::model::Date;
use bangvang::model::board::{Board, standing_of};
use bangvang::model::conference::Conference;
use bangvang::model::honoree::{Nomination, Status, Withheld};
use bangvang::report::Report;
use bangvang::site::{Class, PICTURES, Site, places};
use bangvang::words::Words;

use super::Desk;
use crate::host::folder::{Entry, Manifest};
use crate::host::takedowns::LIST;

/// What of somebody goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Everything.
    Page,
    /// All pictures; the rest stays.
    Photo,
    /// The panel and the page in the booklet; the website stays.
    Print,
}

impl Part {
    /// What is told on the screen, and in the list.
    fn keys(self) -> [&'static str; 2] {
        match self {
            Self::Page => ["takedown.gone", "takedown.what"],
            Self::Photo => ["takedown.photo-gone", "takedown.what-photo"],
            Self::Print => ["takedown.print-gone", "takedown.what-print"],
        }
    }
}

/// An honouree or a keynote that goes, or a part of it.
pub(super) struct Takedown {
    part: Part,
    /// `<conference>/honorees/<id>`.
    subject: String,
    /// The name, where the dossier is still there: for the screen alone.
    name: Option<String>,
    /// A word for why.
    why: &'static str,
    /// Another dossier by which somebody of that name and unit is still shown.
    elsewhere: Option<String>,
    /// When consent was taken back.
    withdrawn_on: Option<Date>,
    /// Pictures of the page that go with it.
    pictures: usize,
    /// Places in what is told of others that still name whoever goes.
    named: usize,
}

/// Compares the site that stands in `output` with the next one.
pub(super) fn takedowns(
    old: &Manifest,
    new: &BTreeMap<String, Entry>,
    output: &Path,
    board: &Board,
    report: &Report,
    today: Date,
) -> Vec<Takedown> {
    let gone: BTreeSet<&str> = gone(old, new).collect();
    let subjects = gone.iter().filter_map(|path| Some((*path, subject(path)?)));
    let mut naming: BTreeMap<&str, usize> = BTreeMap::new();
    for problem in report.problems().iter().filter(|problem| problem.rule == "name-withheld-in-text") {
        *naming.entry(problem.args.get("withheld").unwrap_or_default()).or_default() += 1;
    }
    let of = |(path, subject): (&str, [&str; 3])| {
        let page = crate::host::write::read(&output.join(path)).unwrap_or_default();
        let pictures = pictures(&String::from_utf8_lossy(&page)).filter(|path| gone.contains(path)).count();
        let [conference, room, id] = subject;
        let Reason { name, why, withdrawn_on, elsewhere } = reason(board, today, conference, room, id);
        let subject = format!("{conference}/{room}/{id}");
        let dossier = format!("content/{subject}/index.md");
        let named = naming.get(&*dossier).copied().unwrap_or_default();
        Takedown { part: Part::Page, subject, name, why, elsewhere, withdrawn_on, pictures, named }
    };
    let whole: Vec<Takedown> = subjects.map(of).collect();
    whole.into_iter().chain(parts(old, new, output, board, today)).collect()
}

/// Does somebody who stands in `output` go with the next site, or the pictures or a sheet of somebody?
pub(super) fn is_due(old: &Manifest, site: &Site, output: &Path, board: &Board, today: Date) -> bool {
    let stays = |path: &str| site.outputs().get(path).is_some_and(|o| site.class(path, o) != Class::Gone);
    let is_gone = |(path, entry): (&String, &Entry)| entry.class != Class::Gone.word() && !stays(path);
    // A sheet that goes is mostly the panel of somebody, who is in the booklet as well.
    let mut theirs =
        old.entries.iter().filter(|(path, _)| subject(path).is_some() || path.starts_with("print/"));
    let shows_pictures = |(conference, nomination): (&Conference, &Nomination)| {
        let [path, _] = places(&conference.id, &nomination.for_check().id);
        let page = old.entries.contains_key(&path).then(|| crate::host::write::read(&output.join(&path)));
        let page = page.and_then(Result::ok).unwrap_or_default();
        pictures(&String::from_utf8_lossy(&page)).any(|picture| picture.starts_with(PICTURES))
    };
    let mut bare = shown_in_part(board, today).filter(|(_, nomination)| !nomination.consent.photo);
    theirs.any(is_gone) || bare.any(shows_pictures)
}

/// Whoever is shown without a photo or not printed.
fn shown_in_part(board: &Board, today: Date) -> impl Iterator<Item = (&Conference, &Nomination)> {
    board.conferences.iter().flat_map(move |dossiers| {
        let all = dossiers.nominations.iter().map(|nomination| (&*dossiers.conference, &**nomination));
        let shown = all.filter(move |(conference, n)| n.standing(conference, today).is_ok());
        shown.filter(|(_, nomination)| !nomination.consent.photo || !nomination.consent.print)
    })
}

/// Of those whose pages stay, whoever took back the consent to the photo or to print: the old site shows that it was
/// given once.
fn parts(
    old: &Manifest,
    new: &BTreeMap<String, Entry>,
    output: &Path,
    board: &Board,
    today: Date,
) -> Vec<Takedown> {
    let mut parts = Vec::new();
    for (conference, nomination) in shown_in_part(board, today) {
        let honoree = nomination.for_check();
        let [path, panel] = places(&conference.id, &honoree.id);
        let (Some(before), Some(after)) = (old.entries.get(&path), new.get(&path)) else { continue };
        let part = |part: Part, why: &'static str, pictures: usize| Takedown {
            part,
            subject: format!("{}/honorees/{}", conference.id, honoree.id),
            name: Some(honoree.name.full.clone()),
            why,
            elsewhere: None,
            withdrawn_on: None,
            pictures,
            named: 0,
        };
        // A page that was not made anew shows what it did.
        if !nomination.consent.photo && before.sha256 != after.sha256 {
            let page = crate::host::write::read(&output.join(&path)).unwrap_or_default();
            let page = String::from_utf8_lossy(&page);
            let had: Vec<&str> = pictures(&page).filter(|p| p.starts_with(PICTURES)).collect();
            if !had.is_empty() {
                let gone = had.iter().filter(|picture| !new.contains_key(**picture)).count();
                parts.push(part(Part::Photo, "no-photo-consent", gone));
            }
        }
        if !nomination.consent.print && old.entries.contains_key(&panel) && !new.contains_key(&panel) {
            parts.push(part(Part::Print, "no-print-consent", 0));
        }
    }
    parts
}

/// What stood in the old site and is not in the new one, or has only left a page without a name there.
pub(super) fn gone<'m>(old: &'m Manifest, new: &'m BTreeMap<String, Entry>) -> impl Iterator<Item = &'m str> {
    let is_left = |entry: &Entry| entry.class == Class::Gone.word();
    let stood = old.entries.iter().filter(move |(_, entry)| !is_left(entry));
    stood.filter(move |(path, _)| new.get(*path).is_none_or(is_left)).map(|(path, _)| path.as_str())
}

/// Conference, room and id of a page of somebody or of a keynote.
fn subject(path: &str) -> Option<[&str; 3]> {
    let mut parts = path.split('/');
    let subject = [parts.next()?, parts.next()?, parts.next()?];
    let is_page = parts.next() == Some("index.html") && parts.next().is_none();
    (is_page && matches!(subject[1], "honorees" | "keynotes")).then_some(subject)
}

/// The pictures a page shows, each once.
fn pictures(page: &str) -> impl Iterator<Item = &str> {
    let ends = |c: char| matches!(c, '"' | ' ' | ',' | ')' | '\'' | '&');
    let all: BTreeSet<&str> =
        page.match_indices("assets/").filter_map(|(at, _)| page.get(at..)?.split(ends).next()).collect();
    all.into_iter()
}

/// Why somebody or a keynote goes, as far as the dossiers that are left tell.
struct Reason {
    name: Option<String>,
    why: &'static str,
    withdrawn_on: Option<Date>,
    elsewhere: Option<String>,
}

fn reason(board: &Board, today: Date, conference: &str, room: &str, id: &str) -> Reason {
    let deleted = Reason { name: None, why: "deleted", withdrawn_on: None, elsewhere: None };
    let Some(dossiers) = board.conferences.iter().find(|d| *d.conference.id == *conference) else {
        return deleted;
    };
    if room == "keynotes" {
        let Some(told) = dossiers.submissions.iter().find(|s| *s.for_check().id == *id) else {
            return deleted;
        };
        let name = Some(told.for_check().title.clone());
        return Reason { name, why: why(standing_of(told, dossiers, today)), ..deleted };
    }
    let Some(told) = dossiers.nominations.iter().find(|n| *n.for_check().id == *id) else { return deleted };
    let elsewhere = board.shown_as(told, today).next().map(|other| other.file.to_string());
    Reason {
        name: Some(told.for_check().name.full.clone()),
        why: why(told.standing(&dossiers.conference, today)),
        withdrawn_on: told.consent.withdrawn_on,
        elsewhere,
    }
}

fn why(standing: Result<(), Withheld>) -> &'static str {
    match standing {
        Err(Withheld::ConsentWithdrawn) => "consent-withdrawn",
        Err(Withheld::NoConsent) => "no-consent",
        Err(Withheld::Expired) => "expired",
        Err(Withheld::NotApproved(Some(Status::Withdrawn))) => "withdrawn",
        Err(Withheld::NotApproved(Some(Status::Revoked))) => "revoked",
        Err(Withheld::NotApproved(_)) => "not-approved",
        // The page is elsewhere now.
        Ok(()) => "moved",
    }
}

impl Takedown {
    fn why(&self, words: &Words) -> String {
        let why = words.say(&format!("takedown.{}", self.why), &[]);
        match self.withdrawn_on {
            Some(day) => format!("{why} ({})", day.strftime("%Y-%m-%d")),
            None => why,
        }
    }

    fn line(&self, today: Date, output: &str, words: &Words) -> String {
        let (why, pictures, named) = (self.why(words), self.pictures.to_string(), self.named.to_string());
        // The list is evidence: it says nothing is left only where that is so.
        let key = if self.elsewhere.is_some() {
            "takedown.what-elsewhere"
        } else if self.named > 0 {
            "takedown.what-named"
        } else if self.name.is_none() {
            // Of a name that is not known nobody can say where else it stands.
            "takedown.what-deleted"
        } else {
            self.part.keys()[1]
        };
        let what = words.say(key, &[("pictures", &pictures), ("n", &named)]);
        format!("| {today} | {} | {why} | {what} | {output} |", self.subject)
    }
}

/// The lines for the list: no name, nothing but the id.
pub(super) fn lines(takedowns: &[Takedown], today: Date, output: &Path, words: &Words) -> Vec<String> {
    let output = output.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    takedowns.iter().map(|takedown| takedown.line(today, &output, words)).collect()
}

/// What the list begins with.
pub(super) fn head(words: &Words) -> String {
    let [title, about, row] =
        ["takedown.title", "takedown.about", "takedown.head"].map(|key| words.say(key, &[]));
    let columns = row.matches('|').count().saturating_sub(1);
    format!("# {title}\n\n{about}\n\n{row}\n|{}\n", "---|".repeat(columns))
}

/// Tells who has gone, and what is left to do by hand.
pub(super) fn tell(desk: &Desk, takedowns: &[Takedown], is_listed: bool) {
    if takedowns.is_empty() {
        return;
    }
    let screen = &desk.screen;
    for takedown in takedowns {
        let name = takedown.name.as_deref().unwrap_or("–");
        let (why, pictures) = (takedown.why(screen.words), takedown.pictures.to_string());
        let gaps = [("name", name), ("id", &takedown.subject), ("why", &why), ("pictures", &pictures)];
        let is_known = takedown.name.is_some();
        screen.say(if is_known { takedown.part.keys()[0] } else { "takedown.gone-deleted" }, &gaps);
        // Whoever's day has passed here agreed to be shown there.
        if let (Some(other), Some(_)) = (&takedown.elsewhere, takedown.withdrawn_on) {
            screen.say("takedown.elsewhere", &[("name", name), ("other", other)]);
        }
        if takedown.named > 0 {
            screen.say("takedown.named", &[("name", name), ("n", &takedown.named.to_string())]);
        }
    }
    if is_listed {
        screen.say("takedown.listed", &[("file", LIST)]);
    }
    screen.say("takedown.next", &[]);
}
