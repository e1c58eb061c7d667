//! The reports of a capture, for a page: a thin facade over [`highwater_report`].

#[cfg(target_family = "wasm")]
mod allocator;

use highwater_report::{Collection, Conclusion, Format, Query, Report, Symbols};
use highwater_run_result::{COLUMNS, RunResult, timeline};
use wasm_bindgen::prelude::*;

/// Reads one run's capture while it arrives.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Inspector {
    report: Report,
    piece: Vec<u8>,
}

#[wasm_bindgen]
impl Inspector {
    /// An inspector of a capture of which nothing has arrived. With `locations` it can
    /// [`answer`](Self::answer) where the bytes were allocated.
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

    /// Makes room for the next piece of the capture, of `length` bytes, and answers its address
    /// in this module's memory. Memory may have grown: make views of it after this.
    pub fn reserve(&mut self, length: usize) -> usize {
        self.piece.resize(length, 0);
        self.piece.as_ptr().addr()
    }

    /// Reads the piece that was written where [`reserve`](Self::reserve) said. `elapsed_ms` is
    /// the wall time since the run began.
    ///
    /// # Errors
    /// What is wrong with the capture, in words.
    pub fn feed(&mut self, elapsed_ms: f64) -> Result<(), JsError> {
        Ok(self.report.feed(&self.piece, elapsed_ms)?)
    }

    /// The curve so far, [`TIMELINE_COLUMNS`](timeline_columns) numbers for each point: ticks,
    /// live bytes, linear memory in bytes, instances alive, cache entries, milliseconds.
    pub fn timeline(&self) -> Vec<f64> {
        timeline(self.report.program(), &self.report.curve()).into_flattened()
    }

    /// The garbage collections so far, five numbers for each entry: ticks, the oldest generation
    /// collected, objects found to be garbage, bytes freed, and how many collections it is.
    pub fn collections(&self) -> Vec<f64> {
        let rows: Vec<_> = self
            .report
            .collections()
            .iter()
            .map(collection_row)
            .collect();
        rows.into_flattened()
    }

    /// The result as JSON, of a run that ended so and took `duration_ms`. `outcome` is the
    /// result's own word for it.
    ///
    /// # Errors
    /// When `outcome` is none of those words.
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

    /// Answers a query about the run: both are JSON, as [`highwater_report::Query`] and
    /// [`highwater_report::Answer`] describe them.
    ///
    /// # Errors
    /// What is wrong with the query, or why it has no answer, in words.
    pub fn answer(&self, query: &str) -> Result<String, JsError> {
        let query: Query = serde_json::from_str(query)?;
        Ok(serde_json::to_string(&self.report.answer(&query)?)?)
    }

    /// A report as a file of the format of that name, one of [`list_formats`]. The query
    /// is as for [`answer`](Self::answer), and the high-water mark where there is none.
    ///
    /// # Errors
    /// What is wrong with the format or the query, or why there is no such file, in words.
    pub fn export(&self, format: &str, query: Option<String>) -> Result<Vec<u8>, JsError> {
        let format: Format = format.parse()?;
        let query = query.unwrap_or_else(|| r#"{"kind": "high-water-mark"}"#.into());
        Ok(self.report.export(format, &serde_json::from_str(&query)?)?)
    }

    /// The build that the code offsets of native frames are of; nothing where the run kept no
    /// native calls.
    pub fn build(&self) -> Option<String> {
        self.report.build().map(str::to_string)
    }

    /// The code offsets of all native frames so far, each once, in their order.
    pub fn native_offsets(&self) -> Vec<u32> {
        self.report.native_offsets()
    }

    /// Says what native frames are called: for each of the offsets, in their order, a list of
    /// [`Symbol`](highwater_report::Symbol)s as JSON, the outermost function first.
    ///
    /// # Errors
    /// What is wrong with the JSON, in words.
    pub fn set_symbols(&mut self, offsets: &[u32], symbols: &str) -> Result<(), JsError> {
        let symbols = serde_json::from_str(symbols)?;
        self.report.set_symbols(Symbols::new(offsets, symbols));
        Ok(())
    }

    /// The records that tell how a run ended, to be put behind all others where its capture is
    /// kept. The arguments are those of [`result`](Self::result).
    ///
    /// # Errors
    /// When `outcome` is none of those words.
    pub fn conclusion_records(
        outcome: &str,
        duration_ms: f64,
        error: Option<String>,
    ) -> Result<Vec<u8>, JsError> {
        Ok(conclusion(outcome, duration_ms, error)?.to_records())
    }

    /// How the run of a kept capture ended, as JSON: `{outcome, durationMs, error}`.
    ///
    /// # Errors
    /// That the capture is cut off, in words.
    pub fn conclusion(&self) -> Result<String, JsError> {
        Ok(serde_json::to_string(&self.report.conclusion()?)?)
    }

    /// The capture's length so far in bytes.
    #[wasm_bindgen(getter)]
    pub fn bytes_read(&self) -> f64 {
        as_number(self.report.bytes_read())
    }

    /// Live bytes as they stand. Behind the end of a run, what it left behind.
    #[wasm_bindgen(getter)]
    pub fn live(&self) -> f64 {
        as_number(self.report.memory().live)
    }
}

/// How many numbers a point of [`Inspector::timeline`] has.
#[wasm_bindgen]
pub fn timeline_columns() -> usize {
    COLUMNS
}

/// The formats of [`Inspector::export`] as JSON, a list of objects: `name`; `title`, what a
/// reader calls it; `extension`, with which its files' names end; `mediaType`; `description`, a
/// sentence; and `kinds`, of the reports that it can hold.
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

/// A count as JavaScript has numbers: exact up to 2⁵³.
#[allow(clippy::cast_precision_loss)]
fn as_number(count: u64) -> f64 {
    count as f64
}

#[cfg(all(test, target_family = "wasm"))]
mod tests;
