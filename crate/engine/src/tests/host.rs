//! A host of the engine's runs, and the run as that host sees it.

use crate::{advance, connect, finish, outcome, start};
use highwater_report::{Conclusion, Outcome, Report};
use highwater_run_result::RunResult;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

// In JavaScript, because a host must not come back into the module: each piece is copied out of
// linear memory while it is valid.
#[wasm_bindgen(inline_js = "
export class CollectingHost {
  pieces = [];
  constructor(memory) { this.memory = memory; }
  records(pointer, length) {
    this.pieces.push(new Uint8Array(this.memory.buffer, pointer, length).slice());
  }
}
")]
extern "C" {
    /// Keeps all it is handed.
    pub type CollectingHost;

    #[wasm_bindgen(constructor)]
    fn new(memory: JsValue) -> CollectingHost;

    #[wasm_bindgen(method, getter)]
    fn pieces(this: &CollectingHost) -> Array;
}

impl CollectingHost {
    /// A new one that takes the records of the runs to come.
    pub fn connected() -> Self {
        let host = Self::new(wasm_bindgen::memory());
        let also = JsValue::from(&host);
        connect(also.unchecked_into());
        host
    }

    /// The pieces of the capture so far.
    pub fn capture(&self) -> Vec<Vec<u8>> {
        let bytes = |piece: JsValue| piece.unchecked_into::<Uint8Array>().to_vec();
        self.pieces().iter().map(bytes).collect()
    }
}

/// Starts a run and brings its workload to the end.
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

/// What a run's parameters are, with the page's growth and no limit.
pub struct Settings<'a> {
    pub policy: &'a str,
    pub ranges: &'a str,
    pub traced: bool,
}

/// A run that has come to its end, everything let go.
pub struct Finished {
    pub host: CollectingHost,
    pub report: Report,
    pub outcome: u32,
}

impl Settings<'_> {
    /// Makes the run and reads its capture.
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
    /// The result as a page would ask for it.
    pub fn result(&self) -> RunResult {
        let conclusion = Conclusion {
            outcome: Outcome::Completed,
            duration_ms: 0.0,
            error: None,
        };
        RunResult::of(&self.report.totals(), conclusion)
    }
}

/// Reads a whole capture. The report compares the sums of its records with the allocator's own
/// totals, and refuses it where they differ.
pub fn report_on(pieces: &[Vec<u8>]) -> Report {
    let mut report = Report::new();
    for piece in pieces {
        report.feed(piece, 0.0).expect("the capture is sound");
    }
    report.finish().expect("the capture is whole");
    report
}

/// The text of an error that a page would catch.
pub fn message(error: JsError) -> String {
    let error: JsValue = error.into();
    let error: js_sys::Error = error.dyn_into().expect("what is thrown is an Error");
    error.message().into()
}
