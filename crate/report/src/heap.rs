//! The heap by node of the calling-context tree.

use highwater_capture::{Record, RecordOf};

use crate::live_allocations::LiveAllocations;
use crate::tree::Measure;

/// A sum over allocations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// Their sizes in bytes.
    pub bytes: u64,
    /// Their number.
    pub count: u64,
}

impl Sum {
    fn add(&mut self, bytes: u64) {
        self.bytes += bytes;
        self.count += 1;
    }

    fn subtract(&mut self, bytes: u64) -> Option<()> {
        self.bytes = self.bytes.checked_sub(bytes)?;
        self.count = self.count.checked_sub(1)?;
        Some(())
    }
}

/// The sums of one node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NodeSums {
    /// What it has allocated and is not freed.
    pub live: Sum,
    /// All it has allocated.
    pub allocated: Sum,
}

/// The largest threshold that temporary allocations can be asked for.
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

/// The heap by node, as the records so far leave it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Heap {
    nodes: Vec<Node>,
    live: LiveAllocations,
    /// Numbers the instants where the live bytes were at least the most so far.
    peak: u64,
    /// The addresses of the latest allocations, a ring.
    latest: [u64; MOST_TEMPORARY_THRESHOLD + 1],
    next: usize,
    made: u64,
    /// Whether the workload has ended: what is freed then is not temporary.
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

    /// Takes a record into account. Answers `None` when it contradicts those before.
    pub(crate) fn apply(&mut self, record: &Record<'_>) -> Option<()> {
        match *record {
            RecordOf::Alloc {
                node,
                address,
                size,
            } => self.alloc(node, address, size),
            RecordOf::Free { address, size, .. } => self.free(address, size),
            RecordOf::Realloc {
                node,
                old_address,
                old_size,
                address,
                size,
            } => {
                self.free(old_address, old_size)?;
                self.alloc(node, address, size)
            }
            _ => Some(()),
        }
    }

    /// Takes note that the live bytes are now at least the most so far.
    pub(crate) fn is_at_peak(&mut self) {
        self.peak += 1;
    }

    /// Takes note that the workload has ended.
    pub(crate) fn end(&mut self) {
        self.ended = true;
    }

    fn alloc(&mut self, node: u32, address: u64, size: u64) -> Option<()> {
        self.live.insert(address, u16::try_from(node).ok()?)?;
        self.next = (self.next + 1) % self.latest.len();
        self.latest[self.next] = address;
        self.made += 1;
        let node = self.node(node as usize);
        node.sums.live.add(size);
        node.sums.allocated.add(size);
        Some(())
    }

    fn free(&mut self, address: u64, size: u64) -> Option<()> {
        let number = self.live.remove(address)?;
        let distance = if self.ended {
            None
        } else {
            self.distance(address)
        };
        let node = self.node(usize::from(number));
        node.sums.live.subtract(size)?;
        if let Some(distance) = distance {
            node.temporary[distance].add(size);
        }
        Some(())
    }

    /// How many allocations were made after the latest at `address`, if it is among the
    /// latest.
    fn distance(&self, address: u64) -> Option<usize> {
        let length = self.latest.len();
        let known = usize::try_from(self.made).map_or(length, |made| made.min(length));
        (0..known).find(|back| self.latest[(self.next + length - back) % length] == address)
    }

    /// The node, to be changed: how it was at the latest peak is kept before.
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
