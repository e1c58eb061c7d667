//! Sizes of allocations.

use std::collections::BTreeMap;

use serde::Serialize;

/// The number of bins of the histogram.
const BINS: usize = 10;

/// The maximum number of distinct large sizes.
const MOST_SIZES: usize = 1 << 16;

/// The limit of sizes that are counted without a search.
const SMALL: usize = 4096;

/// The number of allocations of each size.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sizes {
    /// Counts by size, up to the largest small size so far.
    small: Vec<u64>,
    large: BTreeMap<u64, u64>,
}

/// One bin of the histogram of sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Bin {
    /// The smallest size in it, in bytes.
    pub min_bytes: u64,
    /// The largest size in it, in bytes.
    pub max_bytes: u64,
    /// The number of allocations.
    pub count: u64,
}

impl Sizes {
    /// Counts an allocation. Returns `None` if there are more distinct sizes than any program has.
    #[inline]
    pub(crate) fn add(&mut self, size: u64) -> Option<()> {
        match usize::try_from(size) {
            Ok(size) if size < SMALL => {
                if size >= self.small.len() {
                    self.small.resize(size + 1, 0);
                }
                self.small[size] += 1;
            }
            _ => {
                *self.large.entry(size).or_default() += 1;
                if self.large.len() > MOST_SIZES {
                    return None;
                }
            }
        }
        Some(())
    }

    /// The number of allocations of each size, the smallest first.
    fn counts(&self) -> Vec<(u64, u64)> {
        let small = (0..)
            .zip(self.small.iter().copied())
            .filter(|(_, count)| *count > 0);
        small
            .chain(self.large.iter().map(|(&size, &count)| (size, count)))
            .collect()
    }

    /// memray's histogram: ten bins of equal width in the logarithm of the size, between the
    /// smallest and the largest. Allocations of no bytes are in the first.
    // A float represents the sizes and counts of real programs exactly.
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss
    )]
    pub fn histogram(&self) -> Vec<Bin> {
        let counts = self.counts();
        let logarithm = |size: u64| (size as f64).ln();
        let mut sizes = counts
            .iter()
            .map(|(size, _)| *size)
            .filter(|&size| size > 0);
        let Some(smallest) = sizes.next() else {
            return Vec::new();
        };
        let largest = sizes.next_back().unwrap_or(smallest);
        let high = logarithm(largest);
        let low = logarithm(smallest);
        let low = if smallest == largest { low / 2.0 } else { low };
        let step = (high - low) / BINS as f64;
        let mut bins = [0; BINS];
        for (size, count) in counts {
            let bin = if size == 0 || step <= 0.0 {
                0
            } else {
                ((logarithm(size) - low) / step).floor() as usize
            };
            bins[bin.min(BINS - 1)] += count;
        }
        let mut least = 0;
        let bin = |(index, count)| {
            let end = (low + step * (index + 1) as f64).exp() as u64;
            // The last bin includes its end, the others do not.
            let max_bytes = if index == BINS - 1 {
                end
            } else {
                end.saturating_sub(1)
            };
            let bin = Bin {
                min_bytes: least,
                max_bytes,
                count,
            };
            least = end;
            bin
        };
        bins.into_iter().enumerate().map(bin).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(sizes: &[u64]) -> Vec<(u64, u64, u64)> {
        let mut counted = Sizes::default();
        for &size in sizes {
            counted.add(size).unwrap();
        }
        counted
            .histogram()
            .iter()
            .map(|bin| (bin.min_bytes, bin.max_bytes, bin.count))
            .collect()
    }

    #[test]
    fn bins_are_equal_to_those_of_memray() {
        assert_eq!(histogram(&[]), []);
        // Ten bins between 1 and 1024 are one power of two each.
        let sizes = [1, 2, 3, 4, 7, 8, 100, 100, 1023, 1024];
        let bins = histogram(&sizes);
        let counts: Vec<u64> = bins.iter().map(|bin| bin.2).collect();
        assert_eq!(counts.iter().sum::<u64>(), 10);
        assert_eq!(bins.len(), 10);
        assert_eq!(counts[9], 2);
        assert_eq!(counts[6], 2);
        assert!(
            bins.windows(2).all(|pair| pair[0].1 + 1 == pair[1].0),
            "{bins:?}"
        );
        assert_eq!(bins[0].0, 0);
    }

    #[test]
    fn one_size_and_no_bytes_are_counted() {
        let bins = histogram(&[64, 64, 64]);
        assert_eq!(bins.iter().map(|bin| bin.2).sum::<u64>(), 3);
        assert_eq!(histogram(&[0, 16, 32])[0].2, 2);
        assert_eq!(histogram(&[1, 1]).iter().map(|bin| bin.2).sum::<u64>(), 2);
    }
}
