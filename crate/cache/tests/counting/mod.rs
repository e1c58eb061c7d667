//! An allocator that counts the bytes and blocks of each thread.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    /// Negative if a thread frees memory of another.
    pub static LIVE: Cell<isize> = const { Cell::new(0) };
    pub static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

/// The system's allocator with counts for each thread.
struct Counting;

// SAFETY: all calls are passed on to the system's allocator unchanged. Counting does not allocate:
// the cells are initialised at compile time and need no destructor. The trait's default `realloc`
// uses these two methods.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        LIVE.set(LIVE.get() + layout.size().cast_signed());
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: the caller's guarantee about `layout` is the one required here.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.set(LIVE.get() - layout.size().cast_signed());
        // SAFETY: the pointer was allocated by `alloc` above, with this layout.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;
