//! The fixed start of a capture.

use crate::decoder::{DecodeError, DecodeErrorKind};

/// The version of the format that this crate writes and reads.
pub const VERSION: u16 = 3;

/// The header's length in bytes.
pub const HEADER_LEN: usize = 12;

const MAGIC: [u8; 8] = *b"HWCAPTUR";
const FLAG_TRACED: u8 = 1;
const MAX_ADDRESS_SHIFT: u8 = 16;

/// The fixed start of a capture, which a decoder needs before the first record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// The alignment of all allocations, as a logarithm, at most 16. Addresses are stored divided
    /// by two to this power.
    pub address_shift: u8,
    /// True if the capture has a record for each allocation. Otherwise it has only the program's
    /// counters and totals.
    pub traced: bool,
}

impl Header {
    /// The header's bytes.
    pub fn to_bytes(self) -> [u8; HEADER_LEN] {
        let mut bytes = [0; HEADER_LEN];
        bytes[..8].copy_from_slice(&MAGIC);
        bytes[8..10].copy_from_slice(&VERSION.to_le_bytes());
        bytes[10] = self.address_shift;
        bytes[11] = if self.traced { FLAG_TRACED } else { 0 };
        bytes
    }

    /// Reads a header from the start of `bytes`. Returns `None` if they are fewer than
    /// [`HEADER_LEN`] and could begin a header.
    ///
    /// # Errors
    /// [`DecodeErrorKind::NotACapture`] for other magic bytes, [`DecodeErrorKind::OlderVersion`]
    /// and [`DecodeErrorKind::NewerVersion`] for versions other than [`VERSION`], and
    /// [`DecodeErrorKind::BadHeader`] for a field out of its range.
    pub fn from_bytes(bytes: &[u8]) -> Result<Option<Self>, DecodeError> {
        let known = bytes.len().min(MAGIC.len());
        if bytes[..known] != MAGIC[..known] {
            return Err(DecodeError {
                offset: 0,
                kind: DecodeErrorKind::NotACapture,
            });
        }
        let Some(header) = bytes.get(..HEADER_LEN) else {
            return Ok(None);
        };
        let version = u16::from_le_bytes([header[8], header[9]]);
        let (address_shift, flags) = (header[10], header[11]);
        let bad = address_shift > MAX_ADDRESS_SHIFT || flags & !FLAG_TRACED != 0;
        let fault = match version {
            0 => Some(DecodeErrorKind::BadHeader),
            1..VERSION => Some(DecodeErrorKind::OlderVersion(version)),
            VERSION => bad.then_some(DecodeErrorKind::BadHeader),
            _ => Some(DecodeErrorKind::NewerVersion(version)),
        };
        if let Some(kind) = fault {
            return Err(DecodeError { offset: 8, kind });
        }
        Ok(Some(Self {
            address_shift,
            traced: flags & FLAG_TRACED != 0,
        }))
    }
}
