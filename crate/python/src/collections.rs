//! What the interpreter's garbage collector tells of itself. The declarations of these functions
//! are in the part that the build adds to the collector.

use crate::allocator::TRACER;
use crate::scratch;

#[unsafe(no_mangle)]
extern "Rust" fn highwater_collection_begins() {
    TRACER.collection_begins();
    scratch::switch(true);
}

#[unsafe(no_mangle)]
extern "Rust" fn highwater_collection_frees() {
    scratch::found();
}

#[unsafe(no_mangle)]
extern "Rust" fn highwater_collection_ended(generation: usize, collected: usize) {
    scratch::switch(false);
    let generation = u8::try_from(generation).unwrap_or(u8::MAX);
    TRACER.collection_ends(generation, collected as u64);
}
