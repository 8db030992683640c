//! What can go wrong with an output folder, and what the user can do about it.

use std::path::{Path, PathBuf};
use std::{fmt, io};

/// A refusal or a failure; the folder is then as it was before, unless the variant says otherwise.
///
/// The `Display` text is plain English; the program's own words are found by variant.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The path may never be an output folder.
    #[error(
        "{path} cannot be the output folder: it is {reason}. Choose a folder of its own, for instance `public`."
    )]
    Forbidden { path: PathBuf, reason: Reason },

    /// Something that is not a folder stands at the path.
    #[error("{path} is not a folder. Move it away, or choose another output folder.")]
    NotAFolder { path: PathBuf },

    /// The folder has things in it and no list of ours says that we may change it.
    #[error(
        "{path} is not empty ({example} is in it) and was not made by this program, so nothing in it is touched. Choose an empty folder."
    )]
    NotOurs { path: PathBuf, example: PathBuf },

    /// The list of what we own cannot be trusted.
    #[error(
        "{path} cannot be read as the list of what this program owns: {reason}. Restore it, or move the whole folder away and build again."
    )]
    BadManifest { path: PathBuf, reason: String },

    /// A path inside the output that is not plain, relative and unambiguous.
    #[error("`{path}` cannot be the path of a file in the output: {reason}.")]
    BadPath { path: String, reason: &'static str },

    /// The new site wants a path where something stands that is not ours.
    #[error(
        "{path} is in the way: the site needs this place, and this program did not put it there. Move it away or rename it, then build again."
    )]
    Claimed { path: PathBuf },

    /// The caller listed a file that it neither wrote nor may keep: a fault of the program.
    #[error(
        "`{path}` is in the list of files, but was neither written nor found intact. Please report this."
    )]
    Unplanned { path: String },

    /// Another run holds the folder.
    #[error("another run is using {path} (waited {waited:?}). Wait until it ends, then try again.")]
    Locked { path: PathBuf, waited: std::time::Duration },

    /// The disk or the system refused.
    #[error("cannot {doing} {path}: {source}.{}", hint(source))]
    Io { path: PathBuf, doing: Doing, source: io::Error },
}

/// Why a path is forbidden as an output folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The root of a drive or of the file system.
    FileSystemRoot,
    /// The home folder, or a folder around it.
    Home,
    /// A folder the caller protects, or a folder around one.
    Protected,
    /// Inside a `.bangvang` folder, which `clean` empties.
    Cache,
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

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::FileSystemRoot => "the root of a disk",
            Reason::Home => "your home folder, or a folder around it",
            Reason::Protected => "a folder of the project, or a folder around it",
            Reason::Cache => "inside a `.bangvang` folder, which is emptied by `clean`",
        })
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

impl fmt::Display for Doing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What the user can do about a refusal of the system.
fn hint(source: &io::Error) -> &'static str {
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            " Free some space on the disk, then build again."
        }
        io::ErrorKind::ReadOnlyFilesystem => " The disk is read-only: choose another output folder.",
        io::ErrorKind::PermissionDenied => {
            " Close programs that show the file, check who owns the folder, then build again."
        }
        io::ErrorKind::ResourceBusy => " Close the program that uses it, then build again.",
        _ => " The next build repairs what is left.",
    }
}
