//! Traces made of integers alone, the same in any language.

#![allow(dead_code, reason = "each test uses some of the traces")]

use std::hash::{BuildHasher, Hasher};

/// Splitmix64: G. L. Steele et al., "Fast Splittable Pseudorandom Number Generators", 2014.
pub struct SplitMix(pub u64);

impl SplitMix {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        let product = u128::from(self.next()) * u128::from(limit);
        u64::try_from(product >> 64).expect("less than the limit")
    }
}

/// Keys from 1 to `keys`, of weight 2⁴⁰ by the key, rounded down.
pub fn zipf(keys: u64, requests: usize, seed: u64) -> Vec<u64> {
    let mut sum = 0;
    let sums: Vec<u64> = (1..=keys)
        .map(|rank| {
            sum += (1 << 40) / rank;
            sum
        })
        .collect();
    let mut random = SplitMix(seed);
    (0..requests)
        .map(|_| {
            let place = random.below(sum);
            sums.partition_point(|&sum| sum <= place) as u64 + 1
        })
        .collect()
}

/// Keys from 1 to `keys`, again and again.
pub fn loop_over(keys: u64, requests: u64) -> Vec<u64> {
    (0..requests).map(|request| request % keys + 1).collect()
}

/// After every `period` keys by [`zipf`], `scan` keys that are requested once.
pub fn scan_mix(hot: u64, requests: usize, period: usize, scan: usize, seed: u64) -> Vec<u64> {
    let mut hot_keys = zipf(hot, requests, seed).into_iter();
    let mut scanned = hot;
    (0..requests)
        .map(|request| {
            if request % (period + scan) < period {
                hot_keys.next().expect("as many as requests")
            } else {
                scanned += 1;
                scanned
            }
        })
        .collect()
}

/// A hasher of numbers that leaves them unchanged.
#[derive(Clone, Copy, Debug, Default)]
pub struct Identity;

impl BuildHasher for Identity {
    type Hasher = Number;

    fn build_hasher(&self) -> Number {
        Number(0)
    }
}

pub struct Number(u64);

impl Hasher for Number {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0 << 8 | u64::from(byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}
