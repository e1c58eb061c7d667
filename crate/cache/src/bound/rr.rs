use crate::python::{PythonDecorator, python_order};
use crate::slab::links::Links;
use crate::slab::replacement::{HashOf, Limit, Newcomer, Replacement};

slab_bound! {
    /// Random replacement: each entry is as likely to leave as any other.
    ///
    /// The name is that of `cachetools.RRCache`. Choices: the generator is splitmix64 (G. L. Steele
    /// et al., "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014) with the seed 0 in
    /// each cache, so that runs are repeatable; a clear starts it again.
    Rr(RrOrder);
    name: "rr";
    summary: "A full cache evicts a random entry, the same in each run.";
    python: PythonDecorator::defined("rr_cache", PYTHON);
}

/// The state of the generator. The entries have no order.
pub(crate) struct RrOrder {
    state: u64,
}

impl RrOrder {
    /// A number below `limit`.
    #[allow(clippy::cast_possible_truncation)]
    fn below(&mut self, limit: u32) -> u32 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        // Below `limit`, which has 32 bits.
        ((u128::from(mixed) * u128::from(limit)) >> 64) as u32
    }
}

impl RrOrder {
    /// The order of an empty cache.
    fn new(_: Limit) -> Self {
        Self { state: 0 }
    }
}

impl Replacement for RrOrder {
    fn hit(&mut self, _: &mut Links, _: u32) {}

    fn evict(&mut self, links: &mut Links, _: Newcomer, _: &HashOf<'_>) -> Option<u32> {
        Some(self.below(links.len()))
    }

    fn admit(&mut self, _: &mut Links, _: u32, _: Newcomer) {}

    fn remove(&mut self, _: &mut Links, _: u32) {}

    fn close(&mut self, _: u32, _: Option<u32>) {}

    #[cfg(debug_assertions)]
    fn validate(&self, _: &Links) {}
}

/// The order in Python.
const PYTHON: &[&str] = python_order!(
    "rr_cache",
    "Rr",
    r#"class Rr(Order):
    """A random result leaves. The generator is splitmix64, the same in each run."""

    def __init__(self, maxsize):
        super().__init__(maxsize)
        self.keys = []
        self.state = 0

    def below(self, limit):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & mask
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
        return ((mixed ^ (mixed >> 31)) * limit) >> 64

    def add(self, key):
        if len(self.keys) < self.maxsize:
            self.keys.append(key)
            return []
        place = self.below(self.maxsize)
        left, self.keys[place] = self.keys[place], key
        return [left]
"#
);
