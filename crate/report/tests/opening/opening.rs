//! Properties of opening any bytes as a capture.

use highwater_report::{Conclusion, Format, Instant, InstantName, Kind, Outcome, Query, Report};

/// Opens the bytes after the first two, which determine the position of a cut: they give a report
/// or an error, the same with and without the cut.
pub fn check(bytes: &[u8]) {
    let Some((cut, capture)) = bytes.split_first_chunk() else {
        return;
    };
    let cut = usize::from(u16::from_le_bytes(*cut)).min(capture.len());
    let mut whole = Report::with_locations();
    let fed = whole.feed(capture, 0.0);
    let (first, second) = capture.split_at(cut);
    let mut chunks = Report::with_locations();
    let fed_in_chunks = chunks
        .feed(first, 0.0)
        .and_then(|()| chunks.feed(second, 0.0));
    assert_eq!(fed, fed_in_chunks);
    assert_eq!(whole.finish(), chunks.finish());
    assert_eq!(whole.conclusion(), chunks.conclusion());
    assert_eq!(whole.totals(), chunks.totals());
    assert_eq!(whole.curve(), chunks.curve());
    assert_eq!(whole.collections(), chunks.collections());
    for kind in Kind::ALL {
        let query = Query {
            kind,
            ..Query::default()
        };
        assert_eq!(whole.answer(&query), chunks.answer(&query));
    }
    let difference = Query {
        kind: Kind::Difference,
        between: Some((Instant::Ticks(1), Instant::Named(InstantName::End))),
        ..Query::default()
    };
    assert_eq!(whole.answer(&difference), chunks.answer(&difference));
    if fed.is_ok() && whole.finish().is_ok() && whole.conclusion().is_err() {
        check_end(&whole, capture);
    }
    let mark = Query::default();
    for format in Format::ALL {
        assert_eq!(whole.export(format, &mark), chunks.export(format, &mark));
    }
}

/// With a right end, the bytes are a stored capture, unless they have as many facts as a capture can
/// have.
fn check_end(open: &Report, capture: &[u8]) {
    let conclusion = Conclusion {
        outcome: Outcome::Stopped,
        duration_ms: 2.5,
        error: None,
    };
    let mut stored = Report::new();
    stored
        .feed(capture, 0.0)
        .expect("the bytes were read before");
    if stored.feed(&open.end(&conclusion), 0.0).is_ok() {
        assert_eq!(stored.conclusion(), Ok(conclusion));
    }
}
