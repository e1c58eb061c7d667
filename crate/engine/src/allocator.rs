//! The module's global allocator.

use highwater_tracer::{Sink, TracingAllocator, WasmPages};

/// Hands records to the host.
pub(crate) struct HostSink;

impl Sink for HostSink {
    fn records(&mut self, bytes: &[u8]) {
        crate::host::records(bytes);
    }
}

#[global_allocator]
pub(crate) static ALLOCATOR: TracingAllocator<WasmPages, HostSink> =
    TracingAllocator::new(WasmPages, HostSink);
