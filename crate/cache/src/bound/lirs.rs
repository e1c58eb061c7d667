use crate::python::{PythonDecorator, python_order};
use crate::slab::aging_ghosts::AgingGhosts;
use crate::slab::links::{Links, List, Marks, NONE};
use crate::slab::replacement::{HashOf, Limit, Newcomer, Replacement};

slab_bound! {
    /// LIRS: entries with a low inter-reference recency stay; the others pass through a small
    /// queue, and are remembered as ghosts.
    ///
    /// S. Jiang and X. Zhang, "LIRS: An Efficient Low Inter-reference Recency Set Replacement
    /// Policy to Improve Buffer Cache Performance", SIGMETRICS 2002. Choices: as its authors'
    /// program, the queue has 1 percent of the size, at least 2, and a repeated request of the very
    /// last key changes nothing. Unlike there, ghosts are bounded: there are at most three times as
    /// many as entries, in sets of 16 by their hash, of which the oldest leaves. Below a size of 3
    /// there is only the queue, which is in the order of last use.
    ///
    /// The stack of the paper is not stored: an entry or a ghost is in it if it was used after the
    /// least recently used of the low entries, so each entry is in one list only.
    Lirs(LirsOrder);
    name: "lirs";
    summary: "Entries used again within a short distance stay; the others share a small queue.";
    python: PythonDecorator::defined("lirs_cache", PYTHON);
}

/// The time of an entry's last use, and whether its inter-reference recency is low.
#[derive(Clone, Copy, Default)]
pub(crate) struct Mark(u64);

impl Mark {
    const fn new(time: u64, is_low: bool) -> Self {
        Self(time << 1 | is_low as u64)
    }

    const fn time(self) -> u64 {
        self.0 >> 1
    }

    const fn is_low(self) -> bool {
        self.0 & 1 == 1
    }
}

/// The entries of low and of high recency, and the ghosts.
pub(crate) struct LirsOrder {
    marks: Marks<Mark>,
    /// In the order of last use.
    low: List,
    /// The queue of entries that leave. Those in the stack, at least, are in the order of last use.
    high: List,
    /// The valid ones are those in the stack.
    ghosts: AgingGhosts,
    most_low: u64,
    /// `true` if the number of ghosts grows with that of entries.
    is_growing: bool,
    /// `true` if the new entry was a ghost.
    returning: bool,
    /// The number of uses so far.
    time: u64,
    /// The entry used last.
    last: u32,
}

impl LirsOrder {
    /// The time of the bottom of the stack.
    fn bottom(&self) -> u64 {
        match self.low.front() {
            NONE => u64::MAX,
            bottom => self.marks.get(bottom).time(),
        }
    }

    /// The time since the use of the bottom of the stack.
    fn span(&self) -> u64 {
        self.time.saturating_sub(self.bottom())
    }

    /// An entry is used.
    fn tick(&mut self) {
        self.time += 1;
        if self.time.is_multiple_of(AgingGhosts::SWEEP) {
            self.ghosts.sweep(self.time);
        }
    }

    /// Moves the oldest low entry to the queue.
    fn demote(&mut self, links: &mut Links) {
        if let Some(bottom) = self.low.pop_front(links) {
            self.marks
                .set(bottom, Mark::new(self.marks.get(bottom).time(), false));
            self.high.push_back(links, bottom);
        }
    }

    /// Stores an entry in no list as the newest low one.
    fn promote(&mut self, links: &mut Links, at: u32) {
        self.marks.set(at, Mark::new(self.time, true));
        self.low.push_back(links, at);
        while self.low.weight() > self.most_low {
            self.demote(links);
        }
    }

    fn list(&mut self, mark: Mark) -> &mut List {
        if mark.is_low() {
            &mut self.low
        } else {
            &mut self.high
        }
    }
}

impl LirsOrder {
    /// The order of an empty cache.
    fn new(limit: Limit) -> Self {
        Self {
            marks: Marks::new(limit.entries()),
            low: List::default(),
            high: List::default(),
            ghosts: AgingGhosts::new(if limit.weighted { 0 } else { 3 * limit.units }),
            most_low: limit.units.saturating_sub((limit.units / 100).max(2)),
            is_growing: limit.weighted,
            returning: false,
            time: 0,
            last: NONE,
        }
    }
}

impl Replacement for LirsOrder {
    fn hit(&mut self, links: &mut Links, at: u32) {
        if self.last == at {
            return;
        }
        self.last = at;
        self.tick();
        let mark = self.marks.get(at);
        if mark.is_low() {
            self.marks.set(at, Mark::new(self.time, true));
            self.low.move_to_back(links, at);
        } else if mark.time() > self.bottom() {
            self.high.unlink(links, at);
            self.promote(links, at);
        } else {
            self.marks.set(at, Mark::new(self.time, false));
            self.high.move_to_back(links, at);
        }
    }

    fn arrive(&mut self, newcomer: Newcomer) {
        let span = self.span();
        self.returning = self.ghosts.remove(newcomer.hash, self.time, span);
    }

    fn evict(&mut self, links: &mut Links, _: Newcomer, hash_of: &HashOf<'_>) -> Option<u32> {
        if self.high.is_empty() {
            self.demote(links);
        }
        let oldest = self.high.pop_front(links)?;
        if self.last == oldest {
            self.last = NONE;
        }
        let time = self.marks.get(oldest).time();
        if time > self.bottom() {
            let span = self.span();
            self.ghosts.push(hash_of(oldest), time, self.time, span);
        }
        Some(oldest)
    }

