//! What the garbage collector allocates for itself while it looks for garbage. `CPython`'s needs no
//! memory for that; here it is allocated like all else, and not counted among the program's.

use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;

use crate::allocator::TRACER;

/// The most blocks that are told apart at a time. The collector has some ten tables.
const MOST_BLOCKS: usize = 64;

struct Scratch {
    is_release: Cell<bool>,
    is_on: Cell<bool>,
    blocks: [Cell<usize>; MOST_BLOCKS],
    length: Cell<usize>,
}

// SAFETY: this target has one thread.
#[cfg(all(target_family = "wasm", not(target_feature = "atomics")))]
unsafe impl Sync for Scratch {}

static SCRATCH: Scratch = Scratch {
    is_release: Cell::new(false),
    is_on: Cell::new(false),
    blocks: [const { Cell::new(0) }; MOST_BLOCKS],
    length: Cell::new(0),
};

/// All that a program made is let go: what a collection allocates until it ends is scratch then.
pub(crate) fn release() {
    SCRATCH.is_release.set(true);
}

/// The collection has found what is garbage. What it allocates from here on is among what the
/// finalizers of the program allocate.
pub(crate) fn found() {
    switch(SCRATCH.is_release.get());
}

/// From here on, what is allocated is scratch, or is not.
pub(crate) fn switch(on: bool) {
    SCRATCH.is_on.set(on);
}

/// Whether what is allocated now is scratch that can be told apart.
#[inline]
pub(crate) fn is_next() -> bool {
    SCRATCH.is_on.get() && SCRATCH.length.get() < MOST_BLOCKS
}

/// Whether a block is scratch.
#[inline]
pub(crate) fn has(pointer: *mut u8) -> bool {
    SCRATCH.length.get() > 0 && place_of(pointer).is_some()
}

fn place_of(pointer: *mut u8) -> Option<usize> {
    let address = pointer.addr();
    let blocks = &SCRATCH.blocks[..SCRATCH.length.get()];
    blocks.iter().position(|block| block.get() == address)
}

fn add(pointer: *mut u8) {
    let length = SCRATCH.length.get();
    if !pointer.is_null()
        && let Some(block) = SCRATCH.blocks.get(length)
    {
        block.set(pointer.addr());
        SCRATCH.length.set(length + 1);
    }
}

fn remove(pointer: *mut u8) {
    if let Some(place) = place_of(pointer) {
        let last = SCRATCH.length.get() - 1;
        SCRATCH.blocks[place].set(SCRATCH.blocks[last].get());
        SCRATCH.length.set(last);
    }
}

/// Does something that the tracer is not to count.
fn uncounted<R>(f: impl FnOnce() -> R) -> R {
    TRACER.pause();
    let result = f();
    TRACER.resume();
    result
}

/// Allocates scratch.
///
/// # Safety
/// As [`GlobalAlloc::alloc`].
pub(crate) unsafe fn alloc(layout: Layout) -> *mut u8 {
    // SAFETY: the caller's promises are this call's.
    let pointer = uncounted(|| unsafe { TRACER.alloc(layout) });
    add(pointer);
    pointer
}

/// Frees scratch.
///
/// # Safety
/// As [`GlobalAlloc::dealloc`], of a block that is scratch.
pub(crate) unsafe fn dealloc(pointer: *mut u8, layout: Layout) {
    remove(pointer);
    // SAFETY: the caller's promises are this call's.
    uncounted(|| unsafe { TRACER.dealloc(pointer, layout) });
}

/// Reallocates scratch.
///
/// # Safety
/// As [`GlobalAlloc::realloc`], of a block that is scratch.
pub(crate) unsafe fn realloc(pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
    // SAFETY: the caller's promises are this call's.
    let new = uncounted(|| unsafe { TRACER.realloc(pointer, layout, new_size) });
    if !new.is_null() {
        remove(pointer);
        add(new);
    }
    new
}
