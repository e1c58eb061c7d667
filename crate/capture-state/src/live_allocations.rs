//! Which node each live allocation belongs to.

/// The logarithm of a page's units. A unit is what the capture's addresses are multiples of.
const PAGE_BITS: u32 = 12;
const UNITS: usize = 1 << PAGE_BITS;
/// The most units between the lowest and the highest address: the 4 GiB of a linear memory,
/// by units of 16 bytes. It bounds the pages, whatever a capture says.
const MOST_UNITS: u64 = 1 << 28;

/// The most nodes that the list of a page of few has: as many as half a byte can number.
const FEW: usize = 15;

/// The units of one page. A unit that begins a live allocation holds a number from 1; 0 is
/// none. The number is a place in the page's own list of nodes, which is short: half a byte is
/// enough for it in most pages, and a byte in nearly all others.
#[derive(Debug, Clone, Default)]
enum Page {
    /// No allocation is live.
    #[default]
    Empty,
    Few(Box<Few>),
    Many(Box<Many>),
}

/// A page whose allocations belong to at most [`FEW`] nodes: all of it is in one piece of
/// memory, so that an allocation is found by few steps.
#[derive(Debug, Clone)]
struct Few {
    live: u32,
    known: usize,
    nodes: [u16; FEW],
    /// Two units to a byte, the even one in the low half.
    units: [u8; UNITS / 2],
}

/// A page whose allocations belong to any number of nodes.
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

    /// The place of `node` in the list, from 1, where it is put if it is not there; `None` when
    /// the list is full.
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

    /// Puts a number into a unit that holds none.
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
    /// The same allocations as those of `few`.
    fn of(few: &Few) -> Self {
        Self {
            live: few.live,
            nodes: few.nodes[..few.known].to_vec(),
            units: Units::Narrow(Box::new(std::array::from_fn(|unit| few.get(unit)))),
        }
    }

    /// The place of `node` in the list, from 1, where it is put if it is not there.
    fn place(&mut self, node: u16) -> u16 {
        let found = self.nodes.iter().position(|&known| known == node);
        let index = found.unwrap_or_else(|| {
            self.nodes.push(node);
            self.nodes.len() - 1
        });
        // A page has no more places than nodes have numbers.
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
/// It is made for heaps: addresses that lie close together are kept together, mostly at half a
/// byte for each unit of the heap, and a page without a live allocation is let go.
#[derive(Debug, Clone, Default)]
pub(crate) struct LiveAllocations {
    /// The page number of the first address there was, from which pages are counted.
    origin: Option<u64>,
    pages: Vec<Page>,
    /// A page that was let go and is there to be the next one; none of its units holds a number.
    /// It spares a heap that grows and shrinks around the end of a page a new one each time.
    spare: Option<Box<Few>>,
    shift: u8,
}

impl LiveAllocations {
    /// None yet, at addresses that are multiples of two to the power of `shift`.
    pub(crate) fn new(shift: u8) -> Self {
        Self {
            shift,
            ..Self::default()
        }
    }

    /// Takes note that `node` allocated at `address`. Answers `None` when something is live
    /// there, or the address is too far from the others.
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

    /// Inserts into a page that is not there yet, or has not few nodes, or will have more.
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

    /// Forgets the allocation at `address` and answers its node, or `None` when nothing is live
    /// there.
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
            self.let_go(number);
        }
        Some(node)
    }

    fn let_go(&mut self, number: usize) {
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
        // Masked to the bits of a page's units.
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
        fn it_is_a_map(steps in proptest::collection::vec((0..12_000u64, 0..600u16, any::<bool>()), 0..3000)) {
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
    fn a_page_that_was_let_go_is_as_a_new_one() {
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
