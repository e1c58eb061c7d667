//! The observer that forwards the exercise's events to the tracer.

use std::cell::Cell;

use highwater_exercise::{Cause, Frame, Phase, RunObserver};
use highwater_tracer::Location;

use crate::allocator::ALLOCATOR;
use crate::vocabulary;

/// The number of calls between two checkpoints, which bring the host up to date: often enough for a
/// smooth curve.
const CALLS_BETWEEN_CHECKPOINTS: u64 = 4096;

thread_local! {
    static FRAMES: Cell<[Location; Frame::ALL.len()]> =
        const { Cell::new([Location::Frame(0); Frame::ALL.len()]) };
    static CALLS: Cell<u64> = const { Cell::new(0) };
}

/// Sets the tracer's location of each frame, and resets the number of calls.
pub(crate) fn start(frames: [Location; Frame::ALL.len()]) {
    FRAMES.set(frames);
    CALLS.set(0);
}

/// Forwards the exercise's events to the tracer.
pub(crate) enum TracerObserver {}

// Inlined into each caller, as the tracer requires.
#[allow(clippy::inline_always)]
impl RunObserver for TracerObserver {
    #[inline(always)]
    fn enter(frame: Frame) {
        ALLOCATOR.enter(FRAMES.get()[frame as usize]);
    }

    #[inline(always)]
    fn enter_cause(cause: Cause) {
        ALLOCATOR.enter(Location::Cause(vocabulary::cause(cause)));
    }

    fn leave() {
        ALLOCATOR.leave();
    }

    fn call() {
        ALLOCATOR.count(vocabulary::CALLS, 1);
        let calls = CALLS.get() + 1;
        CALLS.set(calls);
        if calls.is_multiple_of(CALLS_BETWEEN_CHECKPOINTS) {
            ALLOCATOR.checkpoint();
        }
    }

    fn hit() {
        ALLOCATOR.count(vocabulary::HITS, 1);
    }

    fn miss() {
        ALLOCATOR.count(vocabulary::MISSES, 1);
    }

    fn eviction() {
        ALLOCATOR.count(vocabulary::EVICTIONS, 1);
    }

    fn clear() {
        ALLOCATOR.count(vocabulary::CLEARS, 1);
    }

    fn instances(change: i64) {
        ALLOCATOR.count(vocabulary::INSTANCES, change);
    }

    fn entries(change: i64) {
        ALLOCATOR.count(vocabulary::ENTRIES, change);
    }

    fn collection_begins() {
        ALLOCATOR.collection_begins();
    }

    fn collection_ends(generation: u8, collected: u64) {
        ALLOCATOR.collection_ends(generation, collected);
    }

    fn phase(phase: &Phase) {
        let mut fields = [("", 0); vocabulary::PHASE_FIELDS];
        let digits = vocabulary::LAST_DIGITS.into_iter().zip(phase.last_digits);
        let sizes = [
            (vocabulary::RANGE, u64::from(phase.range)),
            (vocabulary::CURRSIZE, phase.currsize as u64),
        ];
        for (field, value) in fields.iter_mut().zip(sizes.into_iter().chain(digits)) {
            *field = value;
        }
        ALLOCATOR.phase(vocabulary::PHASE, &fields);
    }
}
