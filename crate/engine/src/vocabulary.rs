//! The names of the exercise's counters, causes and phases in its captures.
//!
//! The crate `highwater-run-result` creates the result of a run from these names.

use highwater_exercise::Cause;
use highwater_tracer::{
    self as tracer, Counter, CounterDefinition, CounterRole, Vocabulary, cause_named, counter_named,
};

/// The exercise's definitions.
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
    const CAUSES: &'static [&'static str] = &[
        "cached values",
        "keys",
        "cache structure",
        // The policies of the module without a slab remember stored keys alone.
        #[cfg(feature = "slab")]
        "ghosts and sketches",
        "instances",
    ];
}

const fn named(name: &str) -> Counter {
    counter_named(ExerciseVocabulary::COUNTERS, name)
}

/// Calls of the cached method.
pub(crate) const CALLS: Counter = named("calls");
/// Calls answered by a cache.
pub(crate) const HITS: Counter = named("hits");
/// Calls that computed their result.
pub(crate) const MISSES: Counter = named("misses");
/// Entries removed by a full cache to store another.
pub(crate) const EVICTIONS: Counter = named("evictions");
/// The number of times a cache was emptied.
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
        #[cfg(feature = "slab")]
        Cause::History => const { named("ghosts and sketches") },
        #[cfg(not(feature = "slab"))]
        Cause::History => const { named("cache structure") },
        Cause::Instance => const { named("instances") },
    }
}

/// The name of each phase.
pub(crate) const PHASE: &str = "range";

/// The field of a phase with its range: the number of instances, and of calls of each.
pub(crate) const RANGE: &str = "range";

/// The field of a phase with the number of entries in the cache, or in the last instance's, if each
/// instance has one.
pub(crate) const CURRSIZE: &str = "currsize";

/// The fields of a phase with the number of results by their last decimal digit.
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

/// The number of fields of a phase.
pub(crate) const PHASE_FIELDS: usize = 2 + LAST_DIGITS.len();
