//! A Python interpreter, `RustPython`, on the tracing allocator, for WebAssembly.
//!
//! One instance of this module makes one run of a program, in a worker of its own, because linear
//! memory never shrinks. [`add_file`] adds the files of the program, [`start`] prepares a run,
//! [`advance`] runs it and [`finish`] releases what it held. Each allocation of the program is
//! recorded with the Python frames that led to it, in the same format as those of the exercise's
//! own engine. In a module that was rewritten to keep a stack of its native calls,
//! [`follow_native`] records those that led from the innermost Python frame to the allocation.

#![cfg_attr(not(target_family = "wasm"), allow(dead_code))]

#[cfg(target_family = "wasm")]
mod allocator;
#[cfg(target_family = "wasm")]
mod collections;
#[cfg(target_family = "wasm")]
mod collector_allocations;
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
mod location_table;
mod native_calls;
#[cfg(target_family = "wasm")]
mod randomness;
#[cfg(target_family = "wasm")]
mod run;
#[cfg(target_family = "wasm")]
mod tracer;

#[cfg(target_family = "wasm")]
pub use files::add_file;
#[cfg(target_family = "wasm")]
pub use host::{Host, connect};
#[cfg(target_family = "wasm")]
pub use run::{advance, error, finish, follow_native, line, list_tests, outcome, start};
