//! The course of a run, computed without running it.

use highwater_cache::{Owner, Policy, Recall};

use crate::ranges::Ranges;
use crate::recursion::deepest_call;
use crate::simulation::simulated_starts;

/// The number of calls of the method in a complete run. `None` if unknown: the calls depend on the
/// policy's entries, and are too many to count by simulation.
pub fn planned_calls(policy: &Policy, ranges: &Ranges) -> Option<u64> {
    match InstanceCalls::of(policy) {
        InstanceCalls::Fixed(calls) => Some(calls.all(ranges)),
        InstanceCalls::Simulated => starts(policy, ranges)?.last().copied(),
    }
}

/// The instance that answers the call number `calls`, counted from 1: the first instance before the
/// first call, and the last after the last call. `None` if unknown, as for [`planned_calls`].
pub fn instance_at(policy: &Policy, ranges: &Ranges, calls: u64) -> Option<u32> {
    let instance = match InstanceCalls::of(policy) {
        InstanceCalls::Fixed(fixed) => fixed.instance_at(ranges, calls),
        InstanceCalls::Simulated => {
            let starts = starts(policy, ranges)?;
            let begun = starts.partition_point(|&start| start < calls);
            u32::try_from(begun.saturating_sub(1)).unwrap_or(u32::MAX)
        }
    };
    let made: u32 = ranges.as_slice().iter().sum();
    Some(instance.min(made - 1))
}

/// The number of calls before an instance, by its number, is created. `None` after the last
/// instance, or if unknown, as for [`planned_calls`].
pub fn calls_before(policy: &Policy, ranges: &Ranges, instance: u32) -> Option<u64> {
    let made: u32 = ranges.as_slice().iter().sum();
    if instance >= made {
        return None;
    }
    match InstanceCalls::of(policy) {
        InstanceCalls::Fixed(fixed) => Some(fixed.before(ranges, instance)),
        InstanceCalls::Simulated => starts(policy, ranges)?.get(instance as usize).copied(),
    }
}

/// Warnings to show before a run.
pub fn warnings(policy: &Policy, ranges: &Ranges) -> Vec<String> {
    let mut warnings = Vec::new();
    let largest = ranges.as_slice().iter().copied().max().unwrap_or(0);
    if InstanceCalls::of(policy) == InstanceCalls::Fixed(FixedCalls::Recomputed) {
        let deepest = deepest_call(policy);
        if largest > deepest + 1 {
            warnings.push(format!(
                "{policy} computes each result from the start: past n = {deepest} it ends with Python's RecursionError. Ranges up to {} complete.",
                deepest + 1
            ));
        }
        let calls = FixedCalls::Recomputed.all(ranges);
        if calls > MANY_CALLS {
            warnings.push(format!(
                "{policy} computes each result from the start: ranges {ranges} take {} million calls. Ranges up to 100 take a moment.",
                calls / 1_000_000
            ));
        }
    }
    warnings
}

/// The number of calls of the real exercise with a cache, rounded up.
const MANY_CALLS: u64 = 4_000_000;

/// The number of calls before each instance of a run, and at its end, if counting is fast.
fn starts(policy: &Policy, ranges: &Ranges) -> Option<Vec<u64>> {
    simulated_starts(policy, ranges, MANY_CALLS)
}

/// The number of calls that an instance of a range answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum InstanceCalls {
    /// Equal for all instances of a range.
    Fixed(FixedCalls),
    /// Dependent on the entries that earlier instances have left in the cache.
    Simulated,
}

/// The number of calls of an instance, if it depends on its range alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FixedCalls {
    /// No call finds the result of an earlier one: each recurses to the start.
    Recomputed,
    /// Each call finds the result of the one before: from the third on, each makes one more.
    Recalled,
}

impl InstanceCalls {
    fn of(policy: &Policy) -> Self {
        match (policy.owner, policy.recall()) {
            (Owner::None, _) | (_, Recall::Never) => Self::Fixed(FixedCalls::Recomputed),
            (_, Recall::Always) => Self::Fixed(FixedCalls::Recalled),
            (_, Recall::Varies) => Self::Simulated,
        }
    }
}

impl FixedCalls {
    /// The number of calls of one instance of a range.
    fn each(self, range: u32) -> u64 {
        let range = u64::from(range);
        match self {
            Self::Recomputed => 1 + range * (range - 1) / 2,
            Self::Recalled => range + range.saturating_sub(2),
        }
    }

    fn all(self, ranges: &Ranges) -> u64 {
        let of_range = |&range| u64::from(range) * self.each(range);
        ranges.as_slice().iter().map(of_range).sum()
    }

    fn instance_at(self, ranges: &Ranges, calls: u64) -> u32 {
        let mut before = 0;
        let mut left = calls.saturating_sub(1);
        for &range in ranges.as_slice() {
            let place = u32::try_from(left / self.each(range)).unwrap_or(u32::MAX);
            if place < range {
                return before + place;
            }
            left -= u64::from(range) * self.each(range);
            before += range;
        }
        before
    }

    fn before(self, ranges: &Ranges, instance: u32) -> u64 {
        let mut calls = 0;
        let mut left = instance;
        for &range in ranges.as_slice() {
            let here = left.min(range);
            calls += u64::from(here) * self.each(range);
            left -= here;
        }
        calls
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn policies() -> impl Strategy<Value = Policy> {
        let owner = prop_oneof![Just("class"), Just("instance")];
        let kinds = highwater_cache::Bound::ALL.iter();
        let kinds = kinds.filter(|kind| kind.parameter.is_some());
        let sized: Vec<&str> = kinds.map(|kind| kind.name).collect();
        let bound = prop_oneof![
            1 => Just(String::from("unbounded")),
            4 => (proptest::sample::select(sized), 0..12u32)
                .prop_map(|(name, n)| format!("{name}:{n}")),
        ];
        let clear = prop_oneof![
            Just(String::new()),
            (1..5u32).prop_map(|k| format!("/clear:{k}")),
        ];
        (owner, bound, clear)
            .prop_map(|(owner, bound, clear)| format!("{owner}/{bound}{clear}").parse().unwrap())
    }

    proptest! {
        #[test]
        fn a_simulation_has_the_fixed_numbers_of_calls(
            policy in policies(), ranges in proptest::collection::vec(1..14u32, 1..4),
        ) {
            let texts: Vec<String> = ranges.iter().map(u32::to_string).collect();
            let ranges: Ranges = texts.join(",").parse().unwrap();
            let made: u32 = ranges.as_slice().iter().sum();
            let mut expected: Vec<u64> = (0..made)
                .map(|instance| calls_before(&policy, &ranges, instance).unwrap())
                .collect();
            expected.extend(planned_calls(&policy, &ranges));
            prop_assert_eq!(starts(&policy, &ranges), Some(expected));
        }
    }

    #[test]
    fn a_run_of_too_many_calls_is_not_simulated() {
        let starts = |ranges: &str| {
            let policy = "class/lru:1".parse().unwrap();
            starts(&policy, &ranges.parse().unwrap())
        };
        assert_eq!(starts("10000"), None);
        // 1,415 × 1,415 is more than two million, and nearly every call makes another.
        assert_eq!(starts("1415"), None);
        assert_eq!(starts("500,1000").unwrap().last(), Some(&2_497_000));
    }
}
