//! The instances, and the method whose results are cached.

use std::borrow::Borrow;
use std::cell::RefCell;
use std::hash::Hash;
use std::marker::PhantomData;
use std::rc::{Rc, Weak};

use highwater_cache::{Cache, Inserted, Owner, Reclaim};
use num_bigint::BigUint;

use crate::class::{Class, MethodKey, TableHasher, Value, entries};
use crate::probe::{Cause, Entered, Frame, Probe};
use crate::recursion::RecursionError;

/// An object with the method.
pub(crate) struct Algorithms<P: Probe> {
    /// Which instance of the run this is, from 0.
    pub(crate) number: u32,
    inc: u32,
    /// What the attribute `factorial_plus` holds where each instance has its own cache.
    pub(crate) wrapper: RefCell<Option<Rc<Wrapper<P>>>>,
    probe: PhantomData<P>,
}

/// A cached method of one instance: the cache, and the method bound to the instance.
pub(crate) struct Wrapper<P: Probe> {
    pub(crate) cache: RefCell<Cache<u32, Value, TableHasher>>,
    method: BoundMethod<P>,
}

/// How a wrapper knows its instance.
enum BoundMethod<P: Probe> {
    /// As in plain Python: instance and wrapper hold each other, a reference cycle.
    Holding(Rc<Algorithms<P>>),
    /// By a weak reference: the count of the instance's holders falls to zero by itself.
    Weak(Weak<Algorithms<P>>),
}

impl<P: Probe> Algorithms<P> {
    /// `Algorithms(inc)`.
    pub(crate) fn new(class: &Class<P>, inc: u32) -> Rc<Self> {
        let _frame = Entered::<P>::frame(Frame::Init);
        let _cause = Entered::<P>::cause(Cause::Instance);
        let number = class.made.replace(class.made.get() + 1);
        let instance = Rc::new(Self {
            number,
            inc,
            wrapper: RefCell::new(None),
            probe: PhantomData,
        });
        P::instances(1);
        if class.policy.owner == Owner::Instance {
            let cyclic = class.policy.reclaim != Reclaim::Refcount;
            let method = if cyclic {
                BoundMethod::Holding(Rc::clone(&instance))
            } else {
                BoundMethod::Weak(Rc::downgrade(&instance))
            };
            let cache = RefCell::new(Cache::new(class.policy.bound, TableHasher::default()));
            *instance.wrapper.borrow_mut() = Some(Rc::new(Wrapper { cache, method }));
            if cyclic {
                class.collector.borrow_mut().track(&instance);
            }
        }
        instance
    }

    /// `self.factorial_plus(n)`, the call number `depth` of those inside one another.
    pub(crate) fn factorial_plus(
        self: &Rc<Self>,
        class: &Class<P>,
        n: u32,
        depth: u32,
    ) -> Result<Value, RecursionError> {
        P::call();
        if depth > class.deepest_call {
            return Err(RecursionError { n });
        }
        if let Some(cache) = &class.cache {
            let key = MethodKey::new(self, n);
            let object = |key| {
                let _cause = Entered::<P>::cause(Cause::Key);
                Box::new(key)
            };
            return cached::<P, _, _>(cache, key, object, || self.compute(class, n, depth));
        }
        let wrapper = self.wrapper.borrow().clone();
        match wrapper {
            Some(wrapper) => wrapper.call(class, n, depth),
            None => self.compute(class, n, depth),
        }
    }

    /// Whether the instance is part of a reference cycle: its own wrapper holds it.
    pub(crate) fn holds_itself(&self) -> bool {
        let wrapper = self.wrapper.borrow();
        wrapper
            .as_ref()
            .is_some_and(|wrapper| matches!(wrapper.method, BoundMethod::Holding(_)))
    }

    /// The method's body: `n * self.factorial_plus(n - 1) + self.inc if n > 1 else 1 + self.inc`.
    fn compute(
        self: &Rc<Self>,
        class: &Class<P>,
        n: u32,
        depth: u32,
    ) -> Result<Value, RecursionError> {
        let _frame = Entered::<P>::frame(Frame::FactorialPlus);
        if n <= 1 {
            return Ok(result::<P>(class, || BigUint::from(1 + self.inc)));
        }
        let before = self.factorial_plus(class, n - 1, depth + 1)?;
        let product = &*before * n;
        drop(before);
        // By reference: the sum is an object of its own, and then the product dies.
        Ok(result::<P>(class, move || &product + self.inc))
    }
}

impl<P: Probe> Drop for Algorithms<P> {
    fn drop(&mut self) {
        P::instances(-1);
        P::freed(self.number);
    }
}

/// Makes a result of the method.
fn result<P: Probe>(class: &Class<P>, number: impl FnOnce() -> BigUint) -> Value {
    let _cause = if class.keeps_results() {
        Some(Entered::<P>::cause(Cause::Value))
    } else {
        None
    };
    Rc::new(number())
}

impl<P: Probe> Wrapper<P> {
    fn call(&self, class: &Class<P>, n: u32, depth: u32) -> Result<Value, RecursionError> {
        cached::<P, _, _>(
            &self.cache,
            n,
            |n| n,
            || match &self.method {
                BoundMethod::Holding(instance) => instance.compute(class, n, depth),
                BoundMethod::Weak(instance) => {
                    let instance = instance.upgrade().expect("who calls holds the instance");
                    instance.compute(class, n, depth)
                }
            },
        )
    }
}

impl<P: Probe> Drop for Wrapper<P> {
    fn drop(&mut self) {
        P::entries(-entries(&self.cache));
    }
}

/// One call of a cached function: from the cache, or computed and stored.
///
/// `object` turns the arguments into the key object that the cache keeps, once it keeps one.
fn cached<P: Probe, Q: Hash + Eq, K: Hash + Eq + Borrow<Q>>(
    cache: &RefCell<Cache<K, Value, TableHasher>>,
    arguments: Q,
    object: impl FnOnce(Q) -> K,
    compute: impl FnOnce() -> Result<Value, RecursionError>,
) -> Result<Value, RecursionError> {
    let found = cache.borrow_mut().get(&arguments);
    if let Some(value) = found {
        P::hit();
        return Ok(value);
    }
    P::miss();
    let value = compute()?;
    let key = object(arguments);
    let inserted = {
        let _cause = Entered::<P>::cause(Cause::Structure);
        cache.borrow_mut().insert(key, Rc::clone(&value))
    };
    match &inserted {
        Inserted::Stored => P::entries(1),
        Inserted::Evicted(..) => P::eviction(),
        Inserted::Replaced(..) | Inserted::NotStored(..) => (),
    }
    // The entry that did not stay goes here, when the cache is no longer borrowed.
    drop(inserted);
    Ok(value)
}
