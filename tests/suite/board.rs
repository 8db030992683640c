//! Small boards on the disk: a site, one conference, as many honourees as a test wants, photos if it wants them.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use tempfile::TempDir;

/// "Today" in every build of a test.
pub(crate) const TODAY: &str = "2026-01-01";

/// The one conference of a board.
pub(crate) const CONFERENCE: &str = "hoi-nghi";

/// The units, by id; honouree `n` works in unit `n % 3`.
pub(crate) const UNITS: [(&str, &str); 3] =
    [("may-mac", "Công ty May Mặc"), ("cap-nuoc", "Công ty Cấp Nước"), ("truong-hoc", "Trường Tiểu học")];

/// A project in a temporary folder of its own, gone when dropped.
pub(crate) struct Board {
    folder: TempDir,
}

impl Board {
    /// A board with `people` honourees and no photos.
    pub(crate) fn of(people: usize) -> Self {
        let board = Self { folder: tempfile::tempdir().unwrap() };
        board.write("site/site.toml", site());
        board.write(&format!("content/{CONFERENCE}/conference.md"), CONFERENCE_TEXT);
        board.write(&format!("content/{CONFERENCE}/criteria.toml"), CRITERIA);
        (0..people).for_each(|n| board.write(&text_of(n), honoree(n)));
        board
    }

    /// The same of whom nobody may be printed: its builds are quick, and go to the disk in the same way.
    pub(crate) fn unprinted(people: usize) -> Self {
        let board = Self::of(people);
        (0..people).for_each(|n| board.edit(&text_of(n), "print = true", "print = false"));
        board
    }

    /// A board whose honourees all have a portrait, each a different one.
    pub(crate) fn with_photos(people: usize) -> Self {
        let board = Self::of(people);
        for n in 0..people {
            board.write(&photo_of(n), portrait(n));
            board.edit(
                &text_of(n),
                "approval =",
                "photo = { file = \"anh.jpg\", alt = \"Chân dung\" }\napproval =",
            );
        }
        board
    }

    /// The folder of the project.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Where a build puts the site unless told otherwise.
    pub(crate) fn output(&self) -> PathBuf {
        self.path("public")
    }

    /// The place of a file of the project.
    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.root().join(file)
    }

    /// Writes a file of the project, making its folder.
    pub(crate) fn write(&self, file: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Replaces a text that must be in the file.
    pub(crate) fn edit(&self, file: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(file)).unwrap();
        assert!(text.contains(from), "{file} has no {from:?}");
        self.write(file, text.replace(from, to));
    }

    /// Removes an honouree with everything in the folder.
    pub(crate) fn remove(&self, n: usize) {
        fs::remove_dir_all(self.path(&text_of(n)).parent().unwrap()).unwrap();
    }

    /// `bangvang build` of this project, on the day [`TODAY`], in English.
    pub(crate) fn build(&self) -> Command {
        let mut command = program();
        command.args(["build", "--lang", "en", "--date", TODAY, "--root"]).arg(self.root());
        command
    }

    /// Builds, and wants it to succeed without a word of warning.
    pub(crate) fn built(&self) -> String {
        done(&mut self.build())
    }
}

/// The program, deaf to the environment of whoever runs the tests.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bangvang"));
    command.env("NO_COLOR", "1").env_remove("SOURCE_DATE_EPOCH");
    command
}

/// Runs a command that must succeed and complain of nothing; gives what it said.
pub(crate) fn done(command: &mut Command) -> String {
    let out = command.output().unwrap();
    let complaint = complaint(&out);
    assert!(out.status.success() && complaint.is_empty(), "{command:?}: {}\n{complaint}", out.status);
    String::from_utf8(out.stdout).unwrap()
}

/// What a run said on its error stream.
pub(crate) fn complaint(out: &Output) -> String {
    // A board without photos is told so each time; that is not what these tests are about.
    let text = String::from_utf8_lossy(&out.stderr).into_owned();
    let photos = ["warning[no-photo]", "warning[photo-small-for-print]"];
    let told =
        |block: &&str| !photos.iter().any(|of| block.starts_with(of)) && !block.starts_with("Errors: 0,");
    text.split("\n\n").filter(told).collect::<Vec<_>>().join("\n\n").trim().to_owned()
}

