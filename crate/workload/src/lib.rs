#![doc = include_str!("../README.md")]
#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod error;
mod optimal;
mod parameter;
mod pattern;
mod random;
mod request;
mod sizes;
mod skew;
mod trace;
mod workload;

pub use error::WorkloadError;
pub use optimal::optimal_misses;
pub use parameter::Parameter;
// With each kind of pattern, so that a new one is exported by its line in the list.
pub use pattern::*;
pub use request::Request;
pub use sizes::Sizes;
pub use skew::Skew;
pub use trace::{Format, FormatDescription, Trace, TraceError, Unit};
pub use workload::{Requests, Workload};
