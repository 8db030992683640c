//! `bangvang completions`: a shell's own file that completes this program's commands.

use clap::Args;
use clap_complete::Shell;

use super::{Desk, End, Failure, NAME, Program};

/// Flags of `completions`.
#[derive(Args)]
pub(super) struct Completions {
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self, desk: &Desk) -> Result<End, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Program::spoken(desk.screen.words), NAME, &mut script);
        desk.hand_over(String::from_utf8_lossy(&script).trim_end())?;
        Ok(End::Fine)
    }
}
