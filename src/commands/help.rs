//! `bangvang help`: how the program, or one of its commands, is used.

use clap::Args;

use super::{Desk, End, Failure, Program, speech};

/// What to explain.
#[derive(Args)]
pub(super) struct Help {
    #[arg(value_name = "COMMAND")]
    commands: Vec<String>,
}

impl Help {
    pub(super) fn run(self, desk: &Desk) -> Result<End, Failure> {
        let words = desk.screen.words;
        let mut whole = Program::spoken(words);
        // Flags of all commands are in each of them only then.
        whole.build();
        let mut command = &mut whole;
        for name in &self.commands {
            let unknown = speech::unknown(name, command, words);
            command = command.find_subcommand_mut(name).ok_or(Failure::Usage(unknown))?;
        }
        desk.hand_over(command.render_help().to_string().trim_end())?;
        Ok(End::Fine)
    }
}
