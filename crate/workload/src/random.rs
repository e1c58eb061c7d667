//! Random numbers that are the same on every platform.

/// The generator splitmix64.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SplitMix64 {
    state: u64,
}

impl SplitMix64 {
    pub(crate) const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    pub(crate) const fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `limit`: the upper half of a product of 128 bits.
    pub(crate) const fn below(&mut self, limit: u64) -> u64 {
        let product = self.next() as u128 * limit as u128;
        (product >> 64) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_numbers_are_those_of_the_published_generator() {
        let mut random = SplitMix64::new(0);
        assert_eq!(
            [random.next(), random.next(), random.next()],
            [
                0xE220_A839_7B1D_CDAF,
                0x6E78_9E6A_A1B9_65F4,
                0x06C4_5D18_8009_454F
            ]
        );
    }

    #[test]
    fn numbers_stay_below_their_limit() {
        let mut random = SplitMix64::new(1);
        for limit in [1, 2, 3, 1 << 40, u64::MAX] {
            assert!((0..1000).all(|_| random.below(limit) < limit));
        }
        assert_eq!(random.below(0), 0);
    }
}
