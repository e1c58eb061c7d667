//! Policies and settings as data.

use crate::{
    can_run, describe_growth, describe_policy, describe_ranges, instance_at, list_policies,
    list_unit_tests, planned_calls, python_program, warnings,
};
use highwater_cache::{Owner, Policy, Reclaim};
use highwater_exercise::{PythonProgram, Ranges, UnitTest};
use highwater_tracer::Growth;
use serde_json::{Value, json};
use wasm_bindgen::JsError;
use wasm_bindgen_test::wasm_bindgen_test;

use super::host::message;

fn parsed(text: Result<String, JsError>) -> Value {
    let text = text.unwrap_or_else(|error| panic!("{}", message(error)));
    let value: Value = serde_json::from_str(&text).expect("the text is JSON");
    // Keys are in alphabetical order, without white space.
    assert_eq!(text, value.to_string());
    value
}

#[track_caller]
fn refused<T>(answer: Result<T, JsError>) -> String {
    match answer {
        Ok(_) => panic!("the text was not refused"),
        Err(error) => message(error),
    }
}

#[wasm_bindgen_test]
fn a_policy_is_described_by_its_parts() {
    assert_eq!(
        parsed(describe_policy("class/lru:128/clear:10/gc")),
        json!({
            "policy": "class/lru:128/clear:10/gc",
            "owner": "class",
            "bound": "lru:128",
            "boundName": "lru",
            "parameter": 128,
            "maxsize": 128,
            "clear": 10,
            "reclaim": "gc",
            "python": "@functools.lru_cache(maxsize=128) · cache_clear() every 10 instances",
            "summary": Owner::Class.summary(),
        })
    );
    assert_eq!(
        parsed(describe_policy("none/unbounded/refcount")),
        json!({
            "policy": "none/unbounded",
            "owner": "none",
            "bound": "unbounded",
            "boundName": "unbounded",
            "parameter": null,
            "maxsize": null,
            "clear": null,
            "reclaim": "refcount",
            "python": "no cache: a plain method",
            "summary": Owner::None.summary(),
        })
    );
}

#[wasm_bindgen_test]
fn an_editor_gets_all_choices() {
    let list = parsed(Ok(list_policies()));
    let names = |kind: &str| -> Vec<&str> {
        let choices = list[kind].as_array().expect("a list of choices");
        for choice in choices {
            assert!(
                choice["summary"]
                    .as_str()
                    .is_some_and(|text| !text.is_empty()),
                "{choice}"
            );
        }
        choices
            .iter()
            .map(|choice| choice["name"].as_str().expect("a name"))
            .collect()
    };
    assert_eq!(names("owners"), ["class", "instance", "none"]);
    assert_eq!(names("reclaims"), ["refcount", "gc", "nogc"]);
    assert_eq!(
        list["owners"].as_array().map(Vec::len),
        Some(Owner::ALL.len())
    );
    assert_eq!(
        list["reclaims"].as_array().map(Vec::len),
        Some(Reclaim::ALL.len())
    );
    assert!(names("bounds").starts_with(&["unbounded", "lru"]));
    assert_eq!(list["bounds"][0]["parameter"], Value::Null);
    assert_eq!(
        list["bounds"][0]["decorator"],
        json!({ "name": "cache", "argument": null })
    );
    assert_eq!(
        list["bounds"][1]["decorator"],
        json!({ "name": "lru_cache", "argument": "maxsize" })
    );
    assert_eq!(
        list["bounds"][1]["parameter"],
        json!({ "name": "maxsize", "minimum": 0, "maximum": 1_000_000_000 })
    );
    assert_eq!(
        list["clear"],
        json!({ "name": "instances", "minimum": 1, "maximum": 1_000_000 })
    );
}

#[wasm_bindgen_test]
fn settings_are_described() {
    assert_eq!(
        parsed(describe_ranges(" 500 , 1000 ")),
        json!({ "text": "500,1000", "ranges": [500, 1000] })
    );
    assert_eq!(
        parsed(describe_growth("1024KiB")),
        json!({ "text": "1MiB" })
    );
}

