//! Reports of captures, held against slower ways to know the same.

mod conclusion;
mod hand_written;
mod history;
mod models;
mod sums;
#[path = "../vocabulary/mod.rs"]
mod vocabulary;
