//! A capture being read.

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

/// Everything that is known of a run, from its capture.
#[derive(Debug, Clone, Default)]
pub struct Report {
    reader: StateReader,
    /// What the native frames are called, where that is known.
    symbols: Symbols,
}

impl Report {
    /// A report on a capture of which nothing has been read.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, of a report that also keeps the heap by location, and so can
    /// [answer](Self::answer) where the bytes were allocated. It takes longer to read, and
    /// memory for every 16 bytes of the heap: half a byte in most places.
    pub fn with_locations() -> Self {
        Self {
            reader: StateReader::with_locations(),
            ..Self::default()
        }
    }

    /// Reads the next piece of the capture, cut anywhere. `elapsed_ms` is the wall time since
    /// the run began, in milliseconds.
    ///
    /// # Errors
    /// What is wrong with the capture; the report then stays as it was before the fault, and
    /// reads no more.
    pub fn feed(&mut self, piece: &[u8], elapsed_ms: f64) -> Result<(), ReportError> {
        self.reader.feed(piece, elapsed_ms)
    }

    /// Says that the capture has ended.
    ///
    /// # Errors
    /// That it ends inside a record, or what [`feed`](Self::feed) answered before.
    pub fn finish(&self) -> Result<(), ReportError> {
        self.reader.finish()
    }

    /// How the run ended, where its capture has come to its end and tells that.
    ///
    /// # Errors
    /// That it does not.
    pub fn conclusion(&self) -> Result<Conclusion, NoConclusion> {
        self.finish().map_err(|_| NoConclusion)?;
        Conclusion::of(&self.state().program().settings)
    }

    /// The build that the code offsets of native frames are of; `None` where the run kept no
    /// native calls.
    pub fn build(&self) -> Option<&str> {
        self.state().build()
    }

    /// The code offsets of all native frames, each once, in their order.
    pub fn native_offsets(&self) -> Vec<u32> {
        let mut offsets = self.state().contexts().native_offsets();
        sort_by(&mut offsets, u32::cmp);
        offsets.dedup();
        offsets
    }

    /// Says what native frames are called. Those of which nothing is said are shown by their
    /// offsets.
    pub fn set_symbols(&mut self, symbols: Symbols) {
        self.symbols = symbols;
    }

    /// The capture's length so far in bytes, as far as it has been read.
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

    /// The curve up to the workload's end, as a [timeline](crate::Timeline) keeps it.
    pub fn curve(&self) -> Vec<Sample> {
        self.state().curve()
    }

    /// The garbage collections up to the workload's end, in the order of time. They are at most
    /// 512: where there were more, neighbours are told as one.
    pub fn collections(&self) -> &[Collection] {
        self.state().collections()
    }

    /// The totals at the workload's end; of a run that has not come to its end, those so far.
    pub fn totals(&self) -> Totals<'_> {
        self.state().totals()
    }

    /// Answers a query.
    ///
    /// # Errors
    /// Why it has no answer.
    pub fn answer(&self, query: &Query) -> Result<Answer, QueryError> {
        self.locations()
            .and_then(|capture| Answer::to(query, capture, &self.symbols))
    }

    /// A report as a file of a format: what the query asks for, in bytes and numbers of
    /// allocations.
    ///
    /// # Errors
    /// Why there is none: what [`answer`](Self::answer) would say, or that the format cannot
    /// hold such a report.
    pub fn export(&self, format: Format, query: &Query) -> Result<Vec<u8>, ExportError> {
        export(self.locations()?, &self.symbols, format, query)
    }

    fn state(&self) -> &CaptureState {
        self.reader.state()
    }

    /// The state, where it has the heap by location.
    fn locations(&self) -> Result<&CaptureState, QueryError> {
        let state = self.state();
        if !state.keeps_locations() {
            return Err(QueryError::NotKept);
        }
        if !state.traced() {
            return Err(QueryError::NotTraced);
        }
        Ok(state)
    }
}
