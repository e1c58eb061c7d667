//! The JSON of results: its names are the page's interface.

use crate::Inspector;
use highwater_capture::{CollectionRecord, Mark, Record, TotalsRecord};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use super::capture::{
    CALLS, CLEARS, Capture, ENTRIES, EVICTIONS, HITS, INSTANCES, MISSES, feed, inspector_of,
    message,
};

/// A run of one phase with one reallocation and one growth, and the release of its memory.
fn small_run() -> Capture {
    let mut capture = Capture::new(true);
    let begin = TotalsRecord {
        pages: 10,
        baseline_pages: 10,
        ..TotalsRecord::default()
    };
    let end = TotalsRecord {
        live: 80,
        peak: 140,
        allocations: 3,
        deallocations: 2,
        allocated_bytes: 220,
        pages: 12,
        baseline_pages: 10,
        growths: 1,
    };
    let released = TotalsRecord {
        live: 0,
        deallocations: 3,
        ..end
    };
    capture
        .mark(Mark::Begin, begin)
        .meta("policy", "class/lru:2")
        .meta("ranges", "3,4")
        .meta("growth", "1MiB")
        .meta("maxsize", "2")
        .meta("hard-limit", "104857600")
        .count(INSTANCES, 1)
        .count(CALLS, 1)
        .alloc(64, 100)
        .record(&Record::Grow { pages: 12 })
        .count(CALLS, 4)
        .count(ENTRIES, 2)
        .alloc(1024, 40)
        .count(INSTANCES, 2)
        .count(INSTANCES, -2)
        .count(HITS, 2)
        .count(MISSES, 3)
        .count(EVICTIONS, 1)
        .count(CLEARS, 1)
        .free(64, 100)
        .record(&Record::Realloc {
            node: 0,
            old_address: 1024,
            old_size: 40,
            address: 2048,
            size: 80,
        })
        .record(&Record::Collection(CollectionRecord {
            generation: 1,
            collected: 16,
            freed: 100,
        }))
        .phase(&[
            ("range", 3),
            ("currsize", 2),
            ("last-digit-0", 7),
            ("last-digit-3", 1),
            ("last-digit-8", 0),
            ("last-digit-9", 1),
        ])
        .mark(Mark::End, end)
        .free(2048, 80)
        .record(&Record::Collection(CollectionRecord {
            generation: 2,
            collected: 8,
            freed: 80,
        }))
        .count(INSTANCES, -1)
        .mark(Mark::Released, released);
    capture
}

fn expected(outcome: &str, error: &Value) -> Value {
    json!({
        "policy": "class/lru:2",
        "ranges": [3, 4],
        "outcome": outcome,
        "phases": [{
            "range": 3,
            "hits": 2,
            "misses": 3,
            "currsize": 2,
            "lastDigits": { "0": 7, "3": 1, "9": 1 },
        }],
        "cache": {
            "hits": 2,
            "misses": 3,
            "currsize": 2,
            "maxsize": 2,
            "evictions": 1,
            "clears": 1,
        },
        "memory": {
            "peakLive": 140,
            "peakCall": 5,
            "endLive": 80,
            "linear": 12 * 65_536,
            "baselineLinear": 10 * 65_536,
            "allocations": 3,
            "deallocations": 2,
            "allocatedBytes": 220,
            "growths": 1,
            "growth": "1MiB",
            "hardLimit": 104_857_600,
        },
        "instances": { "peak": 3, "end": 1 },
        "collections": { "count": [0, 1, 0], "collected": 16, "freed": 100 },
        "calls": 5,
        "durationMs": 12.5,
        "traced": true,
        "native": false,
        "error": error,
    })
}

fn result(inspector: &Inspector, outcome: &str, error: Option<&str>) -> Value {
    let text = inspector
        .result(outcome, 12.5, error.map(str::to_string))
        .unwrap_or_else(|error| panic!("{}", message(error)));
    serde_json::from_str(&text).expect("the text is JSON")
}

#[wasm_bindgen_test]
fn a_result_has_exactly_the_documented_names() {
    let inspector = inspector_of(&small_run().bytes);
    assert_eq!(
        result(&inspector, "completed", None),
        expected("completed", &Value::Null)
    );
    assert_eq!(
        result(&inspector, "failed", Some("a reason")),
        expected("failed", &json!("a reason"))
    );
    for outcome in ["out-of-memory", "stopped"] {
        assert_eq!(
            result(&inspector, outcome, None),
            expected(outcome, &Value::Null)
        );
    }
    // The result stops at the workload's end, unlike this.
    #[allow(clippy::float_cmp)]
    let released = inspector.live() == 0.0;
    assert!(released);
}

#[wasm_bindgen_test]
fn chunks_may_be_cut_anywhere() {
    let bytes = small_run().bytes;
    for length in [1, 2, 7, 64] {
        let mut inspector = Inspector::new(None);
        for chunk in bytes.chunks(length) {
            feed(&mut inspector, chunk, 0.0).unwrap();
        }
        assert_eq!(
            result(&inspector, "completed", None),
            expected("completed", &Value::Null),
            "{length}"
        );
        assert_eq!(inspector.timeline(), inspector_of(&bytes).timeline());
        assert_eq!(inspector.bytes_read().to_string(), bytes.len().to_string());
    }
}

#[wasm_bindgen_test]
fn an_unfinished_run_has_its_state_so_far() {
    let mut capture = Capture::new(true);
    capture
        .meta("policy", "class/unbounded")
        .count(CALLS, 3)
        .count(ENTRIES, 1)
        .alloc(64, 32);
    let stopped = result(&inspector_of(&capture.bytes), "stopped", None);
    assert_eq!(stopped["memory"]["peakLive"], 32);
    assert_eq!(stopped["memory"]["endLive"], 32);
    assert_eq!(stopped["memory"]["hardLimit"], Value::Null);
    assert_eq!(stopped["calls"], 3);
    assert_eq!(stopped["cache"]["currsize"], 1);
    assert_eq!(stopped["cache"]["maxsize"], Value::Null);
    assert_eq!(stopped["phases"], json!([]));
    // A run without a capture has a result too.
    let nothing = result(&Inspector::new(None), "failed", Some("the worker died"));
    assert_eq!(nothing["error"], "the worker died");
    assert_eq!(nothing["memory"]["peakLive"], 0);
    assert_eq!(nothing["ranges"], json!([]));
}

#[wasm_bindgen_test]
fn an_untraced_run_has_the_allocators_totals_and_no_peak_call() {
    let totals = TotalsRecord {
        live: 80,
        peak: 140,
        allocations: 3,
        deallocations: 2,
        allocated_bytes: 220,
        pages: 12,
        baseline_pages: 10,
        growths: 1,
    };
    let mut capture = Capture::new(false);
    capture.count(CALLS, 5).mark(Mark::End, totals);
    let untraced = result(&inspector_of(&capture.bytes), "completed", None);
    assert_eq!(untraced["traced"], false);
    assert_eq!(untraced["memory"]["peakCall"], Value::Null);
    assert_eq!(untraced["memory"]["peakLive"], 140);
    assert_eq!(untraced["memory"]["endLive"], 80);
    assert_eq!(untraced["memory"]["linear"], 12 * 65_536);
    assert_eq!(untraced["calls"], 5);
}
