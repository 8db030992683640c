//! What a build costs: boards of several sizes, built cold, unchanged and after one edit.

use std::fs::{self, File};
use std::io::{Read as _, Seek as _};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::board::Board;

const ROUNDS: usize = 5;

/// What /proc counts processor time in.
const TICKS_PER_SECOND: f64 = 100.0;

/// A round builds again and again until it has used this many seconds of the processors, so that a tick is
/// little of it.
const ROUND: f64 = 0.4;

/// The program does not trust stamps younger than two seconds, and nobody's files are that young when
/// nothing has changed.
const SETTLED: Duration = Duration::from_millis(2_100);

#[derive(Clone, Copy)]
enum Case {
    /// Nothing built, nothing remembered.
    Cold,
    /// The same again.
    Unchanged,
    /// A line more in one honouree.
    Edited,
}

/// What one build took.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    user: f64,
    sys: f64,
    wall: f64,
    /// Mebibytes.
    pub(crate) peak: f64,
}

impl Cost {
    pub(crate) fn cpu(&self) -> f64 {
        self.user + self.sys
    }
}

/// The costs of the rounds of one case.
#[derive(Default)]
struct Costs(Vec<Cost>);

impl Costs {
    fn median(&self, of: impl Fn(&Cost) -> f64) -> f64 {
        let mut all: Vec<f64> = self.0.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all[all.len() / 2]
    }

    fn cpu(&self) -> f64 {
        self.median(Cost::cpu)
    }
}

/// All that was measured of one size.
#[derive(Default)]
struct Measured {
    people: usize,
    cold: Costs,
    unchanged: Costs,
    edited: Costs,
}

/// Measures boards of these sizes.
pub(crate) fn run(people: &[usize]) {
    let measured: Vec<Measured> = people.iter().copied().map(measure).collect();
    print_costs(&measured);
    print_ratios(&measured);
}

/// Writes a board and measures it. The cases take turns, so that a busy minute of the machine falls on all.
fn measure(people: usize) -> Measured {
    let folder = TempDir::with_prefix("bangvang-bench-").expect("a temporary folder can be made");
    let board = Board::write(folder.path(), people);
    eprintln!("{people} honourees of {} bytes in {}", board.body, folder.path().display());
    let mut measured = Measured { people, ..Measured::default() };
    let mut edits = 0;
    for _ in 0..ROUNDS {
        thread::sleep(SETTLED);
        measured.cold.0.push(round(&board, Case::Cold, &mut edits));
        measured.unchanged.0.push(round(&board, Case::Unchanged, &mut edits));
        measured.edited.0.push(round(&board, Case::Edited, &mut edits));
    }
    measured
}

/// One build of everything, nothing remembered.
pub(crate) fn cold(board: &Board) -> Cost {
    board.forget();
    let before = children();
    let (wall, peak) = build(board);
    let after = children();
    assert!(board.is_built(), "the last honouree has no page");
    Cost { user: after.0 - before.0, sys: after.1 - before.1, wall: wall.as_secs_f64(), peak }
}

/// As many builds as make a round: what one of them took on average, and the highest peak.
fn round(board: &Board, case: Case, edits: &mut usize) -> Cost {
    let before = children();
    let (mut user, mut sys) = (0.0, 0.0);
    let (mut builds, mut wall, mut peak) = (0.0, Duration::ZERO, 0.0_f64);
    while user + sys < ROUND {
        match case {
            Case::Cold => board.forget(),
            Case::Unchanged => {}
            Case::Edited => {
                *edits += 1;
                board.edit(*edits);
            }
        }
        let (took, high) = build(board);
        builds += 1.0;
        wall += took;
        peak = peak.max(high);
        match case {
            Case::Cold => assert!(board.is_built(), "the last honouree has no page"),
            Case::Unchanged => {}
            Case::Edited => assert!(board.shows_edit(*edits), "edit {edits} is not on its page"),
        }
        let now = children();
        (user, sys) = (now.0 - before.0, now.1 - before.1);
    }
    Cost { user: user / builds, sys: sys / builds, wall: wall.as_secs_f64() / builds, peak }
}

