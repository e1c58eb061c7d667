//! Expiry of entries, in calls.

use crate::slab::links::{Links, List, Marks};

/// The entries from the oldest to the newest, with the call at which each expires.
///
/// As with `cachetools.TTLCache(timer=calls)`, an entry is found by the `ttl - 1` calls after the
/// one that stored it. An expired entry leaves at the next insertion, before any other.
pub(crate) struct Expiry {
    ttl: u64,
    /// The number of calls so far.
    calls: u64,
    links: Links,
    times: Marks<u64>,
    order: List,
}

impl Expiry {
    /// Entries expire after `ttl` calls.
    pub(crate) fn new(ttl: u32, most: usize) -> Self {
        Self {
            ttl: ttl.into(),
            calls: 0,
            links: Links::new(most, false),
            times: Marks::new(most),
            order: List::default(),
        }
    }

    /// A call begins.
    pub(crate) const fn tick(&mut self) {
        self.calls += 1;
    }

    /// Returns `true` if an entry has expired.
    pub(crate) fn is_expired(&self, at: u32) -> bool {
        self.times.get(at) <= self.calls
    }

    /// The oldest entry, if it has expired.
    pub(crate) fn oldest_expired(&self) -> Option<u32> {
        let oldest = self.order.front();
        (!self.order.is_empty() && self.is_expired(oldest)).then_some(oldest)
    }

    /// A new entry is stored in a slot, or in a new one.
    pub(crate) fn store(&mut self, at: u32) {
        let expires = self.calls + self.ttl;
        if at == self.links.len() {
            self.links.push(1);
        }
        self.times.set(at, expires);
        self.order.push_back(&mut self.links, at);
    }

    /// The entry in a slot has left.
    pub(crate) fn remove(&mut self, at: u32) {
        self.order.unlink(&mut self.links, at);
    }

    /// The last slot takes the place of one whose entry has left.
    pub(crate) fn swap_remove(&mut self, at: u32) {
        self.times.swap_remove(at);
        if let Some(from) = self.links.swap_remove(at) {
            self.order.moved(from, at);
        }
    }

    /// Checks the invariants between operations.
    #[cfg(debug_assertions)]
    pub(crate) fn validate(&self, len: usize) {
        assert_eq!(self.order.len() as usize, len);
        let mut before = 0;
        self.order.validate(&self.links, |at| {
            let sorted = before <= self.times.get(at);
            before = self.times.get(at);
            sorted
        });
    }
}
