use std::fmt;
use std::str::FromStr;

use crate::error::{Problem, WorkloadError};
use crate::random::SplitMix64;

/// The sizes of values, by their keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sizes {
    /// Each value has the size 1: a bound of bytes counts entries.
    #[default]
    One,
    /// Sizes from 64 to 65,599 bytes, small ones more frequent than large ones: with `h`, the first
    /// number of splitmix64 seeded with the key, and `e`, its upper four bits, 64 plus the lower
    /// `e + 1` bits of `h`.
    Skewed,
}

impl Sizes {
    /// All sizes, in the order of display.
    pub const ALL: [Self; 2] = [Self::One, Self::Skewed];

    /// The name of the part with the sizes in a workload's text.
    pub const PART: &'static str = "sizes";

    /// The name in a workload's text.
    pub const fn name(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Skewed => "skewed",
        }
    }

    /// The error for a part after the pattern that is not one of sizes.
    pub(crate) fn unknown_part(text: &str) -> WorkloadError {
        let names = Self::ALL.map(|sizes| format!("{}:{sizes}", Self::PART));
        WorkloadError::new("part", text, Problem::Unknown, names.join(", "))
    }

    /// The size of the value of `key`.
    pub const fn of(self, key: u64) -> u64 {
        match self {
            Self::One => 1,
            Self::Skewed => {
                let hash = SplitMix64::new(key).next();
                let bits = (hash >> 60) + 1;
                64 + (hash & ((1 << bits) - 1))
            }
        }
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Sizes {
    type Err = WorkloadError;

    fn from_str(text: &str) -> Result<Self, WorkloadError> {
        Self::ALL
            .into_iter()
            .find(|sizes| sizes.name() == text)
            .ok_or_else(|| {
                let allowed = Self::ALL.map(Self::name).join(", ");
                WorkloadError::new(Self::PART, text, Problem::Unknown, allowed)
            })
    }
}
