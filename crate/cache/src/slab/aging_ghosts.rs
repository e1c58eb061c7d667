//! Ghosts that become invalid with age, for a policy that has more of them than entries.

use crate::slab::history::{HistoryScope, within};
use crate::slab::links::reserve_one;

/// The number of ghosts in a set.
const WAYS: u32 = 16;

/// An empty place. This hash is changed to another.
const EMPTY: u64 = 0;

/// Half of the times that a ghost's can be told from.
const HALF: u32 = 1 << 31;

/// The hashes of keys that have left, with the time of their last use, in 12 bytes each.
///
/// The table consists of sets of 16 places. It doubles when a set is full of valid ghosts, up to
/// the largest power of two of sets that has at most the number of places allowed. A ghost then
/// takes the place of the oldest of its set.
///
/// A ghost is valid if its last use is less than a `span` ago. Invalid ones are overwritten.
pub(crate) struct AgingGhosts {
    hashes: Vec<u64>,
    times: Vec<u32>,
    /// The number of places of a set: less than [`WAYS`] if only few ghosts are allowed.
    ways: u32,
    /// The largest number of sets, a power of two.
    most_sets: u64,
    scope: Option<HistoryScope>,
}

impl AgingGhosts {
    /// No ghosts, of at most `most`.
    pub(crate) fn new(most: u64) -> Self {
        let mut ghosts = Self {
            hashes: Vec::new(),
            times: Vec::new(),
            ways: 0,
            most_sets: 1,
            scope: None,
        };
        ghosts.allow(most);
        ghosts
    }

    /// Sets the scope of allocations.
    pub(crate) fn set_scope(&mut self, scope: HistoryScope) {
        self.scope = Some(scope);
    }

    /// Allows at least this number of ghosts from now on.
    pub(crate) fn allow(&mut self, most: u64) {
        let ways = u32::try_from(most).map_or(WAYS, |most| most.min(WAYS));
        self.ways = self.ways.max(ways);
        let sets = (most / u64::from(WAYS)).max(1);
        self.most_sets = self.most_sets.max(1 << sets.ilog2());
    }

    /// Removes a ghost. `true` if it was valid.
    pub(crate) fn remove(&mut self, hash: u64, now: u64, span: u64) -> bool {
        let hash = if hash == EMPTY { u64::MAX } else { hash };
        let Some(place) = self.set(hash).find(|&place| self.hashes[place] == hash) else {
            return false;
        };
        self.hashes[place] = EMPTY;
        self.age(place, now) < span
    }

    /// Adds a ghost that was used last at a time.
    pub(crate) fn push(&mut self, hash: u64, time: u64, now: u64, span: u64) {
        let hash = if hash == EMPTY { u64::MAX } else { hash };
        loop {
            let is_free = |place: usize| {
                let other = self.hashes[place];
                other == EMPTY || other == hash || self.age(place, now) >= span
            };
            let free = self.set(hash).find(|&place| is_free(place));
            let place = free.or_else(|| {
                let is_largest = self.sets() == self.most_sets && self.is_complete();
                let oldest = || self.set(hash).max_by_key(|&place| self.age(place, now));
                if is_largest { oldest() } else { None }
            });
            if let Some(place) = place {
                self.hashes[place] = hash;
                self.times[place] = low(time);
                return;
            }
            if self.ways == 0 {
                return;
            }
            within(self.scope, || self.grow());
        }
    }

    /// Removes the ghosts whose times would soon be mistaken for later ones. It is to be called
    /// at each multiple of [`Self::SWEEP`].
    pub(crate) fn sweep(&mut self, now: u64) {
        for place in 0..self.hashes.len() {
            if self.age(place, now) >= u64::from(HALF) {
                self.hashes[place] = EMPTY;
            }
        }
    }

    /// The times between two sweeps.
    pub(crate) const SWEEP: u64 = HALF as u64;

    /// The number of sets, or 0.
    fn sets(&self) -> u64 {
        if self.is_complete() {
            self.hashes.len() as u64 / u64::from(self.ways.max(1))
        } else {
            0
        }
    }

    /// Returns `false` while the only set has fewer places than allowed.
    fn is_complete(&self) -> bool {
        self.hashes.len() >= self.ways as usize
    }

    /// The places of a hash.
    fn set(&self, hash: u64) -> std::ops::Range<usize> {
        let sets = self.sets();
        if sets <= 1 {
            return 0..self.hashes.len();
        }
        // The highest bits of a product, as many as there are for the sets.
        let mixed = hash.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let set = mixed >> (64 - sets.ilog2());
        let first = usize::try_from(set).unwrap_or(0) * self.ways as usize;
        first..first + self.ways as usize
    }

    /// The time since the last use.
    fn age(&self, place: usize, now: u64) -> u64 {
        low(now).wrapping_sub(self.times[place]).into()
    }

    /// One more place for the only set, or twice the number of sets.
    fn grow(&mut self) {
        if !self.is_complete() {
            reserve_one(&mut self.hashes, self.ways as usize);
            reserve_one(&mut self.times, self.ways as usize);
            self.hashes.push(EMPTY);
            self.times.push(0);
            return;
        }
        let len = 2 * self.hashes.len();
        let hashes = std::mem::replace(&mut self.hashes, vec![EMPTY; len]);
        let times = std::mem::replace(&mut self.times, vec![0; len]);
        for (hash, time) in hashes.into_iter().zip(times) {
            if hash == EMPTY {
                continue;
            }
            // A set is divided between two, so there is a place.
            let free = self.set(hash).find(|&place| self.hashes[place] == EMPTY);
            if let Some(place) = free {
                self.hashes[place] = hash;
                self.times[place] = time;
            }
        }
    }

    /// Checks the invariants between operations.
    #[cfg(debug_assertions)]
    pub(crate) fn validate(&self) {
        assert_eq!(self.hashes.len(), self.times.len());
        assert!(self.sets() <= self.most_sets);
        for (place, &hash) in self.hashes.iter().enumerate() {
            assert!(hash == EMPTY || self.set(hash).contains(&place));
        }
    }
}

/// The lower half of a time.
#[allow(clippy::cast_possible_truncation)]
const fn low(time: u64) -> u32 {
    time as u32
}
