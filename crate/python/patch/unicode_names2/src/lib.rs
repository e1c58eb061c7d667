//! The names of characters for the parser: those that the interpreter has already, in a later
//! version. A module with both would have the same large tables twice.

#![deny(missing_docs)]
#![forbid(unsafe_code)]

pub use names::character;
