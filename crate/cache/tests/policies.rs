//! Each policy compared with a naive model of it, under bounds in entries and in bytes, with and
//! without expiry.

mod models;
mod traces;

use std::cell::Cell;
use std::hash::BuildHasher;
use std::num::NonZeroU32;

use foldhash::fast::FixedState;
use highwater_cache::{Bound, Cache, Inserted};
use models::{Entry, Key, Model, model};
use proptest::prelude::*;
use traces::{Identity, keys};

/// An operation on a cache.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Looks up a key.
    Get(Key),
    /// Stores a key without a lookup, as if another call had stored it since the miss.
    Insert(Key, u64),
    /// Looks up a key and stores it after a miss.
    Call(Key, u64),
    /// Empties the cache.
    Clear,
}

fn steps(keys: Key) -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        60 => (0..keys, 1u64..10).prop_map(|(key, size)| Step::Call(key, size)),
        20 => (0..keys).prop_map(Step::Get),
        20 => (0..keys, 1u64..10).prop_map(|(key, size)| Step::Insert(key, size)),
        1 => Just(Step::Clear),
    ];
    proptest::collection::vec(step, 0..300)
}

/// All bounds with a size, of this one, and `lru` only in entries.
fn bounds(size: &str) -> Vec<Bound> {
    let kinds = Bound::ALL.iter().filter(|kind| kind.parameter.is_some());
    kinds
        .filter_map(|kind| format!("{}:{size}", kind.name).parse().ok())
        .collect()
}

thread_local! {
    static ALIVE: Cell<usize> = const { Cell::new(0) };
}

/// A value with a count of the live ones. It is cloned by lookups.
#[derive(Debug)]
struct Value(u32);

impl Value {
    fn new(number: u32) -> Self {
        ALIVE.set(ALIVE.get() + 1);
        Self(number)
    }
}

impl Clone for Value {
    fn clone(&self) -> Self {
        Self::new(self.0)
    }
}

impl Drop for Value {
    fn drop(&mut self) {
        ALIVE.set(ALIVE.get() - 1);
    }
}

/// A cache, its model, and the call at which each entry expires, the oldest first.
struct Pair<S> {
    name: String,
    cache: Cache<u64, Value, S>,
    model: Box<dyn Model>,
    ttl: Option<u32>,
    calls: u64,
    expiring: Vec<(Key, u64)>,
    evictions: u64,
    /// The number of the value of each key.
    values: Vec<(Key, u32)>,
}

impl<S: BuildHasher + Clone> Pair<S> {
    fn new(bound: Bound, ttl: Option<u32>, hasher: S) -> Self {
        let name = bound.to_string();
        Self {
            model: Self::model(bound),
            cache: Cache::with_ttl(bound, ttl.and_then(NonZeroU32::new), hasher),
            name,
            ttl,
            calls: 0,
            expiring: Vec::new(),
            evictions: 0,
            values: Vec::new(),
        }
    }

    fn model(bound: Bound) -> Box<dyn Model> {
        let capacity = bound.capacity().expect("a size");
        model(
            bound.description().name,
            capacity.units(),
            capacity.is_bytes(),
        )
    }

    fn limit(&self) -> u64 {
        self.cache.bound().capacity().expect("a size").units()
    }

    fn get(&mut self, key: Key) -> bool {
        self.calls += 1;
        self.model.look_up(key);
        let times = self.expiring.iter();
        let expired = times.filter(|it| it.1 <= self.calls).any(|it| it.0 == key);
        let found = self.model.has(key) && !expired;
        if found {
            self.model.hit(key);
        }
        let number = self.values.iter().find(|it| it.0 == key);
        let expected = number.filter(|_| found).map(|it| it.1);
        let value = self.cache.get(&u64::from(key));
        assert_eq!(value.map(|it| it.0), expected, "{}: {key}", self.name);
        found
    }

    fn forget(&mut self, key: Key) {
        self.expiring.retain(|it| it.0 != key);
        self.values.retain(|it| it.0 != key);
    }

