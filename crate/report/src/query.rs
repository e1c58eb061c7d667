//! Queries of a report.

use std::fmt;

use serde::Deserialize;

use crate::frame_filter::{Frames, Hidden};
use crate::kind::Kind;

/// A query of a report.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Query {
    /// The kind of report.
    pub kind: Kind,
    /// The languages of the frames.
    #[serde(default)]
    pub frames: Frames,
    /// Native frames to leave out; their bytes are attributed to the frame above them.
    #[serde(default)]
    pub hide: Vec<Hidden>,
    /// The only crate with native frames in the report.
    #[serde(default)]
    pub only: Option<String>,
    /// The instant, if it is not the kind's default.
    #[serde(default)]
    pub at: Option<Instant>,
    /// The two instants of a difference: of its tree, or of its table.
    #[serde(default)]
    pub between: Option<(Instant, Instant)>,
    /// The maximum number of other allocations between a temporary allocation and its free. If set,
    /// tables, trees and summaries show the temporary allocations.
    #[serde(default)]
    pub threshold: Option<usize>,
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // For users of the reports, ticks are calls.
            Self::Ticks(ticks) => write!(f, "call {ticks}"),
            Self::Named(InstantName::Peak) => write!(f, "its peak"),
            Self::Named(InstantName::End) => write!(f, "its end"),
            Self::Named(InstantName::Released) => {
                write!(f, "the release of its memory")
            }
        }
    }
}

/// An instant of the run.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(
    untagged,
    expecting = "an instant is a number of calls, “peak”, “end” or “released”"
)]
pub enum Instant {
    /// The instant after this number of ticks.
    Ticks(u64),
    /// The instant with this name.
    Named(InstantName),
}

/// A named instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum InstantName {
    /// The high-water mark.
    Peak,
    /// The end of the workload, before its memory is released.
    End,
    /// The release of the workload's memory.
    Released,
}
