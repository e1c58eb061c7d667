#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod checksum;
mod decoder;
mod encoder;
mod header;
mod reader;
mod record;
mod varint;

pub use checksum::Checksum;
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
