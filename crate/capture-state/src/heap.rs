//! The heap by node of the calling-context tree.

use crate::live_allocations::LiveAllocations;
use crate::sums::{Measure, NodeSums, Sum};

/// The largest threshold of temporary allocations.
pub const MOST_TEMPORARY_THRESHOLD: usize = 15;

/// What is known of one node.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    sums: NodeSums,
    /// The sums as they were at the peak that `peak` numbers.
    at_peak: NodeSums,
    peak: u64,
    /// For each distance, the allocations that were freed when so many others had been made
    /// after them.
    temporary: [Sum; MOST_TEMPORARY_THRESHOLD + 1],
}

/// How many of the latest allocations there are.
const LATEST: usize = MOST_TEMPORARY_THRESHOLD + 1;

/// The addresses of the latest allocations.
#[derive(Debug, Clone)]
struct Latest {
    /// How many allocations have been made in all.
    made: u64,
    /// The addresses of the last of them: a ring, in which each is at its number.
    addresses: [u64; LATEST],
    /// For each hash of an address, the number of the last allocation at one of that hash, or 0
    /// for none. It spares the search of the ring: most addresses are not in it.
    by_hash: [u64; 1 << Self::HASH_BITS],
}

impl Default for Latest {
    fn default() -> Self {
        Self {
            made: 0,
            addresses: [0; LATEST],
            by_hash: [0; 1 << Self::HASH_BITS],
        }
    }
}

impl Latest {
    const HASH_BITS: u32 = 6;

    #[inline]
    fn add(&mut self, address: u64) {
        self.made += 1;
        self.addresses[Self::slot(self.made)] = address;
        self.by_hash[Self::hash(address)] = self.made;
    }

    /// How many allocations were made after the latest at `address`, if it is among the
    /// latest.
    #[inline]
    fn distance(&self, address: u64) -> Option<usize> {
        let last = self.by_hash[Self::hash(address)];
        let back = self.made - last;
        if last == 0 || back >= LATEST as u64 {
            return None;
        }
        // Where another address of the same hash came later, this one can be before it.
        (back..self.made.min(LATEST as u64))
            .find(|back| self.addresses[Self::slot(self.made - back)] == address)
            .and_then(|back| usize::try_from(back).ok())
    }

    /// Where the ring has the allocation with this number.
    #[inline]
    fn slot(number: u64) -> usize {
        // A remainder is below the ring's length.
        #[allow(clippy::cast_possible_truncation)]
        let slot = (number % LATEST as u64) as usize;
        slot
    }

    #[inline]
    fn hash(address: u64) -> usize {
        // The high bits of a product with a number of evenly spread bits (the golden ratio's)
        // depend on all of the address. They are few.
        #[allow(clippy::cast_possible_truncation)]
        let hash = (address.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - Self::HASH_BITS)) as usize;
        hash
    }
}

/// The heap by node, as the records so far leave it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Heap {
    nodes: Vec<Node>,
    live: LiveAllocations,
    /// Numbers the instants where the live bytes were at least the most so far.
    peak: u64,
    latest: Latest,
    /// Whether the workload has ended: what is freed then is not temporary, and what is allocated
    /// makes no peak.
    ended: bool,
}

impl Heap {
    /// An empty heap, of addresses that are multiples of two to the power of `shift`.
    pub(crate) fn new(shift: u8) -> Self {
        Self {
            live: LiveAllocations::new(shift),
            ..Self::default()
        }
    }

    /// Takes note that the live bytes are now at least the most so far. When the workload has ended
    /// it is only its release that takes more.
    pub(crate) fn is_at_peak(&mut self) {
        if !self.ended {
            self.peak += 1;
        }
    }

    /// Takes note that the workload has ended.
    pub(crate) fn end(&mut self) {
        self.ended = true;
    }

    /// Takes an allocation into account. Answers `None` when it contradicts what was before.
    #[inline]
    pub(crate) fn alloc(&mut self, node: u32, address: u64, size: u64) -> Option<()> {
        self.live.insert(address, u16::try_from(node).ok()?)?;
        self.latest.add(address);
        let node = self.node(node as usize);
        node.sums.live.add(size);
        node.sums.allocated.add(size);
        Some(())
    }

    /// Takes a free into account. Answers `None` when it contradicts what was before.
    #[inline]
    pub(crate) fn free(&mut self, address: u64, size: u64) -> Option<()> {
        let number = self.live.remove(address)?;
        let distance = if self.ended {
            None
        } else {
            self.latest.distance(address)
        };
        let node = self.node(usize::from(number));
        node.sums.live.subtract(size)?;
        if let Some(distance) = distance {
            node.temporary[distance].add(size);
        }
        Some(())
    }

    /// The node, to be changed: how it was at the latest peak is kept before.
    #[inline]
    fn node(&mut self, number: usize) -> &mut Node {
        if number >= self.nodes.len() {
            self.nodes.resize(number + 1, Node::default());
        }
        let node = &mut self.nodes[number];
        if node.peak != self.peak {
            node.peak = self.peak;
            node.at_peak = node.sums;
        }
        node
    }

    /// The sums of each node now.
    pub(crate) fn sums(&self) -> Vec<NodeSums> {
        self.nodes.iter().map(|node| node.sums).collect()
    }

    /// The sums of each node at the high-water mark.
    pub(crate) fn at_peak(&self) -> Vec<NodeSums> {
        let of = |node: &Node| {
            if node.peak == self.peak {
                node.at_peak
            } else {
                node.sums
            }
        };
        self.nodes.iter().map(of).collect()
    }

    /// The temporary allocations of each node: those that at their free were still among the
    /// `threshold + 1` most recent allocations.
    pub(crate) fn temporary(&self, threshold: usize) -> Vec<Sum> {
        let near = ..=threshold.min(MOST_TEMPORARY_THRESHOLD);
        let of = |node: &Node| {
            node.temporary[near]
                .iter()
                .copied()
                .fold(Sum::default(), Measure::plus)
        };
        self.nodes.iter().map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_latest_are_found_by_their_addresses(
            steps in proptest::collection::vec((0..40u64, 0..40u64), 0..300),
        ) {
            let mut latest = Latest::default();
            let mut made = Vec::new();
            for (made_at, asked) in steps {
                latest.add(made_at * 16);
                made.push(made_at);
                let mut near = made.iter().rev().take(LATEST);
                let expected = near.position(|&address| address == asked);
                prop_assert_eq!(latest.distance(asked * 16), expected);
            }
        }
    }
}
