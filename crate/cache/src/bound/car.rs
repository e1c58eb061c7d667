use crate::bound::arc::Use;
use crate::python::{PythonDecorator, python_order};
use crate::slab::ghosts::Ghosts;
use crate::slab::links::{Links, List, Marks};
use crate::slab::replacement::{HashOf, Limit, Newcomer, Replacement};

slab_bound! {
    /// Clock with adaptive replacement: [`Arc`](crate::Arc) with two clocks instead of two lists in
    /// the order of use.
    ///
    /// S. Bansal and D. S. Modha, "CAR: Clock with Adaptive Replacement", FAST 2004. Choices: the
    /// target size `p` is an integer, and so are the quotients by which it changes. Under a bound
    /// in bytes, lists are measured in bytes, and `p` changes by the entry's size instead of 1.
    /// The algorithm was patented by IBM (US 7096321).
    Car(CarOrder);
    name: "car";
    summary: "Two clocks, of new entries and of those used again, in shares that adapt.";
    python: PythonDecorator::defined("car_cache", PYTHON);
}

/// The clock of an entry, and whether it was used since it was last considered.
#[derive(Clone, Copy, Default)]
pub(crate) struct Mark {
    clock: Use,
    is_used: bool,
}

const B1: usize = Use::Once as usize;
const B2: usize = Use::Again as usize;

/// The two clocks, and their ghosts.
pub(crate) struct CarOrder {
    marks: Marks<Mark>,
    once: List,
    again: List,
    ghosts: Ghosts<Use, 2>,
    /// The target weight of `once`.
    target: u64,
    most: u64,
}

impl CarOrder {
    /// Appends an entry to the clock of those used again, as not used.
    fn push_again(&mut self, links: &mut Links, at: u32) {
        let mark = Mark {
            clock: Use::Again,
            is_used: false,
        };
        self.marks.set(at, mark);
        self.again.push_back(links, at);
    }

    /// Changes the target for a ghost that returns, which is removed.
    fn adapt(&mut self, hash: u64, weight: u64) -> Option<Use> {
        let once = self.ghosts.list(B1).weight();
        let again = self.ghosts.list(B2).weight();
        let returning = self.ghosts.remove(hash)?;
        // A list without weight, of values without a size, changes nothing by its quotient.
        let quotient = |other: u64, own: u64| other.checked_div(own).unwrap_or(0).max(1);
        self.target = match returning {
            Use::Once => {
                let change = quotient(again, once).saturating_mul(weight);
                self.target.saturating_add(change).min(self.most)
            }
            Use::Again => {
                let change = quotient(once, again).saturating_mul(weight);
                self.target.saturating_sub(change)
            }
        };
        Some(returning)
    }
}

impl CarOrder {
    /// The order of an empty cache.
    fn new(limit: Limit) -> Self {
        Self {
            marks: Marks::new(limit.entries()),
            once: List::default(),
            again: List::default(),
            ghosts: Ghosts::new(limit.most(limit.units), limit.weighted),
            target: 0,
            most: limit.units,
        }
    }
}

impl Replacement for CarOrder {
    fn hit(&mut self, _: &mut Links, at: u32) {
        let clock = self.marks.get(at).clock;
        let is_used = true;
        self.marks.set(at, Mark { clock, is_used });
    }

    fn evict(&mut self, links: &mut Links, _: Newcomer, hash_of: &HashOf<'_>) -> Option<u32> {
        loop {
            let is_above = self.once.weight() >= self.target.max(1);
            let from_once = is_above && !self.once.is_empty() || self.again.is_empty();
            let clock = if from_once {
                &mut self.once
            } else {
                &mut self.again
            };
            let oldest = clock.pop_front(links)?;
            let Mark { clock, is_used } = self.marks.get(oldest);
            if !is_used {
                let weight = links.weight(oldest);
                self.ghosts.push(hash_of(oldest), clock, weight);
                return Some(oldest);
            }
            self.push_again(links, oldest);
        }
    }

    fn admit(&mut self, links: &mut Links, at: u32, newcomer: Newcomer) {
        if self.adapt(newcomer.hash, newcomer.weight).is_some() {
            self.push_again(links, at);
            return;
        }
        self.marks.set(at, Mark::default());
        self.once.push_back(links, at);
        let most_once = self.most.saturating_sub(self.once.weight());
        self.ghosts.shorten(B1, most_once);
        let others = self.once.weight() + self.again.weight() + self.ghosts.list(B1).weight();
        self.ghosts
            .shorten(B2, (2 * self.most).saturating_sub(others));
    }

    fn remove(&mut self, links: &mut Links, at: u32) {
        match self.marks.get(at).clock {
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
        let is_of = |clock: Use| move |at: u32| self.marks.get(at).clock == clock;
        self.once.validate(links, is_of(Use::Once));
        self.again.validate(links, is_of(Use::Again));
        assert_eq!(self.once.len() + self.again.len(), links.len());
        assert!(self.target <= self.most);
        self.ghosts.validate();
    }
}

/// The order in Python.
const PYTHON: &[&str] = python_order!(
    "car_cache",
    "Car",
    r#"class Car(Order):
    """Two clocks, of new results and of those used again, whose shares adapt."""

    def __init__(self, maxsize):
        super().__init__(maxsize)
        self.once, self.again = [], []
        self.once_ghosts, self.again_ghosts = [], []
        self.used = set()
        self.target = 0

    def found(self, key):
        self.used.add(key)

    def evict(self):
        while True:
            first = len(self.once) >= max(1, self.target)
            key = (self.once if first else self.again).pop(0)
            if key not in self.used:
                (self.once_ghosts if first else self.again_ghosts).append(key)
                return key
            self.used.remove(key)
            self.again.append(key)

    def add(self, key):
        left = []
        if len(self.once) + len(self.again) == self.maxsize:
            left.append(self.evict())
        once, again = len(self.once_ghosts), len(self.again_ghosts)
        if key in self.once_ghosts:
            self.target = min(self.maxsize, self.target + max(1, again // once))
            self.once_ghosts.remove(key)
            self.again.append(key)
        elif key in self.again_ghosts:
            self.target = max(0, self.target - max(1, once // again))
            self.again_ghosts.remove(key)
            self.again.append(key)
        else:
            self.once.append(key)
            if self.once_ghosts and len(self.once + self.once_ghosts) > self.maxsize:
                self.once_ghosts.pop(0)
            entries = self.once + self.again + self.once_ghosts + self.again_ghosts
            if self.again_ghosts and len(entries) > 2 * self.maxsize:
                self.again_ghosts.pop(0)
        return left
"#
);
