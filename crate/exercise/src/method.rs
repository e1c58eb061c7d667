//! The creation of instances, and the method with cached results.

use std::borrow::Borrow;
use std::cell::RefCell;
use std::hash::Hash;
use std::marker::PhantomData;
use std::rc::Rc;

use highwater_cache::{Cache, Inserted, Owner, Reclaim};
use num_bigint::BigUint;

use crate::algorithms::{Algorithms, BoundMethod, Wrapper};
use crate::class::{Class, MethodKey, new_cache};
use crate::observer::{Cause, Entered, Frame, RunObserver};
use crate::recursion::RecursionError;
use crate::results::{TableHasher, Value};

impl<P: RunObserver> Algorithms<P> {
    /// `Algorithms(inc)`.
    pub(crate) fn new(class: &Class<P>, inc: u32) -> Rc<Self> {
        let _frame = Entered::<P>::frame(Frame::Init);
        let _cause = Entered::<P>::cause(Cause::Instance);
        let number = class.made.replace(class.made.get() + 1);
        let instance = Rc::new(Self {
            number,
            inc,
            wrapper: RefCell::new(None),
            observer: PhantomData,
        });
        P::instances(1);
        if class.policy.owner == Owner::Instance {
            let cyclic = class.policy.reclaim != Reclaim::Refcount;
            let method = if cyclic {
                BoundMethod::Strong(Rc::clone(&instance))
            } else {
                BoundMethod::Weak(Rc::downgrade(&instance))
            };
            let cache = RefCell::new(new_cache::<P, _>(class.policy));
            *instance.wrapper.borrow_mut() = Some(Rc::new(Wrapper { cache, method }));
            if cyclic {
                class.collector.borrow_mut().track(&instance);
            }
        }
        instance
    }

    /// `self.factorial_plus(n)`, at recursion depth `depth`.
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
        // By reference, so that the sum is a new object, and the product is freed afterwards.
        Ok(result::<P>(class, move || &product + self.inc))
    }
}

/// Creates a result of the method.
fn result<P: RunObserver>(class: &Class<P>, number: impl FnOnce() -> BigUint) -> Value {
    let _cause = if class.stores_results() {
        Some(Entered::<P>::cause(Cause::Value))
    } else {
        None
    };
    Rc::new(number())
}

impl<P: RunObserver> Wrapper<P> {
    fn call(&self, class: &Class<P>, n: u32, depth: u32) -> Result<Value, RecursionError> {
        cached::<P, _, _>(
            &self.cache,
            n,
            |n| n,
            || match &self.method {
                BoundMethod::Strong(instance) => instance.compute(class, n, depth),
                BoundMethod::Weak(instance) => {
                    let instance = instance.upgrade().expect("the caller has a reference");
                    instance.compute(class, n, depth)
                }
            },
        )
    }
}

/// One call of a cached function: from the cache, or computed and stored.
///
/// `object` creates the cache's key object from the arguments, if the result is stored.
fn cached<P: RunObserver, Q: Hash + Eq, K: Hash + Eq + Borrow<Q>>(
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
        Inserted::Removed(removed) => {
            let left = removed.evicted.len() + removed.expired.len();
            let left = i64::try_from(left).unwrap_or(i64::MAX);
            P::entries(i64::from(inserted.stored()) - left);
            removed.evicted.iter().for_each(|_| P::eviction());
        }
    }
    // An entry that did not stay is dropped here, without a borrow of the cache.
    drop(inserted);
    Ok(value)
}
