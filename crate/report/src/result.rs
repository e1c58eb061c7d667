//! The result of a run, as plain data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::collections::CollectionTotals;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It came to its end.
    Completed,
    /// An allocation was refused.
    OutOfMemory,
    /// Somebody stopped it.
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

/// The result of a run under one policy. Sizes are in bytes and times in milliseconds.
///
/// As JSON its names are in camel case.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RunResult {
    /// The policy's canonical text.
    pub policy: String,
    /// The ranges of the run, one for each phase.
    pub ranges: Vec<u64>,
    /// How it ended.
    pub outcome: Outcome,
    /// The phases that came to their end.
    pub phases: Vec<PhaseResult>,
    /// Totals of all caches of the run.
    pub cache: CacheTotals,
    /// The heap and linear memory.
    pub memory: MemoryTotals,
    /// Instances alive.
    pub instances: Instances,
    /// The garbage collections.
    pub collections: CollectionTotals,
    /// Calls of the cached method.
    pub calls: u64,
    /// Wall time from the first call to the last.
    pub duration_ms: f64,
    /// Whether each allocation was recorded.
    pub traced: bool,
    /// Whether the contexts of allocations have native calls.
    pub native: bool,
    /// What went wrong, in words, where something did.
    pub error: Option<String>,
}

/// One phase of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PhaseResult {
    /// Its range: as many instances, and as many calls of each.
    pub range: u64,
    /// Hits in this phase alone.
    pub hits: u64,
    /// Misses in this phase alone.
    pub misses: u64,
    /// Entries in the cache at its end: of the last instance where each has its own.
    pub currsize: u64,
    /// How many results ended in each decimal digit that any did.
    pub last_digits: BTreeMap<usize, u64>,
}

impl PhaseResult {
    /// Counts by digit, without the digits that do not occur, as Python's `Counter` has them.
    pub(crate) fn by_digit(counts: [u64; 10]) -> BTreeMap<usize, u64> {
        counts
            .into_iter()
            .enumerate()
            .filter(|(_, count)| *count > 0)
            .collect()
    }
}

/// Totals of all caches of a run. Clearing does not reset them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CacheTotals {
    /// Calls that a cache answered.
    pub hits: u64,
    /// Calls that had to compute.
    pub misses: u64,
    /// Entries at the end of the last phase: of the last instance where each has its own
    /// cache. Before the first phase has ended, entries in all caches alive.
    pub currsize: u64,
    /// How many entries a cache may hold; `None` is no limit.
    pub maxsize: Option<u64>,
    /// Entries that a full cache gave up for a new one.
    pub evictions: u64,
    /// Times that a cache was emptied.
    pub clears: u64,
}

/// The heap and linear memory of a run, from its beginning to its end while everything it
/// made is still held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MemoryTotals {
    /// The most live bytes at any one time.
    pub peak_live: u64,
    /// The calls made at that time, or `None` where no record tells.
    pub peak_call: Option<u64>,
    /// Live bytes at the end.
    pub end_live: u64,
    /// Linear memory at the end, which is its most: it never shrinks.
    pub linear: u64,
    /// Linear memory before the beginning.
    pub baseline_linear: u64,
    /// Allocations, a reallocation counting as one.
    pub allocations: u64,
    /// Frees, a reallocation counting as one.
    pub deallocations: u64,
    /// The sum of the sizes of all allocations.
    pub allocated_bytes: u64,
    /// How many times linear memory has grown.
    pub growths: u64,
    /// By how much it grows at a time, as text.
    pub growth: String,
    /// The most that linear memory was allowed to be.
    pub hard_limit: Option<u64>,
    /// Live bytes when the program began that an interpreter ran: its own, counted among all
    /// others. `None` and left out where there is no interpreter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_up: Option<u64>,
}

/// Instances alive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Instances {
    /// The most at any one time.
    pub peak: u64,
    /// At the end.
    pub end: u64,
}
