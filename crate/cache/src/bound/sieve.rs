use crate::python::{PythonDecorator, python_order};
use crate::slab::links::{Links, List, Marks, NONE};
use crate::slab::replacement::{HashOf, Limit, Newcomer, Replacement};

slab_bound! {
    /// SIEVE: a hand moves over the queue from the oldest entry to the newest, and evicts the first
    /// that was not used since it last passed.
    ///
    /// Y. Zhang et al., "SIEVE is Simpler than LRU: an Efficient Turn-Key Eviction Algorithm for
    /// Web Caches", NSDI 2024. Choices: a new entry is not marked as used; after an eviction the
    /// hand is on the next newer entry, and from the newest it returns to the oldest.
    Sieve(SieveOrder);
    name: "sieve";
    summary: "A moving hand evicts the first entry not used since it passed.";
    python: PythonDecorator::defined("sieve_cache", PYTHON);
}

/// The entries in the order in which they were stored, and the hand.
pub(crate) struct SieveOrder {
    marks: Marks<bool>,
    queue: List,
    /// The entry to consider next; [`NONE`] for the oldest.
    hand: u32,
}

impl SieveOrder {
    /// The order of an empty cache.
    fn new(limit: Limit) -> Self {
        Self {
            marks: Marks::new(limit.entries()),
            queue: List::default(),
            hand: NONE,
        }
    }
}

impl Replacement for SieveOrder {
    fn hit(&mut self, _: &mut Links, at: u32) {
        self.marks.set(at, true);
    }

    fn evict(&mut self, links: &mut Links, _: Newcomer, _: &HashOf<'_>) -> Option<u32> {
        let mut at = self.hand;
        loop {
            if at == NONE {
                at = self.queue.front();
            }
            if !self.marks.get(at) {
                break;
            }
            self.marks.set(at, false);
            at = links.next(at);
        }
        self.hand = links.next(at);
        self.queue.unlink(links, at);
        Some(at)
    }

    fn admit(&mut self, links: &mut Links, at: u32, _: Newcomer) {
        self.marks.set(at, false);
        self.queue.push_back(links, at);
    }

    fn remove(&mut self, links: &mut Links, at: u32) {
        if self.hand == at {
            self.hand = links.next(at);
        }
        self.queue.unlink(links, at);
    }

    fn close(&mut self, at: u32, from: Option<u32>) {
        self.marks.swap_remove(at);
        if let Some(from) = from {
            self.queue.moved(from, at);
            if self.hand == from {
                self.hand = at;
            }
        }
    }

    #[cfg(debug_assertions)]
    fn validate(&self, links: &Links) {
        let mut met = self.hand == NONE;
        self.queue.validate(links, |at| {
            met |= at == self.hand;
            true
        });
        assert!(met, "the hand is not on an entry");
        assert_eq!(self.queue.len(), links.len());
    }
}

/// The order in Python.
const PYTHON: &[&str] = python_order!(
    "sieve_cache",
    "Sieve",
    r#"class Sieve(Order):
    """A hand moves from the oldest result to the newest; the first not used since leaves."""

    def __init__(self, maxsize):
        super().__init__(maxsize)
        self.keys = []
        self.used = set()
        self.hand = 0

    def found(self, key):
        self.used.add(key)

    def add(self, key):
        left = []
        if len(self.keys) == self.maxsize:
            while self.keys[self.hand] in self.used:
                self.used.remove(self.keys[self.hand])
                self.hand = (self.hand + 1) % len(self.keys)
            left.append(self.keys.pop(self.hand))
            if self.hand == len(self.keys):
                self.hand = 0
        self.keys.append(key)
        return left
"#
);
