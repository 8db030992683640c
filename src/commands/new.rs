//! `bangvang new`: an honouree, a keynote or a conference to be filled in.

use std::path::PathBuf;

use bangvang::model::board::Board;
use bangvang::model::conference::Conference;
use bangvang::model::honoree::Kind;
use bangvang::model::{Choice as _, Id};
use bangvang::report::Problem;
use bangvang::{vietnamese, words};
use clap::{Args, Subcommand};

use super::{Desk, End, Failure, is_project};
use crate::host::write;

pub(super) const CONFERENCE: &str = include_str!("starter/conference.md");
pub(super) const CRITERIA: &str = include_str!("starter/criteria.toml");
pub(super) const HONOREE: &str = include_str!("starter/honoree.md");
pub(super) const KEYNOTE: &str = include_str!("starter/keynote.md");

/// Flags of `new`.
#[derive(Args)]
pub(super) struct New {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    Honoree(Honoree),
    Keynote(Subject),
    Conference { id: String },
}

#[derive(Args)]
struct Honoree {
    #[command(flatten)]
    subject: Subject,
    #[arg(long, value_name = "ID")]
    group: Option<String>,
    #[arg(long, value_name = "ID")]
    unit: Option<String>,
}

#[derive(Args)]
struct Subject {
    /// One name, also where nobody has put quotes around it.
    #[arg(required = true, num_args = 1..)]
    name: Vec<String>,
    #[arg(long, value_name = "ID")]
    conference: Option<String>,
    #[arg(long, value_name = "ID")]
    id: Option<String>,
}

/// What goes into the gaps of a starter file.
#[derive(Clone, Copy)]
pub(super) struct Blank<'b> {
    pub(super) kind: Kind,
    pub(super) group: &'b str,
    pub(super) unit: &'b str,
    /// What else could stand there, to choose from.
    pub(super) groups: &'b str,
    pub(super) units: &'b str,
    /// The first and the last year of the term.
    pub(super) term: (i16, i16),
    pub(super) approved: bool,
    pub(super) honorees: &'b str,
}

impl Default for Blank<'_> {
    fn default() -> Self {
        let kind = Kind::Individual;
        Self { kind, group: "", unit: "", groups: "", units: "", term: TERM, approved: false, honorees: "" }
    }
}

/// The term of a sample.
pub(super) const TERM: (i16, i16) = (2020, 2024);

/// What a sample says of approval and consent.
const APPROVED: (&str, &str) = (
    r#"{ status = "approved", number = "03/TB-CĐCS", date = {year}-12-20, by = "Ban Chấp hành Công đoàn cơ sở" }"#,
    r#"{ web = true, photo = true, print = true, date = {year}-12-01, evidence = "Phiếu đồng ý số 01" }"#,
);

/// What a new file says of them: nothing that did not happen, and how to write it down when it has.
const OPEN: (&str, &str) = (
    "{ status = \"proposed\" }\n# Khi đã duyệt, thay dòng trên bằng dòng này:\n# approval = { status = \"approved\", number = \"…\", date = {year}-12-20, by = \"…\" }",
    "{ web = false, photo = false, print = false }\n# Khi đã có phiếu đồng ý, thay dòng trên bằng dòng này:\n# consent = { web = true, photo = true, print = true, date = {year}-12-01, evidence = \"…\" }",
);

