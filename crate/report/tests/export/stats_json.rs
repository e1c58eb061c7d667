//! The totals of a run.

use highwater_report::Format;
use serde_json::{Value, json};

use crate::captures::report_of;
use crate::{high_water_mark_json, json_of, run};

#[test]
fn the_whole_file() {
    let expected: Value = serde_json::from_str(include_str!("fixtures/run.stats.json")).unwrap();
    assert_eq!(high_water_mark_json(Format::StatsJson), expected);
}

#[test]
fn totals_are_of_the_whole_run_for_any_query() {
    let run = run();
    let expected = high_water_mark_json(Format::StatsJson);
    for asked in [
        json!({"kind": "temporary", "threshold": 3}),
        json!({"kind": "stats"}),
        json!({"kind": "by-cause"}),
        json!({"kind": "difference", "between": ["peak", "end"]}),
    ] {
        assert_eq!(json_of(&run, Format::StatsJson, asked), expected);
    }
}

#[test]
fn a_run_without_allocations_or_settings_has_neither() {
    let stats = json_of(
        &report_of(&[highwater_capture::RecordOf::Grow { pages: 1 }]),
        Format::StatsJson,
        json!({"kind": "stats"}),
    );
    assert_eq!(stats["allocation_size_histogram"], json!([]));
    assert_eq!(
        stats["metadata"],
        json!({"has_native_traces": false, "peak_memory": 0})
    );
}
