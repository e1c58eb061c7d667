//! What can be asked of a report.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::view::{Frames, Hidden};

/// A question.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Query {
    /// What is asked for.
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

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The tree of what was live at the high-water mark.
    #[default]
    HighWaterMark,
    /// The tree of what was not freed at the end.
    Leaks,
    /// The tree of what was freed soon after it was allocated.
    Temporary,
    /// Totals, a histogram of sizes, and the largest locations.
    Stats,
    /// What was live, by the location that allocated it.
    Table,
    /// What was live, as a tree.
    Tree,
    /// What was live, by function: its own and with what it called.
    Summary,
    /// What was live, by what it was for.
    ByCause,
    /// The tree of what was live at an instant.
    At,
    /// The tree of what changed between two instants.
    Difference,
    /// The calling context in which the most was live, with all that is known of its frames.
    Stack,
}

impl Kind {
    /// The name in a question.
    pub fn name(self) -> &'static str {
        match self {
            Self::HighWaterMark => "high-water-mark",
            Self::Leaks => "leaks",
            Self::Temporary => "temporary",
            Self::Stats => "stats",
            Self::Table => "table",
            Self::Tree => "tree",
            Self::Summary => "summary",
            Self::ByCause => "by-cause",
            Self::At => "at",
            Self::Difference => "difference",
            Self::Stack => "stack",
        }
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Calls(calls) => write!(f, "call {calls}"),
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
#[serde(
    untagged,
    expecting = "an instant is a number of calls, “peak”, “end” or “released”"
)]
pub enum Instant {
    /// When so many calls had been made.
    Calls(u64),
    /// By its name.
    Named(InstantName),
}

/// An instant with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InstantName {
    /// The high-water mark.
    Peak,
    /// The end of the workload, with everything still held.
    End,
    /// After everything has been let go.
    Released,
}
