//! Policies by the number of uses.

use super::{Entry, Key, Model, Queue};

/// The entry with the lowest priority leaves; of several, the one that reached it first.
pub struct Counting {
    entries: Queue,
    /// The key, uses, priority and number of the assignment of each.
    marks: Vec<(Key, u32, f64, u64)>,
    by_size: bool,
    age: f64,
    assigned: u64,
}

impl Counting {
    pub fn lfu() -> Self {
        Self {
            entries: Queue::default(),
            marks: Vec::new(),
            by_size: false,
            age: 0.0,
            assigned: 0,
        }
    }

    pub fn gdsf() -> Self {
        Self {
            by_size: true,
            ..Self::lfu()
        }
    }

    fn assign(&mut self, (key, size): Entry, uses: u32) {
        let size = u32::try_from(size).expect("a small size").max(1);
        let priority = if self.by_size {
            self.age + f64::from(uses) / f64::from(size)
        } else {
            f64::from(uses)
        };
        self.assigned += 1;
        self.marks.retain(|mark| mark.0 != key);
        self.marks.push((key, uses, priority, self.assigned));
    }
}

impl Model for Counting {
    fn queues(&self) -> Vec<&Queue> {
        vec![&self.entries]
    }

    fn hit(&mut self, key: Key) {
        let entry = self.entries.0.iter().find(|entry| entry.0 == key);
        let entry = *entry.expect("an entry");
        let uses = self.marks.iter().find(|mark| mark.0 == key);
        let uses = uses.expect("a mark").1;
        self.assign(entry, uses + 1);
    }

    fn evict(&mut self, _: Entry) -> Option<Key> {
        let lowest = self.marks.iter().min_by(|one, other| {
            let order = one.2.total_cmp(&other.2);
            order.then(one.3.cmp(&other.3))
        });
        let &(key, _, priority, _) = lowest?;
        self.age = priority;
        self.remove(key);
        Some(key)
    }

    fn admit(&mut self, newcomer: Entry) {
        self.entries.push(newcomer);
        self.assign(newcomer, 1);
    }

    fn remove(&mut self, key: Key) {
        self.entries.take(key);
        self.marks.retain(|mark| mark.0 != key);
    }
}
