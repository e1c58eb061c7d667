use crate::python::{PythonDecorator, python_order};
use crate::slab::links::{Links, List, Marks};
use crate::slab::replacement::{HashOf, Limit, Newcomer, Replacement};

slab_bound! {
    /// Second chance: first in, first out, but an entry used since it was last considered is
    /// considered again later.
    ///
    /// F. J. Corbató, "A Paging Experiment with the Multics System", 1968. Choices: one bit for
    /// each entry, which is clear for a new one; the victim is sought before the new entry is
    /// queued. The queue with reinsertion and the circular buffer with a hand are one policy.
    Clock(ClockOrder);
    name: "clock";
    summary: "A full cache evicts the oldest entry not used since it was last passed over.";
    python: PythonDecorator::defined("clock_cache", PYTHON);
}

/// The entries in the order in which they will be considered.
pub(crate) struct ClockOrder {
    marks: Marks<bool>,
    queue: List,
}

impl ClockOrder {
    /// The order of an empty cache.
    fn new(limit: Limit) -> Self {
        Self {
            marks: Marks::new(limit.entries()),
            queue: List::default(),
        }
    }
}

impl Replacement for ClockOrder {
    fn hit(&mut self, _: &mut Links, at: u32) {
        self.marks.set(at, true);
    }

    fn evict(&mut self, links: &mut Links, _: Newcomer, _: &HashOf<'_>) -> Option<u32> {
        while self.marks.get(self.queue.front()) {
            let used = self.queue.front();
            self.marks.set(used, false);
            self.queue.move_to_back(links, used);
        }
        self.queue.pop_front(links)
    }

    fn admit(&mut self, links: &mut Links, at: u32, _: Newcomer) {
        self.marks.set(at, false);
        self.queue.push_back(links, at);
    }

    fn remove(&mut self, links: &mut Links, at: u32) {
        self.queue.unlink(links, at);
    }

    fn close(&mut self, at: u32, from: Option<u32>) {
        self.marks.swap_remove(at);
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
    "clock_cache",
    "Clock",
    r#"class Clock(Order):
    """The oldest result leaves, but one used since it was last considered gets another turn."""

    def __init__(self, maxsize):
        super().__init__(maxsize)
        self.used = {}

    def found(self, key):
        self.used[key] = True

    def add(self, key):
        left = []
        while len(self.used) >= self.maxsize:
            oldest = next(iter(self.used))
            if self.used.pop(oldest):
                self.used[oldest] = False
            else:
                left.append(oldest)
        self.used[key] = False
        return left
"#
);
