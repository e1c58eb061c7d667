//! Decoding of bytes to records.

use core::fmt;

use crate::MAX_TEXT;
use crate::encoder::{DELTA_ONE, NODE_FOLLOWS, kind, other};
use crate::record::{
    Cause, CollectionRecord, Counter, CounterRole, Location, MAX_CAUSES, MAX_COUNTERS, Mark,
    Record, RecordOf, TotalsRecord,
};
use crate::varint::{self, unzigzag};

/// A fault in the bytes of a capture, and its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecodeError {
    /// The offset in the stream, in bytes, of the record with the fault.
    pub offset: u64,
    /// The fault.
    pub kind: DecodeErrorKind,
}

/// A fault in the bytes of a capture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The bytes do not begin with a capture's magic.
    NotACapture,
    /// The capture has this version, written by an earlier release.
    OlderVersion(u16),
    /// The capture has this version, which is newer than [`VERSION`](crate::VERSION).
    NewerVersion(u16),
    /// A field of the header is out of its range.
    BadHeader,
    /// The bytes end inside the header or a record.
    Truncated,
    /// No kind of record begins with this byte.
    UnknownRecord(u8),
    /// A number is out of the range of its field.
    NumberOutOfRange,
    /// A text is longer than [`MAX_TEXT`].
    TextTooLong,
    /// A text is not UTF-8.
    TextNotUtf8,
    /// A record names a node that no earlier record defines.
    UnknownNode(u64),
    /// A node names a frame that no earlier record defines.
    UnknownFrame(u64),
    /// A node names a cause that no earlier record defines.
    UnknownCause(u64),
    /// A record names a counter that no earlier record defines.
    UnknownCounter(u8),
    /// A record defines more counters or causes than the format allows.
    TooManyDefinitions,
    /// The checksum at the end of the capture is not that of the bytes before it.
    WrongChecksum,
    /// Bytes follow the checksum.
    BytesAfterChecksum,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let offset = self.offset;
        match self.kind {
            DecodeErrorKind::NotACapture => write!(
                f,
                "this is not a Highwater capture: its first bytes are not those of the format"
            ),
            DecodeErrorKind::NewerVersion(version) => write!(
                f,
                "this capture has format version {version}, and this reader knows versions up to {}: open it with a newer Highwater",
                crate::VERSION
            ),
            DecodeErrorKind::OlderVersion(version) => write!(
                f,
                "this capture has format version {version}, written by an earlier release; this release reads version {}: record the run again",
                crate::VERSION
            ),
            DecodeErrorKind::BadHeader => write!(
                f,
                "the capture's header is damaged: a field is out of its range"
            ),
            DecodeErrorKind::Truncated => write!(
                f,
                "the capture is cut off: it ends inside the record at byte {offset}"
            ),
            DecodeErrorKind::UnknownRecord(head) => write!(
                f,
                "the capture is damaged at byte {offset}: no record begins with 0x{head:02x}"
            ),
            DecodeErrorKind::NumberOutOfRange => write!(
                f,
                "the capture is damaged: the record at byte {offset} holds a number out of its range"
            ),
            DecodeErrorKind::TextTooLong => write!(
                f,
                "the capture is damaged: the record at byte {offset} holds a text of more than {MAX_TEXT} bytes"
            ),
            DecodeErrorKind::TextNotUtf8 => write!(
                f,
                "the capture is damaged: the record at byte {offset} holds a text that is not UTF-8"
            ),
            DecodeErrorKind::UnknownNode(node) => write!(
                f,
                "the capture is damaged: the record at byte {offset} names node {node}, which does not exist"
            ),
            DecodeErrorKind::UnknownFrame(frame) => write!(
                f,
                "the capture is damaged: the record at byte {offset} names frame {frame}, which does not exist"
            ),
            DecodeErrorKind::UnknownCause(cause) => write!(
                f,
                "the capture is damaged: the record at byte {offset} names cause {cause}, which is not defined"
            ),
            DecodeErrorKind::UnknownCounter(counter) => write!(
                f,
                "the capture is damaged: the record at byte {offset} names counter {counter}, which is not defined"
            ),
            DecodeErrorKind::TooManyDefinitions => write!(
                f,
                "the capture is damaged: the record at byte {offset} defines more counters or causes than the format allows"
            ),
            DecodeErrorKind::WrongChecksum => write!(
                f,
                "the capture is damaged: its checksum is not that of its bytes, at least one of which has changed"
            ),
            DecodeErrorKind::BytesAfterChecksum => write!(
                f,
                "the capture is damaged: it continues at byte {offset}, after its end"
            ),
        }
    }
}

