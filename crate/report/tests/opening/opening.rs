//! What must hold for any bytes that are opened as a capture.

use highwater_report::{Format, Instant, InstantName, Kind, Query, Report};

/// Opens the bytes behind the first two, which say where the rest is cut in two: they make a
/// report or an error, and both ways of cutting them say the same.
pub fn check(bytes: &[u8]) {
    let Some((cut, capture)) = bytes.split_first_chunk() else {
        return;
    };
    let cut = usize::from(u16::from_le_bytes(*cut)).min(capture.len());
    let mut whole = Report::with_locations();
    let fed = whole.feed(capture, 0.0);
    let (first, second) = capture.split_at(cut);
    let mut pieces = Report::with_locations();
    let fed_in_pieces = pieces
        .feed(first, 0.0)
        .and_then(|()| pieces.feed(second, 0.0));
    assert_eq!(fed, fed_in_pieces);
    assert_eq!(whole.finish(), pieces.finish());
    assert_eq!(whole.conclusion(), pieces.conclusion());
    assert_eq!(whole.totals(), pieces.totals());
    assert_eq!(whole.curve(), pieces.curve());
    assert_eq!(whole.collections(), pieces.collections());
    for kind in Kind::ALL {
        let query = Query {
            kind,
            ..Query::default()
        };
        assert_eq!(whole.answer(&query), pieces.answer(&query));
    }
    let difference = Query {
        kind: Kind::Difference,
        between: Some((Instant::Ticks(1), Instant::Named(InstantName::End))),
        ..Query::default()
    };
    assert_eq!(whole.answer(&difference), pieces.answer(&difference));
    let mark = Query::default();
    for format in Format::ALL {
        assert_eq!(whole.export(format, &mark), pieces.export(format, &mark));
    }
}
