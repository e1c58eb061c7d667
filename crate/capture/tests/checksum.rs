//! The checksum at the end of a stored capture.

use highwater_capture::{
    Checksum, Counter, CounterRole, DecodeError, DecodeErrorKind, Encoder, Header, MAX_RECORD,
    MAX_TEXT_RECORD, OwnedRecord, Reader, Record,
};

/// The bytes of a capture of a few records, without an end.
fn open() -> Vec<u8> {
    let header = Header {
        address_shift: 4,
        traced: true,
    };
    let mut encoder = Encoder::new(header.address_shift);
    let mut bytes = header.to_bytes().to_vec();
    let mut window = [0; MAX_TEXT_RECORD];
    for record in [
        Record::CounterDefinition {
            role: CounterRole::Ticks,
            name: "calls",
        },
        Record::Meta {
            key: "policy",
            value: "class/lru:5",
        },
        Record::Count {
            counter: Counter::ALL[0],
            delta: 300,
        },
        Record::Alloc {
            node: 0,
            address: 0x100,
            size: 24,
        },
    ] {
        let used = encoder.encode(&mut window, &record);
        bytes.extend_from_slice(&window[..used]);
    }
    bytes
}

/// The record of a checksum.
fn end(checksum: u64) -> Vec<u8> {
    let mut window = [0; MAX_RECORD];
    let used = Encoder::new(0).checksum(&mut window, checksum);
    window[..used].to_vec()
}

fn sealed() -> Vec<u8> {
    let mut bytes = open();
    let mut checksum = Checksum::new();
    checksum.add(&bytes);
    bytes.extend(end(checksum.value()));
    bytes
}

fn read(bytes: &[u8], chunk: usize) -> (Vec<OwnedRecord>, Result<bool, DecodeError>) {
    let mut reader = Reader::new();
    let mut records = Vec::new();
    let fed = bytes
        .chunks(chunk)
        .try_for_each(|chunk| reader.feed(chunk, |_, record| records.push(record.to_owned())));
    let end = fed.and_then(|()| reader.finish());
    (records, end.map(|()| reader.is_sealed()))
}

/// The values are those of the reference implementation of XXH64.
#[test]
fn the_checksum_is_xxh64() {
    let checksum = |bytes: &[u8]| {
        let mut checksum = Checksum::new();
        checksum.add(bytes);
        checksum.value()
    };
    assert_eq!(checksum(b""), 0xef46_db37_51d8_e999);
    assert_eq!(checksum(b"*"), 0x0a9e_dece_beb0_3ae4);
    assert_eq!(checksum(b"Hello, world!\0"), 0x7b06_c531_ea43_e89f);
    let hundred: Vec<u8> = (0..100).collect();
    assert_eq!(checksum(&hundred), 0x6ac1_e580_3216_6597);
}

#[test]
fn a_capture_with_its_checksum_is_sealed_however_it_arrives() {
    let bytes = sealed();
    let (records, whole) = read(&bytes, bytes.len());
    assert_eq!(whole, Ok(true));
    assert!(matches!(records[..], [.., OwnedRecord::Checksum(_)]));
    for chunk in 1..bytes.len() {
        assert_eq!(read(&bytes, chunk), (records.clone(), Ok(true)), "{chunk}");
    }
    assert_eq!(read(&open(), 7).1, Ok(false));
}

#[test]
fn every_changed_bit_is_found() {
    let bytes = sealed();
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << bit;
            for chunk in [1, changed.len()] {
                let (_, end) = read(&changed, chunk);
                assert_ne!(end, Ok(true), "bit {bit} of byte {at}");
            }
        }
    }
}

#[test]
fn every_cut_and_every_missing_byte_is_found() {
    let bytes = sealed();
    for at in 0..bytes.len() {
        assert_ne!(read(&bytes[..at], at.max(1)).1, Ok(true), "cut at {at}");
        let mut fewer = bytes.clone();
        fewer.remove(at);
        assert_ne!(read(&fewer, fewer.len()).1, Ok(true), "without byte {at}");
    }
}

#[test]
fn a_wrong_checksum_and_bytes_after_it_are_errors_with_their_place() {
    let open = open();
    let wrong = [&open[..], &end(7)].concat();
    let sealed = sealed();
    let longer = [&sealed[..], &[3, 1]].concat();
    for chunk in [1, 5, longer.len()] {
        assert_eq!(
            read(&wrong, chunk).1,
            Err(DecodeError {
                offset: open.len() as u64,
                kind: DecodeErrorKind::WrongChecksum
            })
        );
        assert_eq!(
            read(&longer, chunk).1,
            Err(DecodeError {
                offset: sealed.len() as u64,
                kind: DecodeErrorKind::BytesAfterChecksum
            })
        );
    }
}
