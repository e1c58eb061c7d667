#![doc = include_str!("../README.md")]

#[cfg(target_family = "wasm")]
mod allocator;
#[cfg(target_family = "wasm")]
mod history;
#[cfg(target_family = "wasm")]
mod unit_test;
#[cfg(target_family = "wasm")]
mod watch;

#[cfg(target_family = "wasm")]
pub use unit_test::run_unit_test;
#[cfg(target_family = "wasm")]
pub use watch::{WatchListener, watch_instance};

#[cfg(all(test, target_family = "wasm"))]
mod tests;
