//! Sheets as a reader, a print shop and a stapler meet them, seen through other people's tools.

mod booklet;
mod links;
mod looks;
mod panels;
mod parts;
mod texts;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use bangvang::Project;
use bangvang::files::Tree;
use bangvang::report::Severity;
use tempfile::TempDir;

use crate::workshop::{base, jpeg, open, sheets};

/// The booklet for screens.
pub(crate) const SCREEN: &str = "print/quan/ky-yeu.pdf";
/// The same for the print shop.
pub(crate) const PRESS: &str = "print/quan/ky-yeu-in.pdf";
/// The same to be folded.
pub(crate) const FOLDED: &str = "print/quan/ky-yeu-gap.pdf";

/// A group of persons and one of collectives.
pub(crate) const CRITERIA: &str = r#"
[[group]]
id = "quan-1"
label = "Công nhân lao động trực tiếp sản xuất"
kind = "individual"

[[group]]
id = "tap-the"
label = "Tập thể công đoàn cơ sở"
kind = "collective"
"#;

pub(crate) const CONFERENCE: &str = r#"+++
title = "Hội nghị tuyên dương"
level = "quan"
period = { from = 2015, to = 2019 }
held_on = 2020-05-15
decision = { number = "45/QĐ-LĐLĐ", date = 2020-05-10, issuer = "Liên đoàn Lao động Quận" }
presidium = [ { name = "Lương Thị Châu", role = "Chủ tịch" } ]
+++
Lời mở đầu của **tập** kỷ yếu.
"#;

/// Somebody: id, name, a further line of the front matter, the summary.
pub(crate) fn person(tree: Tree, id: &str, name: &str, more: &str, summary: &str) -> Tree {
    let consent =
        if more.contains("consent") { "" } else { "consent = { web = true, photo = true, print = true }\n" };
    let kind = if more.contains("tap-the") {
        "kind = \"collective\""
    } else {
        "kind = \"individual\"\ngroup = \"quan-1\""
    };
    let text = format!(
        "+++\nname = '''{name}'''\n{kind}\nunit = \"phan-xuong-may\"\njob = \"Thợ may\"\n\
         approval = {{ status = \"approved\", number = \"1\", date = 2020-05-08, by = \"Thường trực\" }}\n\
         {consent}{more}\n+++\n{summary}\n"
    );
    tree.with(&format!("content/quan/honorees/{id}/index.md"), text)
}

/// A board on which everything that can be printed is.
pub(crate) fn board() -> Tree {
    let tree = base()
        .with("content/quan/criteria.toml", CRITERIA)
        .with("content/quan/conference.md", CONFERENCE)
        .with("content/quan/photos/san-khau.jpg", jpeg(300, 200, [90, 20, 20]))
        .with(
            "content/quan/photos/photos.toml",
            "[[album]]\ntitle = \"Lễ tuyên dương\"\npictures = [ { file = \"san-khau.jpg\", alt = \"Sân khấu\", \
             caption = \"Toàn cảnh hội trường\", public_event = true } ]\n",
        )
        .with(
            "content/quan/keynotes/bua-com/index.md",
            "+++\ntitle = \"Bữa cơm ca\"\nhonorees = [\"an\"]\npresented = true\n\
             approval = { status = \"approved\" }\n+++\nChuyện bữa cơm.\n\n## Đoạn sau\n\nHết.\n",
        )
        .with(
            "content/quan/keynotes/chuyen-rieng/index.md",
            "+++\ntitle = \"Chuyện không in\"\nhonorees = [\"kin\"]\n\
             approval = { status = \"approved\" }\n+++\nChuyện của người không in.\n",
        );
    let won = "initiatives = [ { title = \"Bảng màu lỗi\", year = 2018, scope = \"co-so\", \
               benefit_vnd = 62_000_000 } ]\nawards = [ { year = 2019, award = \"lao-dong-tien-tien\", \
               number = \"9/QĐ\" } ]\nquote = \"Đỡ một đường may.\"";
    let tree =
        person(tree, "an", "Trần Ngọc Ẩn", won, "Giảm 38% lỗi.\n\n| Năm | Lỗi |\n|---|--:|\n| 2018 | 12 |");
    let tree = person(tree, "y", "Huỳnh Thị Ngọc Ý", "", "May 45 áo.\n\n1. Một\n2. Hai");
    let tree = person(tree, "doan", "Công đoàn Ví Dụ", "group = \"tap-the\"", "Lo 20 suất cơm.");
    let no_print = "consent = { web = true, photo = true, print = false }";
    let tree = person(tree, "kin", "Võ Kín Đáo", no_print, "Không muốn in 1 dòng nào.");
    person(tree, "chua", "Hồ Chưa Duyệt", "consent = { web = false }", "Chưa đồng ý 1 điều nào.")
}

