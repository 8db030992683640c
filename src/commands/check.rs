//! `bangvang check`: reads everything, says what should be mended, writes nothing.

use bangvang::model::board::Roll;
use bangvang::model::board::count_kinds;
use clap::{Args, ValueEnum};

use super::{Desk, End, Failure, Flags};
use crate::host::terminal;

/// Flags of `check`.
#[derive(Args)]
pub(super) struct Check {
    #[command(flatten)]
    flags: Flags,
    /// Cách in kết quả
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Check {
    pub(super) fn run(self, desk: &Desk) -> Result<End, Failure> {
        let opened = desk.open()?;
        let options = desk.options(&opened, &self.flags)?;
        let mut project = bangvang::open(&opened.files(), &opened.memo(), &options);
        if let Some(site) = &project.site {
            site.proof(&mut project.report);
        }
        opened.remember(false);
        if self.format == Format::Json {
            desk.screen.line(&terminal::json(&project.report, &*opened.disk, desk.screen.words));
            return Ok(End::of(&project.report));
        }
        desk.screen.report(&project.report, &*opened.disk, usize::MAX);
        if let Some(board) = &project.board {
            let roll = Roll::open(board, options.today);
            let listed = roll.chapters.iter().flat_map(|c| &c.honorees).map(|l| &l.honoree);
            let (persons, collectives) = count_kinds(listed);
            let keynotes: usize = roll.chapters.iter().map(|c| c.keynotes.len()).sum();
            let [persons, collectives, keynotes] = [persons, collectives, keynotes].map(|n| n.to_string());
            let gaps = [("persons", &*persons), ("collectives", &collectives), ("keynotes", &keynotes)];
            desk.screen.say("check.shown", &gaps);
        }
        let positions = project.report.problems().iter().filter(|p| p.rule == "photo-position").count();
        if positions > 0 {
            desk.screen.say("check.positions", &[("n", &positions.to_string())]);
        }
        if project.report.problems().is_empty() {
            desk.screen.say("summary.fine", &[]);
        }
        Ok(End::of(&project.report))
    }
}