impl std::error::Error for DecodeError {}

/// A decoder of the bytes after a header into records, one at a time.
///
/// It stores a few numbers and never allocates, whatever its input.
#[derive(Debug, Clone)]
pub struct Decoder {
    address_shift: u8,
    last_address: u64,
    last_node: u32,
    nodes: u32,
    frames: u32,
    counters: u8,
    causes: u8,
}

/// The reason for not reading a record: more bytes are needed, or the bytes are damaged.
enum Stop {
    Short,
    Bad(DecodeErrorKind),
}

impl From<DecodeErrorKind> for Stop {
    fn from(kind: DecodeErrorKind) -> Self {
        Self::Bad(kind)
    }
}

impl Decoder {
    /// A decoder for a stream with this [address shift](crate::Header::address_shift).
    pub const fn new(address_shift: u8) -> Self {
        Self {
            address_shift,
            last_address: 0,
            last_node: 0,
            nodes: 1,
            frames: 0,
            counters: 0,
            causes: 0,
        }
    }

    /// Reads the record at the start of `bytes` and returns it with its length, or `None` if the
    /// bytes end inside it. `None` and an error leave the decoder unchanged.
    ///
    /// # Errors
    /// The fault, if no further bytes could complete the record.
    #[inline]
    pub fn decode<'a>(
        &mut self,
        bytes: &'a [u8],
    ) -> Result<Option<(Record<'a>, usize)>, DecodeErrorKind> {
        let before = (self.last_address, self.last_node);
        let stop = match self.record(bytes) {
            Ok(read) => return Ok(Some(read)),
            Err(stop) => stop,
        };
        // A record adds to the nodes, frames, counters and causes only once it is complete.
        (self.last_address, self.last_node) = before;
        match stop {
            Stop::Short => Ok(None),
            Stop::Bad(kind) => Err(kind),
        }
    }

    /// Reads a record of a frequent kind at the start of `bytes` and returns it with its length.
    /// Returns `None`, leaving the decoder unchanged, for other kinds, long numbers, too few bytes
    /// after the record, and faults: [`decode`](Self::decode) handles these.
    #[inline]
    pub(crate) fn frequent<'a>(&mut self, bytes: &'a [u8]) -> Option<(Record<'a>, usize)> {
        let mut fields = Window {
            bytes: bytes.first_chunk()?,
            at: 1,
        };
        let head = fields.bytes[0];
        let record = match head & 7 {
            kind @ (kind::ALLOC | kind::FREE) => {
                let (node, address, size) = self.frequent_memory(head, &mut fields)?;
                if kind == kind::ALLOC {
                    RecordOf::Alloc {
                        node,
                        address,
                        size,
                    }
                } else {
                    RecordOf::Free {
                        node,
                        address,
                        size,
                    }
                }
            }
            kind::COUNT if head & DELTA_ONE != 0 => {
                let counter = self.known_counter(head >> 3 & 0xf).ok()?;
                RecordOf::Count { counter, delta: 1 }
            }
            _ => return None,
        };
        Some((record, fields.at))
    }

    #[inline]
    fn frequent_memory(&mut self, head: u8, fields: &mut Window<'_>) -> Option<(u32, u64, u64)> {
        let mut node = self.last_node;
        if head & NODE_FOLLOWS != 0 {
            node = self.known_node(fields.short_number()?).ok()?;
        }
        let size = match head >> 4 {
            0 => fields.short_number()?,
            code => u64::from(code) * 4,
        };
        let delta = unzigzag(fields.number()?);
        let unit = self.last_address.wrapping_add(delta.cast_unsigned());
        if unit > u64::MAX >> self.address_shift {
            return None;
        }
        (self.last_node, self.last_address) = (node, unit);
        Some((node, unit << self.address_shift, size))
    }

    #[inline]
    fn record<'a>(&mut self, bytes: &'a [u8]) -> Result<(Record<'a>, usize), Stop> {
        let &head = bytes.first().ok_or(Stop::Short)?;
        let mut fields = Fields { bytes, at: 1 };
        let high = head >> 3;
        let record = match head & 7 {
            kind::ALLOC => {
                let (node, address, size) = self.memory(head, &mut fields)?;
                RecordOf::Alloc {
                    node,
                    address,
                    size,
                }
            }
            kind::FREE => {
                let (node, address, size) = self.memory(head, &mut fields)?;
                RecordOf::Free {
                    node,
                    address,
                    size,
                }
            }
            kind::REALLOC if high <= 1 => {
                let node = self.node(head, &mut fields)?;
                let old_size = fields.number()?;
                let size = fields.number()?;
                let old_address = self.address(&mut fields)?;
                let address = self.address(&mut fields)?;
                RecordOf::Realloc {
                    node,
                    old_address,
                    old_size,
                    address,
                    size,
                }
            }
            kind::GROW if high == 0 => RecordOf::Grow {
                pages: fields.number()?,
            },
            kind::NODE if high <= 2 => self.new_node(high, &mut fields)?,
            kind::FRAME if high == 0 => {
                let line = fields.number_u32()?;
                let function = fields.text()?;
                let file = fields.text()?;
                self.frames = self
                    .frames
                    .checked_add(1)
                    .ok_or(DecodeErrorKind::NumberOutOfRange)?;
                RecordOf::Frame {
                    line,
                    function,
                    file,
                }
            }
            kind::COUNT => {
                let counter = self.known_counter(high & 0xf)?;
                let delta = if head & DELTA_ONE == 0 {
                    unzigzag(fields.number()?)
                } else {
                    1
                };
                RecordOf::Count { counter, delta }
            }
            kind::OTHER => match high {
                other::COUNTER_DEFINITION => self.new_counter(&mut fields)?,
                other::CAUSE_DEFINITION => self.new_cause(&mut fields)?,
                _ => other_record(head, high, &mut fields)?,
            },
            _ => return Err(DecodeErrorKind::UnknownRecord(head).into()),
        };
        Ok((record, fields.at))
    }

    #[inline]
    fn memory(&mut self, head: u8, fields: &mut Fields<'_>) -> Result<(u32, u64, u64), Stop> {
        let node = self.node(head, fields)?;
        let size = match head >> 4 {
            0 => fields.number()?,
            code => u64::from(code) * 4,
        };
        Ok((node, self.address(fields)?, size))
    }

    #[inline]
    fn node(&mut self, head: u8, fields: &mut Fields<'_>) -> Result<u32, Stop> {
        if head & NODE_FOLLOWS != 0 {
            self.last_node = self.known_node(fields.number()?)?;
        }
        Ok(self.last_node)
    }

    #[inline]
    fn known_node(&self, number: u64) -> Result<u32, DecodeErrorKind> {
        match u32::try_from(number) {
            Ok(node) if node < self.nodes => Ok(node),
            _ => Err(DecodeErrorKind::UnknownNode(number)),
        }
    }

    #[inline]
    fn known_counter(&self, number: u8) -> Result<Counter, DecodeErrorKind> {
        Counter::from_number(number.into())
            .filter(|_| number < self.counters)
            .ok_or(DecodeErrorKind::UnknownCounter(number))
    }

    fn known_cause(&self, number: u64) -> Result<Cause, DecodeErrorKind> {
        Cause::from_number(number)
            .filter(|cause| cause.number() < self.causes)
            .ok_or(DecodeErrorKind::UnknownCause(number))
    }

    fn new_counter<'a>(&mut self, fields: &mut Fields<'a>) -> Result<Record<'a>, Stop> {
        let role = fields.number()?;
        let role = CounterRole::from_number(role).ok_or(DecodeErrorKind::NumberOutOfRange)?;
        let name = fields.text()?;
        if usize::from(self.counters) == MAX_COUNTERS {
            return Err(DecodeErrorKind::TooManyDefinitions.into());
        }
        self.counters += 1;
        Ok(RecordOf::CounterDefinition { role, name })
    }

    fn new_cause<'a>(&mut self, fields: &mut Fields<'a>) -> Result<Record<'a>, Stop> {
        let name = fields.text()?;
        if usize::from(self.causes) == MAX_CAUSES {
            return Err(DecodeErrorKind::TooManyDefinitions.into());
        }
        self.causes += 1;
        Ok(RecordOf::CauseDefinition { name })
    }

    #[inline]
    fn address(&mut self, fields: &mut Fields<'_>) -> Result<u64, Stop> {
        let delta = unzigzag(fields.number()?);
        let unit = self.last_address.wrapping_add(delta.cast_unsigned());
        if unit > u64::MAX >> self.address_shift {
            return Err(DecodeErrorKind::NumberOutOfRange.into());
        }
        self.last_address = unit;
        Ok(unit << self.address_shift)
    }

    fn new_node<'a>(&mut self, code: u8, fields: &mut Fields<'a>) -> Result<Record<'a>, Stop> {
        let parent = self.known_node(fields.number()?)?;
        let location = match code {
            0 => {
                let number = fields.number()?;
                match u32::try_from(number) {
                    Ok(frame) if frame < self.frames => Location::Frame(frame),
                    _ => return Err(DecodeErrorKind::UnknownFrame(number).into()),
                }
            }
            1 => Location::Cause(self.known_cause(fields.number()?)?),
            _ => Location::Native(fields.number_u32()?),
        };
        self.nodes = self
            .nodes
            .checked_add(1)
            .ok_or(DecodeErrorKind::NumberOutOfRange)?;
        Ok(RecordOf::Node { parent, location })
    }
}

