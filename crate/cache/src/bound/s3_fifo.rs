use crate::python::{PythonDecorator, python_order};
use crate::slab::ghosts::Ghosts;
use crate::slab::links::{Links, List, Marks};
use crate::slab::replacement::{HashOf, Limit, Newcomer, Replacement};

slab_bound! {
    /// S3-FIFO: a small queue of new entries, a main queue for those used more than once, and
    /// ghosts of those that were not.
    ///
    /// J. Yang et al., "FIFO Queues are All You Need for Cache Eviction", SOSP 2023, as in its
    /// algorithm. Choices: the small queue has 10 percent of the size, at least 1; the ghosts are
    /// 90 percent of it, rounded down; uses are counted up to 3 in both queues; an entry used more
    /// than once goes from the small queue to the main one, with the count 0. If the main queue
    /// has no room then, it evicts too, so one insertion may evict several entries.
    S3Fifo(S3FifoOrder);
    name: "s3-fifo";
    summary: "New entries wait in a small queue, which those used more than once survive.";
    python: PythonDecorator::defined("s3_fifo_cache", PYTHON);
}

/// The largest count of uses.
const MOST_USES: u8 = 3;

/// The queue and the uses of an entry.
#[derive(Clone, Copy, Default)]
pub(crate) struct Mark {
    is_main: bool,
    uses: u8,
}

/// The two queues, and the ghosts.
pub(crate) struct S3FifoOrder {
    marks: Marks<Mark>,
    small: List,
    main: List,
    ghosts: Ghosts<(), 1>,
    least_small: u64,
    most_main: u64,
    most_ghosts: u64,
    /// `true` after an eviction from the main queue to make room for one from the small queue: the
    /// small queue has to evict one, too.
    is_unfinished: bool,
}

impl S3FifoOrder {
    fn evict_from_main(&mut self, links: &mut Links) -> Option<u32> {
        while let Some(oldest) = self.main.pop_front(links) {
            let Mark { uses, .. } = self.marks.get(oldest);
            if uses == 0 {
                return Some(oldest);
            }
            let uses = uses - 1;
            self.marks.set(
                oldest,
                Mark {
                    is_main: true,
                    uses,
                },
            );
            self.main.push_back(links, oldest);
        }
        None
    }

    fn evict_from_small(&mut self, links: &mut Links, hash_of: &HashOf<'_>) -> Option<u32> {
        while let Some(oldest) = self.small.pop_front(links) {
            if self.marks.get(oldest).uses <= 1 {
                let weight = links.weight(oldest);
                if weight <= self.most_ghosts {
                    self.ghosts.shorten(0, self.most_ghosts - weight);
                    self.ghosts.push(hash_of(oldest), (), weight);
                }
                return Some(oldest);
            }
            self.marks.set(
                oldest,
                Mark {
                    is_main: true,
                    uses: 0,
                },
            );
            self.main.push_back(links, oldest);
            if self.main.weight() > self.most_main {
                self.is_unfinished = !self.small.is_empty();
                return self.evict_from_main(links);
            }
        }
        None
    }
}

impl S3FifoOrder {
    /// The order of an empty cache.
    fn new(limit: Limit) -> Self {
        let least_small = (limit.units / 10).max(1);
        // Rounded down in two parts, so that no product is too large.
        let most_ghosts = limit.units / 10 * 9 + limit.units % 10 * 9 / 10;
        Self {
            marks: Marks::new(limit.entries()),
            small: List::default(),
            main: List::default(),
            ghosts: Ghosts::new(limit.most(most_ghosts), limit.weighted),
            least_small,
            most_main: limit.units.saturating_sub(least_small),
            most_ghosts,
            is_unfinished: false,
        }
    }
}

impl Replacement for S3FifoOrder {
    fn hit(&mut self, _: &mut Links, at: u32) {
        let Mark { is_main, uses } = self.marks.get(at);
        let uses = (uses + 1).min(MOST_USES);
        self.marks.set(at, Mark { is_main, uses });
    }

    fn evict(&mut self, links: &mut Links, _: Newcomer, hash_of: &HashOf<'_>) -> Option<u32> {
        if std::mem::take(&mut self.is_unfinished) {
            return self.evict_from_small(links, hash_of);
        }
        let is_small_full = self.small.weight() >= self.least_small;
        if (is_small_full || self.main.is_empty())
            && let Some(at) = self.evict_from_small(links, hash_of)
        {
            return Some(at);
        }
        self.evict_from_main(links)
    }

    fn is_unfinished(&self) -> bool {
        self.is_unfinished
    }

    fn admit(&mut self, links: &mut Links, at: u32, newcomer: Newcomer) {
        let is_main = self.ghosts.remove(newcomer.hash).is_some();
        self.marks.set(at, Mark { is_main, uses: 0 });
        let queue = if is_main {
            &mut self.main
        } else {
            &mut self.small
        };
        queue.push_back(links, at);
    }

    fn remove(&mut self, links: &mut Links, at: u32) {
        let queue = if self.marks.get(at).is_main {
            &mut self.main
        } else {
            &mut self.small
        };
        queue.unlink(links, at);
    }

    fn close(&mut self, at: u32, from: Option<u32>) {
        self.marks.swap_remove(at);
        if let Some(from) = from {
            self.small.moved(from, at);
            self.main.moved(from, at);
        }
    }

    #[cfg(debug_assertions)]
    fn validate(&self, links: &Links) {
        self.small.validate(links, |at| !self.marks.get(at).is_main);
        self.main.validate(links, |at| self.marks.get(at).is_main);
        assert_eq!(self.small.len() + self.main.len(), links.len());
        assert!(!self.is_unfinished);
        self.ghosts.validate();
        assert!(self.ghosts.list(0).weight() <= self.most_ghosts);
    }
}

/// The order in Python.
const PYTHON: &[&str] = python_order!(
    "s3_fifo_cache",
    "S3Fifo",
    r#"class S3Fifo(Order):
    """New results wait in a small queue, which only those used more than once survive."""

    def __init__(self, maxsize):
        super().__init__(maxsize)
        self.small, self.main = [], []
        self.ghosts = []
        self.uses = {}
        self.least_small = max(1, maxsize // 10)

    def found(self, key):
        self.uses[key] = min(3, self.uses[key] + 1)

    def evict_main(self, left):
        while self.main:
            key = self.main.pop(0)
            if self.uses[key] == 0:
                left.append(key)
                return
            self.uses[key] -= 1
            self.main.append(key)

    def evict_small(self, left):
        while self.small:
            key = self.small.pop(0)
            if self.uses[key] <= 1:
                self.ghosts.append(key)
                if len(self.ghosts) > self.maxsize * 9 // 10:
                    self.ghosts.pop(0)
                left.append(key)
                return
            self.uses[key] = 0
            self.main.append(key)
            if len(self.main) > self.maxsize - self.least_small:
                self.evict_main(left)

    def add(self, key):
        left = []
        while len(self.small) + len(self.main) >= self.maxsize:
            if len(self.small) >= self.least_small or not self.main:
                self.evict_small(left)
            else:
                self.evict_main(left)
        if key in self.ghosts:
            self.ghosts.remove(key)
            self.main.append(key)
        else:
            self.small.append(key)
        self.uses[key] = 0
        return left
"#
);
