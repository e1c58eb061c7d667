//! Errors of queries.

use std::fmt;

use highwater_capture_state::MOST_TEMPORARY_THRESHOLD;

use crate::kind::Kind;
use crate::query::Instant;

/// The reason for not answering a query.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum QueryError {
    /// The report was created without locations.
    NoLocations,
    /// The run was not traced, so single allocations are unknown.
    NotTraced,
    /// The run has no native stacks.
    NotNative,
    /// A difference was requested without its two instants.
    NoBetween,
    /// The query has two instants, but its kind shows no differences.
    Between(Kind),
    /// The threshold is above the maximum.
    Threshold(usize),
    /// The run has not reached the instant yet.
    NotReached(Instant),
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoLocations => {
                write!(
                    f,
                    "this report has no locations: read the capture into one that stores them"
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
