//! The freeing of instances in reference cycles.

use std::rc::{Rc, Weak};

use highwater_cache::Reclaim;

use crate::algorithms::Algorithms;
use crate::observer::{Cause, Entered, RunObserver};

/// `CPython`'s first threshold: `gc.get_threshold()[0]`. The youngest generation is collected once
/// it has more new container objects than this.
const THRESHOLD: u32 = 700;

/// The generation with this threshold, and the oldest.
const YOUNGEST: u8 = 0;
const OLDEST: u8 = 2;

/// The number of container objects of one instance with its own cache.
const CONTAINERS_PER_INSTANCE: u32 = 8;

/// The cyclic garbage collector in the form needed by the exercise: it tracks the instances in a
/// cycle, and breaks the cycles without other references.
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

    /// Tracks a new instance in a cycle, and collects at the threshold.
    pub(crate) fn track(&mut self, instance: &Rc<Algorithms<P>>) {
        let _cause = Entered::<P>::cause(Cause::Instance);
        self.tracked.push(Rc::downgrade(instance));
        self.new_containers += CONTAINERS_PER_INSTANCE;
        if self.enabled && self.new_containers > THRESHOLD {
            self.new_containers = 0;
            self.collect(YOUNGEST);
        }
    }

    /// Frees the instances referenced by their own cycles alone.
    fn collect(&mut self, generation: u8) {
        P::collection_begins();
        let mut collected = 0;
        self.tracked.retain(|instance| {
            let Some(instance) = instance.upgrade() else {
                return false;
            };
            // One reference is this function's and one is the instance's own wrapper's.
            let garbage = Rc::strong_count(&instance) == 2;
            if garbage {
                // The wrapper references the instance: removing it breaks the cycle.
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
    /// `CPython` collects once more at its end, even with the collector disabled.
    fn drop(&mut self) {
        self.collect(OLDEST);
    }
}
