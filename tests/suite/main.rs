//! Everything that must hold, in one binary: many binaries would be many slow links.

mod browser;
mod serve;
mod vietnamese;
