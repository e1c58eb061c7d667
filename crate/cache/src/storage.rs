use std::borrow::Borrow;
use std::hash::Hash;

use crate::inserted::Inserted;
use crate::kind::BoundKind;

/// The entries of a cache under one kind of bound.
///
/// Stores and evicts entries. Hit and miss counting is done by `Cache`.
pub(crate) trait Storage<K, V, S>: Sized {
    /// The kind of bound it keeps.
    type Kind: BoundKind;

    /// No entries yet, and as little memory as can be: a large bound reserves nothing.
    fn new(kind: Self::Kind, hasher: S) -> Self;

    /// The value of `key`, which this makes the most recently used.
    fn get<Q>(&mut self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized;

    /// Stores an entry after a miss. Returns what is not stored.
    fn insert(&mut self, key: K, value: V) -> Inserted<K, V>;

    /// The count of entries.
    fn len(&self) -> usize;

    /// Drops all entries and frees the table. The storage is empty before the first entry drops.
    fn clear(&mut self);

    /// Checks what must hold between two operations; panics when it does not.
    fn validate(&self);
}
