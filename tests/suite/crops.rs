//! How portraits are cut: no head is lost, the editor's word goes first, and what does not fit is not cut at all.

use bangvang::files::{FilePath, Files, Tree};
use bangvang::photos::{Coding, Cut, Facts, Format, Heads, Lab, Recipe, Tint};
use image::{Rgb, RgbImage};
use proptest::prelude::*;

use crate::workshop::{PAPER, base, jpeg, jpeg_of, open, rules};

const PHOTO: &str = "content/quan/honorees/lan/anh.jpg";
const TEXT: &str = "content/quan/honorees/lan/index.md";

fn facts(width: u32, height: u32, heads: Option<Heads>) -> Facts {
    let tint = Tint::all().next().unwrap();
    let tints = [tint, tint];
    Facts { format: Format::Jpeg, width, height, orientation: 1, has_position: false, tints, heads }
}

/// The part of a picture that a cut keeps, seen in a picture made of its own coordinates: left, top, right, bottom.
fn kept(cut: Cut, width: u32, height: u32) -> [f64; 4] {
    let Cut::Portrait { focus: (x, y) } = cut else {
        return [0.0, 0.0, f64::from(width), f64::from(height)];
    };
    let (across, down) = (4.0, 5.0);
    let (whole_w, whole_h) = (f64::from(width), f64::from(height));
    let (w, h) = if whole_w * down > whole_h * across {
        (whole_h * across / down, whole_h)
    } else {
        (whole_w, whole_w * down / across)
    };
    let place = |at: f64, size: f64, whole: f64| (at * whole - size / 2.0).clamp(0.0, whole - size);
    let (left, top) = (place(x, w, whole_w), place(y, h, whole_h));
    [left, top, left + w, top + h]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_cut_goes_through_a_head(
        (width, height) in (200_u32..5000, 200_u32..5000),
        (a, b) in (0.0..1.0_f64, 0.0..1.0_f64),
        (c, d) in (0.0..1.0_f64, 0.0..1.0_f64),
    ) {
        let part = |of: u32, part: f64| (f64::from(of) * part) as u32;
        let (left, right) = (part(width, a.min(b)), part(width, a.max(b)));
        let (top, bottom) = (part(height, c.min(d)), part(height, c.max(d)));
        let heads = Heads { left, top, right, bottom, eyes: top + (bottom - top) / 2 };
        let facts = facts(width, height, Some(heads));
        let cut = Cut::portrait(&facts, None);
        let [l, t, r, b] = kept(cut, width, height);
        // The shape is cut in whole pixels.
        let near = 6.0;
        prop_assert!(
            cut == Cut::Contained
                || l <= f64::from(left) + near && t <= f64::from(top) + near
                    && r >= f64::from(right) - near && b >= f64::from(bottom) - near,
            "{cut:?} keeps {:?} of {heads:?}", [l, t, r, b]
        );
    }
}

#[test]
fn the_editor_goes_first_and_a_guess_is_above_the_middle() {
    let heads = Heads { left: 0, top: 0, right: 4000, bottom: 400, eyes: 200 };
    let group = facts(4000, 3000, Some(heads));
    assert_eq!(Cut::portrait(&group, None), Cut::Contained);
    assert_eq!(Cut::portrait(&group, Some((0.2, 0.3))), Cut::Portrait { focus: (0.2, 0.3) });
    // Nobody was found: upright pictures lose more below than above.
    let [_, top, _, bottom] = kept(Cut::portrait(&facts(3000, 4000, None), None), 3000, 4000);
    assert!(top * 3.0 < 4000.0 - bottom && top > 0.0, "{top} to {bottom}");
    assert_eq!(Cut::portrait(&facts(6000, 1000, None), None), Cut::Contained);
}

