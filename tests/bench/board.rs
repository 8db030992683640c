//! The boards that are measured: invented people and units, with or without photos; one number makes the same bytes
//! every time.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};

use crate::texts::{Dice, FOREWORD, body, criteria, front_matter, id, name, site};

/// The only conference.
const CONFERENCE: &str = "ky-2015-2019";

/// A line somebody adds; a number follows.
const ADDED: &str = "Bổ sung của công đoàn cơ sở, lần";

/// Pixels of a photo: enough for a panel of A3.
const PHOTO: (u32, u32) = (1000, 1250);

/// A board on the disk.
pub(crate) struct Board {
    root: PathBuf,
    pub(crate) people: usize,
    /// Bytes of Markdown under the front matter, on average.
    pub(crate) body: usize,
}

impl Board {
    /// Writes a board of so many people into an empty folder, text only.
    pub(crate) fn write(root: &Path, people: usize) -> Self {
        Self::written(root, people, "")
    }

    /// The same with a photo of everyone.
    pub(crate) fn write_with_photos(root: &Path, people: usize) -> Self {
        let photo = "photo = { file = \"chan-dung.jpg\", alt = \"Ảnh chân dung\", focus = [0.5, 0.4] }\n";
        let board = Self::written(root, people, photo);
        for person in 0..people {
            let file = board.source(person).with_file_name("chan-dung.jpg");
            fs::write(file, drawn(person)).expect("files can be written");
        }
        // Of so many nothing would be printed.
        save(
            &root.join("themes/sen/theme.toml"),
            &format!("api = 1\n\n[print]\nmost = {}\n", people.max(1000)),
        );
        board
    }

