use std::error::Error;
use std::fmt;

use crate::trace::quoted;

/// A fault in the text of a workload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    Unknown,
    Missing(&'static str),
    NotPlain(&'static str),
    OutOfRange(&'static str),
    /// A number that is not in the printed form of a skew.
    NotSkew,
    Ranges(highwater_exercise::RangesError),
    Surplus,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("not known"),
            Self::Missing(number) => write!(f, "{number} is missing"),
            Self::NotPlain(number) => {
                write!(
                    f,
                    "{number} is not a plain number (digits only, no leading zero)"
                )
            }
            Self::OutOfRange(number) => write!(f, "{number} is out of range"),
            Self::NotSkew => f.write_str(
                "SKEW is not a decimal number from 0 to 4 with at most two decimal places, \
                 without zeros at the end",
            ),
            Self::Ranges(error) => error.fmt(f),
            Self::Surplus => f.write_str("it is complete before its last part"),
        }
    }
}

/// The error for a text that is not a workload.
///
/// It prints the faulty part, its text, the fault, and the allowed texts:
///
/// ```
/// use highwater_workload::Workload;
///
/// let error = "loop:0,100".parse::<Workload>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "workload \"loop:0,100\": KEYS is out of range; \
///      allowed: loop:KEYS,REQUESTS (KEYS from 1 to 10000000, REQUESTS from 1 to 1000000000)"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkloadError {
    part: &'static str,
    written: String,
    problem: Problem,
    allowed: String,
}

impl WorkloadError {
    pub(crate) fn new(
        part: &'static str,
        written: &str,
        problem: Problem,
        allowed: String,
    ) -> Self {
        Self {
            part,
            written: quoted(written),
            problem,
            allowed,
        }
    }

    /// The text of the faulty part, shortened if it is long.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The allowed texts.
    pub fn allowed(&self) -> &str {
        &self.allowed
    }
}

impl fmt::Display for WorkloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Quoted with escapes, so that no character of the text affects the output.
        write!(f, "{} {:?}: ", self.part, self.written)?;
        write!(f, "{}; allowed: {}", self.problem, self.allowed)
    }
}

impl Error for WorkloadError {}
