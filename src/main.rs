//! The program: finds out what is asked, runs one command, and ends with its exit code.

mod commands;
mod host;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let asked = commands::Program::parse();
    asked.run()
}
