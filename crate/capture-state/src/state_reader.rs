//! A reader that sums up a capture.

use highwater_capture::{Checksum, Reader};

use crate::capture_error::CaptureError;
use crate::capture_state::CaptureState;

/// A reader of a capture, with the sums of the records read so far.
#[derive(Debug, Clone, Default)]
pub struct StateReader {
    reader: Reader,
    state: CaptureState,
}

impl StateReader {
    /// A reader before the first byte of its capture.
    pub fn new() -> Self {
        Self::default()
    }

    /// A reader that also stores the heap by location. Reading takes longer, and memory in
    /// proportion to the heap: mostly half a byte for 16 bytes.
    pub fn with_locations() -> Self {
        Self {
            reader: Reader::new(),
            state: CaptureState::with_locations(),
        }
    }

    /// The sums of the records so far.
    pub fn state(&self) -> &CaptureState {
        &self.state
    }

    /// Reads the next chunk of the capture, cut at any byte. `elapsed_ms` is the wall time since
    /// the start of the run, in milliseconds.
    ///
    /// # Errors
    /// The fault in the capture. The state then stays as it was before the fault, and the reader
    /// reads no more.
    // Not inlined and not generic: the loop over the records is compiled in this crate, for speed.
    #[inline(never)]
    pub fn feed(&mut self, chunk: &[u8], elapsed_ms: f64) -> Result<(), CaptureError> {
        let Self { reader, state } = self;
        state.elapsed_ms = elapsed_ms;
        let read = reader.feed(chunk, |header, record| {
            if state.failed.is_none() {
                state.failed = state.apply(*header, record).err();
            }
        });
        state.failed.map_or(Ok(()), Err)?;
        read.map_err(CaptureError::Decode)
    }

    /// Checks that the capture ended at the end of a record.
    ///
    /// # Errors
    /// The error for a capture cut off inside a record, or the earlier error of
    /// [`feed`](Self::feed).
    pub fn finish(&self) -> Result<(), CaptureError> {
        self.state.failed.map_or(Ok(()), Err)?;
        self.reader.finish().map_err(CaptureError::Decode)
    }

    /// The checksum of the bytes of the capture read so far.
    pub fn checksum(&self) -> &Checksum {
        self.reader.checksum()
    }

    /// Returns `true` after the end of a stored capture: a checksum that is right.
    pub fn is_sealed(&self) -> bool {
        self.reader.is_sealed()
    }

    /// The number of bytes of the capture read so far.
    pub fn bytes_read(&self) -> u64 {
        self.reader.offset()
    }
}
