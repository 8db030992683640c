//! The same input gives the same bytes, whatever was built before; and a build costs what has changed.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Tree, calls, same, tidy_beside, tree};
use crate::board::{Board, UNITS, done, id_of, page_of, photo_of, portrait, program, text_of};

/// What a fresh run on `threads` threads makes of a board, remembering nothing.
fn fresh(board: &Board, threads: usize) -> Tree {
    let other = tempfile::tempdir().unwrap();
    for folder in ["content", "site", "themes"].iter().filter(|folder| board.path(folder).exists()) {
        copy(&board.path(folder), &other.path().join(folder));
    }
    let build = board.build();
    let root = |arg| if arg == board.root().as_os_str() { other.path().as_os_str() } else { arg };
    done(program().args(build.get_args().map(root)).env("RAYON_NUM_THREADS", threads.to_string()));
    tree(&other.path().join("public"))
}

fn copy(from: &Path, to: &Path) {
    for (path, _) in tree(from) {
        if from.join(&path).is_file() {
            fs::create_dir_all(to.join(&path).parent().unwrap()).unwrap();
            fs::copy(from.join(&path), to.join(&path)).unwrap();
        }
    }
}

#[test]
fn twice_is_the_same() {
    let board = Board::with_photos(6);
    let one = fresh(&board, 1);
    same(&fresh(&board, 2), &one, "one thread and two");
    board.built();
    same(&tree(&board.output()), &one, "another folder");
}

#[test]
fn after_each_edit_as_if_built_anew() {
    type Edit = &'static dyn Fn(&Board);
    let edits: [(&str, Edit); 10] = [
        ("a text", &|b| b.edit(&text_of(0), "có ích", "rất có ích")),
        ("a name", &|b| b.edit(&text_of(1), "name = \"", "name = \"Y ")),
        ("consent withdrawn", &|b| {
            b.edit(&text_of(2), "photo = true, print", "withdrawn_on = 2025-12-01, photo = true, print")
        }),
        ("consent given again", &|b| b.edit(&text_of(2), "withdrawn_on = 2025-12-01, ", "")),
        ("no consent to the photo", &|b| b.edit(&text_of(3), "photo = true, print", "photo = false, print")),
        ("another photo", &|b| b.write(&photo_of(4), portrait(44))),
        ("a unit gone with its people", &|b| {
            let (id, name) = UNITS[2];
            b.edit("site/site.toml", &format!("\n[[unit]]\nid = \"{id}\"\nname = \"{name}\"\n"), "");
            b.remove(2);
            b.remove(5);
        }),
        ("the theme's style", &|b| {
            b.write("themes/sen/web/assets/site.css", "body { color: #123 }");
        }),
        ("the theme's style again", &|b| b.edit("themes/sen/web/assets/site.css", "#123", "#321")),
        ("the title of the site", &|b| b.edit("site/site.toml", "thử nghiệm", "của chúng tôi")),
    ];
    let board = Board::with_photos(7);
    board.built();
    for (what, edit) in edits {
        edit(&board);
        board.built();
        same(&tree(&board.output()), &fresh(&board, 2), what);
        tidy_beside(&board.output());
    }
}

#[test]
fn swapped_photos_are_seen_by_their_names() {
    let board = Board::with_photos(4);
    board.built();
    // A file younger than two seconds is read again in any case; here the shortcut is what matters.
    std::thread::sleep(Duration::from_millis(2100));
    board.edit(&text_of(3), "có ích", "rất có ích");
    board.built();
    let [a, b, aside] = [board.path(&photo_of(0)), board.path(&photo_of(1)), board.path("aside")];
    for (from, to) in [(&a, &aside), (&b, &a), (&aside, &b)] {
        fs::rename(from, to).unwrap();
    }
    board.built();
    same(&tree(&board.output()), &fresh(&board, 2), "swapped");
}

/// Every file with what changes when it is written.
fn marks(output: &Path) -> BTreeMap<PathBuf, (u64, i64, i64)> {
    let all = tree(output).into_keys().map(|path| {
        let meta = fs::symlink_metadata(output.join(&path)).unwrap();
        (path, (meta.ino(), meta.mtime(), meta.mtime_nsec()))
    });
    all.collect()
}

#[test]
fn unchanged_files_are_not_written() {
    let board = Board::with_photos(5);
    board.built();
    let (before, old) = (marks(&board.output()), tree(&board.output()));
    let root = fs::metadata(board.output()).unwrap();

    assert!(board.built().contains("Nothing has changed"));
    assert_eq!(marks(&board.output()), before);
    let now = fs::metadata(board.output()).unwrap();
    let moment = |meta: &fs::Metadata| (meta.ino(), meta.mtime_nsec(), meta.ctime_nsec());
    assert_eq!(moment(&now), moment(&root), "nothing changed, but the folder was");

    board.edit(&text_of(0), "có ích", "rất có ích");
    board.built();
    let (after, new) = (marks(&board.output()), tree(&board.output()));
    let files = || new.keys().filter(|path| board.output().join(path).is_file());
    for path in files() {
        assert_eq!(old[path] == new[path], before[path] == after[path], "{}", path.display());
    }
    let changed = files().filter(|path| old[*path] != new[*path]).count();
    assert!((2..12).contains(&changed) && changed * 3 < files().count(), "{changed} files changed");
}

#[test]
fn who_is_removed_is_gone_from_the_disk() {
    let board = Board::with_photos(3);
    board.built();
    board.edit(&text_of(0), "có ích", "rất có ích");
    board.built();
    let before = tree(&board.output());
    board.remove(1);
    let told = board.built();
    assert!(told.contains(&format!("Removed: {}", page_of(1))), "{told}");
    let after = tree(&board.output());
    let gone: Vec<&PathBuf> = before.keys().filter(|path| !after.contains_key(*path)).collect();
    assert!(gone.iter().any(|path| path.ends_with(page_of(1))), "{gone:?}");
    assert!(gone.iter().filter(|path| path.starts_with("assets/pictures")).count() >= 2, "{gone:?}");
    let stage = tree(&board.path(".bangvang/stage-public"));
    assert!(gone.iter().all(|path| !stage.contains_key(*path)), "the stage keeps what was removed");
    for (path, thing) in after.iter().chain(&stage) {
        if let super::Thing::File(bytes) = thing {
            let text = String::from_utf8_lossy(bytes);
            assert!(!text.contains(&id_of(1)), "{} still speaks of who was removed", path.display());
        }
    }
}

#[test]
fn one_edit_costs_one_edit() {
    let board = Board::unprinted(400);
    board.built();
    board.edit(&text_of(3), "có ích", "rất có ích");
    board.built();
    board.edit(&text_of(3), "rất có ích", "thật có ích");
    let changing = "link,linkat,unlink,unlinkat,mkdir,rmdir,rename,renameat2,write,fsync,syncfs";
    let mut made = calls(&board.build(), changing);
    // What is said on the screen is not on the disk.
    made.retain(|call| !call.contains("write(1,") && !call.contains("write(2,"));
    assert!((5..150).contains(&made.len()), "{} calls:\n{}", made.len(), made.join("\n"));
    tidy_beside(&board.output());
}
