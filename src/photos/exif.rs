//! The two things of an EXIF block that matter here: which way is up, and whether it tells where the photo was taken.

/// What an EXIF block tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exif {
    /// 1 to 8 (EXIF 2.32, tag 0x0112); 1 where there is none or nonsense.
    pub(super) orientation: u8,
    /// It holds a latitude.
    pub(super) has_position: bool,
}

impl Exif {
    pub(super) const NONE: Self = Self { orientation: 1, has_position: false };

    /// Reads a block from its TIFF header on. Whatever is wrong in it is as if it were not there.
    pub(super) fn read(block: &[u8]) -> Self {
        let block = block.strip_prefix(b"Exif\0\0").unwrap_or(block);
        let tiff = Tiff { block, little: block.starts_with(b"II") };
        let Some(first) = tiff.number(4, 4) else { return Self::NONE };
        let orientation = tiff.entry(first, 0x0112).and_then(|at| tiff.number(at + 8, 2));
        let orientation = orientation.and_then(|value| u8::try_from(value).ok());
        let positions = tiff.entry(first, 0x8825).and_then(|at| tiff.number(at + 8, 4));
        Self {
            orientation: orientation.filter(|value| (1..=8).contains(value)).unwrap_or(1),
            // Phones write an empty directory when they were asked not to say.
            has_position: positions.is_some_and(|directory| tiff.entry(directory, 2).is_some()),
        }
    }
}

struct Tiff<'b> {
    block: &'b [u8],
    little: bool,
}

impl Tiff<'_> {
    fn number(&self, at: usize, length: usize) -> Option<usize> {
        let bytes = self.block.get(at..at.checked_add(length)?)?;
        let number = |n: usize, b: &u8| n << 8 | usize::from(*b);
        Some(if self.little { bytes.iter().rev().fold(0, number) } else { bytes.iter().fold(0, number) })
    }

    /// Where the entry of a tag stands in a directory.
    fn entry(&self, directory: usize, tag: usize) -> Option<usize> {
        let count = self.number(directory, 2)?.min(512);
        (0..count).map(|n| directory + 2 + n * 12).find(|at| self.number(*at, 2) == Some(tag))
    }
}
