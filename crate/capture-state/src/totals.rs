//! The totals of a run.

use crate::collections::CollectionTotals;
use crate::memory::Memory;
use crate::program::Program;

/// The totals of a run: at the workload's end with everything still held, or so far where it has
/// not come to its end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Totals<'a> {
    /// The heap and linear memory.
    pub memory: &'a Memory,
    /// The program's counters, phases and facts.
    pub program: &'a Program,
    /// The garbage collections.
    pub collections: CollectionTotals,
    /// Whether each allocation was recorded.
    pub is_traced: bool,
    /// Whether the contexts of allocations have native calls.
    pub is_native: bool,
}
