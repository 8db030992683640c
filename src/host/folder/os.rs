//! What systems do differently: exchanging two folders, saving to disk, mounts, inodes.

use std::fs::{self, Metadata};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::Duration;

#[cfg(target_os = "linux")]
mod system {
    use super::*;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::MetadataExt;

    pub(in super::super) const EXCHANGES: bool = true;

    /// Lets two folders change places in one step.
    pub(in super::super) fn exchange(a: &Path, b: &Path) -> io::Result<()> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
    }

    /// Brings everything written on the disk of this folder to safety.
    pub(in super::super) fn flush(folder: &Path) -> io::Result<()> {
        Ok(rustix::fs::syncfs(fs::File::open(folder)?)?)
    }

    /// Whether the folder is a mount point or has one beneath it; such a folder cannot change places.
    pub(in super::super) fn has_mounts(folder: &Path) -> bool {
        let Ok(table) = fs::read("/proc/self/mountinfo") else { return false };
        table.split(|b| *b == b'\n').any(|line| {
            let point = line.split(|b| *b == b' ').nth(4).map(unescape).unwrap_or_default();
            Path::new(std::ffi::OsStr::from_bytes(&point)).starts_with(folder)
        })
    }

    /// The mount table writes a space as `\040`.
    fn unescape(text: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(text.len());
        let mut rest = text;
        while let [first, tail @ ..] = rest {
            if let (b'\\', [a, b, c, after @ ..]) = (first, tail) {
                let octal = [a, b, c].iter().fold(0u32, |n, d| n * 8 + u32::from(d.wrapping_sub(b'0')));
                out.push(octal as u8);
                rest = after;
            } else {
                out.push(*first);
                rest = tail;
            }
        }
        out
    }

    pub(in super::super) fn inode(meta: &Metadata) -> u64 {
        meta.ino()
    }

    /// Gives `to` the permissions and, where we may, the owner of the folder described by `from`.
    pub(in super::super) fn dress_like(from: &Metadata, to: &Path) -> io::Result<()> {
        let now = fs::symlink_metadata(to)?;
        if (now.uid(), now.gid()) != (from.uid(), from.gid()) {
            // Only an administrator may give folders away; others keep their own name on it.
            let _ = std::os::unix::fs::chown(to, Some(from.uid()), Some(from.gid()));
        }
        if now.permissions() != from.permissions() {
            fs::set_permissions(to, from.permissions())?;
        }
        Ok(())
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use super::*;

    pub(in super::super) const EXCHANGES: bool = false;

    pub(in super::super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
        Err(ErrorKind::Unsupported.into())
    }

    /// There is no one call for a whole disk, and thousands of single ones would take minutes: a power cut within the
    /// next seconds can cost bytes here.
    pub(in super::super) fn flush(_: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(in super::super) fn has_mounts(_: &Path) -> bool {
        false
    }

    /// Never compared: folders do not change places here.
    pub(in super::super) fn inode(_: &Metadata) -> u64 {
        0
    }

    pub(in super::super) fn dress_like(_: &Metadata, _: &Path) -> io::Result<()> {
        Ok(())
    }
}

pub(super) use system::*;

/// Whether folders cannot change places here, so that files must be moved one by one.
pub(super) fn cannot_exchange(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::InvalidInput
            | ErrorKind::Unsupported
            | ErrorKind::CrossesDevices
            | ErrorKind::ResourceBusy
            | ErrorKind::PermissionDenied
    )
}

/// Whether files cannot have a second name here: FAT, another disk, or another user's file.
pub(super) fn cannot_link(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::PermissionDenied
            | ErrorKind::Unsupported
            | ErrorKind::CrossesDevices
            | ErrorKind::TooManyLinks
    )
}

/// Makes the names in a folder durable, where the system can do that.
pub(super) fn save_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { fs::File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Tries again for about a second while another program (a virus scanner, a viewer) holds the file.
pub(super) fn patiently<T>(mut work: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    let mut pause = Duration::from_millis(10);
    loop {
        match work() {
            Err(error) if is_held(&error) && pause < Duration::from_secs(1) => {
                std::thread::sleep(pause);
                pause *= 2;
            }
            result => return result,
        }
    }
}

fn is_held(error: &io::Error) -> bool {
    if cfg!(windows) {
        // Access denied, sharing violation, lock violation.
        matches!(error.raw_os_error(), Some(5 | 32 | 33))
    } else {
        error.kind() == ErrorKind::ResourceBusy
    }
}

/// Removes a file; one that is gone already is fine.
pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    gone(patiently(|| fs::remove_file(path)))
}

/// Removes a folder and all in it, never following a link; one that is gone already is fine.
pub(super) fn remove_tree(path: &Path) -> io::Result<()> {
    gone(patiently(|| fs::remove_dir_all(path)))
}

fn gone(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
