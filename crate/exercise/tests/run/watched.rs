//! The references to an instance, and its freeing, under each decision.

use highwater_exercise::{
    FreedBy, Ranges, References, WatchError, Watched, calls_before, instance_at, planned_calls,
    watch,
};
use proptest::prelude::*;

fn watched(policy: &str, ranges: &str, instance: u32) -> Watched {
    let (policy, ranges) = (policy.parse().unwrap(), ranges.parse().unwrap());
    watch(policy, &ranges, instance, |_| ()).unwrap()
}

/// The points of an instance's history: calls, variable, keys, cycle.
fn history(policy: &str, ranges: &str, instance: u32) -> Vec<(u64, u8, u32, u8)> {
    let points = watched(policy, ranges, instance).points;
    let tuple = |point: &References| {
        let (variable, cycle) = (u8::from(point.variable), u8::from(point.cycle));
        let references = u32::from(variable) + point.keys + u32::from(cycle);
        assert_eq!(point.total, references, "{policy}");
        (point.calls, variable, point.keys, cycle)
    };
    points.iter().map(tuple).collect()
}

fn freed(policy: &str, ranges: &str, instance: u32) -> (u64, FreedBy) {
    let freed = watched(policy, ranges, instance).freed;
    (freed.calls, freed.by)
}

const ALL: u64 = 2_497_000;

#[test]
fn under_the_bug_each_call_adds_a_key_that_stays() {
    // Instance 0 of the second phase, with a key for each of its 1,000 results.
    assert_eq!(
        history("class/unbounded", "500,1000", 500),
        [
            (499_000, 1, 0, 0),
            (499_002, 1, 2, 0),
            (500_998, 1, 1000, 0),
            (500_998, 0, 1000, 0),
            (ALL, 0, 1000, 0),
        ]
    );
    assert_eq!(
        freed("class/unbounded", "500,1000", 500),
        (ALL, FreedBy::ProgramEnd)
    );
    // The variable releases the last instance of a phase when the generator ends.
    assert_eq!(
        history("class/unbounded", "500,1000", 1499)[3..],
        [(ALL, 0, 1000, 0)]
    );
}

#[test]
fn an_instance_referenced_by_the_variable_alone_is_freed_when_the_next_is_created() {
    let expected = [(998, 1, 0, 0), (1996, 1, 0, 0), (1996, 0, 0, 0)];
    for policy in ["instance/unbounded", "instance/lru:3/clear:1"] {
        assert_eq!(history(policy, "500,1000", 1), expected, "{policy}");
        assert_eq!(
            freed(policy, "500,1000", 1),
            (1996, FreedBy::ReferenceCount),
            "{policy}"
        );
    }
    // Each instance makes 1 + 30 × 29 / 2 calls.
    assert_eq!(
        history("none/unbounded", "30", 1),
        [(436, 1, 0, 0), (872, 1, 0, 0), (872, 0, 0, 0)]
    );
    assert_eq!(
        freed("class/lru:0", "30", 1),
        (872, FreedBy::ReferenceCount)
    );
    // The last instance is freed when the generator ends.
    assert_eq!(
        freed("none/unbounded", "30", 29),
        (30 * 436, FreedBy::ReferenceCount)
    );
}

#[test]
fn an_instance_in_a_cycle_is_freed_when_the_collector_runs() {
    // With the 88th instance there are more than 700 containers.
    assert_eq!(
        history("instance/unbounded/gc", "500,1000", 0),
        [
            (0, 1, 0, 1),
            (998, 1, 0, 1),
            (998, 0, 0, 1),
            (87 * 998, 0, 0, 1),
            (87 * 998, 0, 0, 0),
        ]
    );
    for (instance, run) in [(0, 1), (85, 1), (86, 2), (173, 2), (174, 3)] {
        // The variable still references the previous instance during the collection.
        assert_eq!(
            freed("instance/unbounded/gc", "500,1000", instance),
            ((run * 88 - 1) * 998, FreedBy::Collector),
            "{instance}"
        );
    }
    assert_eq!(
        freed("instance/unbounded/gc", "500,1000", 1499),
        (ALL, FreedBy::ProgramEnd)
    );
}

#[test]
fn without_the_collector_a_cycle_keeps_its_instance_to_the_end() {
    assert_eq!(
        history("instance/unbounded/nogc", "500,1000", 0),
        [(0, 1, 0, 1), (998, 1, 0, 1), (998, 0, 0, 1), (ALL, 0, 0, 1)]
    );
    assert_eq!(
        freed("instance/unbounded/nogc", "500,1000", 0),
        (ALL, FreedBy::ProgramEnd)
    );
}

#[test]
fn a_bounded_cache_releases_the_last_key_at_a_call_of_a_later_instance() {
    // One entry: the first call of the next instance replaces it.
    assert_eq!(
        history("class/lru:1", "500,1000", 700),
        [
            (898_600, 1, 0, 0),
            (898_601, 1, 1, 0),
            (900_598, 1, 1, 0),
            (900_598, 0, 1, 0),
            (900_599, 0, 0, 0),
        ]
    );
    // 128 entries: the 128th result of the next instance, which is its call number 2 × 128 − 2.
    assert_eq!(
        history("class/lru:128", "500,1000", 700),
        [
            (898_600, 1, 0, 0),
            (898_602, 1, 2, 0),
            (898_854, 1, 128, 0),
            (900_598, 1, 128, 0),
            (900_598, 0, 128, 0),
            (900_600, 0, 126, 0),
            (900_852, 0, 0, 0),
        ]
    );
    for policy in ["class/lru:1", "class/lru:128"] {
        let (_, by) = freed(policy, "500,1000", 700);
        assert_eq!(by, FreedBy::ReferenceCount, "{policy}");
    }
    // The cache outlives the generator.
    assert_eq!(
        freed("class/lru:128", "500,1000", 1499),
        (ALL, FreedBy::ProgramEnd)
    );
}

