//! Naive models of the policies: lists that are searched from the start, with the keys of ghosts.

mod adaptive;
mod counting;
mod queues;
mod recency;
mod tiny;

/// The key of an entry.
pub type Key = u16;

/// The key and the size of an entry; in a bound of entries, each has the size 1.
pub type Entry = (Key, u64);

/// A list of entries, the first to leave at its front.
#[derive(Clone, Debug, Default)]
pub struct Queue(pub Vec<Entry>);

impl Queue {
    pub fn has(&self, key: Key) -> bool {
        self.0.iter().any(|entry| entry.0 == key)
    }

    pub fn weight(&self) -> u64 {
        self.0.iter().map(|entry| entry.1).sum()
    }

    /// Removes an entry by its key.
    pub fn take(&mut self, key: Key) -> Option<Entry> {
        let place = self.0.iter().position(|entry| entry.0 == key)?;
        Some(self.0.remove(place))
    }

    pub fn pop(&mut self) -> Option<Entry> {
        (!self.0.is_empty()).then(|| self.0.remove(0))
    }

    pub fn push(&mut self, entry: Entry) {
        self.0.push(entry);
    }

    /// Moves an entry to the end.
    pub fn renew(&mut self, key: Key) {
        if let Some(entry) = self.take(key) {
            self.push(entry);
        }
    }

    /// Removes entries from the front until the list weighs at most `most`.
    pub fn shorten(&mut self, most: u64) {
        while self.weight() > most {
            self.pop();
        }
    }
}

/// A naive policy.
pub trait Model {
    /// The lists of the entries in the cache.
    fn queues(&self) -> Vec<&Queue>;

    /// A key is looked up.
    fn look_up(&mut self, _key: Key) {}

    /// An entry is found.
    fn hit(&mut self, key: Key);

    /// An entry is to be stored.
    fn arrive(&mut self, _newcomer: Entry) {}

    /// The next entry to leave; `None` turns the new one away.
    fn evict(&mut self, newcomer: Entry) -> Option<Key>;

    /// The new entry is stored.
    fn admit(&mut self, newcomer: Entry);

    /// An expired entry leaves.
    fn remove(&mut self, key: Key);

    fn has(&self, key: Key) -> bool {
        self.queues().iter().any(|queue| queue.has(key))
    }

    fn weight(&self) -> u64 {
        self.queues().iter().map(|queue| queue.weight()).sum()
    }

    /// Stores an entry. Returns the keys that leave, in this order, and whether it was stored.
    fn insert(&mut self, newcomer: Entry, limit: u64) -> (Vec<Key>, bool) {
        self.arrive(newcomer);
        let mut left = Vec::new();
        while self.weight() + newcomer.1 > limit {
            match self.evict(newcomer) {
                Some(key) => left.push(key),
                None => return (left, false),
            }
        }
        self.admit(newcomer);
        (left, true)
    }
}

/// The naive model of a policy, by its name.
pub fn model(name: &str, limit: u64, weighted: bool) -> Box<dyn Model> {
    match name {
        "unbounded" | "fifo" => Box::new(recency::Simple::new(recency::Order::Stored)),
        "lru" | "lru-slab" => Box::new(recency::Simple::new(recency::Order::Used)),
        "mru" => Box::new(recency::Simple::new(recency::Order::Newest)),
        "clock" => Box::new(recency::Clock::default()),
        "sieve" => Box::new(recency::Sieve::default()),
        "rr" => Box::new(recency::Random::default()),
        "lfu" => Box::new(counting::Counting::lfu()),
        "gdsf" => Box::new(counting::Counting::gdsf()),
        "slru" => Box::new(queues::Slru::new(limit)),
        "2q" => Box::new(queues::TwoQ::new(limit)),
        "s3-fifo" => Box::new(queues::S3Fifo::new(limit)),
        "arc" => Box::new(adaptive::Arc::new(limit)),
        "car" => Box::new(adaptive::Car::new(limit)),
        "lirs" => Box::new(adaptive::Lirs::new(limit, weighted)),
        "w-tinylfu" => Box::new(tiny::WTinyLfu::new(limit, weighted)),
        _ => panic!("no model of {name}"),
    }
}
