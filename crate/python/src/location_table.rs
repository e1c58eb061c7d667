//! A table of fixed size that maps positions in a program's code to the numbers of their locations.
//! It is static, so that a look-up during an allocation allocates nothing.

/// The number of slots, a power of two.
const SLOTS: usize = 1 << 15;

/// The maximum number of positions. Searches in a fuller table take long.
const MOST_STORED: usize = SLOTS / 4 * 3;

/// A position in a program's code. The address is not 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CodePosition {
    /// The address of the code object.
    pub(crate) code: usize,
    /// An instruction or a line of the code object.
    pub(crate) offset: u32,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    position: CodePosition,
    location: u32,
}

const EMPTY: Slot = Slot {
    position: CodePosition { code: 0, offset: 0 },
    location: 0,
};

/// Positions with the number of the location of each.
#[derive(Debug)]
pub(crate) struct LocationTable {
    slots: [Slot; SLOTS],
    length: usize,
}

impl LocationTable {
    // Evaluated at compile time for a static; only tests put it on a stack.
    #[allow(clippy::large_stack_arrays)]
    pub(crate) const fn new() -> Self {
        Self {
            slots: [EMPTY; SLOTS],
            length: 0,
        }
    }

    /// Removes all positions.
    pub(crate) fn clear(&mut self) {
        self.slots.fill(EMPTY);
        self.length = 0;
    }

    /// Returns `true` if there is no room for another position.
    pub(crate) fn is_full(&self) -> bool {
        self.length == MOST_STORED
    }

    /// The location of a stored position.
    #[inline]
    pub(crate) fn get(&self, position: CodePosition) -> Option<u32> {
        let slot = &self.slots[self.slot_of(position)];
        (slot.position == position).then_some(slot.location)
    }

    /// Stores the location of a new position, if there is room.
    pub(crate) fn insert(&mut self, position: CodePosition, location: u32) {
        if !self.is_full() {
            let index = self.slot_of(position);
            self.slots[index] = Slot { position, location };
            self.length += 1;
        }
    }

    /// The slot of the position, or the empty one for storing it.
    #[inline]
    fn slot_of(&self, position: CodePosition) -> usize {
        // Fibonacci hashing: the product's upper bits depend on the whole position.
        let mixed = (position.code as u64 >> 2) ^ (u64::from(position.offset) << 32);
        let hash = mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        #[allow(clippy::cast_possible_truncation)] // 24 bits of it are left.
        let mut index = hash as usize % SLOTS;
        loop {
            let slot = &self.slots[index];
            if slot.position == position || slot.position.code == 0 {
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
    fn stored_locations_are_found_until_the_table_is_full() {
        let mut table = Box::new(LocationTable::new());
        let mut stored = HashMap::new();
        let mut state = 1_u32;
        for location in 0..40_000 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let position = CodePosition {
                code: 0x10_0000 + (state as usize >> 24) * 64,
                offset: state & 0x3ff,
            };
            let key = (position.code, position.offset);
            assert_eq!(
                table.get(position),
                stored.get(&key).copied(),
                "{position:?}"
            );
            if !stored.contains_key(&key) && stored.len() < MOST_STORED {
                table.insert(position, location);
                stored.insert(key, location);
            }
        }
        assert_eq!(stored.len(), MOST_STORED);
        table.insert(CodePosition { code: 4, offset: 4 }, 7);
        assert_eq!(table.get(CodePosition { code: 4, offset: 4 }), None);
        table.clear();
        assert!(
            stored
                .keys()
                .all(|&(code, offset)| table.get(CodePosition { code, offset }).is_none())
        );
    }
}
