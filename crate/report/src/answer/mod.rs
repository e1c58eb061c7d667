//! What a report answers, as plain data.

mod stack;
mod tables;
mod trees;

use std::fmt;

use serde::Serialize;

use crate::export::{Format, explain_refusal};
use crate::query::{Instant, Kind};

pub(crate) use stack::heaviest;
pub use stack::{Stack, StackFrame};
pub use tables::{CauseRow, DifferenceRow, DifferenceRows, ModuleRow, Stats, SummaryRow, TableRow};
pub(crate) use tables::{
    by_cause, by_frame, by_function, changes_by_frame, top_locations, top_modules,
};
pub(crate) use trees::Change;
pub use trees::{Changes, Difference, ROOT, TreeNode};

/// An answer. As JSON its names are in camel case.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// The kind that was asked for.
    pub kind: Kind,
    /// The calls that had been made at the instant that is answered for; of a difference, at
    /// the later one.
    pub calls: u64,
    /// The answer itself.
    #[serde(flatten)]
    pub content: Content,
}

/// What an answer holds, by its kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Content {
    /// A tree of frames: the root, with its children.
    Tree(TreeNode),
    /// A tree of differences.
    Difference(Difference),
    /// Rows, the largest first.
    Table(Rows<TableRow>),
    /// Rows of differences, the largest first.
    DifferenceTable(DifferenceRows),
    /// Rows by function, the one with most of its own first.
    Summary(Rows<SummaryRow>),
    /// Rows by cause, in the order of the causes and the rest last.
    ByCause(Rows<CauseRow>),
    /// One calling context.
    Stack(Stack),
    /// Totals.
    Stats(Box<Stats>),
}

/// A list of rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rows<R> {
    /// What all rows add up to, in bytes.
    pub bytes: u64,
    /// What all rows add up to, in allocations.
    pub count: u64,
    /// The rows.
    pub rows: Vec<R>,
}

/// Why a question has no answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum QueryError {
    /// The report was made without keeping locations.
    NotKept,
    /// The run was not traced: nothing is known of single allocations.
    NotTraced,
    /// The run kept no native calls.
    NotNative,
    /// A difference was asked for without its two instants.
    NoBetween,
    /// Two instants were given to a kind that shows no difference.
    Between(Kind),
    /// The threshold is larger than can be answered.
    Threshold(usize),
    /// Nothing is known of the instant yet.
    NotReached(Instant),
    /// A format cannot hold what was asked for.
    NotExported {
        /// What was asked for.
        kind: Kind,
        /// The format.
        format: Format,
    },
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotKept => {
                write!(
                    f,
                    "this report keeps no locations: read the capture with one that does"
                )
            }
            Self::NotTraced => write!(
                f,
                "this run was not traced: run it with tracing on for its reports"
            ),
            Self::NotNative => {
                write!(f, "this run has no native stacks: run it with native on")
            }
            Self::NoBetween => write!(
                f,
                "kind “difference” needs “between”: two instants, each a number of calls, “peak”, “end” or “released”"
            ),
            Self::Between(kind) => write!(
                f,
                "kind “{}” shows no difference: “between” is for kinds “difference” and “table”",
                kind.name()
            ),
            Self::Threshold(threshold) => write!(
                f,
                "threshold {threshold}: allowed are 0 to {}",
                crate::heap::MOST_TEMPORARY_THRESHOLD
            ),
            Self::NotReached(instant) => write!(f, "the run has not reached {instant}"),
            Self::NotExported { kind, format } => explain_refusal(f, *format, *kind),
        }
    }
}

impl std::error::Error for QueryError {}
