//! The node of each live allocation.

/// The logarithm of the number of units in a page. Addresses are multiples of a unit.
const PAGE_BITS: u32 = 12;
const UNITS: usize = 1 << PAGE_BITS;
/// The maximum distance between the lowest and the highest address, in units: the 4 GiB of a linear
/// memory, in units of 16 bytes. It bounds the number of pages for any capture.
const MOST_UNITS: u64 = 1 << 28;

/// The maximum number of nodes of a page with few: the largest number in half a byte.
const FEW: usize = 15;

/// The units of one page. A unit at the start of a live allocation holds a number from 1; others
/// hold 0. The number is a position in the page's list of nodes, which is short: half a byte is
/// enough in most pages, and a byte in nearly all others.
#[derive(Debug, Clone, Default)]
enum Page {
    /// A page without live allocations.
    #[default]
    Empty,
    Few(Box<Few>),
    Many(Box<Many>),
}

/// A page with allocations of at most [`FEW`] nodes, in one block of memory for fast look-up.
#[derive(Debug, Clone)]
struct Few {
    live: u32,
    known: usize,
    nodes: [u16; FEW],
    /// Two units in a byte, the even one in the low half.
    units: [u8; UNITS / 2],
}

/// A page with allocations of any number of nodes.
#[derive(Debug, Clone)]
struct Many {
    live: u32,
    nodes: Vec<u16>,
    units: Units,
}

#[derive(Debug, Clone)]
enum Units {
    Narrow(Box<[u8; UNITS]>),
    Wide(Box<[u16; UNITS]>),
}

impl Few {
    fn new() -> Self {
        Self {
            live: 0,
            known: 0,
            nodes: [0; FEW],
            units: [0; UNITS / 2],
        }
    }

    /// The position of `node` in the list, from 1, added if it is new; `None` if the list is full.
    #[inline]
    fn place(&mut self, node: u16) -> Option<u8> {
        let mut index = 0;
        while index < self.known && self.nodes[index] != node {
            index += 1;
        }
        if index == self.known {
            *self.nodes.get_mut(index)? = node;
            self.known += 1;
        }
        u8::try_from(index + 1).ok()
    }

    #[inline]
    fn get(&self, unit: usize) -> u8 {
        self.units[unit / 2] >> (unit % 2 * 4) & 0xf
    }

    /// Writes a number into an empty unit.
    #[inline]
    fn put(&mut self, unit: usize, place: u8) {
        self.units[unit / 2] |= place << (unit % 2 * 4);
    }

    #[inline]
    fn clear(&mut self, unit: usize) {
        self.units[unit / 2] &= 0xf0 >> (unit % 2 * 4);
    }
}

impl Many {
    /// A page with the allocations of `few`.
    fn of(few: &Few) -> Self {
        Self {
            live: few.live,
            nodes: few.nodes[..few.known].to_vec(),
            units: Units::Narrow(Box::new(std::array::from_fn(|unit| few.get(unit)))),
        }
    }

    /// The position of `node` in the list, from 1, added if it is new.
    fn place(&mut self, node: u16) -> u16 {
        let found = self.nodes.iter().position(|&known| known == node);
        let index = found.unwrap_or_else(|| {
            self.nodes.push(node);
            self.nodes.len() - 1
        });
        // There are at most as many positions as node numbers.
        u16::try_from(index + 1).unwrap_or(u16::MAX)
    }

    fn get(&self, unit: usize) -> u16 {
        match &self.units {
            Units::Narrow(units) => u16::from(units[unit]),
            Units::Wide(units) => units[unit],
        }
    }

    fn set(&mut self, unit: usize, place: u16) {
        if let Units::Narrow(units) = &mut self.units {
            if let Ok(place) = u8::try_from(place) {
                units[unit] = place;
                return;
            }
            let wide = units.map(u16::from);
            self.units = Units::Wide(Box::new(wide));
        }
        if let Units::Wide(units) = &mut self.units {
            units[unit] = place;
        }
    }

    fn insert(&mut self, unit: usize, node: u16) -> Option<()> {
        if self.get(unit) != 0 {
            return None;
        }
        let place = self.place(node);
        self.set(unit, place);
        self.live += 1;
        Some(())
    }

    fn remove(&mut self, unit: usize) -> Option<u16> {
        let place = self.get(unit).checked_sub(1)?;
        self.set(unit, 0);
        self.live -= 1;
        Some(self.nodes[usize::from(place)])
    }
}

/// The live allocations, by address.
///
/// The structure suits heaps: nearby addresses are stored together, mostly in half a byte for each
/// unit of the heap, and a page without live allocations is released.
#[derive(Debug, Clone, Default)]
pub(crate) struct LiveAllocations {
    /// The page number of address 0 of the structure, derived from the first address.
    origin: Option<u64>,
    pages: Vec<Page>,
    /// A released page with all units empty, for reuse. A heap that grows and shrinks around the
    /// end of a page would otherwise allocate one each time.
    spare: Option<Box<Few>>,
    shift: u8,
}

impl LiveAllocations {
    /// An empty structure for addresses that are multiples of two to the power of `shift`.
    pub(crate) fn new(shift: u8) -> Self {
        Self {
            shift,
            ..Self::default()
        }
    }

