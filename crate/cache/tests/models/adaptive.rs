//! Policies whose shares or distances adapt.

use super::{Entry, Key, Model, Queue};

pub struct Arc {
    once: Queue,
    again: Queue,
    once_ghosts: Queue,
    again_ghosts: Queue,
    target: f64,
    limit: u64,
    /// The list of ghosts, 1 or 2, that the new entry comes from, or 0.
    from: u8,
}

impl Arc {
    pub fn new(limit: u64) -> Self {
        Self {
            once: Queue::default(),
            again: Queue::default(),
            once_ghosts: Queue::default(),
            again_ghosts: Queue::default(),
            target: 0.0,
            limit,
            from: 0,
        }
    }
}

fn real(weight: u64) -> f64 {
    f64::from(u32::try_from(weight).expect("a small weight"))
}

impl Model for Arc {
    fn queues(&self) -> Vec<&Queue> {
        vec![&self.once, &self.again]
    }

    fn hit(&mut self, key: Key) {
        let entry = self.once.take(key).or_else(|| self.again.take(key));
        self.again.push(entry.expect("an entry"));
    }

    fn arrive(&mut self, (key, size): Entry) {
        let once = real(self.once_ghosts.weight());
        let again = real(self.again_ghosts.weight());
        self.from = 0;
        if self.once_ghosts.take(key).is_some() {
            self.from = 1;
            let change = f64::max(1.0, again / once) * real(size);
            self.target = f64::min(real(self.limit), self.target + change);
        } else if self.again_ghosts.take(key).is_some() {
            self.from = 2;
            let change = f64::max(1.0, once / again) * real(size);
            self.target = f64::max(0.0, self.target - change);
        }
    }

    fn evict(&mut self, _: Entry) -> Option<Key> {
        let once = real(self.once.weight());
        let above = once > self.target || (self.from == 2 && once >= self.target);
        let entry;
        if !self.once.0.is_empty() && above || self.again.0.is_empty() {
            entry = self.once.pop()?;
            self.once_ghosts.push(entry);
        } else {
            entry = self.again.pop()?;
            self.again_ghosts.push(entry);
        }
        Some(entry.0)
    }

    fn admit(&mut self, newcomer: Entry) {
        if self.from == 0 {
            self.once.push(newcomer);
        } else {
            self.again.push(newcomer);
        }
        while !self.once_ghosts.0.is_empty()
            && self.once.weight() + self.once_ghosts.weight() > self.limit
        {
            self.once_ghosts.pop();
        }
        while !self.again_ghosts.0.is_empty()
            && self.weight() + self.once_ghosts.weight() + self.again_ghosts.weight()
                > 2 * self.limit
        {
            self.again_ghosts.pop();
        }
    }

    fn remove(&mut self, key: Key) {
        self.once.take(key);
        self.again.take(key);
    }
}

pub struct Car {
    once: Queue,
    again: Queue,
    used: Vec<Key>,
    once_ghosts: Queue,
    again_ghosts: Queue,
    target: u64,
    limit: u64,
}

impl Car {
    pub fn new(limit: u64) -> Self {
        Self {
            once: Queue::default(),
            again: Queue::default(),
            used: Vec::new(),
            once_ghosts: Queue::default(),
            again_ghosts: Queue::default(),
            target: 0,
            limit,
        }
    }
}

impl Model for Car {
    fn queues(&self) -> Vec<&Queue> {
        vec![&self.once, &self.again]
    }

    fn hit(&mut self, key: Key) {
        self.used.push(key);
    }

    fn evict(&mut self, _: Entry) -> Option<Key> {
        loop {
            let above = self.once.weight() >= self.target.max(1);
            let first = above && !self.once.0.is_empty() || self.again.0.is_empty();
            let entry = if first {
                self.once.pop()?
            } else {
                self.again.pop()?
            };
            if self.used.contains(&entry.0) {
                self.used.retain(|&key| key != entry.0);
                self.again.push(entry);
                continue;
            }
            if first {
                self.once_ghosts.push(entry);
            } else {
                self.again_ghosts.push(entry);
            }
            return Some(entry.0);
        }
    }

    fn admit(&mut self, newcomer: Entry) {
        let (key, size) = newcomer;
        let (once, again) = (self.once_ghosts.weight(), self.again_ghosts.weight());
        if self.once_ghosts.take(key).is_some() {
            self.target = (self.target + (again / once).max(1) * size).min(self.limit);
            self.again.push(newcomer);
        } else if self.again_ghosts.take(key).is_some() {
            self.target = self.target.saturating_sub((once / again).max(1) * size);
            self.again.push(newcomer);
        } else {
            self.once.push(newcomer);
            while !self.once_ghosts.0.is_empty()
                && self.once.weight() + self.once_ghosts.weight() > self.limit
            {
                self.once_ghosts.pop();
            }
            while !self.again_ghosts.0.is_empty()
                && self.weight() + self.once_ghosts.weight() + self.again_ghosts.weight()
                    > 2 * self.limit
            {
                self.again_ghosts.pop();
            }
        }
    }

