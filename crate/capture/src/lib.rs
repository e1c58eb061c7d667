//! The record format of an allocation capture: encoding and decoding, nothing else.
//!
//! A capture is a byte stream: a fixed [header](Header) and then records, each of which
//! tells one thing that happened in the traced program. The [`Encoder`] writes records
//! into a caller's buffer without allocating, so that it can run inside an allocator. The
//! [`Decoder`] turns bytes back into [`Record`]s, borrows texts from its input, and answers
//! damaged, cut off or hostile bytes with a [`DecodeError`]. [`Reader`] feeds a decoder
//! with a stream that arrives in pieces.
//!
//! ```
//! use highwater_capture::{Encoder, Header, OwnedRecord, Reader, MAX_RECORD};
//!
//! let mut encoder = Encoder::new(4);
//! let mut bytes = Vec::new();
//! let mut window = [0; MAX_RECORD];
//! bytes.extend_from_slice(&Header { address_shift: 4, traced: true }.to_bytes());
//! let used = encoder.alloc(&mut window, 0, 0x1_0000, 24);
//! bytes.extend_from_slice(&window[..used]);
//!
//! let mut records = Vec::new();
//! let mut reader = Reader::new();
//! reader.feed(&bytes, |_, record| records.push(record.to_owned())).unwrap();
//! reader.finish().unwrap();
//! assert_eq!(records, [OwnedRecord::Alloc { node: 0, address: 0x1_0000, size: 24 }]);
//! ```
//!
//! # Layout
//!
//! All fixed-width integers are little-endian. A `varint` is an unsigned LEB128 number of
//! at most 64 bits; a `zigzag` is a signed number folded into a varint (0, -1, 1, -2, …);
//! a `text` is a varint length, at most [`MAX_TEXT`], and as many bytes of UTF-8.
//!
//! The header is [`HEADER_LEN`] bytes: the magic `HWCAPTUR`, the version as `u16`, the
//! address shift as `u8` (addresses are stored divided by two to this power), and flags as
//! `u8` (bit 0: memory records are present).
//!
//! A record is a head byte and what follows it. The low three bits of the head are the
//! kind, the high five belong to the kind:
//!
//! | kind | record | high bits | what follows |
//! |---|---|---|---|
//! | 0 | [`Alloc`](Record::Alloc) | bit 3: the node differs from the last memory record's; bits 4–7: size ÷ 4 if that is 1 to 15 and exact, else 0 | [node varint], [size varint], address zigzag |
//! | 1 | [`Free`](Record::Free) | as `Alloc` | as `Alloc` |
//! | 2 | [`Realloc`](Record::Realloc) | bit 3 as `Alloc` | [node varint], old size varint, new size varint, old address zigzag, new address zigzag |
//! | 3 | [`Grow`](Record::Grow) | 0 | pages varint |
//! | 4 | [`Node`](Record::Node) | location: 0 frame, 1 cause, 2 native | parent varint, value varint |
//! | 5 | [`Frame`](Record::Frame) | 0 | line varint, function text, file text |
//! | 6 | [`Count`](Record::Count) | bits 3–6: counter; bit 7: the delta is 1 | [delta zigzag] |
//! | 7 | by the high bits, below | | |
//!
//! | kind 7, high bits | record | what follows |
//! |---|---|---|
//! | 0 | [`Meta`](Record::Meta) | key text, value text |
//! | 1 | [`Phase`](Record::Phase) | name text |
//! | 2 | [`Mark`](Record::Mark) | [mark](Mark) varint |
//! | 3 | [`Totals`](Record::Totals) | eight varints, in the order of [`TotalsRecord`] |
//! | 4 | [`Truncated`](Record::Truncated) | |
//! | 5 | [`Collection`](Record::Collection) | generation varint, collected varint, freed varint |
//! | 6 | [`CounterDefinition`](Record::CounterDefinition) | [role](CounterRole) varint, name text |
//! | 7 | [`CauseDefinition`](Record::CauseDefinition) | name text |
//! | 8 | [`PhaseField`](Record::PhaseField) | name text, value varint |
//!
//! Addresses are differences from the address of the memory record before (the new one of
//! a reallocation), in units of the address shift. Nodes are numbered from 1 in the order
//! of their records, node 0 being the root; frames are numbered from 0.
//!
//! The program defines its counters and causes, each by a record before the first that names
//! it. They are numbered from 0 in the order of their definitions, and there are at most
//! [`MAX_COUNTERS`] and [`MAX_CAUSES`] of them.
//!
//! The format's version is [`VERSION`]; a capture of any other is refused.

#![forbid(unsafe_code)]

mod decoder;
mod encoder;
mod header;
mod reader;
mod record;
mod varint;

pub use decoder::{DecodeError, DecodeErrorKind, Decoder};
pub use encoder::Encoder;
pub use header::{HEADER_LEN, Header, VERSION};
pub use reader::Reader;
pub use record::{
    Cause, CollectionRecord, Counter, CounterRole, Location, MAX_CAUSES, MAX_COUNTERS, MAX_DRAWN,
    Mark, OwnedRecord, Record, RecordOf, TotalsRecord,
};

/// The maximum length of a record without texts, in bytes.
pub const MAX_RECORD: usize = 96;

/// The maximum length of a text in a record, in bytes. The encoder cuts longer texts at a character
/// boundary; the decoder refuses them.
pub const MAX_TEXT: usize = 1024;

/// The maximum length of a record with texts, in bytes.
pub const MAX_TEXT_RECORD: usize = 2 * MAX_TEXT + MAX_RECORD;
