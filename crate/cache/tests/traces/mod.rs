//! The keys of a workload, and a hasher that leaves them unchanged.

#![allow(dead_code, reason = "each test uses some of it")]

use std::hash::{BuildHasher, Hasher};

use highwater_workload::Workload;

/// The keys that a workload requests, by its text.
pub fn keys(workload: &str) -> Vec<u64> {
    let workload: Workload = workload.parse().expect(workload);
    workload.requests().map(|request| request.key).collect()
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
