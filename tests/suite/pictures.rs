//! Photos as people hand them in: turned, torn, disguised, too large, and with more inside than can be seen.

use std::sync::Arc;

use bangvang::Project;
use bangvang::files::Files;
use bangvang::photos::{Cut, Facts, Fault, Format, Lab, Recipe};
use bangvang::site::{Output, Photos, render};
use image::{ImageFormat, Rgb, RgbImage};

use crate::colours::fixture;
use crate::workshop::{
    PAPER, Remembers, base, jpeg, jpeg_of, open, opened, other_picture, page, rules, site,
};

const PHOTO: &str = "content/quan/honorees/lan/anh.jpg";
const COLOURS: [[u8; 3]; 4] = [[200, 30, 30], [30, 180, 40], [30, 50, 200], [220, 200, 40]];

fn facts(bytes: &[u8]) -> Result<Facts, Fault> {
    Lab::new(PAPER).facts(bytes, true)
}

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
    block.extend([0, 0, 0, 0]);
    // The directory of the position: a latitude.
    block.extend([1, 0, 2, 0, 5, 0, 3, 0, 0, 0, 56, 0, 0, 0, 0, 0, 0, 0]);
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
        let made = Lab::new(PAPER).derive(&bytes, &recipes, |_| true).unwrap();
        let picture = image::load_from_memory(&made[0].1).unwrap().into_rgb8();
        assert_eq!(picture.dimensions(), (120, 160));
        for (at, colour) in [(30, 40), (90, 40), (30, 120), (90, 120)].into_iter().zip(COLOURS) {
            let pixel = *picture.get_pixel(at.0, at.1);
            assert!(near(pixel, colour), "orientation {orientation} at {at:?}: {pixel:?}, not {colour:?}");
        }
    }
}

