//! The processed profile format of the Firefox Profiler.

use highwater_report::{Format, Report, Sample};
use serde_json::{Value, json};

use crate::{Sums, high_water_mark_json, json_of, run, sum};

#[test]
fn the_whole_file() {
    let expected: Value =
        serde_json::from_str(include_str!("fixtures/high_water_mark.profile.json")).unwrap();
    assert_eq!(high_water_mark_json(Format::FirefoxProfiler), expected);
}

#[test]
fn the_tracks_add_up_to_the_curve() {
    let run = run();
    let file = json_of(&run, Format::FirefoxProfiler, json!({"kind": "leaks"}));
    let live: fn(&Sample) -> u64 = |sample| sample.live;
    let linear: fn(&Sample) -> u64 = |sample| sample.linear;
    let curve = run.curve();
    assert!(curve.len() > 5);
    for (number, (name, figure)) in [("live bytes", live), ("linear memory", linear)]
        .into_iter()
        .enumerate()
    {
        let counter = &file["counters"][number];
        assert_eq!(counter["name"], name);
        let mut now = 0;
        let changes = counter["samples"]["count"].as_array().unwrap().iter();
        let values: Vec<i64> = changes
            .map(|change| {
                now += change.as_i64().unwrap();
                now
            })
            .collect();
        let expected: Vec<i64> = curve
            .iter()
            .map(|sample| figure(sample).cast_signed())
            .collect();
        assert_eq!(values, expected);
    }
}

/// Checks that all columns of a table have the table's length.
fn check_length(table: &Value) -> u64 {
    let length = table["length"].as_u64().unwrap();
    for (name, column) in table.as_object().unwrap() {
        if let Some(column) = column.as_array() {
            assert_eq!(column.len() as u64, length, "{name}");
        }
    }
    length
}

/// Checks that all numbers of a column are rows of a table; an absent number may be null.
fn check_numbers(table: &Value, column: &str, length: u64) {
    for number in table[column].as_array().unwrap() {
        assert!(
            number.is_null() || number.as_u64().unwrap() < length,
            "{column}: {number}"
        );
    }
}

/// The sums of the weights of both threads, for a file with all numbers in range.
pub fn sums(report: &Report, asked: Value) -> Sums {
    let file = json_of(report, Format::FirefoxProfiler, asked);
    let shared = &file["shared"];
    let texts = shared["stringArray"].as_array().unwrap().len() as u64;
    let length = |name: &str| check_length(&shared[name]);
    let [stacks, frames, functions, sources] =
        ["stackTable", "frameTable", "funcTable", "sources"].map(length);
    for name in ["resourceTable", "nativeSymbols", "sourceLocationTable"] {
        assert_eq!(length(name), 0);
    }
    check_numbers(&shared["stackTable"], "frame", frames);
    check_numbers(&shared["frameTable"], "func", functions);
    check_numbers(&shared["funcTable"], "name", texts);
    check_numbers(&shared["funcTable"], "source", sources);
    check_numbers(&shared["sources"], "filename", texts);
    let offsets = shared["stackTable"]["prefixOffset"].as_array().unwrap();
    for (number, offset) in offsets.iter().enumerate() {
        assert!(offset.as_u64().unwrap() <= number as u64);
    }
    for counter in file["counters"].as_array().unwrap() {
        check_length(&counter["samples"]);
        let times = counter["samples"]["time"].as_array().unwrap();
        assert!(times.is_sorted_by_key(|time| time.as_u64().unwrap()));
    }
    let [bytes, count] = [0, 1].map(|number| {
        let thread = &file["threads"][number];
        check_length(&thread["markers"]);
        check_length(&thread["samples"]);
        check_numbers(&thread["samples"], "stack", stacks);
        sum(&thread["samples"]["weight"])
    });
    Sums { bytes, count }
}
