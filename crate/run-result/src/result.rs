//! The result of a run, as plain data.

use std::collections::BTreeMap;

use highwater_report::{
    CollectionTotals, Conclusion, Memory, Outcome, PAGE_SIZE, Phase, Program, Settings, Totals,
};
use serde::Serialize;

use crate::names::{counter, fact, field};

/// The result of a run under one policy. Sizes are in bytes and times in milliseconds.
///
/// The JSON names are in camel case.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct RunResult {
    /// The policy's canonical text.
    pub policy: String,
    /// The ranges of the run, one for each phase.
    pub ranges: Vec<u64>,
    /// The outcome.
    pub outcome: Outcome,
    /// The completed phases.
    pub phases: Vec<PhaseResult>,
    /// Totals of all caches of the run.
    pub cache: CacheTotals,
    /// The heap and linear memory.
    pub memory: MemoryTotals,
    /// Instances alive.
    pub instances: Instances,
    /// The garbage collections.
    pub collections: CollectionTotals,
    /// The ticks of the run: calls of the cached method, or for a program, its allocations.
    pub calls: u64,
    /// Wall time from the first call to the last.
    pub duration_ms: f64,
    /// True if each allocation was recorded.
    pub traced: bool,
    /// True for a run with native stacks.
    pub native: bool,
    /// The reason for a failure, as text.
    pub error: Option<String>,
}

impl RunResult {
    /// The result of a run with these totals and this conclusion.
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

/// A setting as text, empty if missing.
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
    /// Its range: the number of instances, and of calls of each.
    pub range: u64,
    /// Hits in this phase alone.
    pub hits: u64,
    /// Misses in this phase alone.
    pub misses: u64,
    /// Entries in the cache at its end: in the last instance's, if each instance has one.
    pub currsize: u64,
    /// The number of results by their last decimal digit, without digits that do not occur.
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

/// Counts by digit, without zeros, like Python's `Counter`.
fn last_digits(phase: &Phase) -> BTreeMap<usize, u64> {
    let count = |digit: usize| {
        let name = format!("{}{digit}", field::LAST_DIGIT);
        (digit, phase.field(&name))
    };
    // Inserted one by one: collecting a map would add a sort to the module.
    let mut counts = BTreeMap::new();
    counts.extend((0..10).map(count).filter(|(_, count)| *count > 0));
    counts
}

/// Totals of all caches of a run. Clearing does not reset them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CacheTotals {
    /// Calls answered by a cache.
    pub hits: u64,
    /// Calls that computed their result.
    pub misses: u64,
    /// Entries at the end of the last phase: in the last instance's cache, if each instance has
    /// one. Before the first phase has ended, entries in all live caches.
    pub currsize: u64,
    /// The maximum number of entries of a cache; `None` for no limit.
    pub maxsize: Option<u64>,
    /// Entries removed by a full cache to store another.
    pub evictions: u64,
    /// The number of times a cache was emptied.
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

/// The heap and linear memory of a run, from its beginning to its end, before its memory is
/// released.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MemoryTotals {
    /// The maximum of live bytes.
    pub peak_live: u64,
    /// The ticks at that maximum, or `None` if the run was not traced.
    pub peak_call: Option<u64>,
    /// Live bytes at the end.
    pub end_live: u64,
    /// Linear memory at the end, which is its maximum: it never shrinks.
    pub linear: u64,
    /// Linear memory before the beginning.
    pub baseline_linear: u64,
    /// Allocations, a reallocation counting as one.
    pub allocations: u64,
    /// Frees, a reallocation counting as one.
    pub deallocations: u64,
    /// The sum of the sizes of all allocations.
    pub allocated_bytes: u64,
    /// The number of times linear memory has grown.
    pub growths: u64,
    /// The growth step, as text.
    pub growth: String,
    /// The maximum of linear memory.
    pub hard_limit: Option<u64>,
    /// Live bytes at the start of the program, which belong to its interpreter and are included in
    /// the other numbers. `None` and left out of the JSON without an interpreter.
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
    /// The maximum.
    pub peak: u64,
    /// At the end.
    pub end: u64,
}
