//! What the program costs, run as its users run it: builds, the preview, print, and the rules.
//!
//! `cargo bench --bench board -- [build|preview|print|rules|write] [N …]`; see `README.md` here. Nothing is asserted about times.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a benchmark, like a test, reads clocks and disks, prints, and gives up when something is wrong"
)]

mod board;
mod build;
mod preview;
mod print;
mod rules;
mod served;
mod texts;

use std::process::ExitCode;

const SIZES: [usize; 3] = [250, 2_500, 10_000];

fn main() -> ExitCode {
    let (flags, words): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|arg| arg.starts_with("--"));
    // `cargo bench` says so itself; `cargo test --all-targets` must not take minutes.
    if flags != ["--bench"] {
        eprintln!("cargo bench --bench board -- [build|preview|print|rules|write] [N …]");
        return if flags.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) };
    }
    if !cfg!(target_os = "linux") {
        eprintln!("The benchmark reads /proc and works on Linux only.");
        return ExitCode::SUCCESS;
    }
    let mut run: fn(&[usize]) = build::run;
    let mut people = Vec::new();
    for word in &words {
        match (word.as_str(), word.parse()) {
            ("build", _) => run = build::run,
            ("preview", _) => run = preview::run,
            ("print", _) => run = print::run,
            ("rules", _) => run = rules::run,
            ("write", _) => run = write,
            (_, Ok(number)) if number > 0 => people.push(number),
            _ => {
                eprintln!(
                    "“{word}” is none of build, preview, print, rules, write, and no number of honourees."
                );
                return ExitCode::from(2);
            }
        }
    }
    if people.is_empty() {
        people.extend(SIZES);
    }
    people.sort_unstable();
    people.dedup();
    run(&people);
    ExitCode::SUCCESS
}

/// Writes boards with photos for other programs to read, and leaves them.
fn write(people: &[usize]) {
    for people in people {
        let folder =
            tempfile::TempDir::with_prefix("bangvang-board-").expect("a temporary folder can be made").keep();
        board::Board::write_with_photos(&folder, *people);
        println!("{}", folder.display());
    }
}