fn other_record<'a>(head: u8, high: u8, fields: &mut Fields<'a>) -> Result<Record<'a>, Stop> {
    Ok(match high {
        other::META => RecordOf::Meta {
            key: fields.text()?,
            value: fields.text()?,
        },
        other::PHASE => RecordOf::Phase {
            name: fields.text()?,
        },
        other::PHASE_FIELD => RecordOf::PhaseField {
            name: fields.text()?,
            value: fields.number()?,
        },
        other::MARK => RecordOf::Mark(
            Mark::from_number(fields.number()?).ok_or(DecodeErrorKind::NumberOutOfRange)?,
        ),
        other::TOTALS => RecordOf::Totals(TotalsRecord::from_fields(fields.numbers()?)),
        other::TRUNCATED => RecordOf::Truncated,
        other::CHECKSUM => RecordOf::Checksum(u64::from_le_bytes(fields.array()?)),
        other::COLLECTION => RecordOf::Collection(CollectionRecord {
            generation: u8::try_from(fields.number()?)
                .ok()
                .filter(|&generation| generation <= CollectionRecord::OLDEST)
                .ok_or(DecodeErrorKind::NumberOutOfRange)?,
            collected: fields.number()?,
            freed: fields.number()?,
        }),
        _ => return Err(DecodeErrorKind::UnknownRecord(head).into()),
    })
}

