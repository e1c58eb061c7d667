use crate::python::{PythonDecorator, python_order};
use crate::slab::links::{Links, List};
use crate::slab::replacement::{HashOf, Limit, Newcomer, Replacement};

slab_bound! {
    /// Most recently used: the entry that was used last leaves, before the new one is stored.
    ///
    /// A repeated scan of more entries than fit keeps most of them, unlike with every policy that
    /// favours recent use: Hong-Tai Chou and David `DeWitt`, "An Evaluation of Buffer Management
    /// Strategies for Relational Database Systems", VLDB 1985.
    Mru(MruOrder);
    name: "mru";
    summary: "A full cache evicts the most recently used entry.";
    python: PythonDecorator::defined("mru_cache", PYTHON);
}

/// The entries in the order of their last use.
pub(crate) struct MruOrder {
    queue: List,
}

impl MruOrder {
    /// The order of an empty cache.
    fn new(_: Limit) -> Self {
        Self {
            queue: List::default(),
        }
    }
}

impl Replacement for MruOrder {
    fn hit(&mut self, links: &mut Links, at: u32) {
        self.queue.move_to_back(links, at);
    }

    fn evict(&mut self, links: &mut Links, _: Newcomer, _: &HashOf<'_>) -> Option<u32> {
        let newest = self.queue.back();
        self.queue.unlink(links, newest);
        Some(newest)
    }

    fn admit(&mut self, links: &mut Links, at: u32, _: Newcomer) {
        self.queue.push_back(links, at);
    }

    fn remove(&mut self, links: &mut Links, at: u32) {
        self.queue.unlink(links, at);
    }

    fn close(&mut self, at: u32, from: Option<u32>) {
        if let Some(from) = from {
            self.queue.moved(from, at);
        }
    }

    #[cfg(debug_assertions)]
    fn validate(&self, links: &Links) {
        self.queue.validate(links, |_| true);
        assert_eq!(self.queue.len(), links.len());
    }
}

/// The order in Python.
const PYTHON: &[&str] = python_order!(
    "mru_cache",
    "Mru",
    r#"class Mru(Order):
    """The result used last leaves."""

    def __init__(self, maxsize):
        super().__init__(maxsize)
        self.keys = []

    def found(self, key):
        self.keys.remove(key)
        self.keys.append(key)

    def add(self, key):
        left = [self.keys.pop()] if len(self.keys) == self.maxsize else []
        self.keys.append(key)
        return left
"#
);
