//! Policies with a queue for new entries.

use std::collections::BTreeMap;

use super::{Entry, Key, Model, Queue};

pub struct Slru {
    probation: Queue,
    protected: Queue,
    most: u64,
}

impl Slru {
    pub fn new(limit: u64) -> Self {
        Self {
            probation: Queue::default(),
            protected: Queue::default(),
            most: limit * 8 / 10,
        }
    }
}

impl Model for Slru {
    fn queues(&self) -> Vec<&Queue> {
        vec![&self.probation, &self.protected]
    }

    fn hit(&mut self, key: Key) {
        if self.protected.has(key) {
            return self.protected.renew(key);
        }
        let place = self.probation.0.iter().position(|entry| entry.0 == key);
        let entry = self.probation.0[place.expect("an entry")];
        if entry.1 > self.most {
            return self.probation.renew(key);
        }
        while self.protected.weight() + entry.1 > self.most {
            let demoted = self.protected.pop().expect("an entry");
            self.probation.push(demoted);
        }
        self.probation.take(key);
        self.protected.push(entry);
    }

    fn evict(&mut self, _: Entry) -> Option<Key> {
        let left = self.probation.pop().or_else(|| self.protected.pop());
        left.map(|entry| entry.0)
    }

    fn admit(&mut self, newcomer: Entry) {
        self.probation.push(newcomer);
    }

    fn remove(&mut self, key: Key) {
        self.probation.take(key);
        self.protected.take(key);
    }
}

pub struct TwoQ {
    new: Queue,
    main: Queue,
    ghosts: Queue,
    most_new: u64,
    most_ghosts: u64,
    returning: bool,
}

impl TwoQ {
    pub fn new(limit: u64) -> Self {
        Self {
            new: Queue::default(),
            main: Queue::default(),
            ghosts: Queue::default(),
            most_new: limit / 4,
            most_ghosts: limit / 2,
            returning: false,
        }
    }
}

impl Model for TwoQ {
    fn queues(&self) -> Vec<&Queue> {
        vec![&self.new, &self.main]
    }

    fn hit(&mut self, key: Key) {
        self.main.renew(key);
    }

    fn arrive(&mut self, newcomer: Entry) {
        self.returning = self.ghosts.take(newcomer.0).is_some();
    }

    fn evict(&mut self, _: Entry) -> Option<Key> {
        if !self.main.0.is_empty() && self.new.weight() <= self.most_new {
            return self.main.pop().map(|entry| entry.0);
        }
        let left = self.new.pop()?;
        if left.1 <= self.most_ghosts {
            self.ghosts.push(left);
            self.ghosts.shorten(self.most_ghosts);
        }
        Some(left.0)
    }

    fn admit(&mut self, newcomer: Entry) {
        if self.returning {
            self.main.push(newcomer);
        } else {
            self.new.push(newcomer);
        }
    }

    fn remove(&mut self, key: Key) {
        self.new.take(key);
        self.main.take(key);
    }
}

/// The algorithm of the paper: evictions by one insertion follow one another as there.
pub struct S3Fifo {
    small: Queue,
    main: Queue,
    ghosts: Queue,
    uses: BTreeMap<Key, u8>,
    least_small: u64,
    most_main: u64,
    most_ghosts: u64,
}

impl S3Fifo {
    pub fn new(limit: u64) -> Self {
        let least_small = (limit / 10).max(1);
        Self {
            small: Queue::default(),
            main: Queue::default(),
            ghosts: Queue::default(),
            uses: BTreeMap::new(),
            least_small,
            most_main: limit.saturating_sub(least_small),
            most_ghosts: limit * 9 / 10,
        }
    }

    fn evict_small(&mut self, left: &mut Vec<Key>) {
        while let Some(entry) = self.small.pop() {
            if self.uses[&entry.0] > 1 {
                self.uses.insert(entry.0, 0);
                self.main.push(entry);
                if self.main.weight() > self.most_main {
                    self.evict_main(left);
                }
            } else {
                if entry.1 <= self.most_ghosts {
                    self.ghosts.push(entry);
                    self.ghosts.shorten(self.most_ghosts);
                }
                left.push(entry.0);
                return;
            }
        }
    }

    fn evict_main(&mut self, left: &mut Vec<Key>) {
        while let Some(entry) = self.main.pop() {
            let uses = self.uses.get_mut(&entry.0).expect("an entry");
            if *uses == 0 {
                left.push(entry.0);
                return;
            }
            *uses -= 1;
            self.main.push(entry);
        }
    }
}

impl Model for S3Fifo {
    fn queues(&self) -> Vec<&Queue> {
        vec![&self.small, &self.main]
    }

    fn hit(&mut self, key: Key) {
        let uses = self.uses.get_mut(&key).expect("an entry");
        *uses = (*uses + 1).min(3);
    }

    fn evict(&mut self, _: Entry) -> Option<Key> {
        unreachable!("insert evicts")
    }

    fn admit(&mut self, newcomer: Entry) {
        self.uses.insert(newcomer.0, 0);
        if self.ghosts.take(newcomer.0).is_some() {
            self.main.push(newcomer);
        } else {
            self.small.push(newcomer);
        }
    }

    fn remove(&mut self, key: Key) {
        self.small.take(key);
        self.main.take(key);
    }

    fn insert(&mut self, newcomer: Entry, limit: u64) -> (Vec<Key>, bool) {
        let mut left = Vec::new();
        while self.weight() + newcomer.1 > limit {
            if self.small.weight() >= self.least_small || self.main.0.is_empty() {
                self.evict_small(&mut left);
            } else {
                self.evict_main(&mut left);
            }
        }
        self.admit(newcomer);
        (left, true)
    }
}
