//! What drafts of pages are made of: parts that many pages share, and HTML that is written when it is asked for.

use std::marker::PhantomData;
use std::sync::{Arc, LazyLock};

use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use tera::Value;

pub(super) use crate::draft::{Draft, fingerprint};
use crate::files::Digest;
use crate::model::prose::Lost;
use crate::report::Problem;

/// A part of a view that many pages share: it stands for itself by its digest in fingerprints, and is
/// converted for the templates once, when the first page that shows it is made.
pub struct Shared<T> {
    part: Arc<Part>,
    of: PhantomData<fn() -> T>,
}

struct Part {
    digest: Digest,
    value: LazyLock<Value, Box<dyn FnOnce() -> Value + Send + Sync>>,
}

impl<T: Serialize + Send + Sync + 'static> Shared<T> {
    /// Prepares a part for sharing.
    pub fn new(part: T) -> Self {
        let digest = fingerprint(&part);
        let value = LazyLock::new(Box::new(move || Value::from_serializable(&part)) as Box<_>);
        Self { part: Arc::new(Part { digest, value }), of: PhantomData }
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self { part: Arc::clone(&self.part), of: PhantomData }
    }
}

impl<T> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            self.part.value.serialize(serializer)
        } else {
            self.part.digest.serialize(serializer)
        }
    }
}

/// HTML of ours, written from a [`Prose`](crate::model::prose::Prose) when a template asks for it.
#[derive(Clone)]
pub struct Html {
    digest: Digest,
    write: Arc<dyn Fn() -> Result<String, Lost> + Send + Sync>,
}

impl Html {
    /// HTML that `write` writes; `digest` stands for all it depends on.
    pub(crate) fn new(
        digest: Digest,
        write: impl Fn() -> Result<String, Lost> + Send + Sync + 'static,
    ) -> Self {
        Self { digest, write: Arc::new(write) }
    }

    /// HTML that is written already.
    pub(crate) fn ready(html: String) -> Self {
        Self::new(Digest::of(html.as_bytes()), move || Ok(html.clone()))
    }
}

impl Default for Html {
    /// No HTML.
    fn default() -> Self {
        Self::ready(String::new())
    }
}

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            Value::safe_string(&(self.write)().map_err(S::Error::custom)?).serialize(serializer)
        } else {
            self.digest.serialize(serializer)
        }
    }
}

/// A small file for machines: cheaper to make than to find out whether it changed.
pub(super) struct Written(pub(super) Vec<u8>);

impl Draft for Written {
    fn fingerprint(&self) -> Digest {
        Digest::of(&self.0)
    }

    fn render(self: Box<Self>) -> Result<Vec<u8>, Box<Problem>> {
        Ok(self.0)
    }
}
