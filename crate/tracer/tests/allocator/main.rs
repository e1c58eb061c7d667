//! The allocator under random programs and at its limits.

mod counters;
mod limits;
mod native;
mod program;
mod random;
