use std::borrow::Borrow;
use std::cell::RefCell;
use std::fmt;
use std::hash::{BuildHasher, Hash};
use std::num::NonZeroU32;

use crate::bound::{Bound, Store};
use crate::info::{CacheInfo, Lifetime};
use crate::inserted::Inserted;

/// A cache with the semantics of Python's `functools.lru_cache`.
///
/// A call of a cached function is a [`get`](Self::get), and after a miss the function and an
/// [`insert`](Self::insert); [`call`](Self::call) combines the three. Between the two steps the
/// function may use the cache in any way, including clearing it. If the function fails, there is no
/// `insert`, and the miss remains counted.
pub struct Cache<K, V, S> {
    bound: Bound,
    store: Store<K, V, S>,
    /// Hits since the last clear.
    hits: u64,
    /// Misses since the last clear.
    misses: u64,
    /// Evictions and clears over the lifetime; hits and misses up to the last clear.
    before: Lifetime,
}

impl<K: Hash + Eq, V, S: BuildHasher + Clone> Cache<K, V, S> {
    /// An empty cache. A large bound reserves no memory.
    ///
    /// # Panics
    ///
    /// If this build does not have the storage of the bound: see [`Bound::is_stored`].
    pub fn new(bound: Bound, hasher: S) -> Self {
        Self::stored(bound, bound, None, hasher)
    }

    /// An empty cache whose entries expire.
    ///
    /// An entry is found by the `ttl - 1` calls of [`get`](Self::get) after the one that computed
    /// it, as with `cachetools.TTLCache(maxsize, ttl, timer)` if the timer is the number of calls.
    /// Expired entries leave at the next insertion, before any other.
    ///
    /// # Panics
    ///
    /// As [`Self::new`]; without the feature `slab`, entries do not expire.
    pub fn with_ttl(bound: Bound, ttl: Option<NonZeroU32>, hasher: S) -> Self {
        let stored = if ttl.is_some() {
            bound.expiring()
        } else {
            bound
        };
        Self::stored(bound, stored, ttl, hasher)
    }

    /// An empty cache with the storage of another bound.
    fn stored(bound: Bound, stored: Bound, ttl: Option<NonZeroU32>, hasher: S) -> Self {
        Self {
            bound,
            store: Store::new(stored, ttl, hasher),
            hits: 0,
            misses: 0,
            before: Lifetime::default(),
        }
    }

    /// Looks up `key`, and counts a hit or a miss. A hit returns the value, and the policy records
    /// the use.
    pub fn get<Q>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
        V: Clone,
    {
        let value = self.store.get(key).cloned();
        if value.is_some() {
            self.hits += 1;
        } else {
            self.misses += 1;
        }
        value
    }

    /// Stores the result computed after a miss.
    ///
    /// A full cache first evicts the entry that its policy chooses. If a call in between has stored the same key, a
    /// bounded cache stays unchanged, and an unbounded one stores the new value under the earlier
    /// key and drops the new key.
    ///
    /// Under a bound in bytes, the value has the size 1: see [`insert_sized`](Self::insert_sized).
    pub fn insert(&mut self, key: K, value: V) -> Inserted<K, V> {
        self.insert_sized(key, value, 1)
    }

    /// Stores the result computed after a miss, with its size in bytes.
    ///
    /// Under a bound in bytes, entries are evicted until there is room. A value larger than the
    /// bound is not stored. Under other bounds, sizes do not count.
    pub fn insert_sized(&mut self, key: K, value: V, size: u64) -> Inserted<K, V> {
        let inserted = self.store.insert(key, value, size);
        self.before.evictions += inserted.evictions() as u64;
        inserted
    }

    /// Returns the result of a cached function, from the cache or from `function`, whose result is
    /// then stored.
    ///
    /// The cache is not borrowed while `function` runs or evicted entries are dropped, so both may
    /// use it.
    ///
    /// # Panics
    ///
    /// If the cache is already borrowed.
    pub fn call(cache: &RefCell<Self>, key: K, function: impl FnOnce(&K) -> V) -> V
    where
        V: Clone,
    {
        // A separate statement, so that the borrow ends before the function runs.
        let found = cache.borrow_mut().get(&key);
        if let Some(value) = found {
            return value;
        }
        let value = function(&key);
        let inserted = cache.borrow_mut().insert(key, value.clone());
        drop(inserted);
        value
    }

    /// Empties the cache, frees its table, and resets the counts of
    /// [`cache_info`](Self::cache_info) to zero.
    ///
    /// The cache is empty before the first entry is dropped; all entries are dropped before the
    /// method returns.
    pub fn cache_clear(&mut self) {
        self.before = Lifetime {
            clears: self.before.clears + 1,
            ..self.lifetime()
        };
        self.hits = 0;
        self.misses = 0;
        self.store.clear();
    }

    /// The counts since the last clear, and the size.
    pub fn cache_info(&self) -> CacheInfo {
        CacheInfo {
            hits: self.hits,
            misses: self.misses,
            maxsize: self.maxsize(),
            currsize: self.store.currsize(),
        }
    }

    /// The number of entries, also under a bound in bytes. Expired entries count until they leave.
    pub fn len(&self) -> usize {
        self.store.len()
    }

    /// Returns `true` without an entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Checks the invariants between operations, and panics if one is violated. For tests: its time
    /// is proportional to the entries.
    #[doc(hidden)]
    pub fn validate(&self) {
        let size = self.store.currsize();
        assert!(self.maxsize().is_none_or(|maxsize| size <= maxsize));
        let total = self.lifetime();
        assert!(self.hits <= total.hits && self.misses <= total.misses);
        self.store.validate();
    }
}

impl<K, V, S> Cache<K, V, S> {
    /// The bound of the cache.
    pub const fn bound(&self) -> Bound {
        self.bound
    }

    /// The maximum number of entries, or of bytes; `None` for no limit.
    pub fn maxsize(&self) -> Option<usize> {
        self.bound.maxsize()
    }

    /// Totals over the lifetime, which clearing does not reset.
    pub const fn lifetime(&self) -> Lifetime {
        Lifetime {
            hits: self.before.hits + self.hits,
            misses: self.before.misses + self.misses,
            ..self.before
        }
    }

    /// The number of evictions over the lifetime.
    pub const fn evictions(&self) -> u64 {
        self.before.evictions
    }

    /// The number of clears.
    pub const fn clears(&self) -> u64 {
        self.before.clears
    }
}

/// Shows the bound and the counts, not the entries, so that keys and values need no `Debug`.
impl<K, V, S> fmt::Debug for Cache<K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cache")
            .field("bound", &self.bound)
            .field("lifetime", &self.lifetime())
            .finish_non_exhaustive()
    }
}
