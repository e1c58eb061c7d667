//! The totals of a run.

use crate::collections::CollectionTotals;
use crate::memory::Memory;
use crate::program::Program;

/// The totals of a run: at the workload's end before the release of its memory, or so far if it has
/// not ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Totals<'a> {
    /// The heap and linear memory.
    pub memory: &'a Memory,
    /// The program's counters, phases and facts.
    pub program: &'a Program,
    /// The garbage collections.
    pub collections: CollectionTotals,
    /// True if each allocation was recorded.
    pub is_traced: bool,
    /// True if contexts include native calls.
    pub is_native: bool,
}