/// The id of honouree `n`, the name of the folder.
pub(crate) fn id_of(n: usize) -> String {
    format!("nguoi-{n}")
}

/// The text of honouree `n`, by its path in the project.
pub(crate) fn text_of(n: usize) -> String {
    format!("content/{CONFERENCE}/honorees/{}/index.md", id_of(n))
}

/// The portrait of honouree `n`, by its path in the project.
pub(crate) fn photo_of(n: usize) -> String {
    format!("content/{CONFERENCE}/honorees/{}/anh.jpg", id_of(n))
}

/// The page of honouree `n`, by its path in the output.
pub(crate) fn page_of(n: usize) -> String {
    format!("{CONFERENCE}/honorees/{}/index.html", id_of(n))
}

/// The name of honouree `n`, a different one for each `n` below 1000.
pub(crate) fn name_of(n: usize) -> String {
    const SURNAMES: [&str; 10] = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ"];
    const MIDDLES: [&str; 10] = ["Văn", "Thị", "Minh", "Ngọc", "Thanh", "Hữu", "Kim", "Quốc", "Xuân", "Đức"];
    const GIVEN: [&str; 10] = ["An", "Bình", "Châu", "Dũng", "Em", "Giang", "Hạnh", "Khánh", "Lan", "Mai"];
    let pick = |list: &[&'static str; 10], at: usize| list[at % 10];
    format!("{} {} {}", pick(&SURNAMES, n / 10), pick(&MIDDLES, n / 100), pick(&GIVEN, n))
}

/// A portrait as a camera might make it: enough detail that no size of it is tiny, another for each `n`.
pub(crate) fn portrait(n: usize) -> Vec<u8> {
    let mut state = u32::try_from(n).unwrap().wrapping_mul(2_654_435_761) | 1;
    let picture = RgbImage::from_fn(200, 250, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [r, g, b, _] = state.to_be_bytes();
        Rgb([r, g, b])
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 60).encode_image(&picture).unwrap();
    bytes
}

fn site() -> String {
    let mut text = format!("{SITE}\n[contact]\nemail = \"tuyengiao@congdoan.example.vn\"\n");
    for (id, name) in UNITS {
        text += &format!("\n[[unit]]\nid = \"{id}\"\nname = \"{name}\"\n");
    }
    text
}

fn honoree(n: usize) -> String {
    let (name, unit) = (name_of(n), UNITS[n % 3].0);
    HONOREE.replace("{name}", &name).replace("{unit}", unit).replace("{n}", &n.to_string())
}

const SITE: &str = r#"title = "Bảng vàng thử nghiệm"
publisher = "Công đoàn Ví Dụ"
base_url = "https://bang-vang.example.vn/thu/"
theme = "sen"
language = "vi"
"#;

const CONFERENCE_TEXT: &str = r#"+++
title = "Hội nghị thử nghiệm"
level = "co-so"
period = { from = 2020, to = 2024 }
held_on = 2025-03-20
decision = { number = "1/QĐ", date = 2025-03-15, issuer = "Ban Chấp hành" }
+++
Lời nói đầu.
"#;

const CRITERIA: &str = r#"[[group]]
id = "co-so-1"
number = 1
label = "Công nhân lao động trực tiếp sản xuất"
kind = "individual"
selection = "elected"
"#;

const HONOREE: &str = r#"+++
name = "{name}"
kind = "individual"
group = "co-so-1"
unit = "{unit}"
job = "Thợ bậc {n}"
lead = "Rút {n} giờ xuống còn 1 giờ"
movements = ["lao-dong-gioi"]
awards = [ { year = 2023, award = "lao-dong-tien-tien" } ]
approval = { status = "approved", number = "3/TB", date = 2025-03-01, by = "Ban Chấp hành" }
consent = { web = true, photo = true, print = true, date = 2025-02-01, evidence = "Phiếu số {n}" }
+++
Trong năm, người này đã làm {n} việc có ích.
"#;
