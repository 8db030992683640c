//! How long the preview lets one wait: for the first page after its start, and for a page whose file was saved.

use std::ops::RangeInclusive;
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::board::Board;
use crate::served::{Served, start};

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
            // Of very many people what is learnt is complete only when the desk is there.
            served.get("/_desk/");
            served.stop();
        }
    }
    let (served, _) = start(board.root());
    type Shows = fn(&Board, &Served, usize) -> bool;
    let saved = |edit: fn(&Board, usize), shows: Shows, times: RangeInclusive<usize>| -> Vec<Duration> {
        let wait = |time| {
            // Nobody saves faster, and the watcher must be at rest as it is between two saves.
            thread::sleep(Duration::from_millis(100));
            let begun = Instant::now();
            edit(board, time);
            while !shows(board, &served, time) {
                assert!(begun.elapsed() < Duration::from_secs(60), "edit {time} never shows");
                thread::sleep(AGAIN);
            }
            begun.elapsed()
        };
        times.map(wait).collect()
    };
    let on_page: Shows = |board, served, time| board.has_edit(&served.get(&board.address(time)), time);
    let stories = saved(Board::edit, on_page, 1..=EDITS);
    // One line above the story that only its own page and its card tell, one that all lists depend on, and one that says
    // who is in them.
    let leads = saved(|board, time| board.set("lead", time), on_page, EDITS + 1..=2 * EDITS);
    let names = saved(|board, time| board.set("name", time), on_page, 2 * EDITS + 1..=3 * EDITS);
    let is_there: Shows = |board, served, time| {
        let reply = served.get(&board.address(time.div_ceil(2)));
        reply.starts_with("HTTP/1.1 200") == is_approved(time)
    };
    let approvals =
        saved(|board, time| board.approve(time.div_ceil(2), is_approved(time)), is_there, 1..=EDITS);
    for (name, mut times) in [
        ("first start to home", first),
        ("start to home", again),
        ("saving a story to page", stories),
        ("saving a lead to page", leads),
        ("saving a name to page", names),
        ("saving an approval", approvals),
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

/// Approvals are taken away at odd times and given back at even ones.
fn is_approved(time: usize) -> bool {
    time.is_multiple_of(2)
}
