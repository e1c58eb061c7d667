//! Outcomes of runs.

use serde::{Deserialize, Serialize};

/// The outcome of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It ran to its end.
    Completed,
    /// An allocation was refused.
    OutOfMemory,
    /// It was stopped.
    Stopped,
    /// It ended in an error.
    Failed,
}

impl Outcome {
    /// All outcomes.
    pub const ALL: [Self; 4] = [
        Self::Completed,
        Self::OutOfMemory,
        Self::Stopped,
        Self::Failed,
    ];

    /// The name in a result.
    pub fn name(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::OutOfMemory => "out-of-memory",
            Self::Stopped => "stopped",
            Self::Failed => "failed",
        }
    }
}
