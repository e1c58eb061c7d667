//! Whatever is written reads back, however it is cut, and whatever is not a capture is
//! answered with an error.

use highwater_capture::{
    Cause, CollectionRecord, Counter, DecodeErrorKind, Encoder, HEADER_LEN, Header, Location,
    MAX_TEXT, MAX_TEXT_RECORD, Mark, OwnedRecord, PhaseRecord, Reader, Record, RecordOf,
    TotalsRecord, VERSION,
};
use proptest::collection::vec;
use proptest::prelude::*;

const SHIFT: u8 = 4;

fn borrowed(record: &OwnedRecord) -> Record<'_> {
    match record {
        RecordOf::Frame {
            line,
            function,
            file,
        } => RecordOf::Frame {
            line: *line,
            function,
            file,
        },
        RecordOf::Meta { key, value } => RecordOf::Meta { key, value },
        RecordOf::Alloc {
            node,
            address,
            size,
        } => RecordOf::Alloc {
            node: *node,
            address: *address,
            size: *size,
        },
        RecordOf::Free {
            node,
            address,
            size,
        } => RecordOf::Free {
            node: *node,
            address: *address,
            size: *size,
        },
        RecordOf::Realloc {
            node,
            old_address,
            old_size,
            address,
            size,
        } => RecordOf::Realloc {
            node: *node,
            old_address: *old_address,
            old_size: *old_size,
            address: *address,
            size: *size,
        },
        RecordOf::Grow { pages } => RecordOf::Grow { pages: *pages },
        RecordOf::Node { parent, location } => RecordOf::Node {
            parent: *parent,
            location: *location,
        },
        RecordOf::Count { counter, delta } => RecordOf::Count {
            counter: *counter,
            delta: *delta,
        },
        RecordOf::Phase(phase) => RecordOf::Phase(*phase),
        RecordOf::Mark(mark) => RecordOf::Mark(*mark),
        RecordOf::Totals(totals) => RecordOf::Totals(*totals),
        RecordOf::Collection(collection) => RecordOf::Collection(*collection),
        RecordOf::Truncated => RecordOf::Truncated,
    }
}

fn encode(records: &[OwnedRecord]) -> Vec<u8> {
    let mut encoder = Encoder::new(SHIFT);
    let mut bytes = Header {
        address_shift: SHIFT,
        traced: true,
    }
    .to_bytes()
    .to_vec();
    let mut window = [0; MAX_TEXT_RECORD];
    for record in records {
        let used = encoder.encode(&mut window, &borrowed(record));
        bytes.extend_from_slice(&window[..used]);
    }
    bytes
}

fn decode(bytes: &[u8]) -> (Vec<OwnedRecord>, Result<(), highwater_capture::DecodeError>) {
    let mut reader = Reader::new();
    let mut records = Vec::new();
    let fed = reader.feed(bytes, |_, record| records.push(record.to_owned()));
    (records, fed.and_then(|()| reader.finish()))
}

/// A record that names any of the first two frames and first four nodes.
fn record() -> impl Strategy<Value = OwnedRecord> {
    let address = || (0..=u64::MAX >> SHIFT).prop_map(|unit| unit << SHIFT);
    let node = || 0..4u32;
    let size = || prop_oneof![0..100u64, any::<u64>()];
    prop_oneof![
        (node(), address(), size()).prop_map(|(node, address, size)| RecordOf::Alloc {
            node,
            address,
            size
        }),
        (node(), address(), size()).prop_map(|(node, address, size)| RecordOf::Free {
            node,
            address,
            size
        }),
        (node(), address(), size(), address(), size()).prop_map(
            |(node, old_address, old_size, address, size)| RecordOf::Realloc {
                node,
                old_address,
                old_size,
                address,
                size
            }
        ),
        any::<u64>().prop_map(|pages| RecordOf::Grow { pages }),
        (node(), 0..2u32).prop_map(|(parent, frame)| RecordOf::Node {
            parent,
            location: Location::Frame(frame)
        }),
        (node(), 0..Cause::ALL.len()).prop_map(|(parent, cause)| RecordOf::Node {
            parent,
            location: Location::Cause(Cause::ALL[cause])
        }),
        (node(), any::<u32>()).prop_map(|(parent, offset)| RecordOf::Node {
            parent,
            location: Location::Native(offset)
        }),
        (any::<u32>(), ".{0,40}", ".{0,40}").prop_map(|(line, function, file)| RecordOf::Frame {
            line,
            function,
            file
        }),
        (0..Counter::ALL.len(), prop_oneof![-2..3i64, any::<i64>()]).prop_map(
            |(counter, delta)| RecordOf::Count {
                counter: Counter::ALL[counter],
                delta
            }
        ),
        (".{0,40}", ".{0,40}").prop_map(|(key, value)| RecordOf::Meta { key, value }),
        any::<(u64, u64, [u64; 10])>().prop_map(|(range, currsize, last_digits)| RecordOf::Phase(
            PhaseRecord {
                range,
                currsize,
                last_digits
            }
        )),
        (0..Mark::ALL.len()).prop_map(|mark| RecordOf::Mark(Mark::ALL[mark])),
        any::<[u64; 8]>().prop_map(
            |[
                live,
                peak,
                allocations,
                deallocations,
                allocated_bytes,
                pages,
                baseline_pages,
                growths,
            ]| {
                RecordOf::Totals(TotalsRecord {
                    live,
                    peak,
                    allocations,
                    deallocations,
                    allocated_bytes,
                    pages,
                    baseline_pages,
                    growths,
                })
            }
        ),
        (0..=CollectionRecord::OLDEST, size(), size()).prop_map(
            |(generation, collected, freed)| RecordOf::Collection(CollectionRecord {
                generation,
                collected,
                freed
            })
        ),
        Just(RecordOf::Truncated),
    ]
}

