//! The counters and causes of the programs in captures written by hand.

// Each test binary uses only some of them.
#![allow(dead_code)]

use highwater_capture::{Cause, Counter, CounterRole, Record, RecordOf};

/// The counters.
pub const COUNTERS: [(&str, CounterRole); 4] = [
    ("hits", CounterRole::Total),
    ("calls", CounterRole::Ticks),
    ("entries", CounterRole::Drawn),
    ("instances", CounterRole::Exact),
];

pub const HITS: Counter = Counter::ALL[0];
pub const CALLS: Counter = Counter::ALL[1];
pub const ENTRIES: Counter = Counter::ALL[2];
pub const INSTANCES: Counter = Counter::ALL[3];

/// The names of the causes.
pub const CAUSES: [&str; 4] = ["cached values", "keys", "cache structure", "instances"];

pub const VALUE: Cause = Cause::ALL[0];
pub const KEY: Cause = Cause::ALL[1];
pub const STRUCTURE: Cause = Cause::ALL[2];

/// The records that define all of them.
pub fn definitions<'a>() -> impl Iterator<Item = Record<'a>> {
    let counters = COUNTERS
        .into_iter()
        .map(|(name, role)| RecordOf::CounterDefinition { role, name });
    let causes = CAUSES
        .into_iter()
        .map(|name| RecordOf::CauseDefinition { name });
    counters.chain(causes)
}
