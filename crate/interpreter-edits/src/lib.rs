//! A table of edits, applied to copies of crates of the registry.
//!
//! A row of the [`Table`] names a crate, a file, a function and a short anchor in it, and has the
//! text that comes in the anchor's place. [`apply`] reads the crates where cargo keeps them, and
//! [`write_copies`] writes edited copies into a build folder, with a cargo configuration that has
//! them compiled in place of the originals. An anchor that is not met exactly once, and whatever
//! else does not fit, is a [`Problem`]; all of them are reported at once.

#![forbid(unsafe_code)]

mod apply;
mod copies;
mod crates;
mod error;
mod file;
mod functions;
mod problem;
mod table;

pub use apply::{Copy, apply};
pub use copies::{CONFIGURATION, Written, write_copies};
pub use crates::{Crate, crates_of};
pub use error::Error;
pub use problem::{Problem, Reason};
pub use table::{Edit, Place, Table};
