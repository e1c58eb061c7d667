//! Uses of the cache by a cached function, and by drops of evicted entries.

use std::cell::RefCell;
use std::hash::RandomState;
use std::rc::{Rc, Weak};

use highwater_cache::{Bound, Cache, Inserted, Lifetime};

type Shared<V> = Rc<RefCell<Cache<u32, V, RandomState>>>;

fn shared<V>(bound: &str) -> Shared<V> {
    let bound = bound.parse().expect("a bound");
    Rc::new(RefCell::new(Cache::new(bound, RandomState::new())))
}

fn info<V>(cache: &Shared<V>) -> String {
    cache.borrow().cache_info().to_string()
}

/// All bounds of this number of entries.
fn bounds(size: u32) -> Vec<String> {
    let kinds = Bound::ALL.iter().filter(|kind| kind.parameter.is_some());
    kinds.map(|kind| format!("{}:{size}", kind.name)).collect()
}

#[test]
fn a_bounded_cache_keeps_the_value_stored_in_between() {
    for bound in bounds(2) {
        let cache = shared::<&str>(&bound);
        let outer = Cache::call(&cache, 1, |_| {
            assert_eq!(Cache::call(&cache, 1, |_| "inner"), "inner");
            "outer"
        });
        assert_eq!(outer, "outer");
        assert_eq!(Cache::call(&cache, 1, |_| unreachable!()), "inner");
        assert_eq!(
            info(&cache),
            "CacheInfo(hits=1, misses=2, maxsize=2, currsize=1)"
        );
        cache.borrow().validate();
    }
}

#[test]
fn a_key_found_stored_is_not_refreshed() {
    let cache = shared::<u32>("lru:2");
    Cache::call(&cache, 1, |_| {
        Cache::call(&cache, 1, |_| 10);
        Cache::call(&cache, 2, |_| 20);
        11
    });
    Cache::call(&cache, 3, |_| 30);
    assert_eq!(cache.borrow_mut().get(&2), Some(20));
    assert_eq!(cache.borrow_mut().get(&1), None);
}

#[test]
fn an_unbounded_cache_stores_the_last_value() {
    let cache = shared::<&str>("unbounded");
    Cache::call(&cache, 1, |_| {
        assert_eq!(Cache::call(&cache, 1, |_| "inner"), "inner");
        "outer"
    });
    assert_eq!(Cache::call(&cache, 1, |_| unreachable!()), "outer");
}

#[test]
fn an_unbounded_cache_keeps_the_first_key() {
    let mut cache = Cache::new("unbounded".parse().expect("a bound"), RandomState::new());
    let (first, second) = (Rc::new(1), Rc::new(1));
    assert_eq!(cache.insert(Rc::clone(&first), 'a'), Inserted::Stored);
    assert_eq!(
        cache.insert(Rc::clone(&second), 'b'),
        Inserted::Replaced('a')
    );
    assert_eq!(
        (Rc::strong_count(&first), Rc::strong_count(&second)),
        (2, 1)
    );
}

#[test]
fn a_function_may_clear_the_cache_that_will_store_its_result() {
    let unbounded = String::from("unbounded");
    for bound in bounds(1).into_iter().chain(bounds(8)).chain([unbounded]) {
        let cache = shared::<u32>(&bound);
        Cache::call(&cache, 1, |_| 10);
        Cache::call(&cache, 2, |_| {
            cache.borrow_mut().cache_clear();
            20
        });
        assert_eq!(cache.borrow_mut().get(&1), None);
        assert_eq!(cache.borrow_mut().get(&2), Some(20));
        let total = Lifetime {
            hits: 1,
            misses: 3,
            evictions: 0,
            clears: 1,
        };
        assert_eq!(cache.borrow().lifetime(), total);
    }
}

#[test]
fn a_failed_function_counts_a_miss_and_stores_nothing() {
    let cache = shared::<u32>("unbounded");
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        Cache::call(&cache, 1, |_| {
            std::panic::resume_unwind(Box::new("no result"))
        })
    }));
    assert!(caught.is_err());
    assert_eq!(
        info(&cache),
        "CacheInfo(hits=0, misses=1, maxsize=None, currsize=0)"
    );
}

