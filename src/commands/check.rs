//! `bangvang check`: reads everything, says what should be mended, writes nothing.

use std::path::{Path, PathBuf};

use bangvang::findings;
use bangvang::model::board::Roll;
use bangvang::model::board::count_kinds;
use bangvang::report::Severity;
use bangvang::site::Kinds;
use clap::{Args, ValueEnum};

use super::build::OUTPUT;
use super::{Desk, End, Failure, Flags};
use crate::host::{terminal, write};

/// Flags of `check`.
#[derive(Args)]
pub(super) struct Check {
    #[command(flatten)]
    flags: Flags,
    #[arg(long, value_name = "FORMAT", value_enum)]
    format: Option<Format>,
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Html,
}

impl Check {
    pub(super) fn run(self, desk: &Desk) -> Result<End, Failure> {
        let format = self.format(desk)?;
        self.refuse_published(desk)?;
        let opened = desk.open()?;
        let options = desk.options(&opened, &self.flags)?;
        let mut project = bangvang::open(&opened.files(), &opened.memo(), &options);
        if let Some(site) = &project.site {
            site.rehearse(&mut Kinds::default(), &mut project.report);
            site.proof(&mut project.report);
        }
        opened.remember(false);
        let (report, words) = (&project.report, desk.screen.words);
        let site = project.board.as_ref().map(|board| &*board.settings.title);
        let paper = match format {
            Format::Text => None,
            Format::Json => Some(terminal::json(report, &*opened.disk, words)),
            Format::Html => Some(findings::page(report, &*opened.disk, site, options.today, words)),
        };
        if let Some(paper) = paper {
            self.hand_over(&paper, desk)?;
            return Ok(End::of(report));
        }
        desk.screen.report(&project.report, &*opened.disk, usize::MAX);
        // With errors nothing would be built.
        if let Some(board) = project.board.as_ref().filter(|_| !report.has_errors()) {
            let roll = Roll::open(board, options.today);
            let (persons, collectives) = count_kinds(roll.once_each());
            let keynotes: usize = roll.chapters.iter().map(|c| c.keynotes.len()).sum();
            let [persons, collectives, keynotes] = [persons, collectives, keynotes].map(|n| n.to_string());
            let day = options.today.strftime("%d/%m/%Y").to_string();
            let gaps = [
                ("day", &*day),
                ("persons", &persons),
                ("collectives", &collectives),
                ("keynotes", &keynotes),
            ];
            desk.screen.say("check.shown", &gaps);
        }
        let positions = project.report.problems().iter().filter(|p| p.rule == "photo-position").count();
        if positions > 0 {
            desk.screen.say("check.positions", &[("n", &positions.to_string())]);
        }
        let problems = project.report.problems();
        if let Some(first) = problems.iter().find(|problem| problem.severity != Severity::Info) {
            desk.screen.say("check.explain", &[("rule", &first.rule)]);
        }
        if problems.is_empty() {
            desk.screen.say("summary.fine", &[]);
        }
        Ok(End::of(&project.report))
    }

    /// A report names those who are not shown: it is not written where it would be published.
    fn refuse_published(&self, desk: &Desk) -> Result<(), Failure> {
        let Some(file) = self.output.as_deref() else { return Ok(()) };
        let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        // Of what is not there yet, the folder that is; a link leads to where it is written.
        let resolved = |part: &Path| Some(part.canonicalize().ok()?.join(file.strip_prefix(part).ok()?));
        let file = file.ancestors().find_map(resolved).unwrap_or_else(|| file.clone());
        let root = desk.root.canonicalize().unwrap_or_else(|_| desk.root.clone());
        for room in ["site", "content", "themes", OUTPUT] {
            let place = root.join(room);
            if file.starts_with(place.canonicalize().unwrap_or(place)) {
                return Err(Failure::Usage(desk.screen.words.say("check.not-there", &[("folder", room)])));
            }
        }
        Ok(())
    }

    /// The format asked for, or that of the file's name.
    fn format(&self, desk: &Desk) -> Result<Format, Failure> {
        let ending = self.output.as_ref().and_then(|file| Some(file.extension()?.to_str()?.to_lowercase()));
        match (self.format, &self.output, ending.as_deref()) {
            (Some(format @ (Format::Json | Format::Html)), ..) => Ok(format),
            (_, None, _) => Ok(Format::Text),
            (None, _, Some("html" | "htm")) => Ok(Format::Html),
            (None, _, Some("json")) => Ok(Format::Json),
            (_, Some(file), _) => {
                let gaps = [("file", &*file.display().to_string())];
                Err(Failure::Usage(desk.screen.words.say("check.which-format", &gaps)))
            }
        }
    }

    /// Writes a report where it is wanted: a shell's own `>` would change its letters on some systems.
    fn hand_over(&self, paper: &str, desk: &Desk) -> Result<(), Failure> {
        let Some(file) = &self.output else {
            return desk.hand_over(paper.trim_end());
        };
        write::replace(file, paper.as_bytes()).map_err(Failure::io("write", file))?;
        desk.screen.say("check.written", &[("file", &file.display().to_string())]);
        Ok(())
    }
}
