//! A picture in a shape it does not have: whole, before a ground of its own colours.

use image::RgbImage;

use super::Fault;
use super::encode::resized;

/// Pixels of the ground before it is spread: so few that nothing can be made out in it.
const GROUND: (u32, u32) = (8, 10);

/// Lays a picture on a tile of this size, as large as it can be without losing anything.
pub(super) fn contained(picture: &RgbImage, tile: (u32, u32)) -> Result<RgbImage, Fault> {
    let (width, height) = (picture.width(), picture.height());
    let whole = (0, 0, width, height);
    let few = resized(picture, whole, GROUND)?;
    let mut ground = resized(&few, (0, 0, GROUND.0, GROUND.1), tile)?;
    // Darker than the picture, which shall be what is seen.
    ground.iter_mut().for_each(|part| *part = u8::try_from(u16::from(*part) * 7 / 10).unwrap_or(*part));
    let fits = |along: u32, across: u32, size: u32| {
        let fitted = (u64::from(along) * u64::from(size) + u64::from(across) / 2) / u64::from(across.max(1));
        u32::try_from(fitted).unwrap_or(u32::MAX).max(1)
    };
    let (across, down) = match (tile.0, fits(height, width, tile.0)) {
        (across, down) if down <= tile.1 => (across, down),
        _ => (fits(width, height, tile.1).min(tile.0), tile.1),
    };
    let fitted = resized(picture, whole, (across, down))?;
    image::imageops::replace(
        &mut ground,
        &fitted,
        i64::from((tile.0 - across) / 2),
        i64::from((tile.1 - down) / 2),
    );
    Ok(ground)
}
