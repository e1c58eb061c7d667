//! A table of fixed size from places of a program to numbers. It is static, so that looking a place
//! up while an allocation is made allocates nothing.

/// Slots; a power of two.
const SLOTS: usize = 1 << 15;

/// Places that are kept. A table that is fuller takes long to search.
const MOST_KEPT: usize = SLOTS / 4 * 3;

/// A place: an address and an offset from there, of which the address is not 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// Where the code object of the place is.
    pub(crate) code: usize,
    /// An instruction or a line of it.
    pub(crate) offset: u32,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    place: Place,
    number: u32,
}

const EMPTY: Slot = Slot {
    place: Place { code: 0, offset: 0 },
    number: 0,
};

/// Places with a number each.
#[derive(Debug)]
pub(crate) struct Places {
    slots: [Slot; SLOTS],
    kept: usize,
}

impl Places {
    // It is evaluated at compile time for a static; only tests put it through a stack.
    #[allow(clippy::large_stack_arrays)]
    pub(crate) const fn new() -> Self {
        Self {
            slots: [EMPTY; SLOTS],
            kept: 0,
        }
    }

    /// Forgets all places.
    pub(crate) fn clear(&mut self) {
        self.slots.fill(EMPTY);
        self.kept = 0;
    }

    /// Whether there is no room for more.
    pub(crate) fn is_full(&self) -> bool {
        self.kept == MOST_KEPT
    }

    /// The number of a place that is kept.
    #[inline]
    pub(crate) fn get(&self, place: Place) -> Option<u32> {
        let slot = &self.slots[self.slot_of(place)];
        (slot.place == place).then_some(slot.number)
    }

    /// Keeps the number of a place that is not kept yet, as long as there is room.
    pub(crate) fn insert(&mut self, place: Place, number: u32) {
        if !self.is_full() {
            let index = self.slot_of(place);
            self.slots[index] = Slot { place, number };
            self.kept += 1;
        }
    }

    /// The slot that holds the place, or the empty one where it would be.
    #[inline]
    fn slot_of(&self, place: Place) -> usize {
        // Fibonacci hashing: the product's upper bits depend on all of the place.
        let mixed = (place.code as u64 >> 2) ^ (u64::from(place.offset) << 32);
        let hash = mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        #[allow(clippy::cast_possible_truncation)] // 24 bits of it are left.
        let mut index = hash as usize % SLOTS;
        loop {
            let slot = &self.slots[index];
            if slot.place == place || slot.place.code == 0 {
                return index;
            }
            index = (index + 1) % SLOTS;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn numbers_are_those_that_were_kept_until_there_is_no_more_room() {
        let mut places = Box::new(Places::new());
        let mut kept = HashMap::new();
        let mut state = 1_u32;
        for number in 0..40_000 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let place = Place {
                code: 0x10_0000 + (state as usize >> 24) * 64,
                offset: state & 0x3ff,
            };
            let key = (place.code, place.offset);
            assert_eq!(places.get(place), kept.get(&key).copied(), "{place:?}");
            if !kept.contains_key(&key) && kept.len() < MOST_KEPT {
                places.insert(place, number);
                kept.insert(key, number);
            }
        }
        assert_eq!(kept.len(), MOST_KEPT);
        places.insert(Place { code: 4, offset: 4 }, 7);
        assert_eq!(places.get(Place { code: 4, offset: 4 }), None);
        places.clear();
        assert!(
            kept.keys()
                .all(|&(code, offset)| places.get(Place { code, offset }).is_none())
        );
    }
}
