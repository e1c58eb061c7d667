//! The tracer of the program's allocations, its counters, and the receiver of its records.

use highwater_tracer::{
    Counter, CounterDefinition, CounterRole, NoNativeStack, Sink, TracingAllocator, Vocabulary,
    WasmPages, counter_named,
};

/// A sink that passes records to the host.
pub(crate) struct HostSink;

impl Sink for HostSink {
    fn records(&mut self, bytes: &[u8]) {
        crate::host::records(bytes);
    }
}

/// The counters of the interpreter: its ticks, which count allocations.
pub(crate) struct InterpreterVocabulary;

impl Vocabulary for InterpreterVocabulary {
    const COUNTERS: &'static [CounterDefinition] = &[CounterDefinition {
        name: "allocations",
        role: CounterRole::Ticks,
    }];
    const CAUSES: &'static [&'static str] = &[];
}

/// The number of allocations of the Python program.
pub(crate) const ALLOCATIONS: Counter =
    counter_named(InterpreterVocabulary::COUNTERS, "allocations");

/// The tracer of the module. It allocates for the program and writes the capture.
pub(crate) static TRACER: TracingAllocator<
    WasmPages,
    HostSink,
    NoNativeStack,
    InterpreterVocabulary,
> = TracingAllocator::with_native_stack(WasmPages, HostSink, NoNativeStack);
