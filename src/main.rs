//! The program: finds out what is asked, runs one command, and ends with its exit code.

mod commands;
mod host;

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A board is made of very many small texts: this allocator saves a third of a build's time.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    match commands::Program::asked() {
        Ok(program) => program.run(),
        Err(ended) => ended,
    }
}