/// The number of bytes that [`Decoder::frequent`] reads at most: a head and three numbers of one
/// word each, the last of which begins after at most two of eight bytes.
const WINDOW: usize = 1 + 3 * 8;

/// The bytes of a record and some after it, with the read position.
struct Window<'a> {
    bytes: &'a [u8; WINDOW],
    at: usize,
}

impl Window<'_> {
    /// A number of up to eight bytes.
    #[inline]
    fn number(&mut self) -> Option<u64> {
        let word = self.bytes.get(self.at..)?.first_chunk()?;
        let (value, length) = varint::read_word(u64::from_le_bytes(*word))?;
        self.at += length;
        Some(value)
    }

    /// A number of up to eight bytes, which usually has one.
    #[inline]
    fn short_number(&mut self) -> Option<u64> {
        let byte = *self.bytes.get(self.at)?;
        if byte >= 0x80 {
            return self.number();
        }
        self.at += 1;
        Some(u64::from(byte))
    }
}

/// The bytes of one record, with the read position.
struct Fields<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Fields<'a> {
    #[inline]
    fn number(&mut self) -> Result<u64, Stop> {
        match varint::read(self.bytes, self.at) {
            varint::Read::Value(value, at) => {
                self.at = at;
                Ok(value)
            }
            varint::Read::Short => Err(Stop::Short),
            varint::Read::TooLong => Err(DecodeErrorKind::NumberOutOfRange.into()),
        }
    }

    fn number_u32(&mut self) -> Result<u32, Stop> {
        u32::try_from(self.number()?).map_err(|_| DecodeErrorKind::NumberOutOfRange.into())
    }

    fn numbers<const N: usize>(&mut self) -> Result<[u64; N], Stop> {
        let mut numbers = [0; N];
        for number in &mut numbers {
            *number = self.number()?;
        }
        Ok(numbers)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Stop> {
        let rest = self.bytes.get(self.at..).ok_or(Stop::Short)?;
        let array = *rest.first_chunk().ok_or(Stop::Short)?;
        self.at += N;
        Ok(array)
    }

    fn text(&mut self) -> Result<&'a str, Stop> {
        let length = self.number()?;
        let length = usize::try_from(length)
            .ok()
            .filter(|&length| length <= MAX_TEXT);
        let length = length.ok_or(DecodeErrorKind::TextTooLong)?;
        let text = self
            .bytes
            .get(self.at..self.at + length)
            .ok_or(Stop::Short)?;
        self.at += length;
        core::str::from_utf8(text).map_err(|_| DecodeErrorKind::TextNotUtf8.into())
    }
}
