//! The curve as rows of numbers.

use crate::{Inspector, timeline_columns};
use highwater_capture::{CollectionRecord, Record};
use wasm_bindgen_test::wasm_bindgen_test;

use super::capture::{CALLS, Capture, ENTRIES, INSTANCES, feed, inspector_of};

const PAGE: f64 = 65_536.0;

#[wasm_bindgen_test]
fn a_row_has_calls_live_linear_instances_entries_and_time() {
    let mut first = Capture::new(true);
    first
        .record(&Record::Grow { pages: 2 })
        .count(INSTANCES, 3)
        .count(ENTRIES, 4)
        .count(CALLS, 1)
        .alloc(64, 100);
    let header_and_first = first.bytes.len();
    first
        .record(&Record::Grow { pages: 5 })
        .count(INSTANCES, -1)
        .count(ENTRIES, 1)
        .count(CALLS, 10)
        .free(64, 100);
    let mut inspector = Inspector::new(None);
    feed(&mut inspector, &first.bytes[..header_and_first], 1.5).unwrap();
    feed(&mut inspector, &first.bytes[header_and_first..], 7.25).unwrap();

    assert_eq!(timeline_columns(), 6);
    // The first row has memory after its growth, before the call that needed it.
    let rows = [
        [0.0, 0.0, 2.0 * PAGE, 0.0, 0.0, 1.5],
        [1.0, 100.0, 2.0 * PAGE, 3.0, 4.0, 1.5],
        [1.0, 100.0, 5.0 * PAGE, 3.0, 4.0, 7.25],
        [11.0, 0.0, 5.0 * PAGE, 2.0, 5.0, 7.25],
    ];
    assert_eq!(inspector.timeline(), rows.concat());
}

#[wasm_bindgen_test]
fn a_long_run_keeps_its_peak_in_a_short_curve() {
    const LAST_CALL: u32 = 100_000;
    const PEAK_CALL: u32 = 77_777;
    let mut capture = Capture::new(true);
    for call in 1..=LAST_CALL {
        let size = if call == PEAK_CALL { 1_000_000 } else { 8 };
        capture.count(CALLS, 1).alloc(64, size).free(64, size);
    }
    let timeline = inspector_of(&capture.bytes).timeline();
    let rows: Vec<&[f64]> = timeline.chunks_exact(timeline_columns()).collect();
    assert!(rows.len() <= 2050, "{} rows", rows.len());
    assert!(rows.is_sorted_by_key(|row| row[0]));
    let peak = [f64::from(PEAK_CALL), 1_000_000.0];
    assert_eq!(rows.iter().filter(|row| row[..2] == peak).count(), 1);
    assert_eq!(rows.last().unwrap()[..2], [f64::from(LAST_CALL), 0.0]);
}

#[wasm_bindgen_test]
fn a_collection_has_calls_generation_objects_bytes_and_a_count() {
    let mut capture = Capture::new(true);
    for (calls, generation) in [(3, 0), (0, 1), (9, 2)] {
        capture
            .count(CALLS, calls)
            .record(&Record::Collection(CollectionRecord {
                generation,
                collected: 8,
                freed: 700,
            }));
    }
    let rows = [
        [3.0, 0.0, 8.0, 700.0, 1.0],
        [3.0, 1.0, 8.0, 700.0, 1.0],
        [12.0, 2.0, 8.0, 700.0, 1.0],
    ];
    assert_eq!(inspector_of(&capture.bytes).collections(), rows.concat());
}

#[wasm_bindgen_test]
fn an_empty_capture_has_no_rows() {
    assert!(Inspector::new(None).timeline().is_empty());
    assert!(Inspector::new(None).collections().is_empty());
}
