use crate::python::{PythonDecorator, python_order};
use crate::slab::ghosts::Ghosts;
use crate::slab::links::{Links, List, Marks};
use crate::slab::replacement::{HashOf, Limit, Newcomer, Replacement};

slab_bound! {
    /// Adaptive replacement: entries used once and entries used again, in shares that adapt to
    /// which ghosts are requested.
    ///
    /// N. Megiddo and D. S. Modha, "ARC: A Self-Tuning, Low Overhead Replacement Cache", FAST 2003,
    /// figure 4. Choices: the target size `p` is a real number. Under a bound in bytes, lists are
    /// measured in bytes, and `p` changes by the entry's size instead of 1. The algorithm was
    /// patented by IBM (US 6996676).
    Arc(ArcOrder);
    name: "arc";
    summary: "Entries used once and entries used again, in shares that adapt.";
    python: PythonDecorator::defined("arc_cache", PYTHON);
}

/// The list of an entry, or of a ghost.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Use {
    /// `T1` and `B1`.
    #[default]
    Once,
    /// `T2` and `B2`.
    Again,
}

impl crate::slab::ghosts::GhostMark for Use {
    fn list(self) -> usize {
        self as usize
    }
}

const B1: usize = Use::Once as usize;
const B2: usize = Use::Again as usize;

/// The two lists, each in the order of last use, and their ghosts.
pub(crate) struct ArcOrder {
    marks: Marks<Use>,
    once: List,
    again: List,
    ghosts: Ghosts<Use, 2>,
    /// The target weight of `once`.
    target: f64,
    most: u64,
    /// The list of the ghost that the new entry was.
    returning: Option<Use>,
}

/// Exact up to 2⁵³ entries or bytes.
#[allow(clippy::cast_precision_loss)]
const fn real(weight: u64) -> f64 {
    weight as f64
}

impl ArcOrder {
    /// The order of an empty cache.
    fn new(limit: Limit) -> Self {
        Self {
            marks: Marks::new(limit.entries()),
            once: List::default(),
            again: List::default(),
            ghosts: Ghosts::new(limit.most(limit.units), limit.weighted),
            target: 0.0,
            most: limit.units,
            returning: None,
        }
    }
}

impl Replacement for ArcOrder {
    fn hit(&mut self, links: &mut Links, at: u32) {
        match self.marks.get(at) {
            Use::Once => {
                self.once.unlink(links, at);
                self.marks.set(at, Use::Again);
                self.again.push_back(links, at);
            }
            Use::Again => self.again.move_to_back(links, at),
        }
    }

    fn arrive(&mut self, newcomer: Newcomer) {
        let once = real(self.ghosts.list(B1).weight());
        let again = real(self.ghosts.list(B2).weight());
        let weight = real(newcomer.weight);
        self.returning = self.ghosts.remove(newcomer.hash);
        match self.returning {
            None => {}
            Some(Use::Once) => {
                let change = (again / once).max(1.0) * weight;
                self.target = (self.target + change).min(real(self.most));
            }
            Some(Use::Again) => {
                let change = (once / again).max(1.0) * weight;
                self.target = (self.target - change).max(0.0);
            }
        }
    }

    fn evict(&mut self, links: &mut Links, _: Newcomer, hash_of: &HashOf<'_>) -> Option<u32> {
        let once = real(self.once.weight());
        let is_above = if self.returning == Some(Use::Again) {
            once >= self.target
        } else {
            once > self.target
        };
        let from_once = !self.once.is_empty() && is_above || self.again.is_empty();
        let list = if from_once {
            &mut self.once
        } else {
            &mut self.again
        };
        let oldest = list.pop_front(links)?;
        let (mark, weight) = (self.marks.get(oldest), links.weight(oldest));
        self.ghosts.push(hash_of(oldest), mark, weight);
        Some(oldest)
    }

    fn admit(&mut self, links: &mut Links, at: u32, _: Newcomer) {
        if self.returning.take().is_some() {
            self.marks.set(at, Use::Again);
            self.again.push_back(links, at);
        } else {
            self.marks.set(at, Use::Once);
            self.once.push_back(links, at);
        }
        // The bounds of figure 4, restored after the insertion: the ghosts that leave are the same.
        let most_once = self.most.saturating_sub(self.once.weight());
        self.ghosts.shorten(B1, most_once);
        let others = self.once.weight() + self.again.weight() + self.ghosts.list(B1).weight();
        self.ghosts
            .shorten(B2, (2 * self.most).saturating_sub(others));
    }

    fn remove(&mut self, links: &mut Links, at: u32) {
        match self.marks.get(at) {
            Use::Once => self.once.unlink(links, at),
            Use::Again => self.again.unlink(links, at),
        }
    }

    fn close(&mut self, at: u32, from: Option<u32>) {
        self.marks.swap_remove(at);
        if let Some(from) = from {
            self.once.moved(from, at);
            self.again.moved(from, at);
        }
    }

    #[cfg(debug_assertions)]
    fn validate(&self, links: &Links) {
        self.once
            .validate(links, |at| self.marks.get(at) == Use::Once);
        self.again
            .validate(links, |at| self.marks.get(at) == Use::Again);
        let (once, again) = (&self.once, &self.again);
        assert_eq!(once.len() + again.len(), links.len());
        self.ghosts.validate();
        let (b1, b2) = (self.ghosts.list(B1), self.ghosts.list(B2));
        assert!(self.target >= 0.0 && self.target <= real(self.most));
        assert!(b1.is_empty() || once.weight() + b1.weight() <= self.most);
        let all = once.weight() + again.weight() + b1.weight() + b2.weight();
        assert!(all <= 2 * self.most);
    }
}

/// The order in Python.
const PYTHON: &[&str] = python_order!(
    "arc_cache",
    "Arc",
    r#"class Arc(Order):
    """Results used once and results used again share the cache, in shares that adapt."""

    def __init__(self, maxsize):
        super().__init__(maxsize)
        self.once, self.again = [], []
        self.once_ghosts, self.again_ghosts = [], []
        self.target = 0

    def found(self, key):
        (self.once if key in self.once else self.again).remove(key)
        self.again.append(key)

    def add(self, key):
        once, again = len(self.once_ghosts), len(self.again_ghosts)
        in_once, in_again = key in self.once_ghosts, key in self.again_ghosts
        if in_once:
            self.target = min(self.maxsize, self.target + max(1, again / once))
            self.once_ghosts.remove(key)
        if in_again:
            self.target = max(0, self.target - max(1, once / again))
            self.again_ghosts.remove(key)
        left = []
        if len(self.once) + len(self.again) == self.maxsize:
            above = len(self.once) - self.target
            if self.once and (above > 0 or in_again and above == 0) or not self.again:
                left.append(self.once.pop(0))
                self.once_ghosts.append(left[0])
            else:
                left.append(self.again.pop(0))
                self.again_ghosts.append(left[0])
        (self.again if in_once or in_again else self.once).append(key)
        if self.once_ghosts and len(self.once + self.once_ghosts) > self.maxsize:
            self.once_ghosts.pop(0)
        entries = self.once + self.again + self.once_ghosts + self.again_ghosts
        if self.again_ghosts and len(entries) > 2 * self.maxsize:
            self.again_ghosts.pop(0)
        return left
"#
);
