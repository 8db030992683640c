//! Killed at any moment, the output is the old site or the new one, and the next build repairs the rest.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{Scene, calls, difference, faulty, same, tidy_beside, tree};
use crate::board::{Board, done};

/// Every call that changes a disk, and some that fall between them.
const CALLS: &str = "mkdir,openat,link,linkat,unlink,unlinkat,rmdir,rename,renameat2,write,fsync,syncfs,utimensat,\
                     chmod,fchmod,flock,copy_file_range,sendfile,ftruncate,statx";

/// What a killed run left beside the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Left {
    /// Nothing of its own: it had not begun, or was done.
    Clean,
    /// A stage half filled.
    Making,
    /// A stage ready to take the place of the output, or the old site just out of it.
    Swapping,
}

fn left(scene: &Scene) -> Left {
    let note =
        fs::read_to_string(scene.beside.path().join(".bangvang/stage-public.json")).unwrap_or_default();
    match &note {
        note if note.contains("swapping") => Left::Swapping,
        note if note.contains("clean") => Left::Clean,
        _ => Left::Making,
    }
}

/// The calls of a run worth a kill: each with its number among those of its name in its thread. What only reads is
/// thinned out, one in `thin`; what is said on the screen changes no disk.
fn moments(command: &Command, thin: usize) -> BTreeSet<(String, usize)> {
    let (mut counts, mut found) = (BTreeMap::new(), BTreeSet::new());
    for line in calls(command, CALLS) {
        let (thread, rest) = line.split_once(' ').unwrap();
        let Some((call, given)) = rest.trim().split_once('(') else { continue };
        let count = counts.entry((thread.to_owned(), call.to_owned())).or_insert(0);
        *count += 1;
        let changes = match call {
            "statx" => false,
            "openat" => given.contains("O_CREAT"),
            "write" => !given.starts_with("1,") && !given.starts_with("2,"),
            _ => true,
        };
        if changes || *count % thin == 0 {
            found.insert((call.to_owned(), *count));
        }
    }
    assert!(found.len() > 20, "only {found:?}: are these the calls that are used?");
    found
}

fn died(command: &Command, faults: &[String]) -> bool {
    let out = faulty(command, faults);
    let killed = out.status.signal() == Some(9) || out.status.code() == Some(137);
    assert!(out.status.success() || killed, "{out:?}");
    killed
}

#[test]
fn at_every_call() {
    let scene = Scene::new();
    scene.ok(1);
    scene.ok(0);
    let mut at = 0;
    let mut seen = BTreeSet::new();
    for (call, when) in moments(&scene.build(1), 25) {
        let what = format!("killed at {call} {when}");
        let killed = died(&scene.build(1 - at), &[format!("{call}:signal=SIGKILL:when={when}")]);
        let stands = scene.which(&what);
        seen.insert((left(&scene), stands != at));
        assert!(killed || stands != at, "{what}: it ended well, but nothing changed");
        // By turns a new try, which finds the stage as the kill left it, and the way back.
        at = if when % 2 == 0 { at } else { 1 - at };
        scene.ok(at);
    }
    for wanted in
        [(Left::Clean, false), (Left::Making, false), (Left::Swapping, false), (Left::Swapping, true)]
    {
        assert!(seen.contains(&wanted), "no kill fell into {wanted:?}, only {seen:?}");
    }
}

#[test]
fn at_every_call_around_the_swap() {
    let scene = Scene::of_one_site();
    let mut seen = BTreeSet::new();
    for (call, when) in moments(&scene.build(1), 200).into_iter().filter(|(call, _)| call != "linkat") {
        died(&scene.build(1), &[format!("{call}:signal=SIGKILL:when={when}")]);
        let stands = scene.which(&format!("killed at {call} {when}"));
        seen.insert((left(&scene), stands));
        scene.ok(0);
    }
    assert!(seen.contains(&(Left::Swapping, 0)) && seen.contains(&(Left::Swapping, 1)), "{seen:?}");
}

