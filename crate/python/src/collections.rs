//! What the interpreter's garbage collector tells of itself. The declarations of these functions
//! are in the part that the build adds to the collector.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::allocator::TRACER;
use crate::scratch;

/// Live bytes when the collection that goes on began.
static LIVE_BEFORE: AtomicU64 = AtomicU64::new(0);

#[unsafe(no_mangle)]
extern "Rust" fn highwater_collection_begins() {
    LIVE_BEFORE.store(TRACER.totals().live, Ordering::Relaxed);
    scratch::switch(true);
}

#[unsafe(no_mangle)]
extern "Rust" fn highwater_collection_frees() {
    scratch::switch(false);
}

#[unsafe(no_mangle)]
extern "Rust" fn highwater_collection_ended(generation: usize, collected: usize) {
    scratch::switch(false);
    let freed = LIVE_BEFORE
        .load(Ordering::Relaxed)
        .saturating_sub(TRACER.totals().live);
    let generation = u8::try_from(generation).unwrap_or(u8::MAX);
    TRACER.collection(generation, collected as u64, freed);
}