    fn written(root: &Path, people: usize, photo: &str) -> Self {
        let units = (people / 50).max(1);
        save(&root.join("site/site.toml"), &site(units));
        let conference = root.join("content").join(CONFERENCE);
        save(&conference.join("conference.md"), FOREWORD);
        save(&conference.join("criteria.toml"), &criteria());
        let mut board = Self { root: root.to_path_buf(), people, body: 0 };
        for person in 0..people {
            let mut dice = Dice(person as u64);
            let body = body(&mut dice, person);
            board.body += body.len();
            let front = front_matter(&mut dice, person, person * 7 % units);
            save(&board.source(person), &format!("+++\n{photo}{front}+++\n{body}"));
        }
        board.body /= people;
        board
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Takes away all that was ever built or remembered.
    pub(crate) fn forget(&self) {
        for folder in ["public", ".bangvang"] {
            let folder = self.root.join(folder);
            if folder.exists() {
                fs::remove_dir_all(folder).expect("what was built can be taken away");
            }
        }
    }

    /// Adds a line to one honouree, another one each time.
    pub(crate) fn edit(&self, time: usize) {
        self.change(self.edited(time), time);
    }

    /// Says something else above the story of one honouree, at a key that has a text.
    pub(crate) fn set(&self, key: &str, time: usize) {
        let source = self.source(self.edited(time));
        let text = fs::read_to_string(&source).expect("an honouree can be read");
        let (beginning, other) = (format!("{key} = "), format!("{key} = \"{}\"", said(time)));
        let other: Vec<&str> =
            text.lines().map(|line| if line.starts_with(&beginning) { &*other } else { line }).collect();
        fs::write(source, other.join("\n") + "\n").expect("an honouree can be written");
    }

    /// Approves one honouree, or takes the approval back.
    pub(crate) fn approve(&self, time: usize, is_approved: bool) {
        let source = self.source(self.edited(time));
        let text = fs::read_to_string(&source).expect("an honouree can be read");
        let status = ["status = \"submitted\"", "status = \"approved\""];
        let [before, after] = if is_approved { status } else { [status[1], status[0]] };
        fs::write(source, text.replace(before, after)).expect("an honouree can be written");
    }

    /// Adds a line to everyone.
    pub(crate) fn edit_all(&self, time: usize) {
        (0..self.people).for_each(|person| self.change(person, time));
    }

    /// Gives the office another name, which stands on every card.
    pub(crate) fn rename(&self, time: usize) {
        let settings = self.root.join("site/site.toml");
        let text = fs::read_to_string(&settings).expect("the settings can be read");
        let publisher = format!("publisher = \"Liên đoàn Lao động Quận Gò Sen {time}\"");
        let other: Vec<&str> =
            text.lines().map(|line| if line.starts_with("publisher") { &*publisher } else { line }).collect();
        save(&settings, &format!("{}\n", other.join("\n")));
    }

    /// Adds a line to somebody.
    fn change(&self, person: usize, time: usize) {
        let source = self.source(person);
        let mut text = fs::read_to_string(&source).expect("an honouree can be read");
        let _ = write!(text, "\n{ADDED} {time}.\n");
        fs::write(source, text).expect("an honouree can be written");
    }

    /// Is this edit on its page? Otherwise the time was that of something else.
    pub(crate) fn shows_edit(&self, time: usize) -> bool {
        self.has_edit(&self.page(self.edited(time)), time)
    }

    /// Is this edit on this page?
    pub(crate) fn has_edit(&self, page: &str, time: usize) -> bool {
        // The site keeps a number on the line of its word.
        page.contains(&format!("{ADDED}\u{a0}{time}.")) || page.contains(&said(time))
    }

    /// Where the page of this edit stands, from the top of the host.
    pub(crate) fn address(&self, time: usize) -> String {
        self.address_of(self.edited(time))
    }

    /// Where the page of somebody stands.
    pub(crate) fn address_of(&self, person: usize) -> String {
        format!("/bang-vang/{CONFERENCE}/honorees/{}/", id(person))
    }

    /// Where the panel of this edit stands.
    pub(crate) fn panel(&self, time: usize) -> String {
        format!("/bang-vang/print/{CONFERENCE}/panels/{}.pdf", id(self.edited(time)))
    }

    /// Where the booklet for screens stands.
    pub(crate) fn booklet(&self) -> String {
        format!("/bang-vang/print/{CONFERENCE}/ky-yeu.pdf")
    }

    /// Does the last honouree have a page?
    pub(crate) fn is_built(&self) -> bool {
        self.page(self.people - 1).contains(&name(self.people - 1))
    }

    fn edited(&self, time: usize) -> usize {
        (self.people / 2 + time * 37) % self.people
    }

    fn source(&self, person: usize) -> PathBuf {
        self.root.join("content").join(CONFERENCE).join("honorees").join(id(person)).join("index.md")
    }

    fn page(&self, person: usize) -> String {
        let page = self.root.join("public").join(CONFERENCE).join("honorees").join(id(person));
        fs::read_to_string(page.join("index.html")).unwrap_or_default()
    }
}

/// What is said at a key.
fn said(time: usize) -> String {
    format!("Lần-sửa-{time}-này")
}

/// A photo of nobody: light and shadow of a head, with the grain that makes a photo as large as it is.
fn drawn(person: usize) -> Vec<u8> {
    let mut dice = Dice(!(person as u64));
    let colour = |dice: &mut Dice| [0; 3].map(|_: u8| 60.0 + dice.throw(150) as f32);
    let (wall, skin, cloth) = (colour(&mut dice), colour(&mut dice), colour(&mut dice));
    let (width, height) = PHOTO;
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let (x, y) = (x as f32 / width as f32 - 0.5, y as f32 / height as f32 - 0.4);
        let of = if (x / 0.2).hypot(y / 0.21) < 1.0 {
            skin
        } else if y > 0.15 && (x / 0.42).hypot((y - 0.7) / 0.5) < 1.0 {
            cloth
        } else {
            wall
        };
        let shade = 0.85 - 0.3 * x + 0.2 * y + (dice.throw(32) as f32 - 16.0) / 160.0;
        Rgb(of.map(|part| (part * shade).clamp(0.0, 255.0) as u8))
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 88).encode_image(&picture).expect("a picture becomes a JPEG");
    bytes
}

fn save(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("folders can be made");
    fs::write(path, text).expect("files can be written");
}
