use std::borrow::Borrow;
use std::cell::RefCell;
use std::fmt;
use std::hash::{BuildHasher, Hash};

use crate::bound::{Bound, Store};
use crate::info::{CacheInfo, Lifetime};
use crate::inserted::Inserted;

/// A cache with the semantics of Python's `functools.lru_cache`.
///
/// One call of a cached function is a [`get`](Self::get), and after a miss the function itself
/// and an [`insert`](Self::insert); [`call`](Self::call) does the three. Between the two steps
/// the function may use the cache in any way, clearing included. When it fails, there is no
/// `insert`, and the miss remains counted.
pub struct Cache<K, V, S> {
    bound: Bound,
    store: Store<K, V, S>,
    /// Since the last clear.
    hits: u64,
    /// Since the last clear.
    misses: u64,
    /// Evictions and clears of the whole life, but hits and misses only up to the last clear.
    before: Lifetime,
}

impl<K: Hash + Eq, V, S: BuildHasher + Clone> Cache<K, V, S> {
    /// An empty cache. A large bound reserves no memory.
    pub fn new(bound: Bound, hasher: S) -> Self {
        Self {
            bound,
            store: Store::new(bound, hasher),
            hits: 0,
            misses: 0,
            before: Lifetime::default(),
        }
    }

    /// Looks `key` up: a hit makes it the most recently used and gives its value, a miss gives
    /// `None`. Counts either.
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

    /// Stores the result that was computed after a miss.
    ///
    /// A full cache first evicts its oldest entry. When a call in between has stored the same
    /// key, a bounded cache stays as it is, and an unbounded one takes the new value but keeps
    /// the earlier key and drops this one.
    pub fn insert(&mut self, key: K, value: V) -> Inserted<K, V> {
        let inserted = self.store.insert(key, value);
        if inserted.evicted() {
            self.before.evictions += 1;
        }
        inserted
    }

    /// Answers one call of a cached function: from the cache, or by `function`, whose result is
    /// then stored.
    ///
    /// The cache is not borrowed while `function` runs, nor when what it evicts is dropped, so
    /// both may use it.
    ///
    /// # Panics
    ///
    /// When the cache is borrowed already.
    pub fn call(cache: &RefCell<Self>, key: K, function: impl FnOnce(&K) -> V) -> V
    where
        V: Clone,
    {
        // Its own statement, so that the borrow ends before the function runs.
        let found = cache.borrow_mut().get(&key);
        if let Some(value) = found {
            return value;
        }
        let value = function(&key);
        let inserted = cache.borrow_mut().insert(key, value.clone());
        drop(inserted);
        value
    }

    /// Empties the cache and frees its table, and starts the counts of
    /// [`cache_info`](Self::cache_info) again from zero.
    ///
    /// The cache is already empty when the first entry is dropped; the last is dropped before
    /// this returns.
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
            currsize: self.store.len(),
        }
    }

    /// Checks what must hold between two operations; panics when it does not. For tests: it
    /// takes time with every entry.
    #[doc(hidden)]
    pub fn validate(&self) {
        let size = self.store.len();
        assert!(self.maxsize().is_none_or(|maxsize| size <= maxsize));
        let total = self.lifetime();
        assert!(self.hits <= total.hits && self.misses <= total.misses);
        self.store.validate();
    }
}

impl<K, V, S> Cache<K, V, S> {
    /// The bound it keeps.
    pub const fn bound(&self) -> Bound {
        self.bound
    }

    /// How many entries it may hold; `None` is no limit.
    pub fn maxsize(&self) -> Option<usize> {
        self.bound.maxsize()
    }

    /// The totals of its whole life, which clearing does not reset.
    pub const fn lifetime(&self) -> Lifetime {
        Lifetime {
            hits: self.before.hits + self.hits,
            misses: self.before.misses + self.misses,
            ..self.before
        }
    }

    /// How many entries made room for another in its whole life.
    pub const fn evictions(&self) -> u64 {
        self.before.evictions
    }

    /// How often it was cleared.
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