#[test]
fn at_every_call_without_a_stage_to_begin_with() {
    let scene = Scene::new();
    let beside = scene.beside.path().join(".bangvang");
    let mut at = 0;
    fs::remove_dir_all(&beside).unwrap();
    let every_third = moments(&scene.build(1), 30).into_iter().step_by(3);
    scene.ok(0);
    for (call, when) in every_third {
        fs::remove_dir_all(&beside).unwrap();
        died(&scene.build(1 - at), &[format!("{call}:signal=SIGKILL:when={when}")]);
        scene.which(&format!("killed at {call} {when}"));
        at = 1 - at;
        scene.ok(at);
    }
}

#[test]
fn at_every_call_of_a_first_build() {
    let board = Board::unprinted(3);
    board.built();
    let new = tree(&board.output());
    let fresh = || {
        let _ = fs::remove_dir_all(board.output());
        let _ = fs::remove_dir_all(board.path(".bangvang"));
    };
    fresh();
    for (call, when) in moments(&board.build(), 30).into_iter().step_by(5) {
        fresh();
        died(&board.build(), &[format!("{call}:signal=SIGKILL:when={when}")]);
        let now = tree(&board.output());
        assert!(now.is_empty() || now == new, "{call} {when}\n{}", difference(&now, &new));
        board.built();
        same(&tree(&board.output()), &new, &format!("killed at {call} {when}, repaired"));
    }
}

/// Where folders cannot change places, a kill may leave a mixture; the next build must find its way out.
#[test]
fn at_every_call_file_by_file() {
    let scene = Scene::new();
    let no_swap = "renameat2:error=EINVAL".to_owned();
    let mut at = 0;
    let mut mixed = 0;
    for when in 1..40 {
        let calls = if when % 2 == 0 { "rename" } else { "unlink" };
        let faults = [no_swap.clone(), format!("{calls}:signal=SIGKILL:when={}", when / 2 + 1)];
        let killed = died(&scene.build(1 - at), &faults);
        let now = tree(&scene.output);
        mixed += u32::from(scene.wanted.iter().all(|wanted| *wanted != now));
        assert!(scene.foreign.iter().all(|(path, thing)| now.get(path) == Some(thing)), "{faults:?}");
        at = if when % 3 == 0 { at } else { 1 - at };
        scene.ok(at);
        if !killed && when > 24 {
            break;
        }
    }
    assert!(mixed > 3, "no kill fell between two files");
}

#[test]
fn at_two_hundred_random_moments() {
    let scene = Scene::with_sheets();
    let start = Instant::now();
    scene.ok(1);
    scene.ok(0);
    let mut whole = u64::try_from(start.elapsed().as_micros()).unwrap() * 6 / 10;
    let (mut at, mut random, mut changed) = (0, 12345_u64, 0);
    for round in 0..200 {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut command = scene.build(1 - at);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // The moment is the point here: nothing is waited for.
        std::thread::sleep(Duration::from_micros((random >> 33) % whole));
        let _ = child.kill();
        child.wait().unwrap();
        let stands = scene.which(&format!("round {round}"));
        changed += u32::from(stands != at);
        // The moments follow the machine, which others use as well: about one build in five comes through.
        whole = if stands == at { whole + whole / 128 } else { whole - whole / 32 };
        at = stands;
    }
    assert!((10..190).contains(&changed), "{changed} of 200 runs came through: the moments are badly spread");
    scene.ok(1 - at);
    scene.ok(at);
}

/// The same input once more repairs what a kill left, though it changes nothing.
#[test]
fn nothing_new_still_clears_away() {
    let scene = Scene::new();
    for (call, when) in [("fsync", 1), ("rmdir", 1), ("renameat2", 1)] {
        scene.ok(0);
        assert!(died(&scene.build(1), &[format!("{call}:signal=SIGKILL:when={when}")]), "{call}");
        let stands = scene.which(call);
        done(&mut scene.build(stands));
        same(&tree(&scene.output), &scene.wanted[stands], call);
        tidy_beside(&scene.output);
    }
}
