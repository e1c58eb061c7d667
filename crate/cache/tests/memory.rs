//! The memory of a cache on the heap, to the byte.

mod counting;

use std::cell::Cell;

use counting::{ALLOCATIONS, LIVE};
use foldhash::fast::FixedState;
use highwater_cache::{Bound, Cache};

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

/// The names of the bounds with a size.
fn names() -> impl Iterator<Item = &'static str> {
    let kinds = Bound::ALL.iter().filter(|kind| kind.parameter.is_some());
    kinds.map(|kind| kind.name)
}

#[test]
fn a_large_bound_reserves_nothing() {
    for name in names() {
        let before = LIVE.get();
        let smallest = cache(&format!("{name}:1"));
        let one = LIVE.get() - before;
        let largest = cache(&format!("{name}:1000000000"));
        assert_eq!(LIVE.get() - before, 2 * one, "{name}");
        drop((smallest, largest));
    }
}

#[test]
fn a_large_bound_takes_memory_for_its_entries_alone() {
    for name in names() {
        let live = |size: &str| {
            let before = LIVE.get();
            let mut cache = cache(&format!("{name}:{size}"));
            (0..1000).for_each(|key| call(&mut cache, key));
            (LIVE.get() - before, cache)
        };
        let (small, _cache) = live("2000");
        let (large, _cache) = live("1000000000");
        // Vectors double without a near bound, and a sketch of few words is a table.
        assert!(large < 4 * small, "{name}: {large} bytes, and {small}");
    }
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
    let sizes = ["0", "1", "100", "5000"];
    let bounds = names().flat_map(|name| sizes.map(|size| format!("{name}:{size}")));
    for bound in bounds.chain([String::from("unbounded")]) {
        let mut cache = cache(&bound);
        let empty = LIVE.get();
        for key in 0..1000 {
            call(&mut cache, key);
        }
        let full = LIVE.get();
        assert_eq!(full > empty, !bound.ends_with(":0"), "{bound}");
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
    for name in names() {
        let mut cache = cache(&format!("{name}:100"));
        for key in 0..1000 {
            call(&mut cache, key);
        }
        let before = (LIVE.get(), ALLOCATIONS.get());
        for key in 1000..9000 {
            call(&mut cache, key);
        }
        assert_eq!(cache.evictions(), 8900, "{name}");
        assert_eq!((LIVE.get(), ALLOCATIONS.get()), before, "{name}");
    }
}

thread_local! {
    /// Bytes that the scope of history has allocated more than freed.
    static HISTORY: Cell<isize> = const { Cell::new(0) };
}

fn count_history(function: &mut dyn FnMut()) {
    let before = LIVE.get();
    function();
    HISTORY.set(HISTORY.get() + LIVE.get() - before);
}

#[test]
fn ghosts_and_sketches_are_allocated_in_their_scope() {
    let remembering = ["2q", "arc", "car", "lirs", "s3-fifo", "w-tinylfu"];
    for name in names() {
        let before = LIVE.get();
        let mut cache = cache(&format!("{name}:100"));
        cache.set_history_scope(count_history);
        // Filled and requested again, without a key that leaves.
        (0..100).chain(0..100).for_each(|key| call(&mut cache, key));
        let sketch = HISTORY.take();
        assert_eq!(sketch > 0, name == "w-tinylfu", "{name}: {sketch} bytes");
        let full = LIVE.get() - before;
        // A cleared cache keeps the scope.
        for _ in 0..2 {
            cache.cache_clear();
            HISTORY.set(0);
            for round in 0..20 {
                (0..150 + round).for_each(|key| call(&mut cache, key));
            }
            let history = HISTORY.take();
            assert_eq!(history > 0, remembering.contains(&name), "{name}");
            // The rest is the structure, which has the size of a cache once filled, but for the
            // table of the crate `lru`, which grows by removals.
            if name == "lru" {
                continue;
            }
            let structure = LIVE.get() - before - history;
            let larger = structure - (full - sketch);
            assert!((0..=1024).contains(&larger), "{name}: {larger} bytes more");
        }
        HISTORY.set(0);
    }
}
