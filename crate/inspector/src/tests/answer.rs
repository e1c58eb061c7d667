//! Queries about the locations of a capture.

use super::capture::{Capture, feed, inspector_of, message};
use crate::Inspector;
use highwater_capture::{Location, Record};
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

/// A capture with forty live bytes of one function.
pub fn capture() -> Vec<u8> {
    let mut capture = Capture::new(true);
    capture
        .record(&Record::Frame {
            line: 7,
            function: "f",
            file: "f.py",
        })
        .record(&Record::Node {
            parent: 0,
            location: Location::Frame(0),
        })
        .record(&Record::Alloc {
            node: 1,
            address: 64,
            size: 40,
        });
    capture.bytes
}

#[wasm_bindgen_test]
fn locations_are_reported_if_they_are_stored() {
    let mut inspector = Inspector::new(Some(true));
    feed(&mut inspector, &capture(), 0.0).expect("the capture is sound");
    let answer = inspector
        .answer(r#"{"kind": "table"}"#)
        .map_err(message)
        .unwrap();
    let answer: Value = serde_json::from_str(&answer).unwrap();
    let row = serde_json::json!({"name": "f", "file": "f.py", "line": 7, "bytes": 40, "count": 1});
    assert_eq!(answer["rows"], Value::from(vec![row]));
}

#[wasm_bindgen_test]
fn a_query_without_an_answer_is_an_error_with_its_reason() {
    let not_kept = inspector_of(&capture()).answer(r#"{"kind": "table"}"#);
    assert!(message(not_kept.unwrap_err()).contains("has no locations"));
    let inspector = Inspector::new(Some(true));
    let unknown = message(inspector.answer(r#"{"kind": "pie"}"#).unwrap_err());
    assert!(
        unknown.contains("pie") && unknown.contains("high-water-mark"),
        "{unknown}"
    );
}
