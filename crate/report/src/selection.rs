//! The allocations selected by a query.

use std::cmp::Reverse;

use highwater_capture_state::{CaptureState, MOST_TEMPORARY_THRESHOLD, NodeSums, Sum};

use crate::changes::Change;
use crate::query::{Instant, InstantName, Query};
use crate::query_error::QueryError;

/// The allocations selected by a query.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Selection {
    /// The allocations live at the high-water mark.
    Peak,
    /// The allocations not freed by an instant.
    NotFreed(Instant),
    /// The allocations freed after at most this number of others.
    Temporary(usize),
    /// The allocations live at an instant.
    Live(Instant),
}

/// The default threshold of temporary allocations.
const DEFAULT_THRESHOLD: usize = 1;

impl Selection {
    /// The allocations live at the high-water mark.
    pub(crate) fn peak(_: &Query) -> Self {
        Self::Peak
    }

    /// The allocations not freed by the query's instant, by default the end.
    pub(crate) fn not_freed(query: &Query) -> Self {
        Self::NotFreed(query.at.unwrap_or(Instant::Named(InstantName::End)))
    }

    /// The temporary allocations.
    pub(crate) fn temporary(query: &Query) -> Self {
        Self::Temporary(query.threshold.unwrap_or(DEFAULT_THRESHOLD))
    }

    /// The allocations live at the query's instant, by default the high-water mark.
    pub(crate) fn live(query: &Query) -> Self {
        Self::Live(query.at.unwrap_or(Instant::Named(InstantName::Peak)))
    }

    /// The temporary allocations if the query has a threshold, otherwise those live at its instant.
    pub(crate) fn live_or_temporary(query: &Query) -> Self {
        match query.threshold {
            Some(threshold) => Self::Temporary(threshold),
            None => Self::live(query),
        }
    }

    /// The ticks at the instant, and the sums of each node: the selected allocations as the live
    /// ones, and if known, all allocations up to the instant.
    pub(crate) fn node_sums(
        self,
        capture: &CaptureState,
    ) -> Result<(u64, Vec<NodeSums>), QueryError> {
        match self {
            Self::Peak => at(capture, Instant::Named(InstantName::Peak)),
            Self::NotFreed(instant) | Self::Live(instant) => at(capture, instant),
            Self::Temporary(threshold) if threshold > MOST_TEMPORARY_THRESHOLD => {
                Err(QueryError::Threshold(threshold))
            }
            Self::Temporary(threshold) => {
                let of = |live| NodeSums {
                    live,
                    ..NodeSums::default()
                };
                let sums = capture.temporary(threshold).into_iter().map(of);
                Ok((capture.ticks_at_end(), sums.collect()))
            }
        }
    }

    /// The ticks at the instant, and the sum of the selected allocations of each node.
    pub(crate) fn sums(self, capture: &CaptureState) -> Result<(u64, Vec<Sum>), QueryError> {
        let (ticks, sums) = self.node_sums(capture)?;
        Ok((ticks, sums.iter().map(|sums| sums.live).collect()))
    }
}

/// The ticks at an instant, and the sums of each node at it.
fn at(capture: &CaptureState, instant: Instant) -> Result<(u64, Vec<NodeSums>), QueryError> {
    let sums = match instant {
        Instant::Named(InstantName::Peak) => Some(capture.at_peak()),
        Instant::Named(InstantName::End) => Some(capture.at_end()),
        Instant::Named(InstantName::Released) => capture.at_release(),
        Instant::Ticks(ticks) => capture.at_ticks(ticks),
    };
    sums.ok_or(QueryError::NotReached(instant))
}

/// The ticks at the later of two instants, and the change of each node from the earlier one.
pub(crate) fn changes_between(
    capture: &CaptureState,
    (before, after): (Instant, Instant),
) -> Result<(u64, Vec<Change>), QueryError> {
    let (mut before, mut after) = (at(capture, before)?, at(capture, after)?);
    if age(&before) > age(&after) {
        std::mem::swap(&mut before, &mut after);
    }
    let none = NodeSums::default();
    let of = |node: usize| {
        let at = |sums: &[NodeSums]| sums.get(node).copied().unwrap_or(none);
        Change::between(at(&before.1), at(&after.1))
    };
    let nodes = before.1.len().max(after.1.len());
    Ok((after.0, (0..nodes).map(of).collect()))
}

/// A key that orders instants: the ticks, within a tick the allocations so far, and between
/// allocations the frees.
fn age((ticks, sums): &(u64, Vec<NodeSums>)) -> (u64, u64, Reverse<u64>) {
    let total = |count: fn(&NodeSums) -> u64| sums.iter().map(count).sum();
    let allocated = total(|sums| sums.allocated.count);
    let live = total(|sums| sums.live.count);
    (*ticks, allocated, Reverse(live))
}
