#![doc = include_str!("../README.md")]

mod describe;
mod descriptions;

#[cfg(target_family = "wasm")]
mod allocator;
#[cfg(target_family = "wasm")]
mod host;
#[cfg(target_family = "wasm")]
mod observer;
#[cfg(target_family = "wasm")]
mod run;
#[cfg(target_family = "wasm")]
mod vocabulary;

pub use describe::{
    can_run, describe_growth, describe_policy, describe_ranges, instance_at, list_policies,
    list_unit_tests, planned_calls, python_program, warnings,
};
#[cfg(target_family = "wasm")]
pub use host::{Host, connect};
#[cfg(target_family = "wasm")]
pub use run::{advance, error, finish, outcome, start};

#[cfg(all(test, target_family = "wasm"))]
mod tests;
