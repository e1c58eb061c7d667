/// Requests the keys from a new cache of a number of entries, stores the missing ones, calls the
/// function while the cache is still full, and returns the number of misses.
pub type Requests = fn(policy: &str, entries: u32, keys: &[u64], full: &mut dyn FnMut()) -> u64;

/// A cache of numbers by number, under a policy.
#[derive(Clone, Copy, Debug)]
pub struct Contender {
    /// The name of the crate.
    pub library: &'static str,
    /// The name of the policy in the crate.
    pub policy: &'static str,
    /// The name of the policy of `highwater-cache` it is compared with: the same or the nearest.
    pub nearest: &'static str,
    requests: Requests,
}

impl Contender {
    pub(crate) const fn new(
        library: &'static str,
        policy: &'static str,
        nearest: &'static str,
        requests: Requests,
    ) -> Self {
        Self {
            library,
            policy,
            nearest,
            requests,
        }
    }

    /// Requests the keys from a new cache of a number of entries, and stores the missing ones.
    /// Returns the number of misses.
    pub fn misses(&self, entries: u32, keys: &[u64]) -> u64 {
        self.misses_and(entries, keys, &mut || ())
    }

    /// [`Self::misses`], with a call of the function before the cache is released.
    pub fn misses_and(&self, entries: u32, keys: &[u64], full: &mut dyn FnMut()) -> u64 {
        (self.requests)(self.policy, entries, keys, full)
    }
}
