//! The allocator under random programs and at its limits.

mod limits;
mod program;
mod random;
