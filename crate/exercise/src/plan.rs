//! What a run will take, before it is run.

use highwater_cache::{Owner, Policy};

use crate::ranges::Ranges;
use crate::recursion::deepest_call;

/// How many calls of the method a run makes when it comes to its end.
///
/// With a result kept, each call past the second asks for one more, which the cache has;
/// without, each call asks for all before it.
pub fn planned_calls(policy: &Policy, ranges: &Ranges) -> u64 {
    ranges
        .as_slice()
        .iter()
        .map(|&range| u64::from(range) * calls_of_instance(policy, range))
        .sum()
}

/// How many calls of the method one instance of a range answers.
fn calls_of_instance(policy: &Policy, range: u32) -> u64 {
    let range = u64::from(range);
    if recomputes(policy) {
        1 + range * (range - 1) / 2
    } else {
        range + range.saturating_sub(2)
    }
}

/// Which instance answers the call number `calls`, the first being 1. Before the first call it is
/// the first instance, and past the last call the last.
pub fn instance_at(policy: &Policy, ranges: &Ranges, calls: u64) -> u32 {
    let mut before = 0;
    let mut left = calls.saturating_sub(1);
    for &range in ranges.as_slice() {
        let each = calls_of_instance(policy, range);
        let place = u32::try_from(left / each).unwrap_or(u32::MAX);
        if place < range {
            return before + place;
        }
        left -= u64::from(range) * each;
        before += range;
    }
    before - 1
}

/// How many calls are made before an instance is, by its number. `None` is past the last.
pub fn calls_before(policy: &Policy, ranges: &Ranges, instance: u32) -> Option<u64> {
    let mut calls = 0;
    let mut left = instance;
    for &range in ranges.as_slice() {
        let each = calls_of_instance(policy, range);
        if left < range {
            return Some(calls + u64::from(left) * each);
        }
        left -= range;
        calls += u64::from(range) * each;
    }
    None
}

/// What a person should know before starting a run.
pub fn warnings(policy: &Policy, ranges: &Ranges) -> Vec<String> {
    let mut warnings = Vec::new();
    let largest = ranges.as_slice().iter().copied().max().unwrap_or(0);
    if recomputes(policy) {
        let deepest = deepest_call(policy);
        if largest > deepest + 1 {
            warnings.push(format!(
                "{policy} computes each result from the start: past n = {deepest} it ends with Python's RecursionError. Ranges up to {} come to their end.",
                deepest + 1
            ));
        }
        let calls = planned_calls(policy, ranges);
        if calls > MANY_CALLS {
            warnings.push(format!(
                "{policy} computes each result from the start: ranges {ranges} take {} million calls. Ranges up to 100 take a moment.",
                calls / 1_000_000
            ));
        }
    }
    warnings
}

/// The calls of the real exercise, with a cache, and some more.
const MANY_CALLS: u64 = 4_000_000;

/// Whether no call finds the result of one before.
fn recomputes(policy: &Policy) -> bool {
    policy.owner == Owner::None || policy.bound.maxsize() == Some(0)
}
