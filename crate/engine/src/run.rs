//! One run of the exercise.

use std::cell::{Cell, RefCell};

use highwater_cache::Policy;
use highwater_exercise::{Exercise, Frame, PythonProgram, Ranges, RecursionError};
use highwater_tracer::{Growth, Location, Mark, PAGE_SIZE, Refusal, Settings};
use wasm_bindgen::prelude::*;

use crate::allocator::ALLOCATOR;
use crate::probe::{self, EngineProbe};

/// How a run stands.
#[derive(Clone, Copy)]
enum State {
    NotEnded,
    Completed,
    Recursion(RecursionError),
}

thread_local! {
    static STATE: Cell<State> = const { Cell::new(State::NotEnded) };
    /// The exercise, after its workload and before its end.
    static HELD: RefCell<Option<Exercise<EngineProbe>>> = const { RefCell::new(None) };
}

/// What is known of a run before it begins, as texts for its capture.
struct Facts {
    policy: String,
    ranges: String,
    growth: String,
    maxsize: Option<String>,
    hard_limit: Option<String>,
}

/// Runs the workload. It returns when all is done and everything it made is still held, and
/// ends in a trap where memory is refused; then comes [`finish`].
///
/// `hard_limit` is the most bytes that linear memory may have, all of it counted; only whole
/// pages of it are used.
///
/// # Errors
/// What is wrong with the settings, in words.
#[wasm_bindgen]
pub fn run(
    policy: &str,
    ranges: &str,
    growth: &str,
    hard_limit: Option<f64>,
    traced: bool,
) -> Result<(), JsError> {
    let policy: Policy = policy.parse()?;
    let ranges: Ranges = ranges.parse()?;
    let growth: Growth = growth.parse()?;
    // A limit beyond the address space is none; the cast of a float stops at the ends.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let hard_limit = hard_limit.map(|bytes| bytes as usize);
    let facts = Facts {
        policy: policy.to_string(),
        ranges: ranges.to_string(),
        growth: growth.to_string(),
        maxsize: policy.bound.maxsize().map(|maxsize| maxsize.to_string()),
        hard_limit: hard_limit.map(|bytes| bytes.to_string()),
    };
    let (file, frames) = {
        let program = PythonProgram::new(&policy, &ranges);
        (program.file, program.frames)
    };
    STATE.set(State::NotEnded);
    let limit_pages = hard_limit.map(|bytes| bytes / PAGE_SIZE);
    ALLOCATOR.start(&Settings {
        growth,
        limit_pages,
        traced,
    });
    tell(&facts);
    let mut locations = [Location::Frame(0); Frame::ALL.len()];
    for (location, frame) in locations.iter_mut().zip(frames) {
        *location = ALLOCATOR.define_frame(frame.line, frame.function, file);
    }
    probe::start(locations);
    workload(policy, &ranges);
    Ok(())
}

fn tell(facts: &Facts) {
    ALLOCATOR.meta("engine", concat!("rust ", env!("CARGO_PKG_VERSION")));
    ALLOCATOR.meta("policy", &facts.policy);
    ALLOCATOR.meta("ranges", &facts.ranges);
    ALLOCATOR.meta("growth", &facts.growth);
    for (key, value) in [
        ("maxsize", &facts.maxsize),
        ("hard-limit", &facts.hard_limit),
    ] {
        if let Some(value) = value {
            ALLOCATOR.meta(key, value);
        }
    }
}

fn workload(policy: Policy, ranges: &Ranges) {
    let mut exercise = Exercise::new(policy);
    let state = match exercise.run(ranges) {
        Ok(()) => State::Completed,
        Err(error) => State::Recursion(error),
    };
    ALLOCATOR.mark(Mark::End);
    ALLOCATOR.pause();
    probe::report_progress();
    STATE.set(state);
    HELD.set(Some(exercise));
}

/// Lets go of all that the workload made and hands over what is left of its records. After a
/// trap it only hands over, and allocates nothing.
#[wasm_bindgen]
pub fn finish() {
    if let Some(exercise) = HELD.take() {
        ALLOCATOR.resume();
        drop(exercise);
        ALLOCATOR.mark(Mark::Released);
    }
    ALLOCATOR.finish();
}

/// How the run ended: 0 completed; 1 memory refused by the hard limit; 2 memory refused by the
/// host; 3 Python's recursion limit; 4 not at all.
#[wasm_bindgen]
pub fn outcome() -> u32 {
    match (STATE.get(), ALLOCATOR.refusal()) {
        (State::Completed, _) => 0,
        (State::NotEnded, Some(Refusal::Limit)) => 1,
        (State::NotEnded, Some(Refusal::Host)) => 2,
        (State::Recursion(_), _) => 3,
        (State::NotEnded, None) => 4,
    }
}

/// What Python would say of a run that ended in an error of the program's own.
#[wasm_bindgen]
pub fn error() -> Option<String> {
    match STATE.get() {
        State::Recursion(error) => Some(error.to_string()),
        State::NotEnded | State::Completed => None,
    }
}
