//! The machine: disk, cache, clock, screen and network. It knows bytes, paths and problems, and no noun of the board.
#![allow(clippy::disallowed_methods, reason = "this is the one place that touches the machine")]

pub(crate) mod cache;
pub(crate) mod clock;
pub(crate) mod disk;
pub(crate) mod door;
pub(crate) mod folder;
mod gate;
mod portion;
mod reason;
pub(crate) mod server;
mod stored;
pub(crate) mod takedowns;
pub(crate) mod terminal;
mod twins;
mod walk;
pub(crate) mod watch;
pub(crate) mod write;

pub(crate) use self::reason::reason;
