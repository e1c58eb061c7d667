use crate::python::PythonDecorator;
use crate::slab::links::{Links, List, Marks, NONE};
use crate::slab::replacement::{HashOf, Limit, Newcomer, Replacement};

slab_bound! {
    /// Least frequently used: the entry with the fewest uses leaves.
    ///
    /// In constant time, by a list of groups of entries with equal counts: K. Shah, A. Mitra and
    /// D. Matani, "An O(1) algorithm for implementing the LFU cache eviction scheme", 2010.
    /// Choices: a use is counted while the entry is in the cache, and storing it is the first; of
    /// the entries with the fewest uses, the one that reached this count first leaves.
    /// `cachetools.LFUCache` is the same policy, in version 8.
    Lfu(LfuOrder);
    name: "lfu";
    summary: "A full cache evicts the least frequently used entry.";
    python: PythonDecorator::of_cachetools("lfu_cache");
}

/// Entries with one count, which are consecutive in the queue.
#[derive(Clone, Copy)]
struct Group {
    count: u64,
    /// The entry that reached the count last.
    last: u32,
    /// The group with the next smaller count, or [`NONE`].
    previous: u32,
    /// The group with the next larger count, or [`NONE`]; of a free group, the next free one.
    next: u32,
}

/// The entries by their counts, and within a count in the order in which they reached it.
pub(crate) struct LfuOrder {
    marks: Marks<u32>,
    queue: List,
    groups: Vec<Group>,
    /// The group with the smallest count, or [`NONE`].
    least: u32,
    /// A free group, or [`NONE`].
    free: u32,
}

impl LfuOrder {
    fn group(&self, number: u32) -> Group {
        self.groups[number as usize]
    }

    fn group_mut(&mut self, number: u32) -> &mut Group {
        &mut self.groups[number as usize]
    }

    /// Changes the link to the group after `previous`, or to the first.
    fn set_next(&mut self, previous: u32, next: u32) {
        match previous {
            NONE => self.least = next,
            _ => self.group_mut(previous).next = next,
        }
    }

    /// Creates a group after another, or as the first.
    fn insert_group(&mut self, previous: u32, count: u64, last: u32) -> u32 {
        let next = match previous {
            NONE => self.least,
            _ => self.group(previous).next,
        };
        let group = Group {
            count,
            last,
            previous,
            next,
        };
        let number = self.free;
        let number = if number == NONE {
            self.groups.push(group);
            u32::try_from(self.groups.len() - 1).unwrap_or(NONE)
        } else {
            self.free = self.group(number).next;
            *self.group_mut(number) = group;
            number
        };
        self.set_next(previous, number);
        if next != NONE {
            self.group_mut(next).previous = number;
        }
        number
    }

    /// Frees a group without entries.
    fn remove_group(&mut self, number: u32) {
        let Group { previous, next, .. } = self.group(number);
        self.set_next(previous, next);
        if next != NONE {
            self.group_mut(next).previous = previous;
        }
        self.group_mut(number).next = self.free;
        self.free = number;
    }

    /// Returns `true` if an entry is the only one with its count.
    fn is_alone(&self, links: &Links, at: u32) -> bool {
        let number = self.marks.get(at);
        let before = links.previous(at);
        self.group(number).last == at && (before == NONE || self.marks.get(before) != number)
    }

    /// Removes an entry from its group and the queue.
    fn take(&mut self, links: &mut Links, at: u32) {
        let number = self.marks.get(at);
        if self.is_alone(links, at) {
            self.remove_group(number);
        } else if self.group(number).last == at {
            self.group_mut(number).last = links.previous(at);
        }
        self.queue.unlink(links, at);
    }

    /// Appends an entry in no list to the group with this count, which comes after `previous`.
    fn put(&mut self, links: &mut Links, previous: u32, count: u64, at: u32) {
        let next = match previous {
            NONE => self.least,
            _ => self.group(previous).next,
        };
        let existing = next != NONE && self.group(next).count == count;
        let before = match (existing, previous) {
            (true, _) => self.group(next).last,
            (false, NONE) => NONE,
            (false, _) => self.group(previous).last,
        };
        self.queue.insert_after(links, before, at);
        let number = if existing {
            self.group_mut(next).last = at;
            next
        } else {
            self.insert_group(previous, count, at)
        };
        self.marks.set(at, number);
    }
}

impl LfuOrder {
    /// The order of an empty cache.
    fn new(limit: Limit) -> Self {
        Self {
            marks: Marks::new(limit.entries()),
            queue: List::default(),
            groups: Vec::new(),
            least: NONE,
            free: NONE,
        }
    }
}

impl Replacement for LfuOrder {
    fn hit(&mut self, links: &mut Links, at: u32) {
        let number = self.marks.get(at);
        let Group {
            count,
            next,
            previous,
            ..
        } = self.group(number);
        let alone = self.is_alone(links, at);
        if alone && (next == NONE || self.group(next).count > count + 1) {
            // The group's only entry takes it along.
            self.group_mut(number).count += 1;
            return;
        }
        self.take(links, at);
        let before = if alone { previous } else { number };
        self.put(links, before, count + 1, at);
    }

    fn evict(&mut self, links: &mut Links, _: Newcomer, _: &HashOf<'_>) -> Option<u32> {
        let least = self.queue.front();
        self.take(links, least);
        Some(least)
    }

    fn admit(&mut self, links: &mut Links, at: u32, _: Newcomer) {
        self.put(links, NONE, 1, at);
    }

    fn remove(&mut self, links: &mut Links, at: u32) {
        self.take(links, at);
    }

    fn close(&mut self, at: u32, from: Option<u32>) {
        self.marks.swap_remove(at);
        if let Some(from) = from {
            self.queue.moved(from, at);
            let group = self.group_mut(self.marks.get(at));
            if group.last == from {
                group.last = at;
            }
        }
    }

    #[cfg(debug_assertions)]
    fn validate(&self, links: &Links) {
        assert_eq!(self.queue.len(), links.len());
        self.queue.validate(links, |_| true);
        let mut entries = self.queue.iter(links).peekable();
        let (mut number, mut before, mut count, mut used) = (self.least, NONE, 0, 0);
        while number != NONE {
            let group = self.group(number);
            assert_eq!(group.previous, before);
            assert!(group.count > count, "groups are not in order");
            let mut last = NONE;
            while let Some(at) = entries.next_if(|&at| self.marks.get(at) == number) {
                last = at;
            }
            assert_eq!(group.last, last, "a group is empty or incomplete");
            (before, count, number, used) = (number, group.count, group.next, used + 1);
        }
        assert_eq!(entries.next(), None, "an entry is in no group");
        let mut free = self.free;
        while free != NONE {
            (free, used) = (self.group(free).next, used + 1);
        }
        assert_eq!(used, self.groups.len());
    }
}
