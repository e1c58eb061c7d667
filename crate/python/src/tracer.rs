//! The tracer of the run.

use highwater_tracer::{Sink, TracingAllocator, WasmPages};

use crate::host;

/// A sink that passes records to the host.
pub(crate) struct HostSink;

impl Sink for HostSink {
    fn records(&mut self, bytes: &[u8]) {
        host::records(bytes);
    }
}

/// The allocator of linear memory, which records the run.
pub(crate) static TRACER: TracingAllocator<WasmPages, HostSink> =
    TracingAllocator::new(WasmPages, HostSink);
