//! An output about to be: it knows what it will be made from before it is made.

use serde::Serialize;

use crate::files::Digest;
use crate::report::Problem;

/// An output that knows what it will be made from before it is made.
pub trait Draft: Send {
    /// The identity of everything that goes into the bytes: equal fingerprints, equal bytes.
    fn fingerprint(&self) -> Digest;

    /// The texts inside, for outputs whose bytes do not show them.
    fn plain(&self) -> Option<Vec<u8>> {
        None
    }

    /// Makes the bytes.
    ///
    /// # Errors
    /// A template that fails, a picture that cannot be read.
    fn render(self: Box<Self>) -> Result<Vec<u8>, Box<Problem>>;
}

/// The fingerprint of a view: of its fields in order, in a compact binary form.
///
/// A template sees the view and nothing else, so this is the fingerprint of the page, by construction.
pub(crate) fn fingerprint<T: Serialize + ?Sized>(view: &T) -> Digest {
    // A view holds no map and no sequence of unknown length, the only things postcard refuses.
    postcard::to_stdvec(view).map_or_else(|_| Digest::of(b""), |bytes| Digest::of(&bytes))
}
