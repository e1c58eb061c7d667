//! The flush of records and output by time, so that the host has those of a program that computes,
//! sleeps or waits without an allocation.
//!
//! The clock is read after some steps of the program: allocations, calls of Python functions, and
//! jumps backward. When records are flushed depends on time; the records do not.

use std::cell::Cell;

use crate::flush_pace::{FlushPace, MOST_STEPS};
use crate::host;
use crate::tracer::TRACER;

/// The bytes of an allocation that count as one step: writing them takes about as long as another
/// step.
const STEP_BYTES: usize = 4096;

thread_local! {
    /// Steps left until the clock is read.
    static LEFT: Cell<u32> = const { Cell::new(MOST_STEPS) };
    static PACE: Cell<FlushPace> = const { Cell::new(FlushPace::START) };
}

/// A step of the program without an allocation.
// Declared in the part that the build adds to the interpreter's loop.
#[unsafe(no_mangle)]
extern "Rust" fn highwater_step() {
    step(1);
}

/// An allocation of `size` bytes, after its record has been written.
#[inline]
pub(crate) fn allocated(size: usize) {
    // Sizes have 32 bits on this target.
    #[allow(clippy::cast_possible_truncation)]
    step(1 + (size / STEP_BYTES) as u32);
}

#[inline]
fn step(cost: u32) {
    let left = LEFT.get();
    if left > cost {
        LEFT.set(left - cost);
    } else {
        read();
    }
}

/// Waits for a number of milliseconds, without an allocation.
pub(crate) fn sleep(milliseconds: f64) {
    let until = host::now() + milliseconds;
    while read() < until {}
}

/// Reads the clock, flushes if that is due, and returns the time.
#[cold]
#[inline(never)]
fn read() -> f64 {
    let now = host::now();
    let mut pace = PACE.get();
    let is_due = pace.read(now, TRACER.totals().peak);
    LEFT.set(pace.steps());
    PACE.set(pace);
    if is_due {
        TRACER.flush();
        host::flush();
    }
    now
}
