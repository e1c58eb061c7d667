//! Sums over allocations, and the trait of figures like them.

/// A figure that is summed up over a tree, node by node.
pub trait Measure: Copy + Default {
    /// The sum of both.
    #[must_use]
    fn plus(self, other: Self) -> Self;
    /// Returns `true` if there is nothing to show.
    fn is_nothing(&self) -> bool;
    /// The figure that orders nodes, the largest first.
    fn weight(&self) -> u64;
}

/// A sum over allocations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// The sum of their sizes in bytes.
    pub bytes: u64,
    /// Their number.
    pub count: u64,
}

impl Sum {
    pub(crate) fn add(&mut self, bytes: u64) {
        self.bytes += bytes;
        self.count += 1;
    }

    pub(crate) fn subtract(&mut self, bytes: u64) -> Option<()> {
        self.bytes = self.bytes.checked_sub(bytes)?;
        self.count = self.count.checked_sub(1)?;
        Some(())
    }
}

impl Measure for Sum {
    fn plus(self, other: Self) -> Self {
        Self {
            bytes: self.bytes + other.bytes,
            count: self.count + other.count,
        }
    }

    fn is_nothing(&self) -> bool {
        self.count == 0
    }

    fn weight(&self) -> u64 {
        self.bytes
    }
}

/// The sums of one node of the calling-context tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NodeSums {
    /// Its allocations that are not freed.
    pub live: Sum,
    /// All its allocations.
    pub allocated: Sum,
}
