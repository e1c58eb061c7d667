//! The exercise's counters, causes and phases, by the names that its captures have.
//!
//! The result of a run is made from these names by the crate `highwater-run-result`.

use highwater_exercise::Cause;
use highwater_tracer::{
    self as tracer, Counter, CounterDefinition, CounterRole, Vocabulary, cause_named, counter_named,
};

/// What the exercise defines.
pub(crate) struct ExerciseVocabulary;

const fn counter(name: &'static str, role: CounterRole) -> CounterDefinition {
    CounterDefinition { name, role }
}

impl Vocabulary for ExerciseVocabulary {
    const COUNTERS: &'static [CounterDefinition] = &[
        counter("calls", CounterRole::Ticks),
        counter("hits", CounterRole::Total),
        counter("misses", CounterRole::Total),
        counter("evictions", CounterRole::Total),
        counter("clears", CounterRole::Total),
        counter("instances", CounterRole::Exact),
        counter("entries", CounterRole::Drawn),
    ];
    const CAUSES: &'static [&'static str] =
        &["cached values", "keys", "cache structure", "instances"];
}

const fn named(name: &str) -> Counter {
    counter_named(ExerciseVocabulary::COUNTERS, name)
}

/// Calls of the cached method.
pub(crate) const CALLS: Counter = named("calls");
/// Calls that a cache answered.
pub(crate) const HITS: Counter = named("hits");
/// Calls that had to compute.
pub(crate) const MISSES: Counter = named("misses");
/// Entries that a full cache removed for a new one.
pub(crate) const EVICTIONS: Counter = named("evictions");
/// Times that a cache was emptied.
pub(crate) const CLEARS: Counter = named("clears");
/// Instances alive.
pub(crate) const INSTANCES: Counter = named("instances");
/// Entries in all caches alive.
pub(crate) const ENTRIES: Counter = named("entries");

/// The tracer's cause of a cause of the exercise.
pub(crate) const fn cause(cause: Cause) -> tracer::Cause {
    const fn named(name: &str) -> tracer::Cause {
        cause_named(ExerciseVocabulary::CAUSES, name)
    }
    match cause {
        Cause::Value => const { named("cached values") },
        Cause::Key => const { named("keys") },
        Cause::Structure => const { named("cache structure") },
        Cause::Instance => const { named("instances") },
    }
}

/// The name of each phase.
pub(crate) const PHASE: &str = "range";

/// The field of a phase that has its range: as many instances, and as many calls of each.
pub(crate) const RANGE: &str = "range";

/// The field of a phase that has the entries in the cache: of the last instance where each has
/// its own.
pub(crate) const CURRSIZE: &str = "currsize";

/// The fields of a phase that have how many results ended in each decimal digit.
pub(crate) const LAST_DIGITS: [&str; 10] = [
    "last-digit-0",
    "last-digit-1",
    "last-digit-2",
    "last-digit-3",
    "last-digit-4",
    "last-digit-5",
    "last-digit-6",
    "last-digit-7",
    "last-digit-8",
    "last-digit-9",
];

/// How many fields a phase has.
pub(crate) const PHASE_FIELDS: usize = 2 + LAST_DIGITS.len();
