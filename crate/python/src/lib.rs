//! A Python interpreter, `RustPython`, on the tracing allocator, for WebAssembly.
//!
//! One instance of this module makes one run of a program, in a worker of its own, because linear
//! memory never shrinks. [`add_file`] gives it the files there are, [`start`] prepares a run,
//! [`advance`] makes it and [`finish`] lets go of what it held. Each allocation of the program is
//! recorded with the Python frames that led to it, in the same format as those of the exercise's
//! own engine. In a module that was rewritten to keep a stack of its native calls,
//! [`follow_native`] has those of the interpreter that led from its innermost frame to the
//! allocation recorded below it.

#![cfg_attr(not(target_family = "wasm"), allow(dead_code))]

#[cfg(target_family = "wasm")]
mod allocator;
#[cfg(target_family = "wasm")]
mod collections;
#[cfg(target_family = "wasm")]
mod failure;
#[cfg(target_family = "wasm")]
mod files;
#[cfg(target_family = "wasm")]
mod frames;
#[cfg(target_family = "wasm")]
mod host;
#[cfg(target_family = "wasm")]
mod interpreter;
mod native;
mod places;
#[cfg(target_family = "wasm")]
mod randomness;
#[cfg(target_family = "wasm")]
mod run;
#[cfg(target_family = "wasm")]
mod scratch;

#[cfg(target_family = "wasm")]
pub use files::add_file;
#[cfg(target_family = "wasm")]
pub use host::{Host, connect};
#[cfg(target_family = "wasm")]
pub use run::{advance, error, finish, follow_native, line, list_tests, outcome, start};
