#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod block_type;
mod body;
mod calls;
mod debug;
mod error;
mod exposed;
mod functions;
mod input;
mod names;
mod region;
mod rewrite;
mod sections;

pub use debug::{BUILD_ID_LENGTH, debug_file};
pub use error::Error;
pub use functions::names_file;
pub use rewrite::{Options, Rewritten, Statistics, rewrite};
