//! The lifetimes of instances, and the number of calls of a run, under each decision.

use crate::observed::{run, try_run};
use highwater_exercise::{Ranges, planned_calls, warnings};
use proptest::prelude::*;

fn ranges(text: &str) -> Ranges {
    text.parse().unwrap()
}

/// The numbers of live instances at the peak and before the release.
fn alive(policy: &str, text: &str) -> (i64, i64) {
    let observed = run(policy, &ranges(text));
    (observed.peak_instances, observed.instances)
}

#[test]
fn a_cache_of_the_class_keeps_all_instances_alive() {
    assert_eq!(alive("class/unbounded", "30,40"), (70, 70));
    assert_eq!(alive("class/unbounded/clear:10", "30,40"), (10, 0));
    // The last 15 entries belong to two instances with 10 results each.
    assert_eq!(alive("class/lru:15", "10"), (3, 2));
}

#[test]
fn an_instance_without_shared_references_is_freed_when_the_next_is_created() {
    for policy in [
        "none/unbounded",
        "instance/unbounded",
        "instance/lru:3",
        "class/lru:0",
    ] {
        assert_eq!(alive(policy, "30,40"), (2, 0), "{policy}");
    }
}

#[test]
fn instances_in_a_cycle_wait_for_the_collector() {
    // 8 containers for each instance: with the 88th there are more than 700, and all are freed but
    // the one in `A` and the new one.
    assert_eq!(alive("instance/unbounded/gc", "87"), (87, 87));
    assert_eq!(alive("instance/unbounded/gc", "88"), (88, 2));
    assert_eq!(alive("instance/unbounded/gc", "200"), (90, 2 + 200 - 176));
    assert_eq!(alive("instance/unbounded/nogc", "200"), (200, 200));
}

#[test]
fn each_collection_is_reported_with_its_freed_objects() {
    let collections = |policy: &str, text| run(policy, &ranges(text)).collections;
    // 88 less two, and then all created since: 8 containers each.
    let two = [(0, 86 * 8), (0, 88 * 8)];
    assert_eq!(collections("instance/unbounded/gc", "200"), two);
    assert_eq!(collections("instance/unbounded/gc", "87"), []);
    for policy in [
        "instance/unbounded",
        "instance/unbounded/nogc",
        "class/lru:1/gc",
    ] {
        assert_eq!(collections(policy, "200"), [], "{policy}");
    }
}

#[test]
fn an_instance_without_a_cycle_is_freed_at_once() {
    for reclaim in ["gc", "nogc"] {
        assert_eq!(alive(&format!("class/lru:1/{reclaim}"), "100"), (2, 1));
        assert_eq!(alive(&format!("none/unbounded/{reclaim}"), "100"), (2, 0));
    }
}

#[test]
fn python_s_recursion_limit_ends_a_run_at_the_same_call_as_in_cpython() {
    // Measured by running the Python programs of these policies under CPython 3.11.
    let deepest = [
        ("none/unbounded", 993),
        ("class/lru:0", 496),
        ("instance/lru:0/gc", 496),
        ("instance/lru:0", 331),
        ("class/fifo:0", 330),
        ("class/lru-slab:0", 330),
        ("class/lfu:0", 330),
        ("instance/fifo:0/gc", 330),
        ("instance/fifo:0", 248),
        ("class/sieve:0", 496),
        ("class/lirs:0", 496),
        ("class/w-tinylfu:0", 495),
    ];
    for (policy, n) in deepest {
        // A full range of instances would be too slow: the first instance shows the limit.
        let (_, ended) = try_run(policy, &ranges(&(n + 2).to_string()));
        assert_eq!(ended.unwrap_err().n, n + 1, "{policy}");
        assert!(
            warnings(&policy.parse().unwrap(), &ranges("1000"))[0].contains(&format!("n = {n} "))
        );
    }
}

#[test]
fn policies_that_recompute_have_warnings() {
    let of = |policy: &str, text| warnings(&policy.parse().unwrap(), &ranges(text)).len();
    assert_eq!(of("none/unbounded", "500,1000"), 2);
    assert_eq!(of("none/unbounded", "500"), 1);
    assert_eq!(of("none/unbounded", "100"), 0);
    assert_eq!(of("class/unbounded", "500,1000"), 0);
    assert_eq!(of("class/lru:0", "498"), 2);
}

fn policy() -> impl Strategy<Value = String> {
    let owner = prop_oneof![Just("class"), Just("instance")];
    let bound = prop_oneof![
        Just("unbounded".to_string()),
        (0..40u32).prop_map(|n| format!("lru:{n}"))
    ];
    let clear = prop_oneof![
        Just(String::new()),
        (1..12u32).prop_map(|k| format!("/clear:{k}"))
    ];
    let reclaim = prop_oneof![Just(""), Just("/gc"), Just("/nogc")];
    let cached = (owner, bound, clear, reclaim)
        .prop_map(|(owner, bound, clear, reclaim)| format!("{owner}/{bound}{clear}{reclaim}"));
    prop_oneof![9 => cached, 1 => Just("none/unbounded".to_string())]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn every_policy_has_the_same_results_and_the_planned_calls(policy in policy(), first in 1..30u32, second in 1..30u32) {
        let ranges: Ranges = format!("{first},{second}").parse().unwrap();
        let plain = run("none/unbounded", &ranges);
        let observed = run(&policy, &ranges);
        for (phase, expected) in observed.phases.iter().zip(&plain.phases) {
            prop_assert_eq!(phase.last_digits, expected.last_digits);
        }
        prop_assert_eq!(observed.phases.len(), 2);
        prop_assert_eq!(Some(observed.calls), planned_calls(&policy.parse().unwrap(), &ranges));
        if policy.starts_with("none") {
            prop_assert_eq!((observed.hits, observed.misses), (0, 0));
        } else {
            prop_assert_eq!(observed.hits + observed.misses, observed.calls);
        }
        prop_assert!(observed.peak_instances <= i64::from(first + second));
    }
}
