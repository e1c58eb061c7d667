//! A decoder of streams that arrive in chunks.

use crate::checksum::Checksum;
use crate::decoder::{DecodeError, DecodeErrorKind, Decoder};
use crate::header::{HEADER_LEN, Header};
use crate::record::{Record, RecordOf};

/// A reader of captures that arrive in chunks, cut at any byte.
///
/// It stores at most the bytes of one unfinished record.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    decoder: Option<(Header, Decoder)>,
    /// The bytes of a header or record that the chunks so far have not completed.
    pending: Vec<u8>,
    /// The offset in the stream of the first byte not yet decoded.
    offset: u64,
    /// The checksum of the bytes before the offset.
    checksum: Checksum,
    /// True after a right checksum, the end of a stored capture.
    is_sealed: bool,
    failed: Option<DecodeError>,
}

impl Reader {
    /// A reader at the start of a capture.
    pub fn new() -> Self {
        Self::default()
    }

    /// The capture's header, once enough bytes have arrived.
    pub fn header(&self) -> Option<Header> {
        self.decoder.as_ref().map(|(header, _)| *header)
    }

    /// The number of bytes decoded as header and complete records.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// The checksum of the bytes decoded as header and complete records.
    pub fn checksum(&self) -> &Checksum {
        &self.checksum
    }

    /// Returns `true` after the end of a stored capture: a checksum that is right.
    pub fn is_sealed(&self) -> bool {
        self.is_sealed
    }

    /// Reads the next chunk and calls `visit` with the header and each record, in order.
    ///
    /// # Errors
    /// The fault in the bytes, after `visit` has been called with the records before it. Later
    /// calls return the same error.
    pub fn feed(
        &mut self,
        chunk: &[u8],
        mut visit: impl FnMut(&Header, &Record<'_>),
    ) -> Result<(), DecodeError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let read = self.read(chunk, &mut visit);
        self.failed = read.err();
        read
    }

    /// Checks that the stream ended at the end of a record.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Truncated`] if the stream ended inside the header or a record, or the
    /// earlier error of [`feed`](Self::feed).
    pub fn finish(&self) -> Result<(), DecodeError> {
        match self.failed {
            Some(error) => Err(error),
            None if self.decoder.is_some() && self.pending.is_empty() => Ok(()),
            None => Err(DecodeError {
                offset: self.offset,
                kind: DecodeErrorKind::Truncated,
            }),
        }
    }

    fn read(
        &mut self,
        chunk: &[u8],
        visit: &mut impl FnMut(&Header, &Record<'_>),
    ) -> Result<(), DecodeError> {
        if self.pending.is_empty() {
            let used = self.whole(chunk, visit)?;
            self.pending.extend_from_slice(&chunk[used..]);
        } else {
            let mut joined = core::mem::take(&mut self.pending);
            joined.extend_from_slice(chunk);
            let used = self.whole(&joined, visit)?;
            joined.drain(..used);
            self.pending = joined;
        }
        Ok(())
    }

    /// Reads the complete records in `bytes` and returns their length.
    fn whole(
        &mut self,
        bytes: &[u8],
        visit: &mut impl FnMut(&Header, &Record<'_>),
    ) -> Result<usize, DecodeError> {
        let mut used = 0;
        let mut summed = 0;
        if self.is_sealed && !bytes.is_empty() {
            return Err(self.error(DecodeErrorKind::BytesAfterChecksum));
        }
        if self.decoder.is_none() {
            let Some(header) = Header::from_bytes(bytes)? else {
                return Ok(0);
            };
            self.decoder = Some((header, Decoder::new(header.address_shift)));
            used = HEADER_LEN;
            self.offset = HEADER_LEN as u64;
        }
        let Some((header, decoder)) = &mut self.decoder else {
            return Ok(used);
        };
        loop {
            let rest = &bytes[used..];
            let read = match decoder.frequent(rest) {
                Some(read) => Ok(Some(read)),
                None => decoder.decode(rest),
            };
            match read {
                Ok(Some((record, length))) => {
                    if let RecordOf::Checksum(said) = record {
                        self.checksum.add(&bytes[summed..used]);
                        summed = used;
                        if said != self.checksum.value() {
                            return Err(self.error(DecodeErrorKind::WrongChecksum));
                        }
                        self.is_sealed = true;
                    }
                    visit(header, &record);
                    used += length;
                    self.offset += length as u64;
                    if self.is_sealed && used < bytes.len() {
                        return Err(self.error(DecodeErrorKind::BytesAfterChecksum));
                    }
                }
                Ok(None) => {
                    self.checksum.add(&bytes[summed..used]);
                    return Ok(used);
                }
                Err(kind) => return Err(self.error(kind)),
            }
        }
    }

    /// A fault at the next byte.
    #[cold]
    fn error(&self, kind: DecodeErrorKind) -> DecodeError {
        DecodeError {
            offset: self.offset,
            kind,
        }
    }
}
