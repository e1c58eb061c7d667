//! The checksum of a capture.

use core::hash::Hasher as _;

use twox_hash::XxHash64;

/// The checksum of bytes that arrive in chunks: XXH64 with the seed 0.
///
/// It finds damage, not forgery.
#[derive(Debug, Clone)]
pub struct Checksum(XxHash64);

impl Checksum {
    /// The checksum of no bytes.
    pub fn new() -> Self {
        Self(XxHash64::with_seed(0))
    }

    /// Adds the next bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }

    /// The checksum of the bytes so far.
    pub fn value(&self) -> u64 {
        self.0.finish()
    }
}

impl Default for Checksum {
    fn default() -> Self {
        Self::new()
    }
}