#[test]
fn every_line_of_a_turned_photo_is_in_its_place() {
    // Sides that no block of lines or columns divides.
    let picture = RgbImage::from_fn(37, 53, |x, y| Rgb([(x * 6) as u8, (y * 4) as u8, 128]));
    for orientation in 1..=8 {
        let bytes = jpeg_of(&stored(&picture, orientation), Some(exif(orientation)));
        let recipes = Recipe::sizes(Cut::Whole, &[37], &facts(&bytes).unwrap());
        let made = Lab::new(PAPER).derive(&bytes, &recipes, |_| true).unwrap();
        let made = image::load_from_memory(&made[0].1).unwrap().into_rgb8();
        assert_eq!(made.dimensions(), (37, 53));
        for (x, y, pixel) in made.enumerate_pixels() {
            let there = picture.get_pixel(x, y).0;
            assert!(near(*pixel, there), "orientation {orientation} at {x}, {y}: {pixel:?}, not {there:?}");
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
            let name = path.rsplit_once('.').unwrap().0;
            assert!(name.ends_with(&format!("-{}", size.width())), "{path} is {} wide", size.width());
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
        .filter(|(path, _)| path.starts_with("assets/pictures/"))
        .map(|(_, bytes)| image::load_from_memory(bytes).unwrap().width())
        .collect();
    // Once as JPEG and once as WebP.
    assert_eq!(sizes, [100, 100]);
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
        for (path, bytes) in built.iter().filter(|(path, _)| path.starts_with("assets/pictures/")) {
            let wanted = if path.ends_with(".webp") { ImageFormat::WebP } else { ImageFormat::Jpeg };
            assert_eq!(image::guess_format(bytes).unwrap(), wanted);
        }
    }
}

#[test]
fn a_torn_photo_is_a_problem_with_its_name_and_not_a_grey_picture() {
    let whole = jpeg_of(&upright(640, 800), None);
    for part in [20, whole.len() / 2, whole.len() - 200] {
        let project = open(base().with(PHOTO, whole[..part].to_vec()));
        let problems = project.report.problems();
        assert_eq!(rules(&project), ["photo-broken"], "{part} of {}", whole.len());
        assert_eq!(&*problems[0].place.as_ref().unwrap().file, PHOTO);
        // The pages of the others go on, and this one is shown without a picture.
        let site = project.site.as_ref().unwrap();
        for path in ["index.html", "quan/honorees/lan/index.html"] {
            assert!(render(site, path, &site.outputs()[path]).is_ok());
        }
    }
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    assert_eq!(facts(&bomb()), Err(Fault::TooLarge));
    assert_eq!(rules(&open(base().with(PHOTO, bomb()))), ["photo-too-large"]);
    // The same claim in a JPEG and in a WebP.
    let mut forged = jpeg(64, 80, [9, 9, 9]);
    let frame = forged.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    forged[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xdc, 0xff, 0xdc]);
    assert_eq!(facts(&forged), Err(Fault::TooLarge));
    let wide = [b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0".as_slice(), &[0xff; 6]].concat();
    assert_eq!(facts(&wide), Err(Fault::TooLarge));
}

/// A PNG whose header claims 50,000 × 50,000 pixels: 7.5 GB if anybody believed it.
fn bomb() -> Vec<u8> {
    let mut bomb = other_picture(ImageFormat::Png, 8, 8);
    bomb[16..20].copy_from_slice(&50_000_u32.to_be_bytes());
    bomb[20..24].copy_from_slice(&50_000_u32.to_be_bytes());
    let sum = crc(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&sum.to_be_bytes());
    bomb
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
fn what_cannot_be_read_is_named() {
    let film = |brand: &str| [b"\0\0\0\x18ftyp", brand.as_bytes(), b"\0\0\0\0"].concat();
    for (bytes, fault) in [
        (film("heic"), Fault::Heic),
        (film("heix"), Fault::Heic),
        (film("mif1"), Fault::Heic),
        (film("avif"), Fault::Avif),
        (film("qt  "), Fault::Video),
        (film("mp42"), Fault::Video),
        (b"\xff\x0a\xfa".to_vec(), Fault::Jxl),
        (b"II*\0\x08\0\0\0".to_vec(), Fault::Tiff),
        (b"MM\0*\0\0\0\x08".to_vec(), Fault::Tiff),
        (b"BM\x36\x10\0\0".to_vec(), Fault::Bmp),
        (b"GIF89a".to_vec(), Fault::Gif),
        (b"%PDF-1.7".to_vec(), Fault::Pdf),
        (b"PK\x03\x04".to_vec(), Fault::Word),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), Fault::Word),
        (Vec::new(), Fault::Unfinished),
        (vec![0; 100_000], Fault::Unfinished),
        (b"<svg/>".to_vec(), Fault::Unknown),
    ] {
        assert_eq!(facts(&bytes), Err(fault), "{bytes:?}");
        assert_eq!(rules(&open(base().with(PHOTO, bytes))), [fault.rule()]);
    }
}

/// Files of all kinds that are read, with bytes changed, cut out and put in anywhere.
pub(crate) fn damaged(each: usize) -> Vec<Vec<u8>> {
    let picture = upright(60, 80);
    let coded = |format| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    };
    let mut seed = 7_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    let mut files = Vec::new();
    for original in [turned(6), fixture("progressive.jpg"), coded(ImageFormat::Png), fixture("lossy.webp")] {
        for _ in 0..each {
            let mut bytes = original.clone();
            for _ in 0..=random(4) {
                let at = random(bytes.len());
                match random(4) {
                    0 => bytes[at] = 0xff,
                    1 => drop(bytes.splice(at..(at + random(20)).min(bytes.len()), []).count()),
                    2 => drop(bytes.splice(at..at, [random(256) as u8; 7]).count()),
                    _ => bytes[at] = random(256) as u8,
                }
                if bytes.is_empty() {
                    bytes.push(0xff);
                }
            }
            files.push(bytes);
        }
    }
    files
}

