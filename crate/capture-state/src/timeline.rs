//! The curve of a run over its ticks.

use highwater_capture::MAX_DRAWN;

/// The maximum number of buckets of a timeline. Two samples of each are drawn, enough for a plot
/// wider than most screens.
const BUCKETS: usize = 1024;

/// The state after one record.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sample {
    /// The ticks of the run.
    pub ticks: u64,
    /// Live bytes.
    pub live: u64,
    /// Linear memory in bytes.
    pub linear: u64,
    /// The values of the drawn counters, in the order of their definitions; 0 after the last.
    pub drawn: [u64; MAX_DRAWN],
    /// Wall time since the beginning in milliseconds, as reported with the chunk of the capture
    /// that contains the record.
    pub elapsed_ms: f64,
}

/// The samples of an interval of ticks with the fewest and the most live bytes. Both occurred: they
/// are not means.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Bucket {
    least: Sample,
    /// The last sample with the most live bytes, like the high-water mark.
    most: Sample,
    /// True if `least` is before `most`.
    rising: bool,
}

impl Bucket {
    fn of(sample: Sample) -> Self {
        Self {
            least: sample,
            most: sample,
            rising: true,
        }
    }

    #[inline]
    fn add(&mut self, sample: Sample) {
        if sample.live >= self.most.live {
            self.most = sample;
            self.rising = true;
        }
        if sample.live < self.least.live {
            self.least = sample;
            self.rising = false;
        }
    }

    fn merged(self, later: Self) -> Self {
        let (most, most_later) = if later.most.live >= self.most.live {
            (later.most, true)
        } else {
            (self.most, false)
        };
        let (least, least_later) = if later.least.live < self.least.live {
            (later.least, true)
        } else {
            (self.least, false)
        };
        let rising = match (least_later, most_later) {
            (false, true) => true,
            (true, false) => false,
            (false, false) => self.rising,
            (true, true) => later.rising,
        };
        Self {
            least,
            most,
            rising,
        }
    }

    /// The number of the bucket, for buckets of two to the power of `width` ticks.
    fn number(&self, width: u32) -> u64 {
        self.least.ticks >> width
    }

    fn in_order(&self) -> [Sample; 2] {
        if self.rising {
            [self.least, self.most]
        } else {
            [self.most, self.least]
        }
    }
}

/// A curve of bounded size over a run of any length.
///
/// Ticks are divided into buckets of equal width, a power of two that is doubled when there would
/// be too many buckets. The samples with the fewest and the most live bytes of each bucket are
/// stored, so no peak is lost. The curve depends on the records alone, so equal runs have equal
/// curves.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Timeline {
    /// The logarithm of a bucket's width in ticks.
    width: u32,
    /// The buckets before that of the last sample, by their first ticks.
    buckets: Vec<Bucket>,
    /// The bucket of the last sample.
    open: Option<Bucket>,
    /// The first ticks after the open bucket.
    open_until: u64,
    first: Option<Sample>,
}

impl Timeline {
    /// Returns `true` if a sample with this number of live bytes changes the curve.
    #[inline]
    pub fn needs(&self, ticks: u64, live: u64) -> bool {
        match &self.open {
            Some(open) if ticks < self.open_until => {
                live >= open.most.live || live < open.least.live
            }
            _ => true,
        }
    }

    /// Adds the state after one more record. Ticks never decrease. A sample that the curve does not
    /// [need](Self::needs) may be left out.
    #[inline]
    pub fn add(&mut self, sample: Sample) {
        self.add_with(sample.ticks, || sample);
    }

    /// Adds a sample at these ticks, created at its destination: copying it would take longer than
    /// everything else.
    #[inline]
    pub(crate) fn add_with(&mut self, ticks: u64, sample: impl Fn() -> Sample) {
        match &mut self.open {
            Some(open) if ticks < self.open_until => open.add(sample()),
            _ => self.begin(sample()),
        }
    }

