#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

mod contender;
#[cfg(not(target_family = "wasm"))]
mod libraries;
#[cfg(not(target_family = "wasm"))]
mod oracle_general;
mod own;

pub use contender::{Contender, Requests};
#[cfg(not(target_family = "wasm"))]
pub use oracle_general::write_oracle_general;

/// The caches of `highwater-cache` by policy, then those of other crates, natively.
pub fn contenders() -> Vec<Contender> {
    let contenders = own::contenders();
    #[cfg(not(target_family = "wasm"))]
    let contenders = [contenders, libraries::contenders().to_vec()].concat();
    contenders
}