    fn admit(&mut self, links: &mut Links, at: u32, newcomer: Newcomer) {
        self.last = at;
        self.tick();
        if self.returning || self.low.weight() + newcomer.weight <= self.most_low {
            self.promote(links, at);
        } else {
            self.marks.set(at, Mark::new(self.time, false));
            self.high.push_back(links, at);
        }
        if self.is_growing {
            self.ghosts.allow(3 * u64::from(links.len()));
        }
    }

    fn remove(&mut self, links: &mut Links, at: u32) {
        if self.last == at {
            self.last = NONE;
        }
        let mark = self.marks.get(at);
        self.list(mark).unlink(links, at);
    }

    fn close(&mut self, at: u32, from: Option<u32>) {
        self.marks.swap_remove(at);
        if let Some(from) = from {
            self.low.moved(from, at);
            self.high.moved(from, at);
            if self.last == from {
                self.last = at;
            }
        }
    }

    #[cfg(debug_assertions)]
    fn validate(&self, links: &Links) {
        let mut before = 0;
        self.low.validate(links, |at| {
            let sorted = before < self.marks.get(at).time();
            before = self.marks.get(at).time();
            sorted && self.marks.get(at).is_low()
        });
        self.high.validate(links, |at| !self.marks.get(at).is_low());
        assert_eq!(self.low.len() + self.high.len(), links.len());
        assert!(self.low.weight() <= self.most_low);
        assert!(self.last == NONE || self.last < links.len());
        self.ghosts.validate();
    }
}

/// The order in Python, where the oldest of all ghosts leaves when there are more than three times
/// the size.
const PYTHON: &[&str] = python_order!(
    "lirs_cache",
    "Lirs",
    r#"class Lirs(Order):
    """Results used again within a short distance stay; the others share a small queue."""

    def __init__(self, maxsize):
        super().__init__(maxsize)
        self.stack = []  # Low and other results, and ghosts, in the order of last use.
        self.low = set()
        self.queue = []
        self.ghosts = []
        self.most_low = max(0, maxsize - max(2, maxsize // 100))
        self.last = None

    def prune(self):
        while self.stack and self.stack[0] not in self.low:
            ghost = self.stack.pop(0)
            if ghost in self.ghosts:
                self.ghosts.remove(ghost)

    def promote(self, key):
        self.low.add(key)
        self.stack.append(key)
        if len(self.low) > self.most_low:
            bottom = self.stack.pop(0)
            self.low.remove(bottom)
            self.queue.append(bottom)
        self.prune()

    def found(self, key):
        if key == self.last:
            return
        self.last = key
        in_stack = key in self.stack
        if in_stack:
            self.stack.remove(key)
        if key in self.low:
            self.stack.append(key)
        elif in_stack:
            self.queue.remove(key)
            self.promote(key)
        else:
            self.stack.append(key)
            self.queue.remove(key)
            self.queue.append(key)
        self.prune()

    def add(self, key):
        self.last = key
        left = []
        if len(self.low) + len(self.queue) == self.maxsize:
            left.append(self.queue.pop(0))
            if left[0] in self.stack:
                self.ghosts.append(left[0])
        if key in self.ghosts:
            self.ghosts.remove(key)
            self.stack.remove(key)
            self.promote(key)
        elif len(self.low) < self.most_low:
            self.promote(key)
        else:
            self.queue.append(key)
            self.stack.append(key)
            self.prune()
        if len(self.ghosts) > 3 * self.maxsize:
            self.stack.remove(self.ghosts.pop(0))
        return left
"#
);

#[cfg(test)]
#[path = "../../tests/traces/mod.rs"]
mod traces;

#[cfg(test)]
mod tests {
    use foldhash::fast::FixedState;
    use serde_json::Value;

    use super::{traces, *};
    use crate::capacity::Capacity;
    use crate::slab::Slab;

    const MISSES: &str = include_str!("../../tests/misses.json");

    /// The order with any number of ghosts.
    fn unbounded(limit: Limit) -> Box<dyn Replacement> {
        let mut order = LirsOrder::new(limit);
        order.ghosts = AgingGhosts::new(u64::MAX);
        Box::new(order)
    }

    /// The misses with any number of ghosts, as with the program of the authors.
    fn misses(size: u32, trace: &[u64]) -> u64 {
        let limit = Capacity::entries(size).expect("in range").limit();
        let hasher = FixedState::default();
        let mut entries: Slab<u64, (), FixedState> = Slab::empty(limit, unbounded, None, hasher);
        let mut misses = 0;
        for &key in trace {
            if entries.get(&key).is_none() {
                misses += 1;
                entries.insert(key, (), 1);
            }
        }
        misses
    }

    #[test]
    fn without_a_bound_of_ghosts_misses_are_those_of_the_authors_program() {
        let file: Value = serde_json::from_str(MISSES).expect("the file is JSON");
        let traces = [
            ("zipf-200k", traces::keys("zipf:20000,200000,1")),
            ("loop-1009", traces::keys("loop:1009,100900")),
            ("scan-mix", traces::keys("scan-mix:5000,300000,9000,3000,7")),
        ];
        for (name, trace) in traces {
            let cells = &file[name]["lirs (lirs.c: hirs max(2,n/100), S unbounded)"];
            for (size, expected) in cells.as_object().expect("sizes") {
                let found = misses(size.parse().expect("a size"), &trace);
                assert_eq!(Some(found), expected.as_u64(), "{name} lirs:{size}");
            }
        }
    }
}
