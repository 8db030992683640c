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
