#![doc = include_str!("../README.md")]

mod allocator;
mod context_tree;
mod contexts;
mod growth;
mod native_stack;
mod pages;
mod recorder;
mod sink;
mod vocabulary;

pub use allocator::{Settings, TracingAllocator};
pub use growth::{GrowingSource, Growth, GrowthError, Refusal};
pub use highwater_capture::{
    Cause, CollectionRecord, Counter, CounterRole, Location, MAX_CAUSES, MAX_COUNTERS, MAX_DRAWN,
    Mark, TotalsRecord,
};
#[cfg(all(feature = "shadow-stack", any(target_arch = "wasm32", doc)))]
pub use native_stack::ShadowStack;
pub use native_stack::{NATIVE_SLOTS, NativeStack, NoNativeStack};
#[cfg(any(target_arch = "wasm32", doc))]
pub use pages::WasmPages;
pub use pages::{ArenaPages, PAGE_SIZE, Pages};
pub use sink::{CollectedRecords, Sink};
pub use vocabulary::{CounterDefinition, NoVocabulary, Vocabulary, cause_named, counter_named};
