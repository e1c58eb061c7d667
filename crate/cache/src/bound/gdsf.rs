use crate::python::{PythonDecorator, python_order};
use crate::slab::links::{Links, Marks, reserve_one};
use crate::slab::replacement::{HashOf, Limit, Newcomer, Replacement};

slab_bound! {
    /// Greedy dual size frequency: the entry with the lowest priority leaves, which is its number
    /// of uses by its size, on top of the priority of the last one that left.
    ///
    /// L. Cherkasova, "Improving WWW Proxies Performance with Greedy-Dual-Size-Frequency Caching
    /// Policy", HP Labs Technical Report 98-69, 1998: `L + F·C/size`. Choices: the cost `C` is 1;
    /// a use is counted while the entry is in the cache, and storing it is the first; of entries
    /// with one priority, the one that reached it first leaves. A size below 1 counts as 1. With a
    /// bound in entries, all sizes are 1, and the policy is LFU with dynamic aging.
    Gdsf(GdsfOrder);
    name: "gdsf";
    summary: "A full cache evicts the entry with the fewest uses for its size, with aging.";
    python: PythonDecorator::defined("gdsf_cache", PYTHON);
}

/// The priority of an entry, and its place in the heap.
#[derive(Clone, Copy, Default)]
pub(crate) struct Mark {
    priority: f64,
    /// The number of priorities assigned before.
    since: u64,
    uses: u32,
    place: u32,
}

impl Mark {
    fn is_before(&self, other: &Self) -> bool {
        let order = self.priority.total_cmp(&other.priority);
        order.then(self.since.cmp(&other.since)).is_lt()
    }
}

/// A binary heap of entries, with the lowest priority at its top.
pub(crate) struct GdsfOrder {
    marks: Marks<Mark>,
    heap: Vec<u32>,
    /// The priority of the entry that left last.
    age: f64,
    assigned: u64,
    most: usize,
}

impl GdsfOrder {
    /// Assigns the priority of an entry with these uses.
    #[allow(clippy::cast_precision_loss)] // Sizes are at most 2⁴⁰.
    fn assign(&mut self, links: &mut Links, at: u32, uses: u32) {
        let size = links.weight(at).max(1) as f64;
        self.assigned += 1;
        let mark = Mark {
            priority: self.age + f64::from(uses) / size,
            since: self.assigned,
            uses,
            place: self.marks.get(at).place,
        };
        self.marks.set(at, mark);
    }

    fn put(&mut self, place: u32, at: u32) {
        self.heap[place as usize] = at;
        self.marks.set(
            at,
            Mark {
                place,
                ..self.marks.get(at)
            },
        );
    }

    fn is_before(&self, place: u32, mark: &Mark) -> bool {
        self.marks.get(self.heap[place as usize]).is_before(mark)
    }

    /// Moves an entry up from a place, or down, to one in order.
    fn settle(&mut self, mut place: u32, at: u32) {
        let mark = self.marks.get(at);
        let len = u32::try_from(self.heap.len()).unwrap_or(u32::MAX);
        while place > 0 && !self.is_before((place - 1) / 2, &mark) {
            let parent = (place - 1) / 2;
            self.put(place, self.heap[parent as usize]);
            place = parent;
        }
        loop {
            let mut child = 2 * place + 1;
            if child >= len {
                break;
            }
            let right = child + 1;
            if right < len && {
                let left = self.marks.get(self.heap[child as usize]);
                self.is_before(right, &left)
            } {
                child = right;
            }
            if !self.is_before(child, &mark) {
                break;
            }
            self.put(place, self.heap[child as usize]);
            place = child;
        }
        self.put(place, at);
    }
}

impl GdsfOrder {
    /// The order of an empty cache.
    fn new(limit: Limit) -> Self {
        Self {
            marks: Marks::new(limit.entries()),
            heap: Vec::new(),
            age: 0.0,
            assigned: 0,
            most: limit.most(limit.units),
        }
    }
}

impl Replacement for GdsfOrder {
    fn hit(&mut self, links: &mut Links, at: u32) {
        let Mark { uses, place, .. } = self.marks.get(at);
        self.assign(links, at, uses.saturating_add(1));
        self.settle(place, at);
    }

    fn evict(&mut self, links: &mut Links, _: Newcomer, _: &HashOf<'_>) -> Option<u32> {
        let &lowest = self.heap.first()?;
        self.age = self.marks.get(lowest).priority;
        self.remove(links, lowest);
        Some(lowest)
    }

    fn admit(&mut self, links: &mut Links, at: u32, _: Newcomer) {
        self.marks.set(at, Mark::default());
        self.assign(links, at, 1);
        let last = u32::try_from(self.heap.len()).unwrap_or(u32::MAX);
        reserve_one(&mut self.heap, self.most);
        self.heap.push(at);
        self.settle(last, at);
    }

    fn remove(&mut self, _: &mut Links, at: u32) {
        let place = self.marks.get(at).place;
        if let Some(last) = self.heap.pop()
            && last != at
        {
            self.settle(place, last);
        }
    }

    fn close(&mut self, at: u32, from: Option<u32>) {
        self.marks.swap_remove(at);
        if from.is_some() {
            self.heap[self.marks.get(at).place as usize] = at;
        }
    }

    #[cfg(debug_assertions)]
    fn validate(&self, links: &Links) {
        assert_eq!(self.heap.len(), links.len() as usize);
        for (place, &at) in (0..).zip(&self.heap) {
            let mark = self.marks.get(at);
            assert_eq!(mark.place, place, "a place is wrong");
            assert!(place == 0 || self.is_before((place - 1) / 2, &mark));
            assert!(mark.uses > 0);
        }
    }
}

/// The order in Python.
const PYTHON: &[&str] = python_order!(
    "gdsf_cache",
    "Gdsf",
    r#"class Gdsf(Order):
    """The result with the fewest uses leaves; uses count from the last that left."""

    def __init__(self, maxsize):
        super().__init__(maxsize)
        self.priority = {}
        self.uses = {}
        self.age = 0

    def found(self, key):
        self.uses[key] += 1
        del self.priority[key]
        self.priority[key] = self.age + self.uses[key]

    def add(self, key):
        left = []
        if len(self.priority) == self.maxsize:
            # Of several with one priority, the first in the dictionary.
            left.append(min(self.priority, key=self.priority.get))
            self.age = self.priority.pop(left[0])
        self.uses[key] = 1
        self.priority[key] = self.age + 1
        return left
"#
);
