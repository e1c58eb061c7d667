//! The exercise's unit tests, run like by a page.

use crate::run_unit_test;
use highwater_exercise::UnitTest;
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

use super::message;

fn run(name: &str, policy: &str) -> Value {
    let text = run_unit_test(name, policy).unwrap_or_else(|error| panic!("{}", message(error)));
    serde_json::from_str(&text).expect("the text is JSON")
}

#[wasm_bindgen_test]
fn a_test_reports_its_own_peak_after_any_other() {
    for policy in ["class/unbounded", "instance/lru:1/gc", "class/lru:2"] {
        let peaks = || UnitTest::ALL.map(|test| run(test.name(), policy));
        let first = peaks();
        for (outcome, test) in first.iter().zip(UnitTest::ALL) {
            assert_eq!(outcome["name"], test.name());
            assert_eq!(outcome["error"], Value::Null, "{policy}");
            assert!(outcome["peakLive"].as_u64() > Some(0), "{policy}");
        }
        assert_eq!(first, peaks(), "{policy}");
    }
}

#[wasm_bindgen_test]
fn a_cache_of_all_results_has_a_higher_peak_than_one_of_two() {
    let peak = |policy| {
        let outcome = run(UnitTest::Factorials.name(), policy);
        outcome["peakLive"].as_u64().expect("a number")
    };
    assert!(peak("class/unbounded") > 2 * peak("class/lru:2"));
}

#[wasm_bindgen_test]
fn unknown_tests_and_policies_are_named() {
    let words = |answer: Result<String, wasm_bindgen::JsError>| message(answer.expect_err("no"));
    assert_eq!(
        words(run_unit_test("test_nothing", "class/unbounded")),
        "there is no test “test_nothing”"
    );
    let policy = "klass"
        .parse::<highwater_cache::Policy>()
        .unwrap_err()
        .to_string();
    assert_eq!(
        words(run_unit_test(UnitTest::OneInstance.name(), "klass")),
        policy
    );
}
