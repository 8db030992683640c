//! Mistakes in the content, the settings or a photo: the old site stays, and the mistake is named.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;

use super::{same, tree};
use crate::board::{Board, complaint, photo_of, portrait, text_of};

/// Builds a board with a mistake; the old site must stay as it is.
fn refused(board: &Board, code: i32, named: &str) -> String {
    let before = tree(&board.output());
    let out = board.build().output().unwrap();
    let told = complaint(&out);
    assert_eq!(out.status.code(), Some(code), "{told}");
    assert!(told.contains(named), "{named} is not named: {told}");
    same(&tree(&board.output()), &before, named);
    super::tidy_beside(&board.output());
    told
}

#[test]
fn a_mistake_in_a_dossier() {
    let board = Board::of(3);
    board.built();
    board.edit(&text_of(1), "unit = \"cap-nuoc\"", "unit = \"cap-nuok\"");
    let told = refused(&board, 1, &text_of(1));
    assert!(told.contains("cap-nuoc"), "{told}");
    board.edit(&text_of(1), "cap-nuok", "cap-nuoc");
    board.built();
}

#[test]
fn settings_that_cannot_be_read() {
    let board = Board::of(2);
    board.built();
    board.edit("site/site.toml", "theme = \"sen\"", "theme = \"sen");
    refused(&board, 3, "site/site.toml");
    board.edit("site/site.toml", "theme = \"sen", "theme = \"hue\"#");
    refused(&board, 3, "hue");
}

#[test]
fn a_mistake_before_the_first_build_leaves_no_site() {
    let board = Board::of(2);
    board.edit(&text_of(1), "group = \"co-so-1\"", "group = \"co-so-9\"");
    assert_eq!(board.build().output().unwrap().status.code(), Some(1));
    assert!(!board.output().exists());
}

#[test]
fn a_broken_photo_is_named_and_the_others_go_on() {
    let board = Board::with_photos(5);
    for n in [1, 3] {
        let whole = portrait(n);
        board.write(&photo_of(n), &whole[..whole.len() * 2 / 3]);
    }
    // Never built, and built before.
    assert!(refused(&board, 1, &photo_of(1)).contains(&photo_of(3)));
    for n in [1, 3] {
        board.write(&photo_of(n), portrait(n));
    }
    board.built();
    let good = pictures(&board);
    assert!(good.len() >= 5, "the photos were not made: {good:?}");

    let whole = portrait(7);
    board.write(&photo_of(2), &whole[..whole.len() / 2]);
    let told = refused(&board, 1, &photo_of(2));
    assert!(!told.contains(&photo_of(1)), "{told}");
    board.write(&photo_of(2), "no picture at all");
    refused(&board, 1, &photo_of(2));
    board.write(&photo_of(2), portrait(8));
    board.built();
    let all = pictures(&board);
    assert!(good.iter().all(|(path, inode)| all.get(path) == Some(inode)), "the others were made twice");
    assert!(all.len() > good.len());
}

/// The pictures remembered from run to run, each with its inode: one that is made again has another.
fn pictures(board: &Board) -> BTreeMap<PathBuf, u64> {
    let cache = board.path(".bangvang/cache/large");
    let files = tree(&cache).into_keys().map(|path| cache.join(path)).filter(|path| path.is_file());
    files.map(|path| (path.clone(), fs::metadata(&path).unwrap().ino())).collect()
}
