//! One binary for all tests of the engine and the program: what must hold, by theme.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod floors;
mod mistakes;
mod vietnamese;
mod workshop;
