//! Misses of each policy on traces made of integers, compared with `misses.json`.
//!
//! The figures are those of readable programs that agree with libCacheSim, with Caffeine's
//! simulator.

mod traces;

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use highwater_cache::Cache;
use serde_json::Value;
use traces::{Identity, keys};

const MISSES: &str = include_str!("misses.json");

/// The policies, and the names of their variants in the file.
///
/// `lirs` is compared by a test of its module, because the file's has no bound of ghosts.
const VARIANTS: [(&str, &str); 13] = [
    ("fifo", "fifo"),
    ("lru", "lru"),
    ("lru-slab", "lru"),
    ("mru", "mru"),
    ("clock", "clock (1 bit, FIFO reinsertion)"),
    ("lfu", "lfu (FIFO within a count)"),
    ("sieve", "sieve"),
    ("s3-fifo", "s3-fifo (paper, ghost floor(0.9n))"),
    ("2q", "2q (1/4, 1/2)"),
    ("slru", "slru (80 % protected)"),
    ("arc", "arc (real p)"),
    ("car", "car (integer p)"),
    ("w-tinylfu", "w-tinylfu (1 %, 80 %, CountMin4, no jitter)"),
];

fn misses<S: BuildHasher + Clone>(bound: &str, trace: &[u64], hasher: S) -> u64 {
    let bound = bound.parse().expect(bound);
    let mut cache = Cache::new(bound, hasher);
    for &key in trace {
        if cache.get(&key).is_none() {
            cache.insert(key, ());
        }
    }
    cache.validate();
    cache.cache_info().misses
}

/// Compares all cells of a trace. Prints each that differs.
fn compare(name: &str, trace: &[u64]) {
    let file: Value = serde_json::from_str(MISSES).expect("the file is JSON");
    let (mut equal, mut all) = (0, 0);
    for (policy, variant) in VARIANTS {
        let cells = file[name][variant].as_object().expect(variant);
        for (size, expected) in cells {
            let bound = format!("{policy}:{size}");
            // The file's sketch counts keys, not their hashes.
            let found = if policy == "w-tinylfu" {
                misses(&bound, trace, Identity)
            } else {
                misses(&bound, trace, FixedState::default())
            };
            all += 1;
            if Some(found) == expected.as_u64() {
                equal += 1;
            } else {
                println!("{name} {bound}: {found} misses, not {expected}");
            }
        }
    }
    println!("{name}: {equal} of {all} cells are equal");
    assert_eq!(equal, all);
}

#[test]
fn misses_on_a_zipf_distribution() {
    compare("zipf-200k", &keys("zipf:20000,200000,1"));
}

#[test]
fn misses_on_a_loop() {
    compare("loop-1009", &keys("loop:1009,100900"));
}

#[test]
fn misses_on_a_zipf_distribution_with_scans() {
    compare("scan-mix", &keys("scan-mix:5000,300000,9000,3000,7"));
}
