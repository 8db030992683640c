//! The one integration suite: what users and other programs can rely on, driven from outside.

mod board;
mod building;
