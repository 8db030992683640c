//! The one integration suite: what users and other programs can rely on. Many binaries would be many slow links.

mod board;
mod browser;
mod building;
mod serve;
mod vietnamese;
