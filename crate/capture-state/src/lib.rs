#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod capture_error;
mod capture_state;
mod checkpoints;
mod collections;
mod contexts;
mod heap;
mod live_allocations;
mod memory;
mod names;
mod program;
mod sizes;
mod state_reader;
mod sums;
mod timeline;
mod totals;

pub use capture_error::CaptureError;
pub use capture_state::CaptureState;
pub use collections::{Collection, CollectionTotals};
pub use contexts::{Contexts, Frame, NativeFrame};
pub use heap::MOST_TEMPORARY_THRESHOLD;
pub use memory::{Memory, PAGE_SIZE};
pub use program::{CounterTotal, Phase, Program, Settings};
pub use sizes::{Bin, Sizes};
pub use state_reader::StateReader;
pub use sums::{Measure, NodeSums, Sum};
pub use timeline::{Sample, Timeline};
pub use totals::Totals;
