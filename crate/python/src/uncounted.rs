//! Allocations in the program's heap that are not counted as the program's: tables of the garbage
//! collector during its search, for which `CPython`'s collector needs no memory, and those of the
//! engine's own work during a run, such as the report of an error in a finalizer.

use std::alloc::{GlobalAlloc, Layout};
use std::cell::{Cell, UnsafeCell};

use crate::address_set::AddressSet;
use crate::tracer::TRACER;

struct Uncounted {
    is_release: Cell<bool>,
    is_collecting: Cell<bool>,
    /// The number of calls of [`during`] under way.
    calls: Cell<u32>,
    blocks: UnsafeCell<AddressSet>,
}

// SAFETY: this target has one thread, and no reference to the blocks outlives the function of this
// module that created it.
#[cfg(all(target_family = "wasm", not(target_feature = "atomics")))]
unsafe impl Sync for Uncounted {}

static UNCOUNTED: Uncounted = Uncounted {
    is_release: Cell::new(false),
    is_collecting: Cell::new(false),
    calls: Cell::new(0),
    blocks: UnsafeCell::new(AddressSet::new()),
};

/// Starts the release of the program's objects: from here on, all allocations of a collection are
/// the collector's.
pub(crate) fn release() {
    UNCOUNTED.is_release.set(true);
}

/// Ends the search for garbage. Later allocations of the collection belong to the program's
/// finalizers.
pub(crate) fn end_search() {
    switch(UNCOUNTED.is_release.get());
}

/// Attributes allocations from here on to the collector, or to the program.
pub(crate) fn switch(on: bool) {
    UNCOUNTED.is_collecting.set(on);
}

/// Calls `f`, whose allocations are not the program's.
pub(crate) fn during<R>(f: impl FnOnce() -> R) -> R {
    UNCOUNTED.calls.set(UNCOUNTED.calls.get() + 1);
    let result = f();
    UNCOUNTED.calls.set(UNCOUNTED.calls.get() - 1);
    result
}

/// Begins a call of the program's code within [`during`]: its allocations are the program's. The
/// result is for [`end_of_program`].
pub(crate) fn program_again() -> u32 {
    UNCOUNTED.calls.replace(0)
}

/// Ends a call that began with [`program_again`].
pub(crate) fn end_of_program(calls: u32) {
    UNCOUNTED.calls.set(calls);
}

fn with_blocks<R>(f: impl FnOnce(&mut AddressSet) -> R) -> R {
    // SAFETY: `f` does not allocate, and so does not call back.
    f(unsafe { &mut *UNCOUNTED.blocks.get() })
}

/// Returns `true` if the next allocation is not the program's, and can be tracked.
#[inline]
pub(crate) fn is_next() -> bool {
    (UNCOUNTED.is_collecting.get() || UNCOUNTED.calls.get() > 0) && reserve()
}

/// Returns `true` for a block that is not the program's.
#[inline]
pub(crate) fn has(pointer: *mut u8) -> bool {
    with_blocks(|blocks| blocks.contains(pointer.addr()))
}

/// Makes room for one more block. Returns `false` if there is no memory for it.
fn reserve() -> bool {
    let Some(needed) = with_blocks(|blocks| blocks.needed()) else {
        return true;
    };
    let Ok(layout) = Layout::array::<usize>(needed) else {
        return false;
    };
    // SAFETY: the layout has a size.
    let block = untraced(|| unsafe { TRACER.alloc_zeroed(layout) });
    #[allow(clippy::cast_ptr_alignment)] // The layout has that of a number.
    let slots = block.cast::<usize>();
    if slots.is_null() {
        return false;
    }
    // SAFETY: the block has room for the slots, which are 0, and is freed below at the earliest.
    let slots = unsafe { std::slice::from_raw_parts_mut(slots, needed) };
    let old = with_blocks(|blocks| blocks.grow(slots));
    if let Ok(layout) = Layout::array::<usize>(old.len())
        && layout.size() > 0
    {
        // SAFETY: the set has no reference to its old slots, which were allocated above.
        untraced(|| unsafe { TRACER.dealloc(old.as_mut_ptr().cast(), layout) });
    }
    true
}

/// Calls `f` with the tracer paused.
fn untraced<R>(f: impl FnOnce() -> R) -> R {
    TRACER.pause();
    let result = f();
    TRACER.resume();
    result
}

/// Allocates a block that is not the program's.
///
/// # Safety
/// As [`GlobalAlloc::alloc`].
pub(crate) unsafe fn alloc(layout: Layout) -> *mut u8 {
    // SAFETY: the caller's guarantees are those of this call.
    let pointer = untraced(|| unsafe { TRACER.alloc(layout) });
    if !pointer.is_null() {
        with_blocks(|blocks| blocks.insert(pointer.addr()));
    }
    pointer
}

/// Frees such a block.
///
/// # Safety
/// As [`GlobalAlloc::dealloc`], for a block that this module [`has`].
pub(crate) unsafe fn dealloc(pointer: *mut u8, layout: Layout) {
    with_blocks(|blocks| blocks.remove(pointer.addr()));
    // SAFETY: the caller's guarantees are those of this call.
    untraced(|| unsafe { TRACER.dealloc(pointer, layout) });
}

/// Reallocates such a block.
///
/// # Safety
/// As [`GlobalAlloc::realloc`], for a block that this module [`has`].
pub(crate) unsafe fn realloc(pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
    // SAFETY: the caller's guarantees are those of this call.
    let new = untraced(|| unsafe { TRACER.realloc(pointer, layout, new_size) });
    if !new.is_null() {
        with_blocks(|blocks| {
            blocks.remove(pointer.addr());
            blocks.insert(new.addr());
        });
    }
    new
}
