use std::num::NonZeroUsize;

use foldhash::fast::FixedState;
use moka::policy::EvictionPolicy;

use crate::Contender;

/// The caches of other crates, each with the hasher of the others.
pub fn contenders() -> [Contender; 5] {
    [
        Contender::new("lru", "lru", "lru-slab", lru),
        Contender::new("moka", "lru", "lru-slab", moka),
        Contender::new("moka", "w-tinylfu", "w-tinylfu", moka),
        Contender::new("quick_cache", "clock-pro", "s3-fifo", quick_cache),
        Contender::new("sieve-cache", "sieve", "sieve", sieve_cache),
    ]
}

/// The number of keys whose request is a miss.
fn misses(keys: &[u64], mut is_missing: impl FnMut(u64) -> bool) -> u64 {
    keys.iter().map(|&key| u64::from(is_missing(key))).sum()
}

fn lru(_: &str, entries: u32, keys: &[u64], full: &mut dyn FnMut()) -> u64 {
    let entries = NonZeroUsize::new(entries as usize).expect("a size above zero");
    let mut cache = lru::LruCache::with_hasher(entries, FixedState::default());
    let misses = misses(keys, |key| {
        let is_missing = cache.get(&key).is_none();
        if is_missing {
            cache.put(key, key);
        }
        is_missing
    });
    full();
    misses
}

fn moka(policy: &str, entries: u32, keys: &[u64], full: &mut dyn FnMut()) -> u64 {
    let policy = match policy {
        "lru" => EvictionPolicy::lru(),
        _ => EvictionPolicy::tiny_lfu(),
    };
    let cache = moka::sync::Cache::builder()
        .max_capacity(entries.into())
        .eviction_policy(policy)
        .build_with_hasher(FixedState::default());
    let misses = misses(keys, |key| {
        let is_missing = cache.get(&key).is_none();
        if is_missing {
            cache.insert(key, key);
        }
        is_missing
    });
    // Evictions are delayed: until here the cache may have more entries than its bound.
    cache.run_pending_tasks();
    full();
    misses
}

fn quick_cache(_: &str, entries: u32, keys: &[u64], full: &mut dyn FnMut()) -> u64 {
    let mut cache = quick_cache::unsync::Cache::with(
        entries as usize,
        entries.into(),
        quick_cache::UnitWeighter,
        FixedState::default(),
        quick_cache::unsync::DefaultLifecycle::default(),
    );
    let misses = misses(keys, |key| {
        let is_missing = cache.get(&key).is_none();
        if is_missing {
            cache.insert(key, key);
        }
        is_missing
    });
    full();
    misses
}

fn sieve_cache(_: &str, entries: u32, keys: &[u64], full: &mut dyn FnMut()) -> u64 {
    let mut cache =
        sieve_cache::SieveCache::new_with_hasher(entries as usize, FixedState::default())
            .expect("a size above zero");
    let misses = misses(keys, |key| {
        let is_missing = cache.get(&key).is_none();
        if is_missing {
            cache.insert(key, key);
        }
        is_missing
    });
    full();
    misses
}
