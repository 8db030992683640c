//! One binary for all tests of the engine and the program: what must hold, by theme.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods
)]

mod encodings;
mod finished;
mod floors;
mod gate;
mod mistakes;
mod pictures;
mod program;
mod reading;
mod site;
mod vietnamese;
mod words;
mod workshop;
