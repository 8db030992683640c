//! What lies in a project and is no file of it, and names that a terminal or an address would take for something else.
#![cfg(unix)]

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::process::Command;

use crate::program::Desk;
use crate::serve::{Served, Small};

/// An editor leaves such a link beside a file that is open and not yet saved.
#[test]
fn a_hidden_link_to_nowhere_is_passed_over() {
    let desk = Desk::with_base();
    for folder in ["content/quan", "content/quan/honorees", "content/quan/honorees/lan"] {
        symlink("me@host.4711", desk.path(folder).join(".#index.md")).unwrap();
    }
    desk.run(&["check"]).with(0);
    // One that everybody sees is told.
    symlink("me@host.4711", desk.path("content/quan/honorees/lan/anh-2.jpg")).unwrap();
    assert!(desk.run(&["check"]).with(1).contains("anh-2.jpg"));
}

/// Storage boxes and systems leave folders of their own in those of people, wherever these are.
#[test]
fn folders_of_systems_are_passed_over() {
    let desk = Desk::with_base();
    let systems = ["@eaDir", "#recycle", "$Recycle.Bin", "System Volume Information", "__MACOSX"];
    for place in
        ["content", "content/quan", "content/quan/honorees", "content/quan/honorees/lan", "site/static"]
    {
        for folder in systems {
            fs::create_dir_all(desk.path(place).join(folder).join("anh.jpg")).unwrap();
            fs::write(desk.path(place).join(folder).join("anh.jpg/SYNOPHOTO.txt"), "x").unwrap();
            fs::write(desk.path(place).join(folder).join("index.md"), "x").unwrap();
        }
    }
    let said = desk.run(&["check"]).with(0);
    assert!(systems.iter().all(|folder| !said.contains(folder)), "{said}");
    desk.run(&["build"]).with(0);
    assert!(systems.iter().all(|folder| !desk.path("public").join(folder).exists()));
}

/// To open a pipe is to wait for its other end.
#[test]
fn a_pipe_is_told_and_not_waited_for() {
    let desk = Desk::with_base();
    for folder in ["content/quan/honorees/lan", "content/quan/keynotes"] {
        fs::create_dir_all(desk.path(folder)).unwrap();
        let made = Command::new("mkfifo").arg(desk.path(folder).join("ong")).status().unwrap();
        assert!(made.success());
    }
    let said = desk.run(&["check", "--lang", "en"]).with(1);
    assert_eq!(said.matches("no ordinary file").count(), 2, "{said}");
}

/// What a name would make a terminal do, it does not.
#[test]
fn names_of_files_are_only_shown() {
    let desk = Desk::with_base();
    let names: [&[u8]; 3] = [b"\x1b]0;PWN\x07.jpg", b"a\nb.jpg", "\u{202E}gpj.\u{9b}31m".as_bytes()];
    for name in names {
        fs::write(desk.path("content/quan").join(std::ffi::OsStr::from_bytes(name)), "x").unwrap();
    }
    let said = desk.run(&["check"]);
    let text = said.said();
    assert!(text.matches("file-not-read").count() >= 3, "{text}");
    for sign in ["\x1b", "\x07", "\u{202E}", "\u{9b}", "a\nb.jpg"] {
        assert!(!text.contains(sign), "{sign:?} in {text:?}");
    }
    desk.run(&["check", "--output", "all.html"]);
    let page = fs::read_to_string(desk.path("all.html")).unwrap();
    assert!(!page.contains(['\x1b', '\x07', '\u{202E}', '\u{9b}']), "{page}");
}

/// Two spellings of one name in Unicode are one name to everybody else: the preview says so as long as there are two, and
/// keeps the one that is left.
#[test]
fn twins_are_told_until_one_of_them_goes() {
    let small = Small::new();
    let folder = small.root().join("site/static");
    fs::create_dir_all(&folder).unwrap();
    let (composed, decomposed) = (folder.join("\u{1EA3}nh.txt"), folder.join("a\u{309}nh.txt"));
    fs::write(&composed, "một").unwrap();
    fs::write(&decomposed, "hai").unwrap();
    if fs::read_dir(&folder).unwrap().count() < 2 {
        return; // This disk keeps them as one name itself.
    }
    let served = Served::start(small.root());
    let told =
        |reply: &crate::serve::Reply| reply.body.contains("name-clash") || reply.body.contains("nh.txt");
    served.until("/_desk/", told);
    fs::write(&composed, "một lần nữa").unwrap();
    fs::write(small.root().join("content/quan-2010-2014/khac.txt"), "x").unwrap();
    served.until("/_desk/", |reply| reply.body.contains("khac.txt"));
    served.until("/_desk/", told);
    fs::remove_file(&composed).unwrap();
    served.until("/bang-vang/%E1%BA%A3nh.txt", |reply| reply.status == 200 && reply.body == "hai");
}

/// A change is told at one place only of a file that is seen in two.
#[test]
fn what_lies_behind_a_link_is_followed() {
    let small = Small::new();
    let folder = small.root().join("site/static");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("goc.txt"), "một").unwrap();
    symlink("goc.txt", folder.join("link.txt")).unwrap();
    let served = Served::start(small.root());
    let says = |text: &'static str| {
        served.until("/bang-vang/link.txt", move |reply| reply.status == 200 && reply.body == text)
    };
    served.settled();
    says("một");
    fs::write(folder.join("goc.txt"), "hai lần").unwrap();
    says("hai lần");
    // One that comes later as well.
    fs::remove_file(folder.join("link.txt")).unwrap();
    fs::write(folder.join("khac.txt"), "ba").unwrap();
    symlink("khac.txt", folder.join("link.txt")).unwrap();
    says("ba");
    fs::write(folder.join("khac.txt"), "bốn lần").unwrap();
    says("bốn lần");
}

/// The way to a folder is an address: signs that mean something there are written as their numbers.
#[test]
fn folders_of_any_name_are_led_to() {
    let small = Small::new();
    let folder = small.root().join("site/static/th\u{1B0} m\u{1EE5}c #1?");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("index.html"), "<p>đây</p>").unwrap();
    let served = Served::start(small.root());
    let asked = "/bang-vang/th%C6%B0%20m%E1%BB%A5c%20%231%3F";
    let led = served.get(asked);
    assert_eq!((led.status, led.header("location")), (302, Some(&*format!("{asked}/").to_lowercase())));
    assert!(served.get(&format!("{asked}/")).body.contains("đây"));
}
