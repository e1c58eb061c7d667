//! Results of captures written by hand.

use highwater_capture::{
    CollectionRecord, Counter, CounterRole, Encoder, Header, MAX_TEXT_RECORD, Mark, Record,
    RecordOf, TotalsRecord,
};
use highwater_report::{Conclusion, Outcome, Report};
use highwater_run_result::{RunResult, timeline};
use serde_json::{Value, json};

/// The exercise's counters. Counters that are not drawn come first, so that positions among all
/// counters and among the drawn ones differ.
const COUNTERS: [(&str, CounterRole); 7] = [
    ("clears", CounterRole::Total),
    ("evictions", CounterRole::Total),
    ("misses", CounterRole::Total),
    ("hits", CounterRole::Total),
    ("entries", CounterRole::Drawn),
    ("instances", CounterRole::Exact),
    ("calls", CounterRole::Ticks),
];

/// A capture under construction.
struct Capture {
    encoder: Encoder,
    bytes: Vec<u8>,
}

impl Capture {
    fn new() -> Self {
        let header = Header {
            address_shift: 4,
            traced: true,
        };
        Self {
            encoder: Encoder::new(header.address_shift),
            bytes: header.to_bytes().to_vec(),
        }
    }

    fn of_the_exercise() -> Self {
        let mut capture = Self::new();
        for (name, role) in COUNTERS {
            capture.record(&RecordOf::CounterDefinition { role, name });
        }
        capture
    }

    fn record(&mut self, record: &Record<'_>) -> &mut Self {
        let mut window = [0; MAX_TEXT_RECORD];
        let used = self.encoder.encode(&mut window, record);
        self.bytes.extend_from_slice(&window[..used]);
        self
    }

    fn count(&mut self, name: &str, delta: i64) -> &mut Self {
        let number = COUNTERS.iter().position(|(counter, _)| *counter == name);
        let counter = Counter::ALL[number.expect("a counter of the exercise")];
        self.record(&RecordOf::Count { counter, delta })
    }

    fn alloc(&mut self, address: u64, size: u64) -> &mut Self {
        self.record(&RecordOf::Alloc {
            node: 0,
            address,
            size,
        })
    }

    fn meta(&mut self, key: &str, value: &str) -> &mut Self {
        self.record(&RecordOf::Meta { key, value })
    }

    fn phase(&mut self, fields: &[(&str, u64)]) -> &mut Self {
        for &(name, value) in fields {
            self.record(&RecordOf::PhaseField { name, value });
        }
        self.record(&RecordOf::Phase { name: "range" })
    }

    fn report(&self) -> Report {
        let mut report = Report::new();
        report.feed(&self.bytes, 1.5).expect("the capture is sound");
        report.finish().expect("the capture is whole");
        report
    }
}

fn result(report: &Report) -> Value {
    let conclusion = Conclusion {
        outcome: Outcome::Completed,
        duration_ms: 1.0,
        error: None,
    };
    serde_json::to_value(RunResult::of(&report.totals(), conclusion)).unwrap()
}

#[test]
fn a_result_has_the_names_of_the_public_json() {
    let mut capture = Capture::of_the_exercise();
    let begin = TotalsRecord {
        pages: 7,
        baseline_pages: 7,
        ..TotalsRecord::default()
    };
    let end = TotalsRecord {
        live: 100,
        peak: 100,
        allocations: 1,
        allocated_bytes: 100,
        ..begin
    };
    capture
        .record(&RecordOf::Totals(begin))
        .record(&RecordOf::Mark(Mark::Begin))
        .meta("policy", "class/lru:3")
        .meta("maxsize", "3")
        .meta("ranges", "5,6")
        .alloc(0, 100)
        .count("calls", 5)
        .count("instances", 1)
        .count("hits", 2)
        .record(&RecordOf::Collection(CollectionRecord {
            generation: 1,
            collected: 16,
            freed: 40,
        }))
        .phase(&[
            ("range", 5),
            ("currsize", 3),
            ("last-digit-0", 1),
            ("last-digit-1", 0),
            ("last-digit-5", 4),
        ])
        .record(&RecordOf::Totals(end))
        .record(&RecordOf::Mark(Mark::End))
        // Changes after the end belong to the release.
        .count("instances", -1);
    let expected = json!({
        "policy": "class/lru:3",
        "ranges": [5, 6],
        "outcome": "completed",
        "phases": [{"range": 5, "hits": 2, "misses": 0, "currsize": 3, "lastDigits": {"0": 1, "5": 4}}],
        "cache": {"hits": 2, "misses": 0, "currsize": 3, "maxsize": 3, "evictions": 0, "clears": 0},
        "memory": {
            "peakLive": 100, "peakCall": 0, "endLive": 100, "linear": 7 * 65536,
            "baselineLinear": 7 * 65536, "allocations": 1, "deallocations": 0,
            "allocatedBytes": 100, "growths": 0, "growth": "", "hardLimit": null,
        },
        "instances": {"peak": 1, "end": 1},
        "collections": {"count": [0, 1, 0], "collected": 16, "freed": 40},
        "calls": 5,
        "durationMs": 1.0,
        "traced": true,
        "native": false,
        "error": null,
    });
    assert_eq!(result(&capture.report()), expected);
}

