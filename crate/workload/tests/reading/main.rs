//! Readers of trace files: intact ones, damaged ones, and a short version of `cargo fuzz`.

// Small files are put together for the tests.
#![allow(clippy::format_collect)]

mod properties;
mod reading;

use std::io::{Read, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use highwater_workload::{Format, Request, Trace};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

fn requests(format: Format, bytes: &[u8]) -> Vec<(u64, u64)> {
    let requests = Trace::new(format, bytes).read_all().unwrap();
    pairs(&requests)
}

fn pairs(requests: &[Request]) -> Vec<(u64, u64)> {
    requests.iter().map(|it| (it.key, it.size)).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

#[test]
fn each_format_is_read() {
    for (format, bytes, expected) in [
        (Format::Keys, &b""[..], &[][..]),
        (Format::Keys, b"\n\n", &[]),
        (
            Format::Keys,
            b"5\n6\r\n 5 \n\n0",
            &[(5, 1), (6, 1), (5, 1), (0, 1)],
        ),
        (Format::Keys, b"\xef\xbb\xbf5\n", &[(5, 1)]),
        (Format::Keys, b"a\n", &[(0xD24E_C4F1_A98C_6E5B, 1)]),
        (Format::Csv, b"key\n5\n6", &[(5, 1), (6, 1)]),
        (
            Format::Csv,
            b"time,Size, key \r\n0,100,5\r\n\r\n1.5,200,6\r\n",
            &[(5, 100), (6, 200)],
        ),
        (
            Format::Csv,
            b"key,size\n\"5\",\"7\"\n \"a\" , 8\n",
            &[(5, 7), (0xD24E_C4F1_A98C_6E5B, 8)],
        ),
        (
            Format::Csv,
            b"\xef\xbb\xbf\"key\",\"a \"\"b\"\", c\"\n5,\n",
            &[(5, 1)],
        ),
        (Format::Lirs, b"5\n*\n6\n", &[(5, 1), (6, 1)]),
        (
            Format::Arc,
            b"5 3 0 0\n0 0 0 1\n9\t1\n",
            &[(5, 1), (6, 1), (7, 1), (9, 1)],
        ),
        (
            Format::Cache2k,
            b"\0\0\0\x05\xff\xff\xff\xff",
            &[(5, 1), (0xFFFF_FFFF, 1)],
        ),
        (
            Format::OracleGeneral,
            b"\x01\0\0\0\x05\x01\0\0\0\0\0\x80\0\x02\0\0\xff\xff\xff\xff\xff\xff\xff\xff",
            &[(0x8000_0000_0000_0105, 0x200)],
        ),
    ] {
        assert_eq!(requests(format, bytes), expected, "{format}");
        assert_eq!(requests(format, &gzip(bytes)), expected, "{format}");
        assert_eq!(requests(format, &zstd(bytes)), expected, "{format}");
    }
}

/// A format, a file, the number of requests before its error, and the error.
type Bad = (Format, &'static [u8], usize, &'static str);

const BAD: &[Bad] = &[
    (
        Format::Keys,
        b"1\n\xff\n",
        1,
        "line 2 \"\u{fffd}\": not UTF-8",
    ),
    (
        Format::Keys,
        b"1\n2\na\0b\n",
        2,
        "line 3 \"a\\0b\": a control character, U+0000: it may be of a binary format",
    ),
    (
        Format::Csv,
        b"\nsize\n1\n",
        0,
        "line 2 \"size\": the header has no column \"key\"",
    ),
    (
        Format::Csv,
        b"key,KEY\n1\n",
        0,
        "line 1 \"key,KEY\": the header has two columns \"key\"",
    ),
    (
        Format::Csv,
        b"key,size\n1,2\n1,-2\n",
        1,
        "line 3 \"1,-2\": size \"-2\" is not a whole number",
    ),
    (
        Format::Csv,
        b"key,size\n,2\n",
        0,
        "line 2 \",2\": the key is empty",
    ),
    (
        Format::Csv,
        b"key,size\n1\n",
        0,
        "line 2 \"1\": the number of values is 1 instead of 2",
    ),
    (
        Format::Csv,
        b"key\n\"1\n",
        0,
        "line 2 \"\\\"1\": a quotation mark is missing",
    ),
    (
        Format::Csv,
        b"key\n\"1\"2\n",
        0,
        "line 2 \"\\\"1\\\"2\": text after a quotation mark",
    ),
    (
        Format::Lirs,
        b"1\n**\n",
        1,
        "line 2 \"**\": block \"**\" is not a whole number",
    ),
    (
        Format::Lirs,
        b"18446744073709551616\n",
        0,
        "line 1 \"18446744073709551616\": block \"18446744073709551616\" is 2^64 or more",
    ),
    (
        Format::Arc,
        b"1 2 0 0\n1\n",
        2,
        "line 2 \"1\": the number of blocks is missing",
    ),
    (
        Format::Arc,
        b"1 4294967296\n",
        0,
        "line 1 \"1 4294967296\": 4294967296 blocks are too many",
    ),
    (
        Format::Arc,
        b"18446744073709551615 1\n",
        0,
        "line 1 \"18446744073709551615 1\": 1 blocks are too many",
    ),
    (
        Format::Cache2k,
        b"\0\0\0\x01\0\xff",
        1,
        "record 2 \"00ff\": the file ends after 2 of 4 bytes",
    ),
    (
        Format::OracleGeneral,
        b"\x01",
        0,
        "record 1 \"01\": the file ends after 1 of 24 bytes",
    ),
];

#[test]
fn a_bad_line_is_named_by_its_number_and_text_after_the_requests_before_it() {
    for &(format, bytes, before, message) in BAD {
        let (requests, error) = Trace::new(format, bytes).read_intact();
        let error = error.unwrap();
        assert_eq!(
            (requests.len(), error.to_string()),
            (before, message.into())
        );
        assert_eq!(Trace::new(format, bytes).read_all(), Err(error));
    }
}

#[test]
fn a_file_that_is_cut_gives_the_requests_before_the_cut() {
    let text: String = (0..20_000).map(|key| format!("{}\n", key * key)).collect();
    for compressed in [gzip(text.as_bytes()), zstd(text.as_bytes())] {
        let cut = &compressed[..compressed.len() - 20];
        let (requests, error) = Trace::new(Format::Keys, cut).read_intact();
        let error = error.unwrap();
        assert_eq!(error.number(), requests.len() as u64 + 1);
        assert!(
            error.to_string().contains(": it cannot be read: "),
            "{error}"
        );
        let expected = (0..requests.len() as u64).map(|key| key * key);
        assert!(requests.iter().map(|request| request.key).eq(expected));
    }
    let (requests, _) = Trace::new(Format::Keys, &gzip(text.as_bytes())[..40_000]).read_intact();
    assert!(requests.len() > 1000, "{}", requests.len());
}

#[test]
fn content_with_another_checksum_is_an_error() {
    for mut bytes in [gzip(b"1\n2\n"), zstd(b"1\n2\n")] {
        // The checksum of zstd ends the file; the one of gzip is before the length.
        let place = bytes.len() - if bytes[0] == 0x1f { 5 } else { 1 };
        bytes[place] ^= 1;
        let (_, error) = Trace::new(Format::Keys, &bytes[..]).read_intact();
        assert!(error.unwrap().to_string().contains("checksum"));
    }
}

#[test]
fn the_parts_of_a_compressed_file_follow_each_other() {
    let skipped = b"\x50\x2a\x4d\x18\x03\0\0\0abc";
    for parts in [
        [gzip(b"1\n2"), gzip(b"3\n4\n"), gzip(b"")],
        [zstd(b"1\n2"), zstd(b""), zstd(b"3\n4\n")],
        [skipped.to_vec(), zstd(b"1\n23\n4"), skipped.to_vec()],
    ] {
        assert_eq!(
            requests(Format::Keys, &parts.concat()),
            [(1, 1), (23, 1), (4, 1)]
        );
    }
    let cut = &skipped[..10];
    let error = Trace::new(Format::Keys, cut).read_all().unwrap_err();
    assert!(
        error.to_string().starts_with("line 1: it cannot be read: "),
        "{error}"
    );
}

#[test]
fn a_file_is_read_as_a_stream() {
    let endless = std::io::repeat(b'7');
    let error = Trace::new(Format::Keys, endless).read_all().unwrap_err();
    assert_eq!(error.number(), 1);
    assert_eq!(error.written(), format!("{}…", "7".repeat(40)));
    assert!(error.to_string().ends_with(": longer than 65536 bytes"));
    let longest = "7".repeat(65_535) + "\n1\n";
    assert_eq!(requests(Format::Keys, longest.as_bytes()).len(), 2);
    let records = Trace::new(Format::Cache2k, std::io::repeat(1));
    assert_eq!(records.take(1_000_000).flatten().count(), 1_000_000);
}

#[test]
fn a_file_that_cannot_be_opened_is_an_error() {
    let error = Trace::open("no/such.csv").unwrap_err();
    assert_eq!((error.number(), error.written()), (0, "no/such.csv"));
    let message = "file \"no/such.csv\": it cannot be opened: ";
    assert!(error.to_string().starts_with(message), "{error}");
}

/// The source of a failing disk.
struct Failing;

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("no disk"))
    }
}

#[test]
fn a_source_that_fails_is_an_error() {
    let source = (&b"12\n3"[..]).chain(Failing);
    let (requests, error) = Trace::new(Format::Lirs, source).read_intact();
    assert_eq!(pairs(&requests), [(12, 1)]);
    let error = error.unwrap().to_string();
    assert_eq!(error, "line 2: it cannot be read: no disk");
}
