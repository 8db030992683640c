//! What the rules cost beside reading: both in one process, by turns, on boards held in memory, nothing remembered.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use bangvang::files::{Bytes, FilePath, Files, NoMemo, Tree};
use bangvang::model::Date;
use bangvang::{check, read};
use tempfile::TempDir;

use crate::board::Board;

const ROUNDS: usize = 5;
const TODAY: Date = Date::constant(2020, 6, 1);

/// Measures boards of these sizes. The goal is that rules take at most 1.5 times what reading takes.
pub(crate) fn run(people: &[usize]) {
    println!("| honourees |    read s |   rules s | rules ÷ read |");
    println!("|----------:|----------:|----------:|-------------:|");
    for people in people {
        let folder = TempDir::with_prefix("bangvang-bench-").expect("a temporary folder can be made");
        drop(Board::write(folder.path(), *people));
        let mut files = Vec::new();
        ["content", "site"].iter().for_each(|room| gather(folder.path(), room, &mut files));
        let files: Arc<dyn Files> = Arc::new(Tree::new(files));
        let mut rounds: Vec<(f64, f64)> = (0..ROUNDS).map(|_| round(&files)).collect();
        rounds.sort_by(|a, b| (a.1 / a.0).total_cmp(&(b.1 / b.0)));
        let (reading, rules) = rounds[ROUNDS / 2];
        println!("| {people:>9} | {reading:>9.3} | {rules:>9.3} | {:>12.2} |", rules / reading);
    }
}

/// Seconds of reading a board and of looking at it with every rule.
fn round(files: &Arc<dyn Files>) -> (f64, f64) {
    let start = Instant::now();
    let (board, report) = read::board(files, &NoMemo);
    let reading = start.elapsed().as_secs_f64();
    assert!(!report.has_errors(), "the board has errors");
    let board = board.expect("the board can be read");
    let start = Instant::now();
    let found = check::board(&board, TODAY);
    let rules = start.elapsed().as_secs_f64();
    assert!(!found.has_errors(), "the board has errors");
    (reading, rules)
}

fn gather(root: &Path, folder: &str, files: &mut Vec<(FilePath, Bytes)>) {
    for entry in fs::read_dir(root.join(folder)).expect("the board is there") {
        let entry = entry.expect("the board can be listed");
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            gather(root, &path, files);
        } else {
            files.push((FilePath::new(&path), fs::read(entry.path()).expect("a file can be read").into()));
        }
    }
}
