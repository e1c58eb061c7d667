//! A run with all events of its observer.

use std::cell::RefCell;

use highwater_exercise::{Exercise, Phase, Ranges, RecursionError, RunObserver};

/// The events of a run.
#[derive(Debug, Clone, Default)]
pub struct Observed {
    pub calls: u64,
    pub hits: u64,
    pub misses: u64,
    pub evictions: u64,
    pub instances: i64,
    pub peak_instances: i64,
    pub entries: i64,
    /// Hits and misses since the clear before, and the number of entries, at each clear.
    pub clears: Vec<(u64, u64, u64)>,
    /// The generation of each collection, and the number of objects freed.
    pub collections: Vec<(u8, u64)>,
    pub phases: Vec<ObservedPhase>,
    /// The number of frames and causes entered and not left.
    pub depth: i64,
    hits_at_clear: u64,
    misses_at_clear: u64,
    entries_let_go: i64,
}

/// The totals at the end of a phase, and the phase's event.
#[derive(Debug, Clone)]
pub struct ObservedPhase {
    pub hits: u64,
    pub misses: u64,
    pub currsize: u64,
    pub last_digits: [u64; 10],
}

thread_local! {
    static OBSERVED: RefCell<Observed> = RefCell::default();
}

/// The observer.
pub enum Observer {}

fn with(f: impl FnOnce(&mut Observed)) {
    OBSERVED.with_borrow_mut(f);
}

impl RunObserver for Observer {
    fn enter(_: highwater_exercise::Frame) {
        with(|observed| observed.depth += 1);
    }

    fn enter_cause(_: highwater_exercise::Cause) {
        with(|observed| observed.depth += 1);
    }

    fn leave() {
        with(|observed| observed.depth -= 1);
    }

    fn call() {
        with(|observed| observed.calls += 1);
    }

    fn hit() {
        with(|observed| observed.hits += 1);
    }

    fn miss() {
        with(|observed| observed.misses += 1);
    }

    fn eviction() {
        with(|observed| observed.evictions += 1);
    }

    fn clear() {
        with(|observed| {
            let hits = observed.hits - observed.hits_at_clear;
            let misses = observed.misses - observed.misses_at_clear;
            let entries = u64::try_from(observed.entries_let_go).unwrap();
            observed.clears.push((hits, misses, entries));
            observed.hits_at_clear = observed.hits;
            observed.misses_at_clear = observed.misses;
        });
    }

    fn instances(change: i64) {
        with(|observed| {
            observed.instances += change;
            observed.peak_instances = observed.peak_instances.max(observed.instances);
        });
    }

    fn entries(change: i64) {
        with(|observed| {
            observed.entries += change;
            observed.entries_let_go = -change;
        });
    }

    fn collection_ends(generation: u8, collected: u64) {
        with(|observed| observed.collections.push((generation, collected)));
    }

    fn phase(phase: &Phase) {
        with(|observed| {
            observed.phases.push(ObservedPhase {
                hits: observed.hits,
                misses: observed.misses,
                currsize: phase.currsize as u64,
                last_digits: phase.last_digits,
            });
        });
    }
}

/// Runs a policy and returns the events before the release, and the error if Python's recursion
/// limit ended it.
pub fn try_run(policy: &str, ranges: &Ranges) -> (Observed, Result<(), RecursionError>) {
    OBSERVED.set(Observed::default());
    let mut exercise = Exercise::<Observer>::new(policy.parse().unwrap());
    let ended = exercise.run(ranges);
    let held = OBSERVED.with_borrow(Observed::clone);
    drop(exercise);
    let after = OBSERVED.take();
    let left = (after.instances, after.entries, after.depth);
    assert_eq!(
        left,
        (0, 0, 0),
        "{policy}: instances, entries and frames at the end"
    );
    (held, ended)
}

/// Runs a policy to its end.
pub fn run(policy: &str, ranges: &Ranges) -> Observed {
    let (observed, ended) = try_run(policy, ranges);
    assert_eq!(ended, Ok(()), "{policy}");
    observed
}
