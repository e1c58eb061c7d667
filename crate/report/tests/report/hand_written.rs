//! Small captures with known answers.

mod captures;
mod native;

use captures::{alloc, free, node, report_of};
use highwater_capture::{Header, Location, Mark, RecordOf};
use highwater_report::{Query, QueryError, Report};
use serde_json::{Value, json};

use crate::vocabulary::{CALLS, KEY, VALUE};

/// A function that computes a product and a result from it, and stores the result and a key.
fn known() -> Report {
    let frame = |line, function| RecordOf::Frame {
        line,
        function,
        file: "lru_cache.py",
    };
    report_of(&[
        frame(30, "<module>"),
        frame(12, "factorial_plus"),
        node(0, Location::Frame(0)),
        node(1, Location::Frame(1)),
        node(2, Location::Cause(VALUE)),
        node(1, Location::Cause(KEY)),
        alloc(2, 0x100, 50),
        alloc(3, 0x200, 60),
        free(0x100, 50),
        alloc(4, 0x100, 8),
        alloc(2, 0x300, 32),
        alloc(3, 0x400, 40),
        free(0x300, 32),
        RecordOf::Mark(Mark::End),
        free(0x200, 60),
        free(0x400, 40),
        free(0x100, 8),
        RecordOf::Mark(Mark::Released),
    ])
}

fn answer(report: &Report, query: Value) -> Value {
    let query: Query = serde_json::from_value(query).unwrap();
    serde_json::to_value(report.answer(&query).unwrap()).unwrap()
}

#[test]
fn the_high_water_mark() {
    // 60 + 8 + 32 + 40 bytes; the first product has been freed.
    let expected = json!({
        "kind": "high-water-mark", "calls": 0,
        "name": "<root>", "file": "", "line": 0,
        "bytes": 140, "count": 4, "ownBytes": 0, "ownCount": 0,
        "children": [{
            "name": "<module>", "file": "lru_cache.py", "line": 30,
            "bytes": 140, "count": 4, "ownBytes": 8, "ownCount": 1,
            "children": [{
                "name": "factorial_plus", "file": "lru_cache.py", "line": 12,
                "bytes": 132, "count": 3, "ownBytes": 132, "ownCount": 3, "children": [],
            }],
        }],
    });
    assert_eq!(
        answer(&known(), json!({"kind": "high-water-mark"})),
        expected
    );
}

#[test]
fn equals_are_in_the_order_of_their_names() {
    let frame = |function, file| RecordOf::Frame {
        line: 1,
        function,
        file,
    };
    // The tree has `z` before `a`, and the list of locations `c.py` before `b.py`.
    let report = report_of(&[
        frame("x", "x.py"),
        frame("z", "b.py"),
        frame("a", "c.py"),
        node(0, Location::Frame(0)),
        node(1, Location::Frame(1)),
        node(0, Location::Frame(2)),
        alloc(1, 0x100, 100),
        alloc(2, 0x200, 8),
        alloc(3, 0x300, 8),
    ]);
    let names = |rows: &Value, key| -> Vec<Value> {
        let rows = rows.as_array().unwrap();
        rows.iter().map(|row: &Value| row[key].clone()).collect()
    };
    let summary = answer(&report, json!({"kind": "summary"}));
    assert_eq!(names(&summary["rows"], "name"), ["x", "a", "z"]);
    let stats = answer(&report, json!({"kind": "stats"}));
    assert_eq!(
        names(&stats["topModules"], "file"),
        ["x.py", "b.py", "c.py"]
    );
}

#[test]
fn allocations_of_a_release_are_no_high_water_mark() {
    let report = report_of(&[
        RecordOf::Frame {
            line: 1,
            function: "<module>",
            file: "program.py",
        },
        node(0, Location::Frame(0)),
        alloc(1, 0x100, 50),
        RecordOf::Mark(Mark::End),
        alloc(1, 0x200, 70),
        free(0x200, 70),
        free(0x100, 50),
        RecordOf::Mark(Mark::Released),
    ]);
    let peak = answer(&report, json!({"kind": "high-water-mark"}));
    assert_eq!((&peak["bytes"], &peak["count"]), (&json!(50), &json!(1)));
    assert_eq!(answer(&report, json!({"kind": "stats"}))["peakBytes"], 50);
}

#[test]
fn the_high_water_mark_excludes_the_start() {
    let report = report_of(&[
        node(0, Location::Cause(VALUE)),
        alloc(1, 0x100, 50),
        alloc(1, 0x200, 10),
        free(0x100, 50),
        RecordOf::Mark(Mark::Ready),
        alloc(1, 0x300, 8),
        free(0x300, 8),
    ]);
    let peak = answer(&report, json!({"kind": "high-water-mark"}));
    assert_eq!((&peak["bytes"], &peak["count"]), (&json!(18), &json!(2)));
}

#[test]
fn leaks_at_the_end_and_after_the_release() {
    let known = known();
    assert_eq!(answer(&known, json!({"kind": "leaks"}))["bytes"], 108);
    let released = answer(&known, json!({"kind": "leaks", "at": "released"}));
    assert_eq!(
        (&released["bytes"], &released["children"]),
        (&json!(0), &json!([]))
    );
}

