//! Instances, and their caches.

use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::{Rc, Weak};

use highwater_cache::Cache;

use crate::observer::RunObserver;
use crate::results::{TableHasher, Value, entries};
use crate::safe_point::Instance;

/// An object with the method.
pub(crate) struct Algorithms<P: RunObserver> {
    /// The number of the instance in the run, from 0.
    pub(crate) number: u32,
    pub(crate) inc: u32,
    /// The attribute `factorial_plus`, if each instance has its own cache.
    pub(crate) wrapper: RefCell<Option<Rc<Wrapper<P>>>>,
    pub(crate) observer: PhantomData<P>,
}

/// A cached method of one instance: the cache, and the bound method.
pub(crate) struct Wrapper<P: RunObserver> {
    pub(crate) cache: RefCell<Cache<u32, Value, TableHasher>>,
    pub(crate) method: BoundMethod<P>,
}

/// A wrapper's reference to its instance.
pub(crate) enum BoundMethod<P: RunObserver> {
    /// A strong reference, as in plain Python: instance and wrapper form a reference cycle.
    Strong(Rc<Algorithms<P>>),
    /// A weak reference: the instance's reference count can fall to zero.
    Weak(Weak<Algorithms<P>>),
}

impl<P: RunObserver> Instance for Algorithms<P> {
    fn number(&self) -> u32 {
        self.number
    }

    fn references_itself(&self) -> bool {
        let wrapper = self.wrapper.borrow();
        wrapper
            .as_ref()
            .is_some_and(|wrapper| matches!(wrapper.method, BoundMethod::Strong(_)))
    }
}

impl<P: RunObserver> Drop for Algorithms<P> {
    fn drop(&mut self) {
        P::instances(-1);
        P::freed(self.number);
    }
}

impl<P: RunObserver> Drop for Wrapper<P> {
    fn drop(&mut self) {
        P::entries(-entries(&self.cache));
    }
}
