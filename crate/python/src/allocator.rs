//! The module's global allocator.

use std::alloc::{GlobalAlloc, Layout};

use highwater_tracer::{
    Counter, CounterDefinition, CounterRole, NoNativeStack, Sink, TracingAllocator, Vocabulary,
    WasmPages, counter_named,
};

use crate::{frames, scratch};

/// Hands records to the host.
pub(crate) struct HostSink;

impl Sink for HostSink {
    fn records(&mut self, bytes: &[u8]) {
        crate::host::records(bytes);
    }
}

/// The interpreter's counters: its clock alone, which counts allocations.
pub(crate) struct InterpreterVocabulary;

impl Vocabulary for InterpreterVocabulary {
    const COUNTERS: &'static [CounterDefinition] = &[CounterDefinition {
        name: "allocations",
        role: CounterRole::Ticks,
    }];
    const CAUSES: &'static [&'static str] = &[];
}

/// The allocations of the Python program.
pub(crate) const ALLOCATIONS: Counter =
    counter_named(InterpreterVocabulary::COUNTERS, "allocations");

/// What is told of the run, and allocates for it.
pub(crate) static TRACER: TracingAllocator<
    WasmPages,
    HostSink,
    NoNativeStack,
    InterpreterVocabulary,
> = TracingAllocator::with_native_stack(WasmPages, HostSink, NoNativeStack);

/// The tracer, which hears before each allocation where the Python program is, and does not hear of
/// what the garbage collector allocates for itself.
struct FollowingAllocator;

#[global_allocator]
static ALLOCATOR: FollowingAllocator = FollowingAllocator;

// SAFETY: each block comes from the tracer, which keeps the contract; following the frames
// neither allocates nor frees.
unsafe impl GlobalAlloc for FollowingAllocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if scratch::is_next() {
            // SAFETY: the caller's promises are this call's.
            return unsafe { scratch::alloc(layout) };
        }
        frames::follow(frames::native_calls());
        // SAFETY: the caller's promises are this call's.
        unsafe { TRACER.alloc(layout) }
    }

    #[inline]
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        if scratch::has(pointer) {
            // SAFETY: the caller's promises are this call's.
            return unsafe { scratch::dealloc(pointer, layout) };
        }
        // SAFETY: the caller's promises are this call's.
        unsafe { TRACER.dealloc(pointer, layout) };
    }

    #[inline]
    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if scratch::has(pointer) {
            // SAFETY: the caller's promises are this call's.
            return unsafe { scratch::realloc(pointer, layout, new_size) };
        }
        frames::follow(frames::native_calls());
        // SAFETY: the caller's promises are this call's.
        unsafe { TRACER.realloc(pointer, layout, new_size) }
    }
}