/// Every sheet of the board.
pub(crate) static SHEETS: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| sheets(&fine(board())));

/// A board without errors.
pub(crate) fn fine(tree: Tree) -> Project {
    let project = open(tree);
    let bad: Vec<_> =
        project.report.problems().into_iter().filter(|p| p.severity == Severity::Error).collect();
    assert!(bad.is_empty(), "{bad:#?}");
    project
}

/// A word on a sheet, in points from the upper left corner.
#[derive(Debug)]
pub(crate) struct Placed {
    pub(crate) page: usize,
    /// The width and the height of the sheet.
    pub(crate) sheet: [f64; 2],
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
    pub(crate) text: String,
}

/// A PDF on the disk, for the tools of others.
pub(crate) struct Paper {
    _folder: TempDir,
    file: PathBuf,
}

impl Paper {
    pub(crate) fn of(pdf: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sheet.pdf");
        std::fs::write(&file, pdf).unwrap();
        Self { _folder: folder, file }
    }

    pub(crate) fn path(&self) -> &std::path::Path {
        &self.file
    }

    pub(crate) fn tool(&self, tool: &str, before: &[&str], after: &[&str]) -> Vec<u8> {
        let out = Command::new(tool).args(before).arg(&self.file).args(after).output().unwrap();
        assert!(out.status.success(), "{tool}: {}", String::from_utf8_lossy(&out.stderr));
        out.stdout
    }

    pub(crate) fn text_of(&self, tool: &str, before: &[&str], after: &[&str]) -> String {
        String::from_utf8(self.tool(tool, before, after)).unwrap()
    }

    /// What each page says, line by line as it stands.
    pub(crate) fn pages(&self) -> Vec<String> {
        let text = self.text_of("pdftotext", &["-layout"], &["-"]);
        text.split('\u{c}').map(str::to_owned).filter(|page| !page.is_empty()).collect()
    }

    /// What it says, all white space as one space.
    pub(crate) fn words(&self) -> String {
        self.text_of("pdftotext", &[], &["-"]).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Every word with the place it has on its page.
    pub(crate) fn placed(&self) -> Vec<Placed> {
        let (mut page, mut sheet) = (0, [0.0, 0.0]);
        let mut words = Vec::new();
        for line in self.text_of("pdftotext", &["-bbox"], &["-"]).lines().map(str::trim_start) {
            let value = |key: &str| -> f64 {
                line.split(&format!("{key}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
            };
            if line.starts_with("<page") {
                (page, sheet) = (page + 1, ["width", "height"].map(value));
            } else if line.starts_with("<word") {
                let [left, top, right, bottom] = ["xMin", "yMin", "xMax", "yMax"].map(value);
                let text = line.split(['>', '<']).nth(2).unwrap().to_owned();
                words.push(Placed { page, sheet, left, top, right, bottom, text });
            }
        }
        words
    }

    /// What the QR codes of a page say.
    pub(crate) fn codes(&self, page: usize, dpi: u32) -> Vec<String> {
        let (number, dpi) = (page.to_string(), dpi.to_string());
        let grey = self.tool("pdftoppm", &["-r", &dpi, "-gray", "-f", &number, "-l", &number], &[]);
        // P5, width and height, the greatest value, then a byte a pixel.
        let mut head = grey.splitn(4, |b| *b == b'\n');
        assert_eq!(head.next().unwrap(), b"P5");
        let size = String::from_utf8(head.next().unwrap().to_vec()).unwrap();
        let (width, height) = size.split_once(' ').unwrap();
        let (width, height): (usize, usize) = (width.parse().unwrap(), height.parse().unwrap());
        let pixels = head.nth(1).unwrap();
        let pixel = |x: usize, y: usize| pixels[y * width + x];
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, pixel);
        image.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect()
    }

    pub(crate) fn info(&self, key: &str) -> String {
        let all = self.text_of("pdfinfo", &["-box"], &[]);
        let line =
            all.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_else(|| panic!("{key}: {all}"));
        line.trim_start_matches(':').split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A sheet of the board.
pub(crate) fn sheet(path: &str) -> Paper {
    Paper::of(&SHEETS[path])
}
