use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

/// The statistics of a cache since its last clear, as in Python's `cache_info()`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CacheInfo {
    /// Calls answered from the cache.
    pub hits: u64,
    /// Calls that computed their result.
    pub misses: u64,
    /// The maximum number of entries, or of bytes; `None` for no limit.
    pub maxsize: Option<usize>,
    /// The number of entries, or the sum of their sizes, under a bound in bytes.
    pub currsize: usize,
}

/// Prints in Python's format: `CacheInfo(hits=0, misses=0, maxsize=None, currsize=0)`.
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

/// The totals over a cache's lifetime, which clearing does not reset.
///
/// Totals of several caches can be added, such as those of many instances.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Lifetime {
    /// Calls answered from the cache.
    pub hits: u64,
    /// Calls that computed their result.
    pub misses: u64,
    /// Entries removed to make room for another.
    pub evictions: u64,
    /// The number of clears.
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
