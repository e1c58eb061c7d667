//! When instances die that only their own reference cycle holds.

use std::rc::{Rc, Weak};

use highwater_cache::Reclaim;

use crate::algorithms::Algorithms;
use crate::observer::{Cause, Entered, RunObserver};

/// `CPython`'s first threshold: `gc.get_threshold()[0]`. A collection of the youngest
/// generation begins when more container objects than this are new.
const THRESHOLD: u32 = 700;

/// The generation of which that is the threshold, and the oldest.
const YOUNGEST: u8 = 0;
const OLDEST: u8 = 2;

/// The container objects that one instance with a cache of its own adds.
const CONTAINERS_PER_INSTANCE: u32 = 8;

/// The cyclic garbage collector, as far as the exercise needs one: it knows the instances that
/// are part of a cycle, and breaks the cycles that nothing else holds.
pub(crate) struct Collector<P: RunObserver> {
    enabled: bool,
    new_containers: u32,
    tracked: Vec<Weak<Algorithms<P>>>,
}

impl<P: RunObserver> Collector<P> {
    pub(crate) const fn new(reclaim: Reclaim) -> Self {
        let enabled = matches!(reclaim, Reclaim::Gc);
        Self {
            enabled,
            new_containers: 0,
            tracked: Vec::new(),
        }
    }

    /// Takes note of a new instance in a cycle, and collects when there are many new.
    pub(crate) fn track(&mut self, instance: &Rc<Algorithms<P>>) {
        let _cause = Entered::<P>::cause(Cause::Instance);
        self.tracked.push(Rc::downgrade(instance));
        self.new_containers += CONTAINERS_PER_INSTANCE;
        if self.enabled && self.new_containers > THRESHOLD {
            self.new_containers = 0;
            self.collect(YOUNGEST);
        }
    }

    /// Frees each instance whose cycle is all that holds it.
    fn collect(&mut self, generation: u8) {
        P::collection_begins();
        let mut collected = 0;
        self.tracked.retain(|instance| {
            let Some(instance) = instance.upgrade() else {
                return false;
            };
            // One holder is this function and one is the instance's own wrapper.
            let garbage = Rc::strong_count(&instance) == 2;
            if garbage {
                // The wrapper holds the instance: taking it out breaks the cycle.
                let wrapper = instance.wrapper.borrow_mut().take();
                drop(wrapper);
                collected += u64::from(CONTAINERS_PER_INSTANCE);
            }
            !garbage
        });
        P::collection_ends(generation, collected);
    }
}

impl<P: RunObserver> Drop for Collector<P> {
    /// `CPython` collects once more when it ends, also where the collector was off.
    fn drop(&mut self) {
        self.collect(OLDEST);
    }
}