/// Runs the program once: how long it took, and the most memory it had.
fn build(board: &Board) -> (Duration, f64) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bangvang"));
    command.args(["build", "--quiet", "--date", "2020-06-01", "--root"]).arg(board.root());
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let start = Instant::now();
    let mut child = command.spawn().expect("the program can be started");
    let id = child.id();
    let watch = thread::spawn(move || peak(id));
    let status = child.wait().expect("the program ends");
    let took = start.elapsed();
    assert!(status.success(), "the build failed: {status}");
    (took, watch.join().expect("the watch ends"))
}

/// Looks every millisecond at a process that runs, until it has ended.
fn peak(id: u32) -> f64 {
    let mut most = 0.0_f64;
    // An open file stays with its process, even when the number is given to another one.
    let Ok(mut status) = File::open(format!("/proc/{id}/status")) else { return most };
    let mut text = String::new();
    loop {
        text.clear();
        if status.rewind().is_err() || status.read_to_string(&mut text).is_err() {
            return most;
        }
        let Some(high) = highest(&text) else { return most };
        most = most.max(high);
        thread::sleep(Duration::from_millis(1));
    }
}

/// The most memory a process has had, in mebibytes, by its `/proc/<pid>/status`; none after its end.
pub(crate) fn highest(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<f64>().ok()? / 1024.0)
}

/// Processor seconds of all children that have ended: user and system.
fn children() -> (f64, f64) {
    let stat = fs::read_to_string("/proc/self/stat").expect("/proc is there");
    let [user, sys] = seconds(&stat, [16, 17]);
    (user, sys)
}

/// Times that are fields of a `/proc/<pid>/stat`, by their numbers in proc(5).
pub(crate) fn seconds(stat: &str, fields: [usize; 2]) -> [f64; 2] {
    // The name in brackets may hold anything; the state, field 3, follows it.
    let (_, all) = stat.rsplit_once(") ").expect("/proc/<pid>/stat names the program");
    let all: Vec<&str> = all.split(' ').collect();
    fields.map(|field| all[field - 3].parse::<f64>().expect("ticks") / TICKS_PER_SECOND)
}

fn print_costs(measured: &[Measured]) {
    println!("| honourees | build           |    user s |     sys s |    wall s | peak MiB |");
    println!("|----------:|-----------------|----------:|----------:|----------:|---------:|");
    for size in measured {
        let cases = [("cold", &size.cold), ("nothing changed", &size.unchanged), ("one edit", &size.edited)];
        for (name, costs) in cases {
            let people = size.people;
            let [user, sys, wall, peak] = [
                costs.median(|cost| cost.user),
                costs.median(|cost| cost.sys),
                costs.median(|cost| cost.wall),
                costs.median(|cost| cost.peak),
            ];
            println!("| {people:>9} | {name:<15} | {user:>9.3} | {sys:>9.3} | {wall:>9.3} | {peak:>8.0} |");
        }
    }
    println!();
}

/// Of processor time, user and system together: what is left when the machine is another one.
fn print_ratios(measured: &[Measured]) {
    println!("| honourees | nothing changed ÷ cold | one edit ÷ cold | cold, ms a head | cold, growth  |");
    println!("|----------:|-----------------------:|----------------:|----------------:|--------------:|");
    let mut before: Option<&Measured> = None;
    for size in measured {
        let cold = size.cold.cpu();
        let (unchanged, edited) = (size.unchanged.cpu() / cold, size.edited.cpu() / cold);
        let each = cold * 1000.0 / size.people as f64;
        let growth = before.map_or_else(String::new, |less| {
            let people = size.people as f64 / less.people as f64;
            format!("×{:.1} for ×{people:.0}", cold / less.cold.cpu())
        });
        let people = size.people;
        println!("| {people:>9} | {unchanged:>22.3} | {edited:>15.3} | {each:>15.2} | {growth:>13} |");
        before = Some(size);
    }
}
