//! Pictures and their words.

use super::Date;
use crate::files::FilePath;

/// A picture with what is said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Photo {
    /// The original in the project; never published itself.
    pub file: FilePath,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// The line under it.
    pub caption: Option<String>,
    /// Who took it.
    pub credit: Option<String>,
    /// The point to keep when it is cropped: parts of width and height from the top left, 0 to 1.
    pub focus: Option<(f64, f64)>,
    /// Children can be seen in it (`domain.md` §5.1, Law 91/2025 art. 24).
    pub has_children: bool,
    /// Those who can be seen in it have agreed, children and those who speak for them among them.
    pub subjects_consented: bool,
}

impl Photo {
    /// A picture a story places without naming it in front matter: its words stand in the story.
    #[must_use]
    pub fn unnamed(file: &FilePath) -> Self {
        Self {
            file: file.clone(),
            alt: String::new(),
            caption: None,
            credit: None,
            focus: None,
            has_children: false,
            subjects_consented: false,
        }
    }

    /// May it be shown? Children are not, unless that was agreed to (P9).
    #[must_use]
    pub fn may_be_shown(&self) -> bool {
        !self.has_children || self.subjects_consented
    }
}

/// A picture in an album of the conference.
#[derive(Clone, Debug, PartialEq)]
pub struct AlbumPicture {
    /// The picture.
    pub photo: Photo,
    /// Taken at a public event, where a crowd may be shown without each one's consent
    /// (`domain.md` §5.1, Law 91/2025 art. 32). Without this mark it is not published (P9).
    pub public_event: bool,
}

impl AlbumPicture {
    /// May it be shown?
    #[must_use]
    pub fn may_be_shown(&self) -> bool {
        self.public_event && self.photo.may_be_shown()
    }
}

/// The pictures of one occasion.
#[derive(Clone, Debug, PartialEq)]
pub struct Album {
    /// Its title.
    pub title: String,
    /// The day.
    pub date: Option<Date>,
    /// The pictures in the editor's order.
    pub pictures: Vec<AlbumPicture>,
}
