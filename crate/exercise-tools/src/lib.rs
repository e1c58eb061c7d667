//! The exercise's unit tests, and the references to one of its instances, for WebAssembly: a thin
//! facade.
//!
//! It is apart from the engine because a page needs it only on request.

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
