//! What can go wrong with an output folder, and what the user can do about it.

use std::io;
use std::path::{Path, PathBuf};

/// A refusal or a failure; the folder is then as it was before, unless the variant says otherwise.
///
/// The program's own words are found by variant; only faults of the program have theirs here.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The path may never be an output folder: a project, a source of one, a home, a disk, a `.bangvang`.
    #[error("forbidden")]
    Forbidden { path: PathBuf },

    /// Something that is not a folder stands at the path.
    #[error("not a folder")]
    NotAFolder { path: PathBuf },

    /// The folder has things in it and no list of ours says that we may change it.
    #[error("not ours")]
    NotOurs { path: PathBuf, example: PathBuf },

    /// The list of what we own cannot be trusted.
    #[error("{reason}")]
    BadManifest { path: PathBuf, reason: String },

    /// A path inside the output that is not plain, relative and unambiguous.
    #[error("`{path}` cannot be the path of a file in the output: {reason}.")]
    BadPath { path: String, reason: &'static str },

    /// The new site wants a path where something stands that is not ours.
    #[error("claimed")]
    Claimed { path: PathBuf },

    /// The caller listed a file that it neither wrote nor may keep: a fault of the program.
    #[error(
        "`{path}` is in the list of files, but was neither written nor found intact. Please report this."
    )]
    Unplanned { path: String },

    /// Another run holds the folder.
    #[error("locked")]
    Locked { path: PathBuf },

    /// The disk or the system refused.
    #[error("{source}")]
    Io { path: PathBuf, doing: Doing, source: io::Error },
}

/// What was being done when the system refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doing {
    Create,
    Read,
    Write,
    Link,
    Move,
    Delete,
    Lock,
    Save,
}

impl Error {
    /// The exit code of the program: 2 usage, 4 disk, 6 locked.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Error::Forbidden { .. } | Error::NotAFolder { .. } | Error::NotOurs { .. } => 2,
            Error::Locked { .. } => 6,
            _ => 4,
        }
    }

    /// For `map_err`: the system refused to do this to `path`.
    pub(super) fn io(doing: Doing, path: &Path) -> impl FnOnce(io::Error) -> Error + use<> {
        let path = path.to_path_buf();
        move |source| Error::Io { path, doing, source }
    }
}

impl Doing {
    /// A stable name, in kebab-case.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Doing::Create => "create",
            Doing::Read => "read",
            Doing::Write => "write",
            Doing::Link => "link",
            Doing::Move => "move",
            Doing::Delete => "delete",
            Doing::Lock => "lock",
            Doing::Save => "save",
        }
    }
}
