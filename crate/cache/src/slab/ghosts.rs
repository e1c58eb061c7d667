//! Ghosts: the hashes of keys whose entries have left the cache.

use crate::slab::history::{HistoryScope, within};
use crate::slab::index::Index;
use crate::slab::links::{Links, List, Marks, reserve_one};

/// The mark of a ghost, which determines its list.
pub(crate) trait GhostMark: Copy {
    /// The number of its list.
    fn list(self) -> usize;
}

/// The ghosts of a policy with one list.
impl GhostMark for () {
    fn list(self) -> usize {
        0
    }
}

/// `LISTS` lists of ghosts on one slab.
///
/// A ghost is the hash of a key, not the key, so that it retains nothing of the program. Two keys
/// with one hash are one ghost; with 64 bits, a million ghosts have a wrong one among 18 million
/// million lookups.
pub(crate) struct Ghosts<M, const LISTS: usize> {
    index: Index,
    hashes: Vec<u64>,
    links: Links,
    marks: Marks<M>,
    lists: [List; LISTS],
    most: usize,
    scope: Option<HistoryScope>,
}

impl<M: GhostMark, const LISTS: usize> Ghosts<M, LISTS> {
    /// No ghosts, of at most `most`.
    pub(crate) fn new(most: usize, weighted: bool) -> Self {
        Self {
            index: Index::default(),
            hashes: Vec::new(),
            links: Links::new(most, weighted),
            marks: Marks::new(most),
            lists: [List::default(); LISTS],
            most,
            scope: None,
        }
    }

    /// Sets the scope of allocations.
    pub(crate) fn set_scope(&mut self, scope: HistoryScope) {
        self.scope = Some(scope);
    }

    /// The list with this number.
    pub(crate) const fn list(&self, number: usize) -> &List {
        &self.lists[number]
    }

    /// Adds a ghost as the newest of its list. A ghost with the same hash stays unchanged.
    pub(crate) fn push(&mut self, hash: u64, mark: M, weight: u64) {
        if self.find(hash).is_none() {
            within(self.scope, || self.add(hash, mark, weight));
        }
    }

    fn add(&mut self, hash: u64, mark: M, weight: u64) {
        let at = self.links.len();
        let hashes = &mut self.hashes;
        reserve_one(hashes, self.most);
        hashes.push(hash);
        self.index.insert(hash, at, |at| hashes[at as usize]);
        self.links.push(weight);
        self.marks.set(at, mark);
        self.lists[mark.list()].push_back(&mut self.links, at);
    }

    /// Removes the ghost with this hash. Returns its mark.
    pub(crate) fn remove(&mut self, hash: u64) -> Option<M> {
        let at = self.find(hash)?;
        let mark = self.marks.get(at);
        self.lists[mark.list()].unlink(&mut self.links, at);
        self.release(at);
        Some(mark)
    }

    /// Removes the oldest ghost of a list.
    pub(crate) fn pop(&mut self, list: usize) -> Option<M> {
        let at = self.lists[list].pop_front(&mut self.links)?;
        let mark = self.marks.get(at);
        self.release(at);
        Some(mark)
    }

    /// Removes the oldest ghosts of a list until it weighs at most `most`.
    pub(crate) fn shorten(&mut self, list: usize, most: u64) {
        while self.lists[list].weight() > most {
            self.pop(list);
        }
    }

    fn find(&self, hash: u64) -> Option<u32> {
        self.index.find(hash, |at| self.hashes[at as usize] == hash)
    }

    /// Frees the slot of a ghost in no list.
    fn release(&mut self, at: u32) {
        self.index.remove(self.hashes[at as usize], at);
        self.hashes.swap_remove(at as usize);
        self.marks.swap_remove(at);
        if let Some(from) = self.links.swap_remove(at) {
            self.index.renumber(self.hashes[at as usize], from, at);
            for list in &mut self.lists {
                list.moved(from, at);
            }
        }
    }

    /// Checks the invariants between operations.
    #[cfg(debug_assertions)]
    pub(crate) fn validate(&self) {
        assert_eq!(self.index.len(), self.hashes.len());
        assert_eq!(self.links.len() as usize, self.hashes.len());
        assert_eq!(
            self.lists.iter().map(List::len).sum::<u32>(),
            self.links.len()
        );
        for (number, list) in self.lists.iter().enumerate() {
            list.validate(&self.links, |at| self.marks.get(at).list() == number);
        }
        for (at, &hash) in (0..).zip(&self.hashes) {
            assert_eq!(self.find(hash), Some(at), "a ghost is not found");
        }
    }
}
