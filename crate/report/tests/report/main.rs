//! Reports of captures, compared with slower oracles.

mod conclusion;
mod hand_written;
mod history;
mod models;
mod sums;
#[path = "../vocabulary/mod.rs"]
mod vocabulary;
