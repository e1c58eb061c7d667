//! Reports as files.

use super::answer::capture;
use super::capture::{feed, message};
use crate::{Inspector, list_formats};
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

fn inspector() -> Inspector {
    let mut inspector = Inspector::new(Some(true));
    feed(&mut inspector, &capture(), 0.0).expect("the capture is sound");
    inspector
}

#[wasm_bindgen_test]
fn all_listed_formats_are_exported() {
    let formats: Vec<Value> = serde_json::from_str(&list_formats()).unwrap();
    assert_eq!(formats.len(), 7);
    for format in formats {
        let name = format["name"].as_str().unwrap();
        for kind in format["kinds"].as_array().unwrap() {
            let mut query = serde_json::json!({"kind": kind});
            if kind == "difference" {
                query["between"] = serde_json::json!(["peak", "end"]);
            }
            let file = inspector().export(name, Some(query.to_string()));
            let file = file.map_err(message).unwrap();
            // There are no temporary allocations, and no stacks are no lines.
            let is_empty = (name, kind.as_str()) == ("collapsed", Some("temporary"));
            assert_eq!(file.is_empty(), is_empty, "{name} {kind}");
        }
    }
}

#[wasm_bindgen_test]
fn the_high_water_mark_is_exported_by_default() {
    let file = |query: Option<&str>| {
        let file = inspector().export("collapsed", query.map(Into::into));
        String::from_utf8(file.map_err(message).unwrap()).unwrap()
    };
    assert_eq!(file(None), "f (f.py:7) 40\n");
    assert_eq!(file(Some(r#"{"kind": "high-water-mark"}"#)), file(None));
    assert_eq!(file(Some(r#"{"kind": "temporary"}"#)), "");
}

#[wasm_bindgen_test]
fn impossible_exports_have_a_reason() {
    let why = |format, query: &str| {
        message(
            inspector()
                .export(format, Some(query.into()))
                .map(|_| ())
                .unwrap_err(),
        )
    };
    let unknown = why("svg", r#"{"kind": "leaks"}"#);
    assert!(
        unknown.contains("svg") && unknown.contains("speedscope"),
        "{unknown}"
    );
    let refused = why(
        "pprof",
        r#"{"kind": "difference", "between": ["peak", "end"]}"#,
    );
    assert!(
        refused.contains("difference") && refused.contains("pprof"),
        "{refused}"
    );
    assert!(why("csv", r#"{"kind": "pie"}"#).contains("high-water-mark"));
}
