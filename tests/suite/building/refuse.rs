//! Folders that may never become an output, and runs that must take turns.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::{Scene, same, tidy_beside, tree};
use crate::board::{Board, complaint, program};

#[test]
fn folders_that_are_not_for_us() {
    let around = tempfile::tempdir().unwrap();
    let project = around.path().join("outer/project");
    fs::create_dir(around.path().join("outer")).unwrap();
    fs::rename(Board::of(1).root(), &project).unwrap();
    symlink(&project, project.join("loop")).unwrap();
    fs::write(project.join("file"), "words").unwrap();
    let before = tree(around.path());
    let ours = [".", "..", "../..", "content/..", "new/../.", "loop", "loop/loop/..", "/", ".bangvang/x"];
    let full = ["content", "site", "content/hoi-nghi", "file"];
    for path in ours.into_iter().chain(full) {
        let mut command = program();
        command
            .args(["build", "--lang", "en", "--root"])
            .arg(&project)
            .arg("--output")
            .arg(project.join(path));
        let out = command.output().unwrap();
        assert_eq!(out.status.code(), Some(2), "{path}: {out:?}");
        assert!(complaint(&out).contains("hoose another"), "{path}: it must say what to do: {out:?}");
        same(&tree(around.path()), &before, path);
    }
}

#[test]
fn a_full_folder_without_a_list_is_not_touched() {
    let board = Board::of(1);
    for place in ["public/photo.jpg", "public/.hidden", "public/folder/x"] {
        let _ = fs::remove_dir_all(board.output());
        board.write(place, "mine");
        let before = tree(board.root());
        let out = board.build().output().unwrap();
        assert_eq!(out.status.code(), Some(2), "{out:?}");
        assert!(complaint(&out).contains("did not make"), "{out:?}");
        same(&tree(board.root()), &before, place);
    }
    // What systems leave in every folder they show does not count.
    fs::remove_dir_all(board.output()).unwrap();
    board.write("public/Thumbs.db", "x");
    board.built();
    assert_eq!(fs::read(board.path("public/Thumbs.db")).unwrap(), b"x");
}

#[test]
fn home_is_safe() {
    let board = Board::of(1);
    let users = tempfile::tempdir().unwrap();
    let home = users.path().join("home");
    fs::create_dir(&home).unwrap();
    for path in [home.clone(), home.join("x/.."), users.path().to_path_buf()] {
        let out = board.build().env("HOME", &home).arg("--output").arg(&path).output().unwrap();
        assert_eq!(out.status.code(), Some(2), "{out:?}");
    }
    assert_eq!(tree(users.path()).len(), 1);
    let out = board.build().env("HOME", &home).arg("--output").arg(home.join("public")).output().unwrap();
    assert!(out.status.success(), "{out:?}");
}

#[test]
fn a_second_run_waits_or_says_so() {
    let scene = Scene::new();
    let lock = scene.beside.path().join(".bangvang/public.lock");
    let held = File::options().write(true).open(&lock).unwrap();
    held.lock().unwrap();

    let out = scene.build(1).args(["--wait", "0"]).output().unwrap();
    assert_eq!(out.status.code(), Some(6), "{out:?}");
    assert!(complaint(&out).contains("Another run"), "{out:?}");
    assert_eq!(scene.which("refused"), 0);

    let mut patient = scene.build(1);
    let mut patient = patient.args(["--wait", "60"]).stdout(Stdio::null()).spawn().unwrap();
    until_open(&patient, &lock);
    assert!(patient.try_wait().unwrap().is_none(), "it did not wait");
    assert_eq!(scene.which("waiting"), 0);
    held.unlock().unwrap();
    assert!(patient.wait().unwrap().success());
    scene.stands(1, "after the wait");
}

/// Waits until a process has a file open.
fn until_open(process: &Child, file: &Path) {
    let handles = format!("/proc/{}/fd", process.id());
    let start = Instant::now();
    let is_open = || {
        let entries = fs::read_dir(&handles).into_iter().flatten().flatten();
        entries.into_iter().any(|entry| fs::read_link(entry.path()).is_ok_and(|to| to == file))
    };
    while !is_open() {
        assert!(start.elapsed() < Duration::from_secs(30), "{} was never opened", file.display());
        std::thread::yield_now();
    }
}

#[test]
fn six_at_once_take_turns() {
    let scene = Scene::new();
    let start = |n: usize| scene.build(n % 2).args(["--wait", "60"]).stdout(Stdio::null()).spawn().unwrap();
    for mut child in (0..6).map(start).collect::<Vec<_>>() {
        assert!(child.wait().unwrap().success());
    }
    scene.which("after all of them");
    tidy_beside(&scene.output);
}