    fn remove(&mut self, key: Key) {
        self.once.take(key);
        self.again.take(key);
        self.used.retain(|&other| other != key);
    }
}

/// The stack of the paper, with entries of both kinds and ghosts.
pub struct Lirs {
    stack: Queue,
    low: Queue,
    high: Queue,
    /// In the order in which they left.
    ghosts: Queue,
    most_low: u64,
    most_entries: usize,
    weighted: bool,
    returning: bool,
    last: Option<Key>,
}

impl Lirs {
    pub fn new(limit: u64, weighted: bool) -> Self {
        let entries = if weighted { 0 } else { limit };
        Self {
            stack: Queue::default(),
            low: Queue::default(),
            high: Queue::default(),
            ghosts: Queue::default(),
            most_low: limit.saturating_sub((limit / 100).max(2)),
            most_entries: usize::try_from(entries).expect("few entries"),
            weighted,
            returning: false,
            last: None,
        }
    }

    /// Adds a ghost to its set, of which the oldest leaves.
    fn push_ghost(&mut self, ghost: Entry) {
        let most = 3 * self.most_entries;
        let bits = (most / 16).max(1).ilog2();
        let set = |key: Key| {
            let mixed = u64::from(key);
            let mixed = if mixed == 0 { u64::MAX } else { mixed };
            let mixed = mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            mixed.unbounded_shr(64 - bits)
        };
        let of_set = |other: &&Entry| set(other.0) == set(ghost.0);
        if self.ghosts.0.iter().filter(of_set).count() == most.min(16) {
            let oldest = self.ghosts.0.iter().find(of_set).map(|entry| entry.0);
            let Some(oldest) = oldest else { return };
            self.ghosts.take(oldest);
            self.stack.take(oldest);
        }
        self.ghosts.push(ghost);
    }

    fn prune(&mut self) {
        while let Some(&(key, _)) = self.stack.0.first()
            && !self.low.has(key)
        {
            self.stack.pop();
            self.ghosts.take(key);
        }
    }

    fn promote(&mut self, entry: Entry) {
        self.stack.take(entry.0);
        self.stack.push(entry);
        self.low.push(entry);
        while self.low.weight() > self.most_low {
            self.demote();
        }
    }

    fn demote(&mut self) {
        self.prune();
        if let Some(entry) = self.stack.pop() {
            self.low.take(entry.0);
            self.high.push(entry);
            self.prune();
        }
    }
}

impl Model for Lirs {
    fn queues(&self) -> Vec<&Queue> {
        vec![&self.low, &self.high]
    }

    fn hit(&mut self, key: Key) {
        if self.last.replace(key) == Some(key) {
            return;
        }
        if self.low.has(key) {
            self.stack.renew(key);
        } else if self.stack.has(key) {
            let entry = self.high.take(key).expect("an entry");
            self.promote(entry);
        } else {
            self.high.renew(key);
            self.stack.push(*self.high.0.last().expect("an entry"));
        }
        self.prune();
    }

    fn arrive(&mut self, newcomer: Entry) {
        self.returning = self.ghosts.take(newcomer.0).is_some();
        self.stack.take(newcomer.0);
    }

    fn evict(&mut self, _: Entry) -> Option<Key> {
        if self.high.0.is_empty() {
            self.demote();
        }
        let entry = self.high.pop()?;
        if self.stack.has(entry.0) {
            self.push_ghost(entry);
        }
        if self.last == Some(entry.0) {
            self.last = None;
        }
        Some(entry.0)
    }

    fn admit(&mut self, newcomer: Entry) {
        self.last = Some(newcomer.0);
        if self.returning || self.low.weight() + newcomer.1 <= self.most_low {
            self.promote(newcomer);
        } else {
            self.high.push(newcomer);
            self.stack.push(newcomer);
        }
        if self.weighted {
            let entries = self.low.0.len() + self.high.0.len();
            self.most_entries = self.most_entries.max(entries);
        }
        self.prune();
    }

    fn remove(&mut self, key: Key) {
        if self.last == Some(key) {
            self.last = None;
        }
        self.low.take(key);
        self.high.take(key);
        self.stack.take(key);
        self.prune();
    }
}
