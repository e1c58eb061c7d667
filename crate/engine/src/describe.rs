//! Policies and settings as data for a page.

use highwater_cache::{Bound, Owner, Policy, Reclaim};
use highwater_exercise::Ranges;
use highwater_tracer::Growth;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::descriptions::{
    BoundChoice, Choice, GrowthDescription, PolicyDescription, PolicyVocabulary, PythonProgram,
    RangesDescription, UnitTests,
};

/// A policy's parts and its Python, as JSON: `{policy, owner, bound, boundName, parameter, maxsize,
/// clear, reclaim, python, summary}`.
///
/// # Errors
/// The reason for refusing the text.
#[wasm_bindgen]
pub fn describe_policy(text: &str) -> Result<String, JsError> {
    let policy = Policy::parse_offered(text)?;
    Ok(json(&PolicyDescription::from(policy)))
}

/// All parts of policies that a page offers, as JSON: `{owners, bounds, clear, reclaims}`. All but `clear` are lists
/// of `{name, summary}`. Bounds also have `parameter`, which is `{name, minimum, maximum}` or null,
/// and `decorator`, `{name, argument}`: the name of the decorator in Python, which two bounds may
/// share, and the keyword of the parameter, or null. `clear` is a parameter.
#[wasm_bindgen]
pub fn list_policies() -> String {
    let owner = |owner: &Owner| Choice {
        name: owner.name(),
        summary: owner.summary(),
    };
    let reclaim = |reclaim: &Reclaim| Choice {
        name: reclaim.name(),
        summary: reclaim.summary(),
    };
    json(&PolicyVocabulary {
        bounds: Bound::ALL.iter().map(BoundChoice::from).collect(),
        clear: Policy::CLEAR.into(),
        owners: Owner::ALL.iter().map(owner).collect(),
        reclaims: Reclaim::ALL.iter().map(reclaim).collect(),
    })
}

/// A description as JSON.
///
/// # Panics
/// Never: descriptions consist of strings and numbers, with strings as keys.
fn json(description: &impl Serialize) -> String {
    serde_json::to_string(description).expect("descriptions have a JSON form")
}

/// Ranges as JSON: `{text, ranges}`.
///
/// # Errors
/// The reason for refusing the text.
#[wasm_bindgen]
pub fn describe_ranges(text: &str) -> Result<String, JsError> {
    let ranges: Ranges = text.parse()?;
    Ok(json(&RangesDescription {
        ranges: ranges.as_slice(),
        text: ranges.to_string(),
    }))
}

/// A growth step as JSON: `{text}`.
///
/// # Errors
/// The reason for refusing the text.
#[wasm_bindgen]
pub fn describe_growth(text: &str) -> Result<String, JsError> {
    let growth: Growth = text.parse()?;
    Ok(json(&GrowthDescription {
        text: growth.to_string(),
    }))
}

/// The number of calls in a complete run; 0 if unknown.
///
/// # Errors
/// The reason for refusing a text.
// Exact up to 2⁵³ calls.
#[allow(clippy::cast_precision_loss)]
#[wasm_bindgen]
pub fn planned_calls(policy: &str, ranges: &str) -> Result<f64, JsError> {
    let calls =
        highwater_exercise::planned_calls(&Policy::parse_offered(policy)?, &ranges.parse()?);
    Ok(calls.unwrap_or(0) as f64)
}

/// Warnings to show before a run: sentences, as a JSON array.
///
/// # Errors
/// The reason for refusing a text.
#[wasm_bindgen]
pub fn warnings(policy: &str, ranges: &str) -> Result<String, JsError> {
    let warnings = highwater_exercise::warnings(&Policy::parse_offered(policy)?, &ranges.parse()?);
    Ok(json(&warnings))
}

/// Returns `true` if this module can run a policy, and has its program. The module with the feature
/// `slab` can run all that are valid.
#[wasm_bindgen]
pub fn can_run(policy: &str) -> bool {
    runnable(policy).is_ok()
}

/// A policy that this module can run.
pub(crate) fn runnable(policy: &str) -> Result<Policy, JsError> {
    let policy = Policy::parse_offered(policy)?;
    if policy.bound.is_stored() {
        Ok(policy)
    } else {
        Err(JsError::new("another module runs this policy"))
    }
}

/// The Python file equivalent to a run, as JSON: `{file, text, definition,
/// decisions, lint}`.
///
/// `file` is its name. `definition` has the first and the last line of the decorator's definition,
/// `{first, last}`, or is null. `decisions` are the places of the policy's decisions: `{kind, line, start,
/// end}`, lines from 1 and columns from 0. An empty span is a place without a text for the
/// decision. `lint` is the pylint message silenced by the comment at `comment`, `{id, symbol,
/// message, line, column, comment}`, or null.
///
/// # Errors
/// The reason for refusing a text; see [`can_run`] for a policy that this module cannot run.
#[wasm_bindgen]
pub fn python_program(policy: &str, ranges: &str) -> Result<String, JsError> {
    let program = highwater_exercise::PythonProgram::new(&runnable(policy)?, &ranges.parse()?);
    Ok(json(&PythonProgram::from(program)))
}

/// The exercise's unit tests as JSON: `{file, memory, correctness}`. `file` is the name of the
/// Python file; `memory` is the name of the test of a run's memory, and
/// `correctness` has the names of the others, for `run_unit_test`.
#[wasm_bindgen]
pub fn list_unit_tests() -> String {
    json(&UnitTests::of_the_exercise())
}

/// The instance, by its number from 0, that answers the call number `calls`, counted from 1: the
/// first instance before the first call, and the last after the last call. None if the calls of
/// each instance are unknown.
///
/// # Errors
/// The reason for refusing a text.
// Calls are whole numbers; the cast saturates.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
#[wasm_bindgen]
pub fn instance_at(policy: &str, ranges: &str, calls: f64) -> Result<Option<u32>, JsError> {
    let policy = Policy::parse_offered(policy)?;
    let ranges: Ranges = ranges.parse()?;
    Ok(highwater_exercise::instance_at(
        &policy,
        &ranges,
        calls as u64,
    ))
}
