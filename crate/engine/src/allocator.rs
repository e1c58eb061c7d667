//! The module's global allocator.

use highwater_tracer::{ShadowStack, Sink, TracingAllocator, WasmPages};

/// Hands records to the host.
pub(crate) struct HostSink;

impl Sink for HostSink {
    fn records(&mut self, bytes: &[u8]) {
        crate::host::records(bytes);
    }
}

#[global_allocator]
pub(crate) static ALLOCATOR: TracingAllocator<WasmPages, HostSink, ShadowStack> =
    TracingAllocator::with_native_stack(WasmPages, HostSink, ShadowStack);
