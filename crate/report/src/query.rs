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
    /// Which frames to show.
    #[serde(default)]
    pub frames: Frames,
    /// Native frames to leave out; their bytes stay with the frame above them.
    #[serde(default)]
    pub hide: Vec<Hidden>,
    /// The crate whose native frames alone are to be shown.
    #[serde(default)]
    pub only: Option<String>,
    /// The instant that is asked about, where that is not the kind's own.
    #[serde(default)]
    pub at: Option<Instant>,
    /// The two instants of a difference: of its tree, or of its table.
    #[serde(default)]
    pub between: Option<(Instant, Instant)>,
    /// How many other allocations may come between a temporary allocation and its free. Where
    /// it is given, tables, trees and summaries are of the temporary allocations.
    #[serde(default)]
    pub threshold: Option<usize>,
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // To users of the reports a tick is a call.
            Self::Ticks(ticks) => write!(f, "call {ticks}"),
            Self::Named(InstantName::Peak) => write!(f, "its peak"),
            Self::Named(InstantName::End) => write!(f, "its end"),
            Self::Named(InstantName::Released) => {
                write!(f, "the release of everything it held")
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
    /// The instant of this many ticks.
    Ticks(u64),
    /// By its name.
    Named(InstantName),
}

/// An instant with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum InstantName {
    /// The high-water mark.
    Peak,
    /// The end of the workload, with everything still held.
    End,
    /// The release of everything that the workload held.
    Released,
}
