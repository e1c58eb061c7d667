//! The memory of a cache on the heap, to the byte.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use foldhash::fast::FixedState;
use highwater_cache::{Bound, Cache};

thread_local! {
    /// Negative if a thread frees memory of another.
    static LIVE: Cell<isize> = const { Cell::new(0) };
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
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

type Numbers = Cache<u64, u64, FixedState>;

fn cache(bound: &str) -> Numbers {
    let bound: Bound = bound.parse().expect("a bound");
    Cache::new(bound, FixedState::default())
}

fn call(cache: &mut Numbers, key: u64) {
    if cache.get(&key).is_none() {
        cache.insert(key, key);
    }
}

#[test]
fn a_large_bound_reserves_nothing() {
    let before = LIVE.get();
    let smallest = cache("lru:1");
    let one = LIVE.get() - before;
    let largest = cache("lru:1000000000");
    assert_eq!(LIVE.get() - before, 2 * one);
    drop((smallest, largest));
}

#[test]
fn a_cache_without_entries_is_not_on_the_heap() {
    let before = ALLOCATIONS.get();
    let empty = cache("unbounded");
    let mut none = cache("lru:0");
    for key in 0..10 {
        call(&mut none, key);
    }
    none.cache_clear();
    assert_eq!(ALLOCATIONS.get(), before);
    drop((empty, none));
}

#[test]
fn clearing_frees_the_entries_and_their_table() {
    for bound in ["unbounded", "lru:0", "lru:1", "lru:100", "lru:5000"] {
        let mut cache = cache(bound);
        let empty = LIVE.get();
        for key in 0..1000 {
            call(&mut cache, key);
        }
        let full = LIVE.get();
        assert_eq!(full > empty, bound != "lru:0", "{bound}");
        cache.cache_clear();
        assert_eq!(LIVE.get(), empty, "{bound}");
        for key in 0..1000 {
            call(&mut cache, key);
        }
        assert_eq!(LIVE.get(), full, "{bound}");
    }
}

#[test]
fn a_full_cache_evicts_without_allocating() {
    let mut cache = cache("lru:100");
    for key in 0..1000 {
        call(&mut cache, key);
    }
    let before = (LIVE.get(), ALLOCATIONS.get());
    for key in 1000..9000 {
        call(&mut cache, key);
    }
    assert_eq!(cache.evictions(), 8900);
    assert_eq!((LIVE.get(), ALLOCATIONS.get()), before);
}
