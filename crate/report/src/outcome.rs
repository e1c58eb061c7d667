//! The ways in which a run ends.

use serde::{Deserialize, Serialize};

/// The way in which a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It came to its end.
    Completed,
    /// An allocation was refused.
    OutOfMemory,
    /// It was stopped.
    Stopped,
    /// It ended in an error.
    Failed,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Completed,
        Self::OutOfMemory,
        Self::Stopped,
        Self::Failed,
    ];

    /// The word for it in a result.
    pub fn name(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::OutOfMemory => "out-of-memory",
            Self::Stopped => "stopped",
            Self::Failed => "failed",
        }
    }
}
