//! The heap at a bounded number of instants.

use crate::sums::NodeSums;

/// The maximum number of checkpoints.
const MOST: usize = 512;

/// The sums by node at an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The ticks at the instant.
    pub ticks: u64,
    /// The sums of each node; those of nodes beyond the end are zero.
    pub sums: Vec<NodeSums>,
}

/// Checkpoints at even distances over a run of any length.
///
/// Ticks are divided into intervals of equal width, a power of two that is doubled when there would
/// be too many intervals. The first instant of each is stored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Checkpoints {
    width: u32,
    kept: Vec<Checkpoint>,
    /// The first ticks of the next interval.
    next: u64,
}

impl Checkpoints {
    /// Returns `true` if a checkpoint is due at these ticks.
    #[inline]
    pub(crate) fn is_due(&self, ticks: u64) -> bool {
        ticks >= self.next
    }

    /// Stores the sums at these ticks. Call it only if a checkpoint is due.
    pub(crate) fn keep(&mut self, ticks: u64, sums: Vec<NodeSums>) {
        self.kept.push(Checkpoint { ticks, sums });
        while self.kept.len() > MOST {
            self.width += 1;
            let width = self.width;
            self.kept
                .dedup_by_key(|checkpoint| checkpoint.ticks >> width);
        }
        self.next = ((ticks >> self.width) + 1) << self.width;
    }

    /// The last checkpoint up to these ticks, or the first of all.
    pub(crate) fn at(&self, ticks: u64) -> Option<&Checkpoint> {
        let behind = self
            .kept
            .partition_point(|checkpoint| checkpoint.ticks <= ticks);
        self.kept.get(behind.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn checkpoints_are_bounded_even_and_the_first_of_their_intervals(steps in proptest::collection::vec(0..5000u64, 1..4000)) {
            let mut checkpoints = Checkpoints::default();
            let mut ticks = 0;
            let mut all = Vec::new();
            for step in steps {
                ticks += step;
                all.push(ticks);
                if checkpoints.is_due(ticks) {
                    checkpoints.keep(ticks, Vec::new());
                }
            }
            let kept: Vec<u64> = checkpoints.kept.iter().map(|checkpoint| checkpoint.ticks).collect();
            all.dedup_by_key(|ticks| *ticks >> checkpoints.width);
            prop_assert_eq!(&kept, &all);
            prop_assert!(kept.len() <= MOST);
            for ticks in [0, kept[kept.len() / 2], u64::MAX] {
                let expected = kept.iter().rev().find(|&&kept| kept <= ticks).unwrap_or(&kept[0]);
                prop_assert_eq!(checkpoints.at(ticks).map(|checkpoint| &checkpoint.ticks), Some(expected));
            }
        }
    }
}
