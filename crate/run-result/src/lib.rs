#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod names;
mod result;
mod timeline;

pub use result::{CacheTotals, Instances, MemoryTotals, PhaseResult, RunResult};
pub use timeline::{COLUMNS, timeline};