    fn insert(&mut self, (key, size): Entry, number: u32) {
        let is_bytes = self.cache.bound().capacity().expect("a size").is_bytes();
        let weight = if is_bytes { size } else { 1 };
        let mut expired = Vec::new();
        while let Some(&(key, _)) = self.expiring.first().filter(|it| it.1 <= self.calls) {
            self.model.remove(key);
            self.forget(key);
            expired.push(key);
        }
        let (evicted, stored) = if weight > self.limit() || self.model.has(key) {
            (Vec::new(), false)
        } else {
            self.model.insert((key, weight), self.limit())
        };
        for &key in &evicted {
            self.forget(key);
        }
        if stored {
            self.values.push((key, number));
            if let Some(ttl) = self.ttl {
                self.expiring.push((key, self.calls + u64::from(ttl)));
            }
        }
        self.evictions += evicted.len() as u64;
        let inserted = self
            .cache
            .insert_sized(u64::from(key), Value::new(number), size);
        assert_eq!(inserted.stored(), stored, "{}: {key}", self.name);
        assert_eq!(inserted.evictions(), evicted.len(), "{}: {key}", self.name);
        assert_eq!(inserted.expirations(), expired.len());
        let keys = |entries: Vec<(u64, Value)>| -> Vec<Key> {
            let keys = entries.into_iter().map(|entry| entry.0);
            keys.map(|key| Key::try_from(key).expect("a key")).collect()
        };
        match inserted {
            Inserted::Stored => assert!(stored && evicted.is_empty()),
            Inserted::Evicted(key, value) => {
                assert_eq!(keys(vec![(key, value)]), evicted, "{}", self.name);
            }
            Inserted::NotStored(other, value) => {
                assert_eq!((other, value.0), (u64::from(key), number));
            }
            Inserted::Replaced(_) => panic!("{}: a value is replaced", self.name),
            Inserted::Removed(removed) => {
                assert_eq!(keys(removed.expired), expired, "{}", self.name);
                assert_eq!(keys(removed.evicted), evicted, "{}", self.name);
                assert_eq!(removed.not_stored.is_none(), stored);
            }
        }
    }

    fn step(&mut self, step: Step, number: u32) {
        match step {
            Step::Get(key) => {
                self.get(key);
            }
            Step::Insert(key, size) => self.insert((key, size), number),
            Step::Call(key, size) => {
                if !self.get(key) {
                    self.insert((key, size), number);
                }
            }
            Step::Clear => {
                self.cache.cache_clear();
                self.model = Self::model(self.cache.bound());
                self.expiring.clear();
                self.values.clear();
            }
        }
    }

    fn check(&self) {
        self.cache.validate();
        assert_eq!(self.cache.len(), self.values.len(), "{}", self.name);
        assert_eq!(self.cache.cache_info().currsize as u64, self.model.weight());
        assert_eq!(self.cache.evictions(), self.evictions);
        assert_eq!(ALIVE.get(), self.cache.len(), "{}", self.name);
    }
}

fn agree(size: &str, ttl: Option<u32>, steps: &[Step]) {
    for bound in bounds(size) {
        let mut pair = Pair::new(bound, ttl, Identity);
        for (number, &step) in (0..).zip(steps) {
            pair.step(step, number);
            pair.check();
        }
        drop(pair);
        assert_eq!(ALIVE.get(), 0);
    }
}

fn sizes() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(&["0", "1", "2", "3", "7", "20", "1B", "9B", "20B", "64B"][..])
}

fn ttls() -> impl Strategy<Value = Option<u32>> {
    proptest::sample::select(&[None, None, Some(1), Some(2), Some(7), Some(40)][..])
}

proptest! {
    #[test]
    fn each_policy_agrees_with_its_model(size in sizes(), ttl in ttls(), steps in steps(14)) {
        agree(size, ttl, &steps);
    }

    #[test]
    fn each_policy_agrees_with_its_model_on_many_keys(size in sizes(), steps in steps(60)) {
        agree(size, None, &steps);
    }

    /// With one hash for all keys, ghosts and sketches are wrong, but nothing is lost.
    #[test]
    fn a_policy_stays_valid_when_all_hashes_are_equal(
        size in sizes(), ttl in ttls(), steps in steps(14),
    ) {
        for bound in bounds(size) {
            let mut cache = Cache::with_ttl(bound, ttl.and_then(NonZeroU32::new), Colliding);
            for &step in &steps {
                match step {
                    Step::Get(key) => drop(cache.get(&key)),
                    Step::Insert(key, size) => drop(cache.insert_sized(key, Value::new(0), size)),
                    Step::Call(key, size) => if cache.get(&key).is_none() {
                        drop(cache.insert_sized(key, Value::new(0), size));
                    },
                    Step::Clear => cache.cache_clear(),
                }
                cache.validate();
                prop_assert_eq!(ALIVE.get(), cache.len());
            }
        }
        prop_assert_eq!(ALIVE.get(), 0);
    }
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

#[test]
fn each_policy_agrees_with_its_model_on_a_long_trace() {
    let trace = keys("zipf:3000,12000,3");
    for size in ["100", "997", "4KB"] {
        for bound in bounds(size) {
            let mut pair = Pair::new(bound, Some(5_000), Identity);
            for (number, &key) in (0..).zip(&trace) {
                let key = Key::try_from(key).expect("a key");
                pair.step(Step::Call(key, 1 + u64::from(key % 97)), number);
                if number % 1000 == 999 {
                    pair.check();
                }
            }
        }
    }
}

/// Half of the slots are reused by an entry of another hash each time, so the table is rehashed.
#[test]
fn a_table_does_not_grow_by_evictions() {
    let mut cache: Cache<u64, (), FixedState> =
        Cache::new("fifo:1000".parse().expect("a bound"), FixedState::default());
    for key in 0..200_000 {
        assert!(cache.get(&key).is_none());
        cache.insert(key, ());
    }
    cache.validate();
    assert_eq!(cache.evictions(), 199_000);
}
