//! The class: the state shared by all instances.

use std::cell::{Cell, RefCell};
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use highwater_cache::{Cache, Owner, Policy, Recall};

use crate::algorithms::Algorithms;
use crate::collector::Collector;
use crate::observer::{Cause, Entered, RunObserver};
use crate::recursion::deepest_call;
use crate::results::{TableHasher, Value, entries};

/// The key of the class's cache: the method's arguments, including `self`.
pub(crate) struct MethodKey<P: RunObserver> {
    instance: Rc<Algorithms<P>>,
    n: u32,
}

impl<P: RunObserver> MethodKey<P> {
    pub(crate) fn new(instance: &Rc<Algorithms<P>>, n: u32) -> Self {
        P::keys(instance.number, 1);
        let instance = Rc::clone(instance);
        Self { instance, n }
    }
}

impl<P: RunObserver> Drop for MethodKey<P> {
    fn drop(&mut self) {
        P::keys(self.instance.number, -1);
    }
}

/// The number of a key: the number of an instance, from 0, in its upper half, and the argument in its
/// lower half.
pub fn method_key(instance: u32, n: u32) -> u64 {
    u64::from(instance) << 32 | u64::from(n)
}

impl<P: RunObserver> Hash for MethodKey<P> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // The instance's number rather than its address, which differs between runs.
        method_key(self.instance.number, self.n).hash(state);
    }
}

impl<P: RunObserver> PartialEq for MethodKey<P> {
    fn eq(&self, other: &Self) -> bool {
        self.n == other.n && Rc::ptr_eq(&self.instance, &other.instance)
    }
}

impl<P: RunObserver> Eq for MethodKey<P> {}

/// An empty cache under a policy.
pub(crate) fn new_cache<P: RunObserver, K: Hash + Eq>(
    policy: Policy,
) -> Cache<K, Value, TableHasher> {
    let mut cache = policy.cache(TableHasher::default());
    cache.set_history_scope(|function| {
        let _cause = Entered::<P>::cause(Cause::History);
        function();
    });
    cache
}

/// A cache with allocated keys, like Python's tuples.
pub(crate) type SharedCache<P> = RefCell<Cache<Box<MethodKey<P>>, Value, TableHasher>>;

/// The class `Algorithms` under a policy.
pub(crate) struct Class<P: RunObserver> {
    pub(crate) policy: Policy,
    /// The cache, if the class is its owner.
    pub(crate) cache: Option<SharedCache<P>>,
    pub(crate) collector: RefCell<Collector<P>>,
    /// The number of instances so far.
    pub(crate) made: Cell<u32>,
    /// The maximum depth of recursive calls of the method.
    pub(crate) deepest_call: u32,
}

impl<P: RunObserver> Class<P> {
    pub(crate) fn new(policy: Policy) -> Self {
        let cache = || RefCell::new(new_cache::<P, _>(policy));
        Self {
            policy,
            cache: (policy.owner == Owner::Class).then(cache),
            collector: RefCell::new(Collector::new(policy.reclaim)),
            made: Cell::new(0),
            deepest_call: deepest_call(&policy),
        }
    }

    /// Returns `true` if results are stored, by any owner.
    pub(crate) fn stores_results(&self) -> bool {
        self.policy.owner != Owner::None && self.policy.recall() != Recall::Never
    }
}

impl<P: RunObserver> Drop for Class<P> {
    fn drop(&mut self) {
        if let Some(cache) = &self.cache {
            P::entries(-entries(cache));
        }
    }
}
