//! The reasons why a capture cannot be read.

use std::fmt;

use highwater_capture::DecodeError;

/// The reason why a capture cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaptureError {
    /// Its bytes are no capture, or damaged.
    Decode(DecodeError),
    /// Its records contradict each other: more is freed than was allocated, a counter falls
    /// below zero, or there are more facts than a run has.
    Contradiction,
    /// A sum of the memory records is not what the allocator said of itself.
    Totals {
        /// Which sum.
        what: &'static str,
        /// What the records add up to.
        summed: u64,
        /// What the allocator said.
        said: u64,
    },
}

impl fmt::Display for CaptureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decode(error) => error.fmt(f),
            Self::Contradiction => {
                write!(
                    f,
                    "the capture is damaged: its records contradict each other"
                )
            }
            Self::Totals { what, summed, said } => write!(
                f,
                "the capture is damaged: its records add up to {summed} {what}, and the allocator counted {said}"
            ),
        }
    }
}

impl std::error::Error for CaptureError {}
