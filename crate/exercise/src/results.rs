//! The results of the method, and the tables that store them.

use std::cell::RefCell;
use std::hash::Hash;
use std::rc::Rc;

use foldhash::fast::FixedState;
use highwater_cache::Cache;
use num_bigint::BigUint;

/// A result, shared by all references to it, as in Python.
pub(crate) type Value = Rc<BigUint>;

/// A hasher without a seed, so that equal runs have equal tables.
pub(crate) type TableHasher = FixedState;

/// The number of a cache's entries, as a change of the total.
pub(crate) fn entries<K: Hash + Eq>(cache: &RefCell<Cache<K, Value, TableHasher>>) -> i64 {
    i64::try_from(cache.borrow().cache_info().currsize).unwrap_or(i64::MAX)
}
