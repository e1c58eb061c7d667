use crate::python::PythonDecorator;
use crate::slab::links::{Links, List};
use crate::slab::replacement::{HashOf, Limit, Newcomer, Replacement};

slab_bound! {
    /// Least recently used, on a slab: the policy of [`Lru`](crate::Lru) without a block of memory
    /// for each entry, and also for sizes in bytes.
    ///
    /// `cachetools.LRUCache` is the same policy.
    LruSlab(LruSlabOrder);
    name: "lru-slab";
    summary: "A full cache evicts the least recently used entry, without a block of memory for each.";
    python: PythonDecorator::of_cachetools("lru_cache");
}

/// The entries in the order of their last use.
pub(crate) struct LruSlabOrder {
    queue: List,
}

impl LruSlabOrder {
    /// The order of an empty cache.
    fn new(_: Limit) -> Self {
        Self {
            queue: List::default(),
        }
    }
}

impl Replacement for LruSlabOrder {
    fn hit(&mut self, links: &mut Links, at: u32) {
        self.queue.move_to_back(links, at);
    }

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
