use std::borrow::Borrow;
use std::hash::Hash;

use crate::inserted::Inserted;
use crate::kind::BoundKind;

/// The entries of a cache under one kind of bound.
///
/// Stores and evicts entries. Hit and miss counting is done by `Cache`.
pub(crate) trait Storage<K, V, S>: Sized {
    /// The kind of bound.
    type Kind: BoundKind;

    /// An empty storage in as little memory as possible: a large bound reserves nothing.
    fn new(kind: Self::Kind, hasher: S) -> Self;

    /// The value of `key`, which becomes the most recently used.
    fn get<Q>(&mut self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized;

    /// Stores an entry after a miss.
    fn insert(&mut self, key: K, value: V) -> Inserted<K, V>;

    /// The number of entries.
    fn len(&self) -> usize;

    /// Drops all entries and frees the table. The storage is empty before the first entry drops.
    fn clear(&mut self);

    /// Checks the invariants between operations, and panics if one is violated.
    fn validate(&self);
}
