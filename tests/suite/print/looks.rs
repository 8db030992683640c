//! How the pages of the small board look, beside stored pictures of them. `UPDATE=1` stores new ones.

use std::path::Path;
use std::process::Command;

use image::GrayImage;

use super::{Paper, SCREEN, SHEETS};

/// Dots an inch: enough to see where everything stands, and what kind of thing it is.
const DPI: &str = "20";

/// The pages of a sheet as small grey pictures.
fn pages(pdf: &[u8]) -> Vec<GrayImage> {
    let paper = Paper::of(pdf);
    let folder = tempfile::tempdir().unwrap();
    let out = Command::new("pdftoppm")
        .args(["-r", DPI, "-gray"])
        .arg(paper.path())
        .arg(folder.path().join("p"))
        .status();
    assert!(out.unwrap().success());
    let mut files: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| grey(&std::fs::read(file).unwrap())).collect()
}

/// A PGM as a picture.
fn grey(bytes: &[u8]) -> GrayImage {
    let mut head = bytes.splitn(4, |b| *b == b'\n');
    assert_eq!(head.next().unwrap(), b"P5");
    let size = String::from_utf8(head.next().unwrap().to_vec()).unwrap();
    let (width, height) = size.split_once(' ').unwrap();
    let pixels = head.nth(1).unwrap().to_vec();
    GrayImage::from_raw(width.parse().unwrap(), height.parse().unwrap(), pixels).unwrap()
}

/// By how much two pictures differ at most, from 0 to 255, seen in squares of eight pixels: another version of the
/// tool that draws them smooths letters otherwise, and moves none.
fn difference(one: &GrayImage, other: &GrayImage) -> u64 {
    assert_eq!(one.dimensions(), other.dimensions());
    let (width, height) = one.dimensions();
    let square = |picture: &GrayImage, left: u32, top: u32| {
        let (right, bottom) = ((left + 8).min(width), (top + 8).min(height));
        let pixels = (top..bottom).flat_map(|y| (left..right).map(move |x| (x, y)));
        let sum: u64 = pixels.map(|(x, y)| u64::from(picture.get_pixel(x, y).0[0])).sum();
        sum / u64::from((right - left) * (bottom - top))
    };
    let squares = (0..height).step_by(8).flat_map(|top| (0..width).step_by(8).map(move |left| (left, top)));
    squares.map(|(left, top)| square(one, left, top).abs_diff(square(other, left, top))).max().unwrap_or(0)
}

#[test]
fn pages_look_as_they_did() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/print/looks");
    let update = std::env::var_os("UPDATE").is_some();
    let mut stored = 0;
    for (name, path) in [
        ("booklet", SCREEN),
        ("panel-person", "print/quan/panels/an.pdf"),
        ("panel-bare", "print/quan/panels/y.pdf"),
        ("panel-collective", "print/quan/panels/doan.pdf"),
        ("panel-keynote", "print/quan/panels/bua-com.pdf"),
    ] {
        for (number, page) in pages(&SHEETS[path]).iter().enumerate() {
            let file = folder.join(format!("{name}-{:02}.png", number + 1));
            if update {
                std::fs::create_dir_all(&folder).unwrap();
                page.save(&file).unwrap();
            }
            let bytes =
                std::fs::read(&file).unwrap_or_else(|_| panic!("{} is missing: UPDATE=1", file.display()));
            let known = image::load_from_memory(&bytes).unwrap().into_luma8();
            let differs = difference(&known, page);
            assert!(
                differs < 40,
                "{name}, page {}, differs by {differs}; if it should: UPDATE=1",
                number + 1
            );
            stored += bytes.len();
        }
    }
    assert!(stored < 500_000, "{stored} bytes of pictures");
}

#[test]
fn what_moved_or_went_is_seen() {
    let person = &pages(&SHEETS["print/quan/panels/an.pdf"])[0];
    let bare = &pages(&SHEETS["print/quan/panels/y.pdf"])[0];
    assert_eq!(difference(person, person), 0);
    assert!(difference(person, bare) >= 40);
}
