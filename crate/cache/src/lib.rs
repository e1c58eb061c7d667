#![doc = include_str!("../README.md")]
#![deny(missing_docs)]
#![forbid(unsafe_code)]
// Without the slab, the orders of its policies have no use.
#![cfg_attr(not(feature = "slab"), allow(dead_code))]

mod bound;
mod cache;
mod capacity;
mod error;
mod info;
mod inserted;
mod kind;
mod parameter;
mod policy;
mod python;
mod slab;
mod storage;

// With each kind of bound, so that a new one is exported by its line in the list.
pub use bound::*;
pub use cache::Cache;
pub use capacity::Capacity;
pub use error::{Part, PolicyError};
pub use info::{CacheInfo, Lifetime};
pub use inserted::{Inserted, Removed};
pub use kind::{BoundDescription, Recall};
pub use parameter::Parameter;
pub use policy::{Owner, Policy, Reclaim};
pub use python::{PythonCall, PythonDecorator, WrapperLevels};
