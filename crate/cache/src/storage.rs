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

    /// `false` if this build has no storage of the kind.
    const IS_PRESENT: bool = true;

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

    /// Sets the scope of allocations for ghosts and sketches, in a storage that may have some.
    fn set_history_scope(&mut self, _scope: crate::slab::history::HistoryScope) {}

    /// Checks the invariants between operations, and panics if one is violated.
    fn validate(&self);
}

/// The storage of a kind of bound that this build does not have.
#[cfg(not(feature = "slab"))]
pub(crate) struct Absent<K, V, S, B>(
    std::convert::Infallible,
    std::marker::PhantomData<(K, V, S, B)>,
);

#[cfg(not(feature = "slab"))]
impl<K: Hash + Eq, V, S, B: BoundKind> Storage<K, V, S> for Absent<K, V, S, B> {
    type Kind = B;

    const IS_PRESENT: bool = false;

    fn new(_: B, _: Option<NonZeroU32>, _: S) -> Self {
        panic!("this build does not have the feature `slab`");
    }

    fn get<Q>(&mut self, _: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        match self.0 {}
    }

    fn insert(&mut self, _: K, _: V, _: u64) -> Inserted<K, V> {
        match self.0 {}
    }

    fn len(&self) -> usize {
        match self.0 {}
    }

    fn currsize(&self) -> usize {
        match self.0 {}
    }

    fn clear(&mut self) {
        match self.0 {}
    }

    fn validate(&self) {
        match self.0 {}
    }
}
