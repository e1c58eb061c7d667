//! A capture being read into its state.

use highwater_capture::Reader;

use crate::capture_error::CaptureError;
use crate::capture_state::CaptureState;

/// A reader of a capture, and the sums of the records it has read.
#[derive(Debug, Clone, Default)]
pub struct StateReader {
    reader: Reader,
    state: CaptureState,
}

impl StateReader {
    /// A reader of a capture of which nothing has been read.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, of a reader that also keeps the heap by location. It takes longer to read, and
    /// memory for every 16 bytes of the heap: half a byte in most places.
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

    /// Reads the next piece of the capture, cut anywhere. `elapsed_ms` is the wall time since
    /// the run began, in milliseconds.
    ///
    /// # Errors
    /// What is wrong with the capture; the state then stays as it was before the fault, and the
    /// reader reads no more.
    // Not generic, and called once for each piece: the loop over the records is of this crate.
    #[inline(never)]
    pub fn feed(&mut self, piece: &[u8], elapsed_ms: f64) -> Result<(), CaptureError> {
        let Self { reader, state } = self;
        state.elapsed_ms = elapsed_ms;
        let read = reader.feed(piece, |header, record| {
            if state.failed.is_none() {
                state.failed = state.apply(*header, record).err();
            }
        });
        state.failed.map_or(Ok(()), Err)?;
        read.map_err(CaptureError::Decode)
    }

    /// Says that the capture has ended.
    ///
    /// # Errors
    /// That it ends inside a record, or what [`feed`](Self::feed) answered before.
    pub fn finish(&self) -> Result<(), CaptureError> {
        self.state.failed.map_or(Ok(()), Err)?;
        self.reader.finish().map_err(CaptureError::Decode)
    }

    /// The capture's length so far in bytes, as far as it has been read.
    pub fn bytes_read(&self) -> u64 {
        self.reader.offset()
    }
}