/// A starter file with its gaps filled. Nobody is approved, nobody agrees and nobody has done anything by a program's
/// default: what a sample shows, a new file only proposes.
pub(super) fn fill(text: &str, name: &str, blank: &Blank<'_>) -> String {
    let (approval, consent) = if blank.approved { APPROVED } else { OPEN };
    // The story of a sample stands in its place; a new file says above it what is to be written.
    let [off, note, end] = match blank.approved {
        true => ["", "+++\n", ""],
        false => ["# ", "# Viết dưới dòng +++ cuối cùng. ", "+++\n"],
    };
    // What nobody has written yet is not published by taking a # away.
    let [job, lead, title, number] = match blank.approved {
        true => ["Công việc đang làm", "Một dòng cụ thể về việc đã làm được", "Tên sáng kiến", "02/QĐ"],
        false => ["…"; 4],
    };
    let name = vietnamese::clean(name).replace('\\', "\\\\").replace('"', "\\\"");
    let (from, to) = blank.term;
    let (until, year) = (to.saturating_add(to - from + 1).to_string(), to.to_string());
    let [approval, consent] = [approval, consent].map(|text| words::fill(text, &[("year", &year)]));
    let gaps = [
        ("off", off),
        ("note", note),
        ("end", end),
        ("approval", &approval),
        ("consent", &consent),
        ("name", &name),
        ("job", job),
        ("lead", lead),
        ("title", title),
        ("number", number),
        ("kind", blank.kind.word()),
        ("likeness", if blank.kind == Kind::Collective { "Ảnh tập thể" } else { "Chân dung" }),
        ("group", blank.group),
        ("unit", blank.unit),
        ("groups", blank.groups),
        ("units", blank.units),
        ("period", &format!("{{ from = {from}, to = {to} }}")),
        ("until", &until),
        ("year", &year),
        ("honorees", blank.honorees),
    ];
    words::fill(text, &gaps)
}

/// What could stand there instead, as a comment: few as they are called, many by where they are told.
fn choice(chosen: &str, all: &[&str]) -> String {
    match all.len() {
        0 | 1 => String::new(),
        2..=8 => {
            let others: Vec<&str> = all.iter().copied().filter(|id| *id != chosen).collect();
            format!("  # hoặc: {}", others.join(" | "))
        }
        _ => "  # hãy ghi mã đúng, như trong site/site.toml và criteria.toml".to_owned(),
    }
}

/// The term a conference is called by, as `quan-2020-2024`; one to be changed, where it is called otherwise.
fn term(id: &Id) -> (i16, i16) {
    let years: Vec<i16> = id.split('-').filter(|part| part.len() == 4).flat_map(str::parse).collect();
    match years.as_slice() {
        [from, to] if from <= to => (*from, *to),
        _ => TERM,
    }
}

impl New {
    pub(super) fn run(self, desk: &Desk) -> Result<End, Failure> {
        if !is_project(&desk.root) {
            return Err(desk.no_project());
        }
        let opened = desk.open()?;
        match self.what {
            What::Conference { id } => {
                let id = desk.id(&id)?;
                if bangvang::site::RESERVED.contains(&&*id) {
                    let problem = Problem::error("reserved-id").with("id", &*id);
                    return Err(Failure::Usage(desk.screen.words.explain(&problem).0));
                }
                let folder = desk.root.join("content").join(&*id);
                // The criteria begin with a line that leads an editor to their schema.
                super::schema::write_all(&desk.root, desk.screen.words)?;
                desk.create(folder.join("criteria.toml"), CRITERIA, None)?;
                let blank = Blank { term: term(&id), ..Blank::default() };
                desk.create(folder.join("conference.md"), &fill(CONFERENCE, "", &blank), None)?;
            }
            What::Honoree(honoree) => desk.honoree(&opened, &honoree)?,
            What::Keynote(subject) => desk.keynote(&opened, &subject)?,
        }
        Ok(End::Fine)
    }
}

impl Desk {
    fn honoree(&self, opened: &super::Opened, honoree: &Honoree) -> Result<(), Failure> {
        let (board, _) = bangvang::read::board(&opened.files(), &*opened.memo());
        let conference = self.conference(board.as_ref(), &honoree.subject)?;
        let all = &conference.criteria.groups;
        let groups: Vec<&str> = all.iter().map(|group| &*group.id).collect();
        let units: Vec<&str> =
            board.iter().flat_map(|board| board.settings.units.keys()).map(|id| &**id).collect();
        // Most are persons; who is not says so by the group.
        let usual = all.iter().find(|group| group.kind == Kind::Individual).or(all.first());
        let group = self.chosen("new.no-group", honoree.group.as_deref(), &groups, usual.map(|g| &*g.id))?;
        let unit = self.chosen("new.no-unit", honoree.unit.as_deref(), &units, units.first().copied())?;
        let (other_groups, other_units) = (choice(group, &groups), choice(unit, &units));
        let blank = Blank {
            kind: all.iter().find(|g| *g.id == *group).map_or(Kind::Individual, |group| group.kind),
            group,
            unit,
            groups: &other_groups,
            units: &other_units,
            term: (conference.term.from, conference.term.to),
            ..Blank::default()
        };
        self.subject(conference, &honoree.subject, "honorees", HONOREE, &blank)
    }

