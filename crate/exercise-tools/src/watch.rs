//! Watching one instance of a run.

use highwater_cache::Policy;
use highwater_exercise::Ranges;
use wasm_bindgen::prelude::*;

use crate::history::InstanceHistory;

#[wasm_bindgen]
extern "C" {
    /// A listener for the progress of a run with a watched instance.
    pub type WatchListener;

    /// Receives the number of calls so far, once for each instance of the run.
    #[wasm_bindgen(method)]
    fn progressed(this: &WatchListener, calls: f64);
}

/// Runs the exercise, untraced, until an instance, by its number from 0, is freed. Returns its
/// references as JSON: `{instance, made, points, freed, error}`.
///
/// `made` is the number of calls before the instance's creation. `points` are `{calls, variable,
/// keys, cycle, total}`: the number of references of each kind after a number of calls, and their
/// sum, the reference count; between two points the number of keys is linear. `freed` is `{calls,
/// by}`, with `by` one of `refcount`, `collector` and `program-end`. `error` is the error that
/// ended the program, or null.
///
/// # Errors
/// An invalid text, or an instance outside of the run, as text.
// Exact up to 2⁵³ calls.
#[allow(clippy::cast_precision_loss)]
#[wasm_bindgen]
pub fn watch_instance(
    policy: &str,
    ranges: &str,
    instance: u32,
    listener: &WatchListener,
) -> Result<String, JsError> {
    let policy = Policy::parse_offered(policy)?;
    let ranges: Ranges = ranges.parse()?;
    let progressed = |calls| listener.progressed(calls as f64);
    let watched = highwater_exercise::watch(policy, &ranges, instance, progressed)?;
    Ok(serde_json::to_string(&InstanceHistory::from(watched))?)
}
