//! Reports of an allocation capture.
//!
//! A [`Report`] reads a capture as it arrives and stores what its models need: the
//! [`Timeline`], the [`Totals`] and the heap by location. What it stores is bounded, however
//! long the run. It knows no browser, no engine and no program: the program's counters, causes
//! and phases have the names that the capture defines. Everything it says is a function of the
//! capture's bytes, but for the wall time, which comes with each piece.
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

mod capture_state;
mod changes;
mod checkpoints;
mod collections;
mod conclusion;
mod contexts;
mod decimal;
mod export;
mod export_format;
mod frame_filter;
mod heap;
mod kind;
mod kind_list;
mod kinds;
mod live_allocations;
mod locations;
mod memory;
mod order;
mod outcome;
mod program;
mod query;
mod query_error;
mod report;
mod report_error;
mod rows;
mod selection;
mod sizes;
mod sums;
mod symbols;
mod table;
mod timeline;
mod totals;
mod tree;
mod tree_node;

pub use changes::Changes;
pub use collections::{Collection, CollectionTotals};
pub use conclusion::{Conclusion, NoConclusion};
pub use contexts::{Frame, NativeFrame};
pub use export::{ExportError, Format, UnknownFormat};
pub use export_format::ExportFormat;
pub use frame_filter::{Frames, Hidden};
pub use heap::MOST_TEMPORARY_THRESHOLD;
pub use kind::Kind;
pub use kinds::by_cause::CauseRow;
pub use kinds::difference::Difference;
pub use kinds::stack::{Stack, StackFrame};
pub use kinds::stats::{ModuleRow, Stats};
pub use kinds::summary::SummaryRow;
pub use kinds::table::{Content as TableContent, DifferenceRow, DifferenceRows};
pub use kinds::{Answer, Content};
pub use locations::TableRow;
pub use memory::{Memory, PAGE_SIZE};
pub use outcome::Outcome;
pub use program::{CounterTotal, Phase, Program, Settings};
pub use query::{Instant, InstantName, Query};
pub use query_error::QueryError;
pub use report::Report;
pub use report_error::ReportError;
pub use rows::Rows;
pub use sizes::Bin;
pub use symbols::{Symbol, Symbols};
pub use timeline::{Sample, Timeline};
pub use totals::Totals;
pub use tree_node::{ROOT, TreeNode};
