//! What print costs: booklets, panels and share cards of people with photos, in a preview that lives on.

use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use crate::board::Board;
use crate::build::cold;
use crate::served::{Served, start};

/// Whole booklets that are set.
const ROUNDS: usize = 3;

/// Summaries that are changed, each with its booklet and its panel.
const EDITS: usize = 8;

/// Cards that are drawn.
const CARDS: usize = 200;

/// What was measured of one size: seconds of processors, mebibytes.
struct Measured {
    people: usize,
    /// The whole build, and the most memory it had.
    build: f64,
    build_peak: f64,
    booklet: f64,
    booklet_peak: f64,
    /// Megabytes of the booklet.
    size: f64,
    booklet_edited: f64,
    panel: f64,
    panel_edited: f64,
    card: f64,
}

/// Measures boards of these sizes.
pub(crate) fn run(people: &[usize]) {
    let measured: Vec<Measured> = people.iter().copied().map(measure).collect();
    println!("| honourees | what                                  |     cpu s | peak MiB |");
    println!("|----------:|---------------------------------------|----------:|---------:|");
    for it in &measured {
        for (what, cpu, peak) in [
            ("everything, cold", it.build, it.build_peak),
            ("the booklet for screens, all of it new", it.booklet, it.booklet_peak),
            ("the same after one change", it.booklet_edited, f64::NAN),
            ("a panel, the first", it.panel, f64::NAN),
            ("the same after a change", it.panel_edited, f64::NAN),
            ("a share card", it.card, f64::NAN),
        ] {
            let peak = if peak.is_nan() { String::new() } else { format!("{peak:.0}") };
            println!("| {:>9} | {what:<38} | {cpu:>8.3} | {peak:>8} |", it.people);
        }
    }
    println!();
    println!(
        "| honourees | booklet MB | booklet, growth | one change ÷ whole booklet | panel: change ÷ first |"
    );
    println!(
        "|----------:|-----------:|----------------:|---------------------------:|----------------------:|"
    );
    let mut before: Option<&Measured> = None;
    for it in &measured {
        let growth = before.map_or_else(String::new, |less| {
            let people = it.people as f64 / less.people as f64;
            format!("×{:.1} for ×{people:.0}", it.booklet / less.booklet)
        });
        let (booklet, panel) = (it.booklet_edited / it.booklet, it.panel_edited / it.panel);
        println!("| {:>9} | {:>10.1} | {growth:>15} | {booklet:>26.3} | {panel:>21.3} |", it.people, it.size);
        before = Some(it);
    }
}

fn measure(people: usize) -> Measured {
    let folder = TempDir::with_prefix("bangvang-bench-").expect("a temporary folder can be made");
    let board = Board::write_with_photos(folder.path(), people);
    eprintln!("{people} honourees with photos in {}", folder.path().display());
    let whole = cold(&board);
    let (mut booklets, mut edited, mut peaks, mut size) = (Vec::new(), Vec::new(), Vec::new(), 0);
    let mut edit = 0;
    for _ in 0..ROUNDS {
        // Another line in every summary: pictures are remembered, nothing that was set is.
        edit += 1;
        board.edit_all(edit);
        let (served, _) = start(board.root());
        let (took, booklet) = sheet(&served, &board.booklet());
        booklets.push(took);
        peaks.push(served.peak());
        size = booklet;
        for _ in 0..EDITS {
            edit += 1;
            change(&board, &served, edit);
            edited.push(sheet(&served, &board.booklet()).0);
        }
    }
    let (mut panels, mut panels_edited) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        edit += 1;
        board.edit_all(edit);
        let (served, _) = start(board.root());
        panels.push(sheet(&served, &board.panel(edit)).0);
        for _ in 0..EDITS {
            edit += 1;
            change(&board, &served, edit);
            panels_edited.push(sheet(&served, &board.panel(edit)).0);
        }
    }
    Measured {
        people,
        build: whole.cpu(),
        build_peak: whole.peak,
        booklet: median(booklets),
        booklet_peak: median(peaks),
        size: size as f64 / 1e6,
        booklet_edited: median(edited),
        panel: median(panels),
        panel_edited: mean(&panels_edited),
        card: card(&board),
    }
}

/// Changes one summary and waits until the preview has seen it.
fn change(board: &Board, served: &Served, edit: usize) {
    board.edit(edit);
    while !board.has_edit(&served.get(&board.address(edit)), edit) {
        thread::sleep(Duration::from_millis(20));
    }
}

/// Seconds of processors that a sheet takes, and its bytes.
fn sheet(served: &Served, path: &str) -> (f64, usize) {
    let before = served.cpu();
    let reply = served.get_bytes(path);
    assert!(reply.windows(5).any(|part| part == b"%PDF-"), "{path} is no PDF");
    (served.cpu() - before, reply.len())
}

/// Seconds of processors that a card takes whose picture is there, in a process that has drawn none.
fn card(board: &Board) -> f64 {
    board.rename(1);
    let (served, _) = start(board.root());
    let pages = (0..board.people.min(CARDS)).map(|person| served.get(&board.address_of(person)));
    let cards = pages.map(|page| {
        let (_, rest) = page.split_once("assets/cards/").expect("a page names its card");
        let (name, _) = rest.split_once('"').expect("the name ends");
        format!("/bang-vang/assets/cards/{name}")
    });
    let cards: Vec<String> = cards.collect();
    let before = served.cpu();
    for card in &cards {
        let reply = served.get_bytes(card);
        assert!(reply.windows(2).any(|part| part == [0xff, 0xd8]), "{card} is no JPEG");
    }
    (served.cpu() - before) / cards.len() as f64
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

fn mean(all: &[f64]) -> f64 {
    all.iter().sum::<f64>() / all.len() as f64
}
