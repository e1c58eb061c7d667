//! The instances, and the caches that they own.

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
    /// The attribute `factorial_plus` where each instance has its own cache.
    pub(crate) wrapper: RefCell<Option<Rc<Wrapper<P>>>>,
    pub(crate) observer: PhantomData<P>,
}

/// A cached method of one instance: the cache, and the method bound to the instance.
pub(crate) struct Wrapper<P: RunObserver> {
    pub(crate) cache: RefCell<Cache<u32, Value, TableHasher>>,
    pub(crate) method: BoundMethod<P>,
}

/// A wrapper's reference to its instance.
pub(crate) enum BoundMethod<P: RunObserver> {
    /// As in plain Python: instance and wrapper hold each other, a reference cycle.
    Holding(Rc<Algorithms<P>>),
    /// By a weak reference: the instance's reference count falls to zero by itself.
    Weak(Weak<Algorithms<P>>),
}

impl<P: RunObserver> Instance for Algorithms<P> {
    fn number(&self) -> u32 {
        self.number
    }

    fn holds_itself(&self) -> bool {
        let wrapper = self.wrapper.borrow();
        wrapper
            .as_ref()
            .is_some_and(|wrapper| matches!(wrapper.method, BoundMethod::Holding(_)))
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
