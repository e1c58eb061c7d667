//! Captures that are written by hand.

use highwater_capture::{Encoder, Header, MAX_TEXT_RECORD, Record};
use highwater_report::Report;

/// The report of a capture that has these records.
pub fn report_of(records: &[Record<'_>]) -> Report {
    let mut report = Report::with_locations();
    let mut encoder = Encoder::new(4);
    report
        .feed(
            &Header {
                address_shift: 4,
                traced: true,
            }
            .to_bytes(),
            0.0,
        )
        .unwrap();
    for record in records {
        let mut window = [0; MAX_TEXT_RECORD];
        let used = encoder.encode(&mut window, record);
        report.feed(&window[..used], 0.0).unwrap();
    }
    report
}
