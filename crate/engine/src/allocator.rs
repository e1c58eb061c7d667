//! The module's global allocator.

use highwater_tracer::{ShadowStack, Sink, TracingAllocator, WasmPages};

use crate::vocabulary::ExerciseVocabulary;

/// A sink that passes records to the host.
pub(crate) struct HostSink;

impl Sink for HostSink {
    fn records(&mut self, bytes: &[u8]) {
        crate::host::records(bytes);
    }
}

#[global_allocator]
pub(crate) static ALLOCATOR: TracingAllocator<
    WasmPages,
    HostSink,
    ShadowStack,
    ExerciseVocabulary,
> = TracingAllocator::with_native_stack(WasmPages, HostSink, ShadowStack);
