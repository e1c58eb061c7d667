//! A global allocator over [`talc`] that records every allocation, free, reallocation and
//! growth of memory, each with its calling context, and hands the records on.
//!
//! It is made for a WebAssembly program that another instance watches: the traced heap
//! holds nothing of the tracer's. There is no header on an allocation and no table beside
//! it; the tracer's own state, the record buffer and the calling-context tree are static,
//! of a fixed size. With tracing on and off the program's addresses, live bytes and page
//! counts are the same.
//!
//! - [`TracingAllocator`] is the allocator, and the one way in: settings, frames, counters
//!   and marks are methods of it.
//! - [`Vocabulary`] has the counters and causes of a program, by name.
//! - [`Pages`] is the memory it grows, [`WasmPages`] on WebAssembly and [`ArenaPages`] for
//!   native tests.
//! - [`Growth`] says by how much memory grows at a time.
//! - [`NativeStack`] is what the program itself keeps of its native calls, where it does.
//! - [`Sink`] takes the record buffer when it is full.
//!
//! ```
//! use std::alloc::{GlobalAlloc, Layout};
//! use highwater_tracer::{ArenaPages, CollectedRecords, Growth, Settings, TracingAllocator};
//!
//! let allocator = TracingAllocator::boxed(ArenaPages::new(64), CollectedRecords::default());
//! allocator.start(&Settings { growth: Growth::default(), limit_pages: None, traced: true });
//! let layout = Layout::new::<[u8; 100]>();
//! // SAFETY: the layout is not empty, and the pointer is freed once, with its layout.
//! unsafe {
//!     let pointer = allocator.alloc(layout);
//!     assert_eq!(allocator.totals().live, 100);
//!     allocator.dealloc(pointer, layout);
//! }
//! assert_eq!(allocator.totals().live, 0);
//! assert_eq!(allocator.totals().peak, 100);
//! ```

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
