//! QR codes: an address in a square that phones read.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder};
use serde::{Serialize, Serializer};

/// An address as a QR code, drawn when it is set: an SVG whose dark modules are one path. The paper around it is the
/// quiet zone.
pub struct Code(pub(crate) String);

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            draw(&self.0).serialize(serializer)
        } else {
            self.0.serialize(serializer)
        }
    }
}

/// None for an address longer than a code can hold.
fn draw(address: &str) -> Option<String> {
    // M: a fold or a stain may cost 15 % before the code is lost.
    let code = QRBuilder::new(address).ecl(ECL::M).build().ok()?;
    let size = code.size;
    let mut path = String::new();
    for (y, row) in code.data.chunks(size).take(size).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a.value() == b.value()) {
            let length = run.len();
            // A hair more than a module down: viewers would show the seam between two rows.
            if run.first().is_some_and(|module| module.value()) {
                let _ = write!(path, "M{x} {y}h{length}v1.04h-{length}z");
            }
            x += length;
        }
    }
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\"><path d=\"{path}\"/></svg>"
    ))
}
