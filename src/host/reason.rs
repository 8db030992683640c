//! Why the system refused: a word the program has words of its own for, or what the system itself says.

use std::io::{Error, ErrorKind};

/// The word after `why.` in the words of the program; of what is rare, the system's own text.
pub(crate) fn reason(error: &Error) -> String {
    let word = match error.kind() {
        ErrorKind::NotFound => "not-found",
        ErrorKind::PermissionDenied => "denied",
        ErrorKind::AlreadyExists => "exists",
        ErrorKind::NotADirectory => "no-folder",
        ErrorKind::IsADirectory => "folder",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "full",
        ErrorKind::ReadOnlyFilesystem => "read-only",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "busy",
        ErrorKind::InvalidFilename => "name",
        ErrorKind::TimedOut => "late",
        ErrorKind::AddrInUse => "taken",
        ErrorKind::AddrNotAvailable => "elsewhere",
        _ => return error.to_string(),
    };
    word.to_owned()
}
