#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod facts;
mod names;
mod result;
mod timeline;

pub use facts::{InvalidFact, check_facts};
pub use result::{CacheTotals, Instances, MemoryTotals, PhaseResult, RunResult};
pub use timeline::{COLUMNS, timeline};
