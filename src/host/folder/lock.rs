//! One run at a time: an exclusive lock that the system frees even when the run is killed.

use super::Error;
use super::error::Doing;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// Held until dropped. The file itself stays: removing it would let two runs lock two files of one name.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Waits up to `wait` for the lock at `path`; `output` is what it protects.
    pub(super) fn take(path: &Path, output: &Path, wait: Duration) -> Result<Lock, Error> {
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(Error::io(Doing::Lock, path))?;
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Lock { file, path: path.to_path_buf() }),
                Err(TryLockError::Error(e)) => return Err(Error::io(Doing::Lock, path)(e)),
                Err(TryLockError::WouldBlock) if start.elapsed() >= wait => {
                    return Err(Error::Locked { path: output.to_path_buf() });
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(20)),
            }
        }
    }

    /// What time it is for the disk of the output, whose clock may not be ours.
    pub(super) fn now(&self) -> Result<SystemTime, Error> {
        let stamp = || {
            let mut file = &self.file;
            file.rewind()?;
            // Ten digits always, so that nothing of a longer number is left behind; in one call.
            file.write_all(format!("{:010}", std::process::id()).as_bytes())?;
            file.metadata()?.modified()
        };
        stamp().map_err(Error::io(Doing::Write, &self.path))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing is not enough: a child that is just being started still has a copy of the open file.
        let _ = self.file.unlock();
    }
}
