//! speedscope's format.

use highwater_report::{Format, Report};
use serde_json::Value;

use crate::{Sums, high_water_mark_json, json_of, sum};

#[test]
fn the_whole_file() {
    let expected: Value =
        serde_json::from_str(include_str!("fixtures/high_water_mark.speedscope.json")).unwrap();
    assert_eq!(high_water_mark_json(Format::Speedscope), expected);
}

/// The sums of the weights of both profiles.
pub fn sums(report: &Report, asked: Value) -> Sums {
    let file = json_of(report, Format::Speedscope, asked);
    let [bytes, count] = [0, 1].map(|number| {
        let profile = &file["profiles"][number];
        let total = sum(&profile["weights"]);
        assert_eq!(profile["endValue"], total);
        assert_eq!(
            profile["samples"].as_array().unwrap().len(),
            profile["weights"].as_array().unwrap().len()
        );
        total
    });
    Sums { bytes, count }
}
