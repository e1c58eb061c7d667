//! The module's global allocator.

use std::alloc::{GlobalAlloc, Layout};

use crate::tracer::TRACER;
use crate::{frames, timed_flush, uncounted};

/// The tracer, with the Python program's frames reported before each allocation, and without the
/// allocations that are not the program's.
struct FollowingAllocator;

#[global_allocator]
static ALLOCATOR: FollowingAllocator = FollowingAllocator;

// SAFETY: all blocks are the tracer's, which upholds the contract; following the frames neither
// allocates nor frees.
unsafe impl GlobalAlloc for FollowingAllocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if uncounted::is_next() {
            // SAFETY: the caller's guarantees are those of this call.
            return unsafe { uncounted::alloc(layout) };
        }
        frames::follow(frames::native_calls());
        // SAFETY: the caller's guarantees are those of this call.
        let pointer = unsafe { TRACER.alloc(layout) };
        timed_flush::allocated(layout.size());
        pointer
    }

    #[inline]
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        if uncounted::has(pointer) {
            // SAFETY: the caller's guarantees are those of this call.
            return unsafe { uncounted::dealloc(pointer, layout) };
        }
        // SAFETY: the caller's guarantees are those of this call.
        unsafe { TRACER.dealloc(pointer, layout) };
    }

    #[inline]
    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if uncounted::has(pointer) {
            // SAFETY: the caller's guarantees are those of this call.
            return unsafe { uncounted::realloc(pointer, layout, new_size) };
        }
        frames::follow(frames::native_calls());
        // SAFETY: the caller's guarantees are those of this call.
        let new = unsafe { TRACER.realloc(pointer, layout, new_size) };
        timed_flush::allocated(new_size);
        new
    }
}
