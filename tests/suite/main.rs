//! The one suite: what users and other programs can rely on. Many binaries would be many slow links.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods
)]

mod again;
mod amounts;
mod astray;
mod attacks;
mod board;
mod browser;
mod building;
mod cards;
mod colours;
mod contract;
mod crops;
mod crowds;
mod desk;
mod drafts;
mod encodings;
mod feeds;
mod findings;
mod finished;
mod floors;
mod gate;
mod guests;
mod headers;
mod hints;
mod hostile;
mod linked;
mod live;
mod lost;
mod mistakes;
mod moved;
mod named;
mod pictures;
mod plan;
mod ports;
mod print;
mod privacy;
mod program;
mod published;
mod reading;
mod rules;
mod schemas;
mod search;
mod serve;
mod site;
mod slips;
mod sources;
mod starting;
mod statics;
mod statistics;
mod takedown;
mod themes;
mod typed;
mod vietnamese;
mod views;
mod watching;
mod words;
mod workshop;
