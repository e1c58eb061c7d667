//! The reasons why a query has no answer.

use std::fmt;

use highwater_capture_state::MOST_TEMPORARY_THRESHOLD;

use crate::kind::Kind;
use crate::query::Instant;

/// The reason why a query has no answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum QueryError {
    /// The report was made without keeping locations.
    NotKept,
    /// The run was not traced: nothing is known of single allocations.
    NotTraced,
    /// The run kept no native calls.
    NotNative,
    /// A difference was requested without its two instants.
    NoBetween,
    /// Two instants were given to a kind that shows no difference.
    Between(Kind),
    /// The threshold is larger than can be answered.
    Threshold(usize),
    /// Nothing is known of the instant yet.
    NotReached(Instant),
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
                "threshold {threshold}: allowed are 0 to {MOST_TEMPORARY_THRESHOLD}"
            ),
            Self::NotReached(instant) => write!(f, "the run has not reached {instant}"),
        }
    }
}

impl std::error::Error for QueryError {}
