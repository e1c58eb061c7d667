//! The garbage collections of a run.

use highwater_capture::CollectionRecord;
use serde::Serialize;

/// The maximum length of a list of collections: about as many as a plot can mark.
const MOST: usize = 512;

/// The number of generations.
const GENERATIONS: usize = CollectionRecord::OLDEST as usize + 1;

/// Sums of a run's collections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct CollectionTotals {
    /// The number of collections, by the oldest generation collected.
    pub count: [u64; GENERATIONS],
    /// Objects freed as garbage.
    pub collected: u64,
    /// Bytes freed.
    pub freed: u64,
}

/// A garbage collection, or several adjacent ones merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Collection {
    /// The ticks at the collection, or at the first of them.
    pub ticks: u64,
    /// The oldest generation that was collected.
    pub generation: u8,
    /// Objects freed as garbage, by all of them.
    pub collected: u64,
    /// Bytes freed, by all of them.
    pub freed: u64,
    /// The number of collections.
    pub count: u64,
}

impl Collection {
    /// Merges a later one.
    fn add(&mut self, later: &Self) {
        self.generation = self.generation.max(later.generation);
        self.collected += later.collected;
        self.freed += later.freed;
        self.count += later.count;
    }
}

/// The collections of a run of any length: their totals, and a list of at most 512 entries.
///
/// Each collection is one entry until there are too many. Then collections at equal ticks are
/// merged, and after that, repeatedly, those in intervals of ticks of equal width, a power of two
/// that is doubled. The list depends on the records alone, so equal runs have equal lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Collections {
    pub(crate) totals: CollectionTotals,
    entries: Vec<Collection>,
    /// The logarithm of an interval's width in ticks; `None` while each entry is one collection.
    width: Option<u32>,
}

impl Collections {
    /// Adds a collection at these ticks, which never decrease. Returns `None` if a sum overflows.
    pub(crate) fn add(&mut self, ticks: u64, record: &CollectionRecord) -> Option<()> {
        let &CollectionRecord {
            generation,
            collected,
            freed,
        } = record;
        let totals = &mut self.totals;
        *totals.count.get_mut(usize::from(generation))? += 1;
        totals.collected = totals.collected.checked_add(collected)?;
        totals.freed = totals.freed.checked_add(freed)?;
        self.push(Collection {
            ticks,
            generation,
            collected,
            freed,
            count: 1,
        });
        while self.entries.len() > MOST {
            self.width = Some(self.width.map_or(0, |width| width + 1));
            for entry in std::mem::take(&mut self.entries) {
                self.push(entry);
            }
        }
        Some(())
    }

    /// The entries, in chronological order.
    pub(crate) fn entries(&self) -> &[Collection] {
        &self.entries
    }

    /// Appends an entry, or merges it into the last entry of the same interval.
    fn push(&mut self, entry: Collection) {
        match (self.width, self.entries.last_mut()) {
            (Some(width), Some(last)) if last.ticks >> width == entry.ticks >> width => {
                last.add(&entry);
            }
            _ => self.entries.push(entry),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A collection and the ticks since the one before.
    fn step() -> impl Strategy<Value = (u64, CollectionRecord)> {
        let ticks = prop_oneof![4 => 0..3u64, 2 => 0..500u64, 1 => 0..u64::MAX / 4000];
        let record = (0..=CollectionRecord::OLDEST, 0..1000u64, 0..1_000_000u64);
        (ticks, record).prop_map(|(ticks, (generation, collected, freed))| {
            let record = CollectionRecord {
                generation,
                collected,
                freed,
            };
            (ticks, record)
        })
    }

    /// All collections, with the ticks at each.
    fn all_of(steps: &[(u64, CollectionRecord)]) -> Vec<Collection> {
        let mut ticks = 0;
        let collection = |(step, record): &(u64, CollectionRecord)| {
            ticks += step;
            Collection {
                ticks,
                generation: record.generation,
                collected: record.collected,
                freed: record.freed,
                count: 1,
            }
        };
        steps.iter().map(collection).collect()
    }

    fn collections_of(steps: &[(u64, CollectionRecord)]) -> Collections {
        let mut collections = Collections::default();
        let mut ticks = 0;
        for (step, record) in steps {
            ticks += step;
            collections.add(ticks, record).unwrap();
        }
        collections
    }

    fn merged(some: &[Collection]) -> Collection {
        Collection {
            ticks: some[0].ticks,
            generation: some.iter().map(|one| one.generation).max().unwrap(),
            collected: some.iter().map(|one| one.collected).sum(),
            freed: some.iter().map(|one| one.freed).sum(),
            count: some.len() as u64,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_list_is_bounded_and_adds_up_to_all_collections(
            steps in proptest::collection::vec(step(), 1..2000),
        ) {
            let all = all_of(&steps);
            let collections = collections_of(&steps);
            let entries = collections.entries();
            prop_assert!(entries.len() <= MOST);
            prop_assert!(entries.is_sorted_by_key(|entry| entry.ticks));
            // Each entry is the sum of all collections in its interval.
            let expected: Vec<Collection> = match collections.width {
                None => all.clone(),
                Some(width) => all
                    .chunk_by(|a, b| a.ticks >> width == b.ticks >> width)
                    .map(merged)
                    .collect(),
            };
            prop_assert_eq!(entries, expected);
            let of = |generation| {
                all.iter().filter(|one| usize::from(one.generation) == generation).count() as u64
            };
            let totals = CollectionTotals {
                count: [of(0), of(1), of(2)],
                collected: all.iter().map(|one| one.collected).sum(),
                freed: all.iter().map(|one| one.freed).sum(),
            };
            prop_assert_eq!(collections.totals, totals);
            // Narrower intervals would have been too many.
            let narrower = match collections.width {
                None => 0,
                Some(0) => all.len(),
                Some(width) => all
                    .chunk_by(|a, b| a.ticks >> (width - 1) == b.ticks >> (width - 1))
                    .count(),
            };
            prop_assert!(collections.width.is_none() || narrower > MOST);
        }
    }

    #[test]
    fn collections_at_equal_ticks_are_merged_first() {
        let one = |step| {
            let record = CollectionRecord {
                generation: 0,
                collected: 8,
                freed: 100,
            };
            (step, record)
        };
        let mut steps = vec![one(5); MOST - 1];
        steps.push(one(0));
        assert_eq!(collections_of(&steps).entries(), all_of(&steps));
        steps.push(one(5));
        let entries = collections_of(&steps);
        let entries = entries.entries();
        assert_eq!(entries.len(), MOST);
        let twice = entries[MOST - 2];
        assert_eq!((twice.count, twice.collected, twice.freed), (2, 16, 200));
        assert!(entries.iter().filter(|entry| entry.count != 1).count() == 1);
    }

    #[test]
    fn sums_that_do_not_fit_are_refused() {
        let most = CollectionRecord {
            generation: 2,
            collected: u64::MAX,
            freed: 0,
        };
        let mut collections = Collections::default();
        assert_eq!(collections.add(0, &most), Some(()));
        assert_eq!(collections.add(0, &most), None);
    }
}
