//! Policies with one list.

use std::collections::BTreeSet;

use super::{Entry, Key, Model, Queue};

pub enum Order {
    /// The entry stored first leaves.
    Stored,
    /// The least recently used entry leaves.
    Used,
    /// The most recently used entry leaves.
    Newest,
}

pub struct Simple {
    order: Order,
    queue: Queue,
}

impl Simple {
    pub fn new(order: Order) -> Self {
        let queue = Queue::default();
        Self { order, queue }
    }
}

impl Model for Simple {
    fn queues(&self) -> Vec<&Queue> {
        vec![&self.queue]
    }

    fn hit(&mut self, key: Key) {
        if !matches!(self.order, Order::Stored) {
            self.queue.renew(key);
        }
    }

    fn evict(&mut self, _: Entry) -> Option<Key> {
        let left = match self.order {
            Order::Stored | Order::Used => self.queue.pop(),
            Order::Newest => self.queue.0.pop(),
        };
        left.map(|entry| entry.0)
    }

    fn admit(&mut self, newcomer: Entry) {
        self.queue.push(newcomer);
    }

    fn remove(&mut self, key: Key) {
        self.queue.take(key);
    }
}

#[derive(Default)]
pub struct Clock {
    queue: Queue,
    used: BTreeSet<Key>,
}

impl Model for Clock {
    fn queues(&self) -> Vec<&Queue> {
        vec![&self.queue]
    }

    fn hit(&mut self, key: Key) {
        self.used.insert(key);
    }

    fn evict(&mut self, _: Entry) -> Option<Key> {
        loop {
            let entry = self.queue.pop()?;
            if !self.used.remove(&entry.0) {
                return Some(entry.0);
            }
            self.queue.push(entry);
        }
    }

    fn admit(&mut self, newcomer: Entry) {
        self.queue.push(newcomer);
    }

    fn remove(&mut self, key: Key) {
        self.queue.take(key);
        self.used.remove(&key);
    }
}

/// The hand is the number of entries that it has passed.
#[derive(Default)]
pub struct Sieve {
    queue: Queue,
    used: BTreeSet<Key>,
    passed: usize,
}

impl Model for Sieve {
    fn queues(&self) -> Vec<&Queue> {
        vec![&self.queue]
    }

    fn hit(&mut self, key: Key) {
        self.used.insert(key);
    }

    fn evict(&mut self, _: Entry) -> Option<Key> {
        loop {
            if self.passed >= self.queue.0.len() {
                self.passed = 0;
            }
            let key = self.queue.0[self.passed].0;
            if !self.used.remove(&key) {
                self.queue.take(key);
                // From the newest entry, the hand returns to the oldest at once.
                if self.passed == self.queue.0.len() {
                    self.passed = 0;
                }
                return Some(key);
            }
            self.passed += 1;
        }
    }

    fn admit(&mut self, newcomer: Entry) {
        self.queue.push(newcomer);
    }

    fn remove(&mut self, key: Key) {
        let place = self.queue.0.iter().position(|entry| entry.0 == key);
        if place.is_some_and(|place| place < self.passed) {
            self.passed -= 1;
        }
        self.queue.take(key);
        self.used.remove(&key);
        if self.passed == self.queue.0.len() {
            self.passed = 0;
        }
    }
}

/// Splitmix64: G. L. Steele et al., "Fast Splittable Pseudorandom Number Generators", 2014.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, limit: u64) -> u64 {
        let product = u128::from(self.next()) * u128::from(limit);
        u64::try_from(product >> 64).expect("less than the limit")
    }
}

/// Slots without gaps: the last entry fills one, or the new one does.
pub struct Random {
    slots: Queue,
    generator: SplitMix,
    free: Option<usize>,
}

impl Default for Random {
    fn default() -> Self {
        Self {
            slots: Queue::default(),
            generator: SplitMix(0),
            free: None,
        }
    }
}

impl Random {
    fn fill(&mut self) {
        if let Some(free) = self.free.take() {
            self.slots.0.swap_remove(free);
        }
    }
}

impl Model for Random {
    fn queues(&self) -> Vec<&Queue> {
        vec![&self.slots]
    }

    fn hit(&mut self, _: Key) {}

    fn evict(&mut self, _: Entry) -> Option<Key> {
        self.fill();
        let place = self.generator.below(self.slots.0.len() as u64);
        let place = usize::try_from(place).expect("a slot");
        let key = self.slots.0[place].0;
        // An entry that has left weighs nothing.
        self.slots.0[place] = (Key::MAX, 0);
        self.free = Some(place);
        Some(key)
    }

    fn admit(&mut self, newcomer: Entry) {
        match self.free.take() {
            Some(place) => self.slots.0[place] = newcomer,
            None => self.slots.push(newcomer),
        }
    }

    fn remove(&mut self, key: Key) {
        let place = self.slots.0.iter().position(|entry| entry.0 == key);
        self.slots.0.swap_remove(place.expect("an entry"));
    }
}
