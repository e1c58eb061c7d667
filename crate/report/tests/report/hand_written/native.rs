//! Hybrid stacks: native frames below those of the traced language.

use highwater_capture::{Location, RecordOf};
use highwater_report::{Format, Query, QueryError, Report, Symbol, Symbols};
use serde_json::{Value, json};

use super::answer;
use super::captures::{alloc, node, report_of};
use crate::vocabulary::VALUE;

/// One line of Python, below which an engine function calls another from two offsets of one line,
/// with a third inlined into it; and the allocator.
fn hybrid() -> Report {
    report_of(&[
        RecordOf::Meta {
            key: "build",
            value: "c0ffee",
        },
        RecordOf::Frame {
            line: 12,
            function: "factorial_plus",
            file: "lru_cache.py",
        },
        node(0, Location::Native(5)),
        node(1, Location::Frame(0)),
        node(2, Location::Cause(VALUE)),
        node(3, Location::Native(200)),
        node(4, Location::Native(300)),
        node(3, Location::Native(201)),
        node(6, Location::Native(300)),
        alloc(5, 0x100, 50),
        alloc(7, 0x200, 60),
        alloc(2, 0x300, 1),
    ])
}

fn symbol(function: &str, krate: Option<&str>, file: &str, line: u32, inlined: bool) -> Symbol {
    Symbol {
        function: function.to_string(),
        krate: krate.map(str::to_string),
        file: file.to_string(),
        line,
        inlined,
    }
}

fn symbols() -> Symbols {
    let exercise = Some("highwater-exercise");
    let compute = || {
        symbol(
            "compute",
            exercise,
            "highwater-exercise: src/algorithms.rs",
            9,
            false,
        )
    };
    let with_capacity = symbol(
        "with_capacity",
        Some("std"),
        "std: alloc/src/vec/mod.rs",
        7,
        true,
    );
    let alloc = symbol(
        "alloc",
        Some("highwater-tracer"),
        "highwater-tracer: src/allocator.rs",
        3,
        false,
    );
    Symbols::new(
        &[200, 201, 300],
        vec![
            vec![compute(), with_capacity.clone()],
            vec![compute(), with_capacity],
            vec![alloc],
        ],
    )
}

/// The hybrid stacks with their symbols.
fn resolved() -> Report {
    let mut report = hybrid();
    report.set_symbols(symbols());
    report
}

/// Each frame of a tree as a line: indented by its depth, with its bytes.
fn outline(tree: &Value) -> Vec<String> {
    fn walk(tree: &Value, depth: usize, lines: &mut Vec<String>) {
        let text = |key: &str| tree[key].as_str().unwrap_or_default().to_string();
        lines.push(format!(
            "{}{} {}",
            " ".repeat(depth),
            text("name"),
            tree["bytes"]
        ));
        for child in tree["children"].as_array().unwrap() {
            walk(child, depth + 1, lines);
        }
    }
    let mut lines = Vec::new();
    walk(tree, 0, &mut lines);
    lines
}

#[test]
fn python_frames_alone_hide_the_native_ones() {
    let tree = answer(&resolved(), json!({"kind": "tree"}));
    assert_eq!(outline(&tree), ["<root> 111", " factorial_plus 111"]);
    assert_eq!(tree["children"][0].get("offset"), None);
}

#[test]
fn calls_from_one_line_are_one_frame_with_its_inlined_functions_below() {
    let tree = answer(&resolved(), json!({"kind": "tree", "frames": "native"}));
    assert_eq!(
        outline(&tree),
        [
            "<root> 111",
            " wasm+0x5 111",
            "  factorial_plus 111",
            "   compute 110",
            "    with_capacity 110",
            "     alloc 110",
        ]
    );
    let entry = &tree["children"][0];
    assert_eq!(
        (
            &entry["offset"],
            &entry["crate"],
            &entry["inlined"],
            &entry["line"]
        ),
        (&json!(5), &json!(null), &json!(false), &json!(0))
    );
    let inlined = &entry["children"][0]["children"][0]["children"][0];
    assert_eq!(
        *inlined,
        json!({
            "name": "with_capacity", "file": "std: alloc/src/vec/mod.rs", "line": 7,
            "crate": "std", "offset": 200, "inlined": true,
            "bytes": 110, "count": 2, "ownBytes": 0, "ownCount": 0,
            "children": inlined["children"],
        })
    );
}

