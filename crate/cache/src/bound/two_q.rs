use crate::python::{PythonDecorator, python_order};
use crate::slab::ghosts::Ghosts;
use crate::slab::links::{Links, List, Marks};
use crate::slab::replacement::{HashOf, Limit, Newcomer, Replacement};

slab_bound! {
    /// 2Q: a queue of new entries, and a second one, in the order of last use, for those requested
    /// again soon after they left the first.
    ///
    /// T. Johnson and D. Shasha, "2Q: A Low Overhead High Performance Buffer Management Replacement
    /// Algorithm", VLDB 1994, the full version: `A1in` has a quarter of the size, the ghosts of
    /// `A1out` are half of it, both rounded down. A hit in `A1in` changes nothing.
    TwoQ(TwoQOrder);
    name: "2q";
    summary: "New entries wait in a queue; those requested again after it are evicted last.";
    python: PythonDecorator::defined("two_q_cache", PYTHON);
}

/// The two queues of entries, and the ghosts.
pub(crate) struct TwoQOrder {
    marks: Marks<bool>,
    /// `A1in`: first in, first out.
    new: List,
    /// `Am`: in the order of last use.
    main: List,
    /// `A1out`.
    ghosts: Ghosts<(), 1>,
    most_new: u64,
    most_ghosts: u64,
    /// `true` if the new entry was a ghost.
    returning: bool,
}

impl TwoQOrder {
    /// The order of an empty cache.
    fn new(limit: Limit) -> Self {
        let most_ghosts = limit.units / 2;
        Self {
            marks: Marks::new(limit.entries()),
            new: List::default(),
            main: List::default(),
            ghosts: Ghosts::new(limit.most(most_ghosts), limit.weighted),
            most_new: limit.units / 4,
            most_ghosts,
            returning: false,
        }
    }
}

impl Replacement for TwoQOrder {
    fn hit(&mut self, links: &mut Links, at: u32) {
        if self.marks.get(at) {
            self.main.move_to_back(links, at);
        }
    }

    fn arrive(&mut self, newcomer: Newcomer) {
        self.returning = self.ghosts.remove(newcomer.hash).is_some();
    }

    fn evict(&mut self, links: &mut Links, _: Newcomer, hash_of: &HashOf<'_>) -> Option<u32> {
        if self.new.weight() <= self.most_new
            && let Some(oldest) = self.main.pop_front(links)
        {
            return Some(oldest);
        }
        let oldest = self.new.pop_front(links)?;
        let weight = links.weight(oldest);
        if weight <= self.most_ghosts {
            self.ghosts.shorten(0, self.most_ghosts - weight);
            self.ghosts.push(hash_of(oldest), (), weight);
        }
        Some(oldest)
    }

    fn admit(&mut self, links: &mut Links, at: u32, _: Newcomer) {
        self.marks.set(at, self.returning);
        let list = if self.returning {
            &mut self.main
        } else {
            &mut self.new
        };
        list.push_back(links, at);
    }

    fn remove(&mut self, links: &mut Links, at: u32) {
        let list = if self.marks.get(at) {
            &mut self.main
        } else {
            &mut self.new
        };
        list.unlink(links, at);
    }

    fn close(&mut self, at: u32, from: Option<u32>) {
        self.marks.swap_remove(at);
        if let Some(from) = from {
            self.new.moved(from, at);
            self.main.moved(from, at);
        }
    }

    #[cfg(debug_assertions)]
    fn validate(&self, links: &Links) {
        self.new.validate(links, |at| !self.marks.get(at));
        self.main.validate(links, |at| self.marks.get(at));
        assert_eq!(self.new.len() + self.main.len(), links.len());
        self.ghosts.validate();
        assert!(self.ghosts.list(0).weight() <= self.most_ghosts);
    }
}

/// The order in Python.
const PYTHON: &[&str] = python_order!(
    "two_q_cache",
    "TwoQ",
    r#"class TwoQ(Order):
    """New results wait in a queue; those asked for again after leaving it leave last."""

    def __init__(self, maxsize):
        super().__init__(maxsize)
        self.new = []
        self.main = []
        self.ghosts = []

    def found(self, key):
        if key in self.main:
            self.main.remove(key)
            self.main.append(key)

    def add(self, key):
        returning = key in self.ghosts
        if returning:
            self.ghosts.remove(key)
        left = []
        if len(self.new) + len(self.main) == self.maxsize:
            if self.main and len(self.new) <= self.maxsize // 4:
                left.append(self.main.pop(0))
            else:
                left.append(self.new.pop(0))
                self.ghosts.append(left[0])
                if len(self.ghosts) > self.maxsize // 2:
                    self.ghosts.pop(0)
        (self.main if returning else self.new).append(key)
        return left
"#
);
