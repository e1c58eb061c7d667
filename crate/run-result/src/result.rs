//! The result of a run, as plain data.

use std::collections::BTreeMap;

use highwater_report::{
    CollectionTotals, Conclusion, Memory, Outcome, PAGE_SIZE, Phase, Program, Settings, Totals,
};
use serde::Serialize;

use crate::names::{counter, fact, field};

/// The result of a run under one policy. Sizes are in bytes and times in milliseconds.
///
/// As JSON its names are in camel case.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
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
    /// The ticks of the run's clock: calls of the cached method, or of a program, its allocations.
    pub calls: u64,
    /// Wall time from the first call to the last.
    pub duration_ms: f64,
    /// Whether each allocation was recorded.
    pub traced: bool,
    /// Whether the contexts of allocations have native calls.
    pub native: bool,
    /// The reason why it failed or ran out of memory, as text.
    pub error: Option<String>,
}

impl RunResult {
    /// The result of a run with these totals that ended so.
    pub fn of(totals: &Totals<'_>, conclusion: Conclusion) -> Self {
        let Totals {
            memory,
            program,
            collections,
            is_traced,
            is_native,
        } = *totals;
        let Conclusion {
            outcome,
            duration_ms,
            error,
        } = conclusion;
        let settings = &program.settings;
        let ranges = text(settings, fact::RANGES);
        Self {
            policy: text(settings, fact::POLICY),
            ranges: ranges
                .split(',')
                .filter_map(|range| range.parse().ok())
                .collect(),
            outcome,
            phases: phases(&program.phases),
            cache: CacheTotals::of(program),
            memory: MemoryTotals::of(memory, settings, is_traced),
            instances: Instances {
                peak: program.peak(counter::INSTANCES),
                end: program.counter(counter::INSTANCES),
            },
            collections,
            calls: program.ticks(),
            duration_ms,
            traced: is_traced,
            native: is_native,
            error,
        }
    }
}

/// A setting as text, empty where it is missing.
fn text(settings: &Settings, key: &str) -> String {
    settings.get(key).cloned().unwrap_or_default()
}

/// A setting as a number.
fn number(settings: &Settings, key: &str) -> Option<u64> {
    settings.get(key)?.parse().ok()
}

/// One phase of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
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
    #[cfg_attr(feature = "typescript", tsify(type = "Record<string, number>"))]
    pub last_digits: BTreeMap<usize, u64>,
}

/// The results of phases in their order.
fn phases(phases: &[Phase]) -> Vec<PhaseResult> {
    let mut before = (0, 0);
    let result = |phase: &Phase| {
        let counters = (phase.counter(counter::HITS), phase.counter(counter::MISSES));
        let (hits, misses) = std::mem::replace(&mut before, counters);
        PhaseResult {
            range: phase.field(field::RANGE),
            hits: counters.0.saturating_sub(hits),
            misses: counters.1.saturating_sub(misses),
            currsize: phase.field(field::CURRSIZE),
            last_digits: last_digits(phase),
        }
    };
    phases.iter().map(result).collect()
}

/// Counts by digit, without the digits that do not occur, as Python's `Counter` has them.
fn last_digits(phase: &Phase) -> BTreeMap<usize, u64> {
    let count = |digit: usize| {
        let name = format!("{}{digit}", field::LAST_DIGIT);
        (digit, phase.field(&name))
    };
    // One by one: a map that is collected brings a sort along.
    let mut counts = BTreeMap::new();
    counts.extend((0..10).map(count).filter(|(_, count)| *count > 0));
    counts
}

/// Totals of all caches of a run. Clearing does not reset them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
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
    /// Entries that a full cache removed for a new one.
    pub evictions: u64,
    /// Times that a cache was emptied.
    pub clears: u64,
}

impl CacheTotals {
    fn of(program: &Program) -> Self {
        let entries = program.counter(counter::ENTRIES);
        let last = program.phases.last();
        Self {
            hits: program.counter(counter::HITS),
            misses: program.counter(counter::MISSES),
            currsize: last.map_or(entries, |phase| phase.field(field::CURRSIZE)),
            maxsize: number(&program.settings, fact::MAXSIZE),
            evictions: program.counter(counter::EVICTIONS),
            clears: program.counter(counter::CLEARS),
        }
    }
}

/// The heap and linear memory of a run, from its beginning to its end while everything it
/// made is still held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MemoryTotals {
    /// The most live bytes at any one time.
    pub peak_live: u64,
    /// The ticks at that time, or `None` where the run was not traced.
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

impl MemoryTotals {
    fn of(memory: &Memory, settings: &Settings, is_traced: bool) -> Self {
        Self {
            peak_live: memory.peak,
            peak_call: is_traced.then_some(memory.peak_ticks),
            end_live: memory.live,
            linear: memory.linear(),
            baseline_linear: memory.baseline_pages * PAGE_SIZE,
            allocations: memory.allocations,
            deallocations: memory.deallocations,
            allocated_bytes: memory.allocated_bytes,
            growths: memory.growths,
            growth: text(settings, fact::GROWTH),
            hard_limit: number(settings, fact::HARD_LIMIT),
            start_up: number(settings, fact::START_UP),
        }
    }
}

/// Instances alive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Instances {
    /// The most at any one time.
    pub peak: u64,
    /// At the end.
    pub end: u64,
}