    /// Starts the bucket of a sample after the open one.
    #[cold]
    fn begin(&mut self, sample: Sample) {
        self.first.get_or_insert(sample);
        self.buckets.extend(self.open.replace(Bucket::of(sample)));
        while sample.ticks >> self.width >= BUCKETS as u64 {
            self.halve();
        }
        self.open_until = ((sample.ticks >> self.width) + 1) << self.width;
    }

    /// The samples of the curve in chronological order: the first, the fewest and the most live
    /// bytes of each bucket, and `last`, the current state.
    pub fn samples(&self, last: Sample) -> Vec<Sample> {
        let buckets = self.buckets.iter().chain(&self.open);
        let extremes = buckets.flat_map(Bucket::in_order);
        let mut samples: Vec<Sample> = Vec::new();
        for sample in self.first.into_iter().chain(extremes).chain([last]) {
            if samples.last() != Some(&sample) {
                samples.push(sample);
            }
        }
        samples
    }

    /// Doubles the width of the buckets.
    fn halve(&mut self) {
        self.width += 1;
        let width = self.width;
        let mut merged: Vec<Bucket> = Vec::with_capacity(BUCKETS);
        for bucket in self.buckets.drain(..) {
            match merged.last_mut() {
                Some(last) if last.number(width) == bucket.number(width) => {
                    *last = last.merged(bucket);
                }
                _ => merged.push(bucket),
            }
        }
        // The open bucket can now be the second half of the bucket before it.
        if let (Some(open), Some(last)) = (self.open, merged.last())
            && last.number(width) == open.number(width)
        {
            self.open = Some(last.merged(open));
            merged.pop();
        }
        self.buckets = merged;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn samples_of(steps: &[(u64, u64)]) -> Vec<Sample> {
        let mut ticks = 0;
        let sample = |&(step, live): &(u64, u64)| {
            ticks += step;
            Sample {
                ticks,
                live,
                ..Sample::default()
            }
        };
        steps.iter().map(sample).collect()
    }

    /// The timeline of samples and its curve, without unneeded samples.
    fn timeline_of(samples: &[Sample]) -> (Timeline, Vec<Sample>) {
        let mut timeline = Timeline::default();
        for &sample in samples {
            if timeline.needs(sample.ticks, sample.live) {
                timeline.add(sample);
            }
        }
        let curve = timeline.samples(samples[samples.len() - 1]);
        (timeline, curve)
    }

    proptest! {
        #[test]
        fn a_curve_is_bounded_ordered_and_has_all_extremes(
            steps in proptest::collection::vec((prop_oneof![0..4u64, 0..100_000u64], 0..50u64), 1..500),
        ) {
            let all = samples_of(&steps);
            let (timeline, kept) = timeline_of(&all);
            prop_assert!(kept.len() <= 2 * BUCKETS + 2);
            prop_assert!(kept.is_sorted_by_key(|sample| sample.ticks));
            prop_assert!(kept.iter().all(|sample| all.contains(sample)));
            prop_assert_eq!((kept.first(), kept.last()), (all.first(), all.last()));
            // The extremes of all samples in a bucket are those of the curve.
            for bucket in all.chunk_by(|a, b| a.ticks >> timeline.width == b.ticks >> timeline.width) {
                let live = |samples: &[Sample]| {
                    let of_bucket = |sample: &&Sample| sample.ticks >> timeline.width == bucket[0].ticks >> timeline.width;
                    let live = samples.iter().filter(of_bucket).map(|sample| sample.live);
                    (live.clone().min(), live.max())
                };
                prop_assert_eq!(live(&kept), live(&all));
            }
        }
    }

    #[test]
    fn the_peak_is_the_last_instant_with_the_most() {
        let all = samples_of(&[(1, 5), (1, 9), (1, 2), (1, 9), (1, 1)]);
        let kept = timeline_of(&all).1;
        assert_eq!(kept, all);
        let wide: Vec<Sample> = samples_of(&[(1, 9), (1, 2), (1, 9), (1_000_000, 1)]);
        let kept = timeline_of(&wide).1;
        assert_eq!(kept, [wide[0], wide[1], wide[2], wide[3]]);
    }
}
