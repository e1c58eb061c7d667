//! Reports of the interpreter's garbage collector. These functions are declared in the part that
//! the build adds to the collector.

use crate::collector_allocations;
use crate::tracer::TRACER;

#[unsafe(no_mangle)]
extern "Rust" fn highwater_collection_begins() {
    TRACER.collection_begins();
    collector_allocations::switch(true);
}

#[unsafe(no_mangle)]
extern "Rust" fn highwater_collection_frees() {
    collector_allocations::end_search();
}

#[unsafe(no_mangle)]
extern "Rust" fn highwater_collection_ended(generation: usize, collected: usize) {
    collector_allocations::switch(false);
    let generation = u8::try_from(generation).unwrap_or(u8::MAX);
    TRACER.collection_ends(generation, collected as u64);
}
