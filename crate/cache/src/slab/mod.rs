//! Entries without gaps in one vector, in an order that a policy maintains.

pub(crate) mod aging_ghosts;
pub(crate) mod expiry;
pub(crate) mod ghosts;
pub(crate) mod history;
pub(crate) mod index;
pub(crate) mod links;
pub(crate) mod replacement;
pub(crate) mod sketch;

use std::borrow::Borrow;
use std::hash::{BuildHasher, Hash};
use std::marker::PhantomData;
use std::num::NonZeroU32;

use crate::inserted::{Inserted, Removed};
use crate::slab::expiry::Expiry;
use crate::slab::history::HistoryScope;
use crate::slab::index::Index;
use crate::slab::links::{Links, reserve_one};
use crate::slab::replacement::{Limit, Newcomer, Replacement, SlabKind};
use crate::storage::Storage;

/// The maximum number of entries, also if they have no size.
const MOST: usize = 1 << 30;

/// The entries of a cache, in slots from 0 on without gaps.
///
/// A slot's key and value, its links, its size and its time of expiry are in vectors of their own,
/// of which only the first two are always there. A vector grows to twice its room, but not beyond
/// the bound. An entry that leaves is replaced by the new one or by the last, so a full cache
/// allocates nothing.
pub(crate) struct Slab<K, V, S> {
    limit: Limit,
    entries: Vec<(K, V)>,
    index: Index,
    links: Links,
    /// The sum of the weights.
    weight: u64,
    order: Box<dyn Replacement>,
    /// The order of an empty cache.
    make: fn(Limit) -> Box<dyn Replacement>,
    ttl: Option<NonZeroU32>,
    expiry: Option<Expiry>,
    history_scope: Option<HistoryScope>,
    hasher: S,
}

impl<K: Hash + Eq, V, S: BuildHasher + Clone> Slab<K, V, S> {
    pub(crate) fn empty(
        limit: Limit,
        make: fn(Limit) -> Box<dyn Replacement>,
        ttl: Option<NonZeroU32>,
        hasher: S,
    ) -> Self {
        let most = limit.entries();
        Self {
            limit,
            entries: Vec::new(),
            index: Index::default(),
            links: Links::new(most, limit.weighted),
            weight: 0,
            order: make(limit),
            make,
            ttl,
            expiry: ttl.map(|ttl| Expiry::new(ttl.get(), most)),
            history_scope: None,
            hasher,
        }
    }