/// A value whose drop uses its cache, like an object's `__del__`.
#[derive(Clone)]
struct Calling(Weak<RefCell<Cache<u32, Rc<Self>, RandomState>>>);

impl Drop for Calling {
    fn drop(&mut self) {
        if let Some(cache) = self.0.upgrade() {
            assert!(cache.borrow_mut().get(&2).is_some());
        }
    }
}

#[test]
fn an_evicted_entry_drops_after_the_insertion_without_a_borrow() {
    for bound in bounds(1) {
        let cache = shared::<Rc<Calling>>(&bound);
        for key in [1, 2] {
            Cache::call(&cache, key, |_| Rc::new(Calling(Rc::downgrade(&cache))));
        }
        assert_eq!(
            info(&cache),
            "CacheInfo(hits=1, misses=2, maxsize=1, currsize=1)"
        );
    }
}

#[test]
fn several_evicted_entries_drop_after_the_insertion_without_a_borrow() {
    for bound in bounds(1) {
        // `lru` has no size in bytes.
        let Ok(bound) = bound.replace(":1", ":6B").parse::<Bound>() else {
            continue;
        };
        let cache = Rc::new(RefCell::new(Cache::new(bound, RandomState::new())));
        let mut last = Inserted::Stored;
        for (key, size) in [(3, 1), (4, 1), (5, 1), (2, 6), (2, 6)] {
            let value = Rc::new(Calling(Rc::downgrade(&cache)));
            // Requested more often than the others, so that no policy turns it away.
            let requests = if key == 2 { 4 } else { 1 };
            (0..requests).for_each(|_| drop(cache.borrow_mut().get(&key)));
            let inserted = cache.borrow_mut().insert_sized(key, value, size);
            if key == 2 && inserted.stored() {
                last = inserted;
            }
        }
        assert_eq!(last.evictions(), 3, "{bound:?}");
        let hits = cache.borrow().cache_info().hits;
        drop(last);
        // Each of the three has looked up the new entry.
        assert_eq!(cache.borrow().cache_info().hits, hits + 3, "{bound:?}");
        cache.borrow().validate();
    }
}

/// A value that records its number when dropped.
#[derive(Clone)]
struct Noting(u32, Rc<RefCell<Vec<u32>>>);

impl Drop for Noting {
    fn drop(&mut self) {
        self.1.borrow_mut().push(self.0);
    }
}

#[test]
fn clearing_drops_all_entries_the_oldest_first() {
    let dropped = Rc::new(RefCell::new(Vec::new()));
    let cache = shared::<Rc<Noting>>("lru:4");
    for key in [3, 1, 4, 2, 5, 1] {
        Cache::call(&cache, key, |&key| {
            Rc::new(Noting(key, Rc::clone(&dropped)))
        });
    }
    assert_eq!(dropped.take(), [3]);
    cache.borrow_mut().cache_clear();
    assert_eq!(dropped.take(), [4, 2, 5, 1]);
}

#[test]
fn a_lookup_may_borrow_the_key() {
    let mut cache = Cache::new("lru:2".parse().expect("a bound"), RandomState::new());
    assert!(cache.insert(String::from("a"), 1).stored());
    assert_eq!(cache.get("a"), Some(1));
    assert_eq!(cache.get("b"), None);
}

#[test]
fn the_totals_of_several_caches_add_up() {
    let totals = ["lru:1", "unbounded", "lru:0"].map(|bound| {
        let cache = shared::<u32>(bound);
        for key in [1, 1, 2, 1] {
            Cache::call(&cache, key, |_| 0);
        }
        cache.borrow_mut().cache_clear();
        cache.borrow().lifetime()
    });
    let expected = Lifetime {
        hits: 3,
        misses: 9,
        evictions: 2,
        clears: 3,
    };
    assert_eq!(totals.into_iter().sum::<Lifetime>(), expected);
}
