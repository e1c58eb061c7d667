//! Exports of reports, compared with files written by hand and with the reports.

#[path = "../report/hand_written/captures.rs"]
mod captures;
mod collapsed;
mod csv;
mod dhat;
mod firefox_profiler;
mod formats;
mod pprof;
mod random;
mod speedscope;
mod stats_json;
#[path = "../vocabulary/mod.rs"]
mod vocabulary;

use captures::{alloc, free, node, report_of};
use highwater_capture::{Location, Mark, RecordOf, TotalsRecord};
use highwater_report::{ExportError, Format, Query, Report};
use serde_json::{Value, json};
use vocabulary::{CALLS, VALUE};

/// A run of two calls, with names that need escaping in most formats.
///
/// At its peak there are 5 bytes outside all frames, 40 of a recursive frame, 60 of its caller, and
/// 200 in two blocks of a function whose name contains all separators.
fn run() -> Report {
    let frame = |line, function, file| RecordOf::Frame {
        line,
        function,
        file,
    };
    let call = || RecordOf::Count {
        counter: CALLS,
        delta: 1,
    };
    report_of(&[
        RecordOf::Meta {
            key: "policy",
            value: "class/unbounded",
        },
        RecordOf::Meta {
            key: "ranges",
            value: "2",
        },
        RecordOf::Totals(TotalsRecord {
            pages: 2,
            baseline_pages: 2,
            ..TotalsRecord::default()
        }),
        RecordOf::Mark(Mark::Begin),
        frame(30, "<module>", "lru_cache.py"),
        frame(12, "factorial_plus", "lru_cache.py"),
        frame(7, "a;b\n\"c\", d", "odd, name.py"),
        node(0, Location::Frame(0)),
        node(1, Location::Frame(1)),
        node(2, Location::Frame(1)),
        node(3, Location::Cause(VALUE)),
        node(1, Location::Frame(2)),
        alloc(0, 0x10, 5),
        call(),
        alloc(2, 0x100, 60),
        alloc(3, 0x200, 24),
        free(0x200, 24),
        alloc(4, 0x200, 40),
        RecordOf::Grow { pages: 3 },
        alloc(5, 0x300, 100),
        call(),
        alloc(5, 0x400, 100),
        free(0x100, 60),
        RecordOf::Mark(Mark::End),
        free(0x300, 100),
        free(0x400, 100),
        free(0x200, 40),
        free(0x10, 5),
        RecordOf::Mark(Mark::Released),
    ])
}

fn query(query: Value) -> Query {
    serde_json::from_value(query).unwrap()
}

fn export(report: &Report, format: Format, asked: Value) -> Result<Vec<u8>, ExportError> {
    report.export(format, &query(asked))
}

/// The high-water mark of the run, as text.
fn high_water_mark(format: Format) -> String {
    let file = export(&run(), format, json!({"kind": "high-water-mark"})).unwrap();
    String::from_utf8(file).unwrap()
}

/// The high-water mark of the run, as JSON.
fn high_water_mark_json(format: Format) -> Value {
    serde_json::from_str(&high_water_mark(format)).unwrap()
}

/// A file of a report, as JSON.
fn json_of(report: &Report, format: Format, asked: Value) -> Value {
    serde_json::from_slice(&export(report, format, asked).unwrap()).unwrap()
}

/// The sum of a list of numbers.
fn sum(numbers: &Value) -> u64 {
    let numbers = numbers.as_array().unwrap().iter();
    numbers.map(|number| number.as_u64().unwrap()).sum()
}

/// The sums of an export of bytes and allocations.
#[derive(Debug, PartialEq, Eq)]
struct Sums {
    bytes: u64,
    count: u64,
}
