//! `bangvang new`: an honouree, a keynote or a conference to be filled in.

use std::path::PathBuf;

use bangvang::model::Id;
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
    Honoree(Subject),
    Keynote(Subject),
    Conference { id: String },
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
#[derive(Clone, Copy, Default)]
pub(super) struct Blank<'b> {
    pub(super) group: &'b str,
    pub(super) unit: &'b str,
    /// The first and the last year of the term.
    pub(super) term: (i16, i16),
    pub(super) approved: bool,
    pub(super) honorees: &'b str,
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
    "{ status = \"proposed\" }\n# Khi đã duyệt: { status = \"approved\", number = \"…\", date = {year}-12-20, by = \"…\" }",
    "{ web = false, photo = false, print = false }\n# Khi đã có phiếu đồng ý: { web = true, photo = true, print = true, date = {year}-12-01, evidence = \"…\" }",
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
        ("group", blank.group),
        ("unit", blank.unit),
        ("period", &format!("{{ from = {from}, to = {to} }}")),
        ("until", &until),
        ("year", &year),
        ("honorees", blank.honorees),
    ];
    words::fill(text, &gaps)
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
                desk.create(folder.join("criteria.toml"), CRITERIA)?;
                let blank = Blank { term: term(&id), ..Blank::default() };
                desk.create(folder.join("conference.md"), &fill(CONFERENCE, "", &blank))?;
            }
            What::Honoree(subject) => desk.subject(&opened, &subject, "honorees", HONOREE)?,
            What::Keynote(subject) => desk.subject(&opened, &subject, "keynotes", KEYNOTE)?,
        }
        Ok(End::Fine)
    }
}

impl Desk {
    fn subject(
        &self,
        opened: &super::Opened,
        subject: &Subject,
        room: &str,
        starter: &str,
    ) -> Result<(), Failure> {
        let name = subject.name.join(" ");
        if vietnamese::fold(&name).is_empty() {
            return Err(Failure::Usage(self.screen.words.say("new.no-name", &[])));
        }
        let files = opened.files();
        let (board, _) = bangvang::read::board(&files, &*opened.memo());
        let conferences: Vec<_> = board.iter().flat_map(|b| &b.conferences).map(|d| &d.conference).collect();
        let known: Vec<&str> = conferences.iter().map(|c| &*c.id).collect();
        let conference = match (&subject.conference, conferences.as_slice()) {
            (Some(id), _) => conferences.iter().find(|c| *c.id == **id).ok_or_else(|| {
                let gaps = [("id", id.as_str()), ("known", &known.join(", "))];
                Failure::Usage(self.screen.words.say("new.no-conference", &gaps))
            })?,
            (None, [only]) => only,
            (None, _) => {
                let gaps = [("known", &*known.join(", "))];
                return Err(Failure::Usage(self.screen.words.say("new.which-conference", &gaps)));
            }
        };
        let id = self.id(subject.id.as_ref().unwrap_or(&vietnamese::slug(&name)))?;
        let unit = board.as_ref().and_then(|b| b.settings.units.keys().next());
        let blank = Blank {
            group: conference.criteria.groups.first().map_or("", |group| &group.id),
            unit: unit.map_or("", |unit| unit),
            term: (conference.term.from, conference.term.to),
            approved: false,
            honorees: "",
        };
        let path = self.root.join("content").join(&*conference.id).join(room).join(&*id).join("index.md");
        self.create(path, &fill(starter, &name, &blank))
    }

    fn id(&self, text: &str) -> Result<Id, Failure> {
        Id::new(text).ok_or_else(|| {
            let gaps = [("id", text), ("near", &*vietnamese::slug(text))];
            Failure::Usage(self.screen.words.say("new.bad-id", &gaps))
        })
    }

    fn create(&self, path: PathBuf, text: &str) -> Result<(), Failure> {
        let shown = path.display().to_string();
        match write::create(&path, text.as_bytes()) {
            Ok(()) => {
                self.screen.say("new.done", &[("file", &shown)]);
                Ok(())
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                Err(Failure::Usage(self.screen.words.say("new.exists", &[("file", &shown)])))
            }
            Err(error) => Err(Failure::io("create", &path)(error)),
        }
    }
}
