//! Photos of every kind, made by a script of ours and seen by another decoder: ours must see the same.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bangvang::photos::{Coding, Cut, Lab, Recipe, hidden};
use image::RgbImage;

use crate::workshop::{PAPER, base, rules, site};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/photos")
}

pub(crate) fn fixture(name: &str) -> Vec<u8> {
    fs::read(folder().join(name)).unwrap()
}

/// A picture as it is printed: hardly any loss, and no colour thinned out.
fn printed(bytes: &[u8]) -> RgbImage {
    let lab = Lab::new(PAPER);
    let facts = lab.facts(bytes, true).unwrap();
    let recipes: Vec<Recipe> =
        Recipe::sizes(Cut::Whole, &[48], &facts).into_iter().map(|r| r.coded(Coding::Press)).collect();
    let made = lab.derive(bytes, &recipes, |_| true).unwrap();
    assert_eq!((recipes[0].width, recipes[0].height), (facts.width, facts.height));
    image::load_from_memory(&made[0].1).unwrap().into_rgb8()
}

#[test]
fn every_kind_of_file_is_seen_as_another_decoder_sees_it() {
    let expected = String::from_utf8(fixture("expected.txt")).unwrap();
    let mut wrong = Vec::new();
    let mut files = BTreeSet::new();
    let mut last = (String::new(), RgbImage::new(1, 1));
    for line in expected.lines() {
        let mut words = line.split(' ');
        let name = words.next().unwrap();
        let [width, height, x, y, colour @ ..]: [u32; 7] =
            words.map(|word| word.parse().unwrap()).collect::<Vec<_>>().try_into().unwrap();
        if files.insert(name) {
            last = (name.to_owned(), printed(&fixture(name)));
        }
        assert_eq!((last.0.as_str(), last.1.dimensions()), (name, (width, height)));
        let ours = last.1.get_pixel(x, y).0;
        if ours.iter().zip(colour).any(|(ours, theirs)| u32::from(*ours).abs_diff(theirs) > 6) {
            wrong.push(format!("{name} at {x}, {y}: {ours:?}, not {colour:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(files.len(), fs::read_dir(folder()).unwrap().count() - 3, "a file that nobody looks at");
}

/// The same on every run: the whole folder of derivatives is compared by `board.rs`; this is one file of it.
#[test]
fn what_is_hidden_is_found_and_does_not_get_out() {
    let bytes = fixture("everything-hidden.jpg");
    assert_eq!(hidden(&bytes).unwrap(), ["EXIF", "IPTC", "XMP", "comment", "trailer"]);
    let photo = "content/quan/honorees/lan/anh.jpg";
    let built = site(base().with(photo, bytes.clone()));
    let is_made =
        |path: &str| ["assets/pictures/", "assets/cards/"].iter().any(|folder| path.starts_with(folder));
    let made: Vec<_> = built.iter().filter(|(path, _)| is_made(path)).collect();
    assert!(made.len() >= 4, "the picture twice, a card of the person, of the conference, of the site");
    let out = tempfile::tempdir().unwrap();
    for (path, bytes) in &made {
        for secret in [b"SECRET".as_slice(), b"Exif", b"GPS", b"ICC", b"Adobe"] {
            assert!(!bytes.windows(secret.len()).any(|w| w == secret), "{path} still holds {secret:?}");
        }
        fs::write(out.path().join(path.rsplit('/').next().unwrap()), bytes).unwrap();
    }
    // The originals are not among what is published, under whatever name.
    assert!(built.values().all(|other| *other != bytes));
    let told = Command::new("exiftool").args(["-G0", "-s", "-a", "-u", "-U", "-ee"]).arg(out.path()).output();
    let told = told.expect("exiftool, as tests/run installs it");
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(told.contains("[File]"), "{told}");
    for line in told.lines().filter(|line| line.starts_with('[')) {
        let group = &line[1..line.find(']').unwrap()];
        assert!(["ExifTool", "File", "JFIF", "RIFF", "Composite"].contains(&group), "{line}");
    }
}

#[test]
fn pictures_published_as_they_are_are_looked_through() {
    let tree = base()
        .with("site/static/logo.png", fixture("turned.png"))
        .with("site/static/anh.jpg", fixture("everything-hidden.jpg"))
        .with("site/static/sach.jpg", fixture("p3.jpg"))
        .with("site/static/assets/goi-0903-123-456.jpg", fixture("p3.jpg"));
    let project = crate::workshop::open(tree);
    let problems = project.report.problems();
    let said: Vec<String> = problems
        .iter()
        .map(|p| format!("{} {} {}", p.rule, p.place.as_ref().unwrap().file, p.args.get("what").unwrap()))
        .collect();
    assert_eq!(
        said,
        [
            "static-picture-hidden site/static/anh.jpg EXIF, IPTC, XMP, comment, trailer",
            "private-in-text site/static/assets/goi-0903-123-456.jpg phone",
            "static-picture-hidden site/static/logo.png EXIF",
        ]
    );
}

#[test]
fn originals_that_tell_where_they_were_taken_are_named() {
    let photo = "content/quan/honorees/lan/anh.jpg";
    let project = crate::workshop::open(base().with(photo, fixture("everything-hidden.jpg")));
    assert!(rules(&project).contains(&"photo-position".to_owned()));
    let silent = crate::workshop::open(base().with(photo, fixture("turned-6.jpg")));
    assert!(!rules(&silent).contains(&"photo-position".to_owned()));
}
