//! Captures written by hand.

use highwater_capture::{Encoder, Header, Location, MAX_TEXT_RECORD, Record, RecordOf};
use highwater_report::Report;

use crate::vocabulary::definitions;

/// A new node of the calling-context tree.
pub fn node(parent: u32, location: Location) -> Record<'static> {
    RecordOf::Node { parent, location }
}

/// An allocation.
pub fn alloc(node: u32, address: u64, size: u64) -> Record<'static> {
    RecordOf::Alloc {
        node,
        address,
        size,
    }
}

/// A free, outside all frames.
pub fn free(address: u64, size: u64) -> Record<'static> {
    RecordOf::Free {
        node: 0,
        address,
        size,
    }
}

/// The report of a capture with these records after the definitions.
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
    for record in definitions().chain(records.iter().copied()) {
        let mut window = [0; MAX_TEXT_RECORD];
        let used = encoder.encode(&mut window, &record);
        report.feed(&window[..used], 0.0).unwrap();
    }
    report
}
