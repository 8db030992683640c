//! Photos as people hand them in: turned, torn, disguised, too large, and with more inside than can be seen.

use std::time::{Duration, Instant};

use bangvang::files::Tree;
use bangvang::photos::{Cut, Fault, Format, Recipe, derive, facts};
use bangvang::site::{Output, render};
use image::{ImageFormat, Rgb, RgbImage};

use crate::workshop::{base, jpeg, jpeg_of, open, other_picture, page, rules, site};

const PHOTO: &str = "content/quan/honorees/lan/anh.jpg";
const COLOURS: [[u8; 3]; 4] = [[200, 30, 30], [30, 180, 40], [30, 50, 200], [220, 200, 40]];

/// Upright, four colours: top left, top right, bottom left, bottom right.
fn upright(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        Rgb(COLOURS[usize::from(x >= width / 2) + 2 * usize::from(y >= height / 2)])
    })
}

/// The same picture as a camera stores it that says "orientation": where the first row and the first column of
/// the stored picture are in the upright one, as EXIF 2.3 defines it.
fn stored(picture: &RgbImage, orientation: u8) -> RgbImage {
    let (w, h) = picture.dimensions();
    let (width, height) = if orientation >= 5 { (h, w) } else { (w, h) };
    RgbImage::from_fn(width, height, |x, y| {
        let (x, y) = match orientation {
            2 => (w - 1 - x, y),
            3 => (w - 1 - x, h - 1 - y),
            4 => (x, h - 1 - y),
            5 => (y, x),
            6 => (w - 1 - y, x),
            7 => (w - 1 - y, h - 1 - x),
            8 => (y, h - 1 - x),
            _ => (x, y),
        };
        *picture.get_pixel(x, y)
    })
}

/// An EXIF block with an orientation and the place where the photo was taken.
fn exif(orientation: u8) -> Vec<u8> {
    let mut block = b"II*\0\x08\0\0\0\x02\0".to_vec();
    block.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    block.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]);
    block.extend([0, 0, 0, 0, 0, 0]);
    block.extend(b"GPSLatitude 10.7769 SECRETPLACE");
    block
}

fn turned(orientation: u8) -> Vec<u8> {
    jpeg_of(&stored(&upright(240, 320), orientation), Some(exif(orientation)))
}

fn near(a: Rgb<u8>, b: [u8; 3]) -> bool {
    a.0.iter().zip(b).all(|(a, b)| a.abs_diff(b) < 40)
}

#[test]
fn every_turn_of_a_camera_ends_upright() {
    for orientation in 1..=8 {
        let bytes = turned(orientation);
        let facts = facts(&bytes).unwrap();
        assert_eq!((facts.width, facts.height, facts.orientation), (240, 320, orientation));
        assert!(facts.has_position);
        let recipes = Recipe::sizes(Cut::Whole, &[120], &facts);
        let made = derive(&bytes, &facts, &recipes).unwrap();
        let picture = image::load_from_memory(&made[0]).unwrap().into_rgb8();
        assert_eq!(picture.dimensions(), (120, 160));
        for (at, colour) in [(30, 40), (90, 40), (30, 120), (90, 120)].into_iter().zip(COLOURS) {
            let pixel = *picture.get_pixel(at.0, at.1);
            assert!(near(pixel, colour), "orientation {orientation} at {at:?}: {pixel:?}, not {colour:?}");
        }
    }
}

