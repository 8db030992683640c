//! A preview that runs, asked as a browser asks it.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::build::{highest, seconds};

/// A running preview.
pub(crate) struct Served {
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
pub(crate) fn start(root: &Path) -> (Served, Duration) {
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
    /// Stops it as its user does, so that it leaves to the next what it has learnt.
    pub(crate) fn stop(mut self) {
        let asked = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        assert!(asked.is_ok_and(|asked| asked.success()), "the preview can be asked to stop");
        self.child.wait().expect("the preview stops");
    }

    /// A page.
    pub(crate) fn get(&self, path: &str) -> String {
        String::from_utf8(self.get_bytes(path)).expect("a page is text")
    }

    /// Whatever stands there, with the head of the answer.
    pub(crate) fn get_bytes(&self, path: &str) -> Vec<u8> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port).expect("it reads");
        let mut reply = Vec::new();
        stream.read_to_end(&mut reply).expect("it answers");
        reply
    }

    /// Processor seconds it has used, user and system.
    pub(crate) fn cpu(&self) -> f64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).expect("it runs");
        let [user, sys] = seconds(&stat, [14, 15]);
        user + sys
    }

    /// The most memory it has had, in mebibytes.
    pub(crate) fn peak(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("it runs");
        highest(&status).expect("a process has memory")
    }
}