/// What is contained is all there, on a ground of its own colours, which is not white.
#[test]
fn what_does_not_fit_is_shown_whole() {
    let row = RgbImage::from_fn(600, 150, |x, _| Rgb(if x < 300 { [200, 40, 40] } else { [40, 40, 200] }));
    let bytes = jpeg_of(&row, None);
    let lab = Lab::new(PAPER);
    let facts = lab.facts(&bytes, true).unwrap();
    let recipe = Recipe::sizes(Cut::portrait(&facts, None), &[160], &facts)[0].coded(Coding::Press);
    assert_eq!((recipe.cut, (recipe.width, recipe.height)), (Cut::Contained, (160, 200)));
    let made = lab.derive(&bytes, &[recipe], |_| true).unwrap();
    let tile = image::load_from_memory(&made[0].1).unwrap().into_rgb8();
    let near = |x, y, [r, g, b]: [u8; 3]| {
        let seen: [u8; 3] = tile.get_pixel(x, y).0;
        assert!(seen.iter().zip([r, g, b]).all(|(a, b)| a.abs_diff(b) < 16), "{x}, {y}: {seen:?}");
    };
    near(4, 100, [200, 40, 40]);
    near(155, 100, [40, 40, 200]);
    near(4, 4, [140, 28, 28]);
    near(155, 195, [28, 28, 140]);
    assert_eq!(rules(&open(base().with(PHOTO, bytes.clone()))), ["photo-contained"]);
    // Why is said as it is: nobody was seen in a long row, and collectives are never cut.
    let why = |tree: Tree| {
        let report = open(tree).report;
        let problem =
            report.problems().into_iter().find(|problem| problem.rule == "photo-contained").cloned();
        problem.and_then(|problem| problem.args.get("whole").map(str::to_owned))
    };
    assert_eq!(why(base().with(PHOTO, bytes)).as_deref(), Some("wide"));
    let text = String::from_utf8(base().read(&FilePath::new(TEXT)).unwrap().to_vec()).unwrap();
    let team = base().with(TEXT, text.replace("\"individual\"", "\"collective\""));
    let wide = jpeg_of(&RgbImage::from_pixel(150, 100, Rgb([150, 60, 40])), None);
    assert_eq!(why(team.with(PHOTO, wide)).as_deref(), Some("group"));
}

#[test]
fn a_portrait_without_a_face_is_to_be_looked_at() {
    let wide = jpeg_of(&RgbImage::from_pixel(120, 80, Rgb([150, 60, 40])), None);
    assert_eq!(rules(&open(base().with(PHOTO, wide.clone()))), ["photo-no-face"]);
    let text = base().read(&FilePath::new(TEXT)).unwrap();
    let text = String::from_utf8(text.to_vec()).unwrap();
    let pointed = text.replace("file = \"anh.jpg\"", "file = \"anh.jpg\", focus = [0.5, 0.4]");
    assert_ne!(text, pointed);
    assert!(rules(&open(base().with(PHOTO, wide).with(TEXT, pointed))).is_empty());
}

/// Photos are called alike, and one is soon in the wrong folder: a face under another name.
#[test]
fn one_photo_of_two_people_is_told() {
    let read = |path: &str| base().read(&FilePath::new(path)).unwrap().to_vec();
    let text = String::from_utf8(read(TEXT)).unwrap();
    let beside = |path: &str| path.replace("/lan/", "/mai/");
    let standing = |name: &str, photo: Vec<u8>, from: &str, to: &str| {
        assert!(text.contains(from));
        let other = text.replace("Nguyễn Thị Lan", name).replace(from, to);
        rules(&open(base().with(&beside(TEXT), other).with(&beside(PHOTO), photo)))
    };
    let both = |name: &str, photo: Vec<u8>| standing(name, photo, "", "");
    assert_eq!(both("Trần Thị Mai", read(PHOTO)), ["photo-twice"]);
    assert!(both("Trần Thị Mai", jpeg(640, 800, [150, 60, 40])).is_empty());
    // Also of somebody who waits, or who did not agree to a photo.
    for (from, to) in [("\"approved\"", "\"submitted\""), ("photo = true", "photo = false")] {
        let told = standing("Trần Thị Mai", read(PHOTO), from, to);
        assert!(told.contains(&"photo-twice".to_owned()), "{told:?}");
        let told = standing("Trần Thị Mai", jpeg(640, 800, [150, 60, 40]), from, to);
        assert!(!told.contains(&"photo-twice".to_owned()), "{told:?}");
    }
    // Somebody who stands in two dossiers may have one photo.
    assert!(!both("NGUYỄN THỊ LAN", read(PHOTO)).contains(&"photo-twice".to_owned()));
}

#[test]
fn a_photo_too_small_for_the_print_shop_is_told() {
    let said = |tree: Tree| {
        let project = open(tree);
        let mut report = project.report.clone();
        project.site.as_ref().unwrap().proof(&mut report);
        let small = report.problems().into_iter().find(|p| p.rule == "photo-small-for-print").cloned();
        small.map(|p| [p.args.get("have").unwrap().to_owned(), p.args.get("need").unwrap().to_owned()])
    };
    let photo = "content/quan/honorees/lan/anh.jpg";
    // 42 mm at 300 dots an inch.
    assert_eq!(said(base()), Some(["64", "497"].map(str::to_owned)));
    assert_eq!(
        said(base().with(photo, jpeg(496, 620, [150, 60, 40]))),
        Some(["496", "497"].map(str::to_owned))
    );
    assert_eq!(said(base().with(photo, jpeg(497, 622, [150, 60, 40]))), None);
    // Nobody prints it.
    let text = crate::workshop::BASE.replace("print = true", "print = false");
    let unprinted = Tree::parse(&text).with(photo, jpeg(64, 80, [150, 60, 40]));
    assert_eq!(said(unprinted), None);
}
