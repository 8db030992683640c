//! What is not ours survives every build as it is; what is ours is trusted only as we left it.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;

use super::{Scene, edited_page, same, tree};
use crate::board::{Board, complaint, id_of, page_of};

#[test]
fn strangers_keep_their_looks() {
    let scene = Scene::new();
    let output = &scene.output;
    let chmod = |path: &str, mode| {
        fs::set_permissions(output.join(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    chmod("mine/deep", 0o2750);
    chmod("desktop.ini", 0o600);
    chmod("", 0o2775);
    let looks = || {
        ["mine", "mine/deep", "mine/deep/empty", "cgi", "desktop.ini", "cgi/a", "etc"].map(|path| {
            let meta = fs::symlink_metadata(output.join(path)).unwrap();
            let inode = if meta.is_dir() { 0 } else { meta.ino() };
            (path, meta.mode(), meta.modified().unwrap(), inode, meta.uid(), meta.gid())
        })
    };
    let before = looks();
    for side in [1, 0, 1, 1, 0] {
        scene.ok(side);
        assert_eq!(looks(), before);
        assert_eq!(fs::metadata(output).unwrap().mode() & 0o7777, 0o2775);
    }
}

#[test]
fn tampered_files_are_found_and_written_again() {
    type Harm = &'static dyn Fn(&Path);
    let harms: [Harm; 4] = [
        &|page| fs::write(page, "hacked").unwrap(),
        &|page| {
            // The same size, written into the very file.
            let mut bytes = fs::read(page).unwrap();
            bytes[3] ^= 1;
            fs::write(page, bytes).unwrap();
        },
        &|page| fs::remove_file(page).unwrap(),
        &|page| fs::remove_dir_all(page.parent().unwrap()).unwrap(),
    ];
    let scene = Scene::new();
    let page = scene.output.join(edited_page());
    let good = tree(&scene.output);
    for harm in harms {
        // The page must be newer than the list by the clock of the disk, whatever its grain.
        let list = fs::metadata(scene.output.join(".bangvang.json")).unwrap().modified().unwrap();
        while {
            fs::write(scene.beside.path().join("clock"), "").unwrap();
            fs::metadata(scene.beside.path().join("clock")).unwrap().modified().unwrap() <= list
        } {}
        harm(&page);
        assert_ne!(tree(&scene.output), good);
        scene.ok(0);
    }
}

#[test]
fn a_taken_place_is_named_and_nothing_is_touched() {
    type Put = &'static dyn Fn(&Path);
    let takers: [(String, Put); 5] = [
        (page_of(9), &|place| {
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, "mine").unwrap();
        }),
        (page_of(9), &|place| fs::create_dir_all(place.join("full")).unwrap()),
        (format!("hoi-nghi/honorees/{}", id_of(9)), &|place| fs::write(place, "mine").unwrap()),
        (format!("hoi-nghi/honorees/{}", id_of(9)), &|place| symlink("/tmp", place).unwrap()),
        (page_of(1), &|place| {
            fs::remove_file(place).unwrap();
            symlink("/etc/passwd", place).unwrap();
        }),
    ];
    let board = Board::of(3);
    let more = Board::of(10);
    for (path, put) in takers {
        let _ = fs::remove_dir_all(board.output());
        board.built();
        put(&board.output().join(&path));
        let before = tree(&board.output());
        let out = more.build().arg("--output").arg(board.output()).output().unwrap();
        let told = complaint(&out);
        assert_eq!(out.status.code(), Some(4), "{told}");
        assert!(told.contains(&path) && told.contains("did not make"), "{told}");
        same(&tree(&board.output()), &before, &path);
    }
}

/// What was made there would be read again, and whoever is withdrawn later would stay published in it.
#[test]
fn a_site_is_not_made_into_what_it_is_made_from() {
    let board = Board::of(3);
    for folder in ["site/static/cu", "site", "content/trang", "themes/x/web"] {
        let out = board.build().arg("--output").arg(board.path(folder)).output().unwrap();
        assert_eq!(out.status.code(), Some(2), "{folder}: {}", complaint(&out));
        assert!(complaint(&out).contains("nor lie in"), "{}", complaint(&out));
        assert!(!board.path(folder).join(".bangvang.json").exists());
    }
    board.built();
}

#[test]
fn our_own_bytes_without_a_list_are_ours_again() {
    let (board, more) = (Board::of(3), Board::of(10));
    board.built();
    more.built();
    let place = board.output().join(page_of(9));
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::copy(more.output().join(page_of(9)), place).unwrap();
    let out = more.build().arg("--output").arg(board.output()).output().unwrap();
    assert!(out.status.success(), "{out:?}");
    same(&tree(&board.output()), &tree(&more.output()), "taken over");
}

#[test]
fn a_forged_list_leads_nowhere() {
    let board = Board::of(3);
    board.built();
    let outside = tempfile::tempdir().unwrap();
    fs::create_dir(outside.path().join("sub")).unwrap();
    fs::write(outside.path().join("secret.txt"), "secret").unwrap();
    fs::write(outside.path().join("sub/secret.txt"), "secret").unwrap();
    symlink(outside.path(), board.output().join("link")).unwrap();
    let safe = tree(outside.path());
    let list = board.output().join(".bangvang.json");
    let honest = fs::read_to_string(&list).unwrap();
    let digest = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";
    let forge = |path: &str| {
        let line =
            format!("{{\n\"{path}\": {{\"size\":6,\"sha256\":\"{digest}\",\"class\":\"\",\"from\":\"\"}},");
        fs::write(&list, honest.replacen("\"entries\": {", &format!("\"entries\": {line}"), 1)).unwrap();
    };
    let bad =
        ["../secret.txt", "/etc/passwd", "a//b", "a/./b", "a/../b", "", "c:x", "a\\\\b", ".BANGVANG.json"];
    for path in bad {
        forge(path);
        let before = tree(&board.output());
        let out = board.build().output().unwrap();
        assert_eq!(out.status.code(), Some(4), "{path}: {out:?}");
        assert!(complaint(&out).contains(".bangvang.json"), "{path}: {out:?}");
        same(&tree(&board.output()), &before, path);
    }
    for path in ["link/secret.txt", "link/sub/secret.txt"] {
        forge(path);
        board.built();
        same(&tree(outside.path()), &safe, path);
    }
}

/// A folder of the old site is a file of the new one, and the other way round.
#[test]
fn files_become_folders_and_back() {
    let board = Board::of(2);
    let static_folder = board.path("site/static");
    for shapes in [["a", "b/c/d"], ["a/x/y", "b"], ["a", "b/c"], ["a/x", "b/c/d"], ["a", "b/c/d"]] {
        let _ = fs::remove_dir_all(&static_folder);
        shapes.iter().for_each(|path| board.write(&format!("site/static/{path}"), path));
        board.built();
        let found = tree(&board.output());
        let ours = found.keys().filter(|path| path.starts_with("a") || path.starts_with("b"));
        let files: Vec<&Path> =
            ours.map(|p| p.as_path()).filter(|p| board.output().join(p).is_file()).collect();
        assert_eq!(files, shapes.map(Path::new));
        super::tidy_beside(&board.output());
    }
}
