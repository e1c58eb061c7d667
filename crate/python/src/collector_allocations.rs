//! Allocations of the garbage collector during its search for garbage. `CPython`'s collector needs
//! no memory for it; here they are in the same heap, without being counted as the program's.

use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;

use crate::tracer::TRACER;

/// The maximum number of blocks tracked at a time. The collector has about ten tables.
const MOST_BLOCKS: usize = 64;

struct CollectorBlocks {
    is_release: Cell<bool>,
    is_collecting: Cell<bool>,
    blocks: [Cell<usize>; MOST_BLOCKS],
    length: Cell<usize>,
}

// SAFETY: this target has one thread.
#[cfg(all(target_family = "wasm", not(target_feature = "atomics")))]
unsafe impl Sync for CollectorBlocks {}

static COLLECTOR: CollectorBlocks = CollectorBlocks {
    is_release: Cell::new(false),
    is_collecting: Cell::new(false),
    blocks: [const { Cell::new(0) }; MOST_BLOCKS],
    length: Cell::new(0),
};

/// Starts the release of the program's objects: from here on, all allocations of a collection are
/// the collector's.
pub(crate) fn release() {
    COLLECTOR.is_release.set(true);
}

/// Ends the search for garbage. Later allocations of the collection belong to the program's
/// finalizers.
pub(crate) fn end_search() {
    switch(COLLECTOR.is_release.get());
}

/// Attributes allocations from here on to the collector, or to the program.
pub(crate) fn switch(on: bool) {
    COLLECTOR.is_collecting.set(on);
}

/// Returns `true` if the next allocation is the collector's and can be tracked.
#[inline]
pub(crate) fn is_next() -> bool {
    COLLECTOR.is_collecting.get() && COLLECTOR.length.get() < MOST_BLOCKS
}

/// Returns `true` for a block of the collector.
#[inline]
pub(crate) fn has(pointer: *mut u8) -> bool {
    COLLECTOR.length.get() > 0 && index_of(pointer).is_some()
}

fn index_of(pointer: *mut u8) -> Option<usize> {
    let address = pointer.addr();
    let blocks = &COLLECTOR.blocks[..COLLECTOR.length.get()];
    blocks.iter().position(|block| block.get() == address)
}

fn add(pointer: *mut u8) {
    let length = COLLECTOR.length.get();
    if !pointer.is_null()
        && let Some(block) = COLLECTOR.blocks.get(length)
    {
        block.set(pointer.addr());
        COLLECTOR.length.set(length + 1);
    }
}

fn remove(pointer: *mut u8) {
    if let Some(index) = index_of(pointer) {
        let last = COLLECTOR.length.get() - 1;
        COLLECTOR.blocks[index].set(COLLECTOR.blocks[last].get());
        COLLECTOR.length.set(last);
    }
}

/// Calls `f` with the tracer paused.
fn uncounted<R>(f: impl FnOnce() -> R) -> R {
    TRACER.pause();
    let result = f();
    TRACER.resume();
    result
}

/// Allocates a block for the collector.
///
/// # Safety
/// As [`GlobalAlloc::alloc`].
pub(crate) unsafe fn alloc(layout: Layout) -> *mut u8 {
    // SAFETY: the caller's guarantees are those of this call.
    let pointer = uncounted(|| unsafe { TRACER.alloc(layout) });
    add(pointer);
    pointer
}

/// Frees a block of the collector.
///
/// # Safety
/// As [`GlobalAlloc::dealloc`], for a block of the collector.
pub(crate) unsafe fn dealloc(pointer: *mut u8, layout: Layout) {
    remove(pointer);
    // SAFETY: the caller's guarantees are those of this call.
    uncounted(|| unsafe { TRACER.dealloc(pointer, layout) });
}

/// Reallocates a block of the collector.
///
/// # Safety
/// As [`GlobalAlloc::realloc`], for a block of the collector.
pub(crate) unsafe fn realloc(pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
    // SAFETY: the caller's guarantees are those of this call.
    let new = uncounted(|| unsafe { TRACER.realloc(pointer, layout, new_size) });
    if !new.is_null() {
        remove(pointer);
        add(new);
    }
    new
}
