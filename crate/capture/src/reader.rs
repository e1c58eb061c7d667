//! A decoder fed with a stream that arrives in pieces.

use crate::decoder::{DecodeError, DecodeErrorKind, Decoder};
use crate::header::{HEADER_LEN, Header};
use crate::record::Record;

/// Reads a capture that arrives in pieces, cut anywhere.
///
/// It keeps at most the bytes of one unfinished record.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    decoder: Option<(Header, Decoder)>,
    /// The bytes of a header or record that the pieces so far have not finished.
    pending: Vec<u8>,
    /// The offset in the stream of the first byte not yet read as a record.
    offset: u64,
    failed: Option<DecodeError>,
}

impl Reader {
    /// A reader at the start of a capture.
    pub fn new() -> Self {
        Self::default()
    }

    /// The capture's header, once enough bytes for it have come.
    pub fn header(&self) -> Option<Header> {
        self.decoder.as_ref().map(|(header, _)| *header)
    }

    /// The bytes that have been read as header and whole records.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Reads the next piece and hands each record in it to `visit`, in order, with the
    /// header.
    ///
    /// # Errors
    /// What is wrong with the bytes. The records before the fault have been handed on; the
    /// reader reads no more, and answers the same error from then on.
    pub fn feed(
        &mut self,
        piece: &[u8],
        mut visit: impl FnMut(&Header, &Record<'_>),
    ) -> Result<(), DecodeError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let read = self.read(piece, &mut visit);
        self.failed = read.err();
        read
    }

    /// Says that the stream has ended.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Truncated`] when it ends inside the header or a record, or the
    /// error that [`feed`](Self::feed) met before.
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
        piece: &[u8],
        visit: &mut impl FnMut(&Header, &Record<'_>),
    ) -> Result<(), DecodeError> {
        if self.pending.is_empty() {
            let used = self.whole(piece, visit)?;
            self.pending.extend_from_slice(&piece[used..]);
        } else {
            let mut joined = core::mem::take(&mut self.pending);
            joined.extend_from_slice(piece);
            let used = self.whole(&joined, visit)?;
            joined.drain(..used);
            self.pending = joined;
        }
        Ok(())
    }

    /// Reads all that is whole in `bytes` and answers how many bytes that was.
    fn whole(
        &mut self,
        bytes: &[u8],
        visit: &mut impl FnMut(&Header, &Record<'_>),
    ) -> Result<usize, DecodeError> {
        let mut used = 0;
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
                    visit(header, &record);
                    used += length;
                    self.offset += length as u64;
                }
                Ok(None) => return Ok(used),
                Err(kind) => {
                    return Err(DecodeError {
                        offset: self.offset,
                        kind,
                    });
                }
            }
        }
    }
}
