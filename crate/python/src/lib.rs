#![doc = include_str!("../README.md")]
#![cfg_attr(not(target_family = "wasm"), allow(dead_code))]

mod address_set;
#[cfg(target_family = "wasm")]
mod allocator;
#[cfg(target_family = "wasm")]
mod collections;
#[cfg(target_family = "wasm")]
mod ending;
#[cfg(target_family = "wasm")]
mod failure;
#[cfg(target_family = "wasm")]
mod files;
mod flush_pace;
#[cfg(target_family = "wasm")]
mod frames;
#[cfg(target_family = "wasm")]
mod host;
#[cfg(target_family = "wasm")]
mod interpreter;
mod location_table;
mod native_calls;
mod output;
#[cfg(target_family = "wasm")]
mod randomness;
#[cfg(target_family = "wasm")]
mod run;
#[cfg(target_family = "wasm")]
mod stacks;
mod texts;
#[cfg(target_family = "wasm")]
mod timed_flush;
#[cfg(target_family = "wasm")]
mod tracer;
#[cfg(target_family = "wasm")]
mod uncounted;
#[cfg(target_family = "wasm")]
mod verdict;

#[cfg(target_family = "wasm")]
pub use files::add_file;
#[cfg(target_family = "wasm")]
pub use host::{Host, connect, output_limit};
#[cfg(target_family = "wasm")]
pub use run::{
    advance, error, finish, follow_native, line, list_tests, listed, outcome, start, verdict,
};
#[cfg(target_family = "wasm")]
pub use stacks::set_stack_room;
