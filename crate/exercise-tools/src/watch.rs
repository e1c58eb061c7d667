//! Watching one instance of a run.

use highwater_cache::Policy;
use highwater_exercise::Ranges;
use wasm_bindgen::prelude::*;

use crate::history::InstanceHistory;

#[wasm_bindgen]
extern "C" {
    /// The object that is told how far a run has come in which an instance is watched.
    pub type WatchListener;

    /// So many calls have been made. It is told once for each instance of the run.
    #[wasm_bindgen(method)]
    fn progressed(this: &WatchListener, calls: f64);
}

/// Runs the exercise, untraced, until an instance, by its number from 0, is freed, and answers
/// who held it as JSON: `{instance, made, points, freed, error}`.
///
/// `made` is the number of calls made before the instance. `points` are `{calls, variable, keys,
/// cycle, total}`: how many of each kind held it after so many calls, `total` being its reference
/// count; between two points the number of keys is on a line. `freed` is `{calls, by}`, `by` being
/// `refcount`, `collector` or `program-end`. `error` is what ended the program, or null.
///
/// # Errors
/// What is wrong with a text, or that the run makes no such instance, in words.
// Exact up to 2⁵³ calls.
#[allow(clippy::cast_precision_loss)]
#[wasm_bindgen]
pub fn watch_instance(
    policy: &str,
    ranges: &str,
    instance: u32,
    listener: &WatchListener,
) -> Result<String, JsError> {
    let (policy, ranges): (Policy, Ranges) = (policy.parse()?, ranges.parse()?);
    let progressed = |calls| listener.progressed(calls as f64);
    let watched = highwater_exercise::watch(policy, &ranges, instance, progressed)?;
    Ok(serde_json::to_string(&InstanceHistory::from(watched))?)
}