    fn keynote(&self, opened: &super::Opened, subject: &Subject) -> Result<(), Failure> {
        let (board, _) = bangvang::read::board(&opened.files(), &*opened.memo());
        let conference = self.conference(board.as_ref(), subject)?;
        let blank = Blank { term: (conference.term.from, conference.term.to), ..Blank::default() };
        self.subject(conference, subject, "keynotes", KEYNOTE, &blank)
    }

    /// The conference that is meant, also by its path.
    fn conference<'b>(&self, board: Option<&'b Board>, subject: &Subject) -> Result<&'b Conference, Failure> {
        let usage = |words: &str, id: &str, known: &str| {
            Err(Failure::Usage(self.screen.words.say(words, &[("id", id), ("known", known)])))
        };
        let conferences: Vec<&Conference> =
            board.iter().flat_map(|board| &board.conferences).map(|dossiers| &*dossiers.conference).collect();
        let known = conferences.iter().map(|conference| &*conference.id).collect::<Vec<_>>().join(", ");
        let wanted = subject.conference.as_deref().map(|id| id.trim_end_matches(['/', '\\']));
        let wanted = wanted.map(|id| id.rsplit(['/', '\\']).next().unwrap_or(id));
        match (wanted, conferences.as_slice()) {
            (_, []) => usage("new.none", "", ""),
            (Some(id), all) => match all.iter().find(|conference| *conference.id == *id) {
                Some(conference) => Ok(conference),
                None => usage("new.no-conference", id, &known),
            },
            (None, [only]) => Ok(only),
            (None, _) => usage("new.which-conference", "", &known),
        }
    }

    /// What is asked for, if it is there; else what is usual.
    fn chosen<'b>(
        &self,
        words: &str,
        wanted: Option<&str>,
        known: &[&'b str],
        usual: Option<&'b str>,
    ) -> Result<&'b str, Failure> {
        let Some(id) = wanted else { return Ok(usual.unwrap_or_default()) };
        known.iter().find(|other| **other == id).copied().ok_or_else(|| {
            Failure::Usage(self.screen.words.say(words, &[("id", id), ("known", &known.join(", "))]))
        })
    }

    fn subject(
        &self,
        conference: &Conference,
        subject: &Subject,
        room: &str,
        starter: &str,
        blank: &Blank<'_>,
    ) -> Result<(), Failure> {
        let name = subject.name.join(" ");
        if vietnamese::fold(&name).is_empty() {
            return Err(Failure::Usage(self.screen.words.say("new.no-name", &[])));
        }
        let id = self.id(subject.id.as_ref().unwrap_or(&vietnamese::slug(&name)))?;
        let folder = self.root.join("content").join(&*conference.id).join(room);
        let free = (2..).map(|n| format!("{}-{n}", &*id)).find(|id| !folder.join(id).exists());
        let path = folder.join(&*id).join("index.md");
        let text = fill(starter, &name, blank);
        self.create(path, &text, free.as_deref())
    }

    fn id(&self, text: &str) -> Result<Id, Failure> {
        Id::new(text).ok_or_else(|| {
            let gaps = [("id", text), ("near", &*vietnamese::slug(text))];
            Failure::Usage(self.screen.words.say("new.bad-id", &gaps))
        })
    }

    /// `free` is an id that nobody has, to be proposed if the file is there already.
    fn create(&self, path: PathBuf, text: &str, free: Option<&str>) -> Result<(), Failure> {
        let shown = path.display().to_string();
        match write::create(&path, text.as_bytes()) {
            Ok(()) => {
                self.screen.say("new.done", &[("file", &shown)]);
                Ok(())
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                let gaps = [("file", &*shown), ("free", free.unwrap_or_default())];
                let words = if free.is_some() { "new.exists" } else { "new.conference-exists" };
                Err(Failure::Usage(self.screen.words.say(words, &gaps)))
            }
            Err(error) => Err(Failure::io("create", &path)(error)),
        }
    }
}
