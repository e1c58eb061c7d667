//! The cache compared with a brute-force model: a list of entries from the oldest to the newest.

use std::cell::Cell;
use std::hash::{BuildHasher, RandomState};

use foldhash::fast::FixedState;
use highwater_cache::{Bound, Cache, CacheInfo, Inserted, Lifetime};
use proptest::prelude::*;

/// An operation on a cache.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Looks up a key.
    Get(u8),
    /// Stores a key without a lookup, as if another call had stored it since the miss.
    Insert(u8),
    /// Looks up a key and stores it after a miss.
    Call(u8),
    /// Empties the cache.
    Clear,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (0u8..12).prop_map(Step::Call),
        3 => (0u8..12).prop_map(Step::Get),
        3 => (0u8..12).prop_map(Step::Insert),
        1 => Just(Step::Clear),
    ];
    proptest::collection::vec(step, 0..200)
}

fn bounds() -> impl Strategy<Value = Bound> {
    prop_oneof![
        Just(String::from("unbounded")),
        (0u32..14).prop_map(|maxsize| format!("lru:{maxsize}")),
    ]
    .prop_map(|text| text.parse().expect("a bound"))
}

struct Model {
    maxsize: Option<usize>,
    /// The entries, the least recently used first.
    entries: Vec<(u8, u32)>,
    hits: u64,
    misses: u64,
    lifetime: Lifetime,
}

impl Model {
    fn new(maxsize: Option<usize>) -> Self {
        Self {
            maxsize,
            entries: Vec::new(),
            hits: 0,
            misses: 0,
            lifetime: Lifetime::default(),
        }
    }

    fn get(&mut self, key: u8) -> Option<u32> {
        if let Some(place) = self.entries.iter().position(|&(other, _)| other == key) {
            let entry = self.entries.remove(place);
            self.entries.push(entry);
            self.hits += 1;
            self.lifetime.hits += 1;
            Some(entry.1)
        } else {
            self.misses += 1;
            self.lifetime.misses += 1;
            None
        }
    }

    fn insert(&mut self, key: u8, value: u32) -> Inserted<u8, u32> {
        let present = self.entries.iter_mut().find(|(other, _)| *other == key);
        match (self.maxsize, present) {
            (Some(0), _) | (Some(_), Some(_)) => Inserted::NotStored(key, value),
            (None, Some((_, old))) => Inserted::Replaced(std::mem::replace(old, value)),
            (maxsize, None) => {
                let full = maxsize == Some(self.entries.len());
                self.entries.push((key, value));
                if full {
                    self.lifetime.evictions += 1;
                    let (key, value) = self.entries.remove(0);
                    Inserted::Evicted(key, value)
                } else {
                    Inserted::Stored
                }
            }
        }
    }

    fn clear(&mut self) {
        self.entries.clear();
        self.hits = 0;
        self.misses = 0;
        self.lifetime.clears += 1;
    }

    fn info(&self) -> CacheInfo {
        CacheInfo {
            hits: self.hits,
            misses: self.misses,
            maxsize: self.maxsize,
            currsize: self.entries.len(),
        }
    }
}

thread_local! {
    static ALIVE: Cell<usize> = const { Cell::new(0) };
}

/// A key that cannot be cloned, with a count of the live ones.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Key(u8);

impl Key {
    fn new(number: u8) -> Self {
        ALIVE.set(ALIVE.get() + 1);
        Self(number)
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        ALIVE.set(ALIVE.get() - 1);
    }
}

impl std::borrow::Borrow<u8> for Key {
    fn borrow(&self) -> &u8 {
        &self.0
    }
}

fn plain(inserted: Inserted<Key, u32>) -> Inserted<u8, u32> {
    match inserted {
        Inserted::Stored => Inserted::Stored,
        Inserted::Evicted(key, value) => Inserted::Evicted(key.0, value),
        Inserted::Replaced(value) => Inserted::Replaced(value),
        Inserted::NotStored(key, value) => Inserted::NotStored(key.0, value),
        Inserted::Removed(_) => unreachable!("one entry makes room for one"),
    }
}

fn agree<S: BuildHasher + Clone>(bound: Bound, hasher: S, steps: &[Step]) {
    let mut cache: Cache<Key, u32, S> = Cache::new(bound, hasher);
    let mut model = Model::new(bound.maxsize());
    for (number, &step) in (0..).zip(steps) {
        match step {
            Step::Get(key) => assert_eq!(cache.get(&key), model.get(key)),
            Step::Insert(key) => {
                let inserted = cache.insert(Key::new(key), number);
                assert_eq!(plain(inserted), model.insert(key, number));
            }
            Step::Call(key) => {
                let found = cache.get(&key);
                assert_eq!(found, model.get(key));
                if found.is_none() {
                    let inserted = cache.insert(Key::new(key), number);
                    assert_eq!(plain(inserted), model.insert(key, number));
                }
            }
            Step::Clear => {
                cache.cache_clear();
                model.clear();
            }
        }
        cache.validate();
        assert_eq!(cache.cache_info(), model.info());
        assert_eq!(cache.lifetime(), model.lifetime);
        assert_eq!(ALIVE.get(), model.entries.len());
    }
    assert_eq!(cache.evictions(), model.lifetime.evictions);
    assert_eq!(cache.clears(), model.lifetime.clears);
    // The cache has the model's entries at the end.
    for &(key, value) in &model.entries {
        assert_eq!(cache.get(&key), Some(value));
    }
    drop(cache);
    assert_eq!(ALIVE.get(), 0);
}

/// A hasher with the same hash for all keys.
#[derive(Clone, Copy, Default)]
struct Colliding;

impl BuildHasher for Colliding {
    type Hasher = Constant;

    fn build_hasher(&self) -> Constant {
        Constant
    }
}

struct Constant;

impl std::hash::Hasher for Constant {
    fn finish(&self) -> u64 {
        0
    }

    fn write(&mut self, _: &[u8]) {}
}

proptest! {
    #[test]
    fn agrees_with_the_model(bound in bounds(), steps in steps()) {
        agree(bound, RandomState::new(), &steps);
    }

    #[test]
    fn agrees_with_the_model_under_a_fixed_hasher(bound in bounds(), steps in steps()) {
        agree(bound, FixedState::default(), &steps);
    }

    #[test]
    fn agrees_with_the_model_when_all_hashes_are_equal(bound in bounds(), steps in steps()) {
        agree(bound, Colliding, &steps);
    }
}