#[test]
fn hidden_frames_leave_their_bytes_with_the_frame_above() {
    let shown = |question: Value| {
        let mut query = json!({"kind": "tree", "frames": "native"});
        query
            .as_object_mut()
            .unwrap()
            .extend(question.as_object().unwrap().clone());
        outline(&answer(&resolved(), query))
    };
    let python = ["<root> 111", " wasm+0x5 111", "  factorial_plus 111"];
    let with = |more: &[&'static str]| [&python[..], more].concat();
    assert_eq!(
        shown(json!({"hide": ["allocator"]})),
        with(&["   compute 110", "    with_capacity 110"])
    );
    assert_eq!(
        shown(json!({"hide": ["allocator", "std"]})),
        with(&["   compute 110"])
    );
    assert_eq!(
        shown(json!({"only": "std"})),
        ["<root> 111", " factorial_plus 111", "  with_capacity 110"]
    );
    assert_eq!(
        shown(json!({"only": "unknown"})),
        ["<root> 111", " factorial_plus 111"]
    );
}

#[test]
fn without_symbols_offsets_serve_as_names() {
    let tree = answer(&hybrid(), json!({"kind": "tree", "frames": "native"}));
    assert_eq!(
        outline(&tree),
        [
            "<root> 111",
            " wasm+0x5 111",
            "  factorial_plus 111",
            "   wasm+0xc9 60",
            "    wasm+0x12c 60",
            "   wasm+0xc8 50",
            "    wasm+0x12c 50",
        ]
    );
    assert_eq!(hybrid().native_offsets(), [5, 200, 201, 300]);
}

#[test]
fn tables_and_summaries_have_native_rows() {
    let query = |kind: &str| json!({"kind": kind, "frames": "native", "hide": ["allocator"]});
    let table = answer(&resolved(), query("table"));
    assert_eq!(
        table["rows"],
        json!([
            {"name": "with_capacity", "file": "std: alloc/src/vec/mod.rs", "line": 7,
             "crate": "std", "offset": 200, "inlined": true, "bytes": 110, "count": 2},
            {"name": "factorial_plus", "file": "lru_cache.py", "line": 12, "bytes": 1, "count": 1},
        ])
    );
    let summary = answer(&resolved(), query("summary"));
    assert_eq!(
        summary["rows"][0],
        json!({"name": "with_capacity", "file": "std: alloc/src/vec/mod.rs", "crate": "std",
            "offset": 200, "inlined": true, "ownBytes": 110, "ownCount": 2,
            "totalBytes": 110, "totalCount": 2})
    );
}

#[test]
fn the_heaviest_stack_has_all_known_data_of_its_frames() {
    let stack = answer(&resolved(), json!({"kind": "stack"}));
    assert_eq!(
        stack,
        json!({
            "kind": "stack", "calls": 0, "bytes": 60, "count": 1,
            "frames": [
                {"kind": "native", "offset": 5, "symbols": []},
                {"kind": "python", "name": "factorial_plus", "file": "lru_cache.py", "line": 12},
                {"kind": "native", "offset": 201, "symbols": [
                    {"name": "compute", "crate": "highwater-exercise",
                     "file": "highwater-exercise: src/algorithms.rs", "line": 9, "inlined": false},
                    {"name": "with_capacity", "crate": "std",
                     "file": "std: alloc/src/vec/mod.rs", "line": 7, "inlined": true},
                ]},
                {"kind": "native", "offset": 300, "symbols": [
                    {"name": "alloc", "crate": "highwater-tracer",
                     "file": "highwater-tracer: src/allocator.rs", "line": 3, "inlined": false},
                ]},
            ],
        })
    );
}

#[test]
fn exports_have_the_native_frames_of_the_filter() {
    let query: Query = serde_json::from_value(
        json!({"kind": "high-water-mark", "frames": "native", "hide": ["allocator"]}),
    )
    .unwrap();
    let collapsed = resolved().export(Format::Collapsed, &query).unwrap();
    assert_eq!(
        String::from_utf8(collapsed)
            .unwrap()
            .lines()
            .collect::<Vec<_>>(),
        [
            "wasm+0x5;factorial_plus (lru_cache.py:12) 1",
            "wasm+0x5;factorial_plus (lru_cache.py:12);compute (highwater-exercise: src/algorithms.rs:9);with_capacity (std: alloc/src/vec/mod.rs:7) 110",
        ]
    );
}

#[test]
fn a_run_without_native_stacks_is_an_error() {
    let report = super::known();
    for question in [
        json!({"kind": "tree", "frames": "native"}),
        json!({"kind": "stack"}),
    ] {
        let query: Query = serde_json::from_value(question).unwrap();
        assert_eq!(report.answer(&query), Err(QueryError::NotNative));
    }
    assert_eq!(report.build(), None);
    assert_eq!(hybrid().build(), Some("c0ffee"));
}

#[test]
fn symbols_may_lack_a_file_and_a_line() {
    let symbol: Symbol = serde_json::from_value(json!({
        "function": "f", "crate": null, "file": null, "line": null, "inlined": false,
    }))
    .unwrap();
    assert_eq!((&symbol.file[..], symbol.line), ("", 0));
}