    /// Stores an allocation of `node` at `address`. Returns `None` if the address is in use or too
    /// far from the others.
    #[inline]
    pub(crate) fn insert(&mut self, address: u64, node: u16) -> Option<()> {
        let (number, unit) = self.page_of(address)?;
        if let Some(Page::Few(page)) = self.pages.get_mut(number) {
            if page.get(unit) != 0 {
                return None;
            }
            if let Some(place) = page.place(node) {
                page.put(unit, place);
                page.live += 1;
                return Some(());
            }
        }
        self.insert_otherwise(number, unit, node)
    }

    /// Inserts into a page that is empty, has many nodes, or is about to.
    fn insert_otherwise(&mut self, number: usize, unit: usize, node: u16) -> Option<()> {
        if number >= self.pages.len() {
            self.pages.resize_with(number + 1, Page::default);
        }
        let page = &mut self.pages[number];
        match page {
            Page::Empty => {
                let mut few = self.spare.take().unwrap_or_else(|| Box::new(Few::new()));
                few.live = 1;
                few.known = 1;
                few.nodes[0] = node;
                few.put(unit, 1);
                *page = Page::Few(few);
                Some(())
            }
            Page::Few(few) => {
                let mut many = Box::new(Many::of(few));
                let inserted = many.insert(unit, node);
                *page = Page::Many(many);
                inserted
            }
            Page::Many(many) => many.insert(unit, node),
        }
    }

    /// Removes the allocation at `address` and returns its node, or `None` if there is none.
    #[inline]
    pub(crate) fn remove(&mut self, address: u64) -> Option<u16> {
        let (number, unit) = self.page_of(address)?;
        let page = self.pages.get_mut(number)?;
        let (node, live) = match page {
            Page::Empty => return None,
            Page::Few(page) => {
                let place = page.get(unit).checked_sub(1)?;
                page.clear(unit);
                page.live -= 1;
                (page.nodes[usize::from(place)], page.live)
            }
            Page::Many(page) => (page.remove(unit)?, page.live),
        };
        if live == 0 {
            self.release(number);
        }
        Some(node)
    }

    fn release(&mut self, number: usize) {
        if let Page::Few(page) = std::mem::take(&mut self.pages[number])
            && self.spare.is_none()
        {
            self.spare = Some(page);
        }
    }

    #[inline]
    fn page_of(&mut self, address: u64) -> Option<(usize, usize)> {
        let unit = address >> self.shift;
        let half = MOST_UNITS >> PAGE_BITS >> 1;
        let page = unit >> PAGE_BITS;
        let origin = *self.origin.get_or_insert(page.saturating_sub(half));
        let number = page
            .checked_sub(origin)
            .filter(|&number| number < 2 * half)?;
        // Masked to the units of a page.
        #[allow(clippy::cast_possible_truncation)]
        let within = (unit as usize) & (UNITS - 1);
        Some((usize::try_from(number).ok()?, within))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    use proptest::prelude::*;

    impl Page {
        fn live(&self) -> u32 {
            match self {
                Self::Empty => 0,
                Self::Few(page) => page.live,
                Self::Many(page) => page.live,
            }
        }
    }

    proptest! {
        #[test]
        fn live_allocations_are_a_map(steps in proptest::collection::vec((0..12_000u64, 0..600u16, any::<bool>()), 0..3000)) {
            let mut model = HashMap::new();
            let mut live = LiveAllocations::new(4);
            for (unit, node, insert) in steps {
                let address = 0x7f00_0000_0000 + unit * 16;
                if insert {
                    let expected = if let std::collections::hash_map::Entry::Vacant(entry) = model.entry(address) {
                        entry.insert(node);
                        Some(())
                    } else {
                        None
                    };
                    prop_assert_eq!(live.insert(address, node), expected);
                } else {
                    prop_assert_eq!(live.remove(address), model.remove(&address));
                }
                let count: u32 = live.pages.iter().map(Page::live).sum();
                prop_assert_eq!(count as usize, model.len());
            }
            for (address, node) in model {
                prop_assert_eq!(live.remove(address), Some(node));
            }
            prop_assert!(live.pages.iter().all(|page| matches!(page, Page::Empty)));
        }
    }

    #[test]
    fn a_reused_page_is_like_a_new_one() {
        let mut live = LiveAllocations::new(4);
        for node in 1..40 {
            for unit in [0, 1, 5] {
                let page = u64::from(node % 3) * 0x1_0000;
                assert_eq!(live.insert(page + unit * 16, node), Some(()));
            }
            for unit in [5, 0, 1] {
                let page = u64::from(node % 3) * 0x1_0000;
                assert_eq!(live.remove(page + unit * 16), Some(node));
            }
        }
        assert!(live.pages.iter().all(|page| matches!(page, Page::Empty)));
        assert!(live.spare.is_some_and(|page| page.units == [0; UNITS / 2]));
    }

    #[test]
    fn addresses_far_apart_are_refused() {
        let mut live = LiveAllocations::new(4);
        assert_eq!(live.insert(0x1_0000_0000, 1), Some(()));
        assert_eq!(live.insert(0x1_0000_0000 + (1 << 33), 1), None);
        assert_eq!(live.remove(1 << 50), None);
    }
}