    fn find<Q>(&self, hash: u64, key: &Q) -> Option<u32>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let is = |at: u32| self.entries[at as usize].0.borrow() == key;
        self.index.find(hash, is)
    }

    fn is_expired(&self, at: u32) -> bool {
        let expiry = self.expiry.as_ref();
        expiry.is_some_and(|expiry| expiry.is_expired(at))
    }

    /// Removes an entry that is in no list of its policy from the other structures, but leaves it
    /// in its slot.
    fn detach(&mut self, at: u32) {
        let hash = self.hasher.hash_one(&self.entries[at as usize].0);
        self.index.remove(hash, at);
        self.weight -= self.links.weight(at);
        if let Some(expiry) = &mut self.expiry {
            expiry.remove(at);
        }
    }

    /// Fills the slot of a detached entry with the last one.
    fn close(&mut self, at: u32) -> (K, V) {
        let entry = self.entries.swap_remove(at as usize);
        let from = self.links.swap_remove(at);
        if let Some(from) = from {
            let hash = self.hasher.hash_one(&self.entries[at as usize].0);
            self.index.renumber(hash, from, at);
        }
        self.order.close(at, from);
        if let Some(expiry) = &mut self.expiry {
            expiry.swap_remove(at);
        }
        entry
    }

    /// Removes the expired entries, the oldest first.
    fn expire(&mut self) -> Vec<(K, V)> {
        let mut expired = Vec::new();
        while let Some(at) = self.expiry.as_ref().and_then(Expiry::oldest_expired) {
            self.order.remove(&mut self.links, at);
            self.detach(at);
            expired.push(self.close(at));
        }
        expired
    }

    /// Evicts entries until there is room for a new one. The slot of the last remains, for the new
    /// entry. `false` if the new one is turned away.
    fn evict(&mut self, newcomer: Newcomer, evicted: &mut Vec<(K, V)>) -> (bool, Option<u32>) {
        let mut free: Option<u32> = None;
        loop {
            let fits = self.weight + newcomer.weight <= self.limit.units;
            let used = self.entries.len() - usize::from(free.is_some());
            if fits && used < MOST && !self.order.is_unfinished() {
                return (true, free);
            }
            if let Some(at) = free.take() {
                evicted.push(self.close(at));
            }
            let hash_of = |at: u32| self.hasher.hash_one(&self.entries[at as usize].0);
            let Some(at) = self.order.evict(&mut self.links, newcomer, &hash_of) else {
                // Turned away; or, with room for it, no other has to leave.
                return (fits, None);
            };
            self.detach(at);
            free = Some(at);
        }
    }

    /// Stores an entry in the slot of a detached one, which is returned, or in a new slot.
    fn admit(&mut self, free: Option<u32>, entry: (K, V), newcomer: Newcomer) -> Option<(K, V)> {
        let (at, left) = if let Some(at) = free {
            self.links.reuse(at, newcomer.weight);
            let place = &mut self.entries[at as usize];
            (at, Some(std::mem::replace(place, entry)))
        } else {
            reserve_one(&mut self.entries, self.limit.entries());
            self.entries.push(entry);
            let at = self.links.len();
            self.links.push(newcomer.weight);
            (at, None)
        };
        let hash_of = |at: u32| self.hasher.hash_one(&self.entries[at as usize].0);
        self.index.insert(newcomer.hash, at, hash_of);
        self.weight += newcomer.weight;
        if let Some(expiry) = &mut self.expiry {
            expiry.store(at);
        }
        self.order.admit(&mut self.links, at, newcomer);
        left
    }

    pub(crate) fn get<Q>(&mut self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        if self.limit.units == 0 {
            return None;
        }
        if let Some(expiry) = &mut self.expiry {
            expiry.tick();
        }
        let hash = self.hasher.hash_one(key);
        self.order.look_up(hash);
        let at = self.find(hash, key)?;
        if self.is_expired(at) {
            return None;
        }
        self.order.hit(&mut self.links, at);
        Some(&self.entries[at as usize].1)
    }

    pub(crate) fn insert(&mut self, key: K, value: V, size: u64) -> Inserted<K, V> {
        let expired = self.expire();
        let hash = self.hasher.hash_one(&key);
        let weight = if self.limit.weighted { size } else { 1 };
        if weight > self.limit.units || self.find(hash, &key).is_some() {
            return Removed::new(expired, Vec::new(), Some((key, value))).outcome(None);
        }
        let newcomer = Newcomer { hash, weight };
        self.order.arrive(newcomer);
        let mut evicted = Vec::new();
        let (stored, free) = self.evict(newcomer, &mut evicted);
        if stored {
            let left = self.admit(free, (key, value), newcomer);
            Removed::new(expired, evicted, None).outcome(left)
        } else {
            Removed::new(expired, evicted, Some((key, value))).outcome(None)
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn currsize(&self) -> usize {
        usize::try_from(self.weight).unwrap_or(usize::MAX)
    }

    pub(crate) fn clear(&mut self) {
        let mut empty = Self::empty(self.limit, self.make, self.ttl, self.hasher.clone());
        if let Some(scope) = self.history_scope {
            empty.set_history_scope(scope);
        }
        drop(std::mem::replace(self, empty));
    }

    pub(crate) fn set_history_scope(&mut self, scope: HistoryScope) {
        self.history_scope = Some(scope);
        self.order.set_history_scope(scope);
    }

    pub(crate) fn validate(&self) {
        assert!(self.weight <= self.limit.units);
        let len = self.entries.len();
        assert_eq!(self.index.len(), len);
        assert_eq!(self.links.len() as usize, len);
        assert_eq!(
            (0..self.links.len())
                .map(|at| self.links.weight(at))
                .sum::<u64>(),
            self.weight
        );
        for (at, (key, _)) in (0..).zip(&self.entries) {
            let found = self.find(self.hasher.hash_one(key), key);
            assert_eq!(found, Some(at), "an entry is not found by its key");
        }
        #[cfg(debug_assertions)]
        if let Some(expiry) = &self.expiry {
            expiry.validate(len);
        }
        #[cfg(debug_assertions)]
        self.order.validate(&self.links);
    }
}

/// A slab in the order of a kind of bound.
///
/// In a box, so that a cache under any bound takes no more memory itself than one without.
pub(crate) struct Ordered<K, V, S, B> {
    slab: Box<Slab<K, V, S>>,
    kind: PhantomData<B>,
}

impl<K: Hash + Eq, V, S: BuildHasher + Clone, B: SlabKind> Storage<K, V, S>
    for Ordered<K, V, S, B>
{
    type Kind = B;

    fn new(kind: B, ttl: Option<NonZeroU32>, hasher: S) -> Self {
        let limit = kind.capacity().limit();
        Self {
            slab: Box::new(Slab::empty(limit, B::order, ttl, hasher)),
            kind: PhantomData,
        }
    }

    fn get<Q>(&mut self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.slab.get(key)
    }

    fn insert(&mut self, key: K, value: V, size: u64) -> Inserted<K, V> {
        self.slab.insert(key, value, size)
    }

    fn len(&self) -> usize {
        self.slab.len()
    }

    fn currsize(&self) -> usize {
        self.slab.currsize()
    }

    fn clear(&mut self) {
        self.slab.clear();
    }

    fn set_history_scope(&mut self, scope: HistoryScope) {
        self.slab.set_history_scope(scope);
    }

    fn validate(&self) {
        self.slab.validate();
    }
}
