//! Reports of captures, held against slower ways to know the same.

mod hand_written;
mod models;
mod sums;
