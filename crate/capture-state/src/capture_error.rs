//! Errors of reading a capture.

use std::fmt;

use highwater_capture::DecodeError;

/// The reason for not reading a capture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaptureError {
    /// The bytes are not a capture, or a damaged one.
    Decode(DecodeError),
    /// The records contradict each other: more is freed than was allocated, a counter falls below
    /// zero, a name is defined twice, or there are more facts than a run can have.
    Contradiction,
    /// The name of a fact, counter, cause or phase is empty, too long, or has control characters.
    Name,
    /// A sum of the memory records differs from the allocator's.
    Totals {
        /// The name of the sum.
        what: &'static str,
        /// The sum of the records.
        summed: u64,
        /// The allocator's sum.
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
            Self::Name => write!(
                f,
                "the capture is damaged: a name in it is empty, too long, or has characters that cannot be shown"
            ),
            Self::Totals { what, summed, said } => write!(
                f,
                "the capture is damaged: its records add up to {summed} {what}, and the allocator counted {said}"
            ),
        }
    }
}

impl std::error::Error for CaptureError {}
