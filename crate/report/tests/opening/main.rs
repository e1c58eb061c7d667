//! Opening of intact captures, and of ones damaged at random: a short version of `cargo fuzz`.

mod asking;
mod opening;

use std::fs;
use std::path::Path;

use highwater_capture::{Reader, Record};
use highwater_report::Report;
use proptest::collection::vec;
use proptest::prelude::*;

/// The seeds of the fuzz target.
fn seeds() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/open_capture");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

#[test]
fn every_seed_is_a_complete_capture() {
    let seeds = seeds();
    assert!(seeds.len() > 4);
    for seed in seeds {
        opening::check(&seed);
        let mut report = Report::with_locations();
        report.feed(&seed[2..], 0.0).unwrap();
        assert!(report.conclusion().is_ok());
    }
}

#[test]
fn captures_of_earlier_versions_are_refused_with_advice() {
    for (version, capture) in [
        (1, &include_bytes!("fixtures/version-1.hwcapture")[..]),
        (2, &include_bytes!("fixtures/version-2.hwcapture")[..]),
    ] {
        let mut report = Report::with_locations();
        let error = report.feed(capture, 0.0).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "this capture has format version {version}, written by an earlier release; this release reads version 3: record the run again"
            )
        );
        assert_eq!(report.finish(), Err(error));
        assert_eq!(report.memory(), &highwater_report::Memory::default());
        assert!(report.conclusion().is_err());
    }
}

/// Returns `true` if the bytes are a stored capture.
fn opens(bytes: &[u8]) -> bool {
    let mut report = Report::new();
    report.feed(bytes, 0.0).is_ok() && report.conclusion().is_ok()
}

#[test]
fn a_capture_with_one_changed_bit_is_refused() {
    let seed = seeds().into_iter().min_by_key(Vec::len).unwrap();
    let mut capture = seed[2..].to_vec();
    assert!(opens(&capture));
    for at in 0..capture.len() {
        for bit in 0..8 {
            capture[at] ^= 1 << bit;
            assert!(!opens(&capture), "bit {bit} of byte {at}");
            capture[at] ^= 1 << bit;
        }
    }
}

/// The offsets of the records by which a counter increases by one.
fn counts(capture: &[u8]) -> Vec<usize> {
    let mut reader = Reader::new();
    let is_count = |record: &Record<'_>| matches!(record, Record::Count { delta: 1, .. });
    let mut offsets = Vec::new();
    for byte in capture {
        let start = usize::try_from(reader.offset()).unwrap();
        let read = reader.feed(&[*byte], |_, record| {
            if is_count(record) {
                offsets.push(start);
            }
        });
        read.unwrap();
    }
    offsets
}

#[test]
fn a_changed_counter_is_refused() {
    let mut found = 0;
    for seed in seeds() {
        let mut capture = seed[2..].to_vec();
        for at in counts(&capture) {
            // It counts the counter before or after. The sums of the memory records stay right.
            capture[at] ^= 1 << 3;
            let error = Report::new().feed(&capture, 0.0).unwrap_err();
            if error.to_string().contains("its checksum is not") {
                found += 1;
            }
            capture[at] ^= 1 << 3;
        }
    }
    assert!(found > 10);
}

#[test]
fn every_seed_of_queries_is_answered_or_refused() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/read_query");
    for entry in fs::read_dir(folder).unwrap() {
        asking::check(&fs::read_to_string(entry.unwrap().path()).unwrap());
    }
}

/// A change of a capture's bytes.
#[derive(Debug, Clone)]
enum Damage {
    Set(prop::sample::Index, u8),
    Flip(prop::sample::Index, u32),
    Cut(prop::sample::Index),
    Drop(prop::sample::Index, usize),
    Repeat(prop::sample::Index, usize),
    Insert(prop::sample::Index, Vec<u8>),
}

fn damage() -> impl Strategy<Value = Damage> {
    let index = any::<prop::sample::Index>;
    prop_oneof![
        (index(), any::<u8>()).prop_map(|(at, byte)| Damage::Set(at, byte)),
        (index(), 0..8u32).prop_map(|(at, bit)| Damage::Flip(at, bit)),
        index().prop_map(Damage::Cut),
        (index(), 1..40usize).prop_map(|(at, length)| Damage::Drop(at, length)),
        (index(), 1..40usize).prop_map(|(at, length)| Damage::Repeat(at, length)),
        (index(), vec(any::<u8>(), 1..12)).prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
    ]
}

fn apply(bytes: &mut Vec<u8>, damage: &Damage) {
    if bytes.is_empty() {
        return;
    }
    let length = bytes.len();
    let range = |at: &prop::sample::Index, reach: usize| {
        let at = at.index(length);
        at..(at + reach).min(length)
    };
    match damage {
        Damage::Set(at, byte) => bytes[at.index(length)] = *byte,
        Damage::Flip(at, bit) => bytes[at.index(length)] ^= 1 << bit,
        Damage::Cut(at) => bytes.truncate(at.index(length)),
        Damage::Drop(at, reach) => drop(bytes.drain(range(at, *reach))),
        Damage::Repeat(at, reach) => {
            let range = range(at, *reach);
            let again = bytes[range.clone()].to_vec();
            bytes.splice(range.end..range.end, again);
        }
        Damage::Insert(at, inserted) => {
            let at = at.index(length);
            bytes.splice(at..at, inserted.iter().copied());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn a_damaged_capture_is_a_report_or_an_error(
        seed in any::<prop::sample::Selector>(),
        damages in vec(damage(), 1..6),
    ) {
        let intact = seed.select(seeds());
        let mut bytes = intact.clone();
        for damage in &damages {
            apply(&mut bytes, damage);
        }
        opening::check(&bytes);
        let capture = bytes.get(2..).unwrap_or_default();
        prop_assert_eq!(opens(capture), *capture == intact[2..]);
    }

    #[test]
    fn a_query_of_any_values_is_answered_or_refused(
        kind in "high-water-mark|leaks|temporary|at|tree|table|summary|by-cause|stats|difference|stack|[a-z]{3}",
        field in "at|between|threshold|hide|only|frames|[a-z]{2}",
        value in r#"-?[0-9]{1,20}|"peak"|"end"|"[a-z]{1,9}"|null|\[[0-9]{1,9},"end"\]|\["std"\]|[0-9]{1,3}\.5"#,
    ) {
        asking::check(&format!(r#"{{"kind":"{kind}","{field}":{value}}}"#));
    }

    #[test]
    fn any_bytes_are_a_report_or_an_error(bytes in vec(any::<u8>(), 0..200)) {
        opening::check(&bytes);
        // After a valid header, reading gets further.
        let mut headed = vec![9, 0];
        headed.extend(b"HWCAPTUR\x03\x00\x04\x01");
        // Definitions of the ticks and of a cause.
        headed.extend(b"\x37\x03\x05calls\x3f\x04keys");
        headed.extend(bytes);
        opening::check(&headed);
    }
}
