//! Counts equal to `CPython`'s for all measured variants.

use crate::observed::{Observed, run};
use highwater_exercise::Ranges;
use serde_json::Value;

fn reference() -> Value {
    serde_json::from_str(include_str!("../../reference/exercise3-cpython.json")).unwrap()
}

fn numbers(value: &Value) -> Vec<u64> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|number| number.as_u64().unwrap())
        .collect()
}

fn last_digits(reference: &Value, range: u32) -> [u64; 10] {
    let counts = &reference["last_digit_counts"][range.to_string()];
    std::array::from_fn(|digit| counts[digit.to_string()].as_u64().unwrap())
}

/// The number of entries in the cache after each phase.
fn currsizes(reference: &Value, policy: &str) -> [u64; 2] {
    let sizes = &reference["cache_info"]["currsize"];
    let unbounded = &sizes["shared_unbounded"];
    match policy {
        "class/unbounded" => {
            ["after_500", "after_both"].map(|key| unbounded[key].as_u64().unwrap())
        }
        "instance/unbounded/gc" => ["each_in_500", "each_in_1000"]
            .map(|key| sizes["per_instance"][key][3].as_u64().unwrap()),
        _ => match policy.strip_prefix("class/lru:") {
            Some(maxsize) => [maxsize.parse().unwrap(); 2],
            None => [0; 2],
        },
    }
}

fn assert_equal_to_cpython(policy: &str, reference: &Value) {
    let observed = run(policy, &Ranges::default());
    let info = &reference["cache_info"];
    let after = |key: &str| {
        (
            info[key]["hits"].as_u64().unwrap(),
            info[key]["misses"].as_u64().unwrap(),
        )
    };
    let [first, second] = &observed.phases[..] else {
        panic!("{policy}: {:?}", observed.phases)
    };
    assert_eq!((first.hits, first.misses), after("after_500"), "{policy}");
    assert_eq!(
        (second.hits, second.misses),
        after("after_both"),
        "{policy}"
    );
    assert_eq!(
        [first.currsize, second.currsize],
        currsizes(reference, policy),
        "{policy}: currsize after each phase"
    );
    assert_eq!(first.last_digits, last_digits(reference, 500), "{policy}");
    assert_eq!(second.last_digits, last_digits(reference, 1000), "{policy}");
    assert_clears(policy, &observed, info);
}

/// Compares the cache before each clear with `CPython`'s.
fn assert_clears(policy: &str, observed: &Observed, info: &Value) {
    let Some(every) = policy.strip_prefix("class/unbounded/clear:") else {
        assert_eq!(observed.clears, [], "{policy}");
        return;
    };
    let key = format!("every_{every}");
    let clears = numbers(&info["currsize"]["clears"][&key]);
    let mut expected = Vec::new();
    for (phase, range) in [(0, "in_500"), (1, "in_1000")] {
        // Hits, and currsize, which equals the misses.
        let before = numbers(&info["currsize"]["before_each_clear"][&key][range]);
        let before = (before[0], before[1], before[1]);
        expected.extend(std::iter::repeat_n(
            before,
            usize::try_from(clears[phase]).unwrap(),
        ));
    }
    assert_eq!(
        observed.clears, expected,
        "{policy}: hits, misses and currsize before each clear"
    );
}

#[test]
fn every_measured_variant_has_cpythons_counts() {
    let reference = reference();
    let variants = reference["variants"].as_array().unwrap();
    assert_eq!(variants.len(), 9);
    for variant in variants {
        assert_equal_to_cpython(variant["policy"].as_str().unwrap(), &reference);
    }
}

#[test]
fn one_entry_is_enough_for_every_hit() {
    let reference = reference();
    for policy in ["class/lru:1", "instance/lru:1", "instance/unbounded"] {
        let observed = run(policy, &Ranges::default());
        let info = &reference["cache_info"]["after_both"];
        let last = observed.phases.last().unwrap();
        assert_eq!(Some(last.hits), info["hits"].as_u64(), "{policy}");
        assert_eq!(Some(last.misses), info["misses"].as_u64(), "{policy}");
    }
}

#[test]
fn the_second_range_alone_has_cpythons_counts() {
    let reference = reference();
    let info = &reference["cache_info"]["range_1000_alone"];
    let observed = run("class/lru:128", &"1000".parse().unwrap());
    let [phase] = &observed.phases[..] else {
        panic!("{:?}", observed.phases)
    };
    assert_eq!(Some(phase.hits), info["hits"].as_u64());
    assert_eq!(Some(phase.misses), info["misses"].as_u64());
}
