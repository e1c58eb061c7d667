//! A host of the engine's runs, and a run in its view.

use crate::{advance, connect, finish, outcome, start};
use highwater_report::{Conclusion, Outcome, Report};
use highwater_run_result::RunResult;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

// In JavaScript, because a host must not enter the module: each chunk is copied out of linear
// memory while it is valid.
#[wasm_bindgen(inline_js = "
export class CollectingHost {
  chunks = [];
  constructor(memory) { this.memory = memory; }
  records(pointer, length) {
    this.chunks.push(new Uint8Array(this.memory.buffer, pointer, length).slice());
  }
}
")]
extern "C" {
    /// A host that stores all records.
    pub type CollectingHost;

    #[wasm_bindgen(constructor)]
    fn new(memory: JsValue) -> CollectingHost;

    #[wasm_bindgen(method, getter)]
    fn chunks(this: &CollectingHost) -> Array;
}

impl CollectingHost {
    /// A new host, connected for subsequent runs.
    pub fn connected() -> Self {
        let host = Self::new(wasm_bindgen::memory());
        let also = JsValue::from(&host);
        connect(also.unchecked_into());
        host
    }

    /// The chunks of the capture so far.
    pub fn capture(&self) -> Vec<Vec<u8>> {
        let bytes = |chunk: JsValue| chunk.unchecked_into::<Uint8Array>().to_vec();
        self.chunks().iter().map(bytes).collect()
    }
}

/// Starts a run and completes its workload.
pub fn run(
    policy: &str,
    ranges: &str,
    growth: &str,
    hard_limit: Option<f64>,
    traced: bool,
) -> Result<(), JsError> {
    start(policy, ranges, growth, hard_limit, traced, None)?;
    while advance() {}
    Ok(())
}

/// The parameters of a run, with the page's growth step and no limit.
pub struct Settings<'a> {
    pub policy: &'a str,
    pub ranges: &'a str,
    pub traced: bool,
}

/// A completed and released run.
pub struct Finished {
    pub host: CollectingHost,
    pub report: Report,
    pub outcome: u32,
}

impl Settings<'_> {
    /// Performs the run and reads its capture.
    pub fn run(&self) -> Finished {
        let host = CollectingHost::connected();
        run(self.policy, self.ranges, "adaptive", None, self.traced)
            .unwrap_or_else(|error| panic!("{}: {}", self.policy, message(error)));
        finish();
        Finished {
            report: report_on(&host.capture()),
            outcome: outcome(),
            host,
        }
    }
}

impl Finished {
    /// The result as requested by a page.
    pub fn result(&self) -> RunResult {
        let conclusion = Conclusion {
            outcome: Outcome::Completed,
            duration_ms: 0.0,
            error: None,
        };
        RunResult::of(&self.report.totals(), conclusion)
    }
}

/// Reads a complete capture. The report compares the sums of its records with the allocator's
/// totals, and refuses it if they differ.
pub fn report_on(chunks: &[Vec<u8>]) -> Report {
    let mut report = Report::new();
    for chunk in chunks {
        report.feed(chunk, 0.0).expect("the capture is sound");
    }
    report.finish().expect("the capture is whole");
    report
}

/// The text of an error thrown to a page.
pub fn message(error: JsError) -> String {
    let error: JsValue = error.into();
    let error: js_sys::Error = error.dyn_into().expect("an Error is thrown");
    error.message().into()
}
