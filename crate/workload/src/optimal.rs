use std::collections::{BinaryHeap, HashMap, HashSet};

/// The misses of the best cache of `entries` entries: Belady's, which knows the requests to come.
///
/// A full cache evicts the entry whose next request is the last of all. Each miss stores its entry,
/// as in the caches of `highwater-cache`. It is a bound to compare caches with, not a cache.
///
/// ```
/// use highwater_workload::optimal_misses;
///
/// assert_eq!(optimal_misses(&[1, 2, 3, 1, 2, 3], 2), 4);
/// ```
pub fn optimal_misses(keys: &[u64], entries: usize) -> u64 {
    let next = next_requests(keys);
    let mut stored = HashSet::new();
    // Each entry with the position of its next request. Those of earlier requests of a stored key
    // remain: they lie in the past, so an entry that is stored comes before them.
    let mut by_next = BinaryHeap::new();
    let mut misses = 0;
    for (&key, next) in keys.iter().zip(next) {
        if !stored.contains(&key) {
            misses += 1;
            if entries == 0 {
                continue;
            }
            if stored.len() == entries
                && let Some((_, last)) = by_next.pop()
            {
                stored.remove(&last);
            }
            stored.insert(key);
        }
        by_next.push((next, key));
    }
    misses
}

/// For each request the position of the next one of its key; the largest number for the last.
fn next_requests(keys: &[u64]) -> Vec<usize> {
    let mut next = vec![usize::MAX; keys.len()];
    let mut seen = HashMap::new();
    for (position, &key) in keys.iter().enumerate().rev() {
        if let Some(later) = seen.insert(key, position) {
            next[position] = later;
        }
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    /// The fewest misses over all choices of evicted entries.
    fn fewest(keys: &[u64], stored: &mut Vec<u64>, entries: usize) -> u64 {
        let Some((&key, rest)) = keys.split_first() else {
            return 0;
        };
        if stored.contains(&key) {
            return fewest(rest, stored, entries);
        }
        if stored.len() < entries {
            stored.push(key);
            let misses = fewest(rest, stored, entries);
            stored.pop();
            return 1 + misses;
        }
        let choices = (0..entries).map(|evicted| {
            let old = std::mem::replace(&mut stored[evicted], key);
            let misses = fewest(rest, stored, entries);
            stored[evicted] = old;
            misses
        });
        1 + choices
            .min()
            .unwrap_or_else(|| fewest(rest, &mut Vec::new(), 0))
    }

    proptest! {
        #[test]
        fn no_choice_of_evictions_has_fewer_misses(
            keys in vec(0..5_u64, 0..12), entries in 0..4_usize,
        ) {
            prop_assert_eq!(optimal_misses(&keys, entries), fewest(&keys, &mut Vec::new(), entries));
        }
    }

    #[test]
    fn a_loop_keeps_all_entries_but_one() {
        let keys: Vec<u64> = (0..100).flat_map(|_| 0..10).collect();
        assert_eq!(optimal_misses(&keys, 10), 10);
        assert_eq!(optimal_misses(&keys, 1), 1000);
        assert_eq!(optimal_misses(&keys, 0), 1000);
    }
}
