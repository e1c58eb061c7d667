use std::fmt;

use crate::error::Problem;
use crate::kind::Recall;
use crate::parameter::Parameter;
use crate::slab::replacement::Limit;

/// The size of a cache: a number of entries, or of bytes.
///
/// As text, the number of entries, or the number of bytes with the largest unit that divides it:
/// `128`, `1536KB`, `10MB`. Units are multiples of 1024. Each size has one text.
///
/// Bytes are the sum of the sizes of values, as by cachetools' `getsizeof`. They are at most 1 TB;
/// from 1 GB on they are a multiple of 1 KB.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Capacity(
    // The two highest bits are the unit, so that a bound takes no more memory than a number.
    u32,
);

const UNIT_SHIFT: u32 = 30;
const COUNT: u32 = (1 << UNIT_SHIFT) - 1;

/// The names of units: each is 1024 of the one before.
const UNITS: [&str; 4] = ["B", "KB", "MB", "GB"];

/// The largest number of bytes: 1 TB.
const MOST_BYTES: u64 = 1 << 40;

impl Capacity {
    /// The number after a bound's name, in entries.
    pub const ENTRIES: Parameter = Parameter {
        name: "maxsize",
        minimum: 0,
        maximum: 1_000_000_000,
        bytes: true,
    };

    /// The most entries that a slab can have, for a cache without a bound.
    pub(crate) const ALL: Self = Self(COUNT);

    /// A number of entries, which are at most 1,000,000,000.
    pub const fn entries(entries: u32) -> Option<Self> {
        if Self::ENTRIES.allows(entries) {
            Some(Self(entries))
        } else {
            None
        }
    }

    /// A number of bytes: at least 1, at most 1 TB, and from 1 GB on a multiple of 1 KB.
    pub const fn bytes(bytes: u64) -> Option<Self> {
        let mut count = bytes;
        let mut unit = 0;
        while count > COUNT as u64 && unit < 2 && count.is_multiple_of(1024) {
            count /= 1024;
            unit += 1;
        }
        if bytes == 0 || bytes > MOST_BYTES || count > COUNT as u64 {
            return None;
        }
        // At most 30 bits.
        #[allow(clippy::cast_possible_truncation)]
        Some(Self(((unit + 1) << UNIT_SHIFT) | count as u32))
    }

    /// The number of entries, or of bytes.
    pub const fn units(self) -> u64 {
        let count = (self.0 & COUNT) as u64;
        match self.0 >> UNIT_SHIFT {
            0 => count,
            unit => count << (10 * (unit - 1)),
        }
    }

    /// Returns `true` for a number of bytes.
    pub const fn is_bytes(self) -> bool {
        self.0 >> UNIT_SHIFT > 0
    }

    /// The chance of finding an entry again: one of some bytes may be too large to store.
    pub(crate) const fn recall(self) -> Recall {
        match (self.units(), self.is_bytes()) {
            (0, _) => Recall::Never,
            (_, false) => Recall::Always,
            (_, true) => Recall::Varies,
        }
    }

    pub(crate) const fn limit(self) -> Limit {
        Limit {
            units: self.units(),
            weighted: self.is_bytes(),
        }
    }

    /// The number in a policy's structures.
    pub(crate) const fn number(self) -> u32 {
        self.0
    }

    /// The size with a number from [`Self::number`].
    pub(crate) const fn from_number(number: u32) -> Self {
        Self(number)
    }

    /// Parses a size with a unit, if the text has one.
    pub(crate) fn parse_bytes(text: &str) -> Option<Result<Self, Problem>> {
        let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        let unit = UNITS
            .iter()
            .position(|unit| *unit == &text[digits.len()..])?;
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
        if digits.is_empty() || !plain {
            return Some(Err(Problem::BytesNotPlain));
        }
        let bytes = digits
            .parse()
            .ok()
            .and_then(|count: u64| count.checked_mul(1 << (10 * unit)))
            .and_then(Self::bytes);
        Some(match bytes {
            None => Err(Problem::BytesOutOfRange),
            Some(bytes) if bytes.to_string() == text => Ok(bytes),
            Some(bytes) => Err(Problem::BytesHaveText(bytes)),
        })
    }
}

impl fmt::Display for Capacity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut count = self.units();
        if !self.is_bytes() {
            return write!(f, "{count}");
        }
        let mut unit = 0;
        while count.is_multiple_of(1024) && unit + 1 < UNITS.len() {
            count /= 1024;
            unit += 1;
        }
        write!(f, "{count}{}", UNITS[unit])
    }
}

impl fmt::Debug for Capacity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Capacity({self})")
    }
}
