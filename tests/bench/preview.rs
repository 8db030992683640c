//! How long the preview lets one wait: for the first page after its start, and for a page whose file was saved.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::board::Board;

const STARTS: usize = 5;

const EDITS: usize = 40;

/// So often a page is asked for until it is the new one.
const AGAIN: Duration = Duration::from_millis(1);

/// Measures boards of these sizes.
pub(crate) fn run(people: &[usize]) {
    println!("| honourees | ms from …              |     least |    median |      90 % |      most |");
    println!("|----------:|------------------------|----------:|----------:|----------:|----------:|");
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
        first.push(start(board.root()).1);
        again.push(start(board.root()).1);
    }
    let (served, _) = start(board.root());
    let mut saved = Vec::new();
    for time in 1..=EDITS {
        // Nobody saves faster, and the watcher must be at rest as it is between two saves.
        thread::sleep(Duration::from_millis(100));
        let begun = Instant::now();
        board.edit(time);
        while !board.has_edit(&served.get(&board.address(time)), time) {
            assert!(begun.elapsed() < Duration::from_secs(60), "edit {time} never shows");
            thread::sleep(AGAIN);
        }
        saved.push(begun.elapsed());
    }
    for (name, mut times) in
        [("first start to home", first), ("start to home", again), ("saving to page", saved)]
    {
        times.sort_unstable();
        let [least, median, most_of, most] = [0, 50, 90, 100].map(|percent| {
            let at = (times.len() - 1) * percent / 100;
            times[at].as_secs_f64() * 1000.0
        });
        println!(
            "| {people:>9} | {name:<22} | {least:>9.1} | {median:>9.1} | {most_of:>9.1} | {most:>9.1} |"
        );
    }
}

/// A running preview.
struct Served {
    child: Child,
    port: u16,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts the preview: how long until its home page was there.
fn start(root: &Path) -> (Served, Duration) {
    let begun = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_bangvang"));
    command.args(["serve", "--port", "0", "--date", "2020-06-01", "--root"]).arg(root);
    let mut child = command.stdout(Stdio::piped()).spawn().expect("the program can be started");
    let mut said = BufReader::new(child.stdout.take().expect("what it says is read"));
    let mut line = String::new();
    let port = loop {
        line.clear();
        assert!(said.read_line(&mut line).expect("what it says is text") > 0, "it ended");
        let port = line.split_once("http://localhost:").and_then(|(_, rest)| rest.split('/').next());
        if let Some(port) = port.and_then(|port| port.trim().parse().ok()) {
            break port;
        }
    };
    // A program whose words nobody takes must not be told so.
    thread::spawn(move || said.read_to_string(&mut line));
    let served = Served { child, port };
    assert!(served.get("/bang-vang/").contains("<h1"), "the home page is there");
    (served, begun.elapsed())
}

impl Served {
    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port).expect("it reads");
        let mut reply = String::new();
        stream.read_to_string(&mut reply).expect("it answers");
        reply
    }
}
