use crate::python::{PythonDecorator, python_order};
use crate::slab::links::{Links, List, Marks};
use crate::slab::replacement::{HashOf, Limit, Newcomer, Replacement};

slab_bound! {
    /// Segmented LRU: new entries are on probation, and protected from their second use on.
    ///
    /// R. Karedla, J. S. Love and B. G. Wherry, "Caching Strategies to Improve Disk System
    /// Performance", Computer, March 1994. Choices: two segments; the protected one has 80 percent
    /// of the size, rounded down; the entry that it has no room for goes back on probation as the
    /// newest. The victim is the oldest on probation, and only without one the oldest protected.
    Slru(SlruOrder);
    name: "slru";
    summary: "Entries used again are protected; a full cache evicts the oldest of the others.";
    python: PythonDecorator::defined("slru_cache", PYTHON);
}

/// The two segments, each in the order of last use.
pub(crate) struct SlruOrder {
    marks: Marks<bool>,
    probation: List,
    protected: List,
    most_protected: u64,
}

impl SlruOrder {
    /// The order of an empty cache.
    fn new(limit: Limit) -> Self {
        Self {
            marks: Marks::new(limit.entries()),
            probation: List::default(),
            protected: List::default(),
            most_protected: limit.units * 4 / 5,
        }
    }
}

impl Replacement for SlruOrder {
    fn hit(&mut self, links: &mut Links, at: u32) {
        if self.marks.get(at) {
            self.protected.move_to_back(links, at);
            return;
        }
        let weight = links.weight(at);
        if weight > self.most_protected {
            self.probation.move_to_back(links, at);
            return;
        }
        while self.protected.weight() + weight > self.most_protected {
            let Some(oldest) = self.protected.pop_front(links) else {
                break;
            };
            self.marks.set(oldest, false);
            self.probation.push_back(links, oldest);
        }
        self.probation.unlink(links, at);
        self.marks.set(at, true);
        self.protected.push_back(links, at);
    }

    fn evict(&mut self, links: &mut Links, _: Newcomer, _: &HashOf<'_>) -> Option<u32> {
        let oldest = self.probation.pop_front(links);
        oldest.or_else(|| self.protected.pop_front(links))
    }

    fn admit(&mut self, links: &mut Links, at: u32, _: Newcomer) {
        self.marks.set(at, false);
        self.probation.push_back(links, at);
    }

    fn remove(&mut self, links: &mut Links, at: u32) {
        let list = if self.marks.get(at) {
            &mut self.protected
        } else {
            &mut self.probation
        };
        list.unlink(links, at);
    }

    fn close(&mut self, at: u32, from: Option<u32>) {
        self.marks.swap_remove(at);
        if let Some(from) = from {
            self.probation.moved(from, at);
            self.protected.moved(from, at);
        }
    }

    #[cfg(debug_assertions)]
    fn validate(&self, links: &Links) {
        self.probation.validate(links, |at| !self.marks.get(at));
        self.protected.validate(links, |at| self.marks.get(at));
        assert!(self.protected.weight() <= self.most_protected);
        assert_eq!(self.probation.len() + self.protected.len(), links.len());
    }
}

/// The order in Python.
const PYTHON: &[&str] = python_order!(
    "slru_cache",
    "Slru",
    r#"class Slru(Order):
    """Results used again are protected, up to 80 percent; the oldest of the others leaves."""

    def __init__(self, maxsize):
        super().__init__(maxsize)
        self.probation = []
        self.protected = []

    def found(self, key):
        if key in self.protected:
            self.protected.remove(key)
            self.protected.append(key)
            return
        most = self.maxsize * 4 // 5
        if most > 0:
            if len(self.protected) == most:
                self.probation.append(self.protected.pop(0))
            self.protected.append(key)
        else:
            self.probation.append(key)
        self.probation.remove(key)

    def add(self, key):
        left = []
        if len(self.probation) + len(self.protected) == self.maxsize:
            left.append(self.probation.pop(0))
        self.probation.append(key)
        return left
"#
);
