//! Stacks as lines of text.

use highwater_report::{Format, Report};
use serde_json::{Value, json};

use crate::{export, high_water_mark, run};

#[test]
fn the_whole_file() {
    let expected = include_str!("fixtures/high_water_mark.collapsed.txt");
    assert_eq!(high_water_mark(Format::Collapsed), expected);
}

#[test]
fn the_temporary_allocations() {
    let file = export(&run(), Format::Collapsed, json!({"kind": "temporary"})).unwrap();
    let expected = "<module> (lru_cache.py:30);factorial_plus (lru_cache.py:12);factorial_plus (lru_cache.py:12) 24\n";
    assert_eq!(String::from_utf8(file).unwrap(), expected);
}

/// The sum of the numbers at the ends of the lines.
pub fn bytes(report: &Report, asked: Value) -> u64 {
    let file = String::from_utf8(export(report, Format::Collapsed, asked).unwrap()).unwrap();
    let bytes = |line: &str| line.rsplit_once(' ').unwrap().1.parse::<u64>().unwrap();
    file.lines().map(bytes).sum()
}
