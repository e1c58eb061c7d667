use std::borrow::Borrow;
use std::hash::Hash;
use std::num::NonZeroU32;

use crate::inserted::Inserted;
use crate::kind::BoundKind;

/// The entries of a cache under one kind of bound.
///
/// Stores and evicts entries. Hit and miss counting is done by `Cache`.
pub(crate) trait Storage<K, V, S>: Sized {
    /// The kind of bound.
    type Kind: BoundKind;

    /// An empty storage in as little memory as possible: a large bound reserves nothing.
    ///
    /// Entries expire after `ttl` calls of [`get`](Self::get). A kind that has no such entries gets
    /// `None`: see `Bound::expiring`.
    fn new(kind: Self::Kind, ttl: Option<NonZeroU32>, hasher: S) -> Self;

    /// The value of `key`, whose use is recorded.
    fn get<Q>(&mut self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized;

    /// Stores an entry of this size after a miss. Drops nothing.
    fn insert(&mut self, key: K, value: V, size: u64) -> Inserted<K, V>;

    /// The number of entries.
    fn len(&self) -> usize;

    /// The sum of the sizes of the entries, under a bound in bytes, or else their number.
    fn currsize(&self) -> usize;

    /// Drops all entries and frees the table. The storage is empty before the first entry drops.
    fn clear(&mut self);

    /// Checks the invariants between operations, and panics if one is violated.
    fn validate(&self);
}
