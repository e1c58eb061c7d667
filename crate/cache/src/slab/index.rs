//! The table from hashes to slots.

use hashbrown::HashTable;

/// A hash table of slots, which takes four bytes and a tag for each of its buckets.
///
/// It has no keys: the functions that compare or hash a slot's key are arguments.
#[derive(Default)]
pub(crate) struct Index {
    slots: HashTable<u32>,
}

impl Index {
    /// The slot with this hash that fulfils the condition.
    pub(crate) fn find(&self, hash: u64, mut is: impl FnMut(u32) -> bool) -> Option<u32> {
        self.slots.find(hash, |&at| is(at)).copied()
    }

    /// Adds a slot to the table, which has all others from 0 on.
    ///
    /// Removals leave marks that use up the room of the table. It is rehashed in its own memory
    /// then, instead of growing, as long as a sixteenth of it becomes free, so that rehashing is
    /// rare. `hash_of` has the hash of each slot that is in the table.
    pub(crate) fn insert(&mut self, hash: u64, at: u32, hash_of: impl Fn(u32) -> u64) {
        if self.slots.len() == self.slots.capacity() {
            let room = self.slots.num_buckets() / 8 * 7;
            if room.saturating_sub(self.slots.len()) > room / 16 {
                self.rehash(at, &hash_of);
            }
        }
        self.slots.insert_unique(hash, at, |&at| hash_of(at));
    }

    /// Removes a slot with this hash.
    pub(crate) fn remove(&mut self, hash: u64, at: u32) {
        let entry = self.slots.find_entry(hash, |&other| other == at);
        entry.expect(INCONSISTENT).remove();
    }

    /// Changes the number of a slot with this hash.
    pub(crate) fn renumber(&mut self, hash: u64, from: u32, to: u32) {
        let slot = self.slots.find_mut(hash, |&other| other == from);
        *slot.expect(INCONSISTENT) = to;
    }

    /// The number of slots.
    pub(crate) fn len(&self) -> usize {
        self.slots.len()
    }

    /// Inserts all slots but one again into the same buckets.
    fn rehash(&mut self, but: u32, hash_of: impl Fn(u32) -> u64) {
        let slots = self.slots.len();
        self.slots.clear();
        let numbers = (0..).filter(|&at| at != but).take(slots);
        for at in numbers {
            self.slots.insert_unique(hash_of(at), at, |&at| hash_of(at));
        }
    }
}

/// A key whose hash or equality has changed since it was stored.
const INCONSISTENT: &str = "a stored key is not found by its hash";
