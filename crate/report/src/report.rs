//! Reports of a capture while it is read.

use highwater_capture_state::{
    CaptureError as ReportError, CaptureState, Collection, Memory, Program, Sample, StateReader,
    Totals,
};

use crate::conclusion::{Conclusion, NoConclusion};
use crate::export::{ExportError, Format, export};
use crate::kinds::Answer;
use crate::order::sort_by;
use crate::query::Query;
use crate::query_error::QueryError;
use crate::symbols::Symbols;

/// A report of a run, from its capture.
#[derive(Debug, Clone, Default)]
pub struct Report {
    reader: StateReader,
    /// The names of native frames, if known.
    symbols: Symbols,
}

impl Report {
    /// A report before the first byte of its capture.
    pub fn new() -> Self {
        Self::default()
    }

    /// A report that also stores the heap by location, as needed to [answer](Self::answer) queries
    /// about locations. Reading takes longer, and memory in proportion to the heap: mostly half a
    /// byte for 16 bytes.
    pub fn with_locations() -> Self {
        Self {
            reader: StateReader::with_locations(),
            ..Self::default()
        }
    }

    /// Reads the next chunk of the capture, cut at any byte. `elapsed_ms` is the wall time since
    /// the start of the run, in milliseconds.
    ///
    /// # Errors
    /// The fault in the capture. The report then stays as it was before the fault, and reads no
    /// more.
    pub fn feed(&mut self, chunk: &[u8], elapsed_ms: f64) -> Result<(), ReportError> {
        self.reader.feed(chunk, elapsed_ms)
    }

    /// Checks that the capture ended at the end of a record.
    ///
    /// # Errors
    /// The error for a capture cut off inside a record, or the earlier error of
    /// [`feed`](Self::feed).
    pub fn finish(&self) -> Result<(), ReportError> {
        self.reader.finish()
    }

    /// The end of a stored capture, to be written after the bytes read so far: the conclusion of the
    /// run, and the checksum of the whole. Texts too long for a record are cut.
    pub fn end(&self, conclusion: &Conclusion) -> Vec<u8> {
        conclusion.to_end(self.reader.checksum())
    }

    /// The conclusion of the run, if the capture is complete: a stored one, whose checksum is right.
    ///
    /// # Errors
    /// [`NoConclusion`] otherwise.
    pub fn conclusion(&self) -> Result<Conclusion, NoConclusion> {
        self.finish().map_err(|_| NoConclusion)?;
        if !self.reader.is_sealed() {
            return Err(NoConclusion);
        }
        Conclusion::of(&self.state().program().settings)
    }

    /// The build that the code offsets of native frames belong to; `None` without native stacks.
    pub fn build(&self) -> Option<&str> {
        self.state().build()
    }

    /// The code offsets of all native frames in ascending order, without repetitions.
    pub fn native_offsets(&self) -> Vec<u32> {
        let mut offsets = self.state().contexts().native_offsets();
        sort_by(&mut offsets, u32::cmp);
        offsets.dedup();
        offsets
    }

    /// Sets the names of native frames. Frames without a name are shown by their offsets.
    pub fn set_symbols(&mut self, symbols: Symbols) {
        self.symbols = symbols;
    }

    /// The number of bytes of the capture read so far.
    pub fn bytes_read(&self) -> u64 {
        self.reader.bytes_read()
    }

    /// The heap so far.
    pub fn memory(&self) -> &Memory {
        self.state().memory()
    }

    /// The program so far.
    pub fn program(&self) -> &Program {
        self.state().program()
    }

    /// The curve up to the workload's end, in the resolution of a [timeline](crate::Timeline).
    pub fn curve(&self) -> Vec<Sample> {
        self.state().curve()
    }

    /// The garbage collections up to the workload's end in chronological order, at most 512: if
    /// there are more, adjacent ones are merged.
    pub fn collections(&self) -> &[Collection] {
        self.state().collections()
    }

    /// The totals at the workload's end, or so far if the run has not ended.
    pub fn totals(&self) -> Totals<'_> {
        self.state().totals()
    }

    /// Answers a query.
    ///
    /// # Errors
    /// The reason for not answering it.
    pub fn answer(&self, query: &Query) -> Result<Answer, QueryError> {
        self.locations()
            .and_then(|capture| Answer::to(query, capture, &self.symbols))
    }

    /// A report as a file in a format: the allocations of the query, in bytes and numbers of
    /// allocations.
    ///
    /// # Errors
    /// The error of [`answer`](Self::answer), or of a format that does not support the kind of
    /// report.
    pub fn export(&self, format: Format, query: &Query) -> Result<Vec<u8>, ExportError> {
        export(self.locations()?, &self.symbols, format, query)
    }

    fn state(&self) -> &CaptureState {
        self.reader.state()
    }

    /// The state, if it has the heap by location.
    fn locations(&self) -> Result<&CaptureState, QueryError> {
        let state = self.state();
        if !state.stores_locations() {
            return Err(QueryError::NoLocations);
        }
        if !state.traced() {
            return Err(QueryError::NotTraced);
        }
        Ok(state)
    }
}
