//! The heap by node of the calling-context tree.

use crate::live_allocations::LiveAllocations;
use crate::sums::{Measure, NodeSums, Sum};

/// The largest threshold of temporary allocations.
pub const MOST_TEMPORARY_THRESHOLD: usize = 15;

/// The sums of one node.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    sums: NodeSums,
    /// The sums at the peak with the number `peak`.
    at_peak: NodeSums,
    peak: u64,
    /// The allocations freed at each distance, which is the number of later allocations at their
    /// free.
    temporary: [Sum; MOST_TEMPORARY_THRESHOLD + 1],
}

/// The number of latest allocations stored.
const LATEST: usize = MOST_TEMPORARY_THRESHOLD + 1;

/// The addresses of the latest allocations.
#[derive(Debug, Clone)]
struct Latest {
    /// The number of allocations so far.
    count: u64,
    /// The addresses of the latest, in a ring indexed by the allocations' numbers.
    addresses: [u64; LATEST],
    /// The number of the last allocation for each hash of an address, or 0 for none. It avoids
    /// searching the ring for the many addresses that are not in it.
    by_hash: [u64; 1 << Self::HASH_BITS],
}

impl Default for Latest {
    fn default() -> Self {
        Self {
            count: 0,
            addresses: [0; LATEST],
            by_hash: [0; 1 << Self::HASH_BITS],
        }
    }
}

impl Latest {
    const HASH_BITS: u32 = 6;

    #[inline]
    fn add(&mut self, address: u64) {
        self.count += 1;
        self.addresses[Self::slot(self.count)] = address;
        self.by_hash[Self::hash(address)] = self.count;
    }

    /// The number of allocations after the latest one at `address`, if it is among the latest.
    #[inline]
    fn distance(&self, address: u64) -> Option<usize> {
        let last = self.by_hash[Self::hash(address)];
        let back = self.count - last;
        if last == 0 || back >= LATEST as u64 {
            return None;
        }
        // If another address with the same hash was allocated later, this one can be before it.
        (back..self.count.min(LATEST as u64))
            .find(|back| self.addresses[Self::slot(self.count - back)] == address)
            .and_then(|back| usize::try_from(back).ok())
    }

    /// The position in the ring of the allocation with this number.
    #[inline]
    fn slot(number: u64) -> usize {
        // A remainder is less than the ring's length.
        #[allow(clippy::cast_possible_truncation)]
        let slot = (number % LATEST as u64) as usize;
        slot
    }

    #[inline]
    fn hash(address: u64) -> usize {
        // The high bits of the product with the golden ratio's evenly spread bits depend on the
        // whole address, and fit in any index.
        #[allow(clippy::cast_possible_truncation)]
        let hash = (address.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - Self::HASH_BITS)) as usize;
        hash
    }
}

/// The heap by node after the records so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Heap {
    nodes: Vec<Node>,
    live: LiveAllocations,
    /// The number of instants so far with live bytes at their maximum.
    peak: u64,
    latest: Latest,
    /// True after the workload's end: later frees are not temporary, and later allocations not a
    /// peak.
    ended: bool,
    /// True from the beginning of the workload's callbacks and finalizers, whose allocations can be
    /// a peak.
    ending: bool,
}

impl Heap {
    /// An empty heap, of addresses that are multiples of two to the power of `shift`.
    pub(crate) fn new(shift: u8) -> Self {
        Self {
            live: LiveAllocations::new(shift),
            ..Self::default()
        }
    }

    /// Notes that live bytes are at their maximum. After the workload's end, allocations belong to
    /// its release, except those of its callbacks and finalizers.
    pub(crate) fn is_at_peak(&mut self) {
        if !self.ended || self.ending {
            self.peak += 1;
        }
    }

    /// Notes the beginning of the workload's callbacks and finalizers at its end.
    pub(crate) fn begin_ending(&mut self) {
        self.ending = true;
    }

    /// Notes the workload's end.
    pub(crate) fn end(&mut self) {
        self.ended = true;
    }

    /// Applies an allocation. Returns `None` if it contradicts earlier records.
    #[inline]
    pub(crate) fn alloc(&mut self, node: u32, address: u64, size: u64) -> Option<()> {
        self.live.insert(address, u16::try_from(node).ok()?)?;
        self.latest.add(address);
        let node = self.node(node as usize);
        node.sums.live.add(size);
        node.sums.allocated.add(size);
        Some(())
    }

    /// Applies a free. Returns `None` if it contradicts earlier records.
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

    /// A node for modification, with its sums at the latest peak stored first.
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

    /// The current sums of each node.
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

    /// The temporary allocations of each node: those among the `threshold + 1` most recent
    /// allocations at their free.
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
