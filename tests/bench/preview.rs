//! How long the preview lets one wait: for the first page after its start, and for a page whose file was saved.

use std::ops::RangeInclusive;
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::board::Board;
use crate::served::start;

const STARTS: usize = 5;

const EDITS: usize = 40;

/// So often a page is asked for until it is the new one.
const AGAIN: Duration = Duration::from_millis(1);

/// Measures boards of these sizes.
pub(crate) fn run(people: &[usize]) {
    println!("| honourees | ms from …               |     least |    median |      90 % |      most |");
    println!("|----------:|-------------------------|----------:|----------:|----------:|----------:|");
    for people in people {
        let folder = TempDir::with_prefix("bangvang-bench-").expect("a temporary folder can be made");
        let board = Board::write(folder.path(), *people);
        measure(&board, *people);
    }
}

fn measure(board: &Board, people: usize) {
    let (mut first, mut again) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        board.forget();
        for times in [&mut first, &mut again] {
            let (served, took) = start(board.root());
            times.push(took);
            served.stop();
        }
    }
    let (served, _) = start(board.root());
    let saved = |edit: fn(&Board, usize), times: RangeInclusive<usize>| -> Vec<Duration> {
        let wait = |time| {
            // Nobody saves faster, and the watcher must be at rest as it is between two saves.
            thread::sleep(Duration::from_millis(100));
            let begun = Instant::now();
            edit(board, time);
            while !board.has_edit(&served.get(&board.address(time)), time) {
                assert!(begun.elapsed() < Duration::from_secs(60), "edit {time} never shows");
                thread::sleep(AGAIN);
            }
            begun.elapsed()
        };
        times.map(wait).collect()
    };
    let stories = saved(Board::edit, 1..=EDITS);
    // One line above the story that only its own page and its card tell, and one that all lists depend on.
    let leads = saved(|board, time| board.set("lead", time), EDITS + 1..=2 * EDITS);
    let names = saved(|board, time| board.set("name", time), 2 * EDITS + 1..=3 * EDITS);
    for (name, mut times) in [
        ("first start to home", first),
        ("start to home", again),
        ("saving a story to page", stories),
        ("saving a lead to page", leads),
        ("saving a name to page", names),
    ] {
        times.sort_unstable();
        let [least, median, most_of, most] = [0, 50, 90, 100].map(|percent| {
            let at = (times.len() - 1) * percent / 100;
            times[at].as_secs_f64() * 1000.0
        });
        println!(
            "| {people:>9} | {name:<23} | {least:>9.1} | {median:>9.1} | {most_of:>9.1} | {most:>9.1} |"
        );
    }
}
