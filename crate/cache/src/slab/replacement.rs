//! The interface of a policy to the slab.

use crate::capacity::Capacity;
use crate::kind::BoundKind;
use crate::slab::history::HistoryScope;
use crate::slab::links::Links;

/// A bound whose entries are on a slab.
pub(crate) trait SlabKind: BoundKind {
    /// The size of the cache.
    fn capacity(self) -> Capacity;

    /// The order of an empty cache.
    fn order(limit: Limit) -> Box<dyn Replacement>;
}

/// The size of a cache, in entries or bytes.
#[derive(Clone, Copy)]
pub(crate) struct Limit {
    /// The largest sum of the weights of all entries.
    pub(crate) units: u64,
    /// `true` if an entry weighs its size in bytes, `false` if it weighs 1.
    pub(crate) weighted: bool,
}

impl Limit {
    /// The maximum number of entries.
    pub(crate) fn entries(self) -> usize {
        self.most(self.units)
    }

    /// The maximum number of entries that weigh at most `units`.
    pub(crate) fn most(self, units: u64) -> usize {
        if self.weighted {
            usize::MAX
        } else {
            usize::try_from(units).unwrap_or(usize::MAX)
        }
    }
}

/// An entry that is to be stored.
#[derive(Clone, Copy)]
pub(crate) struct Newcomer {
    /// The hash of its key.
    pub(crate) hash: u64,
    /// Its size in bytes, or 1.
    pub(crate) weight: u64,
}

/// The hash of the key in a slot.
pub(crate) type HashOf<'a> = dyn Fn(u32) -> u64 + 'a;

/// The order in which entries leave: a policy's lists, marks and ghosts, without keys and values.
///
/// It is a trait object, so that the code of the slab is compiled once for all policies: a page
/// loads it.
///
/// An insertion calls [`arrive`](Self::arrive), then [`evict`](Self::evict) until there is room,
/// then [`admit`](Self::admit). It takes place once for a call that misses, however often the
/// cached function calls itself in between, so each of the three takes place once.
pub(crate) trait Replacement {
    /// Sets the scope of allocations for ghosts and sketches, in a policy that has some.
    fn set_history_scope(&mut self, _scope: HistoryScope) {}

    /// A key is looked up: a hit or a miss follows.
    fn look_up(&mut self, _hash: u64) {}

    /// An entry is found.
    fn hit(&mut self, links: &mut Links, at: u32);

    /// An entry is to be stored.
    fn arrive(&mut self, _newcomer: Newcomer) {}

    /// Chooses an entry to make room for the new one, and removes it from its list. `None` turns
    /// the new one away, at the first call only.
    fn evict(&mut self, links: &mut Links, newcomer: Newcomer, hash_of: &HashOf<'_>)
    -> Option<u32>;

    /// Returns `true` if another entry is to leave, although there is room.
    fn is_unfinished(&self) -> bool {
        false
    }

    /// The new entry is in a slot, which is in no list.
    fn admit(&mut self, links: &mut Links, at: u32, newcomer: Newcomer);

    /// Removes an expired entry from its list.
    fn remove(&mut self, links: &mut Links, at: u32);

    /// The slot of an entry that has left is filled by the last one, from this slot, unless it was
    /// the last itself.
    fn close(&mut self, at: u32, from: Option<u32>);

    /// Checks the invariants between operations. Only where assertions are on, because a page
    /// loads all functions of a trait object.
    #[cfg(debug_assertions)]
    fn validate(&self, links: &Links);
}
