//! The heap at instants of the run, as many as fit.

use crate::heap::NodeSums;

/// The most checkpoints that are kept.
const MOST: usize = 512;

/// The sums by node as they stood when so many calls had been made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The calls made.
    pub calls: u64,
    /// The sums of each node; those of nodes beyond the end are zero.
    pub sums: Vec<NodeSums>,
}

/// Checkpoints at even distances over a run of any length.
///
/// Calls are cut into stretches of equal width, a power of two that doubles when there would be
/// too many of them; the first instant of each is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Checkpoints {
    width: u32,
    kept: Vec<Checkpoint>,
    /// The first calls of the next stretch.
    next: u64,
}

impl Checkpoints {
    /// Whether a checkpoint is due when so many calls have been made.
    #[inline]
    pub(crate) fn is_due(&self, calls: u64) -> bool {
        calls >= self.next
    }

    /// Keeps how things stand when so many calls have been made: call it only when it is due.
    pub(crate) fn keep(&mut self, calls: u64, sums: Vec<NodeSums>) {
        self.kept.push(Checkpoint { calls, sums });
        while self.kept.len() > MOST {
            self.width += 1;
            let width = self.width;
            self.kept
                .dedup_by_key(|checkpoint| checkpoint.calls >> width);
        }
        self.next = ((calls >> self.width) + 1) << self.width;
    }

    /// The last checkpoint at or before so many calls, or the first of all.
    pub(crate) fn at(&self, calls: u64) -> Option<&Checkpoint> {
        let behind = self
            .kept
            .partition_point(|checkpoint| checkpoint.calls <= calls);
        self.kept.get(behind.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn they_are_bounded_even_and_the_first_of_their_stretches(steps in proptest::collection::vec(0..5000u64, 1..4000)) {
            let mut checkpoints = Checkpoints::default();
            let mut calls = 0;
            let mut all = Vec::new();
            for step in steps {
                calls += step;
                all.push(calls);
                if checkpoints.is_due(calls) {
                    checkpoints.keep(calls, Vec::new());
                }
            }
            let kept: Vec<u64> = checkpoints.kept.iter().map(|checkpoint| checkpoint.calls).collect();
            all.dedup_by_key(|calls| *calls >> checkpoints.width);
            prop_assert_eq!(&kept, &all);
            prop_assert!(kept.len() <= MOST);
            for calls in [0, kept[kept.len() / 2], u64::MAX] {
                let expected = kept.iter().rev().find(|&&kept| kept <= calls).unwrap_or(&kept[0]);
                prop_assert_eq!(checkpoints.at(calls).map(|checkpoint| &checkpoint.calls), Some(expected));
            }
        }
    }
}
