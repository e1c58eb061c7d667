//! The exercise's unit tests.

use highwater_cache::Policy;
use highwater_exercise::{RunObserver, UnitTest};
use highwater_tracer::{Growth, Settings};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use crate::allocator::ALLOCATOR;

/// An observer that ignores all events: the allocator counts.
enum NoObserver {}

impl RunObserver for NoObserver {}

/// The outcome of a unit test.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
// Fields are in alphabetical order, as their keys are in JSON.
struct UnitTestResult {
    /// The difference from the expected result; `null` for a passed test.
    error: Option<String>,
    name: &'static str,
    /// The maximum of live bytes during the test.
    peak_live: u64,
}

/// Runs a unit test by its name, as JSON: `{name, error, peakLive}`. `error` is the first wrong
/// value or error as text, or null; `peakLive` is in bytes, including those of expected values.
///
/// # Errors
/// An unknown test or an invalid policy, as text.
#[wasm_bindgen]
pub fn run_unit_test(name: &str, policy: &str) -> Result<String, JsError> {
    let test =
        UnitTest::named(name).ok_or_else(|| JsError::new(&format!("there is no test “{name}”")))?;
    let policy = Policy::parse_offered(policy)?;
    ALLOCATOR.start(&Settings {
        growth: Growth::default(),
        limit_pages: None,
        traced: false,
    });
    let outcome = test.run::<NoObserver>(policy);
    let peak = ALLOCATOR.totals().peak;
    ALLOCATOR.finish();
    Ok(serde_json::to_string(&UnitTestResult {
        error: outcome.err().map(|failure| failure.to_string()),
        name: test.name(),
        peak_live: peak,
    })?)
}