#[test]
fn each_phase_has_its_own_hits_and_misses() {
    let mut capture = Capture::of_the_exercise();
    capture
        .count("hits", 10)
        .count("misses", 3)
        .count("evictions", 4)
        .count("clears", 6)
        .count("entries", 9)
        .phase(&[("range", 2), ("currsize", 3)])
        .count("hits", 1)
        .count("misses", 5)
        .phase(&[("currsize", 8), ("range", 4)]);
    let result = result(&capture.report());
    assert_eq!(
        result["phases"],
        json!([
            {"range": 2, "hits": 10, "misses": 3, "currsize": 3, "lastDigits": {}},
            {"range": 4, "hits": 1, "misses": 5, "currsize": 8, "lastDigits": {}},
        ])
    );
    assert_eq!(
        result["cache"],
        json!({"hits": 11, "misses": 8, "currsize": 8, "maxsize": null, "evictions": 4, "clears": 6})
    );
}

#[test]
fn before_the_first_phase_ends_currsize_counts_all_entries() {
    let mut capture = Capture::of_the_exercise();
    capture.count("entries", 9).count("instances", 3);
    let at_three = result(&capture.report());
    assert_eq!(at_three["cache"]["currsize"], 9);
    capture.count("instances", -2);
    assert_eq!(
        result(&capture.report())["instances"],
        json!({"peak": 3, "end": 1})
    );
}

#[test]
fn a_run_of_another_program_has_its_ticks_and_no_cache() {
    let mut capture = Capture::new();
    capture
        .record(&RecordOf::CounterDefinition {
            role: CounterRole::Ticks,
            name: "allocations",
        })
        .meta("policy", "my program")
        .meta("growth", "adaptive")
        .meta("hard-limit", "1048576")
        .meta("start-up", "40")
        .meta("build", "c0ffee")
        .record(&RecordOf::Count {
            counter: Counter::ALL[0],
            delta: 12,
        })
        .alloc(0, 8);
    let report = capture.report();
    let result = result(&report);
    assert_eq!(
        (&result["policy"], &result["calls"]),
        (&json!("my program"), &json!(12))
    );
    assert_eq!(
        (&result["ranges"], &result["phases"]),
        (&json!([]), &json!([]))
    );
    assert_eq!(
        result["cache"],
        json!({"hits": 0, "misses": 0, "currsize": 0, "maxsize": null, "evictions": 0, "clears": 0})
    );
    assert_eq!(result["instances"], json!({"peak": 0, "end": 0}));
    let memory = &result["memory"];
    assert_eq!(
        (
            &memory["growth"],
            &memory["hardLimit"],
            &memory["startUp"],
            &memory["peakCall"]
        ),
        (
            &json!("adaptive"),
            &json!(1_048_576),
            &json!(40),
            &json!(12)
        )
    );
    assert_eq!(result["native"], true);
    assert_eq!(
        timeline(report.program(), &report.curve()),
        [[12.0, 8.0, 0.0, 0.0, 0.0, 1.5]]
    );
}

#[test]
fn a_row_of_the_timeline_has_ticks_live_linear_instances_entries_and_time() {
    let mut capture = Capture::of_the_exercise();
    capture
        .count("instances", 3)
        .count("entries", 4)
        .count("calls", 1)
        .alloc(0, 100)
        .record(&RecordOf::Grow { pages: 2 });
    let report = capture.report();
    assert_eq!(
        timeline(report.program(), &report.curve()),
        [
            [1.0, 100.0, 0.0, 3.0, 4.0, 1.5],
            [1.0, 100.0, 131_072.0, 3.0, 4.0, 1.5],
        ]
    );
}
