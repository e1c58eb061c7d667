#![doc = include_str!("../README.md")]

#[cfg(target_family = "wasm")]
mod allocator;

use highwater_report::{Collection, Conclusion, Format, Query, Report, Symbols};
use highwater_run_result::{COLUMNS, RunResult, check_facts, timeline};
use wasm_bindgen::prelude::*;

/// A reader of one run's capture while it arrives.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Inspector {
    report: Report,
    chunk: Vec<u8>,
}

#[wasm_bindgen]
impl Inspector {
    /// An inspector before the first byte of its capture. With `locations` it can
    /// [`answer`](Self::answer) queries about locations.
    #[wasm_bindgen(constructor)]
    pub fn new(locations: Option<bool>) -> Self {
        let report = if locations == Some(true) {
            Report::with_locations()
        } else {
            Report::new()
        };
        Self {
            report,
            ..Self::default()
        }
    }

    /// Makes room for the next chunk of the capture, of `length` bytes, and returns its address in
    /// this module's memory. Memory may grow: create views of it after this call.
    pub fn reserve(&mut self, length: usize) -> usize {
        self.chunk.resize(length, 0);
        self.chunk.as_ptr().addr()
    }

    /// Reads the chunk written at the address returned by [`reserve`](Self::reserve). `elapsed_ms`
    /// is the wall time since the start of the run, in milliseconds.
    ///
    /// # Errors
    /// The fault in the capture, as text.
    pub fn feed(&mut self, elapsed_ms: f64) -> Result<(), JsError> {
        Ok(self.report.feed(&self.chunk, elapsed_ms)?)
    }

    /// The curve so far, [`TIMELINE_COLUMNS`](timeline_columns) numbers for each point: ticks, live
    /// bytes, linear memory in bytes, live instances, cache entries, milliseconds.
    pub fn timeline(&self) -> Vec<f64> {
        timeline(self.report.program(), &self.report.curve()).into_flattened()
    }

    /// The garbage collections so far, five numbers for each entry: ticks, the oldest generation
    /// collected, objects freed, bytes freed, and the number of collections.
    pub fn collections(&self) -> Vec<f64> {
        let rows: Vec<_> = self
            .report
            .collections()
            .iter()
            .map(collection_row)
            .collect();
        rows.into_flattened()
    }

    /// The result as JSON, for a run with this outcome, duration and error. `outcome` is a name of
    /// [`Outcome`](highwater_report::Outcome).
    ///
    /// # Errors
    /// An unknown `outcome`.
    pub fn result(
        &self,
        outcome: &str,
        duration_ms: f64,
        error: Option<String>,
    ) -> Result<String, JsError> {
        let conclusion = conclusion(outcome, duration_ms, error)?;
        let result = RunResult::of(&self.report.totals(), conclusion);
        Ok(serde_json::to_string(&result)?)
    }

    /// Answers a query about the run: both are JSON, as described by [`highwater_report::Query`]
    /// and [`highwater_report::Answer`].
    ///
    /// # Errors
    /// An invalid query, or the reason for not answering it, as text.
    pub fn answer(&self, query: &str) -> Result<String, JsError> {
        let query: Query = serde_json::from_str(query)?;
        Ok(serde_json::to_string(&self.report.answer(&query)?)?)
    }

    /// A report as a file of the format with this name, one of [`list_formats`]. The query is as
    /// for [`answer`](Self::answer), by default the high-water mark.
    ///
    /// # Errors
    /// An invalid format or query, or the reason for not exporting it, as text.
    pub fn export(&self, format: &str, query: Option<String>) -> Result<Vec<u8>, JsError> {
        let format: Format = format.parse()?;
        let query = query.unwrap_or_else(|| r#"{"kind": "high-water-mark"}"#.into());
        Ok(self.report.export(format, &serde_json::from_str(&query)?)?)
    }

    /// The build that the code offsets of native frames belong to; none without native stacks.
    pub fn build(&self) -> Option<String> {
        self.report.build().map(str::to_string)
    }

    /// The code offsets of all native frames so far in ascending order, without repetitions.
    pub fn native_offsets(&self) -> Vec<u32> {
        self.report.native_offsets()
    }

    /// Sets the names of native frames: for each of the offsets, in their order, a list of
    /// [`Symbol`](highwater_report::Symbol)s as JSON, the outermost function first.
    ///
    /// # Errors
    /// A fault in the JSON, as text.
    pub fn set_symbols(&mut self, offsets: &[u32], symbols: &str) -> Result<(), JsError> {
        let symbols = serde_json::from_str(symbols)?;
        self.report.set_symbols(Symbols::new(offsets, symbols));
        Ok(())
    }

    /// The end of a stored capture, to be written after its first
    /// [`bytes_read`](Self::bytes_read): the run's conclusion, and a checksum of the whole. The
    /// arguments are those of [`result`](Self::result).
    ///
    /// # Errors
    /// An unknown `outcome`.
    pub fn end(
        &self,
        outcome: &str,
        duration_ms: f64,
        error: Option<String>,
    ) -> Result<Vec<u8>, JsError> {
        let conclusion = conclusion(outcome, duration_ms, error)?;
        Ok(self.report.end(&conclusion))
    }

    /// The conclusion of a stored capture's run, as JSON: `{outcome, durationMs, error}`.
    ///
    /// # Errors
    /// The error for a capture that is cut off, or whose facts are not those of a run, as text.
    pub fn conclusion(&self) -> Result<String, JsError> {
        let conclusion = self.report.conclusion()?;
        check_facts(&self.report.program().settings)?;
        Ok(serde_json::to_string(&conclusion)?)
    }

    /// The number of bytes of the capture read so far.
    #[wasm_bindgen(getter)]
    pub fn bytes_read(&self) -> f64 {
        as_number(self.report.bytes_read())
    }

    /// Live bytes so far; after the end of a run, the bytes not freed.
    #[wasm_bindgen(getter)]
    pub fn live(&self) -> f64 {
        as_number(self.report.memory().live)
    }
}

/// The number of numbers for each point of [`Inspector::timeline`].
#[wasm_bindgen]
pub fn timeline_columns() -> usize {
    COLUMNS
}

/// The formats of [`Inspector::export`] as JSON, a list of objects: `name`; `title`, for display;
/// `extension`, of its files' names; `mediaType`; `description`, a sentence; and `kinds`, the
/// supported kinds of reports.
#[wasm_bindgen]
pub fn list_formats() -> String {
    Format::list()
}

fn conclusion(
    outcome: &str,
    duration_ms: f64,
    error: Option<String>,
) -> Result<Conclusion, JsError> {
    Ok(Conclusion {
        outcome: serde_json::from_value(outcome.into())?,
        duration_ms,
        error,
    })
}

fn collection_row(collection: &Collection) -> [f64; 5] {
    let Collection {
        ticks,
        generation,
        collected,
        freed,
        count,
    } = *collection;
    [ticks, generation.into(), collected, freed, count].map(as_number)
}

/// A count as a JavaScript number: exact up to 2⁵³.
#[allow(clippy::cast_precision_loss)]
fn as_number(count: u64) -> f64 {
    count as f64
}

#[cfg(all(test, target_family = "wasm"))]
mod tests;
