//! Changes between two instants.

use highwater_capture_state::{Measure, NodeSums, Sum};
use serde::Serialize;

/// The change of one location between two instants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Change {
    pub(crate) before: Sum,
    pub(crate) after: Sum,
    allocated: Sum,
}

impl Change {
    /// The change from one instant to a later one.
    pub(crate) fn between(before: NodeSums, after: NodeSums) -> Self {
        let allocated = Sum {
            bytes: after.allocated.bytes - before.allocated.bytes,
            count: after.allocated.count - before.allocated.count,
        };
        Self {
            before: before.live,
            after: after.live,
            allocated,
        }
    }

    /// The sum freed between the instants: the sum before and the sum allocated, less the sum
    /// after.
    fn freed(self) -> Sum {
        let Self {
            before,
            after,
            allocated,
        } = self;
        Sum {
            bytes: before.bytes + allocated.bytes - after.bytes,
            count: before.count + allocated.count - after.count,
        }
    }
}

impl Measure for Change {
    fn plus(self, other: Self) -> Self {
        Self {
            before: self.before.plus(other.before),
            after: self.after.plus(other.after),
            allocated: self.allocated.plus(other.allocated),
        }
    }

    fn is_nothing(&self) -> bool {
        self.before.count == 0 && self.allocated.count == 0
    }

    fn weight(&self) -> u64 {
        self.before.bytes.max(self.after.bytes)
    }
}

/// A change in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Changes {
    /// The growth in bytes; negative for a decrease.
    pub bytes: i64,
    /// The growth in allocations.
    pub count: i64,
    /// Live bytes before.
    pub before_bytes: u64,
    /// Live bytes after.
    pub after_bytes: u64,
    /// Bytes allocated in between.
    pub allocated_bytes: u64,
    /// Bytes freed in between, of earlier and of new allocations.
    pub freed_bytes: u64,
    /// Allocations made in between.
    pub allocated_count: u64,
    /// Allocations freed in between.
    pub freed_count: u64,
}

impl From<Change> for Changes {
    fn from(change: Change) -> Self {
        let Change {
            before,
            after,
            allocated,
        } = change;
        let freed = change.freed();
        Self {
            bytes: growth(before.bytes, after.bytes),
            count: growth(before.count, after.count),
            before_bytes: before.bytes,
            after_bytes: after.bytes,
            allocated_bytes: allocated.bytes,
            freed_bytes: freed.bytes,
            allocated_count: allocated.count,
            freed_count: freed.count,
        }
    }
}

/// The growth of a sum; negative for a decrease.
pub(crate) fn growth(before: u64, after: u64) -> i64 {
    // Both are sums of sizes in one address space.
    after.cast_signed().wrapping_sub(before.cast_signed())
}
