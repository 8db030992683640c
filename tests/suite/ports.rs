//! At which port a preview listens.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::disallowed_methods)]

use std::io::{BufRead, BufReader};
use std::net::{Ipv6Addr, TcpListener};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::serve::{DAY, PROGRAM, Served, Small};

/// Two previews beside each other: the second takes another port and says so. So it does where another program listens
/// at the address that browsers try first.
#[test]
fn a_taken_port_is_passed_over() {
    let small = Small::new();
    let first = Served::start(small.root());
    passes_over(small.root(), first.port);
    // Some machines have no such address.
    if let Ok(other) = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)) {
        passes_over(small.root(), other.local_addr().unwrap().port());
    }
}

/// Whoever asks for the other half of `localhost` is not in their own way.
#[test]
fn the_address_that_browsers_try_first_can_be_asked_for() {
    // Some machines have no such address.
    let Ok(free) = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)) else { return };
    let port = free.local_addr().unwrap().port();
    drop(free);
    let small = Small::new();
    let mut served = Command::new(PROGRAM)
        .arg("--root")
        .arg(small.root())
        .args(["serve", "--date", DAY, "--port", &port.to_string(), "--host", "::1"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(served.stdout.take().unwrap());
    let mut lines = String::new();
    while !lines.contains("/bang-vang/") && said.read_line(&mut lines).unwrap() > 0 {}
    let _ = served.kill();
    let _ = served.wait();
    assert!(lines.contains(&format!("http://[::1]:{port}/bang-vang/")), "{lines}");
}

fn passes_over(root: &Path, port: u16) {
    let mut second = Command::new(PROGRAM)
        .arg("--root")
        .arg(root)
        .args(["serve", "--date", DAY, "--port", &port.to_string()])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(second.stdout.take().unwrap());
    let mut lines = String::new();
    while !lines.contains("http://localhost:") && said.read_line(&mut lines).unwrap() > 0 {}
    let _ = second.kill();
    let _ = second.wait();
    assert!(lines.contains(&format!("Cổng {port} đang có chương trình khác dùng")), "{lines}");
    assert!(!lines.contains(&format!(":{port}/")) && lines.contains("/bang-vang/"), "{lines}");
}
