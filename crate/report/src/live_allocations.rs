//! Which node each live allocation belongs to.

/// The logarithm of a page's units. A unit is what the capture's addresses are multiples of.
const PAGE_BITS: u32 = 12;
const UNITS: usize = 1 << PAGE_BITS;
/// The most units between the lowest and the highest address: the 4 GiB of a linear memory,
/// by units of 16 bytes. It bounds the pages, whatever a capture says.
const MOST_UNITS: u64 = 1 << 28;

/// The units of one page. A unit that begins a live allocation holds a number from 1; 0 is
/// none. The number is a place in the page's own list of nodes, which is short, so that a
/// byte is enough for it in most pages.
#[derive(Debug, Clone)]
struct Page {
    live: u32,
    nodes: Vec<u16>,
    units: Units,
}

#[derive(Debug, Clone)]
enum Units {
    Narrow(Box<[u8; UNITS]>),
    Wide(Box<[u16; UNITS]>),
}

impl Page {
    fn new() -> Self {
        Self {
            live: 0,
            nodes: Vec::new(),
            units: Units::Narrow(Box::new([0; UNITS])),
        }
    }

    /// The place of `node` in the list, from 1, where it is put if it is not there.
    fn place(&mut self, node: u16) -> u16 {
        let found = self.nodes.iter().position(|&known| known == node);
        let index = found.unwrap_or_else(|| {
            self.nodes.push(node);
            self.nodes.len() - 1
        });
        // A page has no more places than units.
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
}

/// The live allocations, by address.
///
/// It is made for heaps: addresses that lie close together are kept together, at a byte for
/// each unit of the heap, and a page without a live allocation is let go.
#[derive(Debug, Clone, Default)]
pub(crate) struct LiveAllocations {
    /// The page number of the first address there was, from which pages are counted.
    origin: Option<u64>,
    pages: Vec<Option<Box<Page>>>,
    shift: u8,
}

impl LiveAllocations {
    /// None yet, at addresses that are multiples of two to the power of `shift`.
    pub(crate) fn new(shift: u8) -> Self {
        Self {
            origin: None,
            pages: Vec::new(),
            shift,
        }
    }

    /// Takes note that `node` allocated at `address`. Answers `None` when something is live
    /// there, or the address is too far from the others.
    pub(crate) fn insert(&mut self, address: u64, node: u16) -> Option<()> {
        let (number, unit) = self.page_of(address)?;
        if number >= self.pages.len() {
            self.pages.resize(number + 1, None);
        }
        let page = self.pages[number].get_or_insert_with(|| Box::new(Page::new()));
        if page.get(unit) != 0 {
            return None;
        }
        let place = page.place(node);
        page.set(unit, place);
        page.live += 1;
        Some(())
    }

    /// Forgets the allocation at `address` and answers its node, or `None` when nothing is live
    /// there.
    pub(crate) fn remove(&mut self, address: u64) -> Option<u16> {
        let (number, unit) = self.page_of(address)?;
        let page = self.pages.get_mut(number)?.as_mut()?;
        let place = page.get(unit).checked_sub(1)?;
        let node = page.nodes[usize::from(place)];
        page.set(unit, 0);
        page.live -= 1;
        if page.live == 0 {
            self.pages[number] = None;
        }
        Some(node)
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
                let count: u32 = live.pages.iter().flatten().map(|page| page.live).sum();
                prop_assert_eq!(count as usize, model.len());
            }
            for (address, node) in model {
                prop_assert_eq!(live.remove(address), Some(node));
            }
            prop_assert!(live.pages.iter().all(Option::is_none));
        }
    }

    #[test]
    fn addresses_far_apart_are_refused() {
        let mut live = LiveAllocations::new(4);
        assert_eq!(live.insert(0x1_0000_0000, 1), Some(()));
        assert_eq!(live.insert(0x1_0000_0000 + (1 << 33), 1), None);
        assert_eq!(live.remove(1 << 50), None);
    }
}
