//! Round trips of records through bytes, in chunks cut anywhere, and errors for damaged input.

use highwater_capture::{
    Cause, CollectionRecord, Counter, CounterRole, DecodeErrorKind, Encoder, HEADER_LEN, Header,
    Location, MAX_CAUSES, MAX_COUNTERS, MAX_TEXT, MAX_TEXT_RECORD, Mark, OwnedRecord, Reader,
    Record, RecordOf, TotalsRecord, VERSION,
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
        RecordOf::CounterDefinition { role, name } => {
            RecordOf::CounterDefinition { role: *role, name }
        }
        RecordOf::CauseDefinition { name } => RecordOf::CauseDefinition { name },
        RecordOf::PhaseField { name, value } => RecordOf::PhaseField {
            name,
            value: *value,
        },
        RecordOf::Phase { name } => RecordOf::Phase { name },
        RecordOf::Mark(mark) => RecordOf::Mark(*mark),
        RecordOf::Totals(totals) => RecordOf::Totals(*totals),
        RecordOf::Collection(collection) => RecordOf::Collection(*collection),
        RecordOf::Truncated => RecordOf::Truncated,
        RecordOf::Checksum(checksum) => RecordOf::Checksum(*checksum),
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

/// The number of counters and causes defined at the start of each stream.
const DEFINED: usize = 7;

/// A record that names any of the first two frames, the first four nodes, and the counters and
/// causes defined at the start.
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
        (node(), 0..DEFINED).prop_map(|(parent, cause)| RecordOf::Node {
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
        (0..DEFINED, prop_oneof![-2..3i64, any::<i64>()]).prop_map(|(counter, delta)| {
            RecordOf::Count {
                counter: Counter::ALL[counter],
                delta,
            }
        }),
        (".{0,40}", ".{0,40}").prop_map(|(key, value)| RecordOf::Meta { key, value }),
        (".{0,40}", size()).prop_map(|(name, value)| RecordOf::PhaseField { name, value }),
        ".{0,40}".prop_map(|name| RecordOf::Phase { name }),
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

/// The definition of a counter, or of a cause.
fn definition() -> impl Strategy<Value = OwnedRecord> {
    prop_oneof![
        (0..CounterRole::ALL.len(), ".{0,40}").prop_map(|(role, name)| {
            RecordOf::CounterDefinition {
                role: CounterRole::ALL[role],
                name,
            }
        }),
        ".{0,40}".prop_map(|name| RecordOf::CauseDefinition { name }),
    ]
}

/// The definitions of this number of counters and causes.
fn definitions(count: usize) -> impl Iterator<Item = OwnedRecord> {
    (0..count).flat_map(|number| {
        let name = format!("{number}");
        let role = CounterRole::ALL[number % CounterRole::ALL.len()];
        let counter = RecordOf::CounterDefinition {
            role,
            name: name.clone(),
        };
        [counter, RecordOf::CauseDefinition { name }]
    })
}

/// A stream whose first records define the frames, nodes, counters and causes named by the others.
fn stream() -> impl Strategy<Value = Vec<OwnedRecord>> {
    (
        vec(record(), 0..60),
        vec(definition(), 0..=MAX_CAUSES.min(MAX_COUNTERS) - DEFINED),
    )
        .prop_map(|(records, more)| {
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
            all.extend(definitions(DEFINED));
            all.extend(more);
            all.extend(records);
            all
        })
}

proptest! {
    #[test]
    fn records_read_back_as_written(records in stream()) {
        let (read, end) = decode(&encode(&records));
        prop_assert_eq!(end, Ok(()));
        prop_assert_eq!(read, records);
    }

    #[test]
    fn chunks_cut_anywhere_read_as_the_whole(records in stream(), cuts in vec(1..50usize, 1..40)) {
        let bytes = encode(&records);
        let mut reader = Reader::new();
        let mut read = Vec::new();
        let mut rest = &bytes[..];
        for cut in cuts.iter().cycle() {
            let (chunk, after) = rest.split_at((*cut).min(rest.len()));
            reader.feed(chunk, |_, record| read.push(record.to_owned())).unwrap();
            rest = after;
            if rest.is_empty() { break; }
        }
        prop_assert_eq!(reader.finish(), Ok(()));
        prop_assert_eq!(reader.offset(), bytes.len() as u64);
        prop_assert_eq!(read, records);
    }

    #[test]
    fn a_truncated_stream_is_an_error_after_its_complete_records(records in stream(), at: prop::sample::Index) {
        let bytes = encode(&records);
        let cut = at.index(bytes.len());
        let (read, end) = decode(&bytes[..cut]);
        prop_assert!(records.starts_with(&read));
        // A cut between two records leaves a complete capture: only the missing totals of its end
        // distinguish it from a finished one.
        if encode(&read).len() == cut && cut >= HEADER_LEN {
            prop_assert_eq!(end, Ok(()));
        } else {
            prop_assert_eq!(end.unwrap_err().kind, DecodeErrorKind::Truncated);
        }
    }

    #[test]
    fn any_bytes_give_records_or_an_error(bytes in vec(any::<u8>(), 0..400)) {
        let mut stream = Header { address_shift: SHIFT, traced: true }.to_bytes().to_vec();
        stream.extend_from_slice(&bytes);
        let (first, first_end) = decode(&stream);
        // Each record takes at least one byte, so input is not multiplied.
        prop_assert!(first.len() <= bytes.len());
        let (second, second_end) = decode(&stream);
        prop_assert_eq!((first, first_end), (second, second_end));
        let _ = decode(&bytes);
    }

    #[test]
    fn one_changed_byte_gives_records_or_an_error(records in stream(), at: prop::sample::Index, to: u8) {
        let mut bytes = encode(&records);
        let index = at.index(bytes.len());
        bytes[index] = to;
        let (read, end) = decode(&bytes);
        prop_assert!(end.is_err() || encode(&read).len() <= bytes.len());
    }
}

#[test]
fn other_files_and_newer_versions_have_different_errors() {
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
fn a_capture_of_an_earlier_version_is_refused_with_advice() {
    let mut older = Header {
        address_shift: 4,
        traced: true,
    }
    .to_bytes();
    for version in 1..VERSION {
        older[8..10].copy_from_slice(&version.to_le_bytes());
        let error = decode(&older).1.unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::OlderVersion(version));
        assert_eq!(
            error.to_string(),
            format!(
                "this capture has format version {version}, written by an earlier release; this release reads version 3: record the run again"
            )
        );
    }
}

#[test]
fn records_that_name_undefined_things_are_refused() {
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
    // An allocation at node 1, which is undefined.
    assert_eq!(
        error(&[0b0001_1000, 1, 0]).kind,
        DecodeErrorKind::UnknownNode(1)
    );
    // A node at frame 0, which is undefined.
    assert_eq!(error(&[4, 0, 0]).kind, DecodeErrorKind::UnknownFrame(0));
    // Nodes with causes 9 and 0, which are undefined.
    for cause in [9, 0] {
        assert_eq!(
            error(&[0b0000_1100, 0, cause]).kind,
            DecodeErrorKind::UnknownCause(cause.into())
        );
    }
    // Counter 15 by one, and counter 0 by 0, both undefined.
    assert_eq!(
        error(&[0b1111_1110]).kind,
        DecodeErrorKind::UnknownCounter(15)
    );
    assert_eq!(error(&[6, 0]).kind, DecodeErrorKind::UnknownCounter(0));
    // The number after the last defined counter, in a place where frequent records are decoded.
    let mut counted = vec![0b0011_0111, 0, 1, b'c', 0b1000_0110, 0b1000_1110];
    counted.extend([0; 40]);
    assert_eq!(error(&counted).kind, DecodeErrorKind::UnknownCounter(1));
    // A counter of role 4.
    assert_eq!(
        error(&[0b0011_0111, 4, 0]).kind,
        DecodeErrorKind::NumberOutOfRange
    );
    // A collection of generation 3.
    assert_eq!(
        error(&[0b0010_1111, 3, 0, 0]).kind,
        DecodeErrorKind::NumberOutOfRange
    );
    // A text of 2,000 bytes, announced but absent: refused at once, without waiting for it.
    assert_eq!(error(&[7, 0xd0, 0x0f]).kind, DecodeErrorKind::TextTooLong);
    assert_eq!(error(&[7, 1, 0xff, 0]).kind, DecodeErrorKind::TextNotUtf8);
    assert_eq!(error(&[7, 1, 0xff, 0]).offset, HEADER_LEN as u64);
}

#[test]
fn the_numbers_limit_the_counters_and_causes() {
    assert_eq!(MAX_COUNTERS, MAX_CAUSES);
    let all: Vec<_> = definitions(MAX_COUNTERS).collect();
    assert_eq!(decode(&encode(&all)), (all.clone(), Ok(())));
    let last = Counter::ALL[MAX_COUNTERS - 1];
    assert_eq!(Counter::from_number(15), Some(last));
    assert_eq!(Counter::from_number(16), None);
    for one in definitions(1) {
        let more = [&all[..], &[one]].concat();
        let (read, end) = decode(&encode(&more));
        assert_eq!(read, all);
        assert_eq!(end.unwrap_err().kind, DecodeErrorKind::TooManyDefinitions);
    }
}

#[test]
fn definitions_and_phases_are_written_as_documented() {
    let bytes = encode(&[
        RecordOf::CounterDefinition {
            role: CounterRole::Ticks,
            name: "it".into(),
        },
        RecordOf::CauseDefinition { name: "k".into() },
        RecordOf::Count {
            counter: Counter::ALL[0],
            delta: 1,
        },
        RecordOf::PhaseField {
            name: "n".into(),
            value: 300,
        },
        RecordOf::Phase { name: "p".into() },
    ]);
    let expected: &[&[u8]] = &[
        &[0b0011_0111, 3, 2],
        b"it",
        &[0b0011_1111, 1],
        b"k",
        &[0b1000_0110],
        &[0b0100_0111, 1],
        b"n",
        &[0b1010_1100, 0b10],
        &[0b0000_1111, 1],
        b"p",
    ];
    assert_eq!(bytes[HEADER_LEN..], expected.concat());
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
fn a_generation_older_than_the_oldest_is_written_as_the_oldest() {
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
    let totals = TotalsRecord {
        live: u64::MAX,
        peak: u64::MAX,
        allocations: u64::MAX,
        deallocations: u64::MAX,
        allocated_bytes: u64::MAX,
        pages: u64::MAX,
        baseline_pages: u64::MAX,
        growths: u64::MAX,
    };
    assert_eq!(encoder.encode(&mut window, &RecordOf::Totals(totals)), 81);
    let text = "x".repeat(MAX_TEXT);
    let field = RecordOf::PhaseField {
        name: text.as_str(),
        value: u64::MAX,
    };
    assert_eq!(encoder.encode(&mut window, &field), 1 + 2 + MAX_TEXT + 10);
    let largest = RecordOf::Realloc {
        node: u32::MAX,
        old_address: 1 << 63,
        old_size: u64::MAX,
        address: 0,
        size: u64::MAX,
    };
    assert_eq!(encoder.encode(&mut window, &largest), 46);
}
