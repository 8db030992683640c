//! What the tests build boards with: boards in strings, small pictures, a whole site in memory.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::{Arc, Mutex};

use bangvang::Project;
use bangvang::files::{Bytes, Digest, FilePath, Files, Memo, NoMemo, Tree};
use bangvang::model::Date;
use bangvang::site::{Options, Output, Photos, render};
use image::{ExtendedColorType, ImageEncoder, RgbImage};

/// The board that all mistakes are made in; it has none itself.
pub(crate) const BASE: &str = include_str!("../mistakes/base.txt");

/// What may be told of the office of that board.
pub(crate) const OFFICE: &str = "tuyengiao@congdoan.example.vn";

/// The day on which the tests look at their boards.
pub(crate) const TODAY: Date = Date::constant(2020, 6, 1);

/// The paper that pictures are laid on: the built-in theme's.
pub(crate) const PAPER: [u8; 3] = [250, 246, 236];

/// The base with the photo it names.
pub(crate) fn base() -> Tree {
    Tree::parse(BASE).with("content/quan/honorees/lan/anh.jpg", jpeg(64, 80, [150, 60, 40]))
}

/// A picture of one colour.
pub(crate) fn jpeg(width: u32, height: u32, colour: [u8; 3]) -> Vec<u8> {
    jpeg_of(&RgbImage::from_pixel(width, height, image::Rgb(colour)), None)
}

/// A JPEG of these pixels, with an EXIF block if wanted.
pub(crate) fn jpeg_of(picture: &RgbImage, exif: Option<Vec<u8>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 90);
    if let Some(exif) = exif {
        encoder.set_exif_metadata(exif).unwrap();
    }
    encoder
        .write_image(picture.as_raw(), picture.width(), picture.height(), ExtendedColorType::Rgb8)
        .unwrap();
    bytes
}

/// A PNG or WebP of one colour.
pub(crate) fn other_picture(format: image::ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(width, height, image::Rgb([40, 90, 150])).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Remembers everything, and counts what it is told to keep.
#[derive(Default)]
pub(crate) struct Remembers(Mutex<(BTreeMap<Digest, Bytes>, usize)>);

impl Remembers {
    /// How often it was told to keep something.
    pub(crate) fn kept(&self) -> usize {
        self.0.lock().unwrap().1
    }
}

impl Memo for Remembers {
    fn recall(&self, key: &Digest) -> Option<Bytes> {
        self.0.lock().unwrap().0.get(key).cloned()
    }
    fn keep(&self, key: Digest, answer: &[u8]) {
        let mut kept = self.0.lock().unwrap();
        kept.0.insert(key, answer.into());
        kept.1 += 1;
    }
}

/// Opens a board with what is remembered of earlier runs.
pub(crate) fn opened(files: impl Files + 'static, memo: &Arc<Remembers>, photos: Photos) -> Project {
    let files: Arc<dyn Files> = Arc::new(files);
    let memo: Arc<dyn Memo> = Arc::clone(memo) as Arc<dyn Memo>;
    bangvang::open(&files, &memo, &Options { photos, ..Options::on(TODAY) })
}

/// Opens a board without any memory of earlier runs.
pub(crate) fn open(files: impl Files + 'static) -> Project {
    open_on(TODAY, files)
}

/// Opened on another day.
pub(crate) fn open_on(today: Date, files: impl Files + 'static) -> Project {
    let files: Arc<dyn Files> = Arc::new(files);
    let memo: Arc<dyn Memo> = Arc::new(NoMemo);
    bangvang::open(&files, &memo, &Options::on(today))
}

/// The rules of everything that is wrong, in the order of the report.
pub(crate) fn rules(project: &Project) -> Vec<String> {
    project.report.problems().iter().map(|problem| problem.rule.to_string()).collect()
}

/// Every output of a board that has no errors.
pub(crate) fn site(files: impl Files + 'static) -> BTreeMap<String, Vec<u8>> {
    let project = open(files);
    assert!(!project.report.has_errors(), "{:#?}", project.report.problems());
    outputs(&project)
}

/// Every output of a project that is for the web: setting a booklet takes longer than all of them.
pub(crate) fn outputs(project: &Project) -> BTreeMap<String, Vec<u8>> {
    made(project, |output| !matches!(output, Output::Sheet(_)))
}

/// Every page of a board and every share card: the sizes of each photo take longer than both.
pub(crate) fn pages_and_cards(files: impl Files + 'static) -> BTreeMap<String, Vec<u8>> {
    made(&open(files), |output| matches!(output, Output::Page(_) | Output::Card(_)))
}

/// Every output of a project that is for paper.
pub(crate) fn sheets(project: &Project) -> BTreeMap<String, Vec<u8>> {
    made(project, |output| matches!(output, Output::Sheet(_)))
}

fn made(project: &Project, wanted: impl Fn(&Output) -> bool) -> BTreeMap<String, Vec<u8>> {
    let site = project.site.as_ref().expect("a site");
    let made = |(path, output): (&String, &Output)| {
        let bytes = render(site, path, output).unwrap_or_else(|problem| panic!("{path}: {problem:?}"));
        (path.clone(), bytes)
    };
    site.outputs().iter().filter(|(_, output)| wanted(output)).map(made).collect()
}

/// One page as text.
pub(crate) fn page<'s>(site: &'s BTreeMap<String, Vec<u8>>, path: &str) -> &'s str {
    let bytes = site.get(path).unwrap_or_else(|| panic!("no {path} among {:#?}", site.keys()));
    std::str::from_utf8(bytes).unwrap()
}

/// The folders of a project on the disk, as a value.
pub(crate) fn disk(root: &std::path::Path) -> Tree {
    fn list(root: &std::path::Path, folder: &str, files: &mut Vec<(FilePath, Bytes)>) {
        for entry in std::fs::read_dir(root.join(folder)).into_iter().flatten() {
            let entry = entry.unwrap();
            let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
            if entry.path().is_dir() {
                list(root, &path, files);
            } else {
                files.push((FilePath::new(&path), std::fs::read(entry.path()).unwrap().into()));
            }
        }
    }
    let mut files = Vec::new();
    ["content", "site", "themes"].iter().for_each(|folder| list(root, folder, &mut files));
    Tree::new(files)
}
