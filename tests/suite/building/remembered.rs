//! Pictures are made once: what is known by its content is not made again, and what has been spoilt is.

use std::fs;
use std::path::PathBuf;

use super::{same, tree};
use crate::board::{Board, done, photo_of, portrait, program, text_of};

/// The pictures in the cache.
fn kept(board: &Board) -> Vec<PathBuf> {
    let cache = board.path(".bangvang/cache/large");
    let files = tree(&cache).into_keys().map(|path| cache.join(path));
    files.filter(|path| path.is_file()).collect()
}

/// Takes the site away, but not what was remembered, and builds it again.
fn anew(board: &Board) -> String {
    fs::remove_dir_all(board.output()).unwrap();
    board.built()
}

#[test]
fn another_name_costs_nothing_and_another_photo_has_another_address() {
    let board = Board::with_photos(3);
    let told = board.built();
    assert!(told.contains("used again: 0"), "{told}");
    let pictures = |board: &Board| {
        let all = tree(&board.output().join("assets/pictures")).into_keys();
        all.collect::<Vec<_>>()
    };
    let before = pictures(&board);

    let renamed = photo_of(1).replace("anh.jpg", "chan-dung-moi.jpg");
    assert_ne!(renamed, photo_of(1));
    fs::rename(board.path(&photo_of(1)), board.path(&renamed)).unwrap();
    board.edit(&text_of(1), "anh.jpg", "chan-dung-moi.jpg");
    let told = board.built();
    assert!(told.contains(&format!("Pictures made: 0, used again: {}", before.len())), "{told}");
    assert_eq!(pictures(&board), before);

    board.write(&renamed, portrait(9));
    board.built();
    let after = pictures(&board);
    assert!(after.iter().any(|path| !before.contains(path)), "another photo at an old address");
    assert!(before.iter().any(|path| !after.contains(path)), "the old photo is still there");
}

/// What a build that fails, or that makes one medium, does not ask for is still known to the next.
#[test]
fn a_build_that_does_not_make_all_forgets_nothing() {
    let board = Board::with_photos(3);
    board.built();
    let known = fs::read(board.path(".bangvang/cache/pack")).unwrap().len();
    board.edit("site/site.toml", "title = ", "titel = ");
    assert_eq!(board.build().output().unwrap().status.code(), Some(3));
    let site = fs::read_to_string(board.path("site/site.toml")).unwrap();
    board.write("site/site.toml", site.replace("titel = ", "title = "));
    assert!(fs::read(board.path(".bangvang/cache/pack")).unwrap().len() >= known);
    board.edit(&text_of(1), "lead = \"", "lead = \"Nay: ");
    done(board.build().args(["--only", "web"]));
    assert!(fs::read(board.path(".bangvang/cache/pack")).unwrap().len() >= known);
    assert!(anew(&board).contains("Pictures made: 0,"));
}

/// A file copied as it is belongs to the website, wherever it lies.
#[test]
fn a_static_file_among_the_sheets_stays_when_sheets_alone_are_made() {
    let board = Board::with_photos(2);
    board.write("site/static/print/mau.txt", "Mẫu phiếu.");
    board.built();
    for only in ["print", "web"] {
        board.edit(&text_of(1), "lead = \"", "lead = \"Nay: ");
        done(board.build().args(["--only", only]));
        assert!(board.output().join("print/mau.txt").exists(), "{only}");
    }
}

#[test]
fn spoilt_pictures_are_made_again() {
    let board = Board::with_photos(3);
    board.built();
    let site = tree(&board.output());
    assert!(anew(&board).contains("Pictures made: 0,"));
    for (at, path) in kept(&board).into_iter().enumerate() {
        let mut bytes = fs::read(&path).unwrap();
        match at % 3 {
            0 => bytes.truncate(bytes.len() / 2),
            1 => bytes.clear(),
            _ => *bytes.last_mut().unwrap() ^= 1,
        }
        fs::write(path, bytes).unwrap();
    }
    assert!(!anew(&board).contains("Pictures made: 0,"));
    same(&tree(&board.output()), &site, "out of a spoilt cache");
    assert!(anew(&board).contains("Pictures made: 0,"), "the spoilt ones are still there");
}

#[test]
fn what_is_remembered_has_a_bound() {
    let board = Board::with_photos(3);
    done(board.build().args(["--cache-size", "0"]));
    assert!(kept(&board).is_empty());
    let site = tree(&board.output());
    anew(&board);
    let all = kept(&board).len();
    assert!(all > 0);
    same(&tree(&board.output()), &site, "with a cache and without");
    done(program().args(["clean", "--root"]).arg(board.root()));
    assert!(kept(&board).is_empty());
}
