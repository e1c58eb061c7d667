#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod debug_file;
mod error;
mod limits;
mod name;
mod names;
mod source;
mod symbols;

pub use debug_file::{BUILD_ID_SECTION, NEEDED_SECTIONS};
pub use error::SymbolsError;
pub use symbols::{SymbolFrame, Symbols};
