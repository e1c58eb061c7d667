#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod changes;
mod conclusion;
mod decimal;
mod export;
mod export_format;
mod frame_filter;
mod kind;
mod kind_list;
mod kinds;
mod locations;
mod order;
mod outcome;
mod query;
mod query_error;
mod report;
mod rows;
mod selection;
mod symbols;
mod table;
mod tree;
mod tree_node;

pub use changes::Changes;
pub use conclusion::{Conclusion, NoConclusion};
pub use export::{ExportError, Format, UnknownFormat};
pub use export_format::ExportFormat;
pub use frame_filter::{Frames, Hidden};
pub use highwater_capture_state::{
    Bin, CaptureError as ReportError, Collection, CollectionTotals, CounterTotal, Frame,
    MOST_TEMPORARY_THRESHOLD, Memory, NativeFrame, PAGE_SIZE, Phase, Program, Sample, Settings,
    Timeline, Totals,
};
pub use kind::Kind;
pub use kinds::by_cause::CauseRow;
pub use kinds::difference::Difference;
pub use kinds::stack::{Stack, StackFrame};
pub use kinds::stats::{ModuleRow, Stats};
pub use kinds::summary::SummaryRow;
pub use kinds::table::{Content as TableContent, DifferenceRow, DifferenceRows};
pub use kinds::{Answer, Content};
pub use locations::TableRow;
pub use outcome::Outcome;
pub use query::{Instant, InstantName, Query};
pub use query_error::QueryError;
pub use report::Report;
pub use rows::Rows;
pub use symbols::{Symbol, Symbols};
pub use tree_node::{ROOT, TreeNode};
