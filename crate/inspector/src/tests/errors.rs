//! Error messages for bytes that are not a capture.

use crate::Inspector;
use highwater_capture::{HEADER_LEN, Mark, TotalsRecord};
use wasm_bindgen_test::wasm_bindgen_test;

use super::capture::{CALLS, Capture, ENTRIES, feed, message};

/// The error for reading the bytes in one chunk.
fn refused(bytes: &[u8]) -> String {
    feed(&mut Inspector::new(None), bytes, 0.0).expect_err("the bytes are bad")
}

#[wasm_bindgen_test]
fn bytes_that_are_not_a_capture_are_refused_with_a_message() {
    assert_eq!(
        refused(b"\x89PNG\r\n\x1a\n0000"),
        "this is not a Highwater capture: its first bytes are not those of the format"
    );
    let mut newer = Capture::new(true).bytes;
    newer[8] = 200;
    assert!(refused(&newer).contains("format version 200"));
    newer[8] = 1;
    assert_eq!(
        refused(&newer),
        "this capture has format version 1, written by an earlier release; this release reads version 3: record the run again"
    );
    let mut shifted = Capture::new(true).bytes;
    shifted[10] = 255;
    assert!(refused(&shifted).contains("header is damaged"));
}

#[wasm_bindgen_test]
fn damage_is_refused_with_its_place() {
    let mut capture = Capture::new(true);
    capture.alloc(64, 8);
    let at = capture.bytes.len();
    capture.bytes.push(0xff);
    assert_eq!(
        refused(&capture.bytes),
        format!("the capture is damaged at byte {at}: no record begins with 0xff")
    );
}

#[wasm_bindgen_test]
fn records_that_contradict_each_other_are_refused() {
    let mut freed = Capture::new(true);
    freed.alloc(64, 8).free(64, 16);
    assert!(refused(&freed.bytes).contains("contradict"));
    let mut counted = Capture::new(true);
    counted.count(ENTRIES, -1);
    assert!(refused(&counted.bytes).contains("contradict"));
    let mut totals = Capture::new(true);
    let said = TotalsRecord {
        live: 9,
        peak: 8,
        allocations: 1,
        allocated_bytes: 8,
        ..TotalsRecord::default()
    };
    totals.alloc(64, 8).mark(Mark::End, said);
    assert_eq!(
        refused(&totals.bytes),
        "the capture is damaged: its records add up to 8 live bytes, and the allocator counted 9"
    );
}

#[wasm_bindgen_test]
fn after_damage_the_inspector_repeats_the_error_and_keeps_its_state() {
    let mut capture = Capture::new(true);
    capture.count(CALLS, 2).alloc(64, 48);
    let whole = capture.bytes.len();
    capture.bytes.push(0xff);
    let mut inspector = Inspector::new(None);
    let words = feed(&mut inspector, &capture.bytes, 0.0).unwrap_err();
    capture.bytes.truncate(whole);
    let mut more = Capture::new(true);
    more.alloc(64, 8);
    assert_eq!(
        feed(&mut inspector, &more.bytes[HEADER_LEN..], 0.0).unwrap_err(),
        words
    );
    assert_eq!(inspector.timeline()[..2], [2.0, 48.0]);
    assert_eq!(inspector.bytes_read().to_string(), whole.to_string());
}

#[wasm_bindgen_test]
fn an_incomplete_record_waits_for_its_rest() {
    let mut capture = Capture::new(true);
    capture.alloc(64, 8);
    let whole = capture.bytes.len();
    capture.alloc(1 << 30, 1 << 20);
    let mut inspector = Inspector::new(None);
    let (cut, rest) = capture.bytes.split_at(whole + 2);
    feed(&mut inspector, cut, 0.0).unwrap();
    assert_eq!(inspector.live().to_string(), "8");
    assert_eq!(inspector.bytes_read().to_string(), whole.to_string());
    feed(&mut inspector, rest, 0.0).unwrap();
    assert_eq!(inspector.live().to_string(), (8 + (1 << 20)).to_string());
}

#[wasm_bindgen_test]
fn a_result_with_an_unknown_outcome_is_refused_with_a_message() {
    let error = Inspector::new(None)
        .result("exploded", 0.0, None)
        .unwrap_err();
    let words = message(error);
    assert!(words.contains("exploded"), "{words}");
    assert!(words.contains("out-of-memory"), "{words}");
}