#[test]
fn temporaries_are_the_products() {
    let temporary = |threshold| {
        answer(
            &known(),
            json!({"kind": "temporary", "threshold": threshold}),
        )
    };
    assert_eq!(temporary(1)["bytes"], 50 + 32);
    assert_eq!(temporary(1)["count"], 2);
    assert_eq!(temporary(0)["count"], 0);
    // Frees at the program's end are not of temporary allocations, however recent.
    assert_eq!(temporary(15)["bytes"], 50 + 32);
    assert_eq!(answer(&known(), json!({"kind": "temporary"})), temporary(1));
}

#[test]
fn causes() {
    let expected = json!([
        {"cause": "cached values", "bytes": 100, "count": 2, "percent": 100.0 * 100.0 / 140.0},
        {"cause": "keys", "bytes": 8, "count": 1, "percent": 100.0 * 8.0 / 140.0},
        {"cause": "cache structure", "bytes": 0, "count": 0, "percent": 0.0},
        {"cause": "instances", "bytes": 0, "count": 0, "percent": 0.0},
        {"cause": "the rest", "bytes": 32, "count": 1, "percent": 100.0 * 32.0 / 140.0},
    ]);
    assert_eq!(
        answer(&known(), json!({"kind": "by-cause"}))["rows"],
        expected
    );
}

#[test]
fn differences() {
    let difference = answer(
        &known(),
        json!({"kind": "difference", "between": ["peak", "released"]}),
    );
    assert_eq!(difference["bytes"], -140);
    assert_eq!(difference["freedBytes"], 140);
    assert_eq!(difference["allocatedBytes"], 0);
    let function = &difference["children"][0]["children"][0];
    assert_eq!(
        (&function["beforeBytes"], &function["afterBytes"]),
        (&json!(132), &json!(0))
    );
}

#[test]
fn stats() {
    let stats = answer(&known(), json!({"kind": "stats"}));
    assert_eq!(stats["totalAllocations"], 5);
    assert_eq!(stats["totalBytes"], 190);
    assert_eq!(stats["peakBytes"], 140);
    assert_eq!(stats["topLocationsBySize"][0]["bytes"], 182);
    assert_eq!(stats["topLocationsByCount"][0]["name"], "factorial_plus");
    assert_eq!(
        stats["topModules"],
        json!([{"file": "lru_cache.py", "bytes": 190, "count": 5}])
    );
    assert_eq!(stats["histogram"].as_array().unwrap().len(), 10);
}

#[test]
fn unanswerable_queries_have_reasons() {
    let why = |query: Value| {
        let query: Query = serde_json::from_value(query).unwrap();
        known().answer(&query).unwrap_err()
    };
    assert_eq!(why(json!({"kind": "difference"})), QueryError::NoBetween);
    assert_eq!(
        why(json!({"kind": "temporary", "threshold": 16})),
        QueryError::Threshold(16)
    );
    assert!(
        why(json!({"kind": "temporary", "threshold": 16}))
            .to_string()
            .contains("0 to 15")
    );
    let unknown = serde_json::from_value::<Query>(json!({"kind": "flame"})).unwrap_err();
    assert!(unknown.to_string().contains("high-water-mark"), "{unknown}");
    let mut untraced = Report::with_locations();
    untraced
        .feed(
            &Header {
                address_shift: 4,
                traced: false,
            }
            .to_bytes(),
            0.0,
        )
        .unwrap();
    let query = serde_json::from_value(json!({"kind": "leaks"})).unwrap();
    assert_eq!(untraced.answer(&query), Err(QueryError::NotTraced));
    assert_eq!(Report::new().answer(&query), Err(QueryError::NoLocations));
}

#[test]
fn a_recursion_deeper_than_python_s_limit_is_counted_at_the_deepest_frame_shown() {
    let mut records = vec![RecordOf::Frame {
        line: 1,
        function: "f",
        file: "f.py",
    }];
    records.extend((0..5000).map(|parent| RecordOf::Node {
        parent,
        location: Location::Frame(0),
    }));
    records.push(RecordOf::Alloc {
        node: 5000,
        address: 0x10,
        size: 7,
    });
    let report = report_of(&records);
    let query: Query = serde_json::from_value(json!({"kind": "high-water-mark"})).unwrap();
    let answer = report.answer(&query).unwrap();
    let highwater_report::Content::HighWaterMark(root) = &answer.content else {
        panic!()
    };
    let (mut node, mut depth) = (root, 0);
    while let Some(child) = node.children.first() {
        (node, depth) = (child, depth + 1);
    }
    assert_eq!((depth, node.own_bytes), (1200, 7));
    assert!(serde_json::to_string(&answer).is_ok());
}

#[test]
fn a_difference_within_one_call_runs_from_the_earlier_instant_in_any_order() {
    let report = report_of(&[
        RecordOf::Count {
            counter: CALLS,
            delta: 140,
        },
        alloc(0, 0x100, 7),
        alloc(0, 0x200, 5),
        free(0x100, 7),
    ]);
    // All instants are at call 140: before everything, at the peak of 12 bytes, and now.
    let between = |from: Value, to: Value| {
        let difference = answer(
            &report,
            json!({"kind": "difference", "between": [from, to]}),
        );
        ["beforeBytes", "afterBytes", "allocatedBytes", "freedBytes"]
            .map(|key| difference[key].as_u64().unwrap())
    };
    for (from, to, expected) in [
        (json!(0), json!("end"), [0, 5, 12, 7]),
        (json!(0), json!("peak"), [0, 12, 12, 0]),
        (json!("peak"), json!("end"), [12, 5, 0, 7]),
    ] {
        assert_eq!(between(from.clone(), to.clone()), expected);
        assert_eq!(between(to, from), expected);
    }
}
