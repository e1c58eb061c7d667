//! Any bytes, cut in two anywhere, are opened or answered with an error, and both ways of
//! cutting them say the same.

#![no_main]

use highwater_report::{Frames, Kind, Outcome, Query, Report};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u16, &[u8])| {
    let (cut, bytes) = input;
    let mut whole = Report::with_locations();
    let fed = whole.feed(bytes, 0.0);
    let (first, second) = bytes.split_at(usize::from(cut).min(bytes.len()));
    let mut pieces = Report::with_locations();
    let fed_in_pieces = pieces.feed(first, 0.0).and_then(|()| pieces.feed(second, 0.0));
    assert_eq!(fed, fed_in_pieces);
    assert_eq!(whole.finish(), pieces.finish());
    let result = |report: &Report| report.result(Outcome::Completed, 0.0, None);
    assert_eq!(result(&whole), result(&pieces));
    assert_eq!(whole.curve(), pieces.curve());
    for kind in [Kind::HighWaterMark, Kind::Temporary, Kind::Stats, Kind::Summary, Kind::ByCause] {
        let query = Query { kind, frames: Frames::Python, at: None, between: None, threshold: None };
        assert_eq!(whole.answer(&query), pieces.answer(&query));
    }
});