#[test]
fn clearing_releases_all_keys_at_once() {
    assert_eq!(
        history("class/unbounded/clear:10", "500,1000", 0),
        [
            (0, 1, 0, 0),
            (2, 1, 2, 0),
            (998, 1, 500, 0),
            (998, 0, 500, 0),
            (9980, 0, 500, 0),
            (9980, 0, 0, 0),
        ]
    );
    assert_eq!(
        freed("class/unbounded/clear:10", "500,1000", 0),
        (9980, FreedBy::ReferenceCount)
    );
    // The tenth is referenced by the variable when the cache is cleared, and then released.
    assert_eq!(
        history("class/unbounded/clear:10", "500,1000", 9)[2..],
        [(9980, 1, 500, 0), (9980, 1, 0, 0), (9980, 0, 0, 0)]
    );
}

#[test]
fn an_error_ends_the_program() {
    // Python's recursion limit is exceeded in the first instance of the second range.
    let seen = watched("class/lru:0", "3,600", 3);
    assert_eq!(seen.error.unwrap().n, 497);
    assert_eq!(seen.freed.by, FreedBy::ProgramEnd);
    assert_eq!(seen.points.last().unwrap().total, 1);
    let (policy, ranges) = ("class/lru:0".parse().unwrap(), "3,600".parse().unwrap());
    let error = watch(policy, &ranges, 4, |_| ()).unwrap_err();
    assert_eq!(
        error,
        WatchError::NeverMade {
            instance: 4,
            error: seen.error.unwrap()
        }
    );
    assert!(
        error
            .to_string()
            .starts_with("instance 4 is never made: RecursionError")
    );
}

#[test]
fn an_instance_outside_the_run_is_refused() {
    let ranges: Ranges = "30,40".parse().unwrap();
    let error = watch("class/unbounded".parse().unwrap(), &ranges, 70, |_| ()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "instance 70: the run makes 70, with numbers from 0 to 69"
    );
}

#[test]
fn progress_is_reported_until_the_instance_is_freed() {
    let ranges: Ranges = "5".parse().unwrap();
    let told = |policy: &str, instance| {
        let mut told = Vec::new();
        watch(policy.parse().unwrap(), &ranges, instance, |calls| {
            told.push(calls);
        })
        .unwrap();
        told
    };
    assert_eq!(told("class/unbounded", 1), [8, 16, 24, 32]);
    assert_eq!(told("instance/unbounded", 1), [8, 16]);
}

#[test]
fn an_instance_is_found_by_the_number_of_a_call() {
    let at = |policy: &str, calls| {
        let ranges = Ranges::default();
        instance_at(&policy.parse().unwrap(), &ranges, calls).unwrap()
    };
    for (calls, instance) in [
        (0, 0),
        (1, 0),
        (998, 0),
        (999, 1),
        (499_000, 499),
        (499_001, 500),
        (ALL, 1499),
        (ALL + 1, 1499),
    ] {
        assert_eq!(at("class/unbounded", calls), instance, "{calls}");
    }
    assert_eq!(at("none/unbounded", 124_751), 0);
    assert_eq!(at("none/unbounded", 124_752), 1);
}

fn policy() -> impl Strategy<Value = String> {
    let owner = prop_oneof![3 => Just("class"), 1 => Just("instance")];
    let bound = prop_oneof![
        1 => Just("unbounded".to_string()),
        3 => (0..60u32).prop_map(|n| format!("lru:{n}"))
    ];
    let clear = prop_oneof![
        Just(String::new()),
        (1..6u32).prop_map(|k| format!("/clear:{k}"))
    ];
    let reclaim = prop_oneof![Just(""), Just("/gc"), Just("/nogc")];
    (owner, bound, clear, reclaim)
        .prop_map(|(owner, bound, clear, reclaim)| format!("{owner}/{bound}{clear}{reclaim}"))
}

proptest! {
    // The reference count is compared with the known references after every call.
    #[test]
    fn every_instance_of_every_policy_has_a_history(
        text in policy(),
        ranges in proptest::collection::vec(1..20u32, 1..4),
        instance in any::<prop::sample::Index>(),
    ) {
        let made: u32 = ranges.iter().sum();
        let number = u32::try_from(instance.index(made as usize)).unwrap();
        let list: Vec<String> = ranges.iter().map(u32::to_string).collect();
        let ranges: Ranges = list.join(",").parse().unwrap();
        let policy = text.parse().unwrap();
        let seen = watch(policy, &ranges, number, |_| ()).unwrap();
        prop_assert_eq!(calls_before(&policy, &ranges, number), Some(seen.made));
        prop_assert_eq!(instance_at(&policy, &ranges, seen.made + 1), Some(number));
        if seen.made > 0 {
            prop_assert_eq!(instance_at(&policy, &ranges, seen.made), Some(number - 1));
        }
        prop_assert_eq!(calls_before(&policy, &ranges, made), None);
        let ends = seen.freed.by == FreedBy::ProgramEnd;
        let last = seen.points.last().unwrap();
        prop_assert_eq!(ends, last.total > 0);
        prop_assert_eq!(last.calls, seen.freed.calls);
        prop_assert_eq!(seen.points[0].calls, seen.made);
        if ends {
            prop_assert_eq!(Some(seen.freed.calls), planned_calls(&policy, &ranges));
        }
    }
}
