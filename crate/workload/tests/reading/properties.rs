//! Properties of any traces, of damaged ones, and of those that are written here.

use std::fs;
use std::path::{Path, PathBuf};

use highwater_workload::Format;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::{gzip, reading, requests, zstd};

/// The seeds of the fuzz target of a format.
fn seeds(format: Format) -> Vec<PathBuf> {
    let target = format.name().replace('-', "_");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/seeds")
        .join(target);
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
}

#[test]
fn the_seeds_are_read_and_compressed_ones_have_the_requests_of_the_plain_ones() {
    for &format in Format::ALL {
        let seeds = seeds(format);
        assert!(seeds.len() >= 3, "{format}");
        let plain = fs::read(&seeds[0]).unwrap();
        let expected = requests(format, &plain);
        assert!(expected.len() >= 3, "{format}");
        for seed in seeds {
            let bytes = fs::read(&seed).unwrap();
            assert_eq!(requests(format, &bytes), expected, "{}", seed.display());
            reading::check(format, &bytes);
        }
    }
}

fn formats() -> impl Strategy<Value = Format> {
    proptest::sample::select(Format::ALL)
}

/// A value of a CSV file, quoted where that is necessary.
fn csv_value(value: &str) -> String {
    if value.contains([',', '"', ' ']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        String::from(value)
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read(format in formats(), bytes in vec(any::<u8>(), 0..200)) {
        reading::check(format, &bytes);
        reading::check(format, &gzip(&bytes));
        reading::check(format, &zstd(&bytes));
    }

    #[test]
    fn any_text_is_read(format in formats(), text in "(([0-9 ]{0,5}|key|size|[a\",*é\t])\r?[\n,]){0,20}") {
        reading::check(format, text.as_bytes());
    }

    #[test]
    fn damaged_seeds_are_read(
        format in formats(), seed: prop::sample::Index, damage in vec((any::<prop::sample::Index>(), any::<u8>()), 1..5),
        cut: prop::sample::Index,
    ) {
        let seeds = seeds(format);
        let mut bytes = fs::read(&seeds[seed.index(seeds.len())]).unwrap();
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        reading::check(format, &bytes);
        bytes.truncate(cut.index(bytes.len()));
        reading::check(format, &bytes);
    }

    #[test]
    fn numbers_read_back(trace in vec((any::<u64>(), any::<u32>()), 0..50)) {
        let sized: Vec<(u64, u64)> = trace.iter().map(|&(key, size)| (key, size.into())).collect();
        let ones: Vec<(u64, u64)> = trace.iter().map(|&(key, _)| (key, 1)).collect();
        let lines: String = trace.iter().map(|(key, _)| format!("{key}\n")).collect();
        prop_assert_eq!(&requests(Format::Keys, lines.as_bytes()), &ones);
        prop_assert_eq!(&requests(Format::Lirs, lines.as_bytes()), &ones);
        let csv: String = trace.iter().map(|(key, size)| format!("0,{size},{key}\n")).collect();
        let csv = format!("time,size,key\n{csv}");
        prop_assert_eq!(&requests(Format::Csv, csv.as_bytes()), &sized);
        let mut records = Vec::new();
        for (time, (key, size)) in trace.iter().enumerate() {
            records.extend(u32::try_from(time).unwrap().to_le_bytes());
            records.extend(key.to_le_bytes());
            records.extend(size.to_le_bytes());
            records.extend((-1_i64).to_le_bytes());
        }
        prop_assert_eq!(&requests(Format::OracleGeneral, &records), &sized);
        prop_assert_eq!(&requests(Format::OracleGeneral, &zstd(&records)), &sized);
        let records: Vec<u8> = trace.iter().flat_map(|(_, key)| key.to_be_bytes()).collect();
        let expected: Vec<(u64, u64)> = trace.iter().map(|&(_, key)| (key.into(), 1)).collect();
        prop_assert_eq!(&requests(Format::Cache2k, &gzip(&records)), &expected);
    }

    #[test]
    fn blocks_read_back(trace in vec((0..1_u64 << 40, 0..5_u64), 0..50)) {
        let lines: String = trace.iter().map(|(key, count)| format!("{key} {count} 0 9\n")).collect();
        let expected: Vec<(u64, u64)> =
            trace.iter().flat_map(|&(key, count)| (key..key + count).map(|key| (key, 1))).collect();
        prop_assert_eq!(requests(Format::Arc, lines.as_bytes()), expected);
    }

    #[test]
    fn texts_are_one_key_however_they_are_quoted(names in vec("[a-z,\" ]{0,5}[a-z]", 1..20)) {
        let rows: String = names.iter().map(|name| format!("x,{}\n", csv_value(name))).collect();
        let quoted = requests(Format::Csv, format!("other,key\n{rows}").as_bytes());
        let rows: String = names.iter().map(|name| format!("\"{}\"\n", name.replace('"', "\"\""))).collect();
        let all_quoted = requests(Format::Csv, format!("key\n{rows}").as_bytes());
        prop_assert_eq!(&quoted, &all_quoted);
        for (first, name) in names.iter().enumerate() {
            for (second, other) in names.iter().enumerate() {
                prop_assert_eq!(quoted[first] == quoted[second], name == other);
            }
        }
    }
}