#[test]
fn what_is_made_at_sight_is_what_would_be_made_later() {
    // As large as a telephone's: it is taken apart at half its size, whoever asks.
    let photo =
        RgbImage::from_fn(2400, 3000, |x, y| Rgb([(x / 10) as u8, (y / 12) as u8, ((x * y) >> 12) as u8]));
    let board = || base().with(PHOTO, jpeg_of(&photo, None));
    let sheet = "print/quan/ky-yeu-in.pdf";
    let all = |project: &Project| {
        let site = project.site.as_ref().unwrap();
        let picture =
            |(path, output): &(&String, &Output)| matches!(output, Output::Picture { .. }) || *path == sheet;
        let made = site
            .outputs()
            .iter()
            .filter(picture)
            .map(|(path, output)| (path.clone(), render(site, path, output).unwrap()));
        made.collect::<Vec<_>>()
    };
    let memo = Arc::new(Remembers::default());
    let at_sight = opened(board(), &memo, Photos::Made { pages: true, sheets: true });
    let kept = memo.kept();
    let pictures = all(&at_sight);
    assert_eq!(pictures.len(), 6, "four sizes in WebP, one in JPEG, and a booklet");
    assert!(pictures == all(&open(board())));
    // The facts, five sizes, one for the card, two for print; what was rendered of them was there already.
    assert_eq!(kept, 9 + kept_of_text());
}

/// What is kept of the base without its photo.
fn kept_of_text() -> usize {
    let memo = Arc::new(Remembers::default());
    let _ = opened(base(), &memo, Photos::Looked);
    memo.kept() - 1
}

#[test]
fn damaged_pictures_are_faults_and_never_more() {
    let lab = Lab::new(PAPER);
    let mut readable = 0;
    for bytes in damaged(125) {
        if let Ok(facts) = lab.facts(&bytes, true) {
            let recipes = Recipe::sizes(Cut::Portrait { focus: (0.5, 0.42) }, &[40], &facts);
            readable += usize::from(lab.derive(&bytes, &recipes, |_| true).is_ok());
        }
    }
    assert!(readable > 40, "{readable}: too much was spoilt to try out anything");
}

/// The program itself, with little room: one picture that would not fit and many that are broken.
#[test]
#[cfg(target_os = "linux")]
fn hostile_pictures_do_not_make_the_program_grow() {
    let folder = tempfile::tempdir().unwrap();
    let photos = folder.path().join("content/quan/photos");
    for (path, bytes) in base().paths().iter().map(|path| (path.clone(), base().read(path).unwrap())) {
        let path = folder.path().join(&*path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    std::fs::create_dir_all(&photos).unwrap();
    let limit = 300 << 20;
    let checked = |arenas: Option<&str>| {
        let mut run = std::process::Command::new("prlimit");
        run.arg(format!("--as={limit}"));
        run.args([
            env!("CARGO_BIN_EXE_bangvang"),
            "check",
            "--date",
            "2020-06-01",
            "--format",
            "json",
            "--root",
        ]);
        run.arg(folder.path());
        // The C library reserves 64 MiB of addresses, not of memory, for each thread unless it is asked not to.
        run.envs(arenas.map(|most| ("MALLOC_ARENA_MAX", most)));
        let run = run.output().unwrap();
        let said = String::from_utf8(run.stdout).unwrap();
        assert_eq!(run.status.code(), Some(1), "{said}{}", String::from_utf8_lossy(&run.stderr));
        said
    };
    std::fs::write(folder.path().join(PHOTO), bomb()).unwrap();
    assert!(checked(None).contains("photo-too-large"));
    let mut album = "[[album]]\ntitle = \"Lễ\"\npictures = [\n".to_owned();
    for (at, bytes) in damaged(40).into_iter().chain([bomb()]).enumerate() {
        std::fs::write(photos.join(format!("{at}.jpg")), bytes).unwrap();
        album += &format!("{{ file = \"{at}.jpg\", alt = \"Lễ\", public_event = true }},\n");
    }
    std::fs::write(photos.join("photos.toml"), album + "]\n").unwrap();
    let said = checked(Some("1"));
    assert!(said.contains("photo-too-large") && said.contains("photo-broken"), "{said}");
}

/// Of what is contained nothing is left if the program is built to end at the first panic.
#[test]
fn panics_can_be_contained() {
    let manifest = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).unwrap();
    assert!(
        !manifest.contains("panic = \"abort\""),
        "decoders may panic, and one photo must not end a build"
    );
}
