//! Room for decoding, shared by all threads: how much is held at once does not grow with photos or cores.

use parking_lot::{Condvar, Mutex};

/// Room for so many bytes at once.
pub(super) struct Memory {
    most: u64,
    free: Mutex<u64>,
    given_back: Condvar,
}

/// A part of it, held until it is dropped.
pub(super) struct Room<'m> {
    memory: &'m Memory,
    bytes: u64,
}

impl Memory {
    pub(super) fn new(most: u64) -> Self {
        Self { most, free: Mutex::new(most), given_back: Condvar::new() }
    }

    /// Waits until there is room. What needs more than all of it has it alone.
    pub(super) fn room(&self, bytes: u64) -> Room<'_> {
        let bytes = bytes.min(self.most);
        let mut free = self.free.lock();
        self.given_back.wait_while(&mut free, |free| *free < bytes);
        *free -= bytes;
        Room { memory: self, bytes }
    }
}

impl Room<'_> {
    /// Gives back all but so many bytes.
    pub(super) fn keep(&mut self, bytes: u64) {
        let kept = bytes.min(self.bytes);
        self.give_back(self.bytes - kept);
        self.bytes = kept;
    }

    fn give_back(&self, bytes: u64) {
        *self.memory.free.lock() += bytes;
        self.memory.given_back.notify_all();
    }
}

impl Drop for Room<'_> {
    fn drop(&mut self) {
        self.give_back(self.bytes);
    }
}