#[test]
fn pages_tell_the_upright_size_and_nothing_of_the_camera() {
    for orientation in [1, 6] {
        let built = site(base().with(PHOTO, turned(orientation)));
        let html = page(&built, "quan/honorees/lan/index.html");
        // 240×320 is wider than 4:5, so it is cut at top and bottom: 240×300.
        assert!(html.contains(r#"width="240" height="300""#), "{html}");
        for (path, bytes) in built.iter().filter(|(path, _)| path.starts_with("assets/pictures/")) {
            let size = image::load_from_memory(bytes).unwrap();
            assert!(path.ends_with(&format!("-{}.jpg", size.width())), "{path} is {} wide", size.width());
            for secret in [b"Exif".as_slice(), b"GPS", b"SECRETPLACE"] {
                assert!(!bytes.windows(secret.len()).any(|w| w == secret), "{path} still holds {secret:?}");
            }
        }
    }
}

#[test]
fn nothing_is_ever_enlarged() {
    let built = site(base().with(PHOTO, jpeg(100, 125, [9, 9, 9])));
    let sizes: Vec<u32> = built
        .iter()
        // A share card is larger than what is laid on it; that this keeps its size is seen in `linked.rs`.
        .filter(|(path, _)| path.starts_with("assets/pictures/") && !path.ends_with("-1200.jpg"))
        .map(|(_, bytes)| image::load_from_memory(bytes).unwrap().width())
        .collect();
    assert_eq!(sizes, [100]);
    let facts = facts(&jpeg(500, 900, [9, 9, 9])).unwrap();
    let widths =
        |cut| Recipe::sizes(cut, &[160, 320, 640, 960], &facts).iter().map(|r| r.width).collect::<Vec<_>>();
    assert_eq!(widths(Cut::Whole), [160, 320, 500]);
    assert_eq!(widths(Cut::Portrait { focus: (0.5, 0.5) }), [160, 320, 500]);
}

#[test]
fn a_picture_is_known_by_its_content_and_not_by_its_name() {
    for (format, kind) in [(ImageFormat::Png, Format::Png), (ImageFormat::WebP, Format::WebP)] {
        let bytes = other_picture(format, 64, 80);
        assert_eq!(facts(&bytes).unwrap().format, kind);
        let built = site(base().with(PHOTO, bytes));
        let made = built.iter().find(|(path, _)| path.starts_with("assets/pictures/")).unwrap();
        assert_eq!(image::guess_format(made.1).unwrap(), ImageFormat::Jpeg);
    }
}

#[test]
fn a_torn_photo_is_a_problem_with_its_name_and_not_a_grey_picture() {
    let whole = jpeg_of(&upright(640, 800), None);
    for part in [whole.len() / 2, whole.len() - 200] {
        let tree: Tree = base().with(PHOTO, whole[..part].to_vec());
        let project = open(tree);
        let site = project.site.as_ref().unwrap();
        let pictures = site.outputs().iter().filter(|(_, output)| matches!(output, Output::Picture { .. }));
        for (path, output) in pictures {
            let problem = render(site, path, output).unwrap_err();
            assert_eq!(problem.rule, "photo-broken");
            assert_eq!(&*problem.place.unwrap().file, PHOTO);
        }
        // The pages of the others go on.
        let home = site.outputs().get("index.html").unwrap();
        assert!(render(site, "index.html", home).is_ok());
    }
    assert_eq!(rules(&open(base().with(PHOTO, whole[..20].to_vec()))), ["photo-broken"]);
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    // A PNG whose header claims 50,000 × 50,000 pixels: 7.5 GB if anybody believed it.
    let mut bomb = other_picture(ImageFormat::Png, 8, 8);
    bomb[16..20].copy_from_slice(&50_000_u32.to_be_bytes());
    bomb[20..24].copy_from_slice(&50_000_u32.to_be_bytes());
    let sum = crc(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&sum.to_be_bytes());
    let start = Instant::now();
    assert_eq!(facts(&bomb), Err(Fault::TooLarge));
    assert!(start.elapsed() < Duration::from_millis(200));
    assert_eq!(rules(&open(base().with(PHOTO, bomb))), ["photo-too-large"]);
}

/// CRC-32 as PNG wants it.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 },
        )
    })
}

#[test]
fn pictures_of_telephones_are_named() {
    for brand in ["heic", "heix", "mif1", "avif"] {
        let bytes = [b"\0\0\0\x18ftyp", brand.as_bytes(), b"\0\0\0\0"].concat();
        assert_eq!(facts(&bytes), Err(Fault::Heic));
    }
    assert_eq!(facts(b""), Err(Fault::Unknown));
    assert_eq!(facts(b"GIF89a"), Err(Fault::Unknown));
}

#[test]
fn damaged_pictures_are_faults_and_never_more() {
    let original = turned(6);
    let mut seed = 7_u64;
    for _ in 0..200 {
        let mut bytes = original.clone();
        for _ in 0..4 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = usize::try_from(seed >> 33).unwrap() % bytes.len();
            bytes[at] = (seed >> 20) as u8;
        }
        if let Ok(facts) = facts(&bytes) {
            let recipes = Recipe::sizes(Cut::Portrait { focus: (0.5, 0.42) }, &[80], &facts);
            let _ = derive(&bytes, &facts, &recipes);
        }
    }
}
