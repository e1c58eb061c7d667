use foldhash::fast::FixedState;
use highwater_cache::{Bound, Cache};

use crate::Contender;

/// The caches of `highwater-cache`: one of each policy with a size.
pub fn contenders() -> Vec<Contender> {
    let bounded = Bound::ALL.iter().filter(|kind| kind.parameter.is_some());
    bounded
        .map(|kind| Contender::new("highwater-cache", kind.name, kind.name, requests))
        .collect()
}

fn requests(policy: &str, entries: u32, keys: &[u64], full: &mut dyn FnMut()) -> u64 {
    let bound: Bound = format!("{policy}:{entries}")
        .parse()
        .expect("a name and a size of the list");
    let mut cache: Cache<u64, u64, FixedState> = Cache::new(bound, FixedState::default());
    for &key in keys {
        if cache.get(&key).is_none() {
            cache.insert(key, key);
        }
    }
    full();
    cache.cache_info().misses
}
