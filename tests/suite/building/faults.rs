//! A disk that is full or refuses: exit code 4, the old site as it was, nothing left beside it.

use super::{Scene, faulty, mounted, same, tidy_beside, tree};
use crate::board::{Board, done, text_of};

/// Lets a call fail at its first, second, … time, and from then on if `lasting`; gives how many builds failed.
fn inject(scene: &Scene, call: &str, error: &str, lasting: bool, steps: &[usize]) -> usize {
    let (mut at, mut failures) = (0, 0);
    scene.ok(at);
    for when in steps {
        let fault = format!("{call}:error={error}:when={when}{}", if lasting { "+" } else { "" });
        let out = faulty(&scene.build(1 - at), std::slice::from_ref(&fault));
        let what = format!("{fault}: {} {}", out.status, String::from_utf8_lossy(&out.stderr));
        let stands = scene.which(&what);
        match out.status.code() {
            Some(0) => assert_ne!(stands, at, "{what}"),
            Some(4) => assert_eq!(stands, at, "{what}"),
            _ => panic!("{what}"),
        }
        failures += usize::from(stands == at);
        at = 1 - at;
        scene.ok(at);
    }
    failures
}

#[test]
fn a_full_disk_at_each_write() {
    let scene = Scene::new();
    let all: Vec<usize> = (1..26).collect();
    assert!(inject(&scene, "write", "ENOSPC", true, &all) >= 15);
    assert!(inject(&scene, "write", "ENOSPC", false, &all) >= 8);
    assert!(inject(&scene, "mkdir", "ENOSPC", true, &[1, 2, 3, 4]) >= 2);
}

#[test]
fn a_full_disk_at_the_list_and_the_notes() {
    let scene = Scene::of_one_site();
    // The lock, the list, the note of the swap; then the new site stands, and the rest is tidying up.
    assert_eq!(inject(&scene, "write", "ENOSPC", true, &[1, 2, 3, 4, 5]), 3);
    assert_eq!(inject(&scene, "write", "ENOSPC", false, &[1, 2, 3, 4, 5]), 3);
}

#[test]
fn a_disk_that_refuses() {
    let scene = Scene::new();
    assert_eq!(inject(&scene, "syncfs", "EIO", true, &[1]), 1);
    assert!(inject(&scene, "unlink", "EIO", true, &[1, 3, 5, 9, 12, 16]) >= 2);
    assert!(inject(&scene, "linkat", "ENOSPC", true, &[1, 3]) >= 1);
    // Where a file cannot have two names, the site is moved file by file.
    assert_eq!(inject(&scene, "linkat,link", "EPERM", true, &[1, 2]), 0);
}

#[test]
fn folders_that_cannot_change_places() {
    let scene = Scene::new();
    let mut at = 0;
    for error in ["EINVAL", "ENOSYS", "EXDEV", "EBUSY", "EOPNOTSUPP", "EPERM"] {
        let out = faulty(&scene.build(1 - at), &[format!("renameat2:error={error}")]);
        assert!(out.status.success(), "{error}: {out:?}");
        at = 1 - at;
        scene.stands(at, error);
    }
    // A scanner holds a file for a moment: patience.
    let swap = "renameat2:error=EINVAL".to_owned();
    let out = faulty(&scene.build(1 - at), &[swap, "rename:error=EBUSY:when=2..4".to_owned()]);
    assert!(out.status.success(), "{out:?}");
    scene.stands(1 - at, "patience");
}

#[test]
fn an_untidy_end_is_told_and_mended() {
    let scene = Scene::new();
    let out = faulty(&scene.build(1), &["fsync:error=EIO".to_owned()]);
    let told = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success() && told.contains("The new site stands, but"), "{out:?}");
    assert_eq!(scene.which("untidy"), 1);
    scene.ok(1);
}

#[test]
fn a_disk_that_is_really_full() {
    let board = Board::of(4);
    let disk = tempfile::tempdir().unwrap();
    let at = disk.path().to_path_buf();
    mounted(disk.path(), "4m", move || {
        let output = at.join("public");
        let build = || {
            let mut command = board.build();
            command.arg("--output").arg(&output);
            command
        };
        done(&mut build());
        board.edit(&text_of(0), "có ích", "đáng kể");
        done(&mut build());
        let (before, room) = (tree(&output), free(&at));
        board.edit(&text_of(1), "có ích", "đáng kể");
        board.write("site/static/quyet-dinh.pdf", vec![7; 8 << 20]);
        for round in 0..3 {
            let out = build().output().unwrap();
            let told = String::from_utf8_lossy(&out.stderr);
            assert_eq!(out.status.code(), Some(4), "{round} {told}");
            assert!(told.contains("The disk is full"), "{told}");
            same(&tree(&output), &before, "a full disk");
            assert!(free(&at) + 64 >= room, "the stage is not cleared: {} of {room} blocks free", free(&at));
        }
        board.write("site/static/quyet-dinh.pdf", vec![7; 1 << 10]);
        done(&mut build());
        assert_ne!(tree(&output), before);
        tidy_beside(&output);
    });
}

fn free(at: &std::path::Path) -> u64 {
    let out = std::process::Command::new("df").args(["--output=avail", "-k"]).arg(at).output().unwrap();
    String::from_utf8_lossy(&out.stdout).lines().last().unwrap().trim().parse().unwrap()
}
