//! Reports of the interpreter's garbage collector and of its calls of finalizers. These functions are declared in the part that
//! the build adds to the collector.

use crate::tracer::TRACER;
use crate::uncounted;

#[unsafe(no_mangle)]
extern "Rust" fn highwater_collection_begins() {
    TRACER.collection_begins();
    uncounted::switch(true);
}

#[unsafe(no_mangle)]
extern "Rust" fn highwater_collection_frees() {
    uncounted::end_search();
}

#[unsafe(no_mangle)]
extern "Rust" fn highwater_collection_ended(generation: usize, collected: usize) {
    uncounted::switch(false);
    let generation = u8::try_from(generation).unwrap_or(u8::MAX);
    TRACER.collection_ends(generation, collected as u64);
}

#[unsafe(no_mangle)]
extern "Rust" fn highwater_finalizer_begins() -> u32 {
    uncounted::program_again()
}

#[unsafe(no_mangle)]
extern "Rust" fn highwater_finalizer_ended(begun: u32) {
    uncounted::end_of_program(begun);
}
