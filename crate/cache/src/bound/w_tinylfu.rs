use crate::python::{PythonDecorator, WrapperLevels, python_order};
use crate::slab::links::{Links, List, Marks};
use crate::slab::replacement::{HashOf, Limit, Newcomer, Replacement};
use crate::slab::sketch::Sketch;

slab_bound! {
    /// W-TinyLFU: a window of new entries before a segmented LRU, which admits an entry only if it
    /// was requested more often than the one that would leave.
    ///
    /// G. Einziger, R. Friedman and B. Manes, "`TinyLFU`: A Highly Efficient Cache Admission Policy",
    /// ACM Transactions on Storage 13(4), 2017. Choices: the window has 1 percent of the size,
    /// rounded up; 80 percent of the rest, rounded down, are protected; requests are counted by
    /// Caffeine's sketch of four-bit counters, hits included; a candidate stays only if its
    /// estimate is greater than the victim's, without Caffeine's jitter. Under a bound in bytes,
    /// an entry larger than the window is itself the candidate, and the sketch grows with the
    /// number of entries.
    WTinyLfu(WTinyLfuOrder);
    name: "w-tinylfu";
    summary: "An entry stays only if it was requested more often than the one that would leave.";
    python: PythonDecorator {
        // The sketch counts each access, by functions of its own.
        levels: WrapperLevels {
            each: 1,
            innermost: 2,
        },
        ..PythonDecorator::defined("w_tinylfu_cache", PYTHON)
    };
}

/// The list of an entry.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Region {
    #[default]
    Window,
    Probation,
    Protected,
}

/// The three lists, each in the order of last use, and the sketch.
pub(crate) struct WTinyLfuOrder {
    marks: Marks<Region>,
    window: List,
    probation: List,
    protected: List,
    most_window: u64,
    most_protected: u64,
    sketch: Sketch,
    /// `true` if the sketch grows with the number of entries.
    is_growing: bool,
    /// The number of entries that have left the window for the new one.
    candidates: u32,
    /// `true` if the new entry, larger than the window, has displaced another.
    is_winning: bool,
}

impl WTinyLfuOrder {
    /// Moves the oldest entries of the window to probation until it weighs at most `most`.
    fn shrink_window(&mut self, links: &mut Links, most: u64) {
        while self.window.weight() > most
            && let Some(oldest) = self.window.pop_front(links)
        {
            self.marks.set(oldest, Region::Probation);
            self.probation.push_back(links, oldest);
            self.candidates += 1;
        }
    }

    fn list(&mut self, region: Region) -> &mut List {
        match region {
            Region::Window => &mut self.window,
            Region::Probation => &mut self.probation,
            Region::Protected => &mut self.protected,
        }
    }

    /// The oldest entry outside the window, or of the window without one.
    fn oldest(&self) -> u32 {
        let mut lists = [&self.probation, &self.protected, &self.window].into_iter();
        let list = lists.find(|list| !list.is_empty());
        list.map_or(self.window.front(), List::front)
    }
}

impl WTinyLfuOrder {
    /// The order of an empty cache.
    fn new(limit: Limit) -> Self {
        let main = limit.units - limit.units.div_ceil(100);
        Self {
            marks: Marks::new(limit.entries()),
            window: List::default(),
            probation: List::default(),
            protected: List::default(),
            most_window: limit.units - main,
            most_protected: main * 4 / 5,
            sketch: Sketch::new(if limit.weighted { 1 } else { limit.units }),
            is_growing: limit.weighted,
            candidates: 0,
            is_winning: false,
        }
    }
}

impl Replacement for WTinyLfuOrder {
    fn look_up(&mut self, hash: u64) {
        self.sketch.increment(hash);
    }

    fn hit(&mut self, links: &mut Links, at: u32) {
        let region = self.marks.get(at);
        if region != Region::Probation {
            self.list(region).move_to_back(links, at);
            return;
        }
        self.probation.unlink(links, at);
        self.marks.set(at, Region::Protected);
        self.protected.push_back(links, at);
        while self.protected.weight() > self.most_protected
            && let Some(oldest) = self.protected.pop_front(links)
        {
            self.marks.set(oldest, Region::Probation);
            self.probation.push_back(links, oldest);
        }
    }