#[wasm_bindgen_test]
fn a_refusal_has_the_message_of_the_refusing_part() {
    for text in [
        "klass/unbounded",
        "class/lru:x",
        "class/unbounded/clear:0",
        "",
    ] {
        let words = text.parse::<Policy>().expect_err(text).to_string();
        assert!(words.contains("allowed"), "{words}");
        assert_eq!(refused(describe_policy(text)), words);
        assert_eq!(refused(planned_calls(text, "50")), words);
        assert_eq!(refused(warnings(text, "50")), words);
        assert_eq!(refused(python_program(text, "50")), words);
    }
    for text in ["0", "50,,100", "10001", ""] {
        let words = text.parse::<Ranges>().expect_err(text).to_string();
        assert_eq!(refused(describe_ranges(text)), words);
        assert_eq!(refused(planned_calls("class/unbounded", text)), words);
        assert_eq!(refused(warnings("class/unbounded", text)), words);
        assert_eq!(refused(python_program("class/unbounded", text)), words);
    }
    for text in ["1MB", "0KiB", ""] {
        let words = text.parse::<Growth>().expect_err(text).to_string();
        assert_eq!(refused(describe_growth(text)), words);
    }
}

#[wasm_bindgen_test]
fn a_policy_that_this_module_cannot_run_is_described() {
    let slab = cfg!(feature = "slab");
    for (policy, can) in [
        ("class/lru:3", true),
        ("none/unbounded", true),
        ("class/sieve:3", slab),
        ("class/sieve", false),
    ] {
        assert_eq!(can_run(policy), can, "{policy}");
        assert_eq!(python_program(policy, "50").is_ok(), can, "{policy}");
    }
    assert_eq!(
        planned_calls("class/sieve:3", "50,100").ok(),
        Some(24_700.0)
    );
    let python = "@sieve_cache(maxsize=3)";
    assert_eq!(parsed(describe_policy("class/sieve:3"))["python"], python);
}

#[wasm_bindgen_test]
fn a_run_is_predicted() {
    // A phase of range r has r instances; with a cache each makes r calls, and all calls but the
    // first two make one more.
    let calls = |policy| planned_calls(policy, "50,100").ok();
    assert_eq!(calls("class/unbounded"), Some(24_700.0));
    assert_eq!(calls("instance/lru:1/gc"), Some(24_700.0));
    // Without a cache, n takes max(n, 1) calls.
    assert_eq!(
        planned_calls("none/unbounded", "20,30").ok(),
        Some(16_900.0)
    );
    assert_eq!(parsed(warnings("class/unbounded", "500,1000")), json!([]));
    let warned = parsed(warnings("none/unbounded", "500,1000"));
    assert!(
        warned.as_array().is_some_and(|list| !list.is_empty()),
        "{warned}"
    );

    let (policy, ranges) = ("instance/unbounded/nogc", "50,100");
    let program = PythonProgram::new(&policy.parse().unwrap(), &ranges.parse().unwrap());
    assert_eq!(
        parsed(python_program(policy, ranges)),
        json!({
            "file": "lru_cache.py",
            "text": program.text,
            "decisions": [
                { "kind": "decorator", "line": 9, "start": 40, "end": 45 },
                { "kind": "owner", "line": 9, "start": 67, "end": 67 },
                { "kind": "reclaim", "line": 17, "start": 27, "end": 27 },
                { "kind": "clear", "line": 19, "start": 42, "end": 42 },
            ],
            "definition": null,
            "lint": null,
        })
    );
    let program = parsed(python_program("class/unbounded", "50"));
    assert_eq!(
        program["lint"],
        json!({
            "id": "W1518",
            "symbol": "method-cache-max-size-none",
            "message": "'lru_cache(maxsize=None)' or 'cache' will keep all method args alive \
                        indefinitely, including 'self'",
            "line": 9,
            "column": 5,
            "comment": { "line": 9, "start": 20, "end": 45 },
        })
    );
}

#[wasm_bindgen_test]
fn the_tests_are_listed_as_in_their_file() {
    assert_eq!(
        serde_json::from_str::<Value>(&list_unit_tests()).unwrap(),
        json!({
            "file": "tests/test_exercise_3.py",
            "memory": UnitTest::MEMORY,
            "correctness": UnitTest::ALL.map(UnitTest::name),
        })
    );
}

#[wasm_bindgen_test]
fn an_instance_is_found_by_a_call() {
    let at = |calls| instance_at("class/unbounded", "5", calls).ok().flatten();
    assert_eq!(
        [0.0, 8.0, 9.0, 40.0, 1e9].map(at),
        [0, 0, 1, 4, 4].map(Some)
    );
}
