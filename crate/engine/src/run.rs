//! One run of the exercise.

use std::cell::{Cell, RefCell};

use highwater_exercise::{Exercise, Frame, PythonProgram, Ranges, RecursionError};
use highwater_tracer::{Growth, Location, Mark, PAGE_SIZE, Refusal, Settings};
use wasm_bindgen::prelude::*;

use crate::allocator::ALLOCATOR;
use crate::describe::runnable;
use crate::observer::{self, TracerObserver};

/// The state of a run.
#[derive(Clone, Copy)]
enum RunState {
    NotEnded,
    Completed,
    Recursion(RecursionError),
}

thread_local! {
    static STATE: Cell<RunState> = const { Cell::new(RunState::NotEnded) };
    /// The exercise from its start to its release.
    static HELD: RefCell<Option<Held>> = const { RefCell::new(None) };
}

/// A program and its ranges.
struct Held {
    exercise: Exercise<TracerObserver>,
    ranges: Ranges,
}

/// Facts about a run known at its start, as texts for its capture.
struct Facts {
    policy: String,
    ranges: String,
    growth: String,
    maxsize: Option<String>,
    hard_limit: Option<String>,
    build: Option<String>,
}

/// Starts a run, to be continued by calls of [`advance`] while there is more to do, and then one of
/// [`finish`].
///
/// `hard_limit` is the maximum of linear memory in bytes, including memory in use at the start; it
/// is rounded down to whole pages. `build` is the build that the code offsets of native calls
/// belong to; it has no effect in a module without a shadow stack.
///
/// # Errors
/// The fault in the settings, as text.
#[wasm_bindgen]
pub fn start(
    policy: &str,
    ranges: &str,
    growth: &str,
    hard_limit: Option<f64>,
    traced: bool,
    build: Option<String>,
) -> Result<(), JsError> {
    let policy = runnable(policy)?;
    let ranges: Ranges = ranges.parse()?;
    let growth: Growth = growth.parse()?;
    // A limit beyond the address space has no effect; the cast of a float saturates.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let hard_limit = hard_limit.map(|bytes| bytes as usize);
    let facts = Facts {
        policy: policy.to_string(),
        ranges: ranges.to_string(),
        growth: growth.to_string(),
        maxsize: policy.bound.maxsize().map(|maxsize| maxsize.to_string()),
        hard_limit: hard_limit.map(|bytes| bytes.to_string()),
        build,
    };
    let (file, frames) = {
        let program = PythonProgram::new(&policy, &ranges);
        (program.file, program.frames)
    };
    STATE.set(RunState::NotEnded);
    HELD.set(None);
    let limit_pages = hard_limit.map(|bytes| bytes / PAGE_SIZE);
    ALLOCATOR.start(&Settings {
        growth,
        limit_pages,
        traced,
    });
    write_facts(&facts);
    let mut locations = [Location::Frame(0); Frame::ALL.len()];
    for (location, frame) in locations.iter_mut().zip(frames) {
        *location = ALLOCATOR.define_frame(frame.line, frame.function, file);
    }
    observer::start(locations);
    HELD.set(Some(Held {
        exercise: Exercise::new(policy),
        ranges,
    }));
    // Allocations before this point, including the arguments, are not the program's and may be
    // freed from here on.
    ALLOCATOR.pause();
    Ok(())
}

fn write_facts(facts: &Facts) {
    ALLOCATOR.meta("engine", concat!("rust ", env!("CARGO_PKG_VERSION")));
    ALLOCATOR.meta("policy", &facts.policy);
    ALLOCATOR.meta("ranges", &facts.ranges);
    ALLOCATOR.meta("growth", &facts.growth);
    let build = facts.build.as_ref().filter(|_| ALLOCATOR.is_native());
    for (key, value) in [
        ("maxsize", facts.maxsize.as_ref()),
        ("hard-limit", facts.hard_limit.as_ref()),
        ("build", build),
    ] {
        if let Some(value) = value {
            ALLOCATOR.meta(key, value);
        }
    }
}

/// Runs one more instance of the workload. Returns `true` if there is more to do; at the end, the
/// workload's memory has not been released. It traps if memory is refused, and there is then no
/// more to do either.
#[wasm_bindgen]
pub fn advance() -> bool {
    if !matches!(STATE.get(), RunState::NotEnded) {
        return false;
    }
    let Some(mut held) = HELD.take() else {
        return false;
    };
    ALLOCATOR.resume();
    let advanced = held.exercise.advance(&held.ranges);
    if !matches!(advanced, Ok(true)) {
        ALLOCATOR.mark(Mark::End);
        ALLOCATOR.checkpoint();
        STATE.set(
            advanced
                .err()
                .map_or(RunState::Completed, RunState::Recursion),
        );
    }
    ALLOCATOR.pause();
    HELD.set(Some(held));
    matches!(advanced, Ok(true))
}

/// Releases the workload's memory and passes on the remaining records. After a trap it only passes
/// on records, and allocates nothing.
#[wasm_bindgen]
pub fn finish() {
    if let Some(Held { exercise, ranges }) = HELD.take() {
        ALLOCATOR.resume();
        drop(exercise);
        ALLOCATOR.mark(Mark::Released);
        ALLOCATOR.pause();
        drop(ranges);
    }
    ALLOCATOR.finish();
}

/// The outcome of the run: 0 completed; 1 memory refused by the hard limit; 2 memory refused by the
/// host; 3 Python's recursion limit; 4 not ended.
#[wasm_bindgen]
pub fn outcome() -> u32 {
    match (STATE.get(), ALLOCATOR.refusal()) {
        (RunState::Completed, _) => 0,
        (RunState::NotEnded, Some(Refusal::Limit)) => 1,
        (RunState::NotEnded, Some(Refusal::Host)) => 2,
        (RunState::Recursion(_), _) => 3,
        (RunState::NotEnded, None) => 4,
    }
}

/// Python's message for a run that ended in an error of the program.
#[wasm_bindgen]
pub fn error() -> Option<String> {
    match STATE.get() {
        RunState::Recursion(error) => Some(error.to_string()),
        RunState::NotEnded | RunState::Completed => None,
    }
}
