//! The real exercise compared with measurements of `CPython`.

use std::collections::BTreeMap;

use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

use super::host::Settings;

const REFERENCE: &str = include_str!("../../../exercise/reference/exercise3-cpython.json");

#[wasm_bindgen_test]
fn the_real_exercise_has_cpython_s_counts() {
    let reference: Value = serde_json::from_str(REFERENCE).expect("the reference is JSON");
    let number = |path: &str| {
        let value = reference.pointer(path).and_then(Value::as_u64);
        value.unwrap_or_else(|| panic!("the reference has no number at {path}"))
    };
    let finished = Settings {
        policy: "class/unbounded",
        ranges: "500,1000",
        traced: true,
    }
    .run();
    assert_eq!(finished.outcome, 0);
    let result = finished.result();

    let info = "/cache_info";
    let hits =
        ["after_500", "range_1000_alone"].map(|phase| number(&format!("{info}/{phase}/hits")));
    let misses =
        ["after_500", "range_1000_alone"].map(|phase| number(&format!("{info}/{phase}/misses")));
    let currsize = ["after_500", "after_both"]
        .map(|phase| number(&format!("{info}/currsize/shared_unbounded/{phase}")));
    assert_eq!(result.phases.len(), 2);
    for (index, phase) in result.phases.iter().enumerate() {
        let range = ["500", "1000"][index];
        assert_eq!(phase.range.to_string(), range);
        assert_eq!(phase.hits, hits[index], "{range}");
        assert_eq!(phase.misses, misses[index], "{range}");
        assert_eq!(phase.currsize, currsize[index], "{range}");
        let digits: BTreeMap<usize, u64> = (0..10)
            .map(|digit| {
                (
                    digit,
                    number(&format!("/last_digit_counts/{range}/{digit}")),
                )
            })
            .collect();
        assert_eq!(phase.last_digits, digits, "{range}");
    }
    assert_eq!(result.cache.hits, number("/cache_info/after_both/hits"));
    assert_eq!(result.cache.misses, number("/cache_info/after_both/misses"));
    assert_eq!(result.cache.evictions, 0);
    // All instances are alive: the bug of the exercise.
    assert_eq!((result.instances.peak, result.instances.end), (1500, 1500));
    assert_eq!(finished.report.memory().live, 0);
}
