#![doc = include_str!("../README.md")]
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
