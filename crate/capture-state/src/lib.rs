//! The sums of an allocation capture's records.
//!
//! A [`StateReader`] reads a capture as it arrives and adds its records up to a
//! [`CaptureState`]: the curve, the totals and the heap by node of the calling-context tree.
//! That is all it does, once for each record: the answers made of the sums are the work of
//! other crates, which can be compiled for size where this one is compiled for speed.
//!
//! ```
//! use highwater_capture::{Encoder, Header, MAX_RECORD};
//! use highwater_capture_state::StateReader;
//!
//! let mut bytes = Header { address_shift: 4, traced: true }.to_bytes().to_vec();
//! let mut encoder = Encoder::new(4);
//! let mut window = [0; MAX_RECORD];
//! for address in [16, 64] {
//!     let used = encoder.alloc(&mut window, 0, address, 40);
//!     bytes.extend_from_slice(&window[..used]);
//! }
//! let mut reader = StateReader::with_locations();
//! reader.feed(&bytes, 0.0).unwrap();
//! assert_eq!(reader.state().sums()[0].live.bytes, 80);
//! ```

#![forbid(unsafe_code)]

mod capture_error;
mod capture_state;
mod checkpoints;
mod collections;
mod contexts;
mod heap;
mod live_allocations;
mod memory;
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