/// A stream whose first records make the frames and nodes that the others name.
fn stream() -> impl Strategy<Value = Vec<OwnedRecord>> {
    vec(record(), 0..60).prop_map(|records| {
        let frame = |name: &str| RecordOf::Frame {
            line: 1,
            function: name.into(),
            file: "f.py".into(),
        };
        let node = |parent, frame| RecordOf::Node {
            parent,
            location: Location::Frame(frame),
        };
        let mut all = vec![frame("a"), frame("b"), node(0, 0), node(1, 1), node(2, 0)];
        all.extend(records);
        all
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back(records in stream()) {
        let (read, end) = decode(&encode(&records));
        prop_assert_eq!(end, Ok(()));
        prop_assert_eq!(read, records);
    }

    #[test]
    fn pieces_cut_anywhere_read_as_the_whole(records in stream(), cuts in vec(1..50usize, 1..40)) {
        let bytes = encode(&records);
        let mut reader = Reader::new();
        let mut read = Vec::new();
        let mut rest = &bytes[..];
        for cut in cuts.iter().cycle() {
            let (piece, after) = rest.split_at((*cut).min(rest.len()));
            reader.feed(piece, |_, record| read.push(record.to_owned())).unwrap();
            rest = after;
            if rest.is_empty() { break; }
        }
        prop_assert_eq!(reader.finish(), Ok(()));
        prop_assert_eq!(reader.offset(), bytes.len() as u64);
        prop_assert_eq!(read, records);
    }

    #[test]
    fn a_stream_cut_off_is_an_error_and_keeps_what_came_before(records in stream(), at: prop::sample::Index) {
        let bytes = encode(&records);
        let cut = at.index(bytes.len());
        let (read, end) = decode(&bytes[..cut]);
        prop_assert!(records.starts_with(&read));
        // A cut between two records leaves a whole capture, which only the totals of its
        // end would tell from a finished one.
        if encode(&read).len() == cut && cut >= HEADER_LEN {
            prop_assert_eq!(end, Ok(()));
        } else {
            prop_assert_eq!(end.unwrap_err().kind, DecodeErrorKind::Truncated);
        }
    }

    #[test]
    fn any_bytes_are_answered(bytes in vec(any::<u8>(), 0..400)) {
        let mut stream = Header { address_shift: SHIFT, traced: true }.to_bytes().to_vec();
        stream.extend_from_slice(&bytes);
        let (first, first_end) = decode(&stream);
        // Each record takes at least a byte: nothing multiplies.
        prop_assert!(first.len() <= bytes.len());
        let (second, second_end) = decode(&stream);
        prop_assert_eq!((first, first_end), (second, second_end));
        let _ = decode(&bytes);
    }

    #[test]
    fn one_changed_byte_is_answered(records in stream(), at: prop::sample::Index, to: u8) {
        let mut bytes = encode(&records);
        let index = at.index(bytes.len());
        bytes[index] = to;
        let (read, end) = decode(&bytes);
        prop_assert!(end.is_err() || encode(&read).len() <= bytes.len());
    }
}

#[test]
fn other_files_and_newer_versions_are_told_apart() {
    let error = |bytes: &[u8]| decode(bytes).1.unwrap_err();
    assert_eq!(
        error(b"\x00asm\x01\0\0\0").kind,
        DecodeErrorKind::NotACapture
    );
    assert_eq!(error(b"").kind, DecodeErrorKind::Truncated);
    assert_eq!(error(b"HWCAP").kind, DecodeErrorKind::Truncated);
    let mut newer = Header {
        address_shift: 4,
        traced: true,
    }
    .to_bytes();
    newer[8..10].copy_from_slice(&(VERSION + 1).to_le_bytes());
    assert_eq!(
        error(&newer).kind,
        DecodeErrorKind::NewerVersion(VERSION + 1)
    );
    assert!(error(&newer).to_string().contains("newer Highwater"));
    newer[8] = 0;
    assert_eq!(error(&newer).kind, DecodeErrorKind::BadHeader);
}

#[test]
fn records_that_name_what_does_not_exist_are_refused() {
    let header = Header {
        address_shift: 4,
        traced: true,
    }
    .to_bytes()
    .to_vec();
    let error = |records: &[u8]| {
        let mut bytes = header.clone();
        bytes.extend_from_slice(records);
        decode(&bytes).1.unwrap_err()
    };
    // An allocation at node 1, of which there is none.
    assert_eq!(
        error(&[0b0001_1000, 1, 0]).kind,
        DecodeErrorKind::UnknownNode(1)
    );
    // A node at frame 0, of which there is none.
    assert_eq!(error(&[4, 0, 0]).kind, DecodeErrorKind::UnknownFrame(0));
    // A node with cause 9.
    assert_eq!(
        error(&[0b0000_1100, 0, 9]).kind,
        DecodeErrorKind::NumberOutOfRange
    );
    // A counter numbered 15.
    assert_eq!(
        error(&[0b1111_1110]).kind,
        DecodeErrorKind::UnknownRecord(0b1111_1110)
    );
    // A collection of generation 3.
    assert_eq!(
        error(&[0b0010_1111, 3, 0, 0]).kind,
        DecodeErrorKind::NumberOutOfRange
    );
    // A text of 2,000 bytes, announced but not there: refused at once, not awaited.
    assert_eq!(error(&[7, 0xd0, 0x0f]).kind, DecodeErrorKind::TextTooLong);
    assert_eq!(error(&[7, 1, 0xff, 0]).kind, DecodeErrorKind::TextNotUtf8);
    assert_eq!(error(&[7, 1, 0xff, 0]).offset, HEADER_LEN as u64);
}

#[test]
fn a_reader_that_failed_stays_failed() {
    let mut bytes = Header {
        address_shift: 4,
        traced: true,
    }
    .to_bytes()
    .to_vec();
    bytes.push(0xff);
    let mut reader = Reader::new();
    let error = reader.feed(&bytes, |_, _| ()).unwrap_err();
    assert_eq!(reader.feed(&[3, 1], |_, _| panic!("read on")), Err(error));
    assert_eq!(reader.finish(), Err(error));
}

#[test]
fn a_long_text_is_cut_at_a_character() {
    let long = "é".repeat(MAX_TEXT);
    let bytes = encode(&[RecordOf::Meta {
        key: format!("x{long}"),
        value: String::new(),
    }]);
    let (read, end) = decode(&bytes);
    assert_eq!(end, Ok(()));
    let [RecordOf::Meta { key, .. }] = &read[..] else {
        panic!("{read:?}")
    };
    assert_eq!(key.len(), MAX_TEXT - 1);
}

#[test]
fn a_generation_beyond_the_oldest_is_written_as_that() {
    let collection = |generation| {
        RecordOf::Collection(CollectionRecord {
            generation,
            collected: 8,
            freed: 300,
        })
    };
    let bytes = encode(&[collection(7)]);
    assert_eq!(
        bytes[HEADER_LEN..],
        [0b0010_1111, 2, 8, 0b1010_1100, 0b10],
        "the bytes of the format"
    );
    assert_eq!(decode(&bytes), (vec![collection(2)], Ok(())));
}

#[test]
fn the_largest_records_fit_their_windows() {
    let mut window = [0; MAX_TEXT_RECORD];
    let mut encoder = Encoder::new(0);
    let phase = PhaseRecord {
        range: u64::MAX,
        currsize: u64::MAX,
        last_digits: [u64::MAX; 10],
    };
    assert_eq!(encoder.encode(&mut window, &RecordOf::Phase(phase)), 121);
    let largest = RecordOf::Realloc {
        node: u32::MAX,
        old_address: 1 << 63,
        old_size: u64::MAX,
        address: 0,
        size: u64::MAX,
    };
    assert_eq!(encoder.encode(&mut window, &largest), 46);
}
