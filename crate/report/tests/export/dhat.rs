//! The format of DHAT.

use highwater_report::{Format, Report};
use serde_json::{Value, json};

use crate::{Sums, high_water_mark_json, json_of, run};

#[test]
fn the_whole_file() {
    let expected: Value =
        serde_json::from_str(include_str!("fixtures/high_water_mark.dhat.json")).unwrap();
    assert_eq!(high_water_mark_json(Format::Dhat), expected);
}

#[test]
fn the_verb_describes_the_totals() {
    let verb = |asked| json_of(&run(), Format::Dhat, asked)["verb"].clone();
    assert_eq!(verb(json!({"kind": "leaks"})), "Not freed, allocated");
    assert_eq!(verb(json!({"kind": "temporary"})), "Freed soon, allocated");
    assert_eq!(
        verb(json!({"kind": "tree", "threshold": 3})),
        "Freed soon, allocated"
    );
    assert_eq!(verb(json!({"kind": "at", "at": 1})), "Live, allocated");
}

/// The sums of all program points' totals.
pub fn sums(report: &Report, asked: Value) -> Sums {
    let file = json_of(report, Format::Dhat, asked);
    let points = file["pps"].as_array().unwrap();
    let frames = file["ftbl"].as_array().unwrap().len() as u64;
    let mut sums = Sums { bytes: 0, count: 0 };
    let mut known = std::collections::HashSet::new();
    for point in points {
        sums.bytes += point["tb"].as_u64().unwrap();
        sums.count += point["tbk"].as_u64().unwrap();
        let stack = point["fs"].as_array().unwrap();
        // Frame 0 is the root; and stacks are not repeated.
        assert!(
            stack
                .iter()
                .all(|frame| (1..frames).contains(&frame.as_u64().unwrap()))
        );
        assert!(known.insert(stack));
    }
    sums
}
