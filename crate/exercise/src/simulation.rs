//! The number of calls of a run, counted by a cache that stores keys alone.

use std::hash::Hash;

use highwater_cache::{Cache, Owner, Policy};

use crate::class::method_key;
use crate::ranges::Ranges;
use crate::results::TableHasher;

/// The number of calls before each instance, and at the end. `None` for more than `most` calls.
pub(crate) fn simulated_starts(policy: &Policy, ranges: &Ranges, most: u64) -> Option<Vec<u64>> {
    let least = |&range: &u32| u64::from(range).pow(2);
    if ranges.as_slice().iter().map(least).sum::<u64>() > most {
        return None;
    }
    let mut of_class = policy.cache(TableHasher::default());
    let mut starts = vec![0];
    let mut calls = 0;
    let mut number = 0;
    for &range in ranges.as_slice() {
        for made in 1..=range {
            let mut of_instance = policy.cache(TableHasher::default());
            for n in 0..range {
                calls += match policy.owner {
                    Owner::Class => answer(&mut of_class, n, |n| method_key(number, n)),
                    Owner::Instance => answer(&mut of_instance, n, |n| n),
                    Owner::None => u64::from(n.max(1)),
                };
            }
            if calls > most {
                return None;
            }
            starts.push(calls);
            number += 1;
            if policy
                .clear
                .is_some_and(|every| made.is_multiple_of(every.get()))
            {
                of_class.cache_clear();
            }
        }
    }
    Some(starts)
}

/// Simulates a call of the method for `n`, with all calls that it makes. Returns their number.
fn answer<K: Hash + Eq>(
    cache: &mut Cache<K, (), TableHasher>,
    n: u32,
    key: impl Fn(u32) -> K,
) -> u64 {
    let mut calls = 0;
    // The lookups of the arguments from `missed` on are misses, each by the call of the next.
    let mut missed = n + 1;
    loop {
        calls += 1;
        if cache.get(&key(missed - 1)).is_some() {
            break;
        }
        missed -= 1;
        if missed <= 1 {
            break;
        }
    }
    for argument in missed..=n {
        cache.insert(key(argument), ());
    }
    calls
}
