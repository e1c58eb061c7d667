//! Code offsets of a WebAssembly module to functions, files and lines, by its debug information.
//!
//! The debug file is a module of its own that holds the custom sections of DWARF and the
//! `build_id` of the module that runs. An offset is that of an instruction behind the start of
//! the code section's contents, which is what DWARF calls an address. Instead of DWARF the file may
//! have the section `function_names`, which knows functions and neither files nor lines.
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