    fn evict(
        &mut self,
        links: &mut Links,
        newcomer: Newcomer,
        hash_of: &HashOf<'_>,
    ) -> Option<u32> {
        let is_too_large = newcomer.weight > self.most_window;
        let room = self.most_window.saturating_sub(newcomer.weight);
        self.shrink_window(links, room);
        let mut leaves = self.oldest();
        if is_too_large {
            let frequency = |hash| self.sketch.frequency(hash);
            let is_more = || frequency(newcomer.hash) > frequency(hash_of(leaves));
            if !self.is_winning && !is_more() {
                self.candidates = 0;
                return None;
            }
            self.is_winning = true;
        } else if self.candidates > 0 {
            self.candidates -= 1;
            let candidate = self.probation.back();
            let victim = self.probation.front();
            let frequency = |at| self.sketch.frequency(hash_of(at));
            if candidate != victim && frequency(candidate) <= frequency(victim) {
                leaves = candidate;
            }
        }
        let region = self.marks.get(leaves);
        self.list(region).unlink(links, leaves);
        Some(leaves)
    }

    fn admit(&mut self, links: &mut Links, at: u32, _: Newcomer) {
        self.marks.set(at, Region::Window);
        self.window.push_back(links, at);
        self.shrink_window(links, self.most_window);
        self.candidates = 0;
        self.is_winning = false;
        if self.is_growing {
            self.sketch.grow(links.len().into());
        }
    }

    fn remove(&mut self, links: &mut Links, at: u32) {
        let region = self.marks.get(at);
        self.list(region).unlink(links, at);
    }

    fn close(&mut self, at: u32, from: Option<u32>) {
        self.marks.swap_remove(at);
        if let Some(from) = from {
            for list in [&mut self.window, &mut self.probation, &mut self.protected] {
                list.moved(from, at);
            }
        }
    }

    #[cfg(debug_assertions)]
    fn validate(&self, links: &Links) {
        let is_in = |region: Region| move |at: u32| self.marks.get(at) == region;
        self.window.validate(links, is_in(Region::Window));
        self.probation.validate(links, is_in(Region::Probation));
        self.protected.validate(links, is_in(Region::Protected));
        let len = self.window.len() + self.probation.len() + self.protected.len();
        assert_eq!(len, links.len());
        assert!(self.window.weight() <= self.most_window);
        assert!(self.protected.weight() <= self.most_protected);
        assert!(self.candidates == 0 && !self.is_winning);
    }
}

/// The order in Python.
const PYTHON: &[&str] = python_order!(
    "w_tinylfu_cache",
    "WTinyLfu",
    r#"class WTinyLfu(Order):
    """A result stays only if it was asked for more often than the one that would leave."""

    SEEDS = 1, 2, 3, 4

    def __init__(self, maxsize):
        super().__init__(maxsize)
        self.window, self.probation, self.protected = [], [], []
        self.most_main = maxsize * 99 // 100
        self.size = 1 << max(0, maxsize - 1).bit_length()
        self.counts = [[0] * 4 * self.size for _ in self.SEEDS]
        self.asks = 0

    def places(self, key):
        return [hash((seed, key)) % (4 * self.size) for seed in self.SEEDS]

    def count(self, key):
        return min(row[place] for row, place in zip(self.counts, self.places(key)))

    def asked(self, key):
        for row, place in zip(self.counts, self.places(key)):
            row[place] = min(15, row[place] + 1)
        self.asks += 1
        if self.asks == 10 * self.size:
            self.counts = [[count // 2 for count in row] for row in self.counts]
            self.asks //= 2

    def found(self, key):
        for keys in self.window, self.protected:
            if key in keys:
                keys.remove(key)
                keys.append(key)
                return
        self.probation.remove(key)
        self.protected.append(key)
        if len(self.protected) > self.most_main * 4 // 5:
            self.probation.append(self.protected.pop(0))

    def add(self, key):
        self.window.append(key)
        if len(self.window) <= self.maxsize - self.most_main:
            return []
        candidate = self.window.pop(0)
        self.probation.append(candidate)
        if len(self.window + self.probation + self.protected) <= self.maxsize:
            return []
        left = self.probation[0]
        if candidate != left and self.count(candidate) <= self.count(left):
            left = candidate
        self.probation.remove(left)
        return [left]
"#
);
