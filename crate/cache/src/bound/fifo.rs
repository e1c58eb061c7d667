use crate::python::PythonDecorator;
use crate::slab::links::{Links, List};
use crate::slab::replacement::{HashOf, Limit, Newcomer, Replacement};

slab_bound! {
    /// First in, first out: the entry stored first leaves, however often it was found.
    ///
    /// `cachetools.FIFOCache` is the same policy.
    Fifo(FifoOrder);
    name: "fifo";
    summary: "A full cache evicts the entry that was stored first.";
    python: PythonDecorator::of_cachetools("fifo_cache");
}

/// The entries in the order in which they were stored.
pub(crate) struct FifoOrder {
    queue: List,
}

impl FifoOrder {
    /// The order of an empty cache.
    fn new(_: Limit) -> Self {
        Self {
            queue: List::default(),
        }
    }
}

impl Replacement for FifoOrder {
    fn hit(&mut self, _: &mut Links, _: u32) {}

    fn evict(&mut self, links: &mut Links, _: Newcomer, _: &HashOf<'_>) -> Option<u32> {
        self.queue.pop_front(links)
    }

    fn admit(&mut self, links: &mut Links, at: u32, _: Newcomer) {
        self.queue.push_back(links, at);
    }

    fn remove(&mut self, links: &mut Links, at: u32) {
        self.queue.unlink(links, at);
    }

    fn close(&mut self, at: u32, from: Option<u32>) {
        if let Some(from) = from {
            self.queue.moved(from, at);
        }
    }

    #[cfg(debug_assertions)]
    fn validate(&self, links: &Links) {
        self.queue.validate(links, |_| true);
        assert_eq!(self.queue.len(), links.len());
    }
}
