//! Reports of an allocation capture.
//!
//! A [`Report`] reads a capture as it arrives and keeps what its models need: the
//! [`Timeline`] and the numbers of the [`RunResult`]. What it keeps is bounded, however long
//! the run. It knows no browser and no engine: everything it says is a function of the
//! capture's bytes, but for the wall time, which who feeds it may tell.
//!
//! ```
//! use highwater_capture::{Encoder, Header, MAX_RECORD};
//! use highwater_report::Report;
//!
//! let mut bytes = Header { address_shift: 4, traced: true }.to_bytes().to_vec();
//! let mut encoder = Encoder::new(4);
//! let mut window = [0; MAX_RECORD];
//! for address in [16, 64] {
//!     let used = encoder.alloc(&mut window, 0, address, 40);
//!     bytes.extend_from_slice(&window[..used]);
//! }
//! let mut report = Report::new();
//! report.feed(&bytes, 0.0).unwrap();
//! assert_eq!(report.memory().peak, 80);
//! ```

#![forbid(unsafe_code)]

mod answer;
mod checkpoints;
mod collections;
mod conclusion;
mod contexts;
mod decimal;
mod export;
mod heap;
mod live_allocations;
mod memory;
mod order;
mod program;
mod query;
mod report;
mod result;
mod sizes;
mod state;
mod symbols;
mod table;
mod timeline;
mod tree;
mod view;

pub use answer::{
    Answer, CauseRow, Changes, Content, Difference, DifferenceRow, DifferenceRows, ModuleRow,
    QueryError, ROOT, Rows, Stack, StackFrame, Stats, SummaryRow, TableRow, TreeNode,
};
pub use collections::{Collection, CollectionTotals};
pub use conclusion::{Conclusion, NoConclusion};
pub use contexts::{Frame, NativeFrame};
pub use export::{Format, UnknownFormat};
pub use heap::MOST_TEMPORARY_THRESHOLD;
pub use memory::{Memory, PAGE_SIZE};
pub use program::{Program, Settings};
pub use query::{Instant, InstantName, Kind, Query};
pub use report::{Report, ReportError};
pub use result::{CacheTotals, Instances, MemoryTotals, Outcome, PhaseResult, RunResult};
pub use sizes::Bin;
pub use symbols::{Symbol, Symbols};
pub use timeline::{Sample, Timeline};
pub use view::{Frames, Hidden};
