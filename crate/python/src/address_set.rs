//! A set of addresses for use inside the allocator: it allocates nothing itself.

/// The number of slots at first. The garbage collector has about ten tables at a time.
pub(crate) const FIRST_SLOTS: usize = 256;

/// A set of addresses other than 0, by linear probing in a power of two of slots.
pub(crate) struct AddressSet {
    /// Addresses, and 0 in free slots.
    slots: &'static mut [usize],
    length: usize,
}

impl AddressSet {
    /// A set without slots.
    pub(crate) const fn new() -> Self {
        Self {
            slots: &mut [],
            length: 0,
        }
    }

    /// The number of slots that the set needs before the next address; `None` if it has room.
    #[inline]
    pub(crate) fn needed(&self) -> Option<usize> {
        if self.length * 2 < self.slots.len() {
            None
        } else {
            Some((self.slots.len() * 2).max(FIRST_SLOTS))
        }
    }

    /// Moves the addresses to more slots, which are all 0, and returns the old ones.
    pub(crate) fn grow(&mut self, slots: &'static mut [usize]) -> &'static mut [usize] {
        let old = std::mem::replace(&mut self.slots, slots);
        self.length = 0;
        for address in old.iter().copied().filter(|&address| address != 0) {
            self.insert(address);
        }
        old
    }

    /// Adds an address that is not in the set, which has [room](Self::needed) for it.
    pub(crate) fn insert(&mut self, address: usize) {
        let mut index = self.home(address);
        while self.slots[index] != 0 {
            index = self.after(index);
        }
        self.slots[index] = address;
        self.length += 1;
    }

    /// Returns `true` for an address of the set.
    #[inline]
    pub(crate) fn contains(&self, address: usize) -> bool {
        self.length > 0 && self.index_of(address).is_some()
    }

    /// Removes an address, if it is in the set.
    pub(crate) fn remove(&mut self, address: usize) {
        let Some(mut hole) = self.index_of(address) else {
            return;
        };
        self.length -= 1;
        // Later addresses move up, so that a search that passed the hole still finds them.
        let mut index = self.after(hole);
        while self.slots[index] != 0 {
            let from_home = self.distance(self.home(self.slots[index]), index);
            if from_home >= self.distance(hole, index) {
                self.slots[hole] = self.slots[index];
                hole = index;
            }
            index = self.after(index);
        }
        self.slots[hole] = 0;
    }

    fn index_of(&self, address: usize) -> Option<usize> {
        if self.slots.is_empty() {
            return None;
        }
        let mut index = self.home(address);
        loop {
            match self.slots[index] {
                0 => return None,
                found if found == address => return Some(index),
                _ => index = self.after(index),
            }
        }
    }

    /// The first slot of an address. Blocks are aligned, so its lowest bits say little.
    fn home(&self, address: usize) -> usize {
        ((address >> 3).wrapping_mul(0x9e37_79b1) >> 7) & (self.slots.len() - 1)
    }

    fn after(&self, index: usize) -> usize {
        (index + 1) & (self.slots.len() - 1)
    }

    fn distance(&self, from: usize, to: usize) -> usize {
        to.wrapping_sub(from) & (self.slots.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn add(set: &mut AddressSet, address: usize) {
        if let Some(slots) = set.needed() {
            set.grow(Box::leak(vec![0; slots].into_boxed_slice()));
        }
        set.insert(address);
    }

    #[test]
    fn it_is_a_set() {
        let mut set = AddressSet::new();
        let mut model = HashSet::new();
        assert!(!set.contains(8));
        set.remove(8);
        let mut random = 1_usize;
        for step in 0..20_000_usize {
            random = random.wrapping_mul(0x0019_660d).wrapping_add(0x3c6e_f35f);
            // Few addresses, so that each is added and removed often, and neighbours collide.
            let address = (1 + (random >> 9) % 900) * 8;
            if model.insert(address) {
                add(&mut set, address);
            } else {
                model.remove(&address);
                set.remove(address);
            }
            if step % 500 == 0 {
                for address in (8..8_000).step_by(8) {
                    assert_eq!(set.contains(address), model.contains(&address));
                }
            }
        }
        assert_eq!(set.length, model.len());
    }
}
