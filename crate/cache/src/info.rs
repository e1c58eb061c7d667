use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

/// The statistics of a cache since it was last cleared, as Python's `cache_info()` gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CacheInfo {
    /// Calls answered from the cache.
    pub hits: u64,
    /// Calls that had to compute.
    pub misses: u64,
    /// How many entries the cache may hold; `None` is no limit.
    pub maxsize: Option<usize>,
    /// How many entries the cache holds.
    pub currsize: usize,
}

/// Prints as Python does: `CacheInfo(hits=0, misses=0, maxsize=None, currsize=0)`.
impl fmt::Display for CacheInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CacheInfo(hits={}, misses={}, ", self.hits, self.misses)?;
        match self.maxsize {
            Some(maxsize) => write!(f, "maxsize={maxsize}, ")?,
            None => f.write_str("maxsize=None, ")?,
        }
        write!(f, "currsize={})", self.currsize)
    }
}

/// The totals of a cache's whole life, which clearing does not reset.
///
/// Totals of several caches add up, as those of the caches of many instances.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Lifetime {
    /// Calls answered from the cache.
    pub hits: u64,
    /// Calls that had to compute.
    pub misses: u64,
    /// Entries that made room for another.
    pub evictions: u64,
    /// How often the cache was cleared.
    pub clears: u64,
}

impl AddAssign for Lifetime {
    fn add_assign(&mut self, other: Self) {
        self.hits += other.hits;
        self.misses += other.misses;
        self.evictions += other.evictions;
        self.clears += other.clears;
    }
}

impl Add for Lifetime {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl Sum for Lifetime {
    fn sum<I: Iterator<Item = Self>>(totals: I) -> Self {
        totals.fold(Self::default(), Self::add)
    }
}
