//! The class: what all instances share.

use std::cell::{Cell, RefCell};
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use foldhash::fast::FixedState;
use highwater_cache::{Cache, Owner, Policy};
use num_bigint::BigUint;

use crate::algorithms::Algorithms;
use crate::collector::Collector;
use crate::probe::Probe;
use crate::recursion::deepest_call;

/// A result. Those who hold it share it, as in Python.
pub(crate) type Value = Rc<BigUint>;

/// A hasher without a seed, so that equal runs have equal tables.
pub(crate) type TableHasher = FixedState;

/// The key of a cache that the class holds: the method's arguments, `self` among them.
pub(crate) struct MethodKey<P: Probe> {
    instance: Rc<Algorithms<P>>,
    n: u32,
}

impl<P: Probe> MethodKey<P> {
    pub(crate) fn new(instance: &Rc<Algorithms<P>>, n: u32) -> Self {
        P::keys(instance.number, 1);
        let instance = Rc::clone(instance);
        Self { instance, n }
    }
}

impl<P: Probe> Drop for MethodKey<P> {
    fn drop(&mut self) {
        P::keys(self.instance.number, -1);
    }
}

impl<P: Probe> Hash for MethodKey<P> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // The instance's number and not its address, which is not the same on every run.
        state.write_u64(u64::from(self.instance.number) << 32 | u64::from(self.n));
    }
}

impl<P: Probe> PartialEq for MethodKey<P> {
    fn eq(&self, other: &Self) -> bool {
        self.n == other.n && Rc::ptr_eq(&self.instance, &other.instance)
    }
}

impl<P: Probe> Eq for MethodKey<P> {}

/// A cache whose keys are objects of their own, as Python's tuples are.
pub(crate) type SharedCache<P> = RefCell<Cache<Box<MethodKey<P>>, Value, TableHasher>>;

/// The class `Algorithms` under a policy.
pub(crate) struct Class<P: Probe> {
    pub(crate) policy: Policy,
    /// The cache, where the class is its owner.
    pub(crate) cache: Option<SharedCache<P>>,
    pub(crate) collector: RefCell<Collector<P>>,
    /// Instances made so far.
    pub(crate) made: Cell<u32>,
    /// How many calls of the method may be inside one another.
    pub(crate) deepest_call: u32,
}

impl<P: Probe> Class<P> {
    pub(crate) fn new(policy: Policy) -> Self {
        let cache = || RefCell::new(Cache::new(policy.bound, TableHasher::default()));
        Self {
            policy,
            cache: (policy.owner == Owner::Class).then(cache),
            collector: RefCell::new(Collector::new(policy.reclaim)),
            made: Cell::new(0),
            deepest_call: deepest_call(&policy),
        }
    }

    /// Whether results are kept, by whatever owner.
    pub(crate) fn keeps_results(&self) -> bool {
        self.policy.owner != Owner::None && self.policy.bound.maxsize() != Some(0)
    }
}

impl<P: Probe> Drop for Class<P> {
    fn drop(&mut self) {
        if let Some(cache) = &self.cache {
            P::entries(-entries(cache));
        }
    }
}

/// How many entries a cache has, as a change of the number of all.
pub(crate) fn entries<K: Hash + Eq>(cache: &RefCell<Cache<K, Value, TableHasher>>) -> i64 {
    i64::try_from(cache.borrow().cache_info().currsize).unwrap_or(i64::MAX)
}
