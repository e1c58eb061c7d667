//! Policies and settings as data for a page.

use highwater_cache::{Bound, Owner, Parameter, Policy, Reclaim};
use highwater_exercise::{Decision, PythonProgram, Ranges, Span, UnitTest};
use highwater_tracer::Growth;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

/// A policy's parts and the Python it stands for, as JSON: `{policy, owner, bound, boundName,
/// parameter, maxsize, clear, reclaim, python, summary}`.
///
/// # Errors
/// The reason why the text is refused.
#[wasm_bindgen]
pub fn describe_policy(text: &str) -> Result<String, JsError> {
    let policy: Policy = text.parse()?;
    Ok(json!({
        "policy": policy.to_string(),
        "owner": policy.owner.name(),
        "bound": policy.bound.to_string(),
        "boundName": policy.bound.description().name,
        "parameter": policy.bound.parameter(),
        "maxsize": policy.bound.maxsize(),
        "clear": policy.clear,
        "reclaim": policy.reclaim.name(),
        "python": PythonProgram::headline(&policy),
        "summary": policy.owner.summary(),
    })
    .to_string())
}

/// All parts of policies, as JSON: `{owners, bounds, clear, reclaims}`, each a list of
/// `{name, summary}`. Bounds have `parameter` besides, which is `{name, minimum, maximum}` or
/// null, and `decorator`, `{name, argument}`: the name of the decorator in Python, which two
/// bounds may share, and the keyword of the parameter, or null. `clear` is a parameter.
#[wasm_bindgen]
pub fn list_policies() -> String {
    let choice = |name: &str, summary: &str| json!({ "name": name, "summary": summary });
    let owners: Vec<Value> = Owner::ALL
        .iter()
        .map(|owner| choice(owner.name(), owner.summary()))
        .collect();
    let reclaims: Vec<Value> = Reclaim::ALL
        .iter()
        .map(|reclaim| choice(reclaim.name(), reclaim.summary()))
        .collect();
    let bound = |bound: &highwater_cache::BoundDescription| {
        json!({
            "name": bound.name,
            "summary": bound.summary,
            "parameter": bound.parameter.map(parameter),
            "decorator": {
                "name": bound.python.name,
                "argument": bound.python.argument,
            },
        })
    };
    let bounds: Vec<Value> = Bound::ALL.iter().map(bound).collect();
    json!({
        "owners": owners,
        "bounds": bounds,
        "clear": parameter(Policy::CLEAR),
        "reclaims": reclaims,
    })
    .to_string()
}

fn parameter(parameter: Parameter) -> Value {
    json!({
        "name": parameter.name,
        "minimum": parameter.minimum,
        "maximum": parameter.maximum,
    })
}

/// Ranges as JSON: `{text, ranges}`.
///
/// # Errors
/// The reason why the text is refused.
#[wasm_bindgen]
pub fn describe_ranges(text: &str) -> Result<String, JsError> {
    let ranges: Ranges = text.parse()?;
    Ok(json!({ "text": ranges.to_string(), "ranges": ranges.as_slice() }).to_string())
}

/// A growth step as JSON: `{text}`.
///
/// # Errors
/// The reason why the text is refused.
#[wasm_bindgen]
pub fn describe_growth(text: &str) -> Result<String, JsError> {
    let growth: Growth = text.parse()?;
    Ok(json!({ "text": growth.to_string() }).to_string())
}

/// The calls that a run makes when it comes to its end; 0 where they are not known.
///
/// # Errors
/// The reason why a text is refused.
// Exact up to 2⁵³ calls.
#[allow(clippy::cast_precision_loss)]
#[wasm_bindgen]
pub fn planned_calls(policy: &str, ranges: &str) -> Result<f64, JsError> {
    let calls = highwater_exercise::planned_calls(&policy.parse()?, &ranges.parse()?);
    Ok(calls.unwrap_or(0) as f64)
}

/// Warnings to read before starting a run: sentences, as a JSON array.
///
/// # Errors
/// The reason why a text is refused.
#[wasm_bindgen]
pub fn warnings(policy: &str, ranges: &str) -> Result<String, JsError> {
    let warnings = highwater_exercise::warnings(&policy.parse()?, &ranges.parse()?);
    Ok(serde_json::to_string(&warnings)?)
}

/// The whole Python file that a run stands for, as JSON: `{file, text, decisions, lint}`.
///
/// `file` is its name. `decisions` are the places where the policy can be read and changed:
/// `{kind, line, start, end}`, lines from 1 and columns from 0, an empty span being a place where
/// no text states the decision. `lint` is the message of pylint that the comment at `comment`
/// silences, `{id, symbol, message, line, column, comment}`, or null where there is none.
///
/// # Errors
/// The reason why a text is refused.
#[wasm_bindgen]
pub fn python_program(policy: &str, ranges: &str) -> Result<String, JsError> {
    let program = PythonProgram::new(&policy.parse()?, &ranges.parse()?);
    let decisions: Vec<Value> = program
        .decisions
        .iter()
        .map(|Decision { kind, span }| {
            json!({ "kind": kind.name(), "line": span.line, "start": span.start, "end": span.end })
        })
        .collect();
    let lint = program.lint.map(|lint| {
        let Span { line, start, end } = lint.comment;
        json!({
            "id": lint.id,
            "symbol": lint.symbol,
            "message": lint.message,
            "line": lint.line,
            "column": lint.column,
            "comment": { "line": line, "start": start, "end": end },
        })
    });
    Ok(json!({
        "file": program.file,
        "text": program.text,
        "decisions": decisions,
        "lint": lint,
    })
    .to_string())
}

/// The exercise's unit tests as JSON: `{file, text, memory, correctness}`. `file` is the name of
/// the Python file and `text` its whole text; `memory` is the name of the test of a run's
/// memory, and `correctness` has those of the others, which `run_unit_test` takes.
#[wasm_bindgen]
pub fn list_unit_tests() -> String {
    json!({
        "file": UnitTest::FILE,
        "text": UnitTest::PYTHON,
        "memory": UnitTest::MEMORY,
        "correctness": UnitTest::ALL.map(UnitTest::name),
    })
    .to_string()
}

/// The instance, by its number from 0, that answers the call number `calls`, the first being 1.
/// Before the first call it is the first instance, and past the last call the last. None where the
/// calls of each instance are not known.
///
/// # Errors
/// The reason why a text is refused.
// Calls are whole numbers; the cast stops at the ends.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
#[wasm_bindgen]
pub fn instance_at(policy: &str, ranges: &str, calls: f64) -> Result<Option<u32>, JsError> {
    let (policy, ranges): (Policy, Ranges) = (policy.parse()?, ranges.parse()?);
    Ok(highwater_exercise::instance_at(
        &policy,
        &ranges,
        calls as u64,
    ))
}
