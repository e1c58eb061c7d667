//! Watching one instance.

use crate::{WatchListener, watch_instance};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen(inline_js = "
export class CollectingListener {
  reported = [];
  progressed(calls) { this.reported.push(calls); }
}
")]
extern "C" {
    /// A listener that stores all reports.
    type CollectingListener;

    #[wasm_bindgen(constructor)]
    fn new() -> CollectingListener;

    #[wasm_bindgen(method, getter)]
    fn reported(this: &CollectingListener) -> Vec<f64>;
}

fn watched(policy: &str, instance: u32) -> (Result<String, JsError>, Vec<f64>) {
    let listener = CollectingListener::new();
    let also: WatchListener = JsValue::from(&listener).unchecked_into();
    (
        watch_instance(policy, "5", instance, &also),
        listener.reported(),
    )
}

#[wasm_bindgen_test]
fn the_history_of_an_instance_is_json() {
    let (history, reported) = watched("class/lru:2", 1);
    let text = history.unwrap_or_else(|_| panic!("a history"));
    let history: Value = serde_json::from_str(&text).expect("JSON");
    // Keys are in alphabetical order, without white space.
    assert_eq!(text, history.to_string());
    let point = |calls: u32, variable: u8, keys: u8| {
        let total = variable + keys;
        json!({ "calls": calls, "variable": variable, "keys": keys, "cycle": 0, "total": total })
    };
    assert_eq!(
        history,
        json!({
            "instance": 1,
            "made": 8,
            "points": [
                point(8, 1, 0),
                point(10, 1, 2),
                point(16, 1, 2),
                point(16, 0, 2),
                point(18, 0, 0),
            ],
            "freed": { "calls": 18, "by": "refcount" },
            "error": null,
        })
    );
    assert_eq!(reported, [8.0, 16.0]);
}

#[wasm_bindgen_test]
fn an_unwatchable_instance_is_refused_with_a_message() {
    let refused = |policy, instance| {
        let error = watched(policy, instance).0.expect_err("refused");
        let error: JsValue = error.into();
        String::from(error.unchecked_into::<js_sys::Error>().message())
    };
    assert_eq!(
        refused("class/lru:2", 5),
        "instance 5: the run makes 5, with numbers from 0 to 4"
    );
    assert!(refused("class/lru:x", 0).contains("allowed"));
}
